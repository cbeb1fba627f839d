package tui

import (
	"regexp"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"
)

// picture is a screen to be kept: go test ./tui -update draws them anew. Look
// at every one that changed.
type picture struct {
	name  string
	world world
	story func(d *desk)
}

// inAllSizes are pictures in the size they have, and in a large and a small
// window.
func inAllSizes(pictures []picture) []picture {
	out := pictures
	for _, p := range pictures {
		large, small := p.world, p.world
		large.size, small.size = [2]int{160, 45}, [2]int{60, 15}
		out = append(out, picture{p.name + "_large", large, p.story}, picture{p.name + "_small", small, p.story})
	}
	return out
}

// draw compares what the stories lead to with testdata.
func draw(t *testing.T, pictures []picture) {
	t.Helper()
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			tell(t, p.world, func(d *desk) {
				p.story(d)
				golden.RequireEqual(t, lasting(d.Screen()))
			})
		})
	}
}

// lasting replaces what differs from run to run: requests go out side by side,
// so that their ids fall to them by chance; and what another request anywhere
// before would change in every picture of a wide screen, their pace.
func lasting(screen string) string {
	screen = requestID.ReplaceAllString(screen, "${1}0123456789abcdef0123456789abcdef")
	return rate.ReplaceAllString(screen, "n.n${1} requests/s")
}

var (
	requestID = regexp.MustCompile(`(request |Request-Id: |request_id": "|  )[0-9a-f]{32}`)
	rate      = regexp.MustCompile(`\d\.\d( of 5)? requests/s`)
)

// TestEverywhereAtOtherSizes draws what has a picture at 80×24 in a large
// window and in a small one.
func TestEverywhereAtOtherSizes(t *testing.T) {
	open := func(name string, keys ...string) func(*desk) {
		return func(d *desk) { d.find(name).Keys("enter").Keys(keys...).Wait(time.Second) }
	}
	type state struct {
		name  string
		reach func(d *desk)
	}
	states := []state{
		{"policy", open("orders-prod-sync-02", "3")},
		{"objects", open("billing-ora-01", "3", "tab")},
		{"ends", open("orders-prod-sync-02", "5")},
		{"limits", open("orders-prod-sync-02", "6")},
		{"check", open("catalog-mongo-02", "8")},
		{"raw", open("orders-prod-sync-02", "7")},
		{"failed", open("payments-ora-01")},
		{"dirty", open("orders-prod-sync-01", "2", "l", "l")},
		{"log", open("orders-prod-sync-01", "2", "h", "h")},
		{"marked", func(d *desk) { d.Keys("/").Type("wave2").Keys("enter", "*") }},
		{"none_matches", func(d *desk) { d.Keys("/").Type("wave2 status:paused").Keys("enter") }},
		{"token_ended", func(d *desk) { d.sim.Script(always("401")); d.Keys("j", "space", "r") }},
		{"review", func(d *desk) { d.Keys("/").Type("wave2").Keys("enter", "*", "S").Sees("Type 3") }},
		{"report", func(d *desk) { d.start("wave2-shop-01").Sees("accepted 1").Wait(30 * time.Second) }},
		{"help", func(d *desk) { d.Keys("?") }},
		{"commands", func(d *desk) { d.Keys(":") }},
		{"sort", func(d *desk) { d.Keys("s") }},
	}
	var pictures []picture
	for _, s := range states {
		pictures = append(pictures, picture{s.name + "_large", world{size: [2]int{160, 45}}, s.reach}, picture{s.name + "_small", world{size: [2]int{60, 15}}, s.reach})
	}
	draw(t, pictures)
}
