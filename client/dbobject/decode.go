package dbobject

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"drover/model"
	"drover/model/objects"
)

// mostUnknown is how many members of one object may be unknown.
const mostUnknown = 256

// mostLevels is how deep a value of the document lies at most by itself.
const mostLevels = 12

// decoder makes a Listing of tokens.
type decoder struct {
	scanner
	o    Options
	file bool // somebody wants to know what is wrong
	here bool // it has a member that only a document of objects has
	b    *objects.Builder

	status, id string
	value      []byte            // the last scalar as it is written
	pool       map[string]string // words that come again and again
	spent      int64             // memory, roughly

	boxes      int    // so far
	lines      []int  // of the leaves of a file
	db, schema string // where it is
	leaf       leafState
	columns    map[string]int // of a wide table
	mistakes   []model.Mistake
}

func newDecoder(r io.Reader, o Options) *decoder {
	return &decoder{scanner: newScanner(r), o: o, b: objects.NewBuilder(), pool: map[string]string{}, columns: map[string]int{}}
}

// document reads the whole of it.
func (d *decoder) document() *objects.Listing {
	d.around(unknown)
	if d.next(); d.err == nil && d.pos < d.end {
		d.fail(ErrJSON) // something stands behind its end
	}
	if d.err != nil {
		return nil
	}
	if d.o.Told != nil {
		d.o.Told(d.b.Len())
	}
	l, twice := d.b.Done()
	if d.file {
		for i, n := range d.b.Twice() {
			d.wrong(d.lines[n], "%s stands here for the second time: take one of the two out", twice[i])
		}
		slices.SortStableFunc(d.mistakes, func(a, b model.Mistake) int { return a.Line - b.Line })
	}
	return l
}

// wrong keeps a mistake of a file.
func (d *decoder) wrong(line int, why string, about ...any) {
	if d.file && len(d.mistakes) < mostWrong {
		d.mistakes = append(d.mistakes, model.Mistake{Line: line, Why: model.Clean(fmt.Sprintf(why, about...))})
	}
}

// where is the box that is being read, and something in it.
func (d *decoder) where(name string) string {
	return objects.Path{Database: d.db, Schema: d.schema, Name: name}.String()
}

// charge counts memory.
func (d *decoder) charge(n int) {
	if d.spent += int64(n); d.spent > mostMemory || d.b.Full() {
		d.fail(ErrMuch)
	}
}

// each goes through the members of an object that is next. The name is valid until
// something is read.
func (d *decoder) each(at level, do func(m member, name []byte)) {
	if !d.is('{') {
		return
	}
	var seen uint64
	for first := true; ; {
		name, ok := d.member(&first)
		if !ok {
			return
		}
		m := memberOf(name)
		if d.file && m != unknown {
			if seen&(1<<m) != 0 {
				d.wrong(d.line(), "%s stands twice in one object: take one of the two out", names[m])
			}
			seen |= 1 << m
		}
		if !at.knows(m) {
			m = unknown
		}
		do(m, name)
	}
}

// around reads what the document may lie in, a job and its parameters, down to it.
func (d *decoder) around(in member) {
	within := false // the document was in here
	d.each(ofDocument, func(m member, name []byte) {
		switch inner := memberOf(name); {
		case within:
			d.skip(4)
			return
		case d.here: // this is the document itself
		case inner == inDocument, inner == inJob && in == unknown, inner == inParams && in == inJob:
			if d.next() == '{' {
				d.b.Unknown = nil // these were of what is around
				if inner == inDocument {
					d.here = true
					d.each(ofDocument, d.root)
				} else {
					d.around(inner)
				}
				within = d.here
				return
			}
		}
		d.root(m, name)
	})
}

// root reads a member of the document.
func (d *decoder) root(m member, name []byte) {
	unknowns := &d.b.Unknown
	switch m {
	case theStatus, theID:
		var none []objects.Member
		text, _ := d.said(m, &none)
		if m == theID {
			d.id = string(text)
		} else {
			d.status = string(text)
		}
	case maxTables:
		if n, ok := d.number(m, unknowns); ok {
			d.b.MaxTables = n
		}
	case theScope:
		d.here = true
		text, _ := d.said(m, unknowns)
		d.b.Scope = objects.Scope(text)
	case theRoot:
		d.here = true
		if !d.isObject(m, unknowns) {
			return
		}
		d.b.Root = objects.Root{}
		d.each(ofRoot, d.rootOf)
	case theInfo:
		d.here = true
		d.inside(m, unknowns, d.database)
	default:
		d.spare(name, unknowns)
	}
}

// rootOf reads a member of the database that the target needs.
func (d *decoder) rootOf(m member, name []byte) {
	r := &d.b.Root
	switch m {
	case rootName:
		text, _ := d.said(m, &r.Unknown)
		r.Name = string(text)
	case rootEncoding:
		text, _ := d.said(m, &r.Unknown)
		r.Encoding = string(text)
	default:
		d.spare(name, &r.Unknown)
	}
}

// inside goes through objects by name, such as the tables of a schema.
func (d *decoder) inside(m member, unknowns *[]objects.Member, do func(name []byte)) {
	if !d.isObject(m, unknowns) {
		return
	}
	d.is('{')
	for first := true; ; {
		name, ok := d.member(&first)
		if !ok {
			return
		}
		do(name)
	}
}

// database reads a database.
func (d *decoder) database(name []byte) {
	d.db = string(name)
	d.box(d.b.Database(d.db), ofDatabase, d.db)
	d.db = ""
}

// box reads a database or a schema.
func (d *decoder) box(n int, at level, own string) {
	if d.charge(512 + 2*len(own)); n < d.boxes {
		d.wrong(d.line(), "%s stands here for the second time: put the two together", d.where(""))
	}
	d.boxes = max(d.boxes, n+1)
	if !d.bare() {
		return
	}
	box := objects.Box{Total: -1}
	d.each(at, func(m member, name []byte) {
		switch m {
		case theName:
			box.Target = d.target(m, own, &box.Unknown)
		case theAll:
			box.All = d.flag(m, &box.Unknown)
		case isSynced:
			box.Synced = d.flag(m, &box.Unknown) == model.Yes
		case syncType:
			box.Config = d.only(m, "config", &box.Unknown)
		case totalTables:
			if n, ok := d.number(m, &box.Unknown); ok {
				box.Total = n
			}
		case theSchemas:
			d.inside(m, &box.Unknown, func(name []byte) {
				d.schema = string(name)
				d.box(d.b.Schema(n, d.schema), ofSchema, d.schema)
				d.schema = ""
			})
		case theTables:
			d.inside(m, &box.Unknown, func(name []byte) { d.table(n, name) })
		default:
			synced := string(name) == names[isSynced] // of a schema, where the contract has none
			if d.spare(name, &box.Unknown); synced && d.err == nil {
				box.Synced = bytes.Contains(box.Unknown[len(box.Unknown)-1].JSON, []byte("true"))
			}
		}
	})
	*d.b.Box(n) = box
}
