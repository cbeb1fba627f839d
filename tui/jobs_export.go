package tui

import (
	"io"
	"iter"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/client"
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

// export takes the rows as they are now; they are never changed in place, so
// the file is written beside the loop however long it takes.
func (s *jobsScreen) export() (tea.Cmd, Nav) {
	rows := s.exported()
	marked := map[*row]bool{}
	for _, r := range rows {
		if s.table.IsMarked(r.job.ID) {
			marked[r] = true
		}
	}
	jobs := func(yield func(client.JobFacts) bool) {
		for _, r := range rows {
			f := plainFacts(r)
			f.Marked = marked[r]
			if !yield(f) {
				return
			}
		}
	}
	stem := "drover-jobs-" + s.env.now().UTC().Format("2006-01-02")
	return nil, push(newExport(s.env, plural(len(rows), "job", "jobs"), stem, func(w io.Writer, f client.Format) error {
		return client.WriteJobs(w, f, iter.Seq[client.JobFacts](jobs))
	}))
}

// exported is the marked rows, those the filter hides too, else all that the
// filter shows; in the order of the list.
func (s *jobsScreen) exported() []*row {
	if s.table.Marks() == 0 {
		return slices.Collect(s.table.Filtered)
	}
	var rows []*row
	for _, id := range s.table.Marked() {
		if r, ok := s.table.Get(id); ok {
			rows = append(rows, r)
		}
	}
	return rows
}

// plainFacts is what a row knows of its job.
func plainFacts(r *row) client.JobFacts {
	return client.JobFacts{Job: r.job, Sample: r.sample, Read: r.read, Starts: r.at, Spec: r.spec, Unresolved: r.unresolved}
}

func (s *jobsScreen) factsOf(r *row) client.JobFacts {
	f := plainFacts(r)
	f.Marked = s.table.IsMarked(r.job.ID)
	return f
}
