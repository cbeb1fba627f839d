package client_test

import (
	"strings"
	"testing"

	"drover/client"
	"drover/model"
)

// A side of which something is overridden goes whole, as it was read: whether a server lays
// it over the original's or puts it in its place is documented nowhere. What the overridden
// value takes the place of goes with it: a target of the former connection, say.
func TestASideGoesWholeWithTheCopy(t *testing.T) {
	const side = `{"connection": {"id": "c2", "name": "archive", "links": {}}, "target": {"uri": "smb://x/y", "x_flag": 1}, "impersonate_as": {"account": "svc", "x_kind": "user"},
		"size_estimate": {"bytes": 12345678901234567890, "count": 3}, "options": {"x_depth": 3.0}, "x_new": [1, {"a": null}], "x_none": null}`
	whole := strings.Replace(finance, `{"connection": {"id": "c2"}, "target": {"path": "/archive"}, "impersonate_as": {"account": "svc", "x_kind": "user"}}`, side, 1)
	if whole == finance {
		t.Fatal("the original has no such side")
	}
	e := financeCopy()
	base := e.Base
	base.Raw, base.Values[model.KeyToPath] = []byte(whole), ""
	const kept = `"size_estimate": {"bytes": 12345678901234567890, "count": 3}, "options": {"x_depth": 3.0}, "x_new": [1, {"a": null}]`
	for name, c := range map[string]struct {
		key  model.FieldKey
		to   string
		side string
	}{
		"another account":    {model.KeyToAs, "other", `{"connection": {"id": "c2"}, "target": {"uri": "smb://x/y", "x_flag": 1}, "impersonate_as": {"account": "other"}, ` + kept + `}`},
		"another path":       {model.KeyToPath, "/new", `{"connection": {"id": "c2"}, "target": {"path": "/new"}, "impersonate_as": {"account": "svc", "x_kind": "user"}, ` + kept + `}`},
		"another connection": {model.KeyToConn, "c9", `{"connection": {"id": "c9"}, "impersonate_as": {"account": "svc", "x_kind": "user"}, ` + kept + `}`},
	} {
		e := model.NewEdit(model.Detail{Job: model.Job{ID: model.NewJobID("f0"), Realm: model.Files, Scenario: model.Transfer}}, base).With(c.key, c.to)
		body := bodyOf(e, "n")
		isBody(t, body, `{"name": "n", "schedule": {"mode": "manual"}, "transfer": {"destination": `+c.side+`}}`)
		if !strings.Contains(string(body), "12345678901234567890") || !strings.Contains(string(body), "3.0") {
			t.Errorf("%s: a number became another one: %s", name, body)
		}
		again, _, mistakes := client.ReadCopyText(client.WriteCopyText(e, "n"), model.NewEdit(model.Detail{}, base))
		if len(mistakes) > 0 || again.Get(c.key) != c.to || again.Get(model.KeyBodyMore) != "" {
			t.Errorf("%s: %v %v", name, mistakes, again.Want())
		}
	}
}
