package form

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/cursor"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"drover/model"
	"drover/tui/theme"
)

// Box is a form in a part of the screen. It needs every message of the
// program, not only keys. Esc and ctrl+c are the caller's; see Abort.
type Box struct {
	theme   *theme.Theme
	styles  *huh.Styles
	form    *huh.Form // nil once it has nothing to ask any more
	fields  []Field
	known   []string // what the fields with a key held at the beginning
	hold    hold
	aborted bool
	pasted  int // lines of the last paste, of which only the first was taken; 0: it had one
	width   int
	height  int
}

// New makes a form. The first field whose value is not known has the focus;
// there must be one field.
func New(th *theme.Theme, title string, fields ...Field) *Box {
	b := &Box{theme: th, styles: th.Form(), fields: fields}
	made := make([]huh.Field, len(fields))
	for i, f := range fields {
		made[i] = f.build(th)
		known := ""
		if f.value != nil {
			known = *f.value
		}
		b.known = append(b.known, known)
	}
	b.form = huh.NewForm(huh.NewGroup(made...).Title(title)).
		WithTheme(huh.ThemeFunc(func(bool) *huh.Styles { return b.styles })).
		WithKeyMap(keys()).WithShowHelp(false).WithShowErrors(false).
		WithAccessible(false)
	b.form.Init() // focuses; its commands are a blink and a wish for the window's size
	for i := range fields[:max(len(fields)-1, 0)] {
		if b.known[i] == "" {
			break
		}
		b.form.NextField() // what is known already is passed over
	}
	return b
}

// keys is the library's bindings without what belongs to the screen around
// the form or means something else in drover.
func keys() *huh.KeyMap {
	off, k := key.NewBinding(key.WithDisabled()), huh.NewDefaultKeyMap()
	k.Quit, k.Input.AcceptSuggestion = off, off
	s := &k.Select
	s.Filter, s.SetFilter, s.ClearFilter, s.HalfPageUp, s.HalfPageDown = off, off, off, off, off
	s.Up.SetKeys("up", "k", "h", "left")
	s.Down.SetKeys("down", "j", "l", "right", "space")
	return k
}

// Update takes a message. What comes while the focus is on its way to another
// field waits until it is there.
func (b *Box) Update(msg tea.Msg) tea.Cmd {
	if b.form == nil || unwanted(msg) {
		return nil
	}
	if _, key := msg.(tea.KeyPressMsg); key {
		b.pasted = 0
	}
	return b.guard(msg)
}

// unwanted drops what would make the form blink, read a clipboard of its own
// or size itself to the whole terminal.
func unwanted(msg tea.Msg) bool {
	switch m := msg.(type) {
	case cursor.BlinkMsg, tea.WindowSizeMsg:
		return true
	case tea.KeyPressMsg:
		return m.String() == "ctrl+v"
	}
	return false
}

// forward hands a message to the form itself.
func (b *Box) forward(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: b.firstLine(m.Content)}
	}
	f, cmd := b.form.Update(msg)
	b.form = f.(*huh.Form)
	return cmd
}

// firstLine is what a field takes of a paste. A copied line ends in a newline,
// which is not part of it; what stands on further lines was meant for other
// fields, and may be a secret that this one would show.
func (b *Box) firstLine(content string) string {
	lines := strings.FieldsFunc(content, func(r rune) bool { return r == '\n' || r == '\r' })
	b.pasted = 0
	if len(lines) == 0 {
		return ""
	}
	if len(lines) > 1 {
		b.pasted = len(lines)
	}
	return lines[0]
}

// Resize gives the form w cells in h lines.
func (b *Box) Resize(w, h int) {
	b.width, b.height = max(w, 0), max(h, 0)
	if b.form == nil || w < 1 || h < 1 {
		return
	}
	b.form.WithWidth(b.width).WithHeight(max(b.height-1, 1))
	b.forward(nil) // it draws itself while it takes a message
}

// SetTheme changes the look.
func (b *Box) SetTheme(th *theme.Theme) {
	b.theme, b.styles = th, th.Form()
	if b.form != nil {
		b.forward(nil)
	}
}

// View draws the form in exactly the lines it was given. What is wrong with a
// field stands below it where a line is free, else on the last one.
func (b *Box) View() string {
	if b.width < 1 || b.height < 1 {
		return ""
	}
	lines := make([]string, b.height)
	if !b.over() {
		copy(lines, strings.Split(b.form.View(), "\n"))
		if words := b.trouble(); words != "" {
			lines = b.below(lines, words)
		}
	}
	for i, line := range lines {
		lines[i] = theme.Fit(line, b.width, b.theme.Signs().Cut)
	}
	return strings.Join(lines, "\n")
}

// trouble is what is wrong with the field that has the focus, or what it did
// not take of a paste.
func (b *Box) trouble() string {
	if err := b.form.GetFocusedField().Error(); err != nil {
		return b.theme.Paint(theme.Bad, "  "+b.theme.Failure()+" "+err.Error())
	}
	if b.pasted > 0 {
		return b.theme.Paint(theme.Warn, "  "+b.theme.Signs().Flag) + fmt.Sprintf(" only the first of %d lines was taken", b.pasted)
	}
	return ""
}

// below puts words under the field that has the focus.
func (b *Box) below(lines []string, words string) []string {
	last, field := len(lines)-1, strings.Split(b.form.GetFocusedField().View(), "\n")
	at := 0
	for i, line := range lines[:last] {
		if len(field) > 0 && strings.TrimSpace(line) != "" && strings.TrimRight(line, " ") == strings.TrimRight(field[0], " ") {
			at = i + len(field)
		}
	}
	if at == 0 || at > last || strings.TrimSpace(lines[last]) != "" {
		lines[last] = words
		return lines
	}
	return slices.Insert(lines[:last:last], at, words)
}

// Done reports that every field was answered.
func (b *Box) Done() bool { return !b.aborted && b.over() }

// Abort ends the form without an answer and forgets what was typed.
func (b *Box) Abort() {
	b.aborted = true
	b.forget()
}

// Aborted reports that the form ended without an answer.
func (b *Box) Aborted() bool { return b.aborted }

// Answers hands out what was typed into the fields that have a key, once: the
// form forgets it. It is empty before the form is done and after an abort.
func (b *Box) Answers() map[string]model.Secret {
	out := map[string]model.Secret{}
	if b.form == nil || !b.Done() {
		return out
	}
	for _, f := range b.fields {
		if f.value != nil {
			out[f.key] = model.NewSecret(*f.value)
		}
	}
	b.forget()
	return out
}

// Plain is what stands in the fields that have a key and may be seen.
func (b *Box) Plain() map[string]string {
	out := map[string]string{}
	for _, f := range b.fields {
		if f.plain {
			out[f.key] = *f.value
		}
	}
	return out
}

// Focused is the key of the field that has the focus; "" if it has none.
func (b *Box) Focused() string {
	if b.over() {
		return ""
	}
	return b.form.GetFocusedField().GetKey()
}

// Touched reports whether a field holds something that New was not given.
func (b *Box) Touched() bool {
	if b.over() {
		return false
	}
	for i, f := range b.fields {
		if f.value != nil && *f.value != b.known[i] {
			return true
		}
	}
	return false
}

// forget drops the form with all its copies of what was typed.
func (b *Box) forget() {
	for _, f := range b.fields {
		if f.value != nil {
			*f.value = ""
		}
	}
	b.form, b.hold = nil, hold{}
}

func (b *Box) over() bool { return b.form == nil || b.form.State == huh.StateCompleted }
