package sim

import "slices"

// dvDrifts is somebody else at work, after a call was answered: the description of
// the transfer that it was about changes, and how conflicts are resolved.
func (s *Sim) dvDrifts(c *call) {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.find(c.request.PathValue("id"))
	if !there || w.jobs[i].kind != "transfer" {
		return
	}
	way := "source"
	if dvString(dvObject(w.bodyOf(i)["transfer"])["conflict_resolution"]) == way {
		way = "destination"
	}
	body := map[string]any{"description": "changed by somebody else", "transfer": map[string]any{"conflict_resolution": way}}
	if w.change(i, body, c.now, false).status == 0 {
		s.dryviq.other = append(s.dryviq.other, Applied{
			Op: "patchJob", JobID: w.jobs[i].id, Action: "update", Params: encodeValue(body), At: c.now, RequestID: c.id, Seq: len(s.dryviq.other) + 1,
		})
	}
}

// OthersAppliedTransfers lists what somebody else changed of single transfers (the
// fault drift), in order.
func (s *Sim) OthersAppliedTransfers() []Applied {
	s.dryviq.mu.Lock()
	defer s.dryviq.mu.Unlock()
	return slices.Clone(s.dryviq.other)
}
