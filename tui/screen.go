package tui

import (
	"cmp"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Screen is one thing the user looks at: a page or a dialog. Screens lie on
// one stack, the top one has the keyboard.
type Screen interface {
	// Title names the screen in help and in "back to …".
	Title() string
	// Init runs when the screen is pushed.
	Init() tea.Cmd
	// Resize gives the cells the screen may draw, without banner, message line
	// and footer. It is called before the first View and after every change.
	Resize(w, h int)
	// Update takes answers; raw keys only while Typing.
	Update(msg tea.Msg) (tea.Cmd, Nav)
	// View draws the screen: pure, no I/O, no clock but the one it was given.
	View() string
	// Actions lists what the screen can do now: footer, help, palette and
	// dispatch all read it.
	Actions() []Action
	// Typing reports whether letters are text for a field at the moment.
	Typing() bool
}

// dialog is a screen that floats over the one beneath it.
type dialog interface {
	Screen
	// Width is how many cells the dialog wants inside its border.
	Width() int
}

// Action is a key, its help, the reason why not, and the handler: one row for
// dispatch, footer, help and palette, so that they cannot disagree.
type Action struct {
	key.Binding
	Group string // column in the help: find, mark, look, change, leave
	Foot  int    // order in the footer from 1; 0 stands in the help only
	Do    func() (tea.Cmd, Nav)
	Long  string        // its name in the palette, where the help is too short for that
	On    string        // what it is done to, for the palette: a job's name, 4 marked
	Why   func() string // non-empty: shown grey, pressing it says why
}

// Groups of the help, in the order of its columns.
const (
	groupFind   = "find"
	groupMark   = "mark"
	groupLook   = "look"
	groupChange = "change"
	groupLeave  = "leave"
)

// act makes an action without a reason to be grey. keys are as in
// tea.KeyPressMsg.String(); the first is the one shown, unless shown says
// otherwise.
func act(group string, foot int, help, keys string, do func() (tea.Cmd, Nav), more ...string) Action {
	all := append([]string{keys}, more...)
	return Action{
		Binding: key.NewBinding(key.WithKeys(all...), key.WithHelp(keys, help)),
		Group:   group, Foot: foot, Do: do,
	}
}

// shown replaces the key that footer and help show, for rows that stand for
// several keys.
func (a Action) shown(as string) Action {
	a.SetHelp(as, a.Help().Desc)
	return a
}

// named gives the action a longer name for the palette.
func (a Action) named(long string) Action {
	a.Long = long
	return a
}

// to names what the action is done to.
func (a Action) to(what string) Action {
	a.On = what
	return a
}

// name is what the palette calls the action.
func (a Action) name() string { return cmp.Or(a.Long, a.Help().Desc) }

// unless makes the action grey while why answers something.
func (a Action) unless(why func() string) Action {
	a.Why = why
	return a
}

// reason is why the action is grey now, "" if it is not.
func (a Action) reason() string {
	if a.Why == nil {
		return ""
	}
	return a.Why()
}

// takes reports whether the pressed key is one of the action's.
func (a Action) takes(pressed string) bool {
	for _, k := range a.Keys() {
		if k == pressed {
			return true
		}
	}
	return false
}
