package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// messagesTab is what stood on the message line this session.
type messagesTab struct {
	env  *env
	said []saying // newest first
	roll roll
}

func (*messagesTab) name() string { return "messages" }

// newest is the number of the first of such messages; 0: there is none.
func newest(said []saying) int {
	if len(said) == 0 {
		return 0
	}
	return said[0].number
}

func (t *messagesTab) load() tea.Cmd {
	on, had := t.current()
	t.said = t.env.said()
	t.roll.stick(find(t.said, had, func(s saying) bool { return s.number == on.number }), len(t.said))
	return nil
}

func (t *messagesTab) current() (saying, bool) {
	if t.roll.at >= len(t.said) {
		return saying{}, false
	}
	return t.said[t.roll.at], true
}

func (t *messagesTab) summary() string {
	return t.env.theme.Paint(theme.Muted, plural(len(t.said), "message", "messages"))
}

func (t *messagesTab) titles(w int) string {
	return t.env.theme.Paint(theme.Muted, theme.Cut("  "+theme.Pad("WHEN", t.env.secondWidth()+4)+"MESSAGE", w-1, ""))
}

func (t *messagesTab) rows(w, room int) []string {
	th := t.env.theme
	if len(t.said) == 0 {
		return []string{"", "  " + th.Paint(theme.Strong, "Nothing was said yet."), "  " + th.Paint(theme.Muted, "What stands on the message line is kept here.")}
	}
	var out []string
	from, to := t.roll.window(len(t.said), room)
	for i := from; i < to; i++ {
		s, tone := t.said[i], theme.Text
		if i == t.roll.at {
			tone = theme.Select
		}
		out = append(out, t.roll.sign(t.env, i)+" "+th.Paint(theme.Muted, t.env.second(s.at))+"  "+
			th.Paint(theme.Warn, s.sign())+" "+th.Paint(tone, theme.Cut(theme.Safe(s.text), w-7-t.env.secondWidth(), th.Signs().Cut)))
	}
	return out
}

// sign marks bad news.
func (s saying) sign() string {
	if s.kind == noteBad {
		return "!"
	}
	return " "
}

func (t *messagesTab) place() string { return t.roll.place(t.env, len(t.said)) }

// below is the whole message under the cursor, where its line is too short.
func (t *messagesTab) below(w int) []string {
	th := t.env.theme
	out := []string{""}
	s, _ := t.current()
	for _, l := range fill(wrapped(theme.Safe(s.text), w-2), 3) {
		out = append(out, " "+th.Paint(theme.Muted, l))
	}
	return out
}

func (t *messagesTab) line() string {
	s, ok := t.current()
	if !ok {
		return ""
	}
	return model.ClockSeconds(s.at, time.UTC) + "  " + s.text
}

func (t *messagesTab) actions() []Action { return t.roll.moves(func() int { return len(t.said) }) }
