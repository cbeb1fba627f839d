package dbobject_test

import (
	"slices"
	"strings"

	"pgregory.net/rapid"

	"drover/model"
	"drover/model/objects"
)

var names = rapid.OneOf(
	rapid.StringMatching(`[A-Za-z0-9_$#]{1,12}`),
	rapid.SampledFrom([]string{"", " ", "a b", `"`, `\`, "\x00", "\x1b[31m", "\u2028", "\u202e", "ü", "😀", "\ufffd", "<>&", "name", "all", "tables", "a\nb", "null", "{}", "\u007f", "\U0010ffff"}),
	rapid.StringN(0, 8, 40),
)

// maker makes any document, hostile names and all.
type maker struct {
	strict bool // without what only a service can have said
	named  bool // without empty names
}

func (g *maker) name(t *rapid.T, of string) string {
	if g.named {
		return names.Filter(func(s string) bool { return s != "" }).Draw(t, of)
	}
	return names.Draw(t, of)
}

func (g *maker) members(t *rapid.T) []objects.Member {
	if g.strict {
		return nil
	}
	values := rapid.SampledFrom([]string{"null", "1e3", `"\u0041"`, ` {"a": [1, {}]}`, "[]", "true", "\"\xff\""})
	var out []objects.Member
	seen := map[string]bool{}
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 3}).Draw(t, "unknown") {
		m := objects.Member{Name: rapid.SampledFrom([]string{"x", "new_member", "ü", "", "Name", "job", `"`}).Draw(t, "member"), JSON: []byte(strings.TrimSpace(values.Draw(t, "value")))}
		if !seen[m.Name] {
			out = append(out, m)
		}
		seen[m.Name] = true
	}
	return out
}

func (g *maker) columns(t *rapid.T) []objects.Column {
	var out []objects.Column
	for range rapid.IntRange(0, 4).Draw(t, "columns") {
		c := objects.Column{Name: names.Draw(t, "column"), Unknown: g.members(t)}
		if c.Added = rapid.Bool().Draw(t, "added"); c.Added {
			c.Operation = rapid.SampledFrom([]string{"ADDITIONALCOLUMN,default_value", "ADDITIONALCOLUMN,create_time", "ADDITIONALCOLUMN,expression", "ADDITIONALCOLUMN,new", "x", ""}).Draw(t, "operation")
			c.Type = rapid.SampledFrom([]string{"", "long", "key", "type", "varchar(256)", "decimal(10,2)", "a b", "'", "create_time"}).Draw(t, "type")
			c.Value = names.Draw(t, "value")
		} else {
			c.Keep = rapid.SampledFrom([]model.Tri{model.NotTold, model.Yes, model.No}).Draw(t, "keep")
			c.Key, c.Lookup = rapid.Bool().Draw(t, "key"), rapid.Bool().Draw(t, "lookup")
			c.Target, c.FilterKey, c.FilterIndex = names.Draw(t, "target"), names.Draw(t, "fk"), names.Draw(t, "fi")
		}
		if !slices.ContainsFunc(out, func(o objects.Column) bool { return o.Name == c.Name }) {
			out = append(out, c)
		}
	}
	return out
}

func (g *maker) listing(t *rapid.T) *objects.Listing {
	b := objects.NewBuilder()
	b.Scope = rapid.SampledFrom([]objects.Scope{objects.ScopeNotTold, objects.ScopeTable, objects.ScopeTable, objects.ScopeDatabase}).Draw(t, "scope")
	if !g.strict && rapid.Bool().Draw(t, "other scope") {
		b.Scope = "file"
	}
	if rapid.Bool().Draw(t, "root") {
		b.Root = objects.Root{Name: names.Draw(t, "root name"), Encoding: "utf8", Unknown: g.members(t)}
	}
	b.Unknown = g.members(t)
	box := func(n int) {
		*b.Box(n) = objects.Box{
			Target: names.Draw(t, "target"), All: rapid.SampledFrom([]model.Tri{model.NotTold, model.Yes, model.No}).Draw(t, "all"),
			Config: rapid.Bool().Draw(t, "config"), Synced: rapid.Bool().Draw(t, "synced"), Total: -1, Unknown: g.members(t),
		}
	}
	leaves := func(in int) {
		for range rapid.IntRange(0, 5).Draw(t, "leaves") {
			var x *objects.Extra
			if rapid.IntRange(0, 3).Draw(t, "extra") == 0 {
				texts := rapid.SliceOfN(rapid.StringN(1, 20, -1), 0, 2)
				x = &objects.Extra{
					DBAlias: names.Draw(t, "alias"), SchemaAlias: names.Draw(t, "schema alias"), Filter: texts.Draw(t, "filter"),
					Join: texts.Draw(t, "join"), Lookup: rapid.Bool().Draw(t, "lookup"), Columns: g.columns(t), Unknown: g.members(t),
				}
			}
			kind := rapid.SampledFrom([]objects.Kind{objects.Table, objects.Table, objects.View, objects.Procedure}).Draw(t, "kind")
			b.Leaf(in, []byte(g.name(t, "leaf")), kind, rapid.SampledFrom([]string{"", "", "other"}).Draw(t, "to"), rapid.Bool().Draw(t, "synced"), x)
		}
	}
	for range rapid.IntRange(0, 4).Draw(t, "databases") {
		db := b.Database(g.name(t, "database"))
		box(db)
		if rapid.Bool().Draw(t, "schemas") {
			for range rapid.IntRange(0, 3).Draw(t, "schemas") {
				s := b.Schema(db, g.name(t, "schema"))
				box(s)
				leaves(s)
			}
		}
		leaves(db)
	}
	l, _ := b.Done()
	return l
}
