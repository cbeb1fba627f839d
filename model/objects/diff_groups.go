package objects

import (
	"strings"

	"drover/model"
)

// Group is what differs in one database or schema itself; its schemas are groups of
// their own. The Path of the document's own group is empty.
type Group struct {
	Box   Path
	Node  Node   // None: the document
	Words string // what differs in it, counted
	Lines []DiffLine
	More  int // differences that have no line
}

// DiffLine is one difference of one object. Was and Is are cleaned; "" where there is
// nothing to compare.
type DiffLine struct {
	Kind    DiffKind
	Path    Path
	Node    Node // None: the document
	Was, Is string
	Synced  bool // on the target already
	Whole   bool // a database or a schema with all that is in it
}

// Groups lists what differs by databases and schemas, in order, with at most so many
// lines of each. A box that joins or leaves as a whole is one line.
func (d *Diff) Groups(most int) []Group {
	var out []Group
	if g := d.documentGroup(); len(g.Lines) > 0 {
		out = append(out, g)
	}
	if d.Empty() {
		return out
	}
	for db := range Node(d.now.tree.dbs) { //nolint:gosec // fits
		if d.addGroup(&out, db, most) {
			continue
		}
		for sc, to := d.now.tree.Schemas(db); sc < to; sc++ {
			d.addGroup(&out, sc, most)
		}
	}
	return out
}

func (d *Diff) documentGroup() Group {
	g := Group{Node: None}
	if d.counts[ChangesScope] > 0 {
		g.Lines = append(g.Lines, DiffLine{Kind: ChangesScope, Node: None, Was: string(d.base.Level()), Is: string(d.now.Level())})
	}
	if d.counts[ChangesRoot] > 0 {
		g.Lines = append(g.Lines, DiffLine{Kind: ChangesRoot, Node: None, Was: rootWords(d.base.root), Is: rootWords(d.now.root)})
	}
	return g
}

// addGroup adds the group of a box if there is anything to say, and reports whether
// it came or went with all that is in it.
func (d *Diff) addGroup(out *[]Group, box Node, most int) (whole bool) {
	g := Group{Box: d.now.tree.Path(box), Node: box}
	if way := d.WholeBox(box); way != NotWhole {
		line := DiffLine{Kind: Joins, Path: g.Box, Node: box, Whole: true}
		of := d.now
		if way == LeavesWhole {
			line.Kind, of = Leaves, d.base
		}
		line.Synced = d.now.Synced(box) || d.base.Synced(box)
		if on, _ := of.Count(box); on > 0 {
			one, many := of.noun(box, true)
			line.Is = sayMany(on, one, many)
		}
		g.Lines = append(g.Lines, line)
		g.Words = line.Is
		*out = append(*out, g)
		return true
	}
	d.boxLines(&g, most)
	d.leafLines(&g, most)
	if len(g.Lines) > 0 || g.More > 0 {
		*out = append(*out, g)
	}
	return false
}

// boxLines are what differs in the database or the schema itself.
func (d *Diff) boxLines(g *Group, most int) {
	for kind := range nodeKinds {
		if d.has(kind, g.Node) {
			d.addLine(g, kind, g.Node, most)
		}
	}
}

// leafLines are what differs in its leaves: of each kind at least one, as far as
// there is room.
func (d *Diff) leafLines(g *Group, most int) {
	from, to := d.now.tree.Leaves(g.Node)
	var counts [nodeKinds]int
	kinds := 0
	for kind := range nodeKinds {
		if d.sets[kind].tree != nil {
			counts[kind] = d.sets[kind].count(int(from), int(to))
		}
		kinds += min(counts[kind], 1)
	}
	var words []string
	for kind, n := range counts {
		if n == 0 {
			continue
		}
		kind := DiffKind(kind) //nolint:gosec // one of them
		kinds--
		words = append(words, d.groupWords(kind, n, from, to))
		room := max(most-len(g.Lines)-kinds, min(most-len(g.Lines), 1))
		shown := 0
		d.eachIn(kind, from, to, func(leaf Node) bool {
			if shown >= room {
				return false
			}
			d.addLine(g, kind, leaf, most)
			shown++
			return true
		})
		g.More += n - shown
	}
	g.Words = strings.Join(words, ", ")
}

func (d *Diff) groupWords(kind DiffKind, n int, from, to Node) string {
	one, many := "object", "objects"
	if d.allTables(kind, from, to) {
		one, many = "table", "tables"
	}
	switch kind {
	case Joins:
		return sayMany(n, one+" joins", many+" join")
	case Leaves:
		return sayMany(n, one+" leaves", many+" leave")
	case Renames:
		return sayMany(n, "renamed", "renamed")
	case Filters:
		return sayMany(n, "filter", "filters")
	case PicksColumns:
		return sayMany(n, "choice of columns", "choices of columns")
	case AddsColumns:
		return sayMany(n, "table's added columns", "tables' added columns")
	default:
		return sayMany(n, "lookup", "lookups")
	}
}

// addLine adds one difference, or counts it where no more lines are wanted.
func (d *Diff) addLine(g *Group, kind DiffKind, n Node, most int) {
	if len(g.Lines) >= most {
		g.More++
		return
	}
	line := DiffLine{Kind: kind, Path: d.now.tree.Path(n), Node: n, Synced: d.now.Synced(n) || d.base.Synced(n)}
	x, y := orNoExtra(d.base.Extra(n)), orNoExtra(d.now.Extra(n))
	switch kind {
	case Joins:
		line.Is = strings.Join(append(changedName(d.now, n), conditionWords(y)...), ", ")
	case Leaves:
	case Renames:
		line.Was, line.Is = placeWords(d.base, n), placeWords(d.now, n)
	case Filters:
		line.Was, line.Is = strings.Join(conditionWords(x), "; "), strings.Join(conditionWords(y), "; ")
	case PicksColumns:
		line.Was, line.Is = columnWords(x, false), columnWords(y, false)
	case AddsColumns:
		line.Was, line.Is = columnWords(x, true), columnWords(y, true)
	case LooksUp:
		line.Was, line.Is = lookWords(d.base, n), lookWords(d.now, n)
	default:
		line.Was, line.Is = laterWords(d.base, n, d.wasFine), laterWords(d.now, n, d.isFine)
	}
	g.Lines = append(g.Lines, line)
}

func changedName(s *State, n Node) []string {
	if !s.Mapped(n) {
		return nil
	}
	return []string{"as " + placeWords(s, n)}
}

// placeWords is a name on the target, with what it goes into instead.
func placeWords(s *State, n Node) string {
	x := orNoExtra(s.Extra(n))
	return Path{Database: orName(x.DBAlias, x.SchemaAlias), Schema: aliasOf(x), Name: s.Target(n)}.target()
}

func aliasOf(x *Extra) string {
	if x.DBAlias == "" {
		return ""
	}
	return x.SchemaAlias
}

// target is a path whose first parts may be missing.
func (p Path) target() string {
	if p.Database == "" {
		return model.Clean(p.Name)
	}
	return p.String()
}

func conditionWords(x *Extra) []string {
	var out []string
	for _, text := range x.Filter {
		out = append(out, "where "+model.Clean(text))
	}
	for _, text := range x.Join {
		out = append(out, "joined by "+model.Clean(text))
	}
	return out
}

// columnWords lists columns that something is said of, or those that are added.
func columnWords(x *Extra, added bool) string {
	var out []string
	for _, c := range columnsInOrder(x.Columns, added) {
		name := model.Clean(c.Name)
		switch {
		case added:
			out = append(out, name+AddedWords(c))
		case keepWord(c) == "out":
			out = append(out, name+" left out")
		case c.Mapped():
			out = append(out, name+" > "+model.Clean(c.Target))
		case c.FilterKey != "" || c.FilterIndex != "":
			out = append(out, name+" looked up by")
		}
	}
	switch {
	case len(out) > 0:
		return strings.Join(out, ", ")
	case added:
		return "none"
	}
	return "all as they are"
}

// AddedWords is how an added column is filled: " long = 7", " long create time".
func AddedWords(c Column) string {
	out := ""
	if c.Type != "" {
		out = " " + model.Clean(c.Type)
	}
	if how := strings.TrimPrefix(c.Operation, "ADDITIONALCOLUMN,"); how != "default_value" {
		out += " " + model.Clean(strings.ReplaceAll(how, "_", " "))
	}
	if c.Value != "" {
		out += " = " + model.Clean(c.Value)
	}
	return out
}

func lookWords(s *State, n Node) string {
	switch {
	case s.Lookup(n) && s.Chosen(n) == Nothing:
		return "only looked up"
	case s.Chosen(n) != Nothing:
		return "copied"
	}
	return "left out"
}

func laterWords(s *State, n Node, fine []bool) string {
	if s.takesLater(n, fine) {
		return "takes what is made later"
	}
	return "takes only what is listed"
}
