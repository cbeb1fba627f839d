package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/tui/theme"
)

// activityScreen is what drover did and was told, in four tabs: errors, every
// request, the journal of writes, and what stood on the message line.
type activityScreen struct {
	env      *env
	tab      int // from 1
	tabs     [4]activityTab
	requests *requestsTab
	journal  *journalTab
	seen     news // as of the last look
	runs     int  // counts what runs told
	stirred  bool // the clock was asked to look again in a second
	width    int
	height   int
}

// news is what tells one look at the tab in sight from another.
type news struct {
	traffic
	runs int // what runs told
	said int // the newest message
}

// activityTab is one of the four: lines newest first, with a cursor that
// stays on its entry.
type activityTab interface {
	name() string
	load() tea.Cmd   // reads anew: at once, or by a command where that means waiting
	summary() string // at the right of the title, painted
	titles(w int) string
	rows(w, room int) []string
	place() string        // where the cursor is among all: "3–20 of 40"
	below(w int) []string // what the rule is followed by; the first line is the rule's caption
	line() string         // the entry under the cursor as plain text; "": there is none
	actions() []Action
}

// Tabs of the activity, by their digits.
const (
	tabErrors = iota + 1
	tabRequests
	tabJournal
	tabMessages
)

// newActivity opens where there is something to see to.
func newActivity(e *env) *activityScreen {
	s := &activityScreen{env: e, requests: &requestsTab{env: e}, tab: tabRequests}
	s.journal = &journalTab{env: e, owner: s}
	s.tabs = [...]activityTab{&errorsTab{env: e}, s.requests, s.journal, &messagesTab{env: e}}
	switch {
	case len(e.client.Unresolved()) > 0:
		s.tab = tabJournal
	case len(troubles(e.client)) > 0:
		s.tab = tabErrors
	}
	return s
}

// load reads the tab in sight anew; the others wait until they are turned to.
func (s *activityScreen) load() tea.Cmd {
	s.seen = s.news()
	return s.now().load()
}

func (s *activityScreen) news() news {
	return news{traffic: trafficOf(s.env.client.Exchanges()), runs: s.runs, said: newest(s.env.said())}
}

func (s *activityScreen) now() activityTab { return s.tabs[s.tab-1] }

func (s *activityScreen) Title() string   { return "activity" }
func (s *activityScreen) Init() tea.Cmd   { return s.load() }
func (s *activityScreen) Resize(w, h int) { s.width, s.height = w, h }
func (s *activityScreen) Typing() bool    { return s.tab == tabRequests && s.requests.typing }

// Update takes the filter's letters, and what the journal answers.
func (s *activityScreen) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		return s.requests.key(m)
	case tea.PasteMsg:
		s.requests.paste(m)
	default:
		return s.journal.landed(msg), stay
	}
	return nil, stay
}

// Moved counts what runs tell: the next look takes it, so that a run of
// hundreds costs one look a second and not one a job.
func (s *activityScreen) Moved(*client.Run, bool) tea.Cmd { s.runs++; return nil }

// Stir is told that something was heard from the service: it asks for a look
// in a second, unless one is due already.
func (s *activityScreen) Stir() bool {
	was := s.stirred
	s.stirred = true
	return !was
}

// Tick looks for news, and again in a second as long as there is some. Where
// there is none, the tab stays as it is.
func (s *activityScreen) Tick(time.Time) (tea.Cmd, time.Duration) {
	var cmd tea.Cmd
	fresh := s.news() != s.seen
	if fresh || s.tab == tabJournal && s.journal.old() {
		cmd = s.load()
	}
	s.stirred = fresh || s.seen.open > 0
	if s.stirred {
		return cmd, time.Second
	}
	return cmd, 0
}

// View draws title, tabs and the chosen one.
func (s *activityScreen) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th, t := s.env.theme, s.now()
	if !s.env.roomy() {
		return strings.Join(fill(append([]string{s.tabLine()}, t.rows(s.width, max(s.height-1, 1))...), s.height), "\n")
	}
	lines := []string{spread(" "+th.Paint(theme.Strong, "activity"), t.summary(), s.width), s.tabLine(), t.titles(s.width)}
	below := t.below(s.width)
	if !s.env.tall() {
		below = below[:min(len(below), 2)]
	}
	rows := t.rows(s.width, max(s.height-len(lines)-len(below), 1))
	lines = fill(append(lines, rows...), s.height-len(below))
	if len(below) > 0 {
		lines = append(append(lines, th.Rule(s.width, t.place(), below[0])), below[1:]...)
	}
	return strings.Join(fill(lines, s.height), "\n")
}

func (s *activityScreen) tabLine() string {
	th, words := s.env.theme, make([]string, 0, len(s.tabs))
	for i, t := range s.tabs {
		tone := theme.Muted
		if i+1 == s.tab {
			tone = theme.Tab
		}
		words = append(words, th.Paint(tone, digit(i+1)+" "+t.name()))
	}
	return " " + strings.Join(words, "  ")
}

// Actions are the tab's own, the tabs, and what may be copied.
func (s *activityScreen) Actions() []Action {
	if s.Typing() {
		return s.requests.typingActions()
	}
	acts := append(s.now().actions(),
		act(groupLook, 3, "tab", "tab", s.turn(1)).shown("1"+s.env.theme.Signs().Dash+"4"),
		act(groupLook, 0, "", "shift+tab", s.turn(-1)),
		act(groupLook, 8, "copy", "y", s.copyMenu).named("copy, and the support report"),
	)
	for i, t := range s.tabs {
		acts = append(acts, act(groupLook, 0, t.name(), digit(i+1), s.turn(i+1-s.tab)))
	}
	return acts
}

func (s *activityScreen) turn(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		s.tab = (s.tab-1+by+len(s.tabs))%len(s.tabs) + 1
		return s.load(), stay
	}
}

// copyMenu offers what can be taken to a ticket or a colleague.
func (s *activityScreen) copyMenu() (tea.Cmd, Nav) {
	copying := func(what, text string) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { return s.env.copy(what, text), stay }
	}
	var choices []choice
	if e, ok := s.exchange(); ok {
		choices = append(choices, choice{key: "c", name: "this request as curl", more: curlRisk(e), do: copying(curlName(e), e.Curl())})
	}
	if l := s.now().line(); l != "" {
		choices = append(choices, choice{key: "l", name: "this line", do: copying("the line", l)})
	}
	choices = append(choices, choice{key: "s", name: "support report", more: "no secret in it", do: copying("the support report", supportReport(s.env))})
	return nil, push(newMenu(s.env, "copy", choices))
}

// exchange is the request under the cursor, on the tabs that have one.
func (s *activityScreen) exchange() (client.Exchange, bool) {
	if t, ok := s.now().(interface {
		exchange() (client.Exchange, bool)
	}); ok {
		return t.exchange()
	}
	return client.Exchange{}, false
}

// roll is a cursor over entries that come newest first, and which of them were
// in sight last: from top, before end.
type roll struct{ at, top, end int }

// moves are the keys of a roll over n entries.
func (r *roll) moves(n func() int) []Action {
	return rolling("next", "previous", func(d int) { r.at = min(max(r.at+d, 0), max(n()-1, 0)) })
}

// stick puts the cursor to where its entry stands now; -1: it is gone. A
// window at the top stays there, so that new entries are seen to come; any
// other keeps the cursor's line.
func (r *roll) stick(to, n int) {
	if to < 0 {
		to = r.at
	}
	to = min(to, max(n-1, 0))
	if r.top > 0 {
		r.top = max(r.top+to-r.at, 0)
	}
	r.at = to
}

// window is which entries are drawn in so many lines.
func (r *roll) window(n, room int) (from, to int) {
	room = max(room, 1)
	r.top = min(max(r.top, r.at-room+1), r.at)
	r.top = max(min(r.top, n-room), 0)
	r.end = min(r.top+room, n)
	return r.top, r.end
}

// place says which entries the last window showed.
func (r *roll) place(e *env, n int) string {
	if n == 0 {
		return ""
	}
	return digit(r.top+1) + e.theme.Signs().Dash + digit(r.end) + " of " + digit(n)
}

// sign is the first cell of an entry's line.
func (r *roll) sign(e *env, i int) string {
	if i == r.at {
		return e.theme.Paint(theme.Accent, e.theme.Signs().Cursor)
	}
	return " "
}

// find is slices.IndexFunc for what a cursor was on before.
func find[T any](in []T, had bool, same func(T) bool) int {
	if !had {
		return 0
	}
	return slices.IndexFunc(in, same)
}
