package sim_test

import (
	"strconv"
	"testing"
	"time"

	"drover/client/sim"
)

// lag is the delay that the progress tells, in seconds.
func (s *service) lag(job string) int {
	s.t.Helper()
	text, _ := s.ask("batch-progress", s.ID(job)).list(s.t, "results")[0]["incre_trans_delay"].(string)
	n, err := strconv.Atoi(text)
	if err != nil {
		s.t.Fatalf("%s has no lag: %q", job, text)
	}
	return n
}

// TestCoursesOfLag: one job catches up within two minutes, steadily, and falls
// behind again later; one only falls behind; one swells and ebbs. None falls
// behind faster than the clock goes.
func TestCoursesOfLag(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	const down, up, wave = "orders-prod-sync-03", "orders-prod-sync-02", "events-kafka-01"
	if first := s.lag(down); first < 120 {
		t.Errorf("%s begins at %d s", down, first)
	}
	turns, rose, last := 0, false, map[string]int{down: 1 << 30, up: 0, wave: s.lag(wave)}
	for at := range 150 {
		now := map[string]int{down: s.lag(down), up: s.lag(up), wave: s.lag(wave)}
		if at <= 110 && now[down] > last[down] || at >= 120 && now[down] >= 10 {
			t.Errorf("after %d s %s is at %d s, before at %d s", at, down, now[down], last[down])
		}
		if now[up] < last[up] {
			t.Errorf("after %d s %s is at %d s, before at %d s", at, up, now[up], last[up])
		}
		for name, lag := range now {
			if at > 0 && lag > last[name]+2 { // whole seconds, so one more than passed
				t.Errorf("after %d s %s jumps from %d s to %d s", at, name, last[name], lag)
			}
		}
		if now[wave] != last[wave] && rose != (now[wave] > last[wave]) {
			rose, turns = !rose, turns+1
		}
		last = now
		clock.forward(time.Second)
	}
	if turns < 3 {
		t.Errorf("%s turns %d times", wave, turns)
	}
	clock.forward(12*time.Minute - 151*time.Second)
	if again := s.lag(down); again < 120 {
		t.Errorf("before the next burst is over %s is at %d s", down, again)
	}
}

func TestFrozenLagsStand(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	for name, want := range map[string]int{"orders-prod-sync-02": 23, "orders-prod-sync-03": 200, "events-kafka-01": 1} {
		if got := s.lag(name); got != want {
			t.Errorf("%s is at %d s, want %d s", name, got, want)
		}
	}
	for _, part := range []string{"monitor-data", "progress-data/table?limit=30", "ddl", "timelines", "dirty-data"} {
		for _, job := range []string{"orders-prod-sync-01", "orders-prod-sync-02", "billing-ora-01"} {
			if one, two := s.below(job, part), s.below(job, part); string(one.body) != string(two.body) {
				t.Errorf("%s of %s moves in a frozen world", part, job)
			}
		}
	}
}
