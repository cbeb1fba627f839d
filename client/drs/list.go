package drs

import (
	"context"
	"iter"
	"sync"

	"drover/model"
)

// Jobs lists every job: the union by id of what ListJobs and V3ShowJobList
// answer for each scenario, in pages as they land. A row whose facts were
// completed by the other generation comes a second time. An error belongs to
// one scenario in one generation; a generation that is not offered is none,
// unless none is.
func (b *Backend) Jobs(ctx context.Context) iter.Seq2[model.JobPage, error] {
	return func(yield func(model.JobPage, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		w := &walk{backend: b, ctx: ctx, ahead: make(chan struct{}, parallel), out: make(chan landing), gone: make(chan struct{})}
		asked := b.sources()
		var walking sync.WaitGroup
		for _, src := range asked {
			walking.Go(func() { w.source(src) })
		}
		go func() { walking.Wait(); close(w.out) }()
		defer walking.Wait()
		defer close(w.gone)
		defer cancel()
		b.collect(w.out, asked, yield)
	}
}

// sources lists what is asked, one list each.
func (b *Backend) sources() []source {
	var out []source
	for _, g := range b.memory.generations() {
		for _, s := range model.Scenarios() {
			out = append(out, source{s, g})
		}
	}
	return out
}

// collect merges what lands and hands it on, until all has landed or the
// consumer has enough.
func (b *Backend) collect(in <-chan landing, asked []source, yield func(model.JobPage, error) bool) {
	merged := newMerger()
	missing := map[source]error{}
	for l := range in {
		head := model.JobPage{Scenario: l.scenario, Generation: l.generation}
		switch {
		case notOffered(l.err):
			missing[l.source] = l.err
		case l.err != nil:
			if !yield(head, l.err) {
				return
			}
		default:
			head.Page, head.Pages, head.Total = l.n, l.pages, max(l.total, l.count)
			head.Jobs = merged.add(l.jobs)
			b.rows.give(l.jobs)
			if !yield(head, nil) {
				return
			}
		}
	}
	b.learn(asked, missing)
	for _, s := range model.Scenarios() {
		if err := everywhere(s, asked, missing); err != nil && !yield(model.JobPage{Scenario: s, Generation: v3}, err) {
			return
		}
	}
}

// learn remembers the generations of which no scenario was there.
func (b *Backend) learn(asked []source, missing map[source]error) {
	left := map[string]int{}
	for _, src := range asked {
		if missing[src] == nil {
			left[src.generation]++
		}
	}
	for _, src := range asked {
		if left[src.generation] == 0 {
			b.memory.lacks(src.generation)
		}
	}
}

// everywhere is the error of a scenario that no generation offers: an empty
// list would look like the truth.
func everywhere(scenario model.Scenario, asked []source, missing map[source]error) error {
	var err error
	for _, src := range asked {
		if src.scenario != scenario {
			continue
		}
		if missing[src] == nil {
			return nil
		}
		err = missing[src]
	}
	return err
}
