package objects

// goes reports an object that is copied, or of which something is.
func (c *checking) goes(n Node) bool { return c.Chosen(n) != Nothing }

// boxNames looks at the target names of databases and schemas.
func (c *checking) boxNames() {
	for n := range c.tree.boxes {
		box := Node(n) //nolint:gosec // fits
		if !c.Mapped(box) || !c.goes(box) {
			continue
		}
		c.name(box)
	}
}

// leafNames looks at the target names of leaves.
func (c *checking) leafNames() {
	for at, chunk := range c.chunks {
		if chunk.targets == nil {
			continue
		}
		for i, target := range chunk.targets {
			if target != "" && chunk.on.has(i) {
				c.name(c.node(at, i))
			}
		}
	}
}

func (c *checking) name(n Node) {
	source, target := c.tree.Name(n), c.Target(n)
	if why := CheckTarget(source, target, c.terms.MaxTarget); why != "" {
		was, ok := c.heldNode(n) // what the job has, the service has taken
		held := ok && c.base.Target(was) == target
		c.put(Mistake{Node: n, Key: MistakeTarget, Why: "target name " + sayName(target) + ": " + why, Warn: held})
		return
	}
	if why := MixedScripts(target); why != "" {
		c.warn(n, MistakeTarget, "target name "+sayName(target)+": "+why, "")
	}
}

// oddNames looks for objects whose own names the service takes in no document. Where
// the document does not name them, since all that is around them goes, that is only a
// warning; also where the job holds them already.
func (c *checking) oddNames() {
	var fine []bool
	for _, n := range c.tree.OddNames() {
		if !c.goes(n) || c.Mapped(n) && nameShape(c.tree.Name(n)) == "" {
			continue
		}
		why := CheckTarget(c.tree.Name(n), "", NameLimit{})
		m := Mistake{Node: n, Key: MistakeTarget, Why: "its name cannot be sent: " + why, Mend: "leave it out, or rename it on the source"}
		if box := c.tree.Parent(n); box != None && c.Chosen(box) == Whole {
			if fine == nil {
				fine = c.fineBoxes()
			}
			m.Warn = !fine[box] && !c.Mapped(n) && c.Extra(n).Empty()
		}
		_, held := c.heldNode(n)
		m.Warn = m.Warn || c.every || held
		c.put(m)
	}
}

// heldNode is an object where the job holds it already; ok is false where it does not.
func (c *checking) heldNode(n Node) (was Node, ok bool) {
	if c.base == nil {
		return None, false
	}
	was, ok = c.baseNode(n)
	return was, ok && (c.base.Chosen(was) != Nothing || c.base.Lookup(was))
}
