package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// cloneFocus is what the next key is for.
type cloneFocus uint8

const (
	cloneBack cloneFocus = iota
	cloneSend
	cloneName
	cloneVersion
	cloneFate
	cloneCheck
	cloneFilters
)

// rows are what can be chosen on the page, as it is drawn.
func (c *clone) rows() []cloneFocus {
	out := []cloneFocus{cloneName}
	if !c.one() {
		out = append(out, cloneVersion)
	}
	out = append(out, cloneFate)
	if !c.one() {
		out = append(out, cloneCheck)
	}
	if c.filtered() {
		out = append(out, cloneFilters)
	}
	return out
}

// filtered reports an original with row filters, which a copy loses.
func (c *clone) filtered() bool { return c.filters.value > 0 }

// readFilters counts what a copy loses of the original's objects. What cannot be read
// is not asked about: the page says all the same that a copy has no row filters.
func (c *clone) readFilters() tea.Cmd {
	caps := c.env.client.Capabilities()
	if c.one() || caps.Lacks(model.FacetObjects) != "" || c.filters.have || c.filters.loading() {
		return nil
	}
	cl, job := c.env.client, c.job
	return ask(c.env, c, &c.filters, func(ctx context.Context) (int, error) {
		held, err := cl.Objects(ctx, job, objects.Ask{Which: objects.Held}, nil)
		if err != nil {
			return 0, err
		}
		return objects.Open(nil, held.Listing).Sums().Filtered, nil
	})
}

// next goes on as the page is drawn: its rows, Send, Back.
func (c *clone) next() (tea.Cmd, Nav) {
	c.sought = true
	order := append(c.rows(), cloneSend, cloneBack)
	if c.focus == cloneBack && c.rested {
		c.focus, c.rested = cloneSend, false
		return nil, stay
	}
	c.focus, c.rested = order[(slices.Index(order, c.focus)+1)%len(order)], false
	return nil, stay
}

// previous goes the other way.
func (c *clone) previous() (tea.Cmd, Nav) {
	c.sought = true
	order := append(c.rows(), cloneSend, cloneBack)
	c.focus, c.rested = order[(slices.Index(order, c.focus)+len(order)-1)%len(order)], false
	return nil, stay
}

// up goes to the row above; from the buttons to the name.
func (c *clone) up() (tea.Cmd, Nav) {
	c.sought = true
	rows := c.rows()
	at := slices.Index(rows, c.focus)
	c.focus, c.rested = rows[max(at-1, 0)], false
	return nil, stay
}

// down goes to the row below, and from the last one to Back.
func (c *clone) down() (tea.Cmd, Nav) {
	c.sought = true
	rows := c.rows()
	at := slices.Index(rows, c.focus)
	c.focus, c.rested = cloneBack, false
	if at >= 0 && at+1 < len(rows) {
		c.focus = rows[at+1]
	}
	return nil, stay
}

// turn changes the choice with the focus. From the buttons it is what becomes of the
// original, which is lit then.
func (c *clone) turn(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		c.note, c.sought = "", true
		switch c.focus {
		case cloneFate:
			c.turnFate(by)
		case cloneCheck:
			next := c.copying
			next.Check = !next.Check
			c.put(next)
		case cloneFilters:
			next := c.copying
			next.Filters = !next.Filters
			c.put(next)
		case cloneVersion:
			c.turnVersion()
		case cloneBack, cloneSend, cloneName:
			c.focus = cloneFate
			c.turnFate(by)
		}
		return nil, stay
	}
}

func (c *clone) turnVersion() {
	c.chosen = true
	if c.plan.Wish().Clone.Version == "" {
		c.setVersion(model.CloneVersions()[0])
	} else {
		c.setVersion("")
	}
}

// fates are what can become of the original; those that cannot say why.
func (c *clone) fates() []model.Option { return c.copying.Fates(c.env.client.Capabilities()) }

// turnFate goes to the next fate that is possible; of one that is not, the note says
// why.
func (c *clone) turnFate(by int) {
	if c.copying.Original.Job.ID.Empty() {
		c.note = fateUnread
		return
	}
	all := c.fates()
	at := int(c.copying.Fate)
	for range all {
		at = (at + by + len(all)) % len(all)
		if all[at].Why == "" {
			break
		}
		c.note = all[at].Words() + ": " + all[at].Why
	}
	next := c.copying
	next.Fate = model.Fate(at) //nolint:gosec // there are three
	c.put(next)
}
