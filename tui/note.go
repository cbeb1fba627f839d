package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// note is what the message line says: one thing, good news for six seconds,
// bad until the next key.
type note struct {
	kind noteKind
	text string
	// bare is how a support report tells it: without names and without words
	// that are not drover's own. "" leaves it out.
	bare string
	// holds tells whether it is still true, after the news of a run; nil: it
	// tells of what has happened, which stays so.
	holds func() bool
}

type noteKind uint8

const (
	noteNone noteKind = iota
	noteGood
	noteBad
)

const goodNewsLasts = 6 * time.Second

type noteOver struct{ id int }

// saidMost is how many messages are kept for the activity.
const saidMost = 500

// saying is a message that stood on the line.
type saying struct {
	note
	at     time.Time
	number int
}

// say puts a message on the line without a timer; the zero note takes away what
// stands there.
func (a *app) say(n note) {
	a.notes++
	if a.note = n; n.kind != noteNone {
		a.remember(n)
	}
}

// remember keeps a message for the activity.
func (a *app) remember(n note) {
	if len(a.said) == saidMost {
		a.said = slices.Delete(a.said, 0, 1)
	}
	a.sayings++
	a.said = append(a.said, saying{note: n, at: a.env.now(), number: a.sayings})
}

// sayings lists what was said, newest first.
func (a *app) sayingsOf() []saying {
	out := slices.Clone(a.said)
	slices.Reverse(out)
	return out
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
		return a.quietLine()
	}
	return ""
}

// quietLine is what stands while nothing was said: on the list's wide line the
// last requests, then what is true for as long as it is.
func (a *app) quietLine() string {
	th, text, traffic := a.env.theme, a.standing(), ""
	if _, list := a.top().(*jobsScreen); list {
		traffic = a.trafficLine(a.env.width - 2)
		if text != "" && theme.Width(traffic)+theme.Width(text)+8 > a.env.width {
			traffic = ""
		}
	}
	switch {
	case text == "" && traffic == "":
		return ""
	case text == "":
		return " " + traffic
	case traffic != "":
		traffic += theme.Spaces(4)
	}
	return " " + traffic + th.Paint(theme.Warn, "!") + " " + th.Paint(theme.Text, theme.Cut(text, a.env.width-4, th.Signs().Cut))
}

// standing is what the top screen has to say for as long as it is true.
func (a *app) standing() string {
	if st, ok := a.top().(standing); ok {
		return st.Standing()
	}
	return ""
}

// heedStanding keeps what stands on the line by itself for the activity, once.
func (a *app) heedStanding() {
	now := a.standing()
	if now != "" && now != a.stood {
		a.remember(note{kind: noteBad, text: now})
	}
	a.stood = now
}

// standing is a screen with something to say for as long as it is true.
type standing interface{ Standing() string }
