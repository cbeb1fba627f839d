package tui

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// cloneOfTheDocument is the body that the service's own document shows.
const cloneOfTheDocument = `{"name":"Clone Job","transfer":{"transfer_type":"copy","lock_propagation":"ignore",
	"permissions":{"policy":"none","links":true,"failures":"none"},"versioning":{"preserve":"native","select":"all"}},"schedule":{"mode":"manual"}}`

// deeds lists what the service was made to do, a line each.
func (d *desk) deeds() []string {
	var out []string
	for _, a := range d.sim.Applied() {
		out = append(out, a.Op+" "+a.Action)
	}
	return out
}

// turns turns the choice of a label until a value stands there.
func (d *desk) turns(label string, key model.FieldKey, value string) *desk {
	d.Helper()
	d.to(label)
	for range 12 {
		s := d.app.top().(*edit)
		if s.form.Get(key) == value {
			return d
		}
		if s.sheet.Field().Kind == model.BoolField {
			d.Keys("space")
		} else {
			d.Keys("l")
		}
	}
	d.Fatalf("%s never says %q:\n%s", label, value, d.Screen())
	return d
}

// without leaves a member out of what the service answers, so that a job has nothing
// but what the document shows.
func without(member string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			got := httptest.NewRecorder()
			next.ServeHTTP(got, r)
			body, _ := io.ReadAll(got.Body)
			for _, form := range []string{"," + member, member + ","} {
				body = bytes.ReplaceAll(body, []byte(form), nil)
			}
			for key, values := range got.Header() {
				if key != "Content-Length" {
					w.Header()[key] = values
				}
			}
			w.WriteHeader(got.Code)
			_, _ = w.Write(body)
		})
	}
}

// The example of the service's document comes out by keys alone.
func TestTheDocumentsCloneByKeysAlone(t *testing.T) {
	w := world{files: true, moving: true, size: [2]int{100, 40}, front: without(`"x_inherit":{"depth":2}`)}
	tell(t, w, func(d *desk) {
		d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it").Keys("up", "ctrl+u").Type("Clone Job").Keys("enter", "e").Sees("values of the copy", "source path")
		d.turns("type", model.KeyTransferType, "copy").turns("locks", model.KeyLocks, "ignore").turns("permissions", model.KeyPermissions, "none")
		d.turns("shared links", model.KeyPermLinks, "true").turns("perm failures", model.KeyPermFailures, "none")
		d.turns("versions", model.KeyVersions, "native").turns("which versions", model.KeyVersionSelect, "all")
		d.Keys("esc").Sees("clone finance-to-sharepoint", "7 values", "mirror_lock")
		d.Keys("b").Sees(`"lock_propagation": "ignore"`).Keys("esc", "tab", "enter").Sees("sent 1   accepted 1").Wait(time.Minute).Sees("Every step is done")
		var asked, got any
		if err := json.Unmarshal([]byte(cloneOfTheDocument), &asked); err != nil {
			t.Fatal(err)
		}
		all := d.sim.Applied()
		if len(all) != 1 || all[0].Op != "cloneJob" {
			t.Fatalf("the service did %v", d.deeds())
		}
		if err := json.Unmarshal(all[0].Params, &got); err != nil || !reflect.DeepEqual(asked, got) {
			t.Errorf("the body is %s (%v)", all[0].Params, err)
		}
	})
}

// What happens to a transfer that is replaced by its copy, cut off in the middle and
// gone on with later.
func TestACopyOfFilesGoesOnAfterARestart(t *testing.T) {
	w := world{files: true, moving: true, size: [2]int{100, 30}}
	tell(t, w, func(d *desk) {
		d.sim.Script(func(op string, n int) string {
			if op == "patchJob" || op == "deleteJob" {
				return "403"
			}
			return ""
		})
		d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it").Keys("l", "l").Sees("delete it", "The original is deleted last")
		d.Keys("tab", "enter").Sees("clone finance-to-sharepoint, then delete it", "Type finance-to-sharepoint to send it")
		d.Paste("finance-to-sharepoint").Sees("takes no paste").Keys("enter").Sees("nothing was sent")
		if got := d.deeds(); len(got) > 0 {
			t.Fatalf("a wrong word sent %v", got)
		}
		d.Type("finance-to-sharepoint").Keys("enter").Sees("original off its schedule").Wait(time.Minute).Sees("sent 2   accepted 1   refused 1", "it rests")
		if got := d.deeds(); !slices.Equal(got, []string{"cloneJob clone"}) {
			t.Fatalf("the service did %v", got)
		}
		d = d.again()
		defer d.quit()
		d.Sees("! 1 copy rests", "1 copy rests; C on its row goes on: finance-to-sh")
		d.sim.Script(nil)
		d.find("finance-to-sharepoint").Keys("C").Sees("a copy is unfinished").Keys("g").Sees("take the original off its schedule", "Your role does not allow this")
		d.Keys("S").Sees("go on with the copy").Keys("tab", "enter").Sees("type finance-to-sharepoint first; nothing was sent").Type("finance-to-sharepoint").Keys("tab", "enter")
		d.Wait(5*time.Minute).Sees("Every step is done", "delete the original")
		if got := d.deeds(); len(got) < 3 || got[0] != "cloneJob clone" || got[len(got)-1] != "deleteJob delete" || strings.Count(strings.Join(got, " "), "cloneJob") != 1 {
			t.Errorf("the service did %v", got)
		}
		d.Keys("esc", "esc").Wait(time.Minute).Misses("copy rests", "under way")
		if twice := d.sim.TransferCollisions(); len(twice) > 0 {
			t.Errorf("collided: %v", twice)
		}
	})
}

// A copy of databases is gone on with where it was left, in a later session too.
func TestACopyOfDatabasesGoesOnAfterARestart(t *testing.T) {
	tell(t, world{moving: true, size: [2]int{100, 30}}, func(d *desk) {
		d.clones("orders-prod-sync-02").Sees("free").Keys("e", "p").Sees("values of the copy: policy", "conflict")
		d.Keys("space", "esc").Sees("1 value; e changes them", "overwrite")
		d.sim.Script(only("UpdateJob", "400"))
		d.Keys("tab", "enter").Sees("make the copy").Wait(time.Minute).Sees("it rests", "its policy")
		if got := len(d.copies()); got != 1 {
			t.Fatalf("%d copies", got)
		}
		d = d.again()
		defer d.quit()
		d.Sees("1 copy rests")
		d.sim.Script(nil)
		d.find("orders-prod-sync-02").Keys("C", "g").Sees("policy").Keys("S").Sees("go on with the copy").Keys("tab", "enter").Wait(time.Minute).Sees("Every step is done")
		if got, sent := d.copies(), d.updates(); len(got) != 1 || len(sent) != 1 || !strings.Contains(sent[0], `"conflict_policy":"stop"`) {
			t.Errorf("copied %v, sent %v", got, sent)
		}
	})
}

// What was changed on the pages of the values is not lost by one key.
func TestValuesOfACopyAreNotLostAtOnce(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.clones("orders-prod-sync-02").Sees("free").Keys("e", "p").Sees("conflict").Keys("space", "esc").Sees("1 value; e changes them")
		d.Keys("esc").Sees("esc again drops 1 value of the copy").Keys("e", "p").Sees("1 change").Keys("u").Sees("0 changes").Keys("esc").Sees("nothing; e gives")
		if d.Keys("esc"); d.app.top() != Screen(d.jobs()) {
			t.Errorf("it is asked although nothing was typed:\n%s", d.Screen())
		}
		d.startsNothing("values of a copy")
	})
}

// Where passwords are asked for, they may be left empty: then the copy waits for them.
func TestPasswordsOfACopyMayBeLeftEmpty(t *testing.T) {
	tell(t, world{moving: true, size: [2]int{100, 36}}, func(d *desk) {
		d.clones("orders-prod-sync-02").Sees("free").Keys("up", "down", "down", "down", "l").Sees("passwords, test, pre-check").Keys("tab", "tab", "enter").Sees("password of", "enter tab next")
		d.Keys("enter").Sees("enter send").Misses("tab next").Keys("enter").Sees("make the copy").Wait(time.Minute).Sees("it waits for you", "w types the passwords")
		d.Keys("w").Sees("password of").Type("secret-1").Keys("enter").Sees("enter go on").Type("secret-2").Keys("enter").Sees("go on with the copy", "store its endpoints").Keys("tab", "enter")
		d.Wait(30 * time.Minute).Sees("pre-check it").Misses("secret-1")
	})
}

// x asks once, and then takes no further step.
func TestACopyIsStoppedAfterItsStep(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.clones("orders-prod-sync-02").Sees("free").Keys("tab", "enter").Sees("make the copy")
		d.Keys("x").Sees("x again").Keys("x").Wait(time.Minute).Sees("it rests").Misses("Every step is done")
		d.Keys("S").Sees("go on with the copy").Keys("tab", "enter").Wait(time.Minute).Sees("Every step is done")
		if got := d.copies(); len(got) != 1 {
			t.Errorf("copied %v", got)
		}
	})
}

// Whoever leaves is told what of a copy is under way.
func TestLeavingTellsOfACopy(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Latency: time.Second}}, func(d *desk) {
		d.clones("orders-prod-sync-02").Sees("free").Keys("tab", "enter").Sees("make the copy").Keys("esc").Sees("goes on; C on it").Keys("ctrl+c").Sees("1 copy stops at the step where it stands")
	})
}

// Two jobs that spoil each other's work are flagged, each with a sentence that names
// the other.
func TestCollisionsAreFlagged(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{150, 40}}, func(d *desk) {
		d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it").Keys("e").Sees("source path")
		d.turns("schedule", model.KeyScheduleMode, "auto").Keys("esc").Sees("Both are live over the same paths").Keys("tab", "enter").Wait(time.Minute).Sees("Every step is done")
		d.Keys("esc").Wait(time.Minute)
		copied, ok := d.jobs().table.Cursor()
		if !ok || copied.job.Name.Raw() == "finance-to-sharepoint" {
			t.Fatalf("the cursor is not on the copy:\n%s", d.Screen())
		}
		d.Sees("collides with finance-to-sharepoint: both", "are live over the same paths")
		d.find("finance-to-sharepoint").Wait(time.Second).Sees("! collides with")
		for _, name := range []string{"finance-to-sharepoint", copied.job.Name.Raw()} {
			r, there := d.jobs().table.Get(model.NewJobID(d.sim.TransferID(name)))
			if !there || d.jobs().flag(r).Text != d.app.env.theme.Signs().Flag {
				t.Errorf("%s has no flag:\n%s", name, d.Screen())
			}
		}
	})
}

// A name that was written beside a mistake is listed with what is taken.
func TestANameFromTheEditorIsListed(t *testing.T) {
	env := editor(t, `sed -i 's/"name": "[^"]*"/"no_such_member": 7,\n"name": "from-the-editor"/' "$file"`)
	tell(t, world{files: true, environ: env, size: [2]int{100, 40}}, func(d *desk) {
		d.clones("finance-to-sharepoint").Sees("0 errors").Keys("e").Sees("values of the copy").Keys("ctrl+o").
			Sees("take what you wrote", "1 mistake", "name", "from-the-editor").Keys("enter", "esc").Sees("from-the-editor")
	})
}
