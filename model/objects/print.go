package objects

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
	"strings"

	"drover/model"
)

// Print tells documents apart by what they say, not by how: a table that is listed
// below "all" with nothing of its own says nothing, and neither do is_synchronized,
// counts and members that drover does not know.
func (l *Listing) Print() [sha256.Size]byte {
	p := &printer{l: l, sum: sha256.New()}
	p.say("root", l.Root.Name, strings.ToLower(strings.ReplaceAll(l.Root.Encoding, "-", "")))
	if l.Scope == ScopeAll {
		p.say("all")
	} else {
		for db := range l.Databases() {
			p.box(db, l.Scope == ScopeDatabase)
		}
	}
	return p.done()
}

// PrintWhole is Print with the members that drover does not know.
func (l *Listing) PrintWhole() [sha256.Size]byte {
	p := &printer{l: l, sum: sha256.New()}
	said := l.Print()
	p.buf = append(p.buf, said[:]...)
	p.members(l.Unknown)
	p.members(l.Root.Unknown)
	for n := range l.Range(0, Node(l.Tree.Len())) { //nolint:gosec // fits
		var unknown []Member
		if l.Tree.IsBox(n) {
			unknown = l.Box(n).Unknown
		} else if x := l.Extra(n); x != nil {
			unknown = x.Unknown
			for _, c := range x.Columns {
				unknown = append(unknown[:len(unknown):len(unknown)], c.Unknown...)
			}
		}
		if len(unknown) > 0 {
			path := l.Tree.Path(n)
			p.say("at", path.Database, path.Schema, path.Name)
			p.members(unknown)
		}
	}
	return p.done()
}

type printer struct {
	l   *Listing
	sum hash.Hash
	buf []byte // on its way into sum
}

// say enters words so that no two lists of them look the same.
func (p *printer) say(words ...string) {
	for _, w := range words {
		p.buf = binary.LittleEndian.AppendUint32(p.buf, uint32(len(w))) //nolint:gosec // a name is never that long
		p.buf = append(p.buf, w...)
	}
	if len(p.buf) > 4096 {
		p.sum.Write(p.buf)
		p.buf = p.buf[:0]
	}
}

func (p *printer) done() [sha256.Size]byte {
	p.sum.Write(p.buf)
	return [sha256.Size]byte(p.sum.Sum(nil))
}

func (p *printer) members(all []Member) {
	sorted := slices.SortedFunc(slices.Values(all), func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
	for _, m := range sorted {
		p.say("member", m.Name, string(m.JSON))
	}
}

func (p *printer) box(n Node, whole bool) {
	t, b := p.l.Tree, p.l.Box(n)
	name := t.Name(n)
	all := whole || b.All == model.Yes
	switch {
	case b.Config:
		p.say("lookup", name)
	case all:
		p.say("whole", name, orName(b.Target, name))
	default:
		p.say("part", name, orName(b.Target, name))
	}
	for leaf := range p.l.Range(t.Leaves(n)) {
		p.leaf(leaf, all)
	}
	for sc := range p.l.Range(t.Schemas(n)) {
		if inner := p.l.Box(sc); all && !inner.Config && orName(inner.Target, t.Name(sc)) == t.Name(sc) && p.bare(sc) {
			continue
		}
		p.box(sc, all && p.l.Box(sc).All != model.No)
	}
	p.say("end")
}

// bare reports a schema below "all" of which nothing of its own is said.
func (p *printer) bare(sc Node) bool {
	if p.l.Box(sc).All == model.No {
		return false
	}
	for leaf := range p.l.Range(p.l.Tree.Leaves(sc)) {
		if p.l.Target(leaf) != "" || !p.l.Extra(leaf).Empty() {
			return false
		}
	}
	return true
}

func (p *printer) leaf(n Node, all bool) {
	name, x := p.l.Tree.Name(n), p.l.Extra(n)
	target := orName(p.l.Target(n), name)
	if x.Empty() {
		if !all || target != name {
			p.say("leaf", name, target)
		}
		return
	}
	if x.Lookup { // its name, all and filters have no effect
		p.say("lookup", name)
	} else {
		p.say("leaf", name, target, x.DBAlias, x.SchemaAlias)
		p.say(append([]string{"filter"}, x.Filter...)...)
	}
	p.say(append([]string{"join"}, x.Join...)...)
	columns := slices.SortedFunc(slices.Values(x.Columns), func(a, b Column) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range columns {
		p.say("column", c.Name, orName(c.Target, c.Name), keepWord(c), c.FilterKey, c.FilterIndex, c.Operation, c.Value)
		if c.Added {
			p.say(c.Type)
		}
		if c.Lookup {
			p.say("config")
		}
	}
}

func keepWord(c Column) string {
	switch {
	case c.Added:
		return "added"
	case c.Keep == model.No:
		return "out"
	}
	return "kept"
}

func orName(target, name string) string {
	if target == "" {
		return name
	}
	return target
}
