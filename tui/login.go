package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// login is the dialog that logs in again, over the page that found that the
// login has ended. Where nothing is to be typed it only asks once more.
type login struct {
	env   *env
	form  *typing
	after func() (tea.Cmd, Nav) // reads the page again; nil: the list alone
	w, h  int
}

func newLogin(e *env, after func() (tea.Cmd, Nav)) *login {
	l := &login{env: e, after: after}
	l.form = newTyping(e, l, e.login)
	return l
}

func (l *login) Typing() bool { return true }
func (l *login) Width() int   { return 64 }

// Title names the profile, or the host where there is none.
func (l *login) Title() string {
	if l.env.where().Profile != "" {
		return "log in to " + theme.Safe(model.Clean(l.env.place()))
	}
	return "log in to " + hostOf(l.env)
}

// Init calls the login at once where nothing is to be typed.
func (l *login) Init() tea.Cmd {
	if l.form.box == nil {
		return l.form.enter(nil)
	}
	return nil
}

// Resize fits the form into the dialog.
func (l *login) Resize(w, h int) {
	l.w, l.h = w, h
	l.form.resize(l.inner())
}

func (l *login) inner() int { return min(l.Width(), max(l.w-4, 1)) }

// Update gives everything to the form, but for esc, and enter where there is
// no form.
func (l *login) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok && (k.String() == "esc" || l.form.box == nil) {
		return nil, pass()
	}
	cmd, in := l.form.update(msg)
	if !in {
		return cmd, stay
	}
	return cmd, popThen(func() (tea.Cmd, Nav) {
		list := l.env.entered()
		if l.after == nil {
			return list, stay
		}
		page, nav := l.after()
		return tea.Batch(list, page), nav
	})
}

// Themed takes up a theme that has changed.
func (l *login) Themed() { l.form.themed() }

// View draws the form, or what is waited for, then where what is typed goes.
func (l *login) View() string {
	th, w := l.env.theme, l.inner()
	var lines []string
	switch {
	case l.form.busy():
		lines = append(lines, l.env.wait("logging in", l.form.call.asked))
	case l.form.box != nil:
		lines = append(lines, l.form.box.View())
	}
	if l.form.err != nil {
		for i, line := range fill(wrapped(theme.Safe(loginWords(l.env, l.form.err)), w-2), 3) {
			if sign := "  "; line != "" {
				if i == 0 {
					sign = th.Paint(theme.Bad, th.Failure()) + " "
				}
				lines = append(lines, sign+th.Paint(theme.Text, strings.TrimPrefix(line, "  ")))
			}
		}
	}
	for _, words := range []string{l.form.help(), "Kept in memory only. Rows, marks and drafts stay."} {
		if words != "" {
			lines = append(lines, th.Paint(theme.Muted, theme.Cut(words, w, th.Signs().Cut)))
		}
	}
	return strings.Join(lines, "\n")
}

// loginWords is why a login failed and what to do, else in the service's words.
func loginWords(e *env, err error) string {
	if advice := loginAdvice(e, err); advice != "" {
		return model.Clean(advice)
	}
	return model.Clean(shortError(err))
}

// Actions of the dialog.
func (l *login) Actions() []Action {
	enter := act(groupChange, 1, "log in", "enter", nil)
	if l.form.box == nil {
		enter = act(groupChange, 1, "try again", "enter", func() (tea.Cmd, Nav) { return l.form.enter(nil), stay }, "r").unless(func() string {
			if l.form.busy() {
				return "the answer is waited for"
			}
			return ""
		})
	}
	return []Action{enter, act(groupLeave, 2, "not now", "esc", func() (tea.Cmd, Nav) {
		cmd, was := l.form.back()
		if was {
			return cmd, stay
		}
		return cmd, pop()
	})}
}
