package dryviq_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client/dryviq"
	"drover/client/sim"
	"drover/model"
)

// The bodies of the service document, as JSON.
const (
	documentClone = `{"name":"Clone Job","transfer":{"transfer_type":"copy","lock_propagation":"ignore",
		"permissions":{"policy":"none","links":true,"failures":"none"},"versioning":{"preserve":"native","select":"all"}},"schedule":{"mode":"manual"}}`
	documentPatch = `{"kind":"transfer","transfer_type":"copy","schedule":{"mode":"manual"}}`
)

// part reads one section of a job of the simulator.
func part(t testing.TB, b *dryviq.Backend, id string, s model.Section) (model.Detail, model.Part) {
	t.Helper()
	d, parts, err := b.Sections(t.Context(), model.NewJobID(id), s)
	if err != nil || len(parts) != 1 || parts[0].Lacks != "" || parts[0].Read.IsZero() {
		t.Fatalf("%s: %v %+v", s, err, parts)
	}
	return d, parts[0]
}

// sent is the only write among the requests.
func sent(t testing.TB, tap *wireTap) request {
	t.Helper()
	writes := slices.DeleteFunc(tap.take(), func(r request) bool { return r.method == http.MethodGet })
	if len(writes) != 1 {
		t.Fatalf("%d writes", len(writes))
	}
	return writes[0]
}

// want is a section with some values as they are to be.
func want(p model.Part, values map[model.FieldKey]string) map[model.FieldKey]string {
	out := maps.Clone(p.Values)
	maps.Copy(out, values)
	maps.DeleteFunc(out, func(_ model.FieldKey, v string) bool { return v == "" })
	return out
}

func edit(d model.Detail, p model.Part, values map[model.FieldKey]string) model.Change {
	return model.EditJob{Job: d.Job, Section: p.Section, Base: p, Want: want(p, values)}
}

func accepted(t testing.TB, b *dryviq.Backend, change model.Change) model.Outcome {
	t.Helper()
	out := b.Apply(t.Context(), []model.Change{change})
	if len(out) != 1 || out[0].Kind != model.Accepted || out[0].ID != change.Target() {
		t.Fatalf("%+v", out)
	}
	return out[0]
}

func TestTheScheduleOfTheDocumentIsSent(t *testing.T) {
	b, s, tap := simulated(t, sim.Options{Freeze: true})
	id := s.TransferID("legal-hold-box") // of the type copy
	d, p := part(t, b, id, model.SectionSchedule)
	tap.take()
	accepted(t, b, edit(d, p, map[model.FieldKey]string{model.KeyScheduleMode: "manual", model.KeyScheduleHold: ""}))
	r := sent(t, tap)
	if r.method != http.MethodPatch || r.path != "/v1/jobs/"+id || r.query != "" {
		t.Errorf("%+v", r)
	}
	wantJSON(t, r.body, documentPatch)
	if _, after := part(t, b, id, model.SectionSchedule); after.Get(model.KeyScheduleMode) != "manual" {
		t.Errorf("%v", after.Values)
	}
}

// TestAScheduleShowsWhatWasSent, value by value, and what was there before beside it.
func TestAScheduleShowsWhatWasSent(t *testing.T) {
	type values = map[model.FieldKey]string
	for name, c := range map[string]struct {
		job    string
		values values
		body   string // of the schedule; "": not looked at
	}{
		"days":        {"hr-archive", values{model.KeyScheduleDays: "monday,friday"}, ""},
		"one day":     {"hr-archive", values{model.KeyScheduleDays: "sunday", model.KeyScheduleRepeat: "4"}, ""},
		"interval":    {"finance-to-sharepoint", values{model.KeyScheduleEvery: "15m"}, `{"mode":"auto","days":["weekdays"],"repeat_interval":{"value":15,"unit":"m"}}`},
		"of days":     {"sales-box-to-gdrive", values{model.KeyScheduleEvery: "1.5d", model.KeyScheduleMost: "90m"}, ""},
		"at an hour":  {"board-papers", values{model.KeyScheduleRunAt: "05:30:15.250"}, ""},
		"a text":      {"ledgers-monthly", values{model.KeyScheduleRepeat: "3"}, `{"mode":"auto","days":"monday","run_at":{"hr":3,"min":30,"sec":0,"ms":0},"start_date":1740787200,"end_date":1924992000,"repeat_count":3,"repeat_interval":{"value":90,"unit":"m"}}`},
		"no end":      {"ledgers-monthly", values{model.KeyScheduleEnd: ""}, ""},
		"held":        {"legal-hold-box", values{model.KeyScheduleEvery: "2h"}, ""},
		"not held":    {"legal-hold-box", values{model.KeyScheduleEvery: "2h", model.KeyScheduleHold: ""}, ""},
		"from manual": {"media-to-s3", values{model.KeyScheduleMode: "auto", model.KeyScheduleFrom: "22:00", model.KeyScheduleTo: "05:30"}, ""},
		"once":        {"media-to-s3", values{model.KeyScheduleMode: "ad-hoc"}, `{"mode":"ad-hoc"}`},
	} {
		t.Run(name, func(t *testing.T) {
			b, s, tap := simulated(t, sim.Options{Freeze: true})
			id := s.TransferID(c.job)
			d, before := part(t, b, id, model.SectionSchedule)
			tap.take()
			accepted(t, b, edit(d, before, c.values))
			var body struct {
				Kind, Status string
				Type         string `json:"transfer_type"`
				Schedule     json.RawMessage
			}
			raw := sent(t, tap).body
			if json.Unmarshal(raw, &body) != nil || body.Kind != "transfer" || body.Type != string(d.Job.Task) || body.Status != want(before, c.values)[model.KeyScheduleHold] {
				t.Errorf("%s", raw)
			}
			if c.body != "" {
				wantJSON(t, body.Schedule, c.body)
			}
			_, after := part(t, b, id, model.SectionSchedule)
			asked := want(before, c.values)
			for _, key := range append(model.ScheduleKeys(), model.KeyScheduleHold) {
				if !model.SameValue(key, asked[key], after.Get(key)) {
					t.Errorf("%s: asked %q, shown %q", key, asked[key], after.Get(key))
				}
			}
			if next := time0(t, b, id); (asked[model.KeyScheduleMode] == "auto" && asked[model.KeyScheduleHold] == "") != next {
				t.Errorf("next run told: %v", next)
			}
		})
	}
}

// time0 reports whether the server tells a next run.
func time0(t *testing.T, b *dryviq.Backend, id string) bool {
	t.Helper()
	d, err := b.Job(t.Context(), model.NewJobID(id))
	if err != nil {
		t.Fatal(err)
	}
	return !d.Job.NextRun.IsZero() || d.Runs == model.Yes // one that runs is planned after its end
}

// TestWhatNobodyKnowsOfAScheduleGoesBack, as it came: unknown members, words, units
// and forms; and what was not changed is as it was.
func TestWhatNobodyKnowsOfAScheduleGoesBack(t *testing.T) {
	const odd = `{"mode":"auto","days":["weekdays","full moon"],"x_lane":{"night":[1,2.50]},"end":1924992000,"start_date":"soon",
		"repeat_interval":"00:15:00","max_execution":{"value":2,"unit":"fortnight"},"start_window":"22:00","run_at":{"hr":3,"min":30,"zone":"CET"},"repeat_count":2}`
	b := answering(t, 200, `{"type":"job","job":{"id":"a","kind":"transfer","transfer":{"transfer_type":"odd"},"schedule":`+odd+`}}`)
	d, p := part(t, b, "a", model.SectionSchedule)
	rs, err := b.Requests([]model.Change{edit(d, p, map[model.FieldKey]string{model.KeyScheduleRepeat: "5"})})
	if err != nil {
		t.Fatal(err)
	}
	var body struct {
		Type     string `json:"transfer_type"`
		Schedule json.RawMessage
	}
	if err := json.Unmarshal(rs[0].Body, &body); err != nil || body.Type != "odd" {
		t.Fatal(err, body.Type)
	}
	wantJSON(t, body.Schedule, strings.NewReplacer(`"end":`, `"end_date":`, `"repeat_count":2`, `"repeat_count":5`).Replace(odd))
}

// TestAScheduleThatIsReadGoesBack: the whole of it, whatever was in it.
func TestAScheduleThatIsReadGoesBack(t *testing.T) {
	clock := rapid.Custom(func(t *rapid.T) map[string]any {
		m := map[string]any{"hr": rapid.IntRange(0, 23).Draw(t, "hr"), "min": rapid.IntRange(0, 59).Draw(t, "min")}
		if rapid.Bool().Draw(t, "fine") {
			m["sec"], m["ms"] = rapid.IntRange(0, 59).Draw(t, "sec"), rapid.IntRange(0, 999).Draw(t, "ms")
		}
		return m
	})
	rapid.Check(t, func(rt *rapid.T) {
		whole := map[string]any{"mode": rapid.SampledFrom([]string{"auto", "odd"}).Draw(rt, "mode")}
		for name, of := range map[string]*rapid.Generator[any]{
			"days": rapid.OneOf(rapid.Just[any]("monday"), rapid.Just[any]([]any{"monday", "friday"}), rapid.Just[any]([]any{"weekends"})), "start_date": rapid.Int64Range(1, 1<<33).AsAny(),
			"repeat_count": rapid.IntRange(1, 9).AsAny(), "start_window": clock.AsAny(), "end_window": clock.AsAny(), "run_at": clock.AsAny(),
			"x_more": rapid.Just[any](map[string]any{"a": []any{1.5, nil}}),
		} {
			if rapid.Bool().Draw(rt, name+" there") {
				whole[name] = of.Draw(rt, name)
			}
		}
		raw, _ := json.Marshal(whole)
		b := answering(t, 200, `{"job":{"id":"a","kind":"transfer","transfer":{"transfer_type":"sync"},"schedule":`+string(raw)+`}}`)
		d, p := part(t, b, "a", model.SectionSchedule)
		rs, err := b.Requests([]model.Change{edit(d, p, nil)})
		if err != nil {
			rt.Fatal(err)
		}
		var body struct{ Schedule json.RawMessage }
		if err := json.Unmarshal(rs[0].Body, &body); err != nil {
			rt.Fatal(err)
		}
		wantJSON(t, body.Schedule, string(raw))
	})
}

// TestWhatCannotBeSentIsNotSent: and says so before anything goes out.
func TestWhatCannotBeSentIsNotSent(t *testing.T) {
	b, s, tap := simulated(t, sim.Options{Freeze: true})
	id := s.TransferID("hr-archive")
	d, p := part(t, b, id, model.SectionSchedule)
	other := d
	other.Job.Scenario = "convention"
	twice := p
	twice.Raw = []byte(`{"mode":"auto","mode":"manual"}`)
	hidden, _ := part(t, b, id, model.SectionCopy)
	copied := model.CloneJob{ID: hidden.Job.ID, Name: "copy", Job: hidden.Job, Want: map[model.FieldKey]string{model.KeyBodyMore: `{"transfer":{"source":{"options":{"key":"******"}}}}`}}
	tap.take()
	for name, change := range map[string]model.Change{
		"a moment":        model.StartJob{ID: d.Job.ID, At: model.AtTime(b1970())},
		"no moment":       model.StartJob{ID: d.Job.ID},
		"no id":           model.StartJob{At: model.AtOnce()},
		"an odd id":       model.Act{ID: model.NewJobID("\xff"), Verb: model.Delete},
		"a path":          model.Act{ID: model.NewJobID(".."), Verb: model.Delete},
		"another verb":    model.Act{ID: d.Job.ID, Verb: model.Reset},
		"no mode":         edit(d, p, map[model.FieldKey]string{model.KeyScheduleMode: ""}),
		"no length":       edit(d, p, map[model.FieldKey]string{model.KeyScheduleEvery: "soon"}),
		"no clock":        edit(d, p, map[model.FieldKey]string{model.KeyScheduleRunAt: "25:00"}),
		"no number":       edit(d, p, map[model.FieldKey]string{model.KeyScheduleRepeat: "two"}),
		"another kind":    edit(other, p, map[model.FieldKey]string{model.KeyScheduleRepeat: "2"}),
		"said twice":      edit(d, twice, map[model.FieldKey]string{model.KeyScheduleRepeat: "2"}),
		"another section": model.EditJob{Job: d.Job, Section: model.SectionName, Want: map[model.FieldKey]string{model.KeyName: "x"}},
		"a copy of it":    model.CloneJob{ID: d.Job.ID, Name: "copy", Job: other.Job},
		"a hidden secret": copied,
	} {
		out := b.Apply(t.Context(), []model.Change{change})
		if len(out) != 1 || out[0].Kind != model.NotSent || out[0].Why == "" || out[0].Again == model.AgainThrottle {
			t.Errorf("%s: %+v", name, out)
		}
	}
	out := b.Apply(t.Context(), []model.Change{model.Act{ID: d.Job.ID, Verb: model.Pause}, model.Act{ID: d.Job.ID, Verb: model.Cancel}})
	if len(out) != 2 || out[0].Kind != model.NotSent || out[1].Kind != model.NotSent {
		t.Errorf("two at once: %+v", out)
	}
	if seen := tap.take(); len(seen) != 0 {
		t.Errorf("%+v", seen)
	}
}
