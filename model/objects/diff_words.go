package objects

import (
	"strings"
	"unicode/utf8"

	"drover/model"
)

// longestFilter is how many letters the service takes in a condition.
const longestFilter = 512

// Words say in one line what differs; since names the moment before: "Changed since
// 03:09Z: 3 tables leave the scope, 1 filter (24 of 512 letters)".
func (d *Diff) Words(since string) string {
	parts := d.parts()
	if len(parts) == 0 {
		return "Nothing changed since " + since + "."
	}
	return "Changed since " + since + ": " + strings.Join(parts, ", ")
}

func (d *Diff) parts() []string {
	var parts []string
	say := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, sayMany(n, one, many))
		}
	}
	one, many := d.noun(Joins)
	say(d.counts[Joins], one+" joins", many+" join")
	box, boxes := d.boxNoun(Joins)
	say(d.boxes[Joins], "whole "+box+" joins", "whole "+boxes+" join")
	one, many = d.noun(Leaves)
	say(d.counts[Leaves], one+" leaves the scope", many+" leave the scope")
	box, boxes = d.boxNoun(Leaves)
	say(d.boxes[Leaves], "whole "+box+" leaves the scope", "whole "+boxes+" leave the scope")
	say(d.counts[Renames]+d.boxes[Renames], "renamed", "renamed")
	if n := d.counts[Filters]; n > 0 {
		parts = append(parts, sayMany(n, "filter", "filters")+d.letters())
	}
	say(d.counts[PicksColumns], "choice of columns", "choices of columns")
	say(d.counts[AddsColumns], "table's added columns", "tables' added columns")
	say(d.counts[LooksUp]+d.boxes[LooksUp], "lookup", "lookups")
	if d.changes > 0 && len(parts) == 0 {
		say(d.counts[TakesLater], "whole database or schema", "whole databases and schemas")
	}
	if d.counts[ChangesRoot] > 0 {
		parts = append(parts, "target database "+rootWords(d.now.root))
	}
	if d.counts[ChangesScope] > 0 {
		parts = append(parts, "scope "+string(d.now.Level()))
	}
	return parts
}

// letters says how long the one filter is that changed; "" of several, and of one
// that was taken away.
func (d *Diff) letters() string {
	if d.counts[Filters] != 1 {
		return ""
	}
	out := ""
	d.sets[Filters].Each(func(n Node) bool {
		if x := d.now.Extra(n); x != nil && len(x.Filter) == 1 {
			out = " (" + sayCount(utf8.RuneCountInString(x.Filter[0])) + " of " + sayCount(longestFilter) + " letters)"
		}
		return false
	})
	return out
}

// noun calls what differs tables, if all of it are.
func (d *Diff) noun(kind DiffKind) (one, many string) {
	if !d.allTables(kind, 0, Node(d.now.tree.Len())) { //nolint:gosec // fits
		return "object", "objects"
	}
	return "table", "tables"
}

// boxNoun calls databases and schemas by their kind, where all are of one.
func (d *Diff) boxNoun(kind DiffKind) (one, many string) {
	databases, schemas := false, false
	d.eachIn(kind, 0, Node(d.now.tree.boxes), func(n Node) bool { //nolint:gosec // fits
		databases, schemas = databases || d.now.tree.Kind(n) == Database, schemas || d.now.tree.Kind(n) == Schema
		return !databases || !schemas
	})
	switch {
	case databases && schemas:
		return "database or schema", "databases and schemas"
	case schemas:
		return "schema", "schemas"
	}
	return "database", "databases"
}

func (d *Diff) allTables(kind DiffKind, from, to Node) bool {
	plain := true
	d.eachIn(kind, max(from, Node(d.now.tree.boxes)), to, func(n Node) bool { //nolint:gosec // fits
		plain = d.now.tree.Kind(n) == Table
		return plain
	})
	return plain
}

// eachIn calls f with what differs in something and stands in a range.
func (d *Diff) eachIn(kind DiffKind, from, to Node, f func(Node) bool) {
	if d.sets[kind].tree == nil {
		return
	}
	d.sets[kind].eachIn(from, to, f)
}

func rootWords(r Root) string {
	if r.Name == "" {
		return "none"
	}
	if r.Encoding == "" {
		return sayName(r.Name)
	}
	return sayName(r.Name) + " (" + sayName(r.Encoding) + ")"
}

// Effects says what saving does, on a job that was started or on one that was not.
func (d *Diff) Effects(started bool) []model.Effect {
	if d.Empty() {
		return []model.Effect{{Text: "Nothing differs from what the job holds."}}
	}
	e := &diffEffects{Diff: d, started: started}
	e.goes()
	e.names()
	e.rows()
	e.later()
	e.widened()
	e.document()
	return e.out
}

type diffEffects struct {
	*Diff
	started bool
	out     []model.Effect
}

func (e *diffEffects) say(text string) { e.out = append(e.out, model.Effect{Text: saySentence(text)}) }

func (e *diffEffects) risk(text string) {
	e.out = append(e.out, model.Effect{Text: saySentence(text), Risk: true})
}

// sayJoined counts leaves and the boxes that stand for what is not known.
func (e *diffEffects) sayJoined(kind DiffKind, does, do string) string {
	leaves, boxes := e.counts[kind], e.boxes[kind]
	one, many := e.noun(kind)
	switch {
	case boxes == 0:
		return sayMany(leaves, one+" "+does, many+" "+do)
	case leaves == 0:
		return sayMany(boxes, "whole database or schema "+does, "whole databases or schemas "+do)
	}
	return sayMany(leaves, one, many) + " and " + sayMany(boxes, "whole database or schema", "whole databases or schemas") + " " + do
}

func (e *diffEffects) goes() {
	if n := e.Leaving(); n > 0 {
		text := e.sayJoined(Leaves, "leaves the job", "leave the job")
		if e.started {
			e.risk(text + ": what is on the target stays there and is no longer kept up to date")
			if e.synced > 0 {
				e.say(sayMany(e.synced, "of them is", "of them are") + " on the target already")
			}
			e.risk("one that joins again later is copied in full again")
		} else {
			e.say(text + "; nothing of " + sayWord(n, "it", "them") + " was copied yet")
		}
	}
	if n := e.counts[Joins] + e.boxes[Joins]; n > 0 {
		text := e.sayJoined(Joins, "joins", "join")
		if e.started {
			e.say(text + ": " + sayWord(n, "it is", "they are") + " copied in full first, by a child job")
		} else {
			e.say(text)
		}
	}
}

func (e *diffEffects) names() {
	n := e.counts[Renames] + e.boxes[Renames]
	switch text := sayMany(n, "object gets another name on the target", "objects get other names on the target"); {
	case n == 0:
	case e.started:
		e.risk(text + ": what stands there under the " + sayWord(n, "old name", "old names") + " stays")
	default:
		e.say(text)
	}
	if e.counts[ChangesRoot] > 0 {
		text := "all goes into database " + rootWords(e.now.root) + "; it was " + rootWords(e.base.root)
		if e.now.root.Name == "" {
			text = "nothing goes into database " + rootWords(e.base.root) + " any more"
		}
		if e.started {
			e.risk(text)
		} else {
			e.say(text)
		}
	}
}

func (e *diffEffects) rows() {
	if n := e.counts[Filters]; n > 0 {
		e.risk(sayMany(n, "filter changes", "filters change") + ": rows that move in or out of a condition may differ between the sides")
	}
	if n := e.counts[PicksColumns]; n > 0 {
		e.say("other columns go of " + sayMany(n, "table", "tables"))
	}
	if n := e.counts[AddsColumns]; n > 0 {
		e.say("other columns are added to " + sayMany(n, "table", "tables"))
	}
	if n := e.counts[LooksUp] + e.boxes[LooksUp]; n > 0 {
		e.say(sayMany(n, "object begins or ceases", "objects begin or cease") + " to be only looked up")
	}
}

// later says which databases and schemas begin or cease to take what is made later.
func (e *diffEffects) later() {
	var begin, cease sayNames
	if e.sets[TakesLater].tree == nil {
		return
	}
	e.sets[TakesLater].eachIn(0, Node(e.now.tree.dbs), func(db Node) bool { //nolint:gosec // fits
		if e.now.takesLater(db, e.isFine) {
			begin.add(e.now.tree.Name(db))
		} else {
			cease.add(e.now.tree.Name(db))
		}
		return true
	})
	if begin.len() > 0 {
		e.say("tables that are made later in " + begin.words() + " go, too, from now on")
	}
	if cease.len() > 0 {
		e.risk("tables that are made later in " + cease.words() + " do not go any more: " + sayWord(cease.len(), "it goes", "they go") + " table by table")
	}
}

// widened names the databases that a document is about to take as a whole although
// the job's own listed all there is in them one by one.
func (e *diffEffects) widened() {
	var names sayNames
	for db := range Node(e.now.tree.dbs) { //nolint:gosec // fits
		if e.now.known.held[db].All == model.No && e.base.takesLater(db, e.wasFine) && e.now.takesLater(db, e.isFine) {
			names.add(e.now.tree.Name(db))
		}
	}
	if names.len() > 0 {
		e.risk("all of " + names.words() + " is chosen: tables that are made in " + sayWord(names.len(), "it", "them") +
			" later go, too; the job's own list took them one by one")
	}
}

func (e *diffEffects) document() {
	if e.counts[ChangesScope] > 0 {
		text := "the scope becomes " + string(e.now.Level()) + "; it was " + string(e.base.Level())
		if e.started {
			e.risk(text + ", and the service holds to the scope of a started job")
		} else {
			e.say(text)
		}
	}
	if e.base.every && !e.now.every {
		e.risk("databases that are made later do not go any more")
	}
	e.say("the list is sent as a whole and replaces the one the job holds")
}
