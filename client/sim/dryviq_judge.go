package sim

import (
	"encoding/json"
	"slices"
	"time"
)

// TransferID finds a transfer by its exact name, the first one if several have
// it; empty if there is none that is not deleted.
func (s *Sim) TransferID(name string) string {
	if all := s.TransfersNamed(name); len(all) > 0 {
		return all[0]
	}
	return ""
}

// TransfersNamed gives the ids of all transfers of this name that are not
// deleted, in the order they were made.
func (s *Sim) TransfersNamed(name string) []string {
	w, release := s.dv(s.options.Now())
	defer release()
	var out []string
	for i := range w.jobs {
		if w.jobs[i].name == name && !w.jobs[i].gone {
			out = append(out, w.jobs[i].id)
		}
	}
	return out
}

// TransferState tells how a transfer stands, also of a deleted one, without
// counting as a reading. Its status is empty if there is none of this id.
func (s *Sim) TransferState(id string) (status string, executing, deleted bool) {
	w, release := s.dv(s.options.Now())
	defer release()
	i, there := w.byID[id]
	if !there {
		return "", false, false
	}
	return w.jobs[i].status, w.jobs[i].run != nil, w.jobs[i].gone
}

// TransferBody is the whole of a transfer as fields=all tells it, also of a
// deleted one; nil if there is none of this id.
func (s *Sim) TransferBody(id string) json.RawMessage {
	now := s.options.Now()
	w, release := s.dv(now)
	defer release()
	i, there := w.byID[id]
	if !there {
		return nil
	}
	return encodeValue(w.full(i, now))
}

// TransferRuns tells how the runs of a transfer in this world ended, the oldest
// first; the one that it has now is "running".
func (s *Sim) TransferRuns(id string) []string {
	w, release := s.dv(s.options.Now())
	defer release()
	var out []string
	if i, there := w.byID[id]; there {
		for _, r := range w.jobs[i].runs {
			out = append(out, r.status)
		}
		if w.jobs[i].run != nil {
			out = append(out, "running")
		}
	}
	return out
}

// SetTransfer forces the status of a transfer from outside, as an operator might:
// running begins a run, any other status ends the one there is.
func (s *Sim) SetTransfer(id, status string) {
	now := s.options.Now()
	w, release := s.dv(now)
	defer release()
	i, there := w.byID[id]
	if !there {
		return
	}
	j := &w.jobs[i]
	if j.run != nil {
		w.close(i, now, "cancelled")
	}
	j.due, j.stop, j.next, j.status = time.Time{}, time.Time{}, time.Time{}, status
	if status == "running" {
		w.begin(i, now)
	}
	w.arm(i)
}

// TransferCollisions lists when two transfers executed at once over the same
// source and destination, in order.
func (s *Sim) TransferCollisions() []string {
	w, release := s.dv(s.options.Now())
	defer release()
	return slices.Clone(w.crashes)
}

// TransfersLiveTwice gives the pairs of transfers that are both live now (they run
// by themselves: automatic, neither paused nor disabled, complete or deleted) over
// the same source and destination, by id.
func (s *Sim) TransfersLiveTwice() [][2]string {
	w, release := s.dv(s.options.Now())
	defer release()
	first := map[string]int{}
	var out [][2]string
	for i := range w.jobs {
		if !w.live(i) {
			continue
		}
		if k, twice := first[w.jobs[i].route]; twice {
			out = append(out, [2]string{w.jobs[k].id, w.jobs[i].id})
			continue
		}
		first[w.jobs[i].route] = i
	}
	return out
}

// dvMeans tells whether a fault's argument names the transfer, by id or by name.
func (s *Sim) dvMeans(id, which string) bool {
	w, release := s.dv(s.options.Now())
	defer release()
	i, there := w.find(id)
	return there && (id == which || w.jobs[i].name == which)
}

// dvMeant tells whether a fault's argument names a transfer.
func (s *Sim) dvMeant(which string) bool {
	return s.TransferID(which) != "" || s.dvMeans(which, which)
}
