package objects

import (
	"slices"

	"drover/model"
)

// whole looks at the document as a whole: whether anything goes, and at which level.
func (c *checking) whole() {
	some := c.every
	for db := Node(0); int(db) < c.tree.dbs && !some; db++ {
		some = c.Chosen(db) != Nothing
	}
	if !some {
		c.wrong(None, MistakeNothing, "nothing is chosen", "a job copies one object at least")
		return
	}
	if c.terms.Selectable == model.No && (!c.every || c.single()) {
		c.wrong(None, MistakeScope, "this task takes all there is: the service does not let objects be chosen", "choose everything, without other names and filters")
	}
	if !c.terms.Started {
		return
	}
	// A started job stays at its level. Tables can say what databases say, not the
	// other way round.
	switch held := c.terms.Scope; {
	case held == ScopeAll && (!c.every || c.single()):
		c.wrong(None, MistakeScope, "the job was started with everything, and that stays", "choose everything again, without other names and filters")
	case held == ScopeDatabase && !c.every && c.single():
		c.wrong(None, MistakeScope, "the job was started with whole databases, and that stays", "choose whole databases, without single tables, their names and filters")
	case held == ScopeDatabase && c.every:
		c.wrong(None, MistakeScope, "the job was started with whole databases, and that stays", "choose databases, not also those that are made later")
	case held == ScopeTable && c.every:
		c.wrong(None, MistakeScope, "the job was started with single tables, and that stays", "choose tables, not also databases that are made later")
	}
}

// single reports whether a document has to list something below a database, or could
// not say "all" for another reason.
func (c *checking) single() bool {
	table, renamed := c.boxLevel()
	return table || c.every && renamed || slices.ContainsFunc(c.chunks, (*chunk).ofItsOwn)
}

// rootOf looks at the database that all goes into.
func (c *checking) rootOf() {
	flat := c.tree.boxes == c.tree.dbs // a source with schemas of its own needs no root
	why := CheckRoot(c.root)
	switch {
	case why != "":
		c.wrong(None, MistakeRoot, "the database on the target that all goes into: "+why, "")
	case c.terms.NeedsRoot && flat && c.root.Name == "":
		c.wrong(None, MistakeRoot, "the target needs a database that all goes into", "name it")
	case !c.terms.NeedsRoot && c.root.Name != "" && c.terms.To != "":
		c.warn(None, MistakeRoot, "the database "+sayName(c.root.Name)+" on the target has no effect on this link", "take it away")
	}
}

// sources looks for what goes and is not on the source any more.
func (c *checking) sources() {
	for w, there := range c.known.source {
		for i, gone := w<<6, ^there; gone != 0 && i < c.tree.Len(); i, gone = i+1, gone>>1 {
			n := Node(i) //nolint:gosec // fits
			if gone&1 == 0 || c.Chosen(n) == Nothing {
				continue
			}
			if up := c.tree.Parent(n); up == None || c.OnSource(up) { // else that is said of the box
				c.warn(n, MistakeSource, "it is not on the source any more", "leave it out")
			}
		}
	}
}

// unread looks for boxes that only the source could tell of.
func (c *checking) unread() {
	fine := c.fineBoxes()
	for n := range c.tree.boxes {
		box := Node(n) //nolint:gosec // fits
		if c.known.complete[n] || !c.OnSource(box) {
			continue
		}
		switch chosen := c.Chosen(box); {
		case chosen == Whole && fine[n]:
			c.wrong(box, MistakeUnread, "a filter or a choice of columns in it has all that goes listed, and not all that is in it is known", "read it")
		case chosen == Some && c.known.read:
			c.warn(box, MistakeUnread, "not all that is in it is known: what is not listed is left out", "read it")
		}
	}
}
