package drs

import (
	"context"
	"hash/maphash"
	"sync"

	"drover/client/rest"
)

// maxRows is how many rows of one source are believed: a service that
// announces more, or goes on for ever, must not keep drover asking.
const maxRows = 1_000_000

// landing is a page that has come down, or why none will.
type landing struct {
	source
	n, pages int
	page
	err error
}

// walk reads all sources side by side and lands their pages on out.
type walk struct {
	backend *Backend
	ctx     context.Context //nolint:containedctx // a walk lives as long as one loop over Jobs
	ahead   chan struct{}   // pages being read or not yet taken
	out     chan landing
	gone    chan struct{} // closed when nobody takes pages any more
}

// land hands a landing over; false if nobody wants it.
func (w *walk) land(l landing) bool {
	select {
	case w.out <- l:
		return true
	case <-w.gone:
		return false
	}
}

// source reads every page of one source.
func (w *walk) source(src source) {
	first, err := w.backend.firstPage(w.ctx, src)
	s := &stretch{walk: w, source: src, size: first.count, seen: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
	if err != nil {
		w.land(landing{source: src, err: err})
		return
	}
	s.fresh(first)
	if !w.land(landing{source: src, n: 1, pages: s.pages(), page: first}) || first.count == 0 {
		return
	}
	s.rest()
}

// stretch is what follows the first page of one source. Its steps are as
// large as what page 1 brought, which may be less than was asked for.
type stretch struct {
	*walk
	source
	size int

	mu    sync.Mutex
	seen  map[uint64]struct{} // hashes of ids: a page is new unless all of its own are here
	seed  maphash.Seed
	total int
	ended bool // a page brought nothing new, or failed
}

// rest reads pages 2 and on, as many at once as the walk allows. Where the
// service tells no total they are read one by one until nothing new comes.
func (s *stretch) rest() {
	var under sync.WaitGroup
	defer under.Wait()
	for n := 2; (n-1)*s.size < maxRows; n++ {
		if n > s.pages() {
			under.Wait() // the total may have grown meanwhile
		}
		counted := s.counted()
		if s.done() || counted && n > s.pages() || !s.enter() {
			return
		}
		under.Go(func() {
			defer func() { <-s.ahead }()
			s.one(n)
		})
		if !counted {
			under.Wait()
		}
	}
}

func (s *stretch) enter() bool {
	select {
	case s.ahead <- struct{}{}:
		return true
	case <-s.gone:
		return false
	}
}

func (s *stretch) one(n int) {
	if s.done() {
		return
	}
	p, err := s.backend.fetch(s.ctx, s.source, n, s.size)
	if err != nil {
		if !s.end() {
			s.land(landing{source: s.source, err: err})
		}
		return
	}
	if !s.fresh(p) {
		s.end()
		return
	}
	s.land(landing{source: s.source, n: n, pages: s.pages(), page: p})
}

// fresh notes a page and reports whether it brought any id not seen before.
func (s *stretch) fresh(p page) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total = max(s.total, p.total)
	before := len(s.seen)
	for i := range p.jobs {
		s.seen[maphash.Comparable(s.seed, p.jobs[i].ID)] = struct{}{}
	}
	return len(s.seen) > before
}

// pages is how many pages there are as far as known.
func (s *stretch) pages() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(1, (s.total+s.size-1)/max(1, s.size))
}

// counted reports whether the service told a total that can be true.
func (s *stretch) counted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total >= s.size
}

func (s *stretch) done() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended
}

// end stops the stretch and reports whether it had been stopped already.
func (s *stretch) end() (already bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	already, s.ended = s.ended, true
	return already
}

// notOffered reports that the service does not have the generation at all.
func notOffered(err error) bool {
	k, ok := rest.KindOf(err)
	return ok && k == rest.NotThere
}
