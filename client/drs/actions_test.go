package drs_test

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
	"drover/model"
	"drover/model/objects"
)

// everyChange is each change there is, of a job that one generation listed.
func everyChange(id model.JobID, generation string) []model.Change {
	out := []model.Change{
		model.StartJob{ID: id, At: model.AtOnce()},
		model.CheckJob{ID: id, Mode: model.ForStart, Generation: generation},
		model.SkipItems{ID: id, Items: []string{"srcDbBinlogIsOff"}, Reason: "known"},
		model.CloneJob{ID: id, Name: "orders-copy", Version: "2.0"},
		model.Act{ID: id, Verb: model.Pause, Pause: model.PauseAll, Generation: generation},
		model.StoreEnds{ID: id, Draft: twoEnds(), Generation: generation},
		model.CreateJob{ID: model.NewJobID("new-I1"), Intent: "I1", Draft: someJob()},
	}
	for _, v := range []model.Verb{model.StartNow, model.Resume, model.TryAgain, model.Reset, model.End, model.ForceEnd, model.Delete} {
		out = append(out, model.Act{ID: id, Verb: v, Generation: generation})
	}
	everything := objects.NewBuilder()
	everything.Scope = objects.ScopeAll
	all, _ := everything.Done()
	job := model.Job{ID: id, Scenario: model.Sync, Generation: generation}
	return append(out, model.SetObjects{Job: job, Base: all, Want: all}, model.Act{ID: id, Verb: model.ReEdit, Generation: generation})
}

func someEnd() model.EndTest {
	return model.EndTest{Source: true, Password: model.NewSecret("secret"), Endpoint: model.Endpoint{
		Engine: model.NewText("mysql"), Kind: model.NewText("offline"), Sort: model.NewText("mysql"),
		Address: model.NewText("10.0.0.1"), Port: model.NewText("3306"), User: model.NewText("repl"),
	}}
}

// twoEnds is a draft of which only the ends are told.
func twoEnds() model.Draft {
	var d model.Draft
	for list, address := range map[string]string{model.Sources: "10.0.0.1", model.Targets: "10.0.0.2"} {
		for member, value := range map[string]string{
			"db_type": "mysql", "endpoint_type": "offline", "endpoint.endpoint_name": "mysql", "endpoint.ip": address, "endpoint.db_user": "repl",
		} {
			d = d.Put(model.Element(list, 0, member), value)
		}
		d = d.PutSecret(model.Element(list, 0, "endpoint.db_password"), model.NewSecret("secret"))
	}
	return d.Put(model.Element(model.Sources, 0, "endpoint.db_port"), "3306")
}

// endsOnTheWire is what becomes of twoEnds.
const endsOnTheWire = `"source_endpoint":[{"db_type":"mysql","endpoint_type":"offline","endpoint_role":"so","endpoint":{"endpoint_name":"mysql","ip":"10.0.0.1","db_port":"3306","db_user":"repl","db_password":"secret"}}],"target_endpoint":[{"db_type":"mysql","endpoint_type":"offline","endpoint_role":"ta","endpoint":{"endpoint_name":"mysql","ip":"10.0.0.2","db_user":"repl","db_password":"secret"}}]`

// someJob is the least that a job must say.
func someJob() model.Draft {
	d := twoEnds()
	for key, value := range map[model.FieldKey]string{
		model.KeyName: "orders-new", model.KeyScenario: "sync", model.KeyEngine: "mysql-to-mysql", model.KeyDirection: "non-dbs",
		model.KeyTask: "FULL_INCR_TRANS", model.KeyNet: "vpn", model.KeyNodeType: "small",
	} {
		d = d.Put(key, value)
	}
	return d
}

// What goes over the wire for each verb, in each generation, member by member;
// the handler before the service holds it against the contract as well.
func TestWhatEveryVerbSends(t *testing.T) {
	const id = "a7debc9c-8e09-4a5d-8dd6-cc44f7jb101"
	for name, c := range map[string]struct {
		generation string
		want       []string // in the order of everyChange: path, body; "" is not sent
	}{
		"v5": {"v5", []string{
			`v3 POST batch-starting {"jobs":[{"job_id":"$"}]}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"precheck","action_params":{"precheck_mode":"forStartJob"}}]}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"skip_precheck","action_params":{"skip_precheck_info":{"skipped_precheck_list":["srcDbBinlogIsOff"],"skip_reason":"known"}}}]}`,
			`v5 POST clone {"job_id":"$","name":"orders-copy","task_version":"2.0"}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"stop","action_params":{"pause_mode":"all"}}]}`,
			`v5 PUT $ {"job":{"type":"endpoint","params":{` + endsOnTheWire + `}}}`,
			`v5 POST jobs {"job":{"base_info":{"name":"orders-new","job_type":"sync","engine_type":"mysql-to-mysql","job_direction":"non-dbs","task_type":"FULL_INCR_TRANS","net_type":"vpn","description":"","tags":[{"key":"drover-intent","value":"I1"}]},` + endsOnTheWire + `,"node_info":{"spec":{"node_type":"small"}}}}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"start"}]}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"restart"}]}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"restart"}]}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"reset"}]}`,
			`v5 POST batch-stop {"jobs":[{"job_id":"$","is_force_stop":false}]}`,
			`v5 POST batch-stop {"jobs":[{"job_id":"$","is_force_stop":true}]}`,
			`v3 DELETE batch-jobs {"jobs":[{"job_id":"$","delete_type":"delete"}]}`,
			`v5 PUT $ {"job":{"type":"db_object","params":{"db_object":{"object_scope":"all"}}}}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"restart","action_params":{"is_sync_re_edit":true}}]}`,
		}},
		"a job that only v3 lists": {"v3", []string{
			`v3 POST batch-starting {"jobs":[{"job_id":"$"}]}`,
			`v3 POST batch-precheck {"jobs":[{"job_id":"$","precheck_mode":"forStartJob"}]}`,
			`v5 POST action {"jobs":[{"job_id":"$","action_name":"skip_precheck","action_params":{"skip_precheck_info":{"skipped_precheck_list":["srcDbBinlogIsOff"],"skip_reason":"known"}}}]}`,
			`v5 POST clone {"job_id":"$","name":"orders-copy","task_version":"2.0"}`,
			`v3 POST batch-pause-task {"jobs":[{"job_id":"$","pause_mode":"all"}]}`,
			``,
			`v5 POST jobs {"job":{"base_info":{"name":"orders-new","job_type":"sync","engine_type":"mysql-to-mysql","job_direction":"non-dbs","task_type":"FULL_INCR_TRANS","net_type":"vpn","description":"","tags":[{"key":"drover-intent","value":"I1"}]},` + endsOnTheWire + `,"node_info":{"spec":{"node_type":"small"}}}}`,
			``,
			`v3 POST batch-retry-task {"jobs":[{"job_id":"$"}]}`,
			`v3 POST batch-retry-task {"jobs":[{"job_id":"$"}]}`,
			``,
			`v3 DELETE batch-jobs {"jobs":[{"job_id":"$","delete_type":"terminate"}]}`,
			`v3 DELETE batch-jobs {"jobs":[{"job_id":"$","delete_type":"force_terminate"}]}`,
			`v3 DELETE batch-jobs {"jobs":[{"job_id":"$","delete_type":"delete"}]}`,
			``,
			``,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var sent string
			b := over(t, held(t, false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				parts := strings.Split(r.URL.Path, "/")
				sent = parts[1] + " " + r.Method + " " + strings.ReplaceAll(parts[len(parts)-1]+" "+string(body), id, "$")
				answer(400, `{"error_code":"DRS.M00304"}`)(w, r)
			})))
			for i, change := range everyChange(model.NewJobID(id), c.generation) {
				sent = ""
				out := b.Apply(t.Context(), []model.Change{change})
				if !alike(sent, c.want[i]) {
					t.Errorf("%T %v\nsends %s\nwant  %s", change, change, sent, c.want[i])
				}
				want := model.Refused
				if c.want[i] == "" {
					want = model.NotSent
				}
				if len(out) != 1 || out[0].Kind != want {
					t.Errorf("%v: %+v", change, out)
				}
				shown, err := b.Requests([]model.Change{change})
				if (err == nil) != (c.want[i] != "") || err == nil && !strings.HasSuffix(strings.ReplaceAll(shown[0].URL, id, "$"), "/"+strings.Fields(c.want[i])[2]) {
					t.Errorf("%v is shown as %v, %v", change, shown, err)
				}
			}
		})
	}
}

// alike compares what was sent, its body as JSON.
func alike(sent, want string) bool {
	head, body, _ := strings.Cut(sent, " {")
	wantHead, wantBody, _ := strings.Cut(want, " {")
	var got, wanted any
	_ = json.Unmarshal([]byte("{"+body), &got)
	_ = json.Unmarshal([]byte("{"+wantBody), &wanted)
	return head == wantHead && reflect.DeepEqual(got, wanted)
}

// What a change leaves open is not sent: on the wire it would mean something.
func TestWhatIsNotSaidIsNotSent(t *testing.T) {
	b := over(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("something was sent") }))
	id := model.NewJobID("j")
	for name, c := range map[string]model.Change{
		"a pause without a mode":   model.Act{ID: id, Verb: model.Pause},
		"a check for nothing":      model.CheckJob{ID: id},
		"a skip of nothing":        model.SkipItems{ID: id, Reason: "r"},
		"a skip without a reason":  model.SkipItems{ID: id, Items: []string{"a"}},
		"a copy without a name":    model.CloneJob{ID: id},
		"a copy of another age":    model.CloneJob{ID: id, Name: "orders-copy", Version: "1.0"},
		"a start without a moment": model.StartJob{ID: id},
		"nobody's end":             model.Act{Verb: model.End},
		"an id that is no text":    model.Act{ID: model.NewJobID("\xff"), Verb: model.End},
		"an unknown verb":          model.Act{ID: id, Verb: "dance"},
	} {
		if out := b.Apply(t.Context(), []model.Change{c}); len(out) != 1 || out[0].Kind != model.NotSent || out[0].Why == "" {
			t.Errorf("%s: %+v", name, out)
		}
	}
	two := []model.Change{model.Act{ID: id, Verb: model.End}, model.Act{ID: model.NewJobID("k"), Verb: model.Resume}}
	if out := b.Apply(t.Context(), two); len(out) != 2 || out[0].Kind != model.NotSent || out[1].Kind != model.NotSent {
		t.Errorf("two calls in one: %+v", out)
	}
}

func TestAnswersOfAClone(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
		made   string
		taken  bool
	}{
		"as documented":       {202, `{"id":"new","name":"another","status":"CREATING","is_clone_job":true}`, "A", "new", false},
		"in a job":            {202, `{"job":{"id":"new"}}`, "A", "new", false},
		"without an id":       {202, `{"status":"CREATING"}`, "?", "", false},
		"with the original's": {202, `{"id":"j"}`, "?", "", false},
		"an id twice":         {202, `{"id":"a","id":"b"}`, "?", "", false},
		"busy":                {202, `{"error_code":"DRS.M01504"}`, "R", "", false},
		"created nothing":     {200, `{"error_code":"DRS.M05066"}`, "?", "", false},
		"the name is taken":   {422, `{"error_code":"DRS.M00277","error_msg":"exists"}`, "R", "", true},
		"not in this status":  {400, `{"error_code":"DRS.M00304"}`, "R", "", false},
		"throttled":           {429, `{"error_code":"APIGW.0308"}`, "N", "", false},
		"no such API":         {404, noAPI, "R", "", false},
		"a fault":             {500, `{"error_code":"DRS.M00004"}`, "?", "", false},
		"a page":              {202, `<html>`, "?", "", false},
	} {
		b := over(t, service{"jobs/clone": answer(c.status, c.body)})
		out := b.Apply(t.Context(), []model.Change{model.CloneJob{ID: model.NewJobID("j"), Name: "orders-copy"}})
		if got := letters(out); got != c.want || out[0].Made.Raw() != c.made || out[0].Taken != c.taken || out[0].ID.Raw() != "j" {
			t.Errorf("%s: %s %+v", name, got, out)
		}
	}
}

func TestNamesAreChecked(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"free":            {200, `{"is_valid":true}`, "asked free"},
		"as a text":       {200, `{"is_valid":"true"}`, "asked free"},
		"taken":           {200, `{"is_valid":false,"error_code":"DRS.M00277","error_msg":"exists"}`, "asked exists"},
		"taken, in a 422": {422, `{"error_code":"DRS.M00277","error_msg":"exists"}`, "asked exists"},
		"not told":        {200, `{}`, "the answer does not say whether the name is free"},
		"not permitted":   {403, `{"error_code":"DRS.M00102"}`, "error"},
	} {
		got, err := over(t, service{"name-validation": answer(c.status, c.body)}).CheckName(t.Context(), "orders-copy")
		var words []string
		if err != nil {
			words = append(words, "error")
		}
		if got.Asked {
			words = append(words, "asked")
		}
		if got.Free {
			words = append(words, "free")
		}
		words = append(words, got.Unasked)
		if err == nil {
			words = append(words, got.Why.String())
		}
		if s := strings.Join(strings.Fields(strings.Join(words, " ")), " "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}

// Where v5 is not offered, what only it can do says so, and the rest goes on.
func TestWithoutV5(t *testing.T) {
	b, s := simulated(t, sim.Options{Generation: "v3"})
	if got := list(t.Context(), b); len(got.errs) > 0 || len(got.jobs) == 0 {
		t.Fatalf("%d jobs, %v", len(got.jobs), got.errs)
	}
	caps := b.Capabilities()
	for _, v := range model.Verbs() {
		why := caps.Verbs[v]
		switch v {
		case model.StartNow, model.SkipItem, model.Reset, model.Clone:
			if why != "needs the v5 API, which this service does not offer" {
				t.Errorf("%s: %q", v, why)
			}
		default:
			if why != "" {
				t.Errorf("%s: %q", v, why)
			}
		}
	}
	id := model.NewJobID(s.ID("orders-prod-sync-02"))
	if out := b.Apply(t.Context(), []model.Change{model.Act{ID: id, Verb: model.Pause, Pause: model.PauseAll, Generation: "v5"}}); letters(out) != "A" {
		t.Errorf("a pause: %+v", out)
	}
	if name, err := b.CheckName(t.Context(), "orders-copy"); err != nil || name.Asked || !strings.Contains(name.Unasked, "only the v5 API checks names") {
		t.Errorf("a name: %+v, %v", name, err)
	}
}

// A pre-check is run, followed to its end and read by its id, in a world whose
// clock runs.
func TestACheckIsFollowed(t *testing.T) { synctest.Test(t, aCheckIsFollowed) }

func aCheckIsFollowed(t *testing.T) {
	t.Helper()
	b, s := simulated(t, sim.Options{})
	for generation, name := range ofGeneration() {
		id := model.NewJobID(s.ID(name))
		out := b.Apply(t.Context(), []model.Change{model.CheckJob{ID: id, Mode: model.ForStart, Generation: generation}})
		if letters(out) != "A" || (generation == "v5") == out[0].Query.Empty() {
			t.Fatalf("%s: %+v", generation, out)
		}
		var p model.PreCheck
		for !p.Done() {
			var err error
			if p, err = b.PreCheck(t.Context(), id, out[0].Query); err != nil || !p.Ran || len(p.Items) == 0 {
				t.Fatalf("%+v, %v", p, err)
			}
			time.Sleep(20 * time.Millisecond)
		}
		if generation == "v5" && p.Items[0].CanSkip == model.NotTold {
			t.Errorf("v5 does not tell what may be skipped: %+v", p.Items[0])
		}
	}
}

// ofGeneration names a configured job that only one generation serves, for each.
func ofGeneration() map[string]string {
	return map[string]string{"v5": "wave2-shop-01", "v3": "catalog-mongo-02"}
}

func TestEndsAreTested(t *testing.T) { synctest.Test(t, endsAreTested) }

func endsAreTested(t *testing.T) {
	t.Helper()
	b, s := simulated(t, sim.Options{Freeze: true})
	for generation, name := range ofGeneration() {
		d, err := b.Job(t.Context(), model.NewJobID(s.ID(name)))
		if err != nil || len(d.From) == 0 || len(d.To) == 0 {
			t.Fatal(d.From, d.To, err)
		}
		d.Job.Generation = generation
		for password, reached := range map[string]bool{"right": true, "wrong": false} {
			got, err := b.TestConnection(t.Context(), d.Job, []model.EndTest{
				{Endpoint: d.From[0], Source: true, Password: model.NewSecret("right")},
				{Endpoint: d.To[0], Password: model.NewSecret(password)},
			})
			if err != nil || len(got) != 2 || !got[0].Source || !got[0].Reached || got[1].Source || got[1].Reached != reached {
				t.Fatalf("%s, %s password: %+v, %v", generation, password, got, err)
			}
			if !reached && (got[1].Code.Empty() || !strings.Contains(got[1].Message.String(), "wrong user name") || got[1].Word() != "reached, login refused") {
				t.Errorf("%s: no reason: %+v", generation, got[1])
			}
		}
	}
}
