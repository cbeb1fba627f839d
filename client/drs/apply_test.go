package drs_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"drover/client/drs"
	"drover/client/rest/wire"
	"drover/client/sim"
	"drover/model"
)

func starts(names ...string) []model.Change {
	var out []model.Change
	for _, id := range ids(names...) {
		out = append(out, model.StartJob{ID: id, At: model.AtOnce()})
	}
	return out
}

// letters is one outcome a letter: A accepted, R refused, N not sent, ? unknown.
func letters(out []model.Outcome) string {
	var s strings.Builder
	for _, o := range out {
		s.WriteByte(map[model.OutcomeKind]byte{model.Accepted: 'A', model.Refused: 'R', model.NotSent: 'N', model.UnknownOutcome: '?'}[o.Kind])
	}
	return s.String()
}

func TestResultsById(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string // for the jobs a, b and c
	}{
		"all":                 {202, `{"results":[{"id":"a","status":"success"},{"id":"b","status":"success"},{"id":"c","status":"success"}]}`, "AAA"},
		"in another order":    {202, `{"count":3,"results":[{"id":"c","status":"failed","error_code":"DRS.M00304"},{"id":"a","status":"success"},{"id":"b","status":"success"}]}`, "AAR"},
		"v5 spelling":         {202, `{"jobs":[{"job_id":"a","status":"Success"},{"job_id":"b","status":"Failed"}]}`, "AR?"},
		"one is missing":      {202, `{"results":[{"id":"a","status":"success"},{"id":"c","status":"success"}]}`, "A?A"},
		"busy":                {202, `{"results":[{"id":"a","status":"failed","error_code":"DRS.M01504"},{"id":"b","error_code":"DRS.M01504"},{"id":"c","status":"success"}]}`, "RRA"},
		"a stranger":          {202, `{"results":[{"id":"z","status":"success"},{"id":"A","status":"success"},{"id":"a","status":"success"}]}`, "A??"},
		"the same twice":      {202, `{"results":[{"id":"a","status":"success"},{"id":"a","status":"success"},{"id":"b","status":"success"},{"id":"c","status":"success"}]}`, "AAA"},
		"a contradiction":     {202, `{"results":[{"id":"a","status":"success"},{"id":"a","status":"failed"},{"id":"a","status":"success"},{"id":"b","status":"success"},{"id":"c","status":"success"}]}`, "?AA"},
		"a member twice":      {202, `{"results":[{"id":"a","status":"failed","status":"success"},{"id":"b","status":"success"}]}`, "???"},
		"unknown words":       {202, `{"results":[{"id":"a","status":"queued","error_code":"DRS.M00304"},{"id":"b","status":""},{"id":"c"}]}`, "???"},
		"success with a code": {202, `{"results":[{"id":"a","status":"success","error_code":"DRS.M00304"},{"id":"b","status":"success","error_code":""},{"id":"c","status":"success","error_code":null}]}`, "?AA"},
		"a fault inside":      {202, `{"results":[{"id":"a","status":"failed","error_code":"DRS.M00004"},{"id":"b","status":"failed","error_code":"DRS.M01501"},{"id":"c","status":"failed"}]}`, "??R"},
		"no names":            {202, `{"results":[{"status":"success"},{"status":"success"},{"status":"success"}]}`, "???"},
		"nothing":             {202, `{}`, "???"},
		"an empty list":       {202, `{"results":[],"count":0}`, "???"},
		"busy, no results":    {202, `{"error_code":"DRS.M01504","error_msg":"busy"}`, "???"},
		"created nothing":     {200, `{"error_code":"DRS.M05066"}`, "???"},
		"400 with results":    {400, `{"results":[{"id":"a","error_code":"DRS.M00289"},{"id":"b","status":"success"}]}`, "RA?"},
		"400 without names":   {400, `{"results":[{"error_code":"DRS.M00289"}]}`, "???"},
		"400":                 {400, `{"error_code":"DRS.M00301","error_msg":"duplicates"}`, "RRR"},
		"400 without a code":  {400, `<html>`, "???"},
		"403":                 {403, `{"error_code":"DRS.M00102"}`, "RRR"},
		"404":                 {404, noAPI, "RRR"},
		"429":                 {429, `{"error_code":"APIGW.0308"}`, "NNN"},
		"400 too many":        {400, `{"error_code":"DRS.M01503"}`, "NNN"},
		"401":                 {401, `{"error_code":"APIGW.0301"}`, "NNN"},
		"401 not permitted":   {401, `{"error_code":"DRS.M00103"}`, "RRR"},
		"408":                 {408, ``, "???"},
		"422":                 {422, `{"error_code":"DRS.M01501"}`, "???"},
		"500":                 {500, `{"error_code":"DRS.M00004"}`, "???"},
		"500 with results":    {500, `{"results":[{"id":"a","status":"success"},{"id":"b","status":"failed"}]}`, "???"},
		"html":                {202, `<html>all good</html>`, "???"},
		"empty":               {202, ``, "???"},
		"cut":                 {202, `{"results":[{"id":"a","status":"success"},`, "???"},
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			b := over(t, held(t, false, service{"batch-starting": func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				answer(c.status, c.body)(w, r)
			}}))
			out := b.Apply(t.Context(), starts("a", "b", "c"))
			if got := letters(out); got != c.want || asked.Load() != 1 {
				t.Errorf("%s, want %s, in %d calls: %+v", got, c.want, asked.Load(), out)
			}
			for i, o := range out {
				if o.ID != ids("a", "b", "c")[i] || (o.Kind == model.UnknownOutcome || o.Kind == model.NotSent) && o.Why == "" {
					t.Errorf("%d: %+v", i, o)
				}
			}
		})
	}
}

func TestACallOfOneJob(t *testing.T) {
	for body, want := range map[string]string{
		`202 {"error_code":"DRS.M01504","error_msg":"another operation is running"}`: "R",
		`200 {"error_code":"DRS.M05066"}`:                                            "?",
		`400 {"results":[{"error_code":"DRS.M00289"}]}`:                              "R",
		`400 {"results":[{"error_code":"DRS.M01503"}]}`:                              "N",
		`202 {"results":[{"status":"success"}]}`:                                     "?",
	} {
		var status int
		_, _ = fmt.Sscan(body, &status)
		b := over(t, service{"batch-starting": answer(status, body[4:])})
		if got := letters(b.Apply(t.Context(), starts("a"))); got != want {
			t.Errorf("%s: %s", body, got)
		}
	}
}

func TestAgain(t *testing.T) {
	throttled := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "17")
		answer(429, `{}`)(w, r)
	}
	o := over(t, service{"batch-starting": throttled}).Apply(t.Context(), starts("a"))[0]
	if o.Again != model.AgainThrottle || o.After != 17 {
		t.Errorf("%+v", o)
	}
	if o = over(t, service{"batch-starting": answer(401, `{}`)}).Apply(t.Context(), starts("a"))[0]; o.Again != model.AgainLogin {
		t.Errorf("%+v", o)
	}
	s, err := sim.New(sim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := over(t, s.Handler())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if o = b.Apply(ctx, starts("a"))[0]; o.Kind != model.NotSent || o.Again != model.AgainNo || o.Why == "" {
		t.Errorf("%+v", o)
	}
}

// TestNothingIsSentInPart: one change that cannot be encoded, and above all
// one without a time, keeps the whole chunk at home.
func TestNothingIsSentInPart(t *testing.T) {
	good := starts("good")
	for name, bad := range map[string][]model.Change{
		"no time":      {model.StartJob{ID: model.NewJobID("a")}},
		"time zero":    {model.StartJob{ID: model.NewJobID("a"), At: model.AtTime(time.Time{})}},
		"epoch":        {model.StartJob{ID: model.NewJobID("a"), At: model.AtTime(time.UnixMilli(0))}},
		"no id":        starts(""),
		"broken id":    starts("a\xff"),
		"twice":        starts("good"),
		"eleven":       starts("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
		"nothing, too": nil,
	} {
		b := over(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Errorf("%s: sent", name) }))
		changes := append(slices.Clone(good), bad...)
		if bad == nil {
			changes = nil
		}
		out := b.Apply(t.Context(), changes)
		if len(out) != len(changes) || strings.Trim(letters(out), "N") != "" {
			t.Errorf("%s: %+v", name, out)
		}
		for _, o := range out {
			if o.Why == "" || o.Again != model.AgainNo {
				t.Errorf("%s: %+v", name, o)
			}
		}
		if _, err := b.Requests(bad); bad != nil && name != "twice" && name != "eleven" && err == nil {
			t.Errorf("%s: shown all the same", name)
		}
	}
}

func TestTheBody(t *testing.T) {
	at := time.Date(2026, 3, 7, 2, 0, 0, 123456789, time.FixedZone("", 8*3600))
	changes := []model.Change{
		model.StartJob{ID: model.NewJobID("now'\u202e"), At: model.AtOnce()},
		model.StartJob{ID: model.NewJobID("later"), At: model.AtTime(at)},
	}
	var sent []byte
	b := over(t, held(t, false, service{"batch-starting": func(w http.ResponseWriter, r *http.Request) {
		sent, _ = io.ReadAll(r.Body)
		answer(202, `{}`)(w, r)
	}}))
	b.Apply(t.Context(), changes)
	want := fmt.Sprintf(`{"jobs":[{"job_id":"now'%s"},{"job_id":"later","start_time":"%d"}]}`, "\u202e", at.UnixMilli())
	if string(sent) != want {
		t.Errorf("sent %s\nwant %s", sent, want)
	}
	reqs, err := b.Requests(changes)
	if err != nil || len(reqs) != 1 {
		t.Fatal(reqs, err)
	}
	r := reqs[0]
	var shown, was any
	_, _ = json.Unmarshal(r.Body, &shown), json.Unmarshal(sent, &was)
	if fmt.Sprint(shown) != fmt.Sprint(was) || strings.ContainsRune(string(r.Body)+r.Curl, '\u202e') || !strings.Contains(string(r.Body), "\n  \"jobs\": [") {
		t.Errorf("%s", r.Body)
	}
	if r.URL != "http://drs.invalid/v3/p1/jobs/batch-starting" || r.Method != "POST" || r.Op != "V3BatchStartJobs" {
		t.Errorf("%+v", r)
	}
	for _, part := range []string{"curl -X POST 'http://drs.invalid/v3/", `"X-Auth-Token: $DROVER_TOKEN"`, `"job_id":"now'\''\u202e"`, "X-Language: en-us"} {
		if !strings.Contains(r.Curl, part) {
			t.Errorf("%s is not in\n%s", part, r.Curl)
		}
	}
	if strings.Contains(r.Curl, "sim-token") {
		t.Error("the token is shown")
	}
}

func TestApplyOnTheSimulator(t *testing.T) {
	b, s := simulated(t, sim.Options{Seed: 1})
	var ready []string
	for _, id := range list(t.Context(), b).order {
		if p, err := b.PreCheck(t.Context(), model.NewJobID(id), model.Text{}); err == nil && p.Passed() {
			ready = append(ready, id)
		}
	}
	outcomes := map[model.OutcomeKind]int{}
	for chunk := range slices.Chunk(starts(ready...), b.Limits().Batch) {
		for _, o := range b.Apply(t.Context(), chunk) {
			outcomes[o.Kind]++
			applied := slices.ContainsFunc(s.Applied(), func(a sim.Applied) bool { return a.JobID == o.ID.Raw() })
			if applied != (o.Kind == model.Accepted) {
				t.Errorf("applied %v, outcome %+v", applied, o)
			}
		}
	}
	if outcomes[model.Accepted] == 0 || outcomes[model.Refused] == 0 || len(outcomes) != 2 {
		t.Errorf("%v", outcomes)
	}
}

// FuzzBatchStart: whatever the answer, every job has exactly one outcome, and
// it is only accepted if an entry of its own says so.
func FuzzBatchStart(f *testing.F) {
	f.Add(202, []byte(`{"results":[{"id":"a","status":"success"},{"id":"b","status":"failed","error_code":"DRS.M01504"}]}`))
	f.Add(400, []byte(`{"jobs":{"job_id":"a","status":true}}`))
	f.Fuzz(func(t *testing.T, status int, b []byte) {
		v, err := wire.Parse(b)
		if err != nil {
			return
		}
		out, _ := drs.Verdicts(starts("a", "b"), status, v)
		if len(out) != 2 || out[0].ID.Raw() != "a" || out[1].ID.Raw() != "b" {
			t.Fatalf("%+v", out)
		}
		for _, o := range out {
			if o.Kind == model.Accepted && !strings.Contains(strings.ToLower(string(b)), "success") && !strings.Contains(string(b), `\u`) {
				t.Errorf("%s: %+v", b, o)
			}
			if o.Kind == model.UnknownOutcome && o.Why == "" {
				t.Errorf("%s: %+v", b, o)
			}
		}
	})
}
