package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// objectForm is a dialog of fields over the page of objects. What a key does is done
// when Update returns; nothing changes on the page before it is kept.
type objectForm struct {
	page   *objectsPage
	title  string
	word   string // of the button
	values map[model.FieldKey]string
	was    map[model.FieldKey]string
	fields func(get func(model.FieldKey) string) []model.Field
	about  func() []objectWords     // what the values mean, below the fields
	take   func() (tea.Cmd, string) // why: it stays open and says so
	loud   bool                     // enter in a field keeps
	making remote[objectMade]       // what many tables become
	sheet  *form.Sheet
	look   []model.Field
	wrong  string // why it could not be kept
	asked  bool   // esc was pressed once on what was typed
	height int
}

// objectWords is a sentence, and whether it is one to look at twice.
type objectWords struct {
	text string
	risk bool
}

// objectKeep is the button that keeps what stands there.
const objectKeep model.FieldKey = "#keep"

// objectFormWide is how many cells a form wants inside its border.
const objectFormWide = 72

// begin lays the fields out. values are those that stand there at first.
func (f *objectForm) begin(values map[model.FieldKey]string) *objectForm {
	f.values, f.was = values, map[model.FieldKey]string{}
	for k, v := range values {
		f.was[k] = v
	}
	f.sheet = form.NewSheet(f.page.env.theme, 1)
	f.sheet.Light(true)
	f.put()
	return f
}

// get is the value of a field as it stands.
func (f *objectForm) get(key model.FieldKey) string { return f.values[key] }

// put hands the fields to the sheet as they stand now.
func (f *objectForm) put() {
	f.look = f.fields(f.get)
	if f.word != "" {
		f.look = append(f.look, model.Field{Key: objectKeep, Label: f.word, Kind: model.ButtonField})
	}
	f.sheet.Put(f.look)
	w := f.inner()
	f.sheet.Resize(w, min(f.sheet.Tall(w), max(f.height-4, 1)))
}

// Title is what is changed.
func (f *objectForm) Title() string { return f.title }

// Init reads nothing.
func (f *objectForm) Init() tea.Cmd { return nil }

// Resize takes the room there is.
func (f *objectForm) Resize(_, h int) {
	f.height = h
	f.put()
}

// Themed takes up a theme that has changed.
func (f *objectForm) Themed() { f.sheet.SetTheme(f.page.env.theme) }

// Typing: the fields look at every key.
func (f *objectForm) Typing() bool { return true }

// Letters reports whether letters are text now.
func (f *objectForm) Letters() bool { return f.sheet.Typing() }

// Width inside the border.
func (f *objectForm) Width() int { return objectFormWide }

func (f *objectForm) inner() int { return min(f.Width(), max(f.page.env.width-4, 1)) }

// Closed waits for nothing any more.
func (f *objectForm) Closed() { f.making.drop() }

// Update takes keys and answers.
func (f *objectForm) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[objectMade]:
		return f.made(m)
	case tea.KeyPressMsg:
		if pressed := m.String(); pressed == "esc" || pressed == "ctrl+r" {
			return nil, pass()
		}
		f.wrong = ""
		if m.String() == "enter" && f.loud && f.sheet.Typing() {
			return f.keep()
		}
		return f.key(m)
	case tea.PasteMsg:
		f.wrong, f.asked = "", false
		return f.key(m)
	}
	return nil, stay
}

// key gives a key or a paste to the fields.
func (f *objectForm) key(msg tea.Msg) (tea.Cmd, Nav) {
	f.asked = false
	d := f.sheet.Update(msg)
	switch {
	case d.Pass:
		return nil, pass()
	case d.Press:
		return f.keep()
	case d.Pick:
		return nil, push(f.pick(d.Key))
	case d.Undo:
		f.set(d.Key, f.was[d.Key])
	case d.Why != "":
		f.wrong = d.Why
	case d.Set:
		f.set(d.Key, d.Value)
	case d.Move != form.Stay:
		f.move(d.Move)
	}
	return nil, stay
}

// set puts a value into a field; the others follow.
func (f *objectForm) set(key model.FieldKey, value string) {
	f.values[key] = value
	f.put()
}

// move leaves the field, around the ends.
func (f *objectForm) move(m form.Move) {
	switch {
	case f.sheet.Go(m):
	case m == form.Next:
		f.sheet.First()
	case m == form.Back:
		f.sheet.Last()
	}
	f.put()
}

// pick is the list of a field's options.
func (f *objectForm) pick(key model.FieldKey) Screen {
	field := f.field(key)
	d := &pickDialog{env: f.page.env, field: field, list: form.NewPick(f.page.env.theme, field)}
	d.take = func(value string) tea.Cmd { f.set(key, value); return nil }
	return d
}

func (f *objectForm) field(key model.FieldKey) model.Field {
	if i := slices.IndexFunc(f.look, func(one model.Field) bool { return one.Key == key }); i >= 0 {
		return f.look[i]
	}
	return model.Field{}
}

// changed reports that something stands there that did not at first.
func (f *objectForm) changed() bool {
	for k, v := range f.values {
		if f.was[k] != v {
			return true
		}
	}
	return false
}

// keep takes the values over, or says why it cannot. What is done to many tables is
// waited for.
func (f *objectForm) keep() (tea.Cmd, Nav) {
	if f.making.loading() {
		return nil, stay
	}
	for _, field := range f.look {
		if field.Wrong != "" && field.Live() {
			f.sheet.Focus(field.Key)
			f.put()
			f.wrong = field.Label + ": " + field.Wrong
			return nil, stay
		}
	}
	cmd, why := f.take()
	if f.wrong = why; why != "" || f.making.loading() {
		return cmd, stay
	}
	return cmd, pop()
}

// made takes up what many tables have become.
func (f *objectForm) made(m answer[objectMade]) (tea.Cmd, Nav) {
	if !m.take() || m.err != nil {
		return nil, stay
	}
	cmd, why := f.page.takeMade(m.value)
	if f.wrong = why; why != "" {
		return nil, stay
	}
	return cmd, pop()
}

// leave closes. What was typed goes with the second esc alone.
func (f *objectForm) leave() (tea.Cmd, Nav) {
	if f.changed() && !f.asked {
		f.asked, f.wrong = true, "esc again drops what was changed here"
		return nil, stay
	}
	return nil, pop()
}

// View draws the fields, what is said of the one with the focus, and what they mean.
func (f *objectForm) View() string {
	th, w := f.page.env.theme, f.inner()
	lines := f.sheet.View()
	lines = append(lines, th.Rule(w))
	lines = append(lines, fill(f.said(w), 2)...)
	if f.about != nil {
		for _, words := range f.about() {
			if words.risk {
				lines = append(lines, toneSigned(th, theme.Warn, th.Signs().Flag, words.text, w)...)
			} else {
				lines = append(lines, toned(th, theme.Text, words.text, w)...)
			}
		}
	}
	if most := f.height - 2; most > 0 && len(lines) > most {
		lines = lines[:most]
	}
	return strings.Join(lines, "\n")
}

// said is why nothing was kept, else in full what is wrong with the field with the
// focus, else its help.
func (f *objectForm) said(w int) []string {
	th, field := f.page.env.theme, f.sheet.Field()
	if f.making.loading() {
		return []string{" " + f.page.env.wait("working", f.making.asked)}
	}
	if f.wrong != "" {
		return toneSigned(th, theme.Bad, th.Failure(), theme.Safe(model.Clean(f.wrong)), w)
	}
	if words, sign, tone := f.sheet.Said(); sign != "" && f.sheet.Cut() {
		return toneSigned(th, tone, sign, words, w)
	}
	return toned(th, theme.Muted, theme.Safe(field.Help), w)
}

// Actions of the dialog; the fields take their own keys.
func (f *objectForm) Actions() []Action {
	acts := []Action{act(groupChange, 1, cmp.Or(f.word, "keep"), "enter", f.keep, "ctrl+r")}
	if !f.loud {
		acts = []Action{
			act(groupChange, 1, cmp.Or(f.word, "keep"), "ctrl+r", f.keep),
			act(groupLook, 2, "next", "tab", func() (tea.Cmd, Nav) { f.move(form.Next); return nil, stay }),
			act(groupLook, 0, "the field before", "shift+tab", func() (tea.Cmd, Nav) { f.move(form.Back); return nil, stay }),
		}
	}
	return append(acts, act(groupLeave, 90, "close", "esc", f.leave))
}
