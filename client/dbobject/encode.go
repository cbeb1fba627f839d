package dbobject

import (
	"cmp"
	"slices"
	"strings"

	"drover/model/objects"
)

// document writes the whole of it.
func (e *encoder) document() {
	l := e.l
	e.open()
	if l.Scope != objects.ScopeNotTold || !e.kept(theScope, l.Unknown) {
		e.text(theScope, string(scopeOf(l)))
	}
	switch {
	case !l.Root.Empty():
		e.key(theRoot)
		e.open()
		e.textOr(rootName, l.Root.Name, l.Root.Unknown)
		e.textOr(rootEncoding, l.Root.Encoding, l.Root.Unknown)
		e.rest(ofRoot, l.Root.Unknown)
		e.shut()
	default:
		e.kept(theRoot, l.Unknown)
	}
	switch {
	case l.Scope == objects.ScopeAll: // takes everything, and lists nothing
	case l.Empty() && e.kept(theInfo, l.Unknown):
	default:
		e.key(theInfo)
		e.open()
		for n := range l.Databases() {
			e.box(n, ofDatabase)
		}
		e.shut()
	}
	e.rest(ofDocument, l.Unknown)
	e.shut()
}

// scopeOf is the level at which a document chooses; where it does not say, the one that
// what it lists needs, and never "all".
func scopeOf(l *objects.Listing) objects.Scope {
	if l.Scope != objects.ScopeNotTold {
		return l.Scope
	}
	for range l.Range(objects.Node(l.Tree.Databases()), objects.Node(l.Tree.Len())) { //nolint:gosec // nodes
		return objects.ScopeTable
	}
	if l.Empty() {
		return objects.ScopeTable
	}
	return objects.ScopeDatabase
}

// box writes a database or a schema.
func (e *encoder) box(n objects.Node, at level) {
	t, box := e.l.Tree, e.l.Box(n)
	own := t.Name(n)
	e.name(own)
	e.open()
	e.target(own, box.Target, box.Unknown)
	e.triOr(theAll, box.All, box.Unknown)
	if at == ofDatabase { // the contract has it here alone
		e.yesOr(isSynced, box.Synced, box.Unknown)
		e.kept(totalTables, box.Unknown)
	}
	e.wordOr(syncType, box.Config, "config", box.Unknown)
	if at == ofDatabase {
		from, to := t.Schemas(n)
		e.inside(theSchemas, from, to, box.Unknown)
	}
	from, to := t.Leaves(n)
	e.inside(theTables, from, to, box.Unknown)
	e.rest(at, box.Unknown)
	e.shut()
}

// inside writes what a box lists, or what came instead of it.
func (e *encoder) inside(m member, from, to objects.Node, unknowns []objects.Member) {
	some := false
	for n := range e.l.Range(from, to) {
		if !some {
			e.key(m)
			e.open()
			some = true
		}
		if m == theTables {
			e.leaf(n)
		} else {
			e.box(n, ofSchema)
		}
		if e.err != nil {
			return
		}
	}
	if some {
		e.shut()
	} else {
		e.kept(m, unknowns)
	}
}

// leaf writes a table, view or procedure.
func (e *encoder) leaf(n objects.Node) {
	var none objects.Extra
	x := cmp.Or(e.l.Extra(n), &none)
	own, kind, u := e.l.Tree.Name(n), e.l.Tree.Kind(n), x.Unknown
	e.name(own)
	e.tight = x == &none
	e.open()
	e.target(own, e.l.Target(n), u)
	columns := inOrder(x.Columns)
	if chosen := (&objects.Extra{Columns: columns}).Chosen(); chosen || !e.kept(theAll, u) {
		e.flag(theAll, !chosen)
	}
	if kind != objects.Table || !e.kept(theType, u) {
		e.text(theType, kind.Word())
	}
	e.yesOr(isSynced, e.l.Synced(n), u)
	e.wordOr(syncType, x.Lookup, "config", u)
	e.yesOr(isFiltered, len(x.Filter) > 0, u)
	e.listOr(theFilter, x.Filter, u)
	e.listOr(theJoin, x.Join, u)
	e.textOr(dbAlias, x.DBAlias, u)
	e.textOr(schemaAlias, x.SchemaAlias, u)
	if len(columns) > 0 {
		e.key(theColumns)
		e.open()
		for _, c := range columns {
			e.column(c)
		}
		e.shut()
	} else {
		e.kept(theColumns, u)
	}
	e.rest(ofLeaf, u)
	e.shut()
	e.tight = false
}

// inOrder are columns in order of their names; of those of the same name the last.
func inOrder(all []objects.Column) []objects.Column {
	byName := func(a, b objects.Column) int { return strings.Compare(a.Name, b.Name) }
	for i := 1; i < len(all); i++ {
		if byName(all[i-1], all[i]) >= 0 {
			all = slices.Clone(all)
			slices.Reverse(all)
			slices.SortStableFunc(all, byName)
			return slices.CompactFunc(all, func(a, b objects.Column) bool { return a.Name == b.Name })
		}
	}
	return all
}

func (e *encoder) column(c objects.Column) {
	u := c.Unknown
	e.name(c.Name)
	e.open()
	e.target(c.Name, c.Target, u)
	e.textOr(theType, c.Type, u)
	e.triOr(isFiltered, c.Keep, u)
	e.yesOr(isAdditional, c.Added, u)
	e.textOr(theOperation, c.Operation, u)
	e.textOr(theValue, c.Value, u)
	e.wordOr(columnKey, c.Key, "PRI", u)
	e.textOr(filterKey, c.FilterKey, u)
	e.textOr(filterIndex, c.FilterIndex, u)
	e.wordOr(syncType, c.Lookup, "config", u)
	e.rest(ofColumn, u)
	e.shut()
}
