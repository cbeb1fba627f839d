package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// journalTab is every write drover was asked for, unresolved first.
type journalTab struct {
	env   *env
	owner Screen
	read  remote[client.History]
	again bool             // something was written since the reading under way began
	word  remote[struct{}] // the user's word on an entry, on its way to the disk
	roll  roll
}

// journalAge is after what time the journal in sight is read again, as other
// drovers write to it, too.
const journalAge = 30 * time.Second

func (*journalTab) name() string { return "journal" }

// load asks for the journal: a run that writes, or another drover, may keep
// the disk for seconds. One reading is under way at a time.
func (s *journalTab) load() tea.Cmd {
	if s.read.loading() {
		s.again = true
		return nil
	}
	c := s.env.client
	return work(s.env, s.owner, &s.read, func(context.Context) (client.History, error) { return c.History() })
}

// old reports that others may have written since the last reading.
func (s *journalTab) old() bool { return s.env.now().Sub(s.read.asked) >= journalAge }

// landed takes the journal, or what became of the user's word.
func (s *journalTab) landed(msg tea.Msg) tea.Cmd {
	switch a := msg.(type) {
	case answer[client.History]:
		on, had := s.current()
		if !a.take() {
			return nil
		}
		s.roll.stick(find(s.entries(), had, func(e client.Entry) bool { return e.Intent == on.Intent && e.Job == on.Job }), len(s.entries()))
		if s.again {
			s.again = false
			return s.load()
		}
	case answer[struct{}]:
		if !a.take() {
			return nil
		}
		var said tea.Cmd
		if a.err != nil {
			said = s.env.say(note{kind: noteBad, text: model.Clean(a.err.Error()), bare: "an entry of the journal could not be settled"})
		}
		return tea.Batch(said, s.load())
	}
	return nil
}

// entries is the journal as last read.
func (s *journalTab) entries() []client.Entry { return s.read.value.Entries }

// trouble tells what is wrong with the journal, a sentence a line.
func (s *journalTab) trouble() []string {
	var out []string
	if s.read.err != nil {
		out = append(out, "nothing can be sent: "+model.Clean(s.read.err.Error()))
	}
	if n := len(s.read.value.Damaged); n > 0 {
		out = append(out, plural(n, "line of the journal cannot be read and was left as it is", "lines of the journal cannot be read and were left as they are"))
	}
	return out
}

func (s *journalTab) current() (client.Entry, bool) {
	if s.roll.at >= len(s.entries()) {
		return client.Entry{}, false
	}
	return s.entries()[s.roll.at], true
}

// open counts the entries nobody knows the outcome of.
func (s *journalTab) open() int {
	n := 0
	for _, e := range s.entries() {
		if e.Unresolved() {
			n++
		}
	}
	return n
}

func (s *journalTab) summary() string {
	th := s.env.theme
	if !s.read.have {
		return ""
	}
	right := th.Paint(theme.Muted, plural(len(s.entries()), "entry", "entries"))
	if n := s.open(); n > 0 {
		right = th.Paint(theme.Unknown, "? "+digit(n)+" unresolved") + "   " + right
	}
	return right
}

func (s *journalTab) titles(w int) string {
	return s.env.theme.Paint(theme.Muted, "    WHEN            RUN   "+theme.Pad("WHAT", whatWidth(w))+" OUTCOME      JOB")
}

// whatWidth is how wide the words for what was asked are: where there is room they
// tell the section of an update, too.
func whatWidth(w int) int {
	if w < 120 {
		return 10
	}
	return 24
}

// what is what an entry asked for, in a width: the verb alone where no more fits.
func what(e client.Entry, w int) string {
	if words := e.What(); theme.Width(words) <= w {
		return words
	}
	return theme.Cut(model.Clean(e.Op), w, "")
}

// rows draws what is wrong with the journal, then a line per job of an intent.
func (s *journalTab) rows(w, room int) []string {
	th := s.env.theme
	var lines []string
	for _, t := range s.trouble() {
		lines = append(lines, " "+th.Paint(theme.Warn, "!")+" "+theme.Cut(t, w-4, th.Signs().Cut))
	}
	switch {
	case !s.read.have && s.read.err == nil:
		return append(lines, " "+th.Paint(theme.Busy, "~")+th.Paint(theme.Muted, " reading"))
	case !s.read.have:
		return lines
	case len(s.entries()) == 0:
		return append(lines, "", "    "+th.Paint(theme.Strong, "Nothing was sent yet."), "    "+th.Paint(theme.Muted, "Every write is written down here before its first byte leaves."))
	}
	from, to := s.roll.window(len(s.entries()), room-len(lines))
	for i := from; i < to; i++ {
		lines = append(lines, s.roll.sign(s.env, i)+s.entryLine(s.entries()[i], w, i == s.roll.at))
	}
	return lines
}

func (s *journalTab) place() string { return s.roll.place(s.env, len(s.entries())) }

func (s *journalTab) entryLine(e client.Entry, w int, current bool) string {
	th := s.env.theme
	word, tone := journalWord(th, e)
	job := theme.CutMiddle(theme.Safe(s.jobWords(e)), max(w-42-whatWidth(w), 8), th.Signs().Cut)
	shown := th.Paint(theme.Text, job)
	if current {
		shown = th.Paint(theme.Select, job)
	}
	return "   " + th.Paint(theme.Muted, theme.Pad(s.env.at(e.Time), 15)) + " " +
		theme.Pad(model.Clean(e.Run), 5) + " " + theme.Pad(what(e, whatWidth(w)), whatWidth(w)) + " " + th.Paint(tone, theme.Pad(word, 12)) + " " + shown
}

// jobWords is the job's name where the list knows it, else its id: the journal
// itself holds no text of a server.
func (s *journalTab) jobWords(e client.Entry) string {
	if e.Name != "" { // what a clone was to make
		return model.Clean(e.Name)
	}
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

// below tells the rest of the entry under the cursor.
func (s *journalTab) below(w int) []string {
	th := s.env.theme
	e, ok := s.current()
	if !ok {
		return []string{"", ""}
	}
	parts := []string{e.Job.String(), "attempt " + digit(e.Attempt)}
	if e.Section() != "" {
		parts = append([]string{e.What()}, parts...)
	}
	if e.Name != "" && !e.Made.Empty() {
		parts = append(parts, "made "+e.Made.String())
	}
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
		parts = append(parts, strings.TrimSpace("belongs to "+model.Clean(e.Origin)+" "+projectWords(client.Place{Project: e.Project}, th.Signs().Cut)))
	} else if e.Unresolved() && e.Working {
		parts = append(parts, "it is being looked for now")
	}
	return []string{"", " " + th.Paint(theme.Muted, theme.Cut(strings.Join(parts, "   "), w-2, th.Signs().Cut))}
}

// line is the entry under the cursor as plain text.
func (s *journalTab) line() string {
	e, ok := s.current()
	if !ok {
		return ""
	}
	parts := []string{model.Moment(e.Time, s.env.now(), time.UTC), "run " + model.Clean(e.Run), e.What(), string(e.State), e.Job.String(), model.Clean(e.Name)}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	for _, more := range []string{model.Clean(e.Code), model.Clean(e.Request)} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, "  ")
}

func (s *journalTab) actions() []Action {
	return append(s.roll.moves(func() int { return len(s.entries()) }),
		act(groupLook, 2, "report of the run", "enter", s.report).unless(func() string {
			if s.runOf() == nil {
				return "that run was not of this session"
			}
			return ""
		}),
		act(groupFind, 5, "look for the unresolved now", "r", s.settle).unless(func() string {
			if len(unresolvedIDs(s.env.client)) == 0 {
				return "nothing is unresolved"
			}
			return ""
		}),
		act(groupFind, 6, "settle by your word", "x", s.declare).unless(s.cannotDeclare),
	)
}

// cannotDeclare is why the entry under the cursor takes no word of the user's.
func (s *journalTab) cannotDeclare() string {
	switch {
	case s.word.loading():
		return "your last word is being written down"
	case s.roll.at >= len(s.entries()):
		return "the journal is empty"
	case !s.entries()[s.roll.at].Unresolved():
		return "its outcome is known"
	case s.entries()[s.roll.at].Working:
		return "it is being looked for: wait for the last look"
	}
	return ""
}

// declare asks what the user knows of a write that no reading can settle, such
// as one on a job that has ended since.
func (s *journalTab) declare() (tea.Cmd, Nav) {
	e := s.entries()[s.roll.at]
	as := func(applied bool) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			c := s.env.client
			return work(s.env, s.owner, &s.word, func(context.Context) (struct{}, error) { return struct{}{}, c.Declare(e, applied) }), stay
		}
	}
	return nil, push(newMenu(s.env, "what came of it? nothing is sent", []choice{
		{key: "a", name: "it was applied", do: as(true)},
		{key: "n", name: "it was not applied", do: as(false)},
		{key: "d", name: "I do not know: leave it as it is", do: func() (tea.Cmd, Nav) { return nil, stay }},
	}))
}

// runOf is the run of the entry under the cursor, if it was of this session.
func (s *journalTab) runOf() *client.Run {
	if s.roll.at >= len(s.entries()) {
		return nil
	}
	for _, run := range s.env.client.Runs() {
		if run.Intent() == s.entries()[s.roll.at].Intent {
			return run
		}
	}
	return nil
}

func (s *journalTab) report() (tea.Cmd, Nav) {
	return nil, push(newReport(s.env, s.runOf()))
}

// settle looks for what is unresolved by reads; nothing is sent.
func (s *journalTab) settle() (tea.Cmd, Nav) { return settleNow(s.env), stay }
