package dbobject

import (
	"bytes"
	"unicode/utf8"

	"drover/model"
	"drover/model/objects"
)

// special reads a row that is no object of the source.
func (t *tableReader) special(kind string) {
	switch kind {
	case everything:
		t.every = t.begun
	case rootRow:
		t.b.Root = objects.Root{Name: t.text(colTargetDatabase)}
		for _, u := range t.other() {
			if s := over(u.JSON); u.Name == names[rootEncoding] && s.next() == '"' {
				t.b.Root.Encoding = string(s.said(s.text()))
				continue
			}
			t.b.Root.Unknown = append(t.b.Root.Unknown, u)
		}
	case docRow:
		t.b.Unknown = t.other()
	default:
		t.wrong(t.begun, "the row names no database: fill it in")
	}
}

// box finds the database or schema of a row, and what the row says of its target.
func (t *tableReader) box() int {
	n := t.find(&t.db, -1, colDatabase, t.b.Database)
	t.targetOf(n, colTargetDatabase)
	if len(t.get(colSchema)) == 0 {
		t.not("an object without a schema", colTargetSchema)
		return n
	}
	n = t.find(&t.sc, n, colSchema, func(name string) int { return t.b.Schema(n, name) })
	t.targetOf(n, colTargetSchema)
	return n
}

func (t *tableReader) find(last *lastBox, in, col int, by func(string) int) int {
	if name := t.get(col); last.n < 0 || last.in != in || string(name) != last.name {
		own := string(name)
		*last = lastBox{in, by(own), own}
		for len(t.boxes) <= last.n {
			t.boxes = append(t.boxes, tableBox{})
			t.spent += 512
		}
	}
	return last.n
}

func (t *tableReader) targetOf(n, col int) {
	target := t.get(col)
	switch box := &t.boxes[n]; {
	case len(target) == 0 || string(target) == box.target:
	case box.said > 0:
		t.wrong(t.begun, "%s is %s here and %s in line %d: one name for all rows of it", columnNames()[col], clip(string(target)), clip(box.target), box.said)
	default:
		box.target, box.said = string(target), t.begun
	}
}

// clip shortens a name for a sentence.
func clip(s string) string {
	if s = model.Clean(s); utf8.RuneCountInString(s) > 60 {
		return string([]rune(s)[:59]) + "…"
	}
	return s
}

// whole reads the row of a database or a schema.
func (t *tableReader) whole(n int, kind string) {
	schema := len(t.get(colSchema)) > 0
	of := objects.Database
	if schema {
		of = objects.Schema
	}
	if kind != "" && kind != of.Word() {
		t.wrong(t.begun, "the kind %s does not fit a row that names a %s alone: empty it, or fill in table", clip(kind), of.Word())
	}
	t.not("a whole "+of.Word(), colTargetTable, colFilter, colColumns, colJoin, colDatabaseAlias, colSchemaAlias)
	if t.boxes[n].row > 0 {
		t.wrong(t.begun, "%s stands here for the second time, first in line %d: take one of the two out", t.path(), t.boxes[n].row)
	}
	t.boxes[n].row = t.begun
	box := objects.Box{Total: -1, Unknown: t.other()}
	box.Config, _ = t.truth(colLookup)
	box.Synced, _ = t.truth(colSynced)
	switch all, told := t.truth(colAll); {
	case told && !all:
		box.All = model.No
	case told || !box.Config:
		box.All = model.Yes
	}
	*t.b.Box(n) = box
}

// path names what the row is of.
func (t *tableReader) path() string {
	return clip(objects.Path{Database: t.text(colDatabase), Schema: t.text(colSchema), Name: t.text(colTable)}.String())
}

// leaf reads the row of a table, view or procedure.
func (t *tableReader) leaf(in int, kind string) {
	switch kind {
	case "", "table", "view", "procedure":
	default:
		t.wrong(t.begun, "the kind %s is not one of table, view, procedure", clip(kind))
	}
	t.not("a single table", colAll)
	x := objects.Extra{
		DBAlias: t.text(colDatabaseAlias), SchemaAlias: t.text(colSchemaAlias),
		Filter: cellList(t.text(colFilter)), Join: cellList(t.text(colJoin)), Unknown: t.other(),
	}
	x.Lookup, _ = t.truth(colLookup)
	synced, _ := t.truth(colSynced)
	if cell := t.get(colColumns); len(bytes.TrimSpace(cell)) > 0 {
		var err error
		if x.Columns, err = cellColumns(string(cell)); err != nil {
			t.wrong(t.begun, "columns: %s", err)
		}
		t.spent += int64(256 * len(x.Columns))
	}
	var kept *objects.Extra
	if !x.Empty() {
		kept = x.Clone()
		t.spent += 512
	}
	t.lines = append(t.lines, t.begun)
	t.b.Leaf(in, t.get(colTable), objects.LeafKind(kind), t.text(colTargetTable), synced, kept)
	if n := t.b.Len(); t.o.Told != nil && n%4096 == 0 {
		t.o.Told(n)
	}
}
