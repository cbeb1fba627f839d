package tui

import (
	"strings"
	"testing"

	"drover/client"
	"drover/model"
)

// writesJob writes the job of a name as a file, whole, and gives its text.
func (d *desk) writesJob(name, file string) string {
	d.find(name)
	d.Keys("enter", "O").Keys("ctrl+u").Type(file).Keys("enter").Sees("wrote " + name[:12])
	d.Keys("esc")
	return d.file(file)
}

// holds holds a file against the job under the cursor.
func (d *desk) holds(file string) *jobTake {
	d.Helper()
	d.Keys("I", "ctrl+u").Type(file).Keys("enter").Sees(file)
	d.until("file and job are read", func() bool { t, ok := d.app.top().(*jobTake); return ok && !t.loading() })
	return d.app.top().(*jobTake)
}

// besideFile holds a file against a job that can take some of it.
func (d *desk) besideFile() *desk {
	d.find("orders-prod-sync-02")
	d.puts("beside.yaml", "base_info: {description: told by a file, tags: [1]}\npolicy_config: {conflict_policy: stop}\nspeed_limit: []\n")
	d.holds("beside.yaml")
	return d
}

func TestAJobsOwnFileDiffersInNothing(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		text := d.writesJob("orders-prod-sync-02", "own.yaml")
		for _, want := range []string{"policy_config:", "speed_limit:", "tuning_params:"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
		page := d.holds("own.yaml")
		for _, r := range page.rows {
			if r.differ()+r.barred()+len(r.mistakes) > 0 || r.section != model.SectionName && r.lacks() > 0 {
				t.Errorf("%s: %+v", r.word, r.rows)
			}
		}
		d.Keys("*", "ctrl+r").Sees("nothing is chosen")
	})
}

// What is chosen goes through the edit of its section and its review; what the
// file lacks stays, unless somebody says otherwise.
func TestASectionOfAFileIsTakenThroughItsReview(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.puts("flow.yaml", "speed_limit:\n- {begin: \"14:00\", end: \"15:59\", speed: 7}\nbase_info: {description: told by a file}\n")
		page := d.holds("flow.yaml")
		d.Sees("flow windows", "1 value differs", "2 not in the file: they stay", "description")
		before := len(d.applied())
		d.Keys("*").Sees("2 chosen").Keys("ctrl+r").Sees("description", "told by a file").
			Keys("ctrl+r").Sees("update description").Keys("tab", "enter").Sees("accepted 1")
		d.until("it is there", func() bool { return len(d.applied()) > before })
		d.Keys("esc").until("the page is back", func() bool { return d.app.top() == Screen(page) && !page.loading() })
		d.Sees("done: as the file has it", "1 chosen")
		r, _ := page.find(takeName(model.SectionFlow))
		want := "02:00-05:59=80,14:00-15:59=7,22:00-23:59=200"
		if got := r.edit.Taking(r.told, page.taken(r)).Get(model.KeyWindows); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

func TestWhatAFileLacksIsRemovedByChoiceAlone(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.puts("none.yaml", "speed_limit: []\n")
		page := d.holds("none.yaml")
		for page.rows[page.at].section != model.SectionFlow {
			d.Keys("down")
		}
		d.Keys("space").Sees("the file only lacks values of it").Keys("enter").Sees("0 values are taken", "The file does not have it: it stays")
		d.Keys("space").Sees("1 value is taken").Keys("up").Sees("It is removed").Keys("down", "space", "esc").Sees("1 chosen")
		r, _ := page.find(takeName(model.SectionFlow))
		if got := r.edit.Taking(r.told, page.taken(r)).Get(model.KeyWindows); got != "" {
			t.Errorf("left %q", got)
		}
		d.Keys("space").Misses("chosen")
	})
}

func TestMistakesOfAFileStandAtTheirLinesAndTakeNothing(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.puts("wrong.yaml", "speed_limit:\n- {begin: two, end: 05:59, speed: 80}\nbase_info:\n  describes: a\n  description: fine\n")
		page := d.holds("wrong.yaml")
		d.Sees("2 mistakes", "1 mistake in the file").Keys("m").Sees("line 2", "a window has begin and end", "line 4", "describes").Keys("1")
		if r := page.rows[page.at]; r.section != model.SectionFlow || len(r.rows) > 0 {
			t.Errorf("%s: %+v", r.word, r.rows)
		}
		d.Keys("enter").Sees("line 2").Keys("esc")
		d.Keys("I", "ctrl+u").Type("none-there.yaml").Keys("enter").Sees("there is no such file").Misses("2 mistakes")
		d.puts("mended.yaml", "base_info: {description: fine}\n")
		d.Keys("I", "ctrl+u").Type("mended.yaml").Keys("enter").Sees("1 value differs").Misses("mistake")
	})
}

func TestTheFileIsReadAnewWithTheJob(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.puts("a.yaml", "base_info: {description: one}\n")
		d.holds("a.yaml")
		d.Sees("one").Keys("space", "up").Sees("1 chosen", "one")
		d.puts("a.yaml", "base_info: {description: two}\n")
		d.Keys("r").Sees("two", "1 chosen")
	})
}

func TestWhatCannotBeTakenSaysWhy(t *testing.T) {
	tell(t, world{place: client.Place{Demo: true, Region: "cn-north-4", Service: "DRS", ReadOnly: true}}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.puts("a.yaml", "base_info: {description: one}\nnode_info: {spec: {node_type: medium}}\nsource_endpoint: [{endpoint: {ip: 10.9.9.9}}]\nstart_position: {file_and_position: x:4}\n")
		page := d.holds("a.yaml")
		d.Keys("*").Misses("chosen").Keys("space").Sees("this session is read-only")
		d.Keys("G").Sees("creation has fixed it", "medium", "high")
		r, ok := page.find(takeName(model.SectionPosition))
		if !ok || !strings.Contains(r.why, "incremental") {
			t.Errorf("%+v", r)
		}
		if r, _ := page.find(takeName(model.SectionEnds)); len(r.rows) != 1 || r.rows[0].Is != "10.9.9.9" {
			t.Errorf("%+v", r)
		}
	})
}

func TestWhatAFileTellsIsNeverShownRaw(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.puts("a.yaml", "base_info: {description: \"a\\u202eb\\u2028c\"}\npolicy_config: {conflict_policy: \"\\u009b2J\", dml_types: \"\\u200f\", \"\\u202e\": x}\n")
		d.holds("a.yaml")
		for range 12 {
			d.Keys("enter", "down", "esc", "down") // the desk looks at every frame
		}
	})
}

func TestSectionsOfAFileAreForAfterACreation(t *testing.T) {
	text := "job:\n  base_info: {name: orders-wave2, job_type: sync}\n  policy_config: {conflict_policy: stop}\n  alarm_notify: {alarm_to_user: true}\n"
	tell(t, world{size: [2]int{160, 24}}, func(d *desk) {
		d.puts("job.yaml", text)
		d.Keys("N", "f").Type("job.yaml").Keys("enter").Sees("2 sections (policy, alarm) are applied after creation")
		d.Keys("esc", "I", "ctrl+u").Type("job.yaml").Keys("enter").Sees("take job.yaml", "2 sections (policy, alarm) are applied after creation")
	})
	tell(t, world{environ: editor(t, `printf 'policy_config: {conflict_policy: stop}\n' >> "$file"`)}, func(d *desk) {
		d.named("orders-wave2")
		d.Keys("esc", "ctrl+o").Sees("what you wrote", "policy_config")
	})
}

// A policy is taken by a job in configuration, and the request holds what the file
// says; members that drover does not know go back (client/drs proves that).
func TestAPolicyOfAFileIsSentAsTheFileHasIt(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("wave2-shop-01")
		d.puts("policy.yaml", "policy_config: {conflict_policy: stop, dml_types: \"i,u\"}\n")
		page := d.holds("policy.yaml")
		r := page.rows[page.at]
		if r.section != model.SectionPolicy || r.why != "" || r.differ() == 0 {
			t.Fatalf("%s: %q, %+v", r.word, r.why, r.rows)
		}
		d.Keys("space", "ctrl+r").Sees("policy").Keys("ctrl+r").Sees("update policy").Keys("tab", "enter").Sees("accepted 1")
		d.Keys("esc").until("the page is back", func() bool { return d.app.top() == Screen(page) && !page.loading() })
		if r, _ := page.find(takeName(model.SectionPolicy)); !r.done || r.edit.Base.Get(model.KeyConflict) != "stop" || !model.SameValue(model.KeyDML, r.edit.Base.Get(model.KeyDML), "i,u") {
			t.Errorf("%+v", r)
		}
	})
}

// The ends of a file are stored in their own walk, which begins with them.
func TestTheEndsOfAFileAreStoredInTheirWalk(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("wave2-shop-01")
		d.puts("ends.yaml", "source_endpoint: [{endpoint: {ip: 10.9.9.9}}]\n")
		page := d.holds("ends.yaml")
		if r := page.rows[page.at]; r.section != model.SectionEnds || r.why != "" {
			t.Fatalf("%s: %q", r.word, r.why)
		}
		d.Keys("space").Sees("1 chosen").Keys("ctrl+r").Sees("10.9.9.9", "address")
		walk := d.app.top().(*endsEdit)
		if changes := walk.changes(); len(changes) != 1 || changes[0].Is != "10.9.9.9" {
			t.Errorf("%+v", changes)
		}
		before := len(d.applied())
		d.Keys("esc").Sees("esc again drops").Keys("esc").Sees("1 chosen")
		if len(d.applied()) != before {
			t.Error("something was sent")
		}
	})
}
