package model

import "slices"

// ddlMeans says what the kinds of DDL that are replayed, and those that are not,
// lead to.
func (p policy) ddlMeans(s *saying) {
	if !p.on(KeyDDL) {
		s.risk(`Do DDL on the target first, by hand, or the job stops: "table not found".`)
		return
	}
	switch {
	case !p.mysql():
		return
	case !p.told(KeyDDLKinds):
		s.note("Which DDL is replayed was not told: the service's default holds.")
		return
	}
	kinds := slices.DeleteFunc(p.chosen(KeyDDLKinds), func(token string) bool { return !slices.Contains(ddlKinds(), token) })
	in := func(kind string) bool { return slices.Contains(kinds, kind) }
	p.countMeans(s, len(kinds))
	p.tablesMean(s, in(createTable))
	p.indexKindsMean(s, in)
}

// countMeans says what it means that so many of the kinds that drover knows go
// along.
func (p policy) countMeans(s *saying, n int) {
	all, kinds := len(ddlKinds()), p.chosen(KeyDDLKinds)
	switch many := p.get(KeyTopologyType) == manyToOne; {
	case len(kinds) == 0:
		s.risk("No kind of DDL is chosen: the first one on the source can stop the job.")
	case many && !slices.Equal(kinds, []string{addColumn}):
		s.risk("Many to one: best only add column; other DDL hits what others write.")
	case !many && n < all:
		s.note(itoa(n) + " of " + itoa(all) + " DDL kinds: a skipped one can stop the job weeks later.")
	}
}

// tablesMean says what becomes of tables that are made later, which depends on
// what the objects are: whole databases, or tables one by one.
func (p policy) tablesMean(s *saying, create bool) {
	if create {
		return
	}
	switch p.edit.Detail.Scope.Whole {
	case Yes:
		s.risk("Tables made later are missing at the target: their rows can stop the job.")
	case No:
		s.note("Tables are chosen one by one: new ones stay out, and create table with them.")
	case NotTold:
	}
}

// indexKindsMean says which kinds of index DDL belong together.
func (p policy) indexKindsMean(s *saying, in func(string) bool) {
	makes := in(addIndex) || in(createIndex)
	switch {
	case in(dropIndex) && !makes:
		s.risk("Indexes dropped on the source go at the target; new ones do not come.")
	case in(addIndex) != in(createIndex):
		s.note("An index is made by add index or by create index: one is replayed.")
	}
	if !p.on(KeyIndexes) && p.task == FullIncr && (in(dropIndex) || in(renameIndex)) {
		s.risk("Dropping or renaming an index that was not created can stop the job.")
	}
}
