package dbobject

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"drover/model"
	"drover/model/objects"
)

// ReadCSV reads a table, see csv.go, with commas, semicolons or tabs between its cells.
// What is wrong is told by its line; what is right is read all the same. The error is
// r's own.
func ReadCSV(r io.Reader, o Options) (*objects.Listing, []model.Mistake, error) {
	in := bufio.NewReaderSize(r, window)
	if _, err := kindOf(in, ""); err != nil {
		return nil, nil, err
	}
	return readCSV(in, o)
}

// tableReader makes a Listing of rows.
type tableReader struct {
	*rowReader
	o        Options
	b        *objects.Builder
	width    int           // cells of the first row
	at       [colCount]int // where a column stands in a row; -1: nowhere
	boxes    []tableBox
	lines    []int // of leaves
	db, sc   lastBox
	every    int // line of the row "everything"
	spent    int64
	strange  bool // it is not all UTF-8
	mistakes []model.Mistake
}

// tableBox is what rows say of a database or a schema.
type tableBox struct {
	row    int // line of its own row
	target string
	said   int // line that told the target
}

// lastBox is the one of the row before: rows mostly lie in the same.
type lastBox struct {
	in, n int
	name  string
}

func readCSV(in *bufio.Reader, o Options) (*objects.Listing, []model.Mistake, error) {
	t := &tableReader{rowReader: newRowReader(in), o: o, b: objects.NewBuilder(), db: lastBox{n: -1}, sc: lastBox{n: -1}}
	if t.header() {
		for t.row() {
			t.one()
			if t.spent > mostMemory || t.b.Full() {
				t.fail(t.begun, ErrMuch)
			}
		}
	}
	var wrong *Wrong
	switch {
	case errors.As(t.err, &wrong):
		t.wrong(wrong.Line, "%s%s", wrong.Err.Error(), mend(wrong.Err))
	case t.err != nil:
		return nil, nil, t.err
	}
	return t.listing(), t.mistakes, nil
}

func (t *tableReader) wrong(line int, why string, about ...any) {
	if len(t.mistakes) < mostWrong {
		t.mistakes = append(t.mistakes, model.Mistake{Line: line, Why: model.Clean(fmt.Sprintf(why, about...))})
	}
}

// header reads the names of the columns.
func (t *tableReader) header() bool {
	for i := range t.at {
		t.at[i] = -1
	}
	for t.row() && t.empty() { // lines above it
	}
	if t.err != nil {
		return false
	}
	all := columnNames()
	t.width = t.cells()
	for i := range t.cells() {
		name := strings.ToLower(strings.TrimSpace(string(t.cell(i))))
		col := slices.Index(all[:], name)
		switch {
		case name == "":
		case col < 0:
			t.wrong(t.begun, "the column %.60s is not one of %s: rename it, or take it out", name, strings.Join(all[:], ", "))
		case t.at[col] >= 0:
			t.wrong(t.begun, "the column %s stands there twice: take one of the two out", name)
		default:
			t.at[col] = i
		}
	}
	if t.at[colDatabase] < 0 {
		t.mistakes = nil
		t.wrong(max(t.begun, 1), "the first row must name the columns, among them database: %s", strings.Join(all[:], ", "))
		return false
	}
	return true
}

func (t *tableReader) empty() bool { return len(t.buf) == 0 }

// get is a cell of the row by its column.
func (t *tableReader) get(col int) []byte {
	if i := t.at[col]; i >= 0 && i < t.cells() {
		return t.cell(i)
	}
	return nil
}

func (t *tableReader) text(col int) string { return string(t.get(col)) }

// word is a cell with one of a few words in it.
func (t *tableReader) word(col int) string {
	b := t.get(col)
	for _, known := range [...]string{"", "table", "view", "procedure"} {
		if string(b) == known {
			return known
		}
	}
	return strings.ToLower(strings.TrimSpace(string(b)))
}

// truth is a cell that says yes or no; told is false if it is empty.
func (t *tableReader) truth(col int) (yes, told bool) {
	switch w := t.word(col); w {
	case "":
		return false, false
	case "yes", "true", "1", "x":
		return true, true
	case "no", "false", "0":
		return false, true
	}
	t.wrong(t.begun, "%s is neither yes nor no", columnNames()[col])
	return false, false
}

// other are members that drover does not know.
func (t *tableReader) other() []objects.Member {
	out, ok := cellOther(t.text(colOther))
	if !ok {
		t.wrong(t.begun, "other is no JSON object: it stands for members that drover does not know, leave it as it came or empty it")
	}
	return out
}

// not tells cells that mean nothing in a row of this kind.
func (t *tableReader) not(of string, cols ...int) {
	for _, col := range cols {
		if len(t.get(col)) > 0 {
			t.wrong(t.begun, "%s means nothing for %s: empty it", columnNames()[col], of)
		}
	}
}

// one reads a row.
func (t *tableReader) one() {
	if t.empty() {
		return
	}
	if !t.strange && !utf8.Valid(t.buf) {
		t.strange = true
		t.wrong(t.begun, "here the file is not UTF-8, so its names may not be those of the source: save it as CSV UTF-8")
	}
	t.spent += int64(64 + 2*len(t.buf))
	for i := t.width; i < t.cells(); i++ {
		if len(t.cell(i)) > 0 {
			t.wrong(t.begun, "the row has more cells than the first row names columns: put double quotes around a text that holds %q", rune(t.delim))
			break
		}
	}
	kind := t.word(colKind)
	switch {
	case len(t.get(colDatabase)) == 0:
		t.special(kind)
		return
	case len(t.get(colTable)) > 0:
		t.leaf(t.box(), kind)
		return
	case kind == "table" || kind == "view" || kind == "procedure":
		t.wrong(t.begun, "a %s without a name: fill in table, or empty kind if all of the database or schema is meant", kind)
		return
	}
	t.whole(t.box(), kind)
}

// listing is what all rows say together.
func (t *tableReader) listing() *objects.Listing {
	if t.every > 0 && len(t.boxes) > 0 {
		t.wrong(t.every, "the kind everything takes all there is: take the other rows out, or this one")
	}
	t.b.Scope = objects.ScopeTable
	whole := len(t.boxes) > 0 && t.b.Len() == 0
	for n, said := range t.boxes {
		box := t.b.Box(n)
		if box.Target = said.target; said.row == 0 {
			box.All = model.No // only what has rows
		}
		whole = whole && box.All == model.Yes && t.b.IsDatabase(n)
	}
	switch {
	case t.every > 0:
		t.b.Scope = objects.ScopeAll
	case whole:
		t.b.Scope = objects.ScopeDatabase
	}
	if t.o.Told != nil {
		t.o.Told(t.b.Len())
	}
	l, twice := t.b.Done()
	for i, n := range t.b.Twice() {
		t.wrong(t.lines[n], "%s stands here for the second time: take one of the two out", clip(twice[i].String()))
	}
	slices.SortStableFunc(t.mistakes, func(a, b model.Mistake) int { return a.Line - b.Line })
	return l
}
