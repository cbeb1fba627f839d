package sim

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// level is a database or a schema as it came.
type level struct {
	container
	sure  bool // all was said
	named bool
}

// held is what a database or schema found in what it holds.
type held struct {
	cut   bool // rows are filtered, or columns filtered or mapped
	count int
}

// readLevel reads the members of a database or a schema.
func (ch *choice) readLevel(c *cursor, at spot, database bool) (level, answer) {
	var l level
	a := c.members(at, func(name string) answer {
		here := at.below(name)
		switch {
		case name == "name":
			l.named = true
			return c.readText(here, &l.name)
		case name == "all":
			var all *bool
			a := c.readTruth(here, &all)
			if all != nil {
				l.all, l.sure = *all, true
			}
			return a
		case name == "sync_type":
			l.aside = true
			return ch.readAside(c, here)
		case name == "tables":
			l.tables = c.raw()
		case name == "schemas" && database:
			l.schemas = c.raw()
		case name == "total_table_num" && database:
			if !c.whole() {
				return here.mistyped()
			}
		case name == "is_synchronized" && database:
			var synced *bool
			return c.readTruth(here, &synced)
		default:
			return ch.extra(c, at, name)
		}
		return answer{}
	})
	return l, a
}

func (ch *choice) readAside(c *cursor, at spot) answer {
	var kind string
	if a := c.readText(at, &kind); a.status != 0 {
		return a
	}
	if kind != "config" {
		return wrong(at.String(), "there is config")
	}
	return answer{}
}

// lawfulInfo holds the databases against their rules.
func (ch *choice) lawfulInfo(d *selection, at spot) answer {
	if d.info == nil {
		return answer{}
	}
	c, count := cursor{b: d.info}, 0
	a := c.members(at, func(name string) answer {
		here := at.below(name)
		count++
		l, a := ch.readLevel(&c, here, true)
		if a.status != 0 {
			return a
		}
		if ch.tree.root != "" {
			return ch.lawfulDatabase(d, l, here)
		}
		if l.schemas != nil {
			return unfit(here.below("schemas").String(), "the source has no schemas")
		}
		_, a = ch.lawfulContainer(d, l, here)
		return a
	})
	if a.status == 0 && count == 0 {
		return lacks(at.String())
	}
	return a
}

// lawfulDatabase is a database with schemas.
func (ch *choice) lawfulDatabase(d *selection, l level, at spot) answer {
	switch {
	case at.name != ch.tree.root && at.name != ch.tree.spare():
		return unfit(at.String(), "there is no such database at the source")
	case l.tables != nil:
		return unfit(at.below("tables").String(), "the tables are below schemas")
	}
	var below held
	if l.schemas != nil {
		c, list := cursor{b: l.schemas}, at.below("schemas")
		a := c.members(list, func(name string) answer {
			here := list.below(name)
			schema, a := ch.readLevel(&c, here, false)
			if a.status != 0 {
				return a
			}
			if at.name != ch.tree.root {
				return unfit(here.String(), "there is no such schema at the source")
			}
			got, a := ch.lawfulContainer(d, schema, here)
			below.cut, below.count = below.cut || got.cut, below.count+1
			return a
		})
		if a.status != 0 {
			return a
		}
	}
	return ch.lawfulLevel(d, l, at, below, ch.there.root, ch.there.all || ch.there.root.schemas != nil, "schemas")
}

// lawfulContainer is a database without schemas, or a schema.
func (ch *choice) lawfulContainer(d *selection, l level, at spot) (held, answer) {
	var below held
	n, there := ch.find[at.name]
	if !there {
		return below, unfit(at.String(), "there is no such database or schema at the source")
	}
	before, known := ch.there.them[at.name]
	if l.tables != nil {
		w := walk{choice: ch, kinds: map[string]string{}, before: before, whole: ch.there.whole(at.name), spared: d.scope == "database"}
		ch.tree.each(n, func(name, kind string, _ bool) { w.kinds[name] = kind })
		w.readBefore()
		a := w.tables(l.tables, at.below("tables"), &below)
		if a.status != 0 {
			return below, a
		}
	}
	return below, ch.lawfulLevel(d, l, at, below, before, ch.there.all || known, "tables")
}

// lawfulLevel holds what a database or schema says of itself against what is below
// it, and against what is at the destination.
func (ch *choice) lawfulLevel(d *selection, l level, at spot, below held, before container, known bool, list string) answer {
	if l.aside {
		if below.count == 0 {
			return lacks(at.below(list).String())
		}
		return answer{}
	}
	if l.named && l.name == "" {
		return lacks(at.below("name").String())
	}
	if a := lawfulName(at.below("name"), at.name, or(l.name, at.name)); a.status != 0 {
		return a
	}
	switch {
	case d.scope == "database" && (l.tables != nil || l.schemas != nil):
		return unfit(at.below(list).String(), "with the object_scope database nothing is listed below a database")
	case d.scope == "database" && l.sure && !l.all:
		return wrong(at.below("all").String(), "with the object_scope database it is true")
	case d.scope == "database":
	case l.all && below.cut:
		return wrong(at.below("all").String(), "it must be false where rows or columns below are filtered or mapped")
	case !l.all && below.count == 0:
		return lacks(at.below(list).String())
	}
	if was := or(before.name, at.name); ch.running && known && !before.aside && was != or(l.name, at.name) {
		return fixedName(at, was)
	}
	return answer{}
}

// fixedName refuses another mapping of what is at the destination.
func fixedName(at spot, was string) answer {
	return unfit(at.below("name").String(), "it is synchronized already, as "+strconv.Quote(was)+", and its mapping can no longer change")
}

const longName = 42 // names beyond it may hold less

// lawfulName holds the name of an object and the one that it has at the
// destination against what names may be.
func lawfulName(at spot, key, name string) answer {
	for _, one := range []string{key, name} {
		switch {
		case strings.ContainsAny(one, `<>."`):
			return forbidden(at.String(), `none of < > . " may stand in the name of an object`)
		case strings.HasPrefix(one, " ") || strings.HasSuffix(one, " "):
			return forbidden(at.String(), "the name of an object neither begins nor ends with a blank")
		case utf8.RuneCountInString(one) > longName && strings.IndexFunc(one, notWord) >= 0:
			return forbidden(at.String(), "a name of more than 42 characters has letters, digits and underscores only")
		}
	}
	if utf8.RuneCountInString(key) > longName && strings.ContainsAny(name, "-#") {
		return forbidden(at.String(), "where the name at the source has more than 42 characters, neither - nor # may stand in the one at the destination")
	}
	return answer{}
}

func notWord(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_'
}
