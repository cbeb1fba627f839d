package dbobject

import (
	"slices"
	"strings"

	"drover/model/objects"
)

// The table has a row for each table, view or procedure, and one for each database or
// schema that goes as a whole: there the cell of the table is empty. The first row
// names the columns, in any order; all but the first nine are only written where they
// are needed, and all but the first may be missing. An empty target is the same name.
//
//	database         schema       table          what it is called on the source
//	kind             table, view, procedure; database, schema; or one of those below
//	target_database  target_schema  target_table  … and on the target
//	filter           row filter: what stands behind WHERE. Several are a list as in JSON
//	columns          what is said of columns, see cell.go
//	lookup           yes: not copied, for others' filters only
//	join             how others' filters look this one up, written like filter
//	database_alias   schema_alias    where it goes instead (one-to-many)
//	all              of a database or schema: no, if only what has rows goes
//	synchronized     yes: on the target already
//	other            members that drover does not know, as JSON
//
// Three kinds stand for what is no object of the source: "everything" (no rows but this
// are needed), "root" (target_database is the database that the target needs, other its
// encoding) and "document" (other members of the document itself).
//
// A name that begins with = + - or @ stays as it is: what guards against formulas in a
// spreadsheet would be read back as a part of the name, and the job would miss a table.
// Who opens the file in a spreadsheet imports its columns as text.
const (
	colDatabase = iota
	colSchema
	colTable
	colKind
	colTargetDatabase
	colTargetSchema
	colTargetTable
	colFilter
	colColumns
	colLookup
	colJoin
	colDatabaseAlias
	colSchemaAlias
	colAll
	colSynced
	colOther
	colCount
)

// plainColumns are those that are always written.
const plainColumns = colColumns + 1

// The kinds of rows that are no object of the source.
const (
	everything = "everything"
	rootRow    = "root"
	docRow     = "document"
)

func columnNames() [colCount]string {
	return [colCount]string{
		"database", "schema", "table", "kind", "target_database", "target_schema", "target_table", "filter", "columns",
		"lookup", "join", "database_alias", "schema_alias", "all", "synchronized", "other",
	}
}

// listCell is a list in a cell: its only text as it is, else as in JSON.
func listCell(all []string) string {
	switch {
	case len(all) == 0:
		return ""
	case len(all) == 1 && all[0] != "" && !strings.HasPrefix(strings.TrimLeft(all[0], " \t\r\n"), "["):
		return all[0]
	}
	b := []byte{'['}
	for i, s := range all {
		if i > 0 {
			b = append(b, ',', ' ')
		}
		b = quote(b, s)
	}
	return string(append(b, ']'))
}

// cellList reads what listCell writes; what is no list of texts is a text.
func cellList(cell string) []string {
	if cell == "" {
		return nil
	}
	var out []string
	s := over([]byte(cell))
	if s.next() == '[' {
		s.pos++
		for first := true; s.element(&first); {
			if s.next() != '"' {
				return []string{cell}
			}
			out = append(out, string(s.said(s.text())))
		}
		if s.next(); s.err == nil && s.pos == s.end {
			return out
		}
	}
	return []string{cell}
}

// otherCell is members that are not known, as JSON; twice the same counts once.
func otherCell(all []objects.Member) string {
	if len(all) == 0 {
		return ""
	}
	e := encoder{}
	e.open()
	for i, u := range all {
		if !slices.ContainsFunc(all[i+1:], func(o objects.Member) bool { return o.Name == u.Name }) {
			e.name(u.Name)
			e.raw(u)
		}
	}
	e.shut()
	return string(e.buf)
}

// cellOther reads what otherCell writes.
func cellOther(cell string) (out []objects.Member, ok bool) {
	if strings.TrimSpace(cell) == "" {
		return nil, true
	}
	s := over([]byte(cell))
	if !s.is('{') {
		return nil, false
	}
	for first := true; len(out) <= mostUnknown; {
		name, ok := s.member(&first)
		if !ok {
			break
		}
		m := objects.Member{Name: string(name)}
		m.JSON = slices.Clone(s.raw(mostLevels))
		if slices.ContainsFunc(out, func(o objects.Member) bool { return o.Name == m.Name }) {
			return nil, false
		}
		out = append(out, m)
	}
	if s.next(); s.err != nil || s.pos < s.end || len(out) > mostUnknown {
		return nil, false
	}
	return out, true
}
