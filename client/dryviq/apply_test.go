package dryviq_test

import (
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
	"drover/model"
)

// TestActionsAreWordsInTheQuery of the one job they are about, without a body.
func TestActionsAreWordsInTheQuery(t *testing.T) {
	b, s, tap := simulated(t, sim.Options{Freeze: true})
	for _, c := range []struct{ job, verb, method, query string }{
		{"hr-archive", "start", http.MethodPatch, "start=1"},
		{"sales-box-to-gdrive", "pause", http.MethodPatch, "pause=1"},
		{"legal-hold-box", "resume", http.MethodPatch, "resume=1"},
		{"finance-to-sharepoint", "cancel", http.MethodPatch, "cancel=1"},
		{"scans", "delete", http.MethodDelete, ""},
	} {
		id := model.NewJobID(s.TransferID(c.job))
		var change model.Change = model.Act{ID: id, Verb: model.Verb(c.verb)}
		if c.verb == "start" {
			change = model.StartJob{ID: id, At: model.AtOnce()}
		}
		tap.take()
		accepted(t, b, change)
		if r := sent(t, tap); r.method != c.method || r.path != "/v1/jobs/"+id.Raw() || r.query != c.query || len(r.body) != 0 {
			t.Errorf("%s: %+v", c.verb, r)
		}
		if a := s.Applied(); a[len(a)-1].JobID != id.Raw() || a[len(a)-1].Action != c.verb {
			t.Errorf("%+v", a[len(a)-1])
		}
		shown, err := b.Requests([]model.Change{change})
		if err != nil || len(shown) != 1 || shown[0].Method != c.method || !strings.HasSuffix(shown[0].URL, strings.TrimSuffix("/v1/jobs/"+id.Raw()+"?"+c.query, "?")) ||
			!strings.Contains(shown[0].Curl, "Authorization: Bearer $DROVER_TOKEN") || strings.Contains(shown[0].Curl, "sim-token") {
			t.Errorf("%v %+v", err, shown)
		}
	}
	gone := model.Act{ID: model.NewJobID(s.TransferID("scans")), Verb: model.Delete}
	accepted(t, b, gone) // the second one of this name
	if out := b.Apply(t.Context(), []model.Change{gone}); out[0].Kind != model.Done {
		t.Errorf("deleted twice: %+v", out)
	}
}

// TestChangesGoAlone: no two of them share a call, be it of one kind.
func TestChangesGoAlone(t *testing.T) {
	b := answering(t, 500, "")
	routes := map[string]bool{}
	for _, id := range []string{"a", "b"} {
		for _, change := range []model.Change{
			model.StartJob{ID: model.NewJobID(id), At: model.AtOnce()}, model.Act{ID: model.NewJobID(id), Verb: model.Delete},
			model.CloneJob{ID: model.NewJobID(id), Name: "copy"},
		} {
			if route := b.Route(change); route == "" || routes[route] {
				t.Errorf("%T: %q", change, route)
			}
			routes[b.Route(change)] = true
		}
	}
	if b.Limits().Batch != 1 {
		t.Errorf("%+v", b.Limits())
	}
}

// TestOutcomes: what each answer means for a start, a clone and a delete. In doubt
// nobody knows.
func TestOutcomes(t *testing.T) {
	const job, other = `{"status":200,"type":"job","job":{"id":"a","kind":"transfer"}}`, `{"type":"job","job":{"id":"z","kind":"transfer"}}`
	const accepted, done, refused, notSent, unknown = model.Accepted, model.Done, model.Refused, model.NotSent, model.UnknownOutcome
	for _, c := range []struct {
		status               int
		body                 string
		start, clone, delete model.OutcomeKind
	}{
		{200, job, accepted, unknown, accepted},
		{200, other, unknown, accepted, unknown},
		{201, other, unknown, accepted, unknown},
		{204, ``, unknown, unknown, accepted},
		{200, ``, unknown, unknown, unknown}, // a deletion is looked for, then
		{200, `{}`, unknown, unknown, accepted},
		{200, `<html>`, unknown, unknown, unknown},
		{200, `{"status":409,"job":{"id":"a"}}`, unknown, unknown, unknown},
		{200, `{"job":{"id":"a","id":"z"}}`, unknown, unknown, unknown},
		{302, ``, unknown, unknown, unknown},
		{400, `{"errors":[{"description":"no","code":"x"}]}`, refused, refused, refused},
		{409, `{"description":"The job is already running."}`, refused, refused, refused},
		{400, `<html>`, unknown, unknown, unknown},
		{401, ``, notSent, notSent, notSent},
		{403, `{"description":"role"}`, refused, refused, refused},
		{404, ``, refused, refused, done},
		{404, `{"description":"no such job"}`, refused, refused, done},
		{406, ``, refused, refused, done},
		{404, `<html>default backend - 404</html>`, unknown, unknown, unknown}, // a proxy's
		{406, `no such thing`, unknown, unknown, unknown},
		{429, ``, notSent, notSent, notSent},
		{500, ``, unknown, unknown, unknown},
		{503, `{"description":"later"}`, unknown, unknown, unknown},
	} {
		b, id := answering(t, c.status, c.body), model.NewJobID("a")
		for _, one := range []struct {
			change model.Change
			want   model.OutcomeKind
		}{
			{model.StartJob{ID: id, At: model.AtOnce()}, c.start}, {model.CloneJob{ID: id, Name: "copy"}, c.clone}, {model.Act{ID: id, Verb: model.Delete}, c.delete},
		} {
			out := b.Apply(t.Context(), []model.Change{one.change})
			if len(out) != 1 || out[0].Kind != one.want || out[0].ID != id {
				t.Errorf("%d %s, %T: %+v, want %s", c.status, c.body, one.change, out, one.want)
			}
			if made := out[0].Made.Raw(); (made == "z") != (one.want == accepted && c.clone == accepted) {
				t.Errorf("%d %s, %T: made %q", c.status, c.body, one.change, made)
			}
			if said := out[0].Why != "" || !out[0].Message.Empty(); !said && one.want != accepted {
				t.Errorf("%d %s, %T: nothing is said", c.status, c.body, one.change)
			}
		}
	}
}

// TestAWriteIsSentOnce, however it fails.
func TestAWriteIsSentOnce(t *testing.T) {
	for _, fault := range []string{"500", "503", "cut", "html", "reset-after", "reset-before", "429", "401", "empty", "deep"} {
		s, err := sim.New(sim.Options{Freeze: true, Fault: fault + "@patchJob"})
		if err != nil {
			t.Fatal(fault, err)
		}
		tap := &wireTap{}
		b := over(t, tap.through(s.Handler()), "")
		out := b.Apply(t.Context(), []model.Change{model.StartJob{ID: model.NewJobID(s.TransferID("hr-archive")), At: model.AtOnce()}})
		if out[0].Kind == model.Accepted || out[0].Kind == model.Done || len(tap.take()) != 1 {
			t.Errorf("%s: %+v", fault, out)
		}
		_ = s.Close()
	}
}
