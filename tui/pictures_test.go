package tui

import (
	"regexp"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// picture is a screen to be kept: go test ./tui -update draws them anew. Look
// at every one that changed.
type picture struct {
	name  string
	world world
	story func(d *desk)
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
