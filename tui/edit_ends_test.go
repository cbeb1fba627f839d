package tui

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// updates keeps the bodies of what changes a job, and has the service tell a record
// of the source.
type updates struct {
	mu     sync.Mutex
	bodies []string
}

func (u *updates) front(service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPut && strings.HasPrefix(r.URL.Path, "/v5/"):
			u.mu.Lock()
			u.bodies = append(u.bodies, body(r))
			u.mu.Unlock()
		case r.Method == http.MethodGet && r.URL.Query().Get("type") == "detail":
			rec := httptest.NewRecorder()
			service.ServeHTTP(rec, r)
			for name, values := range rec.Header() {
				if name != "Content-Length" {
					w.Header()[name] = values
				}
			}
			w.WriteHeader(rec.Code)
			const name = `"endpoint_name":"oracle"`
			_, _ = w.Write([]byte(strings.Replace(rec.Body.String(), name, `"id":"record-1",`+name, 1)))
			return
		}
		service.ServeHTTP(w, r)
	})
}

// resting has an Oracle job rest in configuration.
func resting(s *sim.Sim) { s.Set(s.ID("payments-ora-01"), "CONFIGURATION") }

// editsEnds opens the ends of a job of the list.
func (d *desk) editsEnds(name string) *endsEdit {
	d.Helper()
	d.find(name)
	r, _ := d.jobs().table.Cursor()
	s := openEndsEdit(d.app.env, r.job.Job())
	d.do(d.app.follow(push(s)))
	d.Wait(2*time.Second).Sees("endpoints", "read 03:12")
	return s.(*endsEdit)
}

// The document's example of storing both ends is what the service receives, after a
// walk over a job that exists by keys alone; its record goes along.
func TestTheExampleOfEndsIsWalkedByKeysAlone(t *testing.T) {
	u := &updates{}
	tell(t, world{moving: true, front: u.front, setUp: resting}, func(d *desk) {
		s := d.editsEnds("payments-ora-01")
		d.secret = "stand-in"
		d.Keys("e").Sees("payments-ora-01", "Source database")
		values := map[model.FieldKey]string{}
		for key, value := range examples()[0].values {
			if strings.Contains(string(key), "_endpoint[") {
				values[key] = value
			}
		}
		values["target_endpoint[0].ssl.ssl_link"] = ""
		d.walk(d.app.top().(*create), values)
		d.Keys("ctrl+r").Wait(time.Second).Sees("edit both ends", "source address")
		d.Keys("E").Sees("T tests both ends first")
		d.Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(30 * time.Second).Sees("source reached, target failed")
		d.Keys("E").Sees("when tested, the target was failed", "update endpoints of payments-ora-01", "10.154.217.239", "set anew").Wait(time.Second).Keys("tab", "enter")
		d.Wait(10*time.Second).Sees("stored: the service shows them", "0 changes")
		if len(s.changes()) > 0 || len(u.bodies) != 1 {
			t.Fatalf("%d bodies; changes are left: %v", len(u.bodies), s.changes())
		}
		var got struct {
			Job struct {
				Type   string
				Params map[string]any
			}
		}
		var whole struct{ Job map[string]any }
		text, err := os.ReadFile("../client/drs/testdata/create_example1.json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(u.bodies[0]), &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &whole); err != nil {
			t.Fatal(err)
		}
		want := map[string]any{"source_endpoint": whole.Job["source_endpoint"], "target_endpoint": whole.Job["target_endpoint"]}
		want["source_endpoint"].([]any)[0].(map[string]any)["endpoint"].(map[string]any)["id"] = "record-1"
		if got.Job.Type != "endpoint" || !reflect.DeepEqual(got.Job.Params, want) {
			t.Errorf("the body is\n%s", u.bodies[0])
		}
	})
}

// The menu of what can be changed leads to the ends in two keys.
func TestTheMenuLeadsToTheEnds(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("wave2-shop-01").Keys("e", "e").Wait(2*time.Second).Sees("wave2-shop-01", "endpoints", "T reaches for source and target")
	})
}

// passwords types the passwords that are asked for.
func (d *desk) passwords(words ...string) *desk {
	d.Helper()
	for _, w := range words {
		d.Type(w).Keys("enter")
	}
	return d
}

// Ends are stored once both were tested; a test that cannot be made leaves the choice to
// whoever types the job's name.
func TestEndsAreTestedBeforeTheyAreStored(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.editsEnds("wave2-shop-01")
		d.Keys("E").Sees("nothing is changed")
		d.Keys("w").passwords("one", "two").Sees("2 changes", "set anew").Keys("E").Sees("T tests both ends first")
		d.Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(30 * time.Second).Sees("source reached, target reached")
		d.Keys("E").Sees("update endpoints of wave2-shop-01").Wait(time.Second).Keys("enter").Sees("edit both ends")
		d.startsNothing("Back")
		d.Keys("E").Wait(time.Second).Keys("tab", "enter").Wait(10*time.Second).Sees("stored: the service shows them", "0 changes")
		d.Keys("w").passwords("three", "four").Sees("2 changes", "T tests both ends first")
		if n := len(d.applied()); n != 1 {
			t.Errorf("it was stored %d times", n)
		}
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("ExecuteJobAction", "403"))
		d.editsEnds("wave2-shop-01")
		d.Keys("w").passwords("one", "two").Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(30*time.Second).Sees("not tested", "the job's name is typed")
		d.Keys("E").Sees("The ends were not tested", "Type wave2-shop-01 to send it").Wait(time.Second).Keys("tab", "enter").Sees("type wave2-shop-01 first")
		d.startsNothing("Send without the word")
		d.Type("wave2-shop-01").Keys("enter").Wait(10 * time.Second).Sees("stored: the service shows them")
	})
}

// elsewhere has the service tell another address of every source, once it is told to.
type elsewhere struct{ on atomic.Bool }

func (e *elsewhere) front(service http.Handler) http.Handler {
	address := regexp.MustCompile(`"10\.154\.\d+\.\d+"`)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.on.Load() || r.Method != http.MethodGet {
			service.ServeHTTP(w, r)
			return
		}
		rec := httptest.NewRecorder()
		service.ServeHTTP(rec, r)
		for name, values := range rec.Header() {
			if name != "Content-Length" {
				w.Header()[name] = values
			}
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(address.ReplaceAll(rec.Body.Bytes(), []byte(`"10.9.9.9"`)))
	})
}

// Ends that somebody else has changed meanwhile are not replaced: nothing is sent, and
// what was changed here goes on upon what stands there then.
func TestOthersEndsAreNotReplaced(t *testing.T) {
	other := &elsewhere{}
	tell(t, world{moving: true, front: other.front}, func(d *desk) {
		s := d.editsEnds("wave2-shop-01")
		d.Keys("w").passwords("one", "two").Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(30 * time.Second).Sees("source reached")
		other.on.Store(true)
		d.Keys("E").Wait(time.Second).Keys("tab", "enter").Wait(10*time.Second).Sees("not sent", "somebody else has changed the source's address since it was read", "r reads the ends again")
		d.startsNothing("ends of somebody else")
		d.Keys("r").Wait(2 * time.Second).Sees("somebody else has changed the ends")
		if got := s.draft.Get("source_endpoint[0].endpoint.ip"); got != "10.9.9.9" {
			t.Errorf("the address is %s", got)
		}
		d.Keys("E").Sees("T tests both ends first") // what was tested were others
	})
}

// Esc drops what was changed only when it is asked twice.
func TestChangedEndsAreNotLostAtOnce(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.editsEnds("wave2-shop-01")
		d.Keys("esc").Sees("jobs 1 of")
		s := d.editsEnds("wave2-shop-01")
		d.Keys("e").Wait(time.Second)
		d.app.top().(*create).open("source_endpoint[0].endpoint.ip")
		d.Keys("ctrl+u").Type("10.1.1.1").Keys("esc", "esc").Sees("1 change", "source address", "10.1.1.1", "was 10.154.")
		if d.app.top() != Screen(s) {
			t.Fatalf("the page on top is %T", d.app.top())
		}
		d.Keys("esc").Sees("esc again drops what was changed").Keys("esc").Sees("jobs 1 of")
	})
}

// Where ends cannot be changed they are shown all the same, and every change says why.
func TestEndsThatCannotBeChangedAreShown(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.editsEnds("orders-prod-sync-02")
		for _, key := range []string{"e", "E", "w"} {
			d.Keys(key).Sees("from", ": the endpoints are changed in configuration")
		}
		d.Keys("T").Sees(": the connections are tested in configuration")
	})
	tell(t, world{place: readOnly()}, func(d *desk) {
		d.editsEnds("wave2-shop-01")
		for _, key := range []string{"e", "T", "E", "w"} {
			d.Keys(key).Sees("this session is read-only")
		}
	})
}

func TestEndsEditPictures(t *testing.T) {
	changed := func(name string) func(*desk) {
		return func(d *desk) {
			d.editsEnds(name)
			d.Keys("e").Wait(time.Second)
			d.app.top().(*create).open("source_endpoint[0].endpoint.ip")
			d.Keys("ctrl+u").Type("10.1.1.1").Keys("esc", "esc", "w").passwords("one", "two")
		}
	}
	tested := func(d *desk) {
		changed("wave2-shop-01")(d)
		d.Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(30 * time.Second)
	}
	draw(t, inAllSizes([]picture{
		{"as_read", world{moving: true, setUp: resting}, func(d *desk) { d.editsEnds("payments-ora-01") }},
		{"not_now", world{}, func(d *desk) { d.editsEnds("orders-prod-sync-02") }},
		{"walk", world{moving: true, setUp: resting}, func(d *desk) { d.editsEnds("payments-ora-01"); d.Keys("e").Wait(time.Second) }},
		{"changed", world{moving: true}, changed("wave2-shop-01")},
		{"certificate", world{moving: true, setUp: resting}, changed("payments-ora-01")},
		{"review", world{moving: true}, func(d *desk) { tested(d); d.Keys("E").Wait(time.Second) }},
		{"stored", world{moving: true}, func(d *desk) {
			tested(d)
			d.Keys("E").Wait(time.Second).Keys("tab", "enter").Wait(10 * time.Second)
		}},
		{"untested", world{moving: true, setUp: func(s *sim.Sim) { s.Script(only("ExecuteJobAction", "403")) }}, func(d *desk) {
			tested(d)
			d.Keys("E").Wait(time.Second)
		}},
		{"not_read", world{setUp: func(s *sim.Sim) { s.Script(only("ShowJobDetail", "403")) }}, func(d *desk) {
			d.find("wave2-shop-01")
			r, _ := d.jobs().table.Cursor()
			d.do(d.app.follow(push(openEndsEdit(d.app.env, r.job.Job()))))
			d.Wait(2 * time.Second)
		}},
	}))
}
