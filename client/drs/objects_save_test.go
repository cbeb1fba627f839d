package drs_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/dbobject"
	"drover/client/drs"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
	"drover/model/objects"
)

// document reads a document of objects.
func document(t testing.TB, text string) *objects.Listing {
	t.Helper()
	l, err := dbobject.Read(strings.NewReader(text), dbobject.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// secretive has a table whose name sounds like a secret's, and members that nobody
// knows.
const secretive = `{"object_scope":"table","object_info":{"shop":{"name":"shop","all":false,"tables":{` +
	`"user_tokens":{"type":"table","name":"user_tokens","all":true,"filtered":true,"filter_conditions":["password = 'x'"]}}}}}`

func setObjects(want *objects.Listing) model.SetObjects {
	return model.SetObjects{Job: jobOfObjects("CONFIGURATION"), Base: want, Want: want}
}

func TestObjectsGoOutAsTheyAre(t *testing.T) {
	var sent []byte
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, _ = io.ReadAll(r.Body)
		if r.Method != http.MethodPut || r.URL.Path != "/v5/p1/jobs/"+objectsJob {
			t.Errorf("%s %s", r.Method, r.URL)
		}
		answer(200, `{}`)(w, r)
	})
	b := over(t, held(t, false, h))
	change := setObjects(document(t, secretive))
	if o := b.Apply(t.Context(), []model.Change{change})[0]; o.Kind != model.Accepted || !o.Query.Empty() || o.ID != change.Job.ID {
		t.Errorf("%+v", o)
	}
	if want := `{"job":{"type":"db_object","params":{"db_object":` + secretive + `}}}`; !sameJSON(t, sent, []byte(want)) {
		t.Errorf("sent %s\nwant %s", sent, want)
	}
	shown, err := b.Requests([]model.Change{change})
	if err != nil || len(shown) != 1 || !sameJSON(t, shown[0].Body, sent) || !strings.Contains(shown[0].Curl, string(sent[:40])) || strings.Contains(shown[0].Curl, "TOKENS") {
		t.Errorf("%v %+v", err, shown)
	}
	if r := b.Route(change); !strings.HasSuffix(r, objectsJob) {
		t.Errorf("it goes by %q, with others", r)
	}
}

func TestAnswersOfASaving(t *testing.T) {
	const job = objectsJob
	for body, want := range map[string]struct {
		kind  model.OutcomeKind
		query string
	}{
		`{}`: {model.Accepted, ""},
		`{"id":"` + job + `","status":"success"}`:        {model.Accepted, ""},
		`{"id":"q-1","status":"pending"}`:                {model.Accepted, "q-1"},
		`{"id":"q-1","status":"failed"}`:                 {model.Accepted, "q-1"}, // the saving tells why
		`{"job":{"id":"q-1"}}`:                           {model.Accepted, "q-1"},
		`{"id":"` + job + `","query_id":"q-2"}`:          {model.Accepted, "q-2"},
		`{"id":null,"error_code":null,"error_msg":null}`: {model.Accepted, ""},
		`{"status":"failed"}`:                            {model.UnknownOutcome, ""},
		`{"id":"q-1","id":"q-2"}`:                        {model.UnknownOutcome, ""},
		`{"id":"q-1","error_code":"DRS.M00004"}`:         {model.UnknownOutcome, ""},
		`[]`:                                             {model.UnknownOutcome, ""},
		`<html>`:                                         {model.UnknownOutcome, ""},
		`400{"error_code":"DRS.M00409","error_msg":"The objects are in use."}`:   {model.Refused, ""},
		`429{"error_code":"APIGW.0308","error_msg":"The throttling threshold."}`: {model.NotSent, ""},
		`500{"error_code":"DRS.M00004"}`:                                         {model.UnknownOutcome, ""},
	} {
		status := 200
		text := body
		for prefix, code := range map[string]int{"400": 400, "429": 429, "500": 500} {
			if rest, ok := strings.CutPrefix(body, prefix); ok {
				status, text = code, rest
			}
		}
		b := over(t, answer(status, text))
		if o := b.Apply(t.Context(), []model.Change{setObjects(document(t, secretive))})[0]; o.Kind != want.kind || o.Query.Raw() != want.query || o.ID.Raw() != job {
			t.Errorf("%s: %+v", body, o)
		}
	}
}

func TestObjectsThatAreNotSent(t *testing.T) {
	none := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was sent", r.URL) })
	good := setObjects(document(t, secretive))
	three, other := good, good
	three.Job.Generation = "v3"
	other.Job.ID = model.NewJobID("another")
	for name, changes := range map[string][]model.Change{
		"only v3 lists it":   {three},
		"no document":        {model.SetObjects{Job: good.Job}},
		"an empty one":       {model.SetObjects{Job: good.Job, Want: (*objects.Listing)(nil)}},
		"no level":           {setObjects(document(t, `{"object_info":{"shop":{"name":"shop"}}}`))},
		"a level of its own": {setObjects(document(t, `{"object_scope":"galaxy","object_info":{"shop":{"name":"shop"}}}`))},
		"two jobs":           {good, other},
	} {
		b := over(t, none)
		for _, o := range b.Apply(t.Context(), changes) {
			if o.Kind != model.NotSent || o.Why == "" || o.Again != model.AgainNo {
				t.Errorf("%s: %+v", name, o)
			}
		}
		if len(changes) == 1 {
			if _, err := b.Requests(changes); err == nil {
				t.Errorf("%s: it is shown", name)
			}
		}
	}
}

// manyTables is a document of n tables.
func manyTables(n int) *objects.Listing {
	b := objects.NewBuilder()
	b.Scope = objects.ScopeTable
	db := b.Database("shop")
	b.Box(db).All = model.No
	var name []byte
	for i := range n {
		name = append(name[:0], "orders_0000000"...)
		for at, left := len(name)-1, i; left > 0; at, left = at-1, left/10 {
			name[at] = byte('0' + left%10)
		}
		b.Leaf(db, name, objects.Table, "", false, nil)
	}
	l, _ := b.Done()
	return l
}

// TestWhatASignatureDoesNotCover is not sent, and said beforehand; a token sends it.
func TestWhatASignatureDoesNotCover(t *testing.T) {
	large := setObjects(manyTables(200_000))
	large.Bytes = dbobject.Size(large.Want.(*objects.Listing))
	received := int64(0)
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		received += n
		answer(200, `{}`)(w, r)
	})
	keys := rest.KeyCredential(rest.Keys{Access: "AK", Secret: model.NewSecret("a-secret")}, time.Now, "test")
	b := overAs(t, h, keys)
	o := b.Apply(t.Context(), []model.Change{large})[0]
	if o.Kind != model.NotSent || o.Again != model.AgainNo || !strings.Contains(o.Why, "may have 12 MB; log in with a password or a token") || received != 0 {
		t.Errorf("%+v, %d bytes were sent", o, received)
	}
	if most := b.Limits().Body; most <= 0 || most >= large.Bytes || most > 12<<20 {
		t.Errorf("a document may have %d bytes", most)
	}
	small := setObjects(document(t, secretive))
	if o := b.Apply(t.Context(), []model.Change{small})[0]; o.Kind != model.Accepted {
		t.Errorf("%+v", o)
	}
	received = 0
	b = over(t, h)
	if o := b.Apply(t.Context(), []model.Change{large})[0]; o.Kind != model.Accepted || received < large.Bytes || b.Limits().Body != 0 {
		t.Errorf("%+v, %d bytes were sent", o, received)
	}
}

// TestALongDocumentIsShownInPart: its beginning and its size, and a command that
// takes it from a file.
func TestALongDocumentIsShownInPart(t *testing.T) {
	b := over(t, answer(500, ``))
	change := setObjects(manyTables(50_000))
	shown, err := b.Requests([]model.Change{change})
	if err != nil {
		t.Fatal(err)
	}
	r := shown[0]
	if n := len(r.Body); n < 100<<10 || n > 300<<10 || !strings.HasPrefix(string(r.Body), `{"job": {"type": "db_object"`) || !strings.Contains(string(r.Body), `"orders_0000000"`) {
		t.Errorf("%d bytes are shown: %.200s", n, r.Body)
	}
	if end := string(r.Body[len(r.Body)-60:]); !strings.Contains(end, "\n... cut here, ") || !strings.HasSuffix(end, " bytes in all") {
		t.Errorf("it ends in %q", end)
	}
	if !strings.HasPrefix(r.Curl, "# its body of ") || !strings.Contains(r.Curl, "--data-binary '@db_object.json'") || len(r.Curl) > 1000 {
		t.Errorf("%.2000s", r.Curl)
	}
}

func TestStatusOfASaving(t *testing.T) {
	for body, want := range map[string]objects.SavingStatus{
		`{"id":"q","status":"pending","job_id":"a"}`: {State: objects.SavingPending, Word: text("pending")},
		`{"status":" Success"}`:                      {State: objects.SavingDone, Word: text(" Success")},
		`{"status":" failed"}`:                       {State: objects.SavingFailed, Word: text(" failed")},
		`{"job":{"status":"success"}}`:               {State: objects.SavingDone, Word: text("success")},
		`{"status":"dreaming"}`:                      {Word: text("dreaming")},
		`{"status":null,"id":7}`:                     {},
		`{"status":"failed","error_code":"DRS.M00409","error_msg":"In use.","request_id":"r1"}`: {
			State: objects.SavingFailed, Word: text("failed"), Code: text("DRS.M00409"), Message: text("In use."), RequestID: text("r1"),
		},
	} {
		b := over(t, service{"/v5/p1/jobs/a/db-objects/saving-status": answer(200, body)})
		if got, err := b.SavingStatus(t.Context(), model.NewJobID("a"), text("q")); err != nil || got != want {
			t.Errorf("%s\n got %+v, %v\nwant %+v", body, got, err, want)
		}
	}
	for status, body := range map[int]string{400: `{"error_code":"DRS.M00202","status":"failed"}`, 404: `{"error_code":"APIGW.0101"}`, 200: `{"error_code":"DRS.M00004"}`} {
		b := over(t, answer(status, body))
		if got, err := b.SavingStatus(t.Context(), model.NewJobID("a"), text("q")); err == nil || got.State != objects.SavingUnclear {
			t.Errorf("%s: %+v, %v", body, got, err)
		}
	}
}

// TestSavingsThroughFaults: whatever happens to the answer, what is said of a saving
// is not contradicted by what the job holds.
func TestSavingsThroughFaults(t *testing.T) {
	for _, fault := range []string{"cut", "html", "empty", "reset-before", "reset-after", "429:1s", "500", "503", "400", "403", "401", "m01504", "m05066", "garbage", "redirect", "deep", "huge", "slow:1s"} {
		t.Run(fault, func(t *testing.T) {
			onSimulator(t, sim.Options{Tables: 300, Fault: fault + "@UpdateJob"}, func(t *testing.T, b *drs.Backend, s *sim.Sim) {
				job := jobOf(t, b, s, "wave2-shop-01")
				was := document(t, string(s.Objects(job.ID.Raw())))
				want := document(t, `{"object_scope":"all"}`)
				o, _ := save(t, b, job, was, want)
				time.Sleep(10 * time.Minute)
				is := document(t, string(s.Objects(job.ID.Raw()))).Print()
				switch o.Kind {
				case model.Accepted:
					if is != want.Print() {
						t.Errorf("it is not there: %+v", o)
					}
				case model.NotSent, model.Refused:
					if is != was.Print() || want.Print() == was.Print() {
						t.Errorf("it is there: %+v", o)
					}
				default:
					if fault == "slow:1s" || o.Kind != model.UnknownOutcome || o.Why == "" {
						t.Errorf("%+v", o)
					}
				}
			})
		})
	}
}
