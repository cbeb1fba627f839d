package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// View composes the window: banner, the top screen, message line, keys.
func (a *app) View() tea.View {
	v := tea.NewView("")
	if a.env.width == 0 {
		return v
	}
	a.env.crash.Guard(func() { v.SetContent(strings.Join(a.lines(), "\n")) })
	return v
}

// lines draws exactly the window's height.
func (a *app) lines() []string {
	h := a.env.height
	if h < 3 {
		return a.clip(fill([]string{a.banner()}, h))
	}
	lines := append([]string{a.banner()}, a.body()...)
	switch {
	case a.env.tall():
		lines = append(lines, a.noteLine(), a.footer())
	case a.note.kind != noteNone:
		lines = append(lines, a.noteLine())
	default:
		lines = append(lines, a.footer())
	}
	return a.clip(fill(lines, h))
}

// narrowest is the least width that screens are laid out for.
const narrowest = 80

// clip cuts what does not fit into a window below that.
func (a *app) clip(lines []string) []string {
	if a.env.width < narrowest {
		for i, l := range lines {
			lines[i] = theme.Cut(l, a.env.width, "")
		}
	}
	return lines
}

// body draws the top screen; a dialog floats over the page beneath it, which
// goes faint.
func (a *app) body() []string {
	h := a.bodyHeight()
	lines := fill(strings.Split(a.stack[a.page()].View(), "\n"), h)
	if d, floats := a.top().(dialog); floats {
		return float(a.env, lines, d)
	}
	return lines
}

// page is the place on the stack of the page that is seen: the top one that
// does not float.
func (a *app) page() int {
	at := len(a.stack) - 1
	for at > 0 {
		if _, floats := a.stack[at].(dialog); !floats {
			break
		}
		at--
	}
	return at
}

// fill cuts or pads to exactly h lines.
func fill(lines []string, h int) []string {
	if len(lines) > h {
		return lines[:max(h, 0)]
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return lines
}

// placed is a page that leads somewhere else than where the client works.
type placed interface{ place() client.Place }

// banner is the first line: where this is, what it costs to forget it, and
// the time.
func (a *app) banner() string {
	th, w := a.env.theme, a.env.width
	p, out := a.env.where(), false
	if s, ok := a.stack[a.page()].(placed); ok {
		p, out = s.place(), true
	}
	tone, warn, badge, badgeTone := theme.Banner, theme.BannerWarn, "", theme.Badge
	if p.Production {
		tone, warn, badge, badgeTone = theme.Production, theme.ProductionWarn, "PROD", theme.BadgeProduction
	} else if p.Demo {
		badge = "DEMO"
	}
	left, used := th.Paint(tone, " "), 1
	if badge != "" {
		left, used = th.Paint(badgeTone, " "+badge+" ")+th.Paint(tone, " "), len(badge)+3
	}
	right, rightWidth := a.bannerRight(tone, warn, out)
	room := max(w-used-rightWidth-1, 0)
	flag := ""
	if p.ReadOnly {
		flag = "   READ-ONLY"
	}
	words := a.bannerLeft(p, max(room-len(flag)-2, 0))
	words = theme.Cut(" "+words, max(room-len(flag), 0), th.Signs().Cut)
	flag = theme.Cut(flag, max(room-theme.Width(words), 0), "")
	gap := max(room-theme.Width(words)-theme.Width(flag), 0)
	return left + th.Paint(tone, words) + th.Paint(warn, flag) + th.Paint(tone, theme.Spaces(gap)) + right + th.Paint(tone, " ")
}

// bannerLeft is what fits of the words that say where this is.
func (a *app) bannerLeft(p client.Place, room int) string {
	if a.env.client == nil && p == (client.Place{}) {
		return "drover"
	}
	where := p.Region
	if where == "" && p.Profile == "" {
		where = hostOf(a.env)
	}
	return bannerWords(p.Profile, where, p.Service, p.Project, a.env.theme.Signs().Cut, room)
}

// bannerWords joins what fits of profile, region, service and project.
func bannerWords(profile, region, service, project, cut string, room int) string {
	var out string
	for _, word := range []string{profile, region, service, project} {
		word = model.Clean(word)
		if word == "" {
			continue
		}
		if word == model.Clean(project) && project != "" {
			word = "project " + shortID(word, cut)
		}
		if out != "" && theme.Width(out)+3+theme.Width(word) > room {
			break
		}
		if out != "" {
			out += "   "
		}
		out += word
	}
	return out
}

// shortID keeps both ends of a long id: "054ba152…def0".
func shortID(id, cut string) string {
	r := []rune(id)
	if len(r) <= 16 {
		return id
	}
	return string(r[:8]) + cut + string(r[len(r)-5:])
}

// endsSoon is how much of a token's life is news.
const endsSoon = 10 * time.Minute

// bannerRight is the pace of requests, the token's life and the time, and how
// many cells they take. out tells that the page has not come in yet.
func (a *app) bannerRight(tone, warn theme.Tone, out bool) (string, int) {
	th, now := a.env.theme, a.env.now()
	gap := "   "
	if a.env.width < narrowest {
		gap = " "
	}
	var parts []theme.Span
	if a.hearing.pace != "" && !out {
		parts = append(parts, theme.Span{Text: a.hearing.pace, Tone: tone})
	}
	switch {
	case out:
		parts = append(parts, theme.Span{Text: "not logged in", Tone: warn})
	case a.env.client == nil:
		parts = append(parts, theme.Span{Text: "no profile yet", Tone: tone})
	default:
		parts = append(parts, a.tokenWords(now, tone, warn)...)
	}
	parts = append(parts, theme.Span{Text: a.env.clock(now, model.Clock), Tone: tone})
	line, width := "", 0
	for i, p := range parts {
		if i > 0 {
			line, width = line+th.Paint(tone, gap), width+len(gap)
		}
		line, width = line+th.Paint(p.Tone, p.Text), width+theme.Width(p.Text)
	}
	return line, width
}

// tokenWords are how long the token lives still. Where there is little room
// they are there once that is news.
func (a *app) tokenWords(now time.Time, tone, warn theme.Tone) []theme.Span {
	ends := a.env.ends()
	if ends.IsZero() {
		return nil
	}
	rest := ends.Sub(now)
	switch {
	case rest <= 0:
		return []theme.Span{{Text: "token ended", Tone: warn}}
	case rest < endsSoon:
		return []theme.Span{{Text: "token " + model.Duration(rest), Tone: warn}}
	case a.env.width < narrowest:
		return nil
	}
	return []theme.Span{{Text: "token " + model.Duration(rest), Tone: tone}}
}

// moving is a screen whose cursor may be on its way somewhere: what follows
// the cursor waits until it has rested.
type moving interface{ Moving() bool }

// foot is the footer as it was drawn last, and what it was drawn for.
type foot struct {
	line   string
	screen Screen
	typing bool
	width  int
	theme  *theme.Theme
}

// footer draws the keys that fit. Those of a row change with the cursor: while
// it moves they stay as they are, since they would cost more bytes than the
// move itself.
func (a *app) footer() string {
	s := a.top()
	f := foot{screen: s, typing: s.Typing(), width: a.env.width, theme: a.env.theme, line: a.foot.line}
	if m, ok := s.(moving); !ok || !m.Moving() || f != a.foot {
		f.line = a.keysThatFit()
	}
	a.foot = f
	return f.line
}

// keysThatFit are the keys of the footer, in the order of their Foot.
func (a *app) keysThatFit() string {
	room := a.env.width - 1
	var tail string
	tailWidth := 0
	page := a.page()
	paint := a.footPart
	if page < len(a.stack)-1 {
		paint = a.faintPart
	}
	acts := footed(a.actionsOf(page))
	for i := len(acts) - 1; i >= 0 && acts[i].Foot >= 90; i-- {
		part, w := paint(acts[i])
		if tailWidth+w+2 > room {
			break
		}
		tail, tailWidth = "  "+part+tail, tailWidth+w+2
	}
	line, used := "", 0
	for _, act := range acts {
		if act.Foot >= 90 {
			break
		}
		part, w := paint(act)
		if used > 0 {
			w += 2
		}
		if used+w+tailWidth > room {
			break
		}
		if used > 0 {
			line += "  "
		}
		line, used = line+part, used+w
	}
	if line == "" {
		tail = strings.TrimPrefix(tail, "  ")
	}
	return " " + line + tail
}

// faintPart is a key of the page beneath a dialog: there, but out of reach.
func (a *app) faintPart(act Action) (string, int) {
	h := act.Help()
	return a.env.theme.Paint(theme.Rule, h.Key+" "+h.Desc), theme.Width(h.Key) + 1 + theme.Width(h.Desc)
}

func (a *app) footPart(act Action) (string, int) {
	th, h := a.env.theme, act.Help()
	return th.Paint(theme.Key, h.Key) + " " + th.Paint(theme.Text, h.Desc), theme.Width(h.Key) + 1 + theme.Width(h.Desc)
}

// footed picks the actions that belong in the footer and can be done, in
// order.
func footed(acts []Action) []Action {
	var out []Action
	for _, act := range acts {
		if act.Foot > 0 && act.reason() == "" {
			out = append(out, act)
		}
	}
	slices.SortStableFunc(out, func(a, b Action) int { return cmp.Compare(a.Foot, b.Foot) })
	return out
}
