package tui

import (
	"strings"
	"time"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// placed is a page that leads somewhere else than where the client works.
type placed interface {
	place() client.Place
	outside() bool // nobody has come in there yet
}

// banner is the first line: where this is, what it costs to forget it, and
// the time.
func (a *app) banner() string {
	th, w := a.env.theme, a.env.width
	p, out := a.env.where(), false
	if s, ok := a.stack[a.page()].(placed); ok {
		p, out = s.place(), s.outside()
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
		where = shortHost(a.env)
	}
	return bannerWords(p.Profile, where, p.Service, projectWords(p, a.env.theme.Signs().Cut), room)
}

// shortHost is the service's host, without the port that goes without saying.
func shortHost(e *env) string {
	host, origin := hostOf(e), e.where().Origin
	if strings.HasPrefix(origin, "https:") {
		return strings.TrimSuffix(host, ":443")
	}
	return strings.TrimSuffix(host, ":80")
}

// projectWords name the project, or the set of nodes that answers; "" where there is
// neither.
func projectWords(p client.Place, cut string) string {
	switch {
	case p.Site() != "":
		return "site " + shortID(model.Clean(p.Site()), cut)
	case p.HasProject():
		return "project " + shortID(model.Clean(p.Project), cut)
	}
	return ""
}

// bannerWords joins what fits of profile, region, service and project.
func bannerWords(profile, region, service, project string, room int) string {
	var out string
	for _, word := range []string{profile, region, service, project} {
		word = model.Clean(word)
		if word == "" {
			continue
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
	case a.env.client == nil && len(a.doors.profiles) > 0:
		parts = append(parts, theme.Span{Text: "no profile chosen", Tone: tone})
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
