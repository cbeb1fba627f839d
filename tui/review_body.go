package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// body shows the exact requests that Send would make, secrets masked.
func (r *review) body() (tea.Cmd, Nav) { return r.requests("exact body", false) }

// curl shows them as commands to paste, credentials as $VARIABLES.
func (r *review) curl() (tea.Cmd, Nav) { return r.requests("curl, secrets as $VARIABLES", true) }

func (r *review) requests(title string, curl bool) (tea.Cmd, Nav) {
	reqs, err := r.env.client.Requests(r.plan.Plan())
	if err != nil {
		r.note = model.Clean(err.Error())
		return nil, stay
	}
	var text []string
	for i, q := range reqs {
		if i > 0 {
			text = append(text, "")
		}
		if curl {
			text = append(text, strings.Split(q.Curl, "\n")...)
			continue
		}
		text = append(text, q.Op+"   "+q.Method+" "+q.URL)
		text = append(text, strings.Split(string(q.Body), "\n")...)
	}
	if len(text) == 0 {
		text = []string{"no job goes: nothing would be sent"}
	}
	return nil, push(newPager(r.env, title, text))
}

// pager shows text that is longer than its dialog.
type pager struct {
	env    *env
	title  string
	text   []string
	top    int
	height int
}

func newPager(e *env, title string, text []string) *pager {
	return &pager{env: e, title: title, text: text}
}

func (p *pager) Title() string                 { return p.title }
func (p *pager) Init() tea.Cmd                 { return nil }
func (p *pager) Resize(_, h int)               { p.height = h }
func (p *pager) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (p *pager) Typing() bool                  { return false }
func (p *pager) Width() int                    { return widest - 4 }

func (p *pager) rows() int { return max(p.height-2, 1) }

// View draws the lines in sight; a long one is folded, never cut.
func (p *pager) View() string {
	th, w := p.env.theme, min(p.Width(), max(p.env.width-4, 1))
	lines := folded(p.text, w)
	p.top = min(p.top, max(len(lines)-p.rows(), 0))
	end := min(p.top+p.rows(), len(lines))
	var out []string
	for _, l := range lines[p.top:end] {
		out = append(out, th.Paint(theme.Text, l))
	}
	return strings.Join(out, "\n")
}

// folded breaks lines at w cells.
func folded(text []string, w int) []string {
	var out []string
	for _, l := range text {
		l = theme.Safe(model.Clean(l))
		for theme.Width(l) > w {
			part := theme.Cut(l, w, "")
			if part == "" {
				break
			}
			out, l = append(out, part), strings.TrimPrefix(l, part)
		}
		out = append(out, l)
	}
	return out
}

// Actions scroll and close.
func (p *pager) Actions() []Action {
	by := func(n int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { p.top = max(p.top+n, 0); return nil, stay }
	}
	return []Action{
		act(groupLook, 1, "scroll", "down", by(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", by(-1), "k"),
		act(groupLook, 0, "", "pgdown", by(p.rows()), "ctrl+d", "space"),
		act(groupLook, 0, "", "pgup", by(-p.rows()), "ctrl+u"),
		act(groupLook, 0, "", "home", by(-1<<20), "g"),
		act(groupLook, 0, "", "end", by(1<<20), "G"),
		act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q", "enter"),
	}
}
