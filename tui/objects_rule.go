package tui

import (
	"cmp"
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
	"drover/tui/form"
)

// ruleDialog opens the page that renames many objects by one rule.
func (s *objectsPage) ruleDialog() (tea.Cmd, Nav) { return nil, push(newObjectRule(s)) }

// objectRule is the page of a rename rule: how names are made, and what becomes of
// them. What it does is worked out beside the loop while it is typed.
type objectRule struct {
	page   *objectsPage
	sheet  *form.Sheet
	values map[model.FieldKey]string
	was    map[model.FieldKey]string
	look   []model.Field

	rule    objects.Rule
	mistake *objects.RuleMistake
	seen    remote[ruleSeen]
	top     int // of the names in sight
	asked   bool

	width, height int
}

// ruleSeen is what a rule does to a state.
type ruleSeen struct {
	objects.Preview
	of *objects.State
}

// The fields of a rule.
const (
	ruleForms   model.FieldKey = "#form"
	ruleLevel   model.FieldKey = "#level"
	ruleOver    model.FieldKey = "#over"
	ruleNames   model.FieldKey = "#names"
	rulePattern model.FieldKey = "#pattern"
	ruleBecomes model.FieldKey = "#becomes"
)

// Values of a rule's choices.
const (
	ruleByPattern = "pattern"
	ruleInFront   = "front"
	ruleBehind    = "behind"
	ruleLower     = "lower"
	ruleUpper     = "upper"

	overChosen = "chosen"
	overAll    = "all"

	namesSource = "source"
	namesTarget = "target"
)

// ruleSamples is how many names are shown at most, of each sort.
const ruleSamples = 200

func newObjectRule(s *objectsPage) *objectRule {
	r := &objectRule{page: s, sheet: form.NewSheet(s.env.theme, 1)}
	over := overChosen
	if s.filter.shown(s) != nil {
		over = allHits
	}
	r.values = map[model.FieldKey]string{
		ruleForms: ruleByPattern, ruleLevel: strconv.Itoa(int(objects.OnLeaves)), ruleOver: over, ruleNames: namesSource, rulePattern: "", ruleBecomes: "",
	}
	r.was = map[model.FieldKey]string{}
	for k, v := range r.values {
		r.was[k] = v
	}
	r.sheet.Light(true)
	r.put()
	r.sheet.Focus(rulePattern)
	return r
}

// Title is what the page does.
func (r *objectRule) Title() string { return "rename by a rule" }

// Init reads nothing.
func (r *objectRule) Init() tea.Cmd { return r.count() }

// Resize takes the room there is.
func (r *objectRule) Resize(w, h int) {
	r.width, r.height = w, h
	r.fit()
}

func (r *objectRule) fit() {
	r.sheet.Resize(r.width, max(min(len(r.look), r.height-3), 1))
}

// Themed takes up a theme that has changed.
func (r *objectRule) Themed() { r.sheet.SetTheme(r.page.env.theme) }

// Typing: the fields look at every key.
func (r *objectRule) Typing() bool { return true }

// Letters reports whether letters are text now.
func (r *objectRule) Letters() bool { return r.sheet.Typing() }

// Closed counts no more.
func (r *objectRule) Closed() { r.seen.drop() }

// Resumed counts anew: a list was above the page, or another login.
func (r *objectRule) Resumed() tea.Cmd { return r.count() }

func (r *objectRule) get(key model.FieldKey) string { return r.values[key] }

// level is which objects are renamed.
func (r *objectRule) level() objects.RuleLevel {
	n, _ := strconv.Atoi(r.get(ruleLevel))
	return objects.RuleLevel(n) //nolint:gosec // one of the options
}

// within says which of them the rule looks at.
func (r *objectRule) within() objects.Within {
	h := r.page.filter.shown(r.page)
	switch {
	case r.get(ruleOver) == allHits && h != nil && r.level() == objects.OnLeaves:
		return objects.Within{Set: &h.Set}
	case r.get(ruleOver) == allHits && h != nil:
		return objects.Within{Set: &h.Named}
	}
	return objects.Within{Chosen: r.get(ruleOver) == overChosen}
}

// put reads the rule, and hands the fields to the sheet as they stand now.
func (r *objectRule) put() {
	r.rule, r.mistake = r.parse()
	r.look = r.fields()
	r.sheet.Put(r.look)
	if r.width > 0 {
		r.fit()
	}
}

// parse makes the rule of what stands in the fields. One that is not begun is none,
// and no mistake.
func (r *objectRule) parse() (objects.Rule, *objects.RuleMistake) {
	level, text := r.level(), r.get(ruleBecomes)
	rule := objects.Rule{}
	switch r.get(ruleForms) {
	case ruleLower:
		rule = objects.LowerRule(level)
	case ruleUpper:
		rule = objects.UpperRule(level)
	case ruleInFront, ruleBehind:
		if text == "" {
			return rule, nil
		}
		if rule = objects.PrefixRule(text, level); r.get(ruleForms) == ruleBehind {
			rule = objects.SuffixRule(text, level)
		}
	default:
		if r.get(rulePattern) == "" {
			return rule, nil
		}
		made, mistake := objects.ParseRule(r.get(rulePattern), cmp.Or(text, "x"), level)
		if mistake != nil || text == "" { // the pattern is looked at before there is more
			return rule, mistake
		}
		rule = made
	}
	if r.get(ruleNames) == namesTarget {
		rule = rule.OnTarget()
	}
	return rule, nil
}

// count works out what the rule does, beside the loop: typing never waits for it.
func (r *objectRule) count() tea.Cmd {
	r.top = 0
	if r.rule.Empty() {
		r.seen.drop()
		r.seen.have = false
		return nil
	}
	rule, now, in, terms := r.rule, r.page.state(), r.within(), r.page.terms()
	return work(r.page.env, r, &r.seen, func(ctx context.Context) (ruleSeen, error) {
		p, err := rule.Preview(ctx, now, in, terms, ruleSamples)
		return ruleSeen{p, now}, err
	})
}

// Update takes keys, and what the rule does.
func (r *objectRule) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[ruleSeen]:
		m.take()
		r.put()
	case tea.KeyPressMsg, tea.PasteMsg:
		return r.key(m)
	}
	return nil, stay
}

func (r *objectRule) key(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc", "ctrl+r", "pgdown", "pgup":
			return nil, pass()
		}
	}
	r.asked = false
	d := r.sheet.Update(msg)
	switch {
	case d.Pass:
		return nil, pass()
	case d.Press:
		return r.apply()
	case d.Pick:
		return nil, push(r.pick(d.Key))
	case d.Undo:
		return r.set(d.Key, r.was[d.Key]), stay
	case d.Why != "":
		return r.page.env.say(note{kind: noteBad, text: model.Clean(d.Why), bare: "a field that takes no text or cannot be changed"}), stay
	case d.Set:
		return r.set(d.Key, d.Value), stay
	case d.Move != form.Stay:
		r.move(d.Move)
	}
	return nil, stay
}

func (r *objectRule) set(key model.FieldKey, value string) tea.Cmd {
	r.values[key] = value
	r.put()
	cmd := r.count()
	r.put() // the button says that it counts
	return cmd
}

func (r *objectRule) move(m form.Move) {
	switch {
	case r.sheet.Go(m):
	case m == form.Next:
		r.sheet.First()
	case m == form.Back:
		r.sheet.Last()
	}
}

func (r *objectRule) pick(key model.FieldKey) Screen {
	f := r.sheet.Field()
	d := &pickDialog{env: r.page.env, field: f, list: form.NewPick(r.page.env.theme, f)}
	d.take = func(value string) tea.Cmd { return r.set(key, value) }
	return d
}
