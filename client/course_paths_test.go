package client_test

import (
	"strings"
	"testing"

	"drover/client/sim"
	"drover/model"
)

// A server echoes a path that is not there: the original is not given up for such a copy.
func TestACopyToNowhereIsNotProven(t *testing.T) {
	for path, words := range map[string]string{
		"/Nope/src":    "the target path /Nope/src is not there: /Nope is not found",
		"/Shared/Nope": "the target path /Shared/Nope is not there: /Shared/Nope is not found",
		"/shared/HR/":  "",
	} {
		t.Run(path, func(t *testing.T) {
			onTransfers(t, func(b *copyBench, service *sim.Sim) {
				c := b.moved(service)
				e, _ := c.Edit(model.SectionCopy)
				r := over(b.session.begin(c.With(e.With(model.KeyToPath, path))))
				if r.Done() != (words == "") {
					t.Errorf("%s: %s", tale(r), r.Rests)
				}
				if words == "" {
					return
				}
				check(t, "written", wroteOn(service), "clone")
				if proved := r.Step(model.CopyProve); proved.State != model.CopyRefused || len(proved.Differs) != 1 || !strings.Contains(proved.Why, words) {
					t.Errorf("%+v", proved)
				}
			})
		})
	}
}
