package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// cloned is what the list knows of jobs that runs made.
type cloned struct {
	met    map[model.JobID]bool // those that were told of
	wanted model.JobID          // the last one, until the list shows it
	source model.JobID          // what it was copied from, or what stood for it
	name   model.Text
	again  bool // the list is read once more, after a reading that was under way
}

// meet notes a job that was made the first time its id is told, and reads the list for it.
func (s *jobsScreen) meet(res model.Result) tea.Cmd {
	c := &s.cloned
	if !res.Makes || res.Made.Empty() || c.met[res.Made] {
		return nil
	}
	if c.met == nil {
		c.met = map[model.JobID]bool{}
	}
	c.met[res.Made] = true
	c.wanted, c.source, c.name = res.Made, res.ID, res.Name
	if cmd := s.toCopy(); c.wanted.Empty() {
		return cmd
	}
	c.again = s.read.now != nil
	return s.readAll()
}

// toCopy brings the cursor to the new job once the list shows it, unless somebody
// is at the list and has gone elsewhere since.
func (s *jobsScreen) toCopy() tea.Cmd {
	c := &s.cloned
	if c.wanted.Empty() {
		return nil
	}
	if _, there := s.table.Get(c.wanted); !there {
		return nil
	}
	id := c.wanted
	c.wanted = model.JobID{}
	if on, ok := s.table.CursorKey(); s.env.shown(s) && ok && on != c.source {
		return nil
	}
	if !s.table.MoveTo(id) {
		words := "the new job " + c.name.String() + " does not match the filter; esc shows all jobs"
		return s.env.say(note{kind: noteGood, text: words, bare: "the new job does not match the filter"})
	}
	return s.moved()
}

// copyRead looks for the new job after a reading of the list.
func (s *jobsScreen) copyRead() tea.Cmd {
	cmd := s.toCopy()
	if c := &s.cloned; !c.wanted.Empty() && c.again {
		c.again = false
		return tea.Batch(cmd, s.readAll())
	}
	return cmd
}

// twins are the job that another one was cloned from, and one that was cloned from it and
// runs, as far as drover cloned them and the list has them; nil: none.
func (s *jobsScreen) twins(id model.JobID, copies map[model.JobID]model.JobID) (of, as *model.Job) {
	if source, known := copies[id]; known {
		if r, listed := s.table.Get(source); listed {
			job := r.job.Job()
			of = &job
		}
	}
	for copied, original := range copies {
		if original != id || copied == id {
			continue
		}
		if r, listed := s.table.Get(copied); listed && r.job.State.Family == model.Running && (as == nil || copied.Raw() < as.ID.Raw()) {
			job := r.job.Job()
			as = &job
		}
	}
	return of, as
}
