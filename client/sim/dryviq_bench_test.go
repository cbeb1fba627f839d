package sim_test

import (
	"testing"

	"drover/client/sim"
)

// BenchmarkListTransfers asks for pages of a large fleet, as a client does that
// reads all of it.
func BenchmarkListTransfers(b *testing.B) {
	s, err := sim.New(sim.Options{Jobs: 100_000})
	if err != nil {
		b.Fatal(err)
	}
	s.TransferID("the world is made when it is first asked for")
	for b.Loop() {
		if status, _ := direct(b, s.Handler(), "GET", "/v1/jobs?fields=name,status,kind,schedule.mode,execution.progress&limit=1000&offset=50000", ""); status != 200 {
			b.Fatal(status)
		}
	}
}
