package client_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/model"
	"drover/model/objects"
)

// forgetful is a service whose copies lose what is said of single tables, until somebody
// says it again.
type forgetful struct {
	client.Backend
	client.Checks
	client.Selection

	mu    sync.Mutex
	saved bool
}

func (f *forgetful) Objects(ctx context.Context, job model.Job, ask objects.Ask, told func(objects.Progress)) (objects.Reading, error) {
	r, err := f.Selection.Objects(ctx, job, ask, told)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil || f.saved || job.Name.String() != "orders-copy-01" {
		return r, err
	}
	s := objects.Open(nil, r.Listing)
	r.Listing = s.PutExtras(func(yield func(objects.Node, *objects.Extra) bool) {
		s.EachExtra(func(n objects.Node, x *objects.Extra) bool { return x.Lookup || yield(n, nil) })
	}).Document(r.Listing.Scope)
	return r, nil
}

func (f *forgetful) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	out := f.Backend.Apply(ctx, changes)
	if _, ok := changes[0].(model.SetObjects); ok {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.saved = true
	}
	return out
}

// What a copy loses of filters is put back, and nothing where it lost nothing.
func TestACopyGetsItsFiltersBack(t *testing.T) {
	for _, forgets := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			b, service := simulatedCopies(t)
			if forgets {
				b.end()
				dial := b.dial
				b.dial = func() (client.Backend, func(), func(), func()) {
					backend, pull, logIn, stop := dial()
					return &forgetful{Backend: backend, Checks: backend.(client.Checks), Selection: backend.(client.Selection)}, pull, logIn, stop
				}
				b.begin()
			}
			id := service.ID("orders-prod-sync-02") // it has filters
			service.Set(id, "INCRE_TRANSFER_STARTED")
			c := b.session.copyOf(id, "orders-copy-01")
			c.Filters, c.Check = true, false
			r := over(b.session.begin(c))
			check(t, "steps", tale(r), "clone done, configuration done, compare done, description done, filters done")
			want := "clone description"
			if forgets {
				want += " db_object"
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
		for key := range wrong {
			wrong[key] = model.NewSecret("wrong")
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
