package client_test

import (
	"testing"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

// A start whose job ended before anybody could look stays unknown until the
// user says what came of it.
func TestTheUsersWord(t *testing.T) {
	for _, applied := range []bool{true, false} {
		bubble(t, 1, func(f *fixture, s *scripted) {
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				s.set("RELEASE_RESOURCE_COMPLETE", changes)
				return lost(0, changes)
			}
			check(f.T, "outcomes", kinds(f.run(f.plan(1))), "unknown")
			open := f.client.Unresolved()
			if len(open) != 1 {
				f.Fatalf("%d unresolved", len(open))
			}
			if err := f.client.Declare(open[0], applied); err != nil {
				f.Fatal(err)
			}
			want := map[bool]client.JournalState{true: journal.Applied, false: journal.Absent}[applied]
			h, err := f.client.History()
			if err != nil || h.Entries[0].State != want || h.Entries[0].Code != "BY-USER" {
				f.Errorf("the journal says %+v, %v", h, err)
			}
			if f.client.Declare(open[0], applied) == nil {
				f.Error("a known outcome takes the user's word")
			}
			if s.calls() != 1 {
				f.Errorf("%d calls", s.calls())
			}
		})
	}
}
