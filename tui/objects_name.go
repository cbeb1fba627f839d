package tui

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// The fields of a name.
const (
	nameThere  model.FieldKey = "name"
	nameSource model.FieldKey = "#source"
)

// nameDialog asks for the name on the target of what is under the cursor.
func (s *objectsPage) nameDialog() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	if line.Part == objects.ColumnLine {
		c, _ := s.columnAt(line)
		return nil, push(newColumnName(s, line.Node, c))
	}
	return nil, push(newObjectName(s, line.Node))
}

// nameWhy is why what is under the cursor can have no other name.
func (s *objectsPage) nameWhy() string {
	line, ok := s.cursor()
	now := s.state()
	switch {
	case !ok:
		return "there is nothing here"
	case line.Part == objects.ColumnLine:
		c, ok := s.columnAt(line)
		if !ok {
			return "its columns were not read"
		}
		return s.columnNameWhy(line.Node, c)
	case now.Synced(line.Node):
		return s.nameOf(line.Node) + " is on the target already: its name there stays"
	case now.Lookup(line.Node):
		return s.nameOf(line.Node) + " is only looked up: it has no name on the target"
	}
	return ""
}

// newObjectName is the dialog for the name of a database, a schema or a leaf.
func newObjectName(s *objectsPage, n objects.Node) *objectForm {
	ref, terms := s.ref(n), s.terms()
	now := s.state()
	kind, source := now.Tree().Kind(n), now.Tree().Name(n)
	f := &objectForm{page: s, title: "name of " + kind.Word() + " " + ref.name() + " on the target", loud: true}
	typed := func() string { return strings.TrimSpace(f.get(nameThere)) }
	f.fields = func(get func(model.FieldKey) string) []model.Field {
		field := nameField(source, get(nameThere), terms.MaxTarget)
		if at, ok := ref.node(); ok && field.Wrong == "" && !terms.ManyToOne {
			field.Risk = s.sameName(at, typed())
		}
		return []model.Field{{Key: nameSource, Label: "on the source", Kind: model.FactField, Value: ref.path.String()}, field}
	}
	f.about = func() []objectWords {
		at, ok := ref.node()
		if !ok {
			return []objectWords{{"On the target " + objectGone + ".", true}}
		}
		if f.field(nameThere).Wrong != "" {
			return nil
		}
		out := []objectWords{{"On the target: " + s.targetPath(at, typed()), false}}
		if below := s.state().Tree().IsBox(at); below {
			_, all := s.state().Count(at)
			out = append(out, objectWords{"All in it goes there: " + grouped(all) + " " + oneOf(all, "object", "objects") + ".", false})
		}
		return out
	}
	f.take = func() (tea.Cmd, string) {
		at, ok := ref.node()
		if !ok {
			return nil, objectGone
		}
		if f.get(nameThere) == f.was[nameThere] {
			return nil, ""
		}
		name := typed()
		words := ref.name() + " is called " + shownName(name) + " on the target"
		if name == "" || name == source {
			words = ref.name() + " is called the same on the target"
		}
		return s.do(s.state().Rename(at, name), words), ""
	}
	there := ""
	if now.Mapped(n) {
		there = now.Target(n)
	}
	return f.begin(map[model.FieldKey]string{nameThere: there})
}

// nameField is the field of a name on the target: empty means the same.
func nameField(source, typed string, limit objects.NameLimit) model.Field {
	name := strings.TrimSpace(typed)
	f := model.Field{
		Key: nameThere, Label: "on the target", Kind: model.TextField, Value: typed,
		Help: "Its name on the target. Empty: the same as on the source. Upper and lower case are kept.",
		Hint: nameLetters(name, limit),
	}
	if name == "" {
		f.Hint = "empty: the same name"
		name = source
	}
	f.Wrong = objects.CheckTarget(source, name, limit)
	if f.Wrong == "" {
		f.Risk = objects.MixedScripts(name)
	}
	return f
}

// nameLetters counts a name, as its target counts.
func nameLetters(name string, limit objects.NameLimit) string {
	n, one, many := utf8.RuneCountInString(name), "letter", "letters"
	if limit.Bytes {
		n, one, many = len(name), "byte", "bytes"
	}
	words := strconv.Itoa(n) + " "
	if limit.Most > 0 {
		return words + "of " + strconv.Itoa(limit.Most) + " " + many
	}
	return words + oneOf(n, one, many)
}

// sameName says which neighbour has a name on the target already; "": none.
func (s *objectsPage) sameName(n objects.Node, name string) string {
	now := s.state()
	t := now.Tree()
	if name == "" {
		name = t.Name(n)
	}
	from, to := s.beside(n)
	for other := from; other < to; other++ {
		if other != n && now.Chosen(other) != objects.Nothing && now.Target(other) == name {
			return s.nameOf(other) + " has this name there, too"
		}
	}
	return ""
}

// beside are the nodes that lie in the same box: from, up to but without to.
func (s *objectsPage) beside(n objects.Node) (from, to objects.Node) {
	t := s.state().Tree()
	switch t.Kind(n) {
	case objects.Database:
		return 0, objects.Node(t.Databases()) //nolint:gosec // fits
	case objects.Schema:
		return t.Schemas(t.Parent(n))
	case objects.Table, objects.View, objects.Procedure:
	}
	return t.Leaves(t.Parent(n))
}

// targetPath is where an object goes to, all of it; name is what it is to be called,
// "" as on the source.
func (s *objectsPage) targetPath(n objects.Node, name string) string {
	db, schema := "", ""
	if x := s.state().Extra(n); x != nil {
		db, schema = x.DBAlias, x.SchemaAlias
	}
	return s.pathThere(n, cmp.Or(name, s.state().Tree().Name(n)), db, schema)
}

// pathThere is the path of an object on the target, whose database and schema may be
// others than those of its neighbours.
func (s *objectsPage) pathThere(n objects.Node, name, db, schema string) string {
	now := s.state()
	t := now.Tree()
	parts := []string{name}
	for up := t.Parent(n); up != objects.None; up = t.Parent(up) {
		parts = append([]string{now.Target(up)}, parts...)
	}
	if root := now.Root().Name; root != "" { // it stands above schemas, in place of their database
		if t.Boxes() > t.Databases() {
			parts = parts[1:]
		}
		parts = append([]string{root}, parts...)
	}
	parts = aliased(parts, db, schema)
	for i, part := range parts {
		parts[i] = shownName(part)
	}
	return strings.Join(parts, ".")
}

// aliased puts the names of another database and schema in place of those that a
// table's boxes have.
func aliased(parts []string, db, schema string) []string {
	if db != "" {
		parts[0] = db
	}
	switch {
	case schema == "":
	case len(parts) == 3:
		parts[1] = schema
	default:
		parts = append([]string{parts[0], schema}, parts[1:]...)
	}
	return parts
}

// columnNameWhy is why a column can have no other name.
func (s *objectsPage) columnNameWhy(leaf objects.Node, c objects.ColumnRow) string {
	name := shownName(c.ColumnName())
	switch {
	case c.Fate == objects.ColumnAdded:
		return name + " is added: + on its line, or c, changes it"
	case s.rowsOff(leaf) != "":
		return s.rowsOff(leaf)
	case c.Fate == objects.ColumnLeftOut:
		return name + " is left out: it has no name there"
	case c.Fixed != "":
		return name + ": " + c.Fixed
	case s.terms().Support.ColumnMapping == model.No && c.To == c.ColumnName():
		return "columns keep their names on this link"
	}
	return ""
}

// columnsKnown are the columns of a leaf; nil: they were not read.
func (s *objectsPage) columnsKnown(leaf objects.Node) *objects.TableColumns {
	if t, ok := s.columns.of[s.state().Tree().Path(leaf)]; ok {
		return &t
	}
	return nil
}

// columnAt is the column on a line of the tree.
func (s *objectsPage) columnAt(line objects.Line) (objects.ColumnRow, bool) {
	t := s.columnsKnown(line.Node)
	if t == nil {
		return objects.ColumnRow{}, false
	}
	rows := t.Rows(s.state().Extra(line.Node))
	if line.Index >= len(rows) {
		return objects.ColumnRow{}, false
	}
	return rows[line.Index], true
}

// newColumnName is the dialog for the name of a column.
func newColumnName(s *objectsPage, leaf objects.Node, c objects.ColumnRow) *objectForm {
	ref, terms, name := s.ref(leaf), s.terms(), c.ColumnName()
	f := &objectForm{page: s, title: "name of column " + shownName(name) + " on the target", loud: true}
	typed := func() string { return strings.TrimSpace(f.get(nameThere)) }
	mapped := func() (objects.Node, *objects.Extra, string) {
		at, ok := ref.node()
		if !ok {
			return at, nil, objectGone
		}
		x, why := s.columnsKnown(at).MapColumn(s.state().Extra(at), name, typed(), terms.MaxTarget)
		return at, x, why
	}
	f.fields = func(get func(model.FieldKey) string) []model.Field {
		field := nameField(name, get(nameThere), terms.MaxTarget)
		if _, _, why := mapped(); field.Wrong == "" && f.get(nameThere) != f.was[nameThere] {
			field.Wrong = why
		}
		return []model.Field{{Key: nameSource, Label: "on the source", Kind: model.FactField, Value: model.Clean(ref.path.String() + "." + name)}, field}
	}
	f.about = func() []objectWords {
		if c.ColumnInfo.Key {
			return []objectWords{{"It is a key column: rows are found by it on the target, too.", false}}
		}
		return nil
	}
	f.take = func() (tea.Cmd, string) {
		at, x, why := mapped()
		if why != "" || f.get(nameThere) == f.was[nameThere] {
			return nil, why
		}
		return s.do(s.state().PutExtra(at, x), shownName(name)+" is called "+shownName(cmp.Or(typed(), name))+" on the target"), ""
	}
	there := ""
	if c.To != name {
		there = c.To
	}
	return f.begin(map[model.FieldKey]string{nameThere: there})
}
