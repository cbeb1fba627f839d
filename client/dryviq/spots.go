package dryviq

import (
	"maps"
	"slices"
	"sync"
	"time"

	"drover/client/rest/wire"
	"drover/model"
)

// spots is where in the list jobs were seen last. A server takes no list of ids: a
// page around a job that is looked for tells of its neighbours, too, which are mostly
// looked for as well.
type spots struct {
	mu   sync.Mutex
	at   map[model.JobID]int
	size int // rows of a full page, as they came
	last statuses
}

// statuses is the last reading of many jobs, which tells of their progress, too.
type statuses struct {
	at  time.Time
	got map[model.JobID]model.Sample
}

func newSpots() *spots { return &spots{at: map[model.JobID]int{}, size: perPage} }

// note keeps where the rows of a page stand.
func (s *spots) note(p page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, row := range p.rows {
		s.at[idOf(row)] = p.offset + i
	}
	if p.next != nil && len(p.rows) > 0 {
		s.size = min(len(p.rows), perPage)
	}
}

func idOf(row wire.Value) model.JobID { return model.NewJobID(rowKey(row)) }

// sort parts jobs by the pages they stand in, by their offsets; lost are those that
// were in none.
func (s *spots) sort(ids []model.JobID) (pages map[int][]model.JobID, size int, lost []model.JobID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pages = map[int][]model.JobID{}
	for _, id := range ids {
		if at, seen := s.at[id]; seen {
			offset := at / s.size * s.size
			pages[offset] = append(pages[offset], id)
		} else {
			lost = append(lost, id)
		}
	}
	return pages, s.size, lost
}

// forget is for a job that was not where it stood.
func (s *spots) forget(id model.JobID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.at, id)
}

// keep keeps a reading of many jobs for who asks about their progress next.
func (s *spots) keep(got map[model.JobID]model.Sample, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = statuses{now, maps.Clone(got)}
}

// justRead is for how long a reading is also the answer to another question.
const justRead = time.Second

// recall gives the last reading if it has just been made and holds all of these jobs.
func (s *spots) recall(ids []model.JobID, now time.Time) (map[model.JobID]model.Sample, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if age := now.Sub(s.last.at); age < 0 || age >= justRead {
		return nil, false
	}
	out := map[model.JobID]model.Sample{}
	for _, id := range ids {
		if one, told := s.last.got[id]; told {
			out[id] = one
		}
	}
	return out, !slices.ContainsFunc(ids, func(id model.JobID) bool { _, told := out[id]; return !told })
}
