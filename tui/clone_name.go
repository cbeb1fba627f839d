package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// The name of a copy: typed, judged, asked for.

// askName asks whether the name is free, unless that is settled here.
func (c *clone) askName() tea.Cmd {
	c.due = false
	c.check.drop()
	name := c.name.value()
	if c.nameRules(name) != nil || c.listed() {
		return nil
	}
	cl := c.env.client
	return ask(c.env, c, &c.check, func(ctx context.Context) (model.NameCheck, error) { return cl.CheckName(ctx, name) })
}

// nameRules are those of the service that can be told here.
func (c *clone) nameRules(name string) error {
	return c.env.client.Capabilities().Realm.CheckName(name)
}

// listed reports whether a job on the list has the name.
func (c *clone) listed() bool { return c.env.named(c.name.value()) }

// edit changes the name: it is looked at with every letter, and asked for once
// it rests.
func (c *clone) edit(msg tea.Msg) tea.Cmd {
	before := c.name.value()
	c.name.take(msg)
	if c.name.value() == before {
		return nil
	}
	c.note = ""
	as := c.plan.Wish().Clone
	as.Name = c.name.value()
	c.plan.SetClone(as)
	c.check.drop()
	c.typed++
	typed := c.typed
	if c.due = c.nameRules(as.Name) == nil && !c.listed(); !c.due {
		return nil
	}
	return tea.Tick(askNameAfter, func(time.Time) tea.Msg { return reply{to: c, msg: nameRested{typed}} })
}

// nameWrong is what is wrong with the name, "" if nothing is, or if nobody can
// say.
func (c *clone) nameWrong() string {
	if err := c.nameRules(c.name.value()); err != nil {
		return err.Error()
	}
	if c.retry != "" && strings.EqualFold(c.name.value(), c.retry) {
		return "" // the earlier attempt may have taken it: the client looks
	}
	if c.listed() {
		return "taken by a job on the list"
	}
	got, told := c.checked()
	switch {
	case !told || !got.Asked || got.Free:
		return ""
	case got.Why.Empty():
		return "taken"
	}
	return "taken: " + strings.TrimRight(strings.TrimSpace(got.Code.String()+" "+got.Why.String()), ".")
}

// checked is the service's word on the name that stands there.
func (c *clone) checked() (model.NameCheck, bool) {
	got := &c.check
	return got.value, got.have && got.err == nil && !c.due && !got.loading() && got.value.Name == c.name.value()
}
