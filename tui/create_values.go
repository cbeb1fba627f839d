package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// visit is the time that somebody spends in a field: whatever is tried there is
// tried on the draft as it was before, so that a choice that is only passed
// takes nothing with it.
type visit struct {
	key    model.FieldKey // "": nothing was changed yet
	before model.Draft
	typed  bool // letter by letter: what it takes with it is seen once it is left
}

// again reports whether somebody comes back to a choice that was changed last:
// it goes on where it was left.
func (v visit) again(key model.FieldKey) bool { return v.key == key && !v.typed }

// undone is a change that can be taken back whole.
type undone struct {
	key    model.FieldKey
	before model.Draft
}

// undoMost is how many changes can be taken back.
const undoMost = 200

// set takes a value from the sheet.
func (c *create) set(d form.Did) tea.Cmd {
	left := c.begin(d.Key)
	field, _, _ := c.form.Field(d.Key)
	switch {
	case field.Kind == model.SecretField:
		c.draft = c.draft.PutSecret(d.Key, d.Secret)
	case d.Typed:
		c.now.typed = true
		c.draft = c.draft.Put(d.Key, d.Value)
	default:
		c.draft, c.dropped = c.with(c.now.before, d.Key, d.Value)
	}
	cmd := c.follow(d.Key)
	c.reform()
	return tea.Batch(left, cmd, c.changed(), c.need())
}

// begin notes what the draft was before a field is changed.
func (c *create) begin(key model.FieldKey) (left tea.Cmd) {
	c.dropped = nil
	delete(c.trouble, key)
	delete(c.awaits, key)
	if c.refusal.key == key {
		c.refusal = refusal{}
	}
	if c.now.key == key {
		return nil
	}
	if left = c.settle(); c.last.again(key) {
		c.now = c.last
		return left
	}
	c.now, c.last = visit{key: key, before: c.draft}, visit{}
	c.past = append(c.past, undone{key: key, before: c.draft})
	if len(c.past) > undoMost {
		c.past = slices.Delete(c.past, 0, 1)
	}
	return left
}

// settle ends the visit of a field: what was typed there counts, and takes with
// it what it makes illegal.
func (c *create) settle() tea.Cmd {
	v := c.now
	if c.now = (visit{}); v.key == "" {
		return nil
	}
	c.last = v
	if v.typed {
		typed := c.draft
		if c.draft, c.dropped = c.with(v.before, v.key, typed.Get(v.key)); !c.draft.SameValues(typed) {
			c.saves.change = c.saves.writer.change()
		}
		c.reform()
	}
	return tea.Batch(c.left(v.key), c.saveSoon(), c.need())
}

// follow is what the change of some fields leads to at once.
func (c *create) follow(key model.FieldKey) tea.Cmd {
	if key == model.KeyName {
		return c.nameChanged()
	}
	return nil
}

// press does what a button of the sheet says.
func (c *create) press(key model.FieldKey) (tea.Cmd, Nav) {
	if to, ok := strings.CutPrefix(string(key), goTo); ok {
		return c.open(model.FieldKey(to)), stay
	}
	if key == sendIt {
		return c.review()
	}
	left := c.begin(key)
	c.draft, c.dropped = c.draft.Press(c.offerFor(c.draft), key)
	c.now, c.last = visit{}, visit{}
	c.reform()
	return tea.Batch(left, c.changed(), c.need()), stay
}

// undo takes the last change of a field back, with all that it took with it
// where it was the last change at all. "" means the last change.
func (c *create) undo(key model.FieldKey) (tea.Cmd, Nav) {
	c.now, c.last = visit{}, visit{}
	at := len(c.past) - 1
	for at >= 0 && key != "" && c.past[at].key != key {
		at--
	}
	if at < 0 {
		words := "nothing was changed here"
		return c.env.say(note{kind: noteBad, text: words, bare: words}), stay
	}
	u := c.past[at]
	words := c.undoneWords(u)
	if at == len(c.past)-1 {
		c.draft, c.dropped = c.keepSecrets(u.before, u.key), nil
	} else {
		c.draft, c.dropped = c.with(c.draft, u.key, u.before.Get(u.key))
	}
	c.past = slices.Delete(c.past, at, at+1)
	delete(c.trouble, u.key)
	delete(c.awaits, u.key)
	cmd := c.follow(u.key)
	c.reform()
	if key == "" { // on the steps nobody sees the field
		cmd = tea.Batch(cmd, c.env.say(note{kind: noteGood, text: words, bare: "a change was taken back"}))
	}
	return tea.Batch(cmd, c.changed(), c.need(), c.findSecrets()), stay
}

// undoneWords says what is taken back: a field, and what stood there.
func (c *create) undoneWords(u undone) string {
	f, _, ok := c.form.Field(u.key)
	switch {
	case u.key == "":
		return "taken back: what was read into the draft"
	case !ok || f.Kind == model.SecretField || f.Value == "":
		return strings.TrimSpace("taken back: " + f.Label)
	}
	value := f.Value
	if o, ok := f.Option(value); ok {
		value = o.Words()
	}
	return theme.Safe(model.Clean("taken back: " + f.Label + " " + value))
}

// keepSecrets is an earlier draft with the secrets that came since, but for the
// one whose change is taken back.
func (c *create) keepSecrets(d model.Draft, but model.FieldKey) model.Draft {
	for _, s := range c.form.Steps {
		for _, f := range s.Fields {
			if now := c.draft.Secret(f.Key); f.Key != but && !now.Empty() && d.Secret(f.Key).Empty() {
				d = d.PutSecret(f.Key, now)
			}
		}
	}
	d.Saved, d.Sent, d.From = c.draft.Saved, c.draft.Sent, c.draft.From
	return d
}

// amend changes the draft by something that came beside the keys: a secret, the
// content of a file. It stays if the change that is under way is taken back.
func (c *create) amend(change func(model.Draft) model.Draft) {
	c.draft = change(c.draft)
	for _, v := range []*visit{&c.now, &c.last} {
		if v.key != "" {
			v.before = change(v.before)
		}
	}
}

// replaceDraft puts another draft in place of this one, as one change that can
// be taken back: a file that was read, an editor that was left.
func (c *create) replaceDraft(d model.Draft) tea.Cmd {
	left := c.settle()
	c.last = visit{}
	c.past = append(c.past, undone{before: c.draft})
	d.Saved, d.Sent = c.draft.Saved, c.draft.Sent
	c.draft, c.dropped, c.trouble, c.refusal = d, nil, map[model.FieldKey]string{}, refusal{}
	for _, s := range model.CreateSteps() {
		c.seen[s] = true
	}
	c.reform()
	return tea.Batch(left, c.changed(), c.need(), c.nameChanged(), c.findSecrets())
}

// droppedWords says what the last change took with it, "" for nothing.
func (c *create) droppedWords() string {
	if len(c.dropped) == 0 {
		return ""
	}
	var parts []string
	for _, d := range c.dropped {
		words := strings.TrimSpace(d.Label + " " + model.Clean(d.Value))
		if d.Why != "" {
			words += " (" + d.Why + ")"
		}
		parts = append(parts, words)
	}
	return "dropped: " + strings.Join(parts, ", ")
}

// Standing is what stands on the message line for as long as it is true.
func (c *create) Standing() string {
	switch {
	case len(c.dropped) > 0:
		return c.droppedWords()
	}
	return c.offer.Unable
}

// nameChanged has the name asked for once it rests.
func (c *create) nameChanged() tea.Cmd {
	r := &c.reads
	r.name.drop()
	c.offer.Name = model.NameCheck{}
	r.typed++
	typed := r.typed
	if r.nameDue = c.asksName(); !r.nameDue {
		return nil
	}
	return tea.Tick(askNameAfter, func(time.Time) tea.Msg { return reply{to: c, msg: nameRested{typed}} })
}
