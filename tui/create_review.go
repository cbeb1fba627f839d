package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// newCreateReview is the last page of the walk: what will exist, what it costs
// to forget it, and Send. The draft is marked as sent, on the disk, before a
// byte leaves: whoever opens it again is never led to send it twice.
func newCreateReview(c *create) Screen {
	e, intent := c.env, c.env.client.NewIntent()
	plan := model.PlanCreate(intent, e.client.Capabilities(), c.draft, c.offerFor(c.draft))
	p := &planned{env: e, plan: plan, title: "create job " + c.draft.Name()}
	if plan.Steps[0].Order {
		p.word = c.draft.Name()
	}
	p.about = func(w int) []string { return createAbout(e, plan, w) }
	p.before = func() error { return c.mark(intent) }
	p.undone = func() {
		if err := c.mark(""); err != nil {
			p.note = model.Clean(err.Error())
		}
	}
	p.sent = func(run *client.Run) (tea.Cmd, Nav) {
		followed := newCreated(e, c.file, c.draft, run)
		return nil, popThen(func() (tea.Cmd, Nav) { return nil, replace(followed) })
	}
	return p.open()
}

// mark writes into the draft which intent was sent for it, "" for none.
func (c *create) mark(intent string) error {
	d := c.draft
	d.Sent = intent
	at, err := c.file.Save(d)
	if err == nil {
		d.Saved, c.draft = at, d
	}
	return err
}

// createAbout is what is risky, what follows and what will exist, in that order:
// where there is no room for all, the last of it is what was typed by oneself.
func createAbout(e *env, plan model.Plan, w int) []string {
	th, d := e.theme, plan.Create
	var out []string
	for _, words := range plan.Steps[0].Warn {
		out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), words, w)...)
	}
	for _, words := range model.CreateEffects(d, e.zone) {
		out = append(out, signed(th, " ", words, w)...)
	}
	out = append(out, "")
	for _, f := range model.CreateFacts(d, e.zone) {
		out = append(out, factLines(th, f, w)...)
	}
	return out
}

// signed folds a sentence behind a sign.
func signed(th *theme.Theme, sign, words string, w int) []string {
	var out []string
	for _, l := range wrapped(theme.Safe(words), max(w-5, 8)) {
		out = append(out, " "+sign+" "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
		sign = " "
	}
	return out
}

// factLabel is where the values of facts begin.
const factLabel = 13

// factLines folds a fact beside its label.
func factLines(th *theme.Theme, f model.Fact, w int) []string {
	var out []string
	for i, l := range wrapped(safe(f.Value), max(w-factLabel-1, 8)) {
		label := ""
		if i == 0 {
			label = f.Label
		}
		out = append(out, " "+th.Paint(theme.Muted, theme.Pad(label, factLabel-1))+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
	}
	return out
}
