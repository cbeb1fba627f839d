package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
)

// pickDialog is the list of a field's options.
type pickDialog struct {
	env   *env
	field model.Field
	list  *form.Pick
	wide  int
	take  func(value string) tea.Cmd
	now   func() model.Field // the field as the page below has it by now; nil: it stays as it is
}

// pick opens the list of a field's options. Choosing stays on the field.
func (c *create) pick(key model.FieldKey) (tea.Cmd, Nav) {
	f := c.sheet.Field()
	d := &pickDialog{env: c.env, field: f, list: form.NewPick(c.env.theme, f), now: c.sheet.Field}
	d.take = func(value string) tea.Cmd {
		if value == f.Value {
			return nil
		}
		return c.set(form.Did{Key: key, Set: true, Value: value})
	}
	return nil, push(d)
}

// Title is the field's label.
func (d *pickDialog) Title() string { return d.field.Label }

func (d *pickDialog) Init() tea.Cmd { return nil }

// Resize leaves room for the border.
func (d *pickDialog) Resize(w, h int) {
	d.wide = max(min(w-4, d.Width()), 1)
	d.list.Resize(d.wide, max(h-2, 1))
}

// Width has room for the options and the words beside them.
func (d *pickDialog) Width() int {
	longest := 44
	for _, o := range d.field.Options {
		longest = max(longest, min(len([]rune(o.Words()))+len([]rune(o.Help+o.Why))+8, widest-4))
	}
	return longest
}

// renew takes up what the page below has read since: what is sold out, what there is.
func (d *pickDialog) renew() {
	if d.now == nil {
		return
	}
	if f := d.now(); f.Key == d.field.Key && !slices.Equal(f.Options, d.field.Options) {
		d.field.Options = f.Options
		d.list = d.list.Renewed(f.Options)
	}
}

// Typing: the list looks at every key.
func (d *pickDialog) Typing() bool { return true }

// Update gives everything to the list; enter chooses at once.
func (d *pickDialog) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
		return nil, pass()
	}
	d.renew()
	cmd, value, chosen := d.list.Update(msg)
	if !chosen {
		return cmd, stay
	}
	return cmd, popThen(func() (tea.Cmd, Nav) { return d.take(value), stay })
}

// View draws the list.
func (d *pickDialog) View() string {
	d.renew()
	return d.list.View()
}

// Themed takes up a theme that has changed.
func (d *pickDialog) Themed() { d.list.SetTheme(d.env.theme) }

// Actions of the dialog; the list takes their keys but esc.
func (d *pickDialog) Actions() []Action {
	nothing := func() (tea.Cmd, Nav) { return nil, stay }
	return []Action{
		act(groupChange, 1, "choose", "enter", nothing),
		act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }),
	}
}
