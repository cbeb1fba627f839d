package tui

import (
	"context"
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// exportAction writes the marked jobs, else what the filter shows, to a file.
func (s *jobsScreen) exportAction() Action {
	what := plural(s.counts().matches, "job", "jobs")
	if n := s.table.Marks(); n > 0 {
		what = digit(n) + " marked"
	}
	return act(groupChange, 0, "to a file", "O", s.export).named("write the list to a file").unless(func() string {
		if s.table.Marks() == 0 && s.counts().matches == 0 {
			return "there is no job on the list"
		}
		return ""
	}).to(what)
}

// export takes what is known now, so that the file is written beside the loop
// however long it takes. The job under the cursor can be written as a job file
// instead, whatever is marked: that is of one job.
func (s *jobsScreen) export() (tea.Cmd, Nav) {
	rows := s.exported()
	what, stem := plural(len(rows), "job", "jobs"), "drover-jobs-"+s.env.now().UTC().Format("2006-01-02")
	list := func(f client.Format) exportFormat {
		return exportFormat{name: strings.ToUpper(string(f)), what: what, file: stem + "." + string(f), write: func(_ context.Context, w io.Writer, _ string) error {
			return client.WriteJobs(w, f, func(yield func(client.JobFacts) bool) {
				for _, r := range rows {
					if !yield(r.facts()) {
						return
					}
				}
			})
		}}
	}
	formats := []exportFormat{list(client.CSV), list(client.JSON)}
	if r, ok := s.table.Cursor(); ok && s.noCursor() == "" && s.env.can().Lacks(model.FacetCreation) == "" {
		formats = append(formats, jobFileOf(s.env, r.job.Job()))
	}
	return nil, push(newExport(s.env, formats...))
}

// snapshot is a row with what is known of its job besides. Rows are never
// changed in place; the rest is copied.
type snapshot struct {
	*row
	spec   string
	seen   time.Time
	marked bool
}

func (s *jobsScreen) snap(r *row) snapshot {
	return snapshot{row: r, spec: s.learned[r.job.ID].spec, seen: s.readAt(r), marked: s.table.IsMarked(r.job.ID)}
}

// facts is all that is known of the job.
func (n snapshot) facts() client.JobFacts {
	return client.JobFacts{
		Job: n.job.Job(), Sample: n.sample, Read: n.seen, Starts: n.starts(), Spec: n.spec, Marked: n.marked, Unresolved: n.unresolved,
	}
}

func (s *jobsScreen) factsOf(r *row) client.JobFacts { return s.snap(r).facts() }

// exported is the marked jobs, those the filter hides too, else all that the
// filter shows; in the order of the list.
func (s *jobsScreen) exported() []snapshot {
	if s.table.Marks() == 0 {
		jobs := make([]snapshot, 0, s.counts().matches)
		for r := range s.table.Filtered {
			jobs = append(jobs, s.snap(r))
		}
		return jobs
	}
	var jobs []snapshot
	for _, id := range s.table.Marked() {
		if r, ok := s.table.Get(id); ok {
			jobs = append(jobs, s.snap(r))
		}
	}
	return jobs
}

// facts is what a job's page knows of its job.
func (p *jobPane) facts(r *row) client.JobFacts {
	return client.JobFacts{Job: r.job.Job(), Sample: r.sample, Read: p.detail.got, Starts: p.known.begins, Spec: p.known.spec}
}
