package sim

import (
	"slices"
	"strings"
	"sync"
)

// orderKey names one sorted list of top-level rows.
type orderKey struct {
	gen      generation
	scenario scenario
	sortKey  string
	desc     bool
}

// orders keeps the sorted lists that pages are cut from. Every key but the
// status of a job is fixed when the job is made.
type orders struct {
	mu   sync.Mutex
	done map[orderKey][]int32
}

// rows gives the indices of the top-level rows that a list shows, sorted. The
// caller holds the lock.
func (s *Sim) rows(k orderKey) []int32 {
	if k.sortKey == "status" {
		return s.sorted(k)
	}
	s.orders.mu.Lock()
	defer s.orders.mu.Unlock()
	if done, ok := s.orders.done[k]; ok {
		return done
	}
	if s.orders.done == nil {
		s.orders.done = map[orderKey][]int32{}
	}
	out := s.sorted(k)
	s.orders.done[k] = out
	return out
}

// forget drops the lists, because a job was made or deleted.
func (o *orders) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.done = nil
}

func (s *Sim) sorted(k orderKey) []int32 {
	jobs := s.world.jobs
	var out []int32
	for i := range jobs {
		j := &jobs[i]
		if j.up == 0 && !j.is(childBorn) && j.gens&k.gen != 0 && k.scenario == j.scenario && !s.gone[i] {
			out = append(out, int32(i))
		}
	}
	compare := s.compare(k.sortKey)
	slices.SortStableFunc(out, func(a, b int32) int {
		if k.desc {
			return compare(b, a)
		}
		return compare(a, b)
	})
	return out
}

// compare orders two rows by a sort_key of the contract.
func (s *Sim) compare(key string) func(a, b int32) int {
	jobs := s.world.jobs
	switch key {
	case "name":
		return func(a, b int32) int { return strings.Compare(jobs[a].name, jobs[b].name) }
	case "status":
		now := s.options.Now()
		return func(a, b int32) int {
			return strings.Compare(s.status(int(a), now), s.status(int(b), now))
		}
	case "net_type":
		return func(a, b int32) int { return strings.Compare(jobs[a].net.wire(), jobs[b].net.wire()) }
	case "job_direction":
		return func(a, b int32) int { return strings.Compare(jobs[a].dir.wire(), jobs[b].dir.wire()) }
	case "pay_mode":
		return func(a, b int32) int { return int(jobs[a].traits&period) - int(jobs[b].traits&period) }
	}
	return func(a, b int32) int { return int(jobs[b].age) - int(jobs[a].age) }
}
