package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
)

// cannotApply is why no name is changed, "" if names can be.
func (r *objectRule) cannotApply() string {
	switch {
	case r.mistake != nil:
		return model.Clean(r.mistake.Why)
	case r.rule.Empty() && r.get(ruleForms) == ruleByPattern && r.get(rulePattern) == "":
		return "a pattern is needed"
	case r.rule.Empty():
		return "a text is needed"
	case r.seen.loading():
		return "it is being counted"
	case !r.seen.have:
		return "it was not counted: change the rule"
	case r.seen.value.Renamed == 0:
		return "no name would change"
	}
	return ""
}

// apply takes the names over as one change, and leads back.
func (r *objectRule) apply() (tea.Cmd, Nav) {
	if r.seen.have && !r.seen.loading() && r.seen.value.of != r.page.state() {
		return r.count(), stay // the source was read anew beneath it
	}
	if why := r.cannotApply(); why != "" {
		return r.page.env.say(note{kind: noteBad, text: why, bare: "a rule that renames nothing"}), stay
	}
	p := r.seen.value
	words := grouped(p.Renamed) + " renamed by " + shownName(r.rule.Words())
	cmd := r.page.do(p.After, words)
	said := words
	if p.Clashes > 0 {
		said += "; " + grouped(p.Clashes) + " " + oneOf(p.Clashes, "clashes", "clash") + ": f 2 shows them"
	}
	return tea.Batch(cmd, r.page.env.say(note{kind: noteGood, text: said + "; u takes it back", bare: "names by a rule"})), pop()
}

// Leave goes back; a rule that was typed goes with the second esc alone.
func (r *objectRule) Leave() (tea.Cmd, Nav) {
	if (r.get(rulePattern) != "" || r.get(ruleBecomes) != "") && !r.asked {
		r.asked = true
		words := "esc again drops the rule; nothing is renamed by it yet"
		return r.page.env.say(note{kind: noteBad, text: words, bare: words}), stay
	}
	return nil, pop()
}

// Actions of the page; the fields take their own keys.
func (r *objectRule) Actions() []Action {
	roll := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { r.top = max(r.top+by, 0); return nil, stay }
	}
	move := func(m form.Move) func() (tea.Cmd, Nav) { return func() (tea.Cmd, Nav) { r.move(m); return nil, stay } }
	return []Action{
		act(groupLook, 1, "next", "tab", move(form.Next)),
		act(groupLook, 0, "the field before", "shift+tab", move(form.Back)),
		act(groupChange, 2, "rename", "ctrl+r", r.apply).named("rename by this rule").unless(r.cannotApply),
		act(groupLook, 3, "names", "pgdown", roll(8)).shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", roll(-8)),
		act(groupLeave, 90, "objects", "esc", r.Leave),
	}
}
