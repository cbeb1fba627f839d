package objects

// Filter is what is asked of a tree, as somebody typed it. Its zero value asks for
// everything. It is asked of leaves; a box is seen with what is in it.
//
//	words            AND, each a part of a leaf's name          orders 2024
//	* and ?          then the word is the whole name            orders_2*   *_bak
//	| or OR          either                                     a | b c    is a | (b c)
//	!                not                                        !*_bak    !(a | b)
//	"exact"          the whole name, in just these letters      "orders"   "a.b"
//	/re/             RE2, somewhere in the name                 /^orders_\d+$/
//	with dots        the path, part by part, each a word        billing.   *.public.orders_*
//	is:chosen        view table procedure chosen left mapped filtered columns lookup synced gone
//	db: schema: to:  name of the database, of the schema, on the target
//
// Case is ignored, but for words with an upper-case letter in them. Of a word with
// one dot the first part is a database or a schema, with two dots a database and a
// schema; what is left empty is anything: "billing." asks for all that is in
// databases or schemas with billing in their names. What stands behind to: may be a
// path, too, with the boxes' names on the target.
type Filter struct {
	src  string
	root *filterNode
	at   []*filterNode // those that are answered by the box, each at its id
}

// FilterMistake is what keeps a filter from being read.
type FilterMistake struct {
	At   int    // rune column, from 0; the text's length for its end
	Why  string // one clause
	Open bool   // more typing can mend it
}

// Empty reports a filter that asks nothing.
func (f Filter) Empty() bool { return f.root == nil }

// String is the filter as it was typed.
func (f Filter) String() string { return f.src }

type filterOp uint8

const (
	filterAll filterOp = iota
	filterAny
	filterName   // a leaf's own name
	filterPath   // boxes, then a leaf's name
	filterDB     // the database's name
	filterSchema // the schema's name
	filterTo     // a leaf's name on the target
	filterToPath // the same with the boxes'
	filterIs
)

// filterNode is one condition.
type filterNode struct {
	op   filterOp
	neg  bool
	kids []*filterNode // all, any
	id   int           // of those that a box answers, wholly or in part: see Filter.at
	word *filterWord   // what a name must be; of a path its last part
	box  []*filterWord // of a path: one part for either box, or one for each
	is   filterIsWord
}

// filterIsWord is what may stand behind is:.
type filterIsWord string

const (
	isView      filterIsWord = "view"
	isTable     filterIsWord = "table"
	isProcedure filterIsWord = "procedure"
	isChosen    filterIsWord = "chosen"
	isLeft      filterIsWord = "left"
	isMapped    filterIsWord = "mapped"
	isFiltered  filterIsWord = "filtered"
	isColumns   filterIsWord = "columns"
	isLookup    filterIsWord = "lookup"
	isSynced    filterIsWord = "synced"
	isGone      filterIsWord = "gone"
)

// filterIsWords are all of them, in the order of the help.
func filterIsWords() []filterIsWord {
	return []filterIsWord{isView, isTable, isProcedure, isChosen, isLeft, isMapped, isFiltered, isColumns, isLookup, isSynced, isGone}
}
