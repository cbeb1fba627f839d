package tui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// cloneKeep is how far the keeping of a copy that is described is: a moment after each
// change it is on the disk, and after a death it is offered again.
type cloneKeep struct {
	id     string         // of its record
	kept   string         // print of what is on the disk, or of what stood there before anything was typed
	due    bool           // a timer runs, at whose end it is kept
	saving remote[string] // the print that is on its way to the disk
	over   bool           // it was sent, or is not wanted any more
	failed bool           // that it could not be kept was said

	values *edit                 // the form of the copy's values that is open
	former remote[model.Copying] // what was described in an earlier session
}

// copyKeepDue comes a moment after a change.
type copyKeepDue struct{}

// newDescribed goes on with a copy that somebody was describing.
func newDescribed(e *env, k client.CopyKept) *clone {
	job, _, listed := e.listed(k.Original)
	if !listed {
		job = model.Job{ID: k.Original, Name: model.NewText(k.OriginalName), Realm: e.realm()}
	}
	c := openClone(e, job, e.client.NewIntent(), model.CloneAs{Name: k.CopyName})
	c.keep.id, c.proposed, c.chosen = k.ID, "", true
	return c
}

// readFormer reads what was described; nil: this page began it.
func (c *clone) readFormer() tea.Cmd {
	if c.keep.id == "" { // where there is something all the same, it is from a page
		c.keep.id = c.env.client.NewIntent()
		return nil
	}
	cl, id := c.env.client, c.keep.id
	return work(c.env, c, &c.keep.former, func(context.Context) (model.Copying, error) { return cl.KeptCopy(id) })
}

// formerRead begins with what was described, once the original is read, too.
func (c *clone) formerRead(a answer[model.Copying]) {
	if !a.take() {
		return
	}
	if a.err != nil {
		c.keep.over, c.note = true, "what was described could not be read: "+model.Clean(shortError(a.err))
		return
	}
	as := c.plan.Wish().Clone
	as.Name, as.Version = a.value.Name, a.value.Version
	c.name = newLine(as.Name)
	c.plan.SetClone(as)
	c.layFormer()
}

// layFormer lays what was described upon what was read of the original.
func (c *clone) layFormer() {
	f := &c.keep.former
	if !f.have || f.err != nil || c.copying.Original.Job.ID.Empty() {
		return
	}
	former, next := f.value, c.copying
	next.Fate, next.Filters, next.Check = former.Fate, former.Filters, former.Check
	for _, s := range append(former.Sections(), model.SectionCopy) {
		e, ok := former.Edit(s)
		if !ok {
			continue
		}
		below := e.Base
		if now, one := next.Edit(s); one {
			below = now.Base
		}
		mine := map[model.FieldKey]bool{}
		for _, key := range e.Changed() {
			mine[key] = true
		}
		next = next.With(e.Onto(next.Original, below, mine))
	}
	f.have = false
	c.put(next)
	c.keep.kept = c.keepPrint(c.wanted())
}

// wanted is the copy as it stands, also in a form of its values that is still open.
// Passwords are none of it.
func (c *clone) wanted() model.Copying {
	out := c.asked()
	out.Secrets = model.EndSecrets{}
	if v := c.keep.values; v != nil && v.has {
		out = out.With(v.form)
	}
	return out
}

// keepPrint is the same for two copies of which the same is wanted.
func (c *clone) keepPrint(w model.Copying) string {
	return fmt.Sprintf("%q %q %d %t %t %v", w.Name, w.Version, w.Fate, w.Filters, w.Check, w.Differences(c.around()))
}

// KeepSoon has what is described on the disk in a moment, where it is other than what is
// there.
func (c *clone) KeepSoon() tea.Cmd {
	k := &c.keep
	if k.over || k.due || k.saving.loading() || k.former.loading() || c.copying.Original.Job.ID.Empty() || c.keepPrint(c.wanted()) == k.kept {
		return nil
	}
	k.due = true
	return tea.Tick(saveAfter, func(time.Time) tea.Msg { return reply{to: c, msg: copyKeepDue{}} })
}

// keepNow writes it, beside the loop.
func (c *clone) keepNow() tea.Cmd {
	k := &c.keep
	if k.due = false; k.over {
		return nil
	}
	cl, id, w := c.env.client, k.id, c.wanted()
	print := c.keepPrint(w)
	return work(c.env, c, &k.saving, func(context.Context) (string, error) { return print, cl.KeepCopy(id, w) })
}

// keptAnswer says once that it could not be kept.
func (c *clone) keptAnswer(a answer[string]) tea.Cmd {
	if !a.take() {
		return nil
	}
	k := &c.keep
	k.kept = a.value // what failed is tried again with the next change
	if a.err != nil && !k.failed {
		k.failed = true
		words := "this is not kept on the disk: " + model.Clean(shortError(a.err))
		return c.env.say(note{kind: noteBad, text: words, bare: "a copy is not kept on the disk"})
	}
	return c.KeepSoon()
}

// Flush writes it at once: drover ends.
func (c *clone) Flush() {
	k := &c.keep
	w := c.wanted()
	if print := c.keepPrint(w); !k.over && !c.copying.Original.Job.ID.Empty() && print != k.kept {
		if c.env.client.KeepCopy(k.id, w) == nil {
			k.kept = print
		}
	}
}

// keepOver takes it off the disk: it was sent, or is not wanted.
func (c *clone) keepOver() {
	c.keep.over = true
	c.keep.saving.drop()
	_ = c.env.client.DropCopy(c.keep.id)
	c.env.copyGone(c.keep.id)
}
