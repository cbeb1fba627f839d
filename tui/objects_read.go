package tui

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/model/objects"
)

// objectReading is how far the reading of a source is: it is written by the reading
// itself and looked at when the page is drawn.
type objectReading struct {
	leaves *atomic.Int64
	blind  *atomic.Bool // what is on the target already could not be read
	since  time.Time
	alone  objects.Node // the box that is read alone
	path   objects.Path
}

func (s *objectsPage) askDetail() tea.Cmd {
	c, id := s.env.client, s.job.ID
	return ask(s.env, s, &s.detail, func(ctx context.Context) (model.Detail, error) { return c.Job(ctx, id) })
}

func (s *objectsPage) detailRead(m answer[model.Detail]) tea.Cmd {
	if m.take() && m.err == nil {
		s.job = m.value.Job
		s.renew()
	}
	return nil
}

func (s *objectsPage) askSupport() tea.Cmd {
	c, job := s.env.client, s.job
	return ask(s.env, s, &s.support, func(ctx context.Context) (objects.Support, error) { return c.ObjectSupport(ctx, job) })
}

// askHeld reads what the job's own document says.
func (s *objectsPage) askHeld() tea.Cmd {
	c, job := s.env.client, s.job
	return ask(s.env, s, &s.held, func(ctx context.Context) (objects.Reading, error) {
		return c.Objects(ctx, job, objects.Ask{Which: objects.Held}, nil)
	})
}

// askSource reads what there is; anew: the source itself is asked, not what the
// service remembers of it.
func (s *objectsPage) askSource(anew bool) tea.Cmd { return s.askPart(anew, objects.None) }

// askPart reads the source, or one database of it alone.
func (s *objectsPage) askPart(anew bool, alone objects.Node) tea.Cmd {
	var leaves atomic.Int64
	var blind atomic.Bool
	s.reading = objectReading{leaves: &leaves, blind: &blind, since: s.env.now(), alone: alone}
	c, job, want := s.env.client, s.job, objects.Ask{Which: objects.Source, Refresh: anew}
	if alone != objects.None {
		s.reading.path = s.state().Tree().Path(alone)
		want.Databases = []string{s.reading.path.Database}
	}
	var before *objects.Listing
	if s.source.have && alone != objects.None {
		before = s.source.value.Listing
	}
	return ask(s.env, s, &s.source, func(ctx context.Context) (objects.Reading, error) {
		got, err := c.Objects(ctx, job, want, func(p objects.Progress) { leaves.Store(int64(p.Leaves)) })
		if err == nil && transferring(job) { // what is on the target already
			want.Which = objects.Synchronized
			synced, err := c.Objects(ctx, job, want, nil)
			if blind.Store(err != nil); err == nil {
				got.Listing = got.Listing.WithSynced(synced.Listing)
			}
		}
		if err == nil && before != nil {
			got.Listing = objects.Merged(before, got.Listing)
		}
		return got, err
	})
}

// transferring reports a job in a phase in which the service tells what is on the target.
func transferring(job model.Job) bool {
	wire := job.Status.String()
	return strings.HasPrefix(wire, "FULL_TRANSFER") || strings.HasPrefix(wire, "INCRE_TRANSFER")
}

func (s *objectsPage) heldRead(m answer[objects.Reading]) tea.Cmd {
	first := !s.held.have
	if !m.take() || m.err != nil {
		return nil
	}
	if !first {
		return nil
	}
	s.begin(objects.Open(s.listing(), s.held.value.Listing))
	return tea.Batch(s.resumeKept(), s.findHits())
}

// listing is what the source holds as read last; nil: it was not read yet.
func (s *objectsPage) listing() *objects.Listing {
	if !s.source.have {
		return nil
	}
	return s.source.value.Listing
}

// begin puts the page upon what the job holds.
func (s *objectsPage) begin(base *objects.State) {
	s.base = base
	s.history = objects.NewHistory(base)
	s.over(base)
}

// over shows a state of another tree: what is open stays open, by name, and so does
// the cursor.
func (s *objectsPage) over(now *objects.State) {
	former := s.outline
	s.outline = objects.NewOutline(now)
	s.outline.Columns = s.columnCount
	s.outline.Reopen(former)
	s.filter.drop()
	line, had := s.tree.Cursor()
	atTop := s.tree.Line() == 0
	s.tree.SetRows(s.outline)
	if had {
		line, _ = s.outline.Carry(former, line)
		s.tree.Became(line)
	}
	s.reshow()
	if atTop { // nobody has moved: what stands above it now is in sight, too
		line, had = s.tree.Cursor()
		s.tree.Top()
		if had {
			s.tree.Go(line)
		}
	}
}

// sourceRead takes what there is: what was changed stands upon it from now on.
func (s *objectsPage) sourceRead(m answer[objects.Reading]) tea.Cmd {
	before, was := s.listing(), s.state()
	if !m.take() || m.err != nil {
		return nil
	}
	alone := s.reading.alone != objects.None
	s.columns.drop()
	if s.held.have {
		s.base = objects.Open(s.listing(), s.held.value.Listing)
	} else {
		s.base = objects.Open(s.listing(), nil)
	}
	if back, forth := s.history.Steps(); s.told.diff.Empty() && back+forth == 0 {
		s.history = objects.NewHistory(s.base)
	} else {
		most := 20
		if s.listing().Tree.LeafCount() > checkedAtOnce {
			most = 1 // so many take a while each
		}
		s.history, s.base = s.history.Reopened(s.listing(), s.base, most)
	}
	s.hasNew = before != nil && !alone
	s.over(s.state())
	resumed := s.resumeKept()
	if s.reading.blind.Load() {
		words := "what is on the target already was not read: SYNCED may be out of date, r reads again"
		resumed = tea.Batch(resumed, s.env.say(note{kind: noteBad, text: words, bare: words}))
	}
	if s.hasNew {
		s.fresh = objects.NewSince(was, s.state())
		if n := s.fresh.Leaves(); n > 0 {
			words := plural(n, "object is", "objects are") + " new on the source: f 4 shows them"
			return tea.Batch(s.findHits(), resumed, s.env.say(note{kind: noteGood, text: words, bare: words}))
		}
	}
	if alone {
		if n, ok := s.state().Tree().Find(s.reading.path); ok {
			s.outline.Open(n)
			s.onLine(objects.Line{Node: n})
		}
	}
	return tea.Batch(s.findHits(), s.recheck(), resumed)
}

// manyObjects is how many objects make a reading, and the saving before it, leave much
// behind.
const manyObjects = 50_000

// tidy gives that back.
func (s *objectsPage) tidy() tea.Cmd {
	if s.state().Tree().Len() < manyObjects {
		return nil
	}
	return giveBack
}

// again reads the source itself anew.
func (s *objectsPage) again() (tea.Cmd, Nav) {
	cmds := []tea.Cmd{s.askSource(true)}
	if !s.held.have && !s.held.loading() {
		cmds = append(cmds, s.askHeld())
	}
	return tea.Batch(cmds...), stay
}

// stop gives a reading up; what was read before stays.
func (s *objectsPage) stop() (tea.Cmd, Nav) {
	s.source.drop()
	words := "the reading was stopped; what was read before stays"
	return s.env.say(note{kind: noteGood, text: words, bare: words}), stay
}

// failed is what is to be said of a reading that failed: without the job's own
// document there is nothing to work with.
func (s *objectsPage) failed() error {
	if s.held.err != nil {
		return s.held.err
	}
	if s.source.err != nil && !s.source.loading() {
		return s.source.err
	}
	return nil
}

// readAction reads again; where the login has ended it asks for one.
func (s *objectsPage) readAction() Action {
	var e *client.Error
	if s.env.login != nil && errors.As(s.failed(), &e) && e.Kind == client.LoginEnded {
		return act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) { return nil, push(newLogin(s.env, s.again)) })
	}
	if s.source.loading() {
		return act(groupFind, 1, "stop reading", "x", s.stop)
	}
	foot := 0
	if s.failed() != nil {
		foot = 1
	}
	return act(groupFind, foot, "read the source again", "r", s.again)
}
