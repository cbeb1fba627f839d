package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// note is what the message line says: one thing, good news for six seconds,
// bad until the next key.
type note struct {
	kind noteKind
	text string
}

type noteKind uint8

const (
	noteNone noteKind = iota
	noteGood
	noteBad
)

const goodNewsLasts = 6 * time.Second

type noteOver struct{ id int }

// say puts a message on the line without a timer.
func (a *app) say(n note) {
	a.notes++
	a.note = n
}

// sayNow puts a message on the line; good news goes by itself.
func (a *app) sayNow(n note) tea.Cmd {
	a.say(n)
	if n.kind != noteGood {
		return nil
	}
	id := a.notes
	return tea.Tick(goodNewsLasts, func(time.Time) tea.Msg { return noteOver{id} })
}

// noteLine draws the message line.
func (a *app) noteLine() string {
	th := a.env.theme
	text := theme.Cut(a.note.text, a.env.width-3, th.Signs().Cut)
	switch a.note.kind {
	case noteGood:
		return " " + th.Paint(theme.Text, text)
	case noteBad:
		return " " + th.Paint(theme.Warn, "!") + " " + th.Paint(theme.Text, text)
	case noteNone:
		if st, ok := a.top().(standing); ok {
			if text := st.Standing(); text != "" {
				return " " + th.Paint(theme.Warn, "!") + " " + th.Paint(theme.Text, theme.Cut(text, a.env.width-4, th.Signs().Cut))
			}
		}
	}
	return ""
}

// standing is a screen with something to say for as long as it is true.
type standing interface{ Standing() string }
