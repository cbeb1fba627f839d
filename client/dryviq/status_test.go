package dryviq_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

func ids(all []model.Job) []model.JobID {
	out := make([]model.JobID, len(all))
	for i, j := range all {
		out[i] = j.ID
	}
	return out
}

// TestStatusTellsOfEveryJobThatIsAsked, few or many, there or gone, before and after
// the list was read.
func TestStatusTellsOfEveryJobThatIsAsked(t *testing.T) {
	b, s, _ := simulated(t, sim.Options{Jobs: 260, Freeze: true})
	all := ids(jobs(t, b))
	for _, id := range []int{3, 110, 111, 112, 250, 251} {
		if out := b.Apply(t.Context(), []model.Change{model.Act{ID: all[id], Verb: model.Delete}}); out[0].Kind != model.Accepted {
			t.Fatalf("%+v", out)
		}
	}
	fresh, _, _ := simulated(t, sim.Options{Jobs: 260, Freeze: true}) // has not read a list, and nothing is deleted there
	rapid.Check(t, func(rt *rapid.T) {
		asked := rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 40, func(id model.JobID) model.JobID { return id }).Draw(rt, "asked")
		got, err := b.Status(t.Context(), append(slices.Clone(asked), model.JobID{}, asked[0]))
		if err != nil || len(got) != len(asked) {
			rt.Fatalf("%d of %d: %v", len(got), len(asked), err)
		}
		for _, id := range asked {
			status, runs, gone := s.TransferState(id.Raw())
			switch is := got[id]; {
			case gone != rest.IsGone(is.Code):
				rt.Errorf("%s: gone %v, told %+v", id, gone, is)
			case !gone && (is.Status.Raw() != status || runs != (is.Runs == model.Yes) || runs != (is.Percent >= 0) || is.At.IsZero()):
				rt.Errorf("%s is %s, runs %v: %+v", id, status, runs, is)
			}
		}
		other, err := fresh.Status(t.Context(), asked)
		if err != nil || len(other) != len(asked) {
			rt.Fatalf("%d of %d: %v", len(other), len(asked), err)
		}
	})
}

// TestManyStatusesCostThePagesTheyStandIn, and who asks about progress next has the
// same answer.
func TestManyStatusesCostThePagesTheyStandIn(t *testing.T) {
	b, _, tap := simulated(t, sim.Options{Jobs: 500, Freeze: true})
	all := ids(jobs(t, b))
	tap.take()
	for name, c := range map[string]struct {
		asked []model.JobID
		calls int
	}{
		"one":           {all[7:8], 1},
		"a few":         {all[98:102], 4},
		"a screen":      {all[210:260], 1},
		"across a page": {all[190:220], 2},
		"scattered":     {[]model.JobID{all[1], all[101], all[201], all[301], all[401]}, 5},
		"all":           {all, 5},
		"none":          {nil, 0},
	} {
		got, err := b.Status(t.Context(), c.asked)
		if err != nil || len(got) != len(c.asked) {
			t.Errorf("%s: %d of %d, %v", name, len(got), len(c.asked), err)
		}
		if n := len(tap.take()); n != c.calls {
			t.Errorf("%s: %d calls, want %d", name, n, c.calls)
		}
		again, err := b.Progress(t.Context(), c.asked)
		if err != nil || len(again) != len(got) || len(tap.take()) > c.calls {
			t.Errorf("%s: progress of %d, %v", name, len(again), err)
		}
	}
}

// TestWhetherARunGoesOn is told only where nothing contradicts it: a copy's original is
// left alone until its run has ended.
func TestWhetherARunGoesOn(t *testing.T) {
	for job, want := range map[string]model.Sample{
		`"status":"running","execution":{"id":7,"progress":0.429,"status":"running"}`:                  {Runs: model.Yes, Run: model.NewText("7"), Percent: 42},
		`"status":"paused","execution":{"id":7,"progress":"1.7"}`:                                      {Runs: model.Yes, Run: model.NewText("7"), Percent: 100},
		`"status":"idle","execution":null,"previous_execution":{"id":6}`:                               {Runs: model.No, Run: model.NewText("6"), Percent: -1},
		`"status":"idle","execution":{"id":7,"status":"cancelled","end_time":1740787200,"progress":1}`: {Runs: model.No, Run: model.NewText("7"), Percent: 100},
		`"status":"idle","execution":{"id":7,"status":"completed"}`:                                    {Runs: model.No, Run: model.NewText("7"), Percent: -1},
		`"status":"cancelling","execution":null`:                                                       {Runs: model.NotTold, Percent: -1},
		`"status":"running","execution":null,"previous_execution":{"id":6}`:                            {Runs: model.NotTold, Run: model.NewText("6"), Percent: -1},
		`"status":"idle"`: {Runs: model.NotTold, Percent: -1},
		`"status":"odd","execution":{"id":8,"status":"odd","progress":"x"}`: {Runs: model.Yes, Run: model.NewText("8"), Percent: -1},
	} {
		b := answering(t, 200, `{"type":"job","job":{"id":"a","kind":"transfer",`+job+`}}`)
		id := model.NewJobID("a")
		got, err := b.Status(t.Context(), []model.JobID{id})
		if is := got[id]; err != nil || is.Runs != want.Runs || is.Run != want.Run || is.Percent != want.Percent {
			t.Errorf("%s: %+v, %v", job, got[id], err)
		}
	}
}

// TestAnAnswerAboutAnotherJobIsNone.
func TestAnAnswerAboutAnotherJobIsNone(t *testing.T) {
	for _, body := range []string{`{"job":{"id":"b","status":"idle"}}`, `{"job":[]}`, `{}`, `{"type":"job","job":null}`, `<html>`} {
		b := answering(t, 200, body)
		got, err := b.Status(t.Context(), []model.JobID{model.NewJobID("a")})
		if kind, ok := rest.KindOf(err); !ok || kind != rest.BadAnswer || len(got) != 0 {
			t.Errorf("%s: %v, %v", body, got, err)
		}
	}
}

// TestAPageThatFailsCostsItsJobs, not those of the others.
func TestAPageThatFailsCostsItsJobs(t *testing.T) {
	broken := false
	b := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken && r.URL.Query().Get("offset") == "100" {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprint(w, `{"description":"no"}`)
			return
		}
		lister{rows: 200, most: 100, total: true}.ServeHTTP(w, r)
	}), "")
	all := ids(jobs(t, b))
	broken = true
	got, err := b.Status(t.Context(), all)
	if err == nil || !strings.Contains(err.Error(), "no") || len(got) != 100 {
		t.Errorf("%d, %v", len(got), err)
	}
}

// A page that a proxy gives in the server's place says nothing of a job: not that it is gone.
func TestAProxysPageIsNoJobThatIsGone(t *testing.T) {
	id := model.NewJobID("a")
	got, err := answering(t, 404, `<html>default backend - 404</html>`).Status(t.Context(), []model.JobID{id})
	if one, told := got[id]; told || err == nil {
		t.Errorf("%+v, %v", one, err)
	}
	got, err = answering(t, 404, ``).Status(t.Context(), []model.JobID{id})
	if !rest.IsGone(got[id].Code) || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}
