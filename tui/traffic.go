package tui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

const (
	paceFrom    = 130 // columns from which on the banner tells the pace
	trafficFrom = 160 // and the list's message line the last requests
	trafficMost = 3   // how many
)

// traffic is what tells one look at the requests from another.
type traffic struct{ newest, open int }

func trafficOf(all []client.Exchange) traffic {
	t := traffic{}
	for _, e := range all {
		t.newest = max(t.newest, e.Number)
		if e.Open {
			t.open++
		}
	}
	return t
}

// hearing is what the lines around a screen tell of requests: taken when
// something came from the service, so that nothing moves in between.
type hearing struct {
	pace  string
	last  []client.Exchange
	again time.Duration // after which the requests are looked at once more; 0: not by itself
}

// stirrer is a screen that shows requests.
type stirrer interface{ Stir() bool }

// heed looks at the requests once something was heard from the service.
func (a *app) heed() tea.Cmd {
	a.listen()
	a.heedStanding()
	skew := a.heedSkew()
	wake := a.hearing.again > 0
	for _, s := range a.stack {
		if st, ok := s.(stirrer); ok && st.Stir() {
			wake = true
		}
	}
	if wake && !a.soon {
		return tea.Batch(skew, a.tickIn(time.Second))
	}
	return skew
}

// heedSkew says once that the clocks differ.
func (a *app) heedSkew() tea.Cmd {
	if a.skewed || a.env.client == nil {
		return nil
	}
	words := a.env.skewWords()
	if a.skewed = words != ""; !a.skewed {
		return nil
	}
	return a.sayNow(note{kind: noteBad, text: words, bare: words})
}

// listen takes what the lines around the screen will tell. While requests are
// under way, or have just been, it is done again in a second: what is asked
// after an answer is on its way only then.
func (a *app) listen() {
	seen := a.seen
	a.hearing = hearing{}
	if a.env.client == nil {
		return
	}
	if a.env.width >= paceFrom {
		a.hearing.pace = paceWords(a.env.client.Pace())
	}
	if _, list := a.top().(*jobsScreen); !list || a.env.width < trafficFrom {
		return
	}
	all := a.env.client.Exchanges()
	a.hearing.last, a.seen = lastOf(all, trafficMost), trafficOf(all)
	if a.seen != seen || a.seen.open > 0 {
		a.hearing.again = time.Second
	}
}

// paceWords is "1.2 requests/s", and of how many while the service slows
// drover down.
func paceWords(perSecond float64, slowed bool, limit float64) string {
	if perSecond < 0.05 {
		return ""
	}
	words := strconv.FormatFloat(perSecond, 'f', 1, 64)
	if slowed {
		words += " of " + strconv.FormatFloat(limit, 'f', -1, 64)
	}
	return words + " requests/s"
}

// lastOf is the newest ended requests of different kinds, oldest first: of a
// hundred pages of a list one tells it all.
func lastOf(all []client.Exchange, most int) []client.Exchange {
	var out []client.Exchange
	for i := range all {
		if len(out) == most {
			break
		}
		if e := &all[i]; !e.Open && !slices.ContainsFunc(out, func(o client.Exchange) bool { return alike(&o, e) }) {
			out = append(out, *e)
		}
	}
	slices.Reverse(out)
	return out
}

// alike reports requests of one kind that ended in the same way.
func alike(a, b *client.Exchange) bool {
	return a.Path == b.Path && a.Method == b.Method && a.Generation == b.Generation && a.Status == b.Status && (a.Err == nil) == (b.Err == nil)
}

// trafficLine is the last requests, as many as fit.
func (a *app) trafficLine(room int) string {
	th, line, used := a.env.theme, "", 0
	for i, e := range a.hearing.last {
		cut := th.Signs().Cut
		when, word, call, tail := a.env.second(e.Began), resultWord(e, cut), callWords(e, cut), tailWords(e)
		if tail != "" {
			tail = " " + tail
		}
		w := theme.Width(when+word+call+tail) + 3
		if i > 0 {
			w += 4
		}
		if used+w > room {
			break
		}
		if i > 0 {
			line += theme.Spaces(4)
		}
		line += th.Paint(theme.Muted, when) + "  " + th.Paint(resultTone(e), word) + " " + th.Paint(theme.Text, call) + th.Paint(theme.Muted, tail)
		used += w
	}
	return line
}

// callWords names a request: "GET v5 jobs/61c2…jb201".
func callWords(e client.Exchange, cut string) string {
	return strings.TrimRight(e.Method+" "+e.Generation+" "+shortPath(e.Path, cut), " ")
}

// shortPath is a path with its ids cut to what tells them apart.
func shortPath(path, cut string) string {
	parts := strings.Split(model.Clean(path), "/")
	for i, p := range parts {
		if r := []rune(p); len(r) > 24 {
			parts[i] = string(r[:4]) + cut + string(r[len(r)-5:])
		}
	}
	return theme.Safe(strings.Join(parts, "/"))
}

// resultWord is how a request ended: ok, its status, or what went wrong.
func resultWord(e client.Exchange, cut string) string {
	switch {
	case e.Open:
		return cmp.Or(cut, "open")
	case e.Err == nil:
		return "ok"
	}
	return cmp.Or(e.Err.Trouble(), digit(e.Status))
}

func resultTone(e client.Exchange) theme.Tone {
	switch {
	case e.Open:
		return theme.Busy
	case e.Err == nil:
		return theme.OK
	case cancelled(e):
		return theme.Muted
	case e.Next > 0:
		return theme.Warn
	}
	return theme.Bad
}

// cancelled reports a request that drover itself gave up, as its answer was
// not wanted any more.
func cancelled(e client.Exchange) bool { return e.Err != nil && e.Err.Trouble() == "cancelled" }

// tailWords is how long it took, or when it was tried again.
func tailWords(e client.Exchange) string {
	if e.Next > 0 {
		return "next try in " + model.Duration(max(e.Next, time.Second))
	}
	return took(e)
}

// took is how long an answer took; "" where that is not known, as where the
// shown clock stands.
func took(e client.Exchange) string {
	switch d := e.Took; {
	case d <= 0:
		return ""
	case d < time.Millisecond:
		return "<1 ms"
	case d < time.Second:
		return digit(int(d/time.Millisecond)) + " ms"
	case d < time.Minute:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
	}
	return model.Duration(e.Took)
}
