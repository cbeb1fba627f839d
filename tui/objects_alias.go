package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// The fields of one table's own place.
const (
	aliasDB     model.FieldKey = "db_alias_name"
	aliasSchema model.FieldKey = "schema_alias_name"
)

// aliasDialog asks for another database, or schema, that one table goes into while
// the others of its box go elsewhere.
func (s *objectsPage) aliasDialog() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	return nil, push(newObjectAlias(s, line.Node))
}

// aliasWhy is why the table under the cursor stays where its database goes.
func (s *objectsPage) aliasWhy() string {
	if why := s.leafWhy(); why != "" {
		return why
	}
	line, _ := s.cursor()
	x := s.state().Extra(line.Node)
	if why := s.staysWhy(line.Node); why != "" || x != nil && x.DBAlias+x.SchemaAlias != "" {
		return why // what it has can be taken away
	}
	return unless(s.terms().OneToMany != model.No, "one table goes elsewhere in one-to-many jobs alone: the policy has the topology")
}

// staysWhy is why an object stays where it is on the target.
func (s *objectsPage) staysWhy(n objects.Node) string {
	switch now := s.state(); {
	case now.Synced(n):
		return s.nameOf(n) + " is on the target already: its place there stays"
	case now.Lookup(n):
		return s.nameOf(n) + " is only looked up: it does not go to the target"
	}
	return ""
}

func newObjectAlias(s *objectsPage, n objects.Node) *objectForm {
	ref, terms := s.ref(n), s.terms()
	x := s.state().Extra(n).Clone()
	f := &objectForm{page: s, title: "where " + ref.name() + " alone goes", word: "keep"}
	typed := func(key model.FieldKey) string { return strings.TrimSpace(f.get(key)) }
	f.fields = func(get func(model.FieldKey) string) []model.Field {
		db := aliasField(aliasDB, "database", typed(aliasDB), get(aliasDB), terms.MaxTarget)
		schema := aliasField(aliasSchema, "schema", typed(aliasSchema), get(aliasSchema), terms.MaxTarget)
		if !s.hasSchemas(n) && get(aliasSchema) == "" {
			schema.Grey = "the target has no schemas"
		}
		return []model.Field{db, schema}
	}
	f.about = func() []objectWords {
		at, ok := ref.node()
		if !ok {
			return []objectWords{{"Its place: " + objectGone + ".", true}}
		}
		return aliasWords(s, at, typed(aliasDB), typed(aliasSchema))
	}
	f.take = func() (tea.Cmd, string) {
		at, ok := ref.node()
		if !ok {
			return nil, objectGone
		}
		if typed(aliasDB) == x.DBAlias && typed(aliasSchema) == x.SchemaAlias {
			return nil, ""
		}
		y := s.state().Extra(at).Clone()
		y.DBAlias, y.SchemaAlias = typed(aliasDB), typed(aliasSchema)
		words := ref.name() + " goes where its database does"
		if y.DBAlias != "" || y.SchemaAlias != "" {
			words = ref.name() + " goes into " + shownName(strings.Trim(y.DBAlias+"."+y.SchemaAlias, "."))
		}
		return s.do(s.state().PutExtra(at, y), words), ""
	}
	return f.begin(map[model.FieldKey]string{aliasDB: x.DBAlias, aliasSchema: x.SchemaAlias})
}

// hasSchemas reports that names on the target have three parts.
func (s *objectsPage) hasSchemas(n objects.Node) bool {
	t := s.state().Tree()
	return t.Kind(t.Parent(n)) == objects.Schema || s.terms().NeedsRoot
}

func aliasField(key model.FieldKey, label, name, value string, limit objects.NameLimit) model.Field {
	f := model.Field{
		Key: key, Label: label, Kind: model.TextField, Value: value, Hint: nameLetters(name, limit),
		Help: "The " + label + " on the target for this one table. Empty: where the others go.",
	}
	if name == "" {
		f.Hint = "empty: where the others go"
		return f
	}
	f.Wrong = objects.CheckTarget(name, name, limit)
	return f
}

// aliasWords say where the table goes.
func aliasWords(s *objectsPage, n objects.Node, db, schema string) []objectWords {
	out := []objectWords{{"On the target: " + s.pathThere(n, s.state().Target(n), db, schema), false}}
	if db != "" || schema != "" {
		out = append(out, objectWords{"The other tables of " + s.nameOf(s.state().Tree().Parent(n)) + " stay where they are.", false})
	}
	return out
}
