package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// created is the way of a job from its create to where its policy and objects
// can be edited: made, its ends reached, its ends stored. Leaving stops nothing;
// the draft leads back here until the ends are stored.
type created struct {
	endsLegs // whose draft is the one that was sent

	run    *client.Run          // of the create; nil: the journal tells of it
	entry  remote[client.Entry] // what the journal knows, where there is no run
	detail remote[model.Detail] // of the job that was made
	gone   bool                 // the draft has done its work
	note   string
	top    int
	height int
}

// newCreated follows a create that a run sends, or, without a run, one that was
// sent earlier.
func newCreated(e *env, file draftFile, d model.Draft, run *client.Run) *created {
	s := &created{endsLegs: endsLegs{env: e, file: file, draft: d}, run: run}
	s.page = s
	return s
}

// openDraft goes on with a draft: in the walk, or where it was sent, with what
// became of that.
func openDraft(e *env, file draftFile, d model.Draft) Screen {
	if d.Of != nil {
		return resumeEdit(e, file, d)
	}
	if d.Sent == "" {
		return openCreate(e, file, d)
	}
	return newCreated(e, file, d, nil)
}

// Title starts with the verb.
func (s *created) Title() string { return "create " + s.draft.Name() }

// Init asks the journal where there is no run to tell.
func (s *created) Init() tea.Cmd {
	if s.run != nil {
		return nil
	}
	return s.search()
}

// search looks for the create in the journal.
func (s *created) search() tea.Cmd {
	c, intent := s.env.client, s.draft.Sent
	return work(s.env, s, &s.entry, func(context.Context) (client.Entry, error) {
		h, err := c.History()
		i := slices.IndexFunc(h.Entries, func(e client.Entry) bool { return e.Intent == intent })
		if err != nil || i < 0 {
			return client.Entry{}, err
		}
		return h.Entries[i], nil
	})
}

// tells reports whether the page shows what becomes of a run.
func (s *created) tells(run string) bool {
	return s.run != nil && s.run.ID() == run || s.store != nil && s.store.ID() == run
}

func (s *created) Resize(w, h int) { s.width, s.height = w, h }

func (s *created) Typing() bool { return false }

// Resumed takes up the ends that were edited on another page.
func (s *created) Resumed() tea.Cmd { s.walked(); return nil }

// Closed lets others open the draft, and waits for nothing.
func (s *created) Closed() {
	if s.file != nil { // it is the walk's again
		s.file.Close()
	}
	s.entry.drop()
	s.detail.drop()
	s.tests.drop()
}

// Update takes answers.
func (s *created) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[client.Entry]:
		if m.take() {
			return s.read(), stay
		}
	case answer[model.Detail]:
		m.take()
	case answer[[]model.EndResult]:
		m.take()
	}
	return nil, stay
}

// Moved takes the news of a run: the job is read once it is there, and the draft
// goes once its ends are stored.
func (s *created) Moved(run *client.Run, over bool) tea.Cmd {
	switch {
	case run == s.store && over:
		s.letGo()
		return s.read()
	case run == s.run && over && !s.made().Empty():
		return s.read()
	case run != s.run && s.run == nil && over: // the search for earlier writes may have found it
		return s.search()
	}
	return nil
}

// letGo drops the draft once the service holds all that was in it.
func (s *created) letGo() {
	if kind := s.store.Report().Rows[0].Outcome.Kind; kind != model.Done || s.gone {
		return
	}
	s.gone = true
	if err := s.file.Drop(); err != nil {
		s.note = "the draft stays: " + model.Clean(err.Error())
	}
}

// readEvery is how often a job that is being made is read, where no run does.
const readEvery = 5 * time.Second

// Tick keeps the time moving while the job is being made, and reads it.
func (s *created) Tick(now time.Time) (tea.Cmd, time.Duration) {
	if !s.busy() {
		return nil, 0
	}
	if s.following() || s.detail.loading() || s.made().Empty() || now.Sub(s.detail.asked) < readEvery {
		return nil, time.Second
	}
	return s.read(), time.Second
}

// following reports whether a run reads the job.
func (s *created) following() bool { return s.run != nil && s.run.Report().Ended.IsZero() }

// busy reports whether something is under way that goes on by itself.
func (s *created) busy() bool {
	if s.following() || s.store != nil && s.store.Report().Ended.IsZero() {
		return true
	}
	return !s.made().Empty() && (!s.detail.have || s.detail.value.Job.State.Family == model.Busy)
}

// read reads the job that was made.
func (s *created) read() tea.Cmd {
	id := s.made()
	if id.Empty() {
		return nil
	}
	c := s.env.client
	return ask(s.env, s, &s.detail, func(ctx context.Context) (model.Detail, error) { return c.Job(ctx, id) })
}

// outcome is what is known of the create.
func (s *created) outcome() model.Outcome {
	if s.run != nil {
		if rows := s.run.Report().Rows; len(rows) > 0 {
			return rows[0].Outcome
		}
		return model.Outcome{Kind: model.NotSent, Why: "nothing of it went"}
	}
	e := s.entry.value
	o := model.Outcome{Code: model.NewText(e.Code), RequestID: model.NewText(e.Request), Made: e.Made}
	switch e.State {
	case client.JournalApplied:
		o.Kind = model.Accepted
	case client.JournalRejected:
		o.Kind = model.Refused
	case client.JournalAbsent:
		o.Kind = model.Absent
	case client.JournalUnknown, client.JournalSending:
		o.Kind = model.UnknownOutcome
	case client.JournalIntent, client.JournalNotSent:
		o.Kind = model.NotSent
	default: // the mark on the draft came first, and then nothing
		o.Kind, o.Why = model.NotSent, "drover ended before it was sent"
	}
	return o
}

// made is the job that was made, empty while nobody knows it.
func (s *created) made() model.JobID {
	if s.run != nil {
		if rows := s.run.Report().Rows; len(rows) > 0 {
			return rows[0].Made
		}
		return model.JobID{}
	}
	return s.entry.value.Made
}

// job is the job that was made, as it was read last.
func (s *created) job() (model.Job, bool) {
	if s.detail.have {
		return s.detail.value.Job, true
	}
	if s.run != nil {
		if rows := s.run.Report().Rows; len(rows) > 0 && !rows[0].Made.Empty() && !rows[0].Now.Status.Empty() {
			return rows[0].Now, true
		}
	}
	return model.Job{}, false
}

// begun is when the create was sent.
func (s *created) begun() time.Time {
	if s.run != nil {
		return s.run.Report().Begun
	}
	return s.entry.value.Begun
}
