package dbobject

import (
	"bytes"

	"drover/model"
	"drover/model/objects"
)

// leafState is what was read of a table, view or procedure; it is used again for the
// next one.
type leafState struct {
	name     []byte
	kind     objects.Kind
	target   string
	synced   bool
	filtered model.Tri
	filter   []byte // its conditions, as they are written
	extra    objects.Extra
}

// table reads a table, view or procedure.
func (d *decoder) table(in int, name []byte) {
	l := &d.leaf
	*l = leafState{name: append(l.name[:0], name...), kind: objects.Table}
	if d.charge(64 + 2*len(name)); d.file {
		d.lines = append(d.lines, d.line())
	}
	if d.bare() {
		d.each(ofLeaf, d.ofLeaf)
		d.filterOf(l)
	}
	var x *objects.Extra
	if !l.extra.Empty() {
		kept := l.extra
		x = &kept
		d.charge(512)
	}
	if d.err == nil {
		d.b.Leaf(in, l.name, l.kind, l.target, l.synced, x)
	}
	l.name = l.name[:0]
	if n := d.b.Len(); d.o.Told != nil && n%4096 == 0 {
		d.o.Told(n)
	}
}

func (d *decoder) ofLeaf(m member, name []byte) {
	l := &d.leaf
	x := &l.extra
	switch m {
	case theName:
		l.target = ""
		if text, _ := d.said(m, &x.Unknown); !bytes.Equal(text, l.name) {
			l.target = string(text)
		}
	case theType:
		l.kind = d.kind(&x.Unknown)
	case theAll:
		d.flag(m, &x.Unknown) // what is said of the columns says it, too
	case isSynced:
		l.synced = d.flag(m, &x.Unknown) == model.Yes
	case syncType:
		x.Lookup = d.only(m, "config", &x.Unknown)
	case isFiltered:
		l.filtered = d.flag(m, &x.Unknown)
	case theFilter:
		if x.Filter = d.list(m, &x.Unknown); x.Filter != nil {
			l.filter = bytes.Clone(d.value)
		}
	case theJoin:
		x.Join = d.list(m, &x.Unknown)
	case dbAlias:
		x.DBAlias = d.word(m, &x.Unknown)
	case schemaAlias:
		x.SchemaAlias = d.word(m, &x.Unknown)
	case theColumns:
		x.Columns = nil
		clear(d.columns)
		d.inside(m, &x.Unknown, d.column)
	default:
		d.spare(name, &x.Unknown)
	}
}

// kind reads what a leaf is; what is not known goes back as it came.
func (d *decoder) kind(unknowns *[]objects.Member) objects.Kind {
	text, ok := d.said(theType, unknowns)
	switch string(text) {
	case "table", "":
	case "view":
		return objects.View
	case "procedure":
		return objects.Procedure
	default:
		if ok {
			d.keeps(names[theType], d.value, unknowns)
		}
	}
	return objects.Table
}

// filterOf settles what is a row filter: conditions, unless they are switched off. What
// is switched off, or on without conditions, goes back as it came.
func (d *decoder) filterOf(l *leafState) {
	x := &l.extra
	switch {
	case d.err != nil:
	case l.filtered == model.No && len(x.Filter) > 0:
		x.Filter = nil
		d.keeps(names[isFiltered], []byte("false"), &x.Unknown)
		d.keeps(names[theFilter], l.filter, &x.Unknown)
	case l.filtered == model.Yes && len(x.Filter) == 0:
		d.keeps(names[isFiltered], []byte("true"), &x.Unknown)
	}
}

// column reads a column.
func (d *decoder) column(name []byte) {
	x := &d.leaf.extra
	c := objects.Column{Name: string(name)}
	d.charge(256 + 2*len(name))
	i, twice := d.columns[c.Name]
	if twice {
		d.wrong(d.line(), "the column %s of %s stands here for the second time: take one of the two out", c.Name, d.where(string(d.leaf.name)))
	}
	if d.bare() {
		d.each(ofColumn, func(m member, name []byte) { d.ofColumn(&c, m, name) })
	}
	if twice {
		x.Columns[i] = c
		return
	}
	d.columns[c.Name] = len(x.Columns)
	x.Columns = append(x.Columns, c)
}

func (d *decoder) ofColumn(c *objects.Column, m member, name []byte) {
	switch m {
	case theName:
		c.Target = d.target(m, c.Name, &c.Unknown)
	case theType:
		c.Type = d.word(m, &c.Unknown)
	case syncType:
		c.Lookup = d.only(m, "config", &c.Unknown)
	case isFiltered:
		c.Keep = d.flag(m, &c.Unknown)
	case isAdditional:
		c.Added = d.flag(m, &c.Unknown) == model.Yes
	case theOperation:
		c.Operation = d.word(m, &c.Unknown)
	case theValue:
		c.Value = d.word(m, &c.Unknown)
	case columnKey:
		c.Key = d.only(m, "PRI", &c.Unknown)
	case filterKey:
		c.FilterKey = d.word(m, &c.Unknown)
	case filterIndex:
		c.FilterIndex = d.word(m, &c.Unknown)
	default:
		d.spare(name, &c.Unknown)
	}
}
