package tui

import (
	"context"
	"maps"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// createReads is what the form wants of the service. Nothing waits for it: what
// is not known yet limits nothing.
type createReads struct {
	links       map[model.Scenario]*remote[model.Links]
	sizes       remote[[]model.NodeSize]
	sizesFor    model.NodeAsk
	zones       remote[[]model.Zone]
	zonesFor    model.NodeAsk
	enterprises remote[[]model.Enterprise]
	name        remote[model.NameCheck]
	typed       int  // counts the changes of the name
	nameDue     bool // it has changed and is to be asked for
}

// untouched reports a reading that was never begun.
func untouched[T any](r *remote[T]) bool { return r.asked.IsZero() }

// need reads what the step, those before it and those that somebody has been at
// depend on, once.
func (c *create) need() tea.Cmd {
	cmds := []tea.Cmd{c.needLinks()}
	if c.step >= model.StepInstance || c.seen[model.StepInstance] {
		cmds = append(cmds, c.needSizes(), c.needZones())
	}
	if (c.step >= model.StepOptions || c.seen[model.StepOptions]) && untouched(&c.reads.enterprises) {
		cmds = append(cmds, ask(c.env, c, &c.reads.enterprises, c.env.client.Enterprises))
	}
	return tea.Batch(cmds...)
}

// needLinks reads what may be joined in the scenario that was chosen.
func (c *create) needLinks() tea.Cmd {
	scenario := model.Scenario(c.draft.Get(model.KeyScenario))
	if scenario == "" || c.reads.links[scenario] != nil {
		return nil
	}
	if c.reads.links == nil {
		c.reads.links = map[model.Scenario]*remote[model.Links]{}
	}
	slot, cl := &remote[model.Links]{}, c.env.client
	c.reads.links[scenario] = slot
	return ask(c.env, c, slot, func(ctx context.Context) (model.Links, error) { return cl.Links(ctx, scenario) })
}

// needSizes reads the sizes of the node for the link that was chosen.
func (c *create) needSizes() tea.Cmd {
	r, cl := &c.reads, c.env.client
	a, ok := model.NodeAskOf(c.draft)
	a.Size = ""
	if !ok || a == r.sizesFor && !untouched(&r.sizes) {
		return nil
	}
	r.sizesFor = a
	c.offer.Sizes, c.offer.SizesErr = nil, ""
	return ask(c.env, c, &r.sizes, func(ctx context.Context) ([]model.NodeSize, error) { return cl.NodeSizes(ctx, a) })
}

// needZones reads where a node of the size that was chosen can be.
func (c *create) needZones() tea.Cmd {
	r, cl := &c.reads, c.env.client
	a, ok := model.NodeAskOf(c.draft)
	if !ok || a.Size == "" || a == r.zonesFor && !untouched(&r.zones) {
		return nil
	}
	r.zonesFor = a
	c.offer.Zones, c.offer.ZonesErr = nil, ""
	return ask(c.env, c, &r.zones, func(ctx context.Context) ([]model.Zone, error) { return cl.Zones(ctx, a) })
}

// asksName reports whether the service is to be asked for the name that stands
// there.
func (c *create) asksName() bool {
	name := c.draft.Name()
	return model.CheckName(name) == nil && (c.env.named == nil || !c.env.named(name))
}

// askName asks whether the name is free, unless that is settled here.
func (c *create) askName() tea.Cmd {
	c.reads.nameDue = false
	c.reads.name.drop()
	if !c.asksName() {
		return nil
	}
	cl, name := c.env.client, c.draft.Name()
	return ask(c.env, c, &c.reads.name, func(ctx context.Context) (model.NameCheck, error) {
		got, err := cl.CheckName(ctx, name)
		got.Name = name
		return got, err
	})
}

// again reads everything anew that the form wants.
func (c *create) again() (tea.Cmd, Nav) {
	c.drop()
	r := &c.reads
	r.links = nil
	r.sizes.asked, r.zones.asked, r.enterprises.asked = time.Time{}, time.Time{}, time.Time{}
	return tea.Batch(c.need(), c.askName()), stay
}

// drop waits for no answer any more.
func (c *create) drop() {
	r := &c.reads
	for _, slot := range r.links {
		slot.drop()
	}
	r.sizes.drop()
	r.zones.drop()
	r.enterprises.drop()
	r.name.drop()
}

// answered takes what the service says into the offer.
func (c *create) answered(msg any) tea.Cmd {
	switch m := msg.(type) {
	case answer[model.Links]:
		if m.take() {
			c.linksRead(m)
		}
	case answer[[]model.NodeSize]:
		if m.take() {
			c.offer.Sizes, c.offer.SizesErr = offeredList(m.value, m.err), unread(m.err)
		}
	case answer[[]model.Zone]:
		if m.take() {
			c.offer.Zones, c.offer.ZonesErr = offeredList(m.value, m.err), unread(m.err)
		}
	case answer[[]model.Enterprise]:
		if m.take() {
			c.offer.Enterprises, c.offer.EnterprisesErr = offeredList(m.value, m.err), unread(m.err)
		}
	case answer[model.NameCheck]:
		if !m.take() {
			return nil
		}
		if c.offer.Name = m.value; m.err != nil {
			c.offer.Name = model.NameCheck{Name: c.draft.Name(), Unasked: unread(m.err)}
		}
	default:
		return nil
	}
	changed := c.offered()
	c.reform()
	if !changed {
		return nil
	}
	return tea.Batch(c.changed(), c.need())
}

// linksRead puts the links beside those of other scenarios.
func (c *create) linksRead(m answer[model.Links]) {
	if m.err != nil {
		return
	}
	links := maps.Clone(c.offer.Links)
	if links == nil {
		links = map[model.Scenario]model.Links{}
	}
	for scenario, slot := range c.reads.links {
		if slot == m.slot {
			links[scenario] = m.value
		}
	}
	c.offer.Links = links
}

// offeredList is a list that was read: never nil, since that means unread.
func offeredList[T any](list []T, err error) []T {
	if err != nil {
		return nil
	}
	if list == nil {
		return []T{}
	}
	return list
}

// unread is why something could not be read, as a sentence's tail.
func unread(err error) string {
	if err == nil {
		return ""
	}
	return strings.TrimRight(shortError(err), ".")
}

// readWords says on a field that what it depends on is being read, or could
// not be.
func (c *create) readWords(f *model.Field) {
	r := &c.reads
	loading, err := false, error(nil)
	switch f.Key {
	case model.KeyEngine:
		if slot := r.links[model.Scenario(c.draft.Get(model.KeyScenario))]; slot != nil {
			loading, err = slot.loading(), slot.err
		}
	case model.KeyNodeType:
		loading, err = r.sizes.loading(), r.sizes.err
	case model.KeyZones:
		loading, err = r.zones.loading(), r.zones.err
	case model.KeyEnterprise:
		loading, err = r.enterprises.loading(), r.enterprises.err
	case model.KeyName:
		loading = r.name.loading() || r.nameDue
	default:
		return
	}
	switch {
	case f.Grey != "":
	case loading:
		f.Hint = "~ asking"
	case err != nil && f.Risk == "":
		f.Risk = "not read: " + unread(err) + "; r on the steps reads again"
	}
}

// readErrors are why something could not be read, nil for what could.
func (c *create) readErrors() []error {
	r := &c.reads
	out := []error{r.sizes.err, r.zones.err, r.enterprises.err, r.name.err}
	for _, slot := range r.links {
		out = append(out, slot.err)
	}
	return out
}
