package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// network is where something is in the cloud.
type network struct {
	vpc, subnet, group string
	region, project    string
}

// networkKeys are the places in the document where a step has its network; of
// an end, of the element that is looked at. ok is false for a step without one.
func networkKeys(d model.Draft, step model.CreateStep) (keys [5]model.FieldKey, ok bool) {
	list := map[model.CreateStep]string{model.StepSource: model.Sources, model.StepTarget: model.Targets}[step]
	switch {
	case list != "":
		return endNetwork(list, d.At(list)), true
	case step == model.StepInstance:
		return [5]model.FieldKey{model.KeyNodeVPC, model.KeyNodeSubnet, model.KeyNodeGroup}, true
	}
	return keys, false
}

func endNetwork(list string, i int) [5]model.FieldKey {
	at := func(member string) model.FieldKey { return model.Element(list, i, member) }
	return [5]model.FieldKey{at("vpc.vpc_id"), at("vpc.subnet_id"), at("vpc.security_group_id"), at("cloud.region"), at("cloud.project_id")}
}

// networkOf is the network of another job that fits a step best: that of the
// same part of it, else of another part.
func networkOf(d model.Draft, step model.CreateStep) (network, bool) {
	order := map[model.CreateStep][]model.CreateStep{
		model.StepSource:   {model.StepSource, model.StepTarget, model.StepInstance},
		model.StepTarget:   {model.StepTarget, model.StepInstance, model.StepSource},
		model.StepInstance: {model.StepInstance, model.StepTarget, model.StepSource},
	}[step]
	for _, part := range order {
		keys, _ := networkKeys(d, part)
		n := network{vpc: d.Get(keys[0]), subnet: d.Get(keys[1]), group: d.Get(keys[2]), region: d.Get(keys[3]), project: d.Get(keys[4])}
		if n.vpc != "" || n.subnet != "" {
			return n, true
		}
	}
	return network{}, false
}

// withNetwork is a draft whose step has a network. Region and project are filled
// in where nothing stands there: with another one the ids mean nothing.
func withNetwork(d model.Draft, step model.CreateStep, n network) model.Draft {
	keys, _ := networkKeys(d, step)
	for i, value := range []string{n.vpc, n.subnet, n.group, n.region, n.project} {
		if key := keys[i]; key != "" && value != "" && (i < 3 || !d.Has(key)) {
			d = d.Put(key, value)
		}
	}
	return d
}

// cannotTake is why the step takes no network from another job.
func (c *create) cannotTake() string {
	if _, ok := networkKeys(c.draft, c.step); !ok {
		return "it is for source, target and instance"
	}
	return unless(!c.files.like.loading(), "a job is still being read")
}

// askTake asks from which job.
func (c *create) askTake() (tea.Cmd, Nav) {
	step := c.step
	return nil, push(newPickJob(c.env, "take the network of which job", func(job model.Job) tea.Cmd {
		cl := c.env.client
		c.files.into, c.files.whose = step, job.Name.String()
		return ask(c.env, c, &c.files.like, func(ctx context.Context) (model.Detail, error) { return cl.Job(ctx, job.ID) })
	}))
}

// netRead takes the network of the job that was read.
func (c *create) netRead(m answer[model.Detail]) tea.Cmd {
	if !m.take() {
		return nil
	}
	name := theme.Safe(model.Clean(c.files.whose))
	if m.err != nil {
		return c.env.say(note{kind: noteBad, text: name + " was not read: " + shortError(m.err), bare: "the job whose network is wanted was not read"})
	}
	n, ok := networkOf(model.DraftOf(m.value), c.files.into)
	if !ok {
		return c.env.say(note{kind: noteBad, text: name + " shows no network of its own: nothing was taken", bare: "a job without a network was chosen"})
	}
	left := c.settle()
	d := withNetwork(c.draft, c.files.into, n)
	if d.SameValues(c.draft) {
		return tea.Batch(left, c.env.say(note{kind: noteGood, text: "the network of " + name + " is the same already: nothing was taken", bare: "a network was the same already"}))
	}
	said := c.env.say(note{kind: noteGood, text: "network of " + name + " taken; u takes that back", bare: "a network was taken from another job"})
	return tea.Batch(left, c.replaceDraft(d), said)
}
