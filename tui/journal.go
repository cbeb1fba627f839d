package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// journalScreen lists every write drover was asked for, unresolved first.
type journalScreen struct {
	env     *env
	entries []client.Entry
	trouble []string
	at, top int
	width   int
	height  int
}

func newJournal(e *env) *journalScreen {
	s := &journalScreen{env: e}
	s.load()
	return s
}

func (s *journalScreen) load() {
	s.entries = s.env.client.History()
	s.at = min(s.at, max(len(s.entries)-1, 0))
	damaged, err := s.env.client.Trouble()
	s.trouble = nil
	if err != nil {
		s.trouble = append(s.trouble, "nothing can be sent: "+model.Clean(err.Error()))
	}
	if len(damaged) > 0 {
		s.trouble = append(s.trouble, plural(len(damaged), "line of the journal cannot be read and was left as it is", "lines of the journal cannot be read and were left as they are"))
	}
}

func (s *journalScreen) Title() string                 { return "journal" }
func (s *journalScreen) Init() tea.Cmd                 { return nil }
func (s *journalScreen) Resize(w, h int)               { s.width, s.height = w, h }
func (s *journalScreen) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (s *journalScreen) Typing() bool                  { return false }

// Moved reads the journal again when a run wrote to it.
func (s *journalScreen) Moved(*client.Run, bool) tea.Cmd { s.load(); return nil }

// View draws a line per job of an intent.
func (s *journalScreen) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	lines := []string{s.titleLine(), th.Paint(theme.Muted, "    WHEN            RUN   WHAT    OUTCOME      JOB")}
	for _, t := range s.trouble {
		lines = append(lines, " "+th.Paint(theme.Warn, "!")+" "+theme.Cut(t, s.width-4, th.Signs().Cut))
	}
	room := max(s.height-len(lines)-2, 1)
	s.top = min(max(s.top, s.at-room+1), s.at)
	for i := max(s.top, 0); i < len(s.entries) && i < s.top+room; i++ {
		lines = append(lines, s.entryLine(s.entries[i], i == s.at))
	}
	if len(s.entries) == 0 {
		lines = append(lines, "", "    "+th.Paint(theme.Strong, "Nothing was sent yet."), "    "+th.Paint(theme.Muted, "Every write is written down here before its first byte leaves."))
	}
	lines = fill(lines, s.height-2)
	return strings.Join(append(lines, th.Rule(s.width), s.detailLine()), "\n")
}

func (s *journalScreen) titleLine() string {
	th, open := s.env.theme, 0
	for _, e := range s.entries {
		if e.Unresolved() {
			open++
		}
	}
	right := th.Paint(theme.Muted, plural(len(s.entries), "entry", "entries"))
	if open > 0 {
		right = th.Paint(theme.Unknown, "? "+digit(open)+" unresolved") + "   " + right
	}
	return spread(" "+th.Paint(theme.Strong, "journal"), right, s.width)
}

func (s *journalScreen) entryLine(e client.Entry, current bool) string {
	th := s.env.theme
	cursor := " "
	if current {
		cursor = th.Paint(theme.Accent, th.Signs().Cursor)
	}
	word, tone := journalWord(th, e)
	job := theme.CutMiddle(theme.Safe(s.jobWords(e)), max(s.width-49, 8), th.Signs().Cut)
	shown := th.Paint(theme.Text, job)
	if current {
		shown = th.Paint(theme.Select, job)
	}
	return cursor + "   " + th.Paint(theme.Muted, theme.Pad(model.Moment(e.Time, s.env.now(), time.UTC), 15)) + " " +
		theme.Pad(model.Clean(e.Run), 5) + " " + theme.Pad(model.Clean(e.Op), 7) + " " + th.Paint(tone, theme.Pad(word, 12)) + " " + shown
}

// jobWords is the job's name where the list knows it, else its id: the journal
// itself holds no text of a server.
func (s *journalScreen) jobWords(e client.Entry) string {
	if job, _, ok := s.env.listed(e.Job); ok && e.Here {
		return job.Name.String()
	}
	return e.Job.String()
}

// journalWord is an entry's state in the words of a report.
func journalWord(th *theme.Theme, e client.Entry) (string, theme.Tone) {
	k := model.UnknownOutcome
	switch e.State {
	case client.JournalApplied:
		k = model.Accepted
	case client.JournalRejected:
		k = model.Refused
	case client.JournalNotSent:
		k = model.NotSent
	case client.JournalAbsent:
		k = model.Absent
	case client.JournalUnknown, client.JournalIntent, client.JournalSending:
	}
	word := k.String()
	if k == model.Accepted {
		word = "applied" // the service said so, or its state proves it
	}
	return th.OutcomeGlyph(k) + " " + word, th.OutcomeTone(k)
}

// detailLine tells the rest of the entry under the cursor.
func (s *journalScreen) detailLine() string {
	th := s.env.theme
	if s.at >= len(s.entries) {
		return ""
	}
	e := s.entries[s.at]
	parts := []string{e.Job.String(), "attempt " + digit(e.Attempt)}
	if t, ok := e.At.Time(); ok {
		parts = append(parts, "for "+model.Moment(t, s.env.now(), time.UTC))
	}
	if e.Code != "" {
		parts = append(parts, model.Clean(e.Code))
	}
	if e.Request != "" {
		parts = append(parts, "request "+model.Clean(e.Request))
	}
	if !e.Here {
		parts = append(parts, "belongs to "+model.Clean(e.Origin)+" project "+shortID(model.Clean(e.Project), th.Signs().Cut))
	} else if e.Unresolved() && e.Working {
		parts = append(parts, "it is being looked for now")
	}
	return " " + th.Paint(theme.Muted, theme.Cut(strings.Join(parts, "   "), s.width-2, th.Signs().Cut))
}

// Actions of the journal.
func (s *journalScreen) Actions() []Action {
	by := func(n int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			s.at = min(max(s.at+n, 0), max(len(s.entries)-1, 0))
			return nil, stay
		}
	}
	return []Action{
		act(groupLook, 1, "next", "down", by(1), "j").shown("j k"),
		act(groupLook, 0, "previous", "up", by(-1), "k"),
		act(groupLook, 0, "", "pgdown", by(10), "ctrl+d"),
		act(groupLook, 0, "", "pgup", by(-10), "ctrl+u"),
		act(groupLook, 0, "", "home", by(-1<<20), "g"),
		act(groupLook, 0, "", "end", by(1<<20), "G"),
		act(groupLook, 4, "report of the run", "enter", s.report).unless(func() string {
			if s.runOf() == nil {
				return "that run was not of this session"
			}
			return ""
		}),
		act(groupFind, 2, "look for the unresolved now", "r", s.settle).unless(func() string {
			if len(unresolvedIDs(s.env.client)) == 0 {
				return "nothing is unresolved"
			}
			return ""
		}),
		act(groupFind, 3, "settle by your word", "x", s.declare).unless(s.cannotDeclare),
	}
}

// cannotDeclare is why the entry under the cursor takes no word of the user's.
func (s *journalScreen) cannotDeclare() string {
	switch {
	case s.at >= len(s.entries):
		return "the journal is empty"
	case !s.entries[s.at].Unresolved():
		return "its outcome is known"
	case s.entries[s.at].Working:
		return "it is being looked for: wait for the last look"
	}
	return ""
}

// declare asks what the user knows of a write that no reading can settle, such
// as one on a job that has ended since.
func (s *journalScreen) declare() (tea.Cmd, Nav) {
	e := s.entries[s.at]
	as := func(applied bool) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			if err := s.env.client.Declare(e, applied); err != nil {
				s.trouble = []string{model.Clean(err.Error())}
				return nil, stay
			}
			s.load()
			return nil, stay
		}
	}
	return nil, push(newMenu(s.env, "what came of it? nothing is sent", []choice{
		{key: "a", name: "it was applied", do: as(true)},
		{key: "n", name: "it was not applied", do: as(false)},
		{key: "d", name: "I do not know: leave it as it is", do: func() (tea.Cmd, Nav) { return nil, stay }},
	}))
}

// runOf is the run of the entry under the cursor, if it was of this session.
func (s *journalScreen) runOf() *client.Run {
	if s.at >= len(s.entries) {
		return nil
	}
	for _, run := range s.env.client.Runs() {
		if run.Intent() == s.entries[s.at].Intent {
			return run
		}
	}
	return nil
}

func (s *journalScreen) report() (tea.Cmd, Nav) {
	return nil, push(newReport(s.env, s.runOf()))
}

// settle looks for what is unresolved by reads; nothing is sent.
func (s *journalScreen) settle() (tea.Cmd, Nav) { return settleNow(s.env), stay }
