package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// login asks for a token, masked; it is kept in memory only.
type login struct {
	env   *env
	box   *form.Box
	take  func(model.Secret) // gives the token to whoever sends requests
	after func() (tea.Cmd, Nav)
	w, h  int
}

func newLogin(e *env, take func(model.Secret), after func() (tea.Cmd, Nav)) *login {
	l := &login{env: e, take: take, after: after}
	l.box = form.New(e.theme, "", form.Secret("token", "Token (X-Auth-Token)", form.Needed))
	return l
}

func (l *login) Title() string { return "log in to " + hostOf(l.env) }
func (l *login) Init() tea.Cmd { return nil }
func (l *login) Typing() bool  { return true }
func (l *login) Width() int    { return 60 }

// Resize fits the form into the dialog.
func (l *login) Resize(w, h int) {
	l.w, l.h = w, h
	l.box.Resize(min(l.Width(), max(w-4, 1)), 3)
}

// Update gives everything to the form; esc stays with the app.
func (l *login) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
		return nil, pass()
	}
	cmd := l.box.Update(msg)
	if l.box.Done() {
		l.take(l.box.Answers()["token"].Trimmed())
		l.env.source = "token typed in"
		return cmd, popThen(l.after)
	}
	return cmd, stay
}

// Themed takes up a theme that has changed.
func (l *login) Themed() { l.box.SetTheme(l.env.theme) }

// View says where the token goes and where it stays.
func (l *login) View() string {
	th := l.env.theme
	return l.box.View() + "\n" +
		th.Paint(theme.Muted, "Kept in memory only, sent to this origin only.") + "\n" +
		th.Paint(theme.Muted, "DROVER_TOKEN in the environment does the same.")
}

// Actions of the dialog.
func (l *login) Actions() []Action {
	return []Action{
		act(groupChange, 1, "log in", "enter", nil),
		act(groupLeave, 2, "not now", "esc", func() (tea.Cmd, Nav) { l.box.Abort(); return nil, pop() }),
	}
}
