package client_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"drover/client"
	"drover/model"
)

// somebodyElse changes a value of a job, as another session would.
func (f *fixture) somebodyElse(id model.JobID, section model.Section, key model.FieldKey, value string) {
	f.Helper()
	d, parts, err := f.client.Sections(f.Context(), id, section)
	if err != nil {
		f.Fatal(err)
	}
	e := model.NewEdit(d, parts[0]).With(key, value)
	if got := f.run(model.PlanEdit(f.client.NewIntent(), f.client.Capabilities(), e, model.Around{})).Rows[0].Outcome; got.Kind != model.Done {
		f.Fatalf("%+v", got)
	}
}

// A copy of databases is compared whole: with what it was made of, at once and again before
// something is done to the original.
func TestACopyThatSomebodyChangesKeepsItsOriginal(t *testing.T) {
	for what, c := range map[string]struct {
		refused string // the operation at which the copying rests first
		step    model.CopyKind
		rests   string
		section model.Section
		key     model.FieldKey
		value   string
		written string
	}{
		"before it is compared": {
			"ShowJobDetail", model.CopyProve, "the copy is not what was asked for: 1 value differs", model.SectionPolicy, model.KeyConflict, "ignore", "clone policy",
		},
		"policy": {
			"BatchExecuteJobActions", model.CopyRest, "the copy is not any more what it was when it was compared (1 value differs)",
			model.SectionPolicy, model.KeyConflict, "ignore", "clone description policy",
		},
		"objects": {
			"BatchExecuteJobActions", model.CopyRest, "the copy is not any more what it was when it was compared (1 value differs)",
			"", "#objects", "", "clone description db_object",
		},
		"what was the copy's own": {
			"BatchExecuteJobActions", model.CopyRest, "the copy is not any more what it was when it was compared (1 value differs)",
			model.SectionDescription, model.KeyDescription, "of another session", "clone description description",
		},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, service := simulated(t, "")
				id := service.ID("orders-prod-sync-02")
				service.Set(id, "INCRE_TRANSFER_STARTED")
				copying := f.copyOf(id, "orders-copy-01")
				copying.Fate, copying.Check = model.FateRests, false
				service.Script(func(op string, _ int) string {
					if op == c.refused && strings.HasPrefix(wroteOn(service), "clone") {
						return "403"
					}
					return ""
				})
				k, err := f.client.Copy(t.Context(), copying)
				if err != nil {
					t.Fatal(err)
				}
				r := over(k)
				service.Script(nil)
				if c.section == "" {
					f.chooseOn(r.Copy.ID.Raw(), "joins")
				} else {
					f.somebodyElse(r.Copy.ID, c.section, c.key, c.value)
				}
				k, err = f.client.GoOn(t.Context(), k.ID(), client.CopyInput{})
				if err != nil {
					t.Fatal(err)
				}
				r = over(k)
				if s := r.Step(c.step); s.State != model.CopyRefused || len(s.Differs) != 1 || s.Differs[0].Key != c.key || !strings.HasPrefix(r.Rests, c.rests) {
					t.Errorf("%s: %s, %+v", tale(r), r.Rests, s.Differs)
				}
				check(t, "written", wroteOn(service), c.written)
			})
		})
	}
}

// A page of some proxy tells nothing of objects, so that nothing is compared with it; what
// the service will not tell of the original is left out, and of the copy is said.
func TestObjectsOfACopyThatAreNotTold(t *testing.T) {
	for what, c := range map[string]struct {
		fault string
		of    int // the reading that it befalls: the original's is the first, the copy's the second
		tale  string
		rests string
	}{
		"a proxy's page of the original": {"html", 1, "compare unsent", "the objects of the original could not be read"},
		"a proxy's page of the copy":     {"html", 2, "compare unsent", "the objects of the copy could not be read"},
		"the original's are not told":    {"403", 1, "compare done", ""},
		"the copy's are not told":        {"403", 2, "compare refused", "the copy is not what was asked for: 1 value differs"},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, service := simulated(t, "")
				id := service.ID("orders-prod-sync-02")
				service.Set(id, "INCRE_TRANSFER_STARTED")
				copying := f.copyOf(id, "orders-copy-01")
				copying.Check = false
				reads := 0
				service.Script(func(op string, _ int) string {
					if op != "ShowDbObjectsList" {
						return ""
					}
					if reads++; reads >= c.of {
						return c.fault
					}
					return ""
				})
				k, err := f.client.Copy(t.Context(), copying)
				if err != nil {
					t.Fatal(err)
				}
				r := over(k)
				if !strings.Contains(tale(r), c.tale) || !strings.HasPrefix(r.Rests, c.rests) || (r.Rests == "") != (c.rests == "") {
					t.Errorf("%s: %s", tale(r), r.Rests)
				}
			})
		})
	}
}
