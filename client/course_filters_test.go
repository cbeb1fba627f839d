package client_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/model"
)

// What a copy loses of filters is put back, and nothing where it lost nothing.
func TestACopyGetsItsFiltersBack(t *testing.T) {
	for _, has := range []string{"orders-prod-sync-02", "orders-prod-sync-01"} {
		synctest.Test(t, func(t *testing.T) {
			b, service := simulatedCopies(t)
			id := service.ID(has)
			service.Set(id, "INCRE_TRANSFER_STARTED")
			c := b.session.copyOf(id, "orders-copy-01")
			c.Filters, c.Check = true, false
			r := over(b.session.begin(c))
			check(t, "steps", tale(r), "clone done, configuration done, compare done, description done, filters done")
			want := "clone description"
			if strings.Contains(string(service.Objects(id)), "filter_conditions") {
				want += " db_object"
			}
			if filtered := want != "clone description"; filtered != (has == "orders-prod-sync-02") {
				t.Errorf("%s has filters: %v", has, filtered)
			}
			check(t, "written", wroteOn(service), want)
			if got, original := string(service.Objects(r.Copy.ID.Raw())), string(service.Objects(id)); strings.Count(got, "filter_conditions") != strings.Count(original, "filter_conditions") {
				t.Errorf("%s, and the original has %s", got, original)
			}
			b.end()
			if err := service.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Passwords that do not fit are seen before anything is done to the original; others are
// stored in their place.
func TestPasswordsOfACopyAreTypedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, service := simulatedCopies(t)
		k, c := b.begun(service)
		for !slices.Contains(strings.Fields(wroteOn(service)), "clone") {
			time.Sleep(100 * time.Millisecond)
		}
		k.Stop()
		over(k)
		wrong := secretsOf(c.Original)
		for key := range wrong.Passwords {
			wrong.Passwords[key] = model.NewSecret("wrong")
		}
		r := b.session.goOn(k.ID(), client.CopyInput{Secrets: wrong})
		check(t, "with wrong ones", wroteOn(service), "clone endpoint description")
		if s := r.Step(model.CopyTest); s.State != model.CopyRefused || len(s.Ends) != 2 || s.Ends[0].Reached {
			t.Errorf("%s: %+v", tale(r), s.Ends)
		}
		r = b.session.goOn(k.ID(), client.CopyInput{Secrets: c.Secrets})
		check(t, "with the right ones", wroteOn(service), "clone endpoint description endpoint precheck stop terminate delete")
		if !r.Done() {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
		b.end()
		_ = service.Close()
	})
}
