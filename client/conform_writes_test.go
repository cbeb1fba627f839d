package client_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"drover/model"
)

// A write is applied once at most, and what is said of it is so, whatever becomes of
// its call.
func TestEveryHouseSendsOnce(t *testing.T) {
	for fault, want := range map[string][]model.OutcomeKind{
		"":             {model.Done},
		"400":          {model.Refused},
		"403":          {model.Refused},
		"401":          {model.NotSent},
		"429:1s":       {model.Done}, // it was not applied, so it goes again
		"reset-after":  {model.Done},
		"reset-before": {model.Absent},
		"hang-before":  {model.Absent},
		"hang":         {model.Done},
		"cut":          {model.Done},
		"redirect":     {model.Absent},
		"garbage":      {model.Absent, model.Refused},
		"html":         {model.Done, model.Absent},
		"empty":        {model.Done, model.Absent},
		"500":          {model.Done, model.Absent},
		"503":          {model.Done, model.Absent},
	} {
		t.Run("fault "+fault, func(t *testing.T) {
			everyHouse(t, func(w *tenant) {
				pick := w.able(model.Start)[:1]
				w.sim.Script(func(op string, n int) string {
					if op == w.house.start && n == 1 {
						return fault
					}
					return ""
				})
				before := len(w.sim.Applied())
				report := w.do(model.Start, pick)
				o, applied := report.Rows[0].Outcome, w.startsOf(pick[0].Job.ID, before)
				if !slices.Contains(want, o.Kind) {
					w.Errorf("%s (%s), want %v", o.Kind, o.Why, want)
				}
				if once := o.Kind == model.Done; applied > 1 || once != (applied == 1) {
					w.Errorf("%s (%s), and it was applied %d times", o.Kind, o.Why, applied)
				}
				if c := report.Count(); c.Sent != c.Accepted+c.Refused+c.Unknown+c.Absent || c.Sent+c.NotSent != 1 {
					w.Errorf("the first line: %+v", c)
				}
			})
		})
	}
}

// startsOf counts the starts of a job that took effect since n.
func (w *tenant) startsOf(id model.JobID, n int) int {
	count := 0
	for _, a := range w.sim.Applied()[n:] {
		if a.JobID == id.Raw() && a.Action == "start" {
			count++
		}
	}
	return count
}

// Every verb that a house offers does what it says to a job that allows it.
func TestEveryHouseDoesWhatItOffers(t *testing.T) {
	done := map[string]int{}
	for _, verb := range []model.Verb{model.Start, model.Pause, model.Resume, model.Cancel, model.End, model.ForceEnd, model.Delete} {
		t.Run(string(verb), func(t *testing.T) {
			everyHouse(t, func(w *tenant) {
				caps := w.client.Capabilities()
				if !slices.Contains(model.VerbsOf(caps.Realm), verb) {
					return
				}
				picks := w.able(verb)
				if len(picks) == 0 {
					w.Fatalf("no job can %s", verb)
				}
				before := len(w.sim.Applied())
				row := w.do(verb, picks[:1]).Rows[0]
				if k := row.Outcome.Kind; k != model.Done && k != model.Accepted {
					w.Errorf("%s %v: %s (%s %s %s)", picks[0].Job.Status, picks[0].Job.Name, k, row.Outcome.Why, row.Outcome.Code, row.Outcome.Message)
				}
				if n := len(w.sim.Applied()) - before; n < 1 {
					w.Errorf("nothing was applied")
				}
				done[w.house.name]++
			})
		})
	}
	for _, h := range houses() {
		if done[h.name] < 5 {
			t.Errorf("%s: only %d verbs were tried", h.name, done[h.name])
		}
	}
}

// What becomes of the call of any verb: it is applied once or not at all, and what is said
// of it is so.
func TestEveryHouseSendsEveryVerbOnce(t *testing.T) {
	tried := map[string]int{}
	for fault, want := range map[string][]model.OutcomeKind{
		"400": {model.Refused}, "401": {model.NotSent}, "429:1s": {model.Done, model.Accepted}, "redirect": {model.Absent},
		"reset-before": {model.Absent}, "reset-after": {model.Done}, "empty": {model.Done, model.Accepted, model.Absent},
	} {
		for _, verb := range []model.Verb{model.Pause, model.Resume, model.Cancel, model.End, model.Delete} {
			t.Run(string(verb)+" "+fault, func(t *testing.T) {
				everyHouse(t, func(w *tenant) {
					if !slices.Contains(model.VerbsOf(w.client.Capabilities().Realm), verb) {
						return
					}
					pick := w.able(verb)[:1]
					ops := w.carries(verb, pick)
					w.sim.Script(func(op string, n int) string {
						if slices.Contains(ops, op) && n == 1 {
							return fault
						}
						return ""
					})
					before := len(w.sim.Applied())
					o, n := w.do(verb, pick).Rows[0].Outcome, 0
					for _, a := range w.sim.Applied()[before:] {
						if a.JobID == pick[0].Job.ID.Raw() {
							n++
						}
					}
					taken := o.Kind == model.Done || o.Kind == model.Accepted
					if !slices.Contains(want, o.Kind) || taken != (n == 1) || n > 1 {
						w.Errorf("%s (%s), applied %d times, want %v", o.Kind, o.Why, n, want)
					}
					tried[w.house.name]++
				})
			})
		}
	}
	for _, h := range houses() {
		if tried[h.name] < 20 {
			t.Errorf("%s: only %d were tried", h.name, tried[h.name])
		}
	}
}

// carries are the operations that carry a verb.
func (w *tenant) carries(verb model.Verb, picks []model.Pick) []string {
	w.Helper()
	plan := model.NewPlan(w.client.NewIntent(), w.client.Capabilities(), model.Wish{Verb: verb, Pause: model.PauseReplay}, picks)
	shown, err := w.client.Requests(plan)
	if err != nil || len(shown) == 0 {
		w.Fatalf("%d requests: %v", len(shown), err)
	}
	var out []string
	for _, q := range shown {
		out = append(out, q.Op)
	}
	return out
}

// Several jobs go in one plan, each with an outcome of its own; one that is not to be
// had any more keeps none of the others back.
func TestEveryHouseReportsJobByJob(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		picks := w.able(model.Start)
		picks = picks[:min(len(picks), 3)]
		before := len(w.sim.Applied())
		report := w.do(model.Start, picks)
		for i, row := range report.Rows {
			if row.ID != picks[i].Job.ID || row.Outcome.Kind != model.Done || w.startsOf(row.ID, before) != 1 {
				w.Errorf("%v: %s (%s), applied %d times", row.ID, row.Outcome.Kind, row.Outcome.Why, w.startsOf(row.ID, before))
			}
		}
	})
}

// The request that a review shows is the one that is sent.
func TestEveryHouseShowsWhatItSends(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		pick := w.able(model.Start)[:1]
		plan := model.NewPlan(w.client.NewIntent(), w.client.Capabilities(), model.Wish{Verb: model.Start, When: model.AtOnce()}, pick)
		shown, err := w.client.Requests(plan)
		if err != nil || len(shown) != 1 {
			w.Fatalf("%d requests, %v", len(shown), err)
		}
		run, err := w.client.Apply(w.Context(), plan)
		if err != nil {
			w.Fatal(err)
		}
		<-run.Done()
		sent := 0
		for _, x := range w.client.Exchanges() {
			if x.Op != w.house.start {
				continue
			}
			sent++
			if x.Method != shown[0].Method || x.Op != shown[0].Op || !sameJSON(x.Request().Body, shown[0].Body) {
				w.Errorf("sent %s %s\n%s\nshown %s %s\n%s", x.Op, x.Method, x.Request().Body, shown[0].Op, shown[0].Method, shown[0].Body)
			}
		}
		if sent != 1 {
			w.Errorf("sent %d times", sent)
		}
	})
}

func sameJSON(a, b []byte) bool {
	var x, y bytes.Buffer
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && x.String() == y.String()
}

// Nothing of what proves who we are is on the disk or in what is shown.
func TestEveryHouseKeepsItsSecrets(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		w.do(model.Start, w.able(model.Start)[:1])
		var said strings.Builder
		for _, x := range w.client.Exchanges() {
			fmt.Fprintf(&said, "%+v\n", x)
		}
		_ = filepath.WalkDir(w.dir, func(path string, e os.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				b, _ := os.ReadFile(path)
				said.Write(b)
			}
			return err
		})
		if strings.Contains(said.String(), "sim-token") {
			w.Error("the token is in the trace or on the disk")
		}
	})
}
