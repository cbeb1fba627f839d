package dbobject

import (
	"errors"
	"io"
	"strings"

	"drover/model"
	"drover/model/objects"
)

// errNameless is an object that no row can stand for.
var errNameless = errors.New("it holds an object without a name: write it as JSON")

// WriteCSV writes a document as a table for a spreadsheet, see csv.go. What the service
// counts, and the level at which objects are chosen, are not in it: the level follows
// from what is listed.
func WriteCSV(w io.Writer, l *objects.Listing) error {
	t := tabler{w: w, l: l}
	t.look()
	if t.err == nil {
		t.rows()
	}
	t.flush()
	return t.err
}

// tabler writes a table.
type tabler struct {
	w    io.Writer
	l    *objects.Listing
	buf  []byte
	use  [colCount]bool // columns that are needed
	odd  bool           // something is not ASCII
	cell [colCount]string
	err  error
}

func (t *tabler) flush() {
	if t.err == nil {
		_, t.err = t.w.Write(t.buf)
	}
	t.buf = t.buf[:0]
}

// look finds out which columns are needed.
func (t *tabler) look() {
	for i := range plainColumns {
		t.use[i] = true
	}
	t.each(func() {
		for i, cell := range t.cell {
			t.use[i] = t.use[i] || cell != ""
			for j := 0; j < len(cell) && !t.odd; j++ {
				t.odd = cell[j] >= 0x80
			}
		}
	})
}

// rows writes them all. A spreadsheet needs a byte order mark to see UTF-8.
func (t *tabler) rows() {
	if t.odd {
		t.buf = append(t.buf, mark...)
	}
	t.cell = columnNames()
	t.row()
	t.each(t.row)
}

func (t *tabler) row() {
	first := true
	for i, cell := range t.cell {
		if !t.use[i] {
			continue
		}
		if !first {
			t.buf = append(t.buf, ',')
		}
		first = false
		t.buf = append(t.buf, csvCell(cell)...)
	}
	if t.buf = append(t.buf, '\n'); len(t.buf) > window {
		t.flush()
	}
}

// csvCell is a cell with quotes where it needs them (RFC 4180).
func csvCell(s string) string {
	if s == "" || !strings.ContainsAny(s, ",;\t\"\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// each goes through the rows; the cells are in t.cell.
func (t *tabler) each(do func()) {
	l := t.l
	special := func(kind, target string, other []objects.Member) {
		t.cell = [colCount]string{colKind: kind, colTargetDatabase: target, colOther: otherCell(other)}
		do()
	}
	if len(l.Unknown) > 0 {
		special(docRow, "", l.Unknown)
	}
	if !l.Root.Empty() {
		other := l.Root.Unknown
		if l.Root.Encoding != "" {
			other = append([]objects.Member{{Name: names[rootEncoding], JSON: quote(nil, l.Root.Encoding)}}, other...)
		}
		special(rootRow, l.Root.Name, other)
	}
	if l.Scope == objects.ScopeAll {
		special(everything, "", nil)
		return
	}
	for db := range l.Databases() {
		at := [colCount]string{colDatabase: l.Tree.Name(db), colTargetDatabase: other(l, db)}
		from, to := l.Tree.Schemas(db)
		t.box(db, at, some(l, from, to), do)
		for sc := range l.Range(from, to) {
			in := at
			in[colSchema], in[colTargetSchema] = l.Tree.Name(sc), other(l, sc)
			t.box(sc, in, false, do)
		}
		if t.err != nil {
			return
		}
	}
}

// other is a box's other name on the target.
func other(l *objects.Listing, box objects.Node) string {
	if target := l.Box(box).Target; target != l.Tree.Name(box) {
		return target
	}
	return ""
}

// some reports that a document names one of these.
func some(l *objects.Listing, from, to objects.Node) bool {
	for range l.Range(from, to) {
		return true
	}
	return false
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// box goes through the rows of a database or a schema: its own, if anything is said of
// it or if nothing in it is listed, and those of its leaves.
func (t *tabler) box(n objects.Node, at [colCount]string, below bool, do func()) {
	l := t.l
	box := l.Box(n)
	from, to := l.Tree.Leaves(n)
	if l.Tree.Name(n) == "" {
		t.err = errNameless
		return
	}
	if l.Scope == objects.ScopeDatabase && !box.Config && l.Tree.Kind(n) == objects.Database {
		box.All = model.Yes // there what is listed goes whole
	}
	if box.All == model.Yes || box.Config || box.Synced || len(box.Unknown) > 0 || !below && !some(l, from, to) {
		t.cell = at
		t.cell[colKind], t.cell[colLookup], t.cell[colSynced], t.cell[colOther] = l.Tree.Kind(n).Word(), yes(box.Config), yes(box.Synced), otherCell(box.Unknown)
		switch {
		case box.Config && box.All == model.Yes:
			t.cell[colAll] = "yes"
		case box.Config && box.All == model.NotTold, box.All == model.Yes:
		default:
			t.cell[colAll] = "no"
		}
		do()
	}
	for leaf := range l.Range(from, to) {
		t.cell = at
		t.leaf(leaf)
		if t.err != nil {
			return
		}
		do()
	}
}

func (t *tabler) leaf(n objects.Node) {
	l, c := t.l, &t.cell
	if c[colTable] = l.Tree.Name(n); c[colTable] == "" {
		t.err = errNameless
	}
	c[colKind], c[colTargetTable], c[colSynced] = l.Tree.Kind(n).Word(), l.Target(n), yes(l.Synced(n))
	if x := l.Extra(n); x != nil {
		c[colFilter], c[colJoin], c[colColumns] = listCell(x.Filter), listCell(x.Join), columnsCell(x.Columns)
		c[colDatabaseAlias], c[colSchemaAlias] = x.DBAlias, x.SchemaAlias
		c[colLookup], c[colOther] = yes(x.Lookup), otherCell(x.Unknown)
	}
}
