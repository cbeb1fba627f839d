package sim_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client/sim"
)

// cloneOfThePage is the body in the service's own document.
const cloneOfThePage = `{"name":"Clone Job","transfer":{"transfer_type":"copy","lock_propagation":"ignore",
	"permissions":{"policy":"none","links":true,"failures":"none"},"versioning":{"preserve":"native","select":"all"}},"schedule":{"mode":"manual"}}`

func TestCloneKeepsWhatIsNotOverridden(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	original := s.TransferID("finance-to-sharepoint")
	g := s.send(http.MethodPost, "/v1/jobs/"+original+"/clone", cloneOfThePage)
	short, _ := g.tree(t)["job"].(map[string]any)
	if g.status != http.StatusCreated || short["name"] != "Clone Job" || short["transfer"] != nil || short["links"] == nil {
		t.Fatalf("clone: %d %s", g.status, g.body)
	}
	id, _ := short["id"].(string)
	was, is := s.job(original), s.job(id)
	if schedule, _ := is["schedule"].(map[string]any); schedule["mode"] != "manual" || is["execute_on"] != nil || is["x_owner"] != was["x_owner"] {
		t.Errorf("the clone: %v", is)
	}
	before, _ := was["transfer"].(map[string]any)
	after, _ := is["transfer"].(map[string]any)
	for k := range before {
		changed := slices.Contains([]string{"transfer_type", "lock_propagation", "permissions", "versioning"}, k)
		side := k == "source" || k == "destination" // told in one way or another
		if same := reflect.DeepEqual(before[k], after[k]); !side && same == changed {
			t.Errorf("%s: %v, then %v", k, before[k], after[k])
		}
	}
	if p, _ := after["permissions"].(map[string]any); p["policy"] != "none" || p["x_inherit"] == nil {
		t.Errorf("nested objects are merged: %v", p)
	}
	a := s.Applied()
	if len(a) != 1 || a[0].Op != "cloneJob" || a[0].JobID != id || a[0].Source != original || a[0].Action != "clone" || string(a[0].Params) != cloneOfThePage {
		t.Errorf("on record: %+v", a)
	}
}

func TestPlainCloneIsLiveOverTheSamePaths(t *testing.T) {
	clock := newClock()
	s := serveTransfers(t, sim.Options{Now: clock.read})
	original := s.TransferID("finance-to-sharepoint")
	s.patch(original, "", `{"schedule":{"mode":"auto"}}`)
	if twice := s.TransfersLiveTwice(); twice != nil {
		t.Fatalf("from the beginning: %v", twice)
	}
	quiet := s.clone(original, `{"schedule":{"mode":"manual"}}`)
	clock.forward(time.Hour)
	if s.TransfersLiveTwice() != nil || s.TransferCollisions() != nil || s.TransferRuns(quiet) != nil {
		t.Errorf("a manual clone harms nobody: %v %v", s.TransfersLiveTwice(), s.TransferCollisions())
	}
	made := s.clone(original, "")
	if twice := s.TransfersLiveTwice(); !slices.Equal(twice, [][2]string{{original, made}}) {
		t.Errorf("live twice: %v", twice)
	}
	clock.forward(10 * time.Second)
	if crashes := s.TransferCollisions(); len(crashes) != 1 || !strings.Contains(crashes[0], made) || !strings.Contains(crashes[0], original) {
		t.Errorf("collisions: %v", crashes)
	}
	if names := s.TransfersNamed("finance-to-sharepoint"); len(names) != 3 {
		t.Errorf("a copy has the name of its original: %v", names)
	}
}

func TestCloneElsewhere(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	connections := map[string]string{}
	for _, c := range s.get("/v1/connections").list(t, "connections") {
		name, _ := c["name"].(string)
		connections[name], _ = c["id"].(string)
	}
	id := s.clone(s.TransferID("design-gdrive-sync"), `{"transfer":{"source":{"connection":{"id":"`+connections["Box"]+`"},"target":{"path":"/Legal/Holds"}},
		"destination":{"target":{"path":"/New/Place"}}}}`)
	if twice := s.TransfersLiveTwice(); twice != nil {
		t.Errorf("other paths: %v", twice)
	}
	transfer, _ := s.job(id)["transfer"].(map[string]any)
	source, _ := transfer["source"].(map[string]any)
	from, _ := source["connection"].(map[string]any)
	target, _ := source["target"].(map[string]any)
	item, _ := target["item"].(map[string]any)
	if from["name"] != "Box" || item["name"] != "Holds" || item["parent"].(map[string]any)["name"] != "Legal" {
		t.Errorf("source %v", source)
	}
	dest, _ := transfer["destination"].(map[string]any)
	if target, _ := dest["target"].(map[string]any); target["path"] != "/New/Place" || target["item"] != nil {
		t.Errorf("destination %v", dest)
	}
	if g := s.send(http.MethodPost, "/v1/jobs/"+id+"/clone", `{"transfer":{"source":{"connection":{"id":"none"}}}}`); g.status != http.StatusBadRequest {
		t.Errorf("a connection that is not there: %d %s", g.status, g.body)
	}
}

func TestServerThatIgnoresOrReplacesOverrides(t *testing.T) {
	for fault, wrong := range map[string]int{
		"": -1, "ignore:destination@cloneJob": 0, "ignore:permissions.policy@cloneJob": 1, "replace@cloneJob": 2, "ignore:schedule@cloneJob": 3, "ignore:name@cloneJob": 4,
	} {
		s := serveTransfers(t, sim.Options{Freeze: true, Fault: fault})
		original := s.TransferID("finance-to-sharepoint")
		intranet := s.get("/v1/connections?q=intranet").list(t, "connections")[0]["id"]
		id := s.clone(original, encode(t, map[string]any{"name": "new", "schedule": map[string]any{"mode": "manual"}, "transfer": map[string]any{
			"permissions": map[string]any{"policy": "add"}, "destination": map[string]any{"connection": map[string]any{"id": intranet}, "target": map[string]any{"path": "/Shared/Sales"}},
		}}))
		kept := s.kept(id)
		transfer, _ := kept["transfer"].(map[string]any)
		permissions, _ := transfer["permissions"].(map[string]any)
		schedule, _ := kept["schedule"].(map[string]any)
		at := encode(t, transfer["destination"])
		got := []bool{strings.Contains(at, `"Sales"`), permissions["policy"] == "add", permissions["x_inherit"] != nil, schedule["mode"] == "manual", kept["name"] == "new"}
		for n, taken := range got {
			if taken == (n == wrong) {
				t.Errorf("%q: %v, number %d should be %v", fault, got, n, n != wrong)
			}
		}
	}
}

// leaves gives every value of an object by its dotted path.
func leaves(m map[string]any, before string, into map[string]any) map[string]any {
	for k, v := range m {
		if inner, object := v.(map[string]any); object && len(inner) > 0 {
			leaves(inner, before+k+".", into)
		} else {
			into[before+k] = v
		}
	}
	return into
}

func TestCloneMergesToTheLeaves(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	names := []string{"finance-to-sharepoint", "hr-archive", "sales-box-to-gdrive", "ledgers-monthly"}
	rapid.Check(t, func(rt *rapid.T) {
		original := s.TransferID(rapid.SampledFrom(names).Draw(rt, "original"))
		over := map[string]any{"name": "law"}
		parts := map[string][]any{
			"transfer.transfer_type": {"copy", "move"}, "transfer.permissions.policy": {"none", "add"}, "transfer.permissions.links": {true, false},
			"transfer.versioning.select": {"all", "latest"}, "transfer.filter.x_one": {"a"}, "transfer.performance.parallel_writes.requested": {7.0},
			"schedule.mode": {"manual"}, "schedule.repeat_interval.value": {90.0}, "transfer.x_new.deep.er": {"b"}, "priority": {1.0, 9.0},
		}
		for _, path := range slices.Sorted(maps.Keys(parts)) {
			if rapid.Bool().Draw(rt, path) {
				at, words := over, strings.Split(path, ".")
				for _, word := range words[:len(words)-1] {
					if at[word] == nil {
						at[word] = map[string]any{}
					}
					at, _ = at[word].(map[string]any)
				}
				at[words[len(words)-1]] = rapid.SampledFrom(parts[path]).Draw(rt, "value")
			}
		}
		body, err := json.Marshal(over)
		if err != nil {
			rt.Fatal(err)
		}
		id := s.clone(original, string(body))
		base, made, asked := leaves(settable(s.kept(original)), "", map[string]any{}), leaves(settable(s.kept(id)), "", map[string]any{}), leaves(over, "", map[string]any{})
		for path, v := range asked {
			if !reflect.DeepEqual(made[path], v) {
				rt.Fatalf("%s: asked for %v, got %v", path, v, made[path])
			}
		}
		for path, v := range base {
			if _, overridden := asked[path]; !overridden && !reflect.DeepEqual(made[path], v) {
				rt.Fatalf("%s: was %v, is %v", path, v, made[path])
			}
		}
		for path := range made {
			if _, was := base[path]; !was && asked[path] == nil {
				rt.Fatalf("%s comes from nowhere", path)
			}
		}
	})
}

// settable is what a request may set of a job, without its ends, which are told in
// several ways.
func settable(job map[string]any) map[string]any {
	out := map[string]any{}
	for _, k := range []string{"name", "description", "kind", "transfer", "schedule", "stop_policy", "category", "priority", "disabled", "x_owner"} {
		if job[k] != nil {
			out[k] = job[k]
		}
	}
	transfer, _ := out["transfer"].(map[string]any)
	delete(transfer, "source")
	delete(transfer, "destination")
	return out
}
