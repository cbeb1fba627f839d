package drs_test

import (
	"testing"

	"drover/client/sim"
	"drover/model"
)

// TestPagesShareRoom: answers and rows are read into the room of earlier ones,
// and no job changes by that.
func TestPagesShareRoom(t *testing.T) {
	s, err := sim.New(sim.Options{Jobs: 1500, MaxPage: 50})
	if err != nil {
		t.Fatal(err)
	}
	backend := over(t, s.Handler())
	for range 2 {
		names := map[model.JobID]string{}
		for page, err := range backend.Jobs(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			for _, j := range page.Jobs {
				names[j.ID] = j.Name.Raw()
			}
		}
		if len(names) != 1500 {
			t.Errorf("%d jobs of 1500", len(names))
		}
		for id, name := range names {
			if s.ID(name) != id.Raw() {
				t.Errorf("job %v is called %q", id, name)
			}
		}
	}
}
