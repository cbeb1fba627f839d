package dryviq_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

func b1970() time.Time { return time.Unix(1_900_000_000, 0) }

// TestTheCloneOfTheDocumentIsSent, from an original that differs in all of it.
func TestTheCloneOfTheDocumentIsSent(t *testing.T) {
	b, s, tap := simulated(t, sim.Options{Freeze: true})
	id := s.TransferID("hr-archive")
	d, p := part(t, b, id, model.SectionCopy)
	change := model.CloneJob{ID: d.Job.ID, Name: "Clone Job", Job: d.Job, Base: p, Want: want(p, map[model.FieldKey]string{
		model.KeyTransferType: "copy", model.KeyLocks: "ignore", model.KeyPermissions: "none", model.KeyPermLinks: "true", model.KeyPermFailures: "none",
	})}
	change.Base.Values[model.KeyVersionSelect] = "latest" // as if the original had it so
	tap.take()
	out := accepted(t, b, change)
	r := sent(t, tap)
	if r.method != http.MethodPost || r.path != "/v1/jobs/"+id+"/clone" || r.query != "" {
		t.Errorf("%+v", r)
	}
	wantJSON(t, r.body, documentClone)
	made, copied := part(t, b, out.Made.Raw(), model.SectionCopy)
	if made.Job.Name.Raw() != "Clone Job" || copied.Get(model.KeyScheduleMode) != "manual" || copied.Get(model.KeyTransferType) != "copy" {
		t.Errorf("%v %v", made.Job, copied.Values)
	}
}

// TestACopyNeverHasASchedule, whatever the original has and whoever asks.
func TestACopyNeverHasASchedule(t *testing.T) {
	b, s, tap := simulated(t, sim.Options{Freeze: true})
	id := s.TransferID("hr-archive")
	d, p := part(t, b, id, model.SectionCopy)
	for _, c := range []struct {
		values map[model.FieldKey]string
		plain  bool
		body   string
	}{
		{nil, true, `{"name":"copy","schedule":{"mode":"manual"}}`},
		{nil, false, `{"name":"copy","schedule":{"mode":"manual"}}`},
		{map[model.FieldKey]string{model.KeyScheduleMode: "auto", model.KeyScheduleEvery: "15m"}, false, `{"name":"copy","schedule":{"mode":"manual"}}`},
		{map[model.FieldKey]string{model.KeyBodyMore: `{"schedule":{"mode":"auto"},"priority":2}`}, false, `{"name":"copy","priority":2,"schedule":{"mode":"manual"}}`},
	} {
		change := model.CloneJob{ID: d.Job.ID, Name: "copy", Job: d.Job, Base: p, Want: want(p, c.values)}
		if c.plain {
			change.Want = nil
		}
		tap.take()
		out := accepted(t, b, change)
		wantJSON(t, sent(t, tap).body, c.body)
		var made struct{ Schedule struct{ Mode string } }
		if err := json.Unmarshal(s.TransferBody(out.Made.Raw()), &made); err != nil || made.Schedule.Mode != "manual" {
			t.Errorf("%v %+v", err, made)
		}
	}
}

// TestTheCopyPartIsWhatTheServerHas, told as a path, as folders in folders, and with
// one policy in place of an object.
func TestTheCopyPartIsWhatTheServerHas(t *testing.T) {
	b, s, _ := simulated(t, sim.Options{Freeze: true})
	for job, values := range map[string]map[model.FieldKey]string{
		"finance-to-sharepoint": {
			model.KeyTransferType: "sync", model.KeyFromPath: "/Finance/2025", model.KeyToPath: "/Shared/Finance", model.KeyFromAs: "finance-lead@example.com", model.KeyLocks: "mirror_lock",
			model.KeyPermissions: "diff", model.KeyPermLinks: "false", model.KeyPermFailures: "deny", model.KeyVersions: "none", model.KeyVersionSelect: "latest",
			model.KeyFileConflict: "latest", model.KeyDeletes: "ignore_source,ignore_destination", model.KeyFailurePolicy: "halt", model.KeyScheduleMode: "auto", model.KeyScheduleEvery: "1h",
		},
		"design-gdrive-sync": {model.KeyFromPath: "/Shared/Design", model.KeyToPath: "/Shared/Design", model.KeyScheduleEvery: "30m"},
		"media-to-s3":        {model.KeyPermissions: "none", model.KeyPermLinks: "", model.KeyScheduleMode: "manual"},
	} {
		d, p := part(t, b, s.TransferID(job), model.SectionCopy)
		for key, value := range values {
			if !model.SameValue(key, p.Get(key), value) {
				t.Errorf("%s: %s is %q, not %q", job, key, p.Get(key), value)
			}
		}
		if p.Get(model.KeyFromConn) == "" || p.Get(model.KeyFromConn) != d.From[0].Instance.Raw() || !json.Valid(p.Raw) {
			t.Errorf("%s: %v", job, p.Values)
		}
	}
}

// TestAPathThatIsToldInPartIsShownAndNotSent.
func TestAPathThatIsToldInPartIsShownAndNotSent(t *testing.T) {
	for name, c := range map[string]struct{ target, shown, sent string }{
		"a path":       {`{"path":"/a/b"}`, "/a/b", "/a/b"},
		"to a root":    {`{"item":{"name":"b","parent":{"name":"a","parent":{"name":"All","root":true}}}}`, "/a/b", "/a/b"},
		"the root":     {`{"item":{"name":"All","root":true}}`, "/", "/"},
		"no root":      {`{"item":{"name":"b","parent":{"name":"a"}}}`, "a/b", ""},
		"a blank root": {`{"item":{"name":"b","parent":{"name":"a","parent":{"name":"/"}}}}`, "/a/b", "/a/b"},
		"an address":   {`{"uri":"smb://x/y"}`, "smb://x/y", ""},
		"nothing":      {`{}`, "", ""},
	} {
		b := answering(t, 200, `{"job":{"id":"a","kind":"transfer","transfer":{"source":{"connection":{"id":"c"},"target":`+c.target+`},"destination":{"connection":{"id":"d"},"target":{"path":"/z"}}}}}`)
		d, p := part(t, b, "a", model.SectionCopy)
		if d.From[0].Address.Raw() != c.shown || p.Get(model.KeyFromPath) != c.sent || (c.sent == "") != d.Job.Paths.Empty() {
			t.Errorf("%s: shown %q, sent %q, compared %q", name, d.From[0].Address.Raw(), p.Get(model.KeyFromPath), d.Job.Paths.Raw())
		}
	}
}

// TestWhatTheServerHidesIsNotSentBack: a side goes whole, but for what only looks like a
// value: then nothing is sent at all, since leaving it out may take it away.
func TestWhatTheServerHidesIsNotSentBack(t *testing.T) {
	b := answering(t, 200, `{"job":{"id":"a","kind":"transfer","transfer":{"source":{"connection":{"id":"c"},"target":{"path":"/a"},"x_new":{"key":"******"}},
		"destination":{"connection":{"id":"d"},"target":{"path":"/z"}}}}}`)
	d, p := part(t, b, "a", model.SectionCopy)
	out := b.Apply(t.Context(), []model.Change{model.CloneJob{ID: d.Job.ID, Name: "n", Job: d.Job, Base: p, Want: want(p, map[model.FieldKey]string{model.KeyFromPath: "/b"})}})
	if out[0].Kind != model.NotSent || !strings.Contains(out[0].Why, "hides a secret") {
		t.Errorf("%+v", out)
	}
}
