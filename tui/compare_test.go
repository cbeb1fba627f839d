package tui

import (
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// compares opens the comparison of two jobs of the list, by their names.
func (d *desk) compares(a, b string) *compare {
	d.Helper()
	d.Keys("/").Keys("ctrl+u").Type("name:"+a+"|name:"+b).Keys("enter", "u", "*", "=").Wait(2 * time.Second)
	c, ok := d.app.top().(*compare)
	if !ok {
		d.Fatalf("the page on top is %T:\n%s", d.app.top(), d.Screen())
	}
	return c
}

// madeUp is a job with sections that a test makes up.
func madeUp(name string, values map[model.FieldKey]string) model.Reading {
	job := model.Job{
		ID: model.NewJobID("id-" + name), Name: model.NewText(name), Scenario: model.Sync, Task: model.FullIncr, Engine: model.NewText("mysql-to-mysql"),
		Net: model.NewText("vpn"), Direction: model.NewText("up"), Generation: "v5",
	}
	job = job.WithStatus(model.NewText("CONFIGURATION"))
	r := model.Reading{Detail: model.Detail{Job: job, NodeType: model.NewText("high"), Read: sim.FrozenNow()}}
	for _, s := range model.Comparable(job) {
		p := model.Part{Section: s, Values: map[model.FieldKey]string{}}
		for key, value := range values {
			if of, _ := model.SectionOf(key); of == s {
				p.Values[key] = value
			}
		}
		r.Parts = append(r.Parts, p)
	}
	return r
}

// twoJobs are two readings that differ in much.
func twoJobs() (a, b model.Reading) {
	a = madeUp("orders-prod-sync-01", map[model.FieldKey]string{
		model.KeyDescription: "orders, east", model.KeyExpired: "14", model.KeyConflict: "ignore", model.KeyTags: "team=orders, tier=1",
		model.KeyWindows: "02:00-05:59=80,10:00-11:59=5",
	})
	b = madeUp("orders-prod-sync-02", map[model.FieldKey]string{
		model.KeyDescription: "orders, west", model.KeyExpired: "14", model.KeyConflict: "overwrite", model.KeyTags: "team=orders, owner=kim",
	})
	b.Detail.NodeType = model.NewText("medium")
	return a, b
}

// lays opens a comparison of readings that were made up.
func (d *desk) lays(a, b model.Reading) *compare {
	d.Helper()
	c := newCompare(d.app.env, a.Detail.Job, b.Detail.Job)
	d.do(d.app.follow(push(c)))
	for side, r := range []model.Reading{a, b} {
		slot := &c.read[side]
		slot.drop()
		slot.value, slot.have, slot.got, slot.err = r, true, sim.FrozenNow(), nil
		c.jobs[side] = r.Detail.Job
	}
	c.lay()
	return c
}

func TestComparePictures(t *testing.T) {
	lays := func(keys ...string) func(*desk) {
		return func(d *desk) {
			d.lays(twoJobs())
			d.Wait(time.Second).Keys(keys...)
		}
	}
	real := func(a, b string) func(*desk) { return func(d *desk) { d.compares(a, b) } }
	draw(t, inAllSizes([]picture{
		{"two_jobs", world{}, real("orders-prod-sync-01", "orders-prod-sync-02")},
		{"differences", world{}, lays()},
		{"a_list_unfolded", world{}, lays("G", "enter")},
		{"a_section_unfolded", world{}, lays("enter")},
		{"marked_the_other_way", world{}, lays("j", "j", "j", "j", "tab", "space")},
		{"one_is_gone", world{}, func(d *desk) {
			gone := model.Job{ID: model.NewJobID(strings.Repeat("0", 36)), Name: model.NewText("orders-gone")}
			d.find("orders-prod-sync-01")
			r, _ := d.jobs().table.Cursor()
			d.do(d.app.follow(push(newCompare(d.app.env, r.job.Job(), gone))))
			d.Wait(2 * time.Second)
		}},
		{"reading", world{setUp: func(s *sim.Sim) { s.Script(only("ShowJobDetail", "slow:9s")) }}, real("orders-prod-sync-01", "orders-prod-sync-02")},
	}))
}

// Exactly two jobs are compared: of what is not marked, the cursor's, or one that is
// asked for.
func TestTwoJobsAreCompared(t *testing.T) {
	names := func(d *desk) string {
		c, ok := d.app.top().(*compare)
		if !ok {
			return "no comparison"
		}
		return c.jobs[0].Name.String() + " " + c.jobs[1].Name.String()
	}
	const a, b = "wave2-shop-01", "wave2-shop-02"
	for name, story := range map[string]func(d *desk){
		"two marked": func(d *desk) { d.Keys("/").Type("wave2-shop-01|wave2-shop-02").Keys("enter", "*", "=") },
		"one marked, the cursor on the other": func(d *desk) {
			d.find(b)
			d.Keys("/").Keys("ctrl+u").Type("wave2-shop").Keys("enter", "g", "space").find(b).Keys("=")
		},
		"the cursor's, and one that is asked for": func(d *desk) {
			d.find(a).Keys("esc", "=").Sees("compare wave2-shop-01 with which job").Type("shop-02").Keys("enter")
		},
		"the marked one under the cursor": func(d *desk) {
			d.find(a).Keys("space", "g", "esc", "=").Sees("with which job").Type("shop-02").Keys("enter")
		},
	} {
		t.Run(name, func(t *testing.T) {
			tell(t, world{}, func(d *desk) {
				story(d)
				if got := names(d); got != a+" "+b {
					t.Errorf("compared are %s:\n%s", got, d.Screen())
				}
			})
		})
	}
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("wave2-shop").Keys("enter", "*", "=").Sees("two jobs are compared: 3 are marked")
		d.Keys("u").find(a).Keys("=").Type(a).Keys("enter").Sees("a job is the same as itself")
	})
}

// What t takes over is an edit of the job that takes; nothing is sent.
func TestWhatIsTakenIsAnEdit(t *testing.T) {
	taken := func(d *desk) model.Edit {
		d.Helper()
		e, ok := d.app.top().(*edit)
		if !ok {
			d.Fatalf("the page on top is %T:\n%s", d.app.top(), d.Screen())
		}
		return e.form
	}
	tell(t, world{}, func(d *desk) {
		c := d.lays(twoJobs())
		d.Keys("j", "t").Sees("it is decided when a job is created")
		d.Keys("j", "j").Sees("t: B takes description from A").Keys("t")
		e := taken(d)
		if e.Detail.Job.Name.String() != "orders-prod-sync-02" || e.Get(model.KeyDescription) != "orders, east" || e.Base.Get(model.KeyDescription) != "orders, west" {
			t.Errorf("the edit is of %s: %v", e.Detail.Job.Name, e.Want())
		}
		d.startsNothing("taking")
		d.do(d.app.follow(pop()))
		if !c.loading() {
			t.Error("what may have been changed is not read again")
		}
	})
	tell(t, world{}, func(d *desk) {
		d.lays(twoJobs())
		d.Keys("tab", "j", "j", "j", "j", "t")
		if e := taken(d); e.Detail.Job.Name.String() != "orders-prod-sync-01" || e.Get(model.KeyDescription) != "orders, west" {
			t.Errorf("the other way it is of %s: %v", e.Detail.Job.Name, e.Want())
		}
	})
	tell(t, world{place: readOnly()}, func(d *desk) {
		d.lays(twoJobs())
		d.Keys("j", "j", "j", "t").Sees("this session is read-only")
	})
	tell(t, world{}, func(d *desk) {
		a, b := twoJobs()
		b.Detail.Job = b.Detail.Job.WithStatus(model.NewText("INCRE_TRANSFER_STARTED"))
		c := d.lays(a, b)
		for c.here().id != "policy" {
			d.Keys("j")
		}
		d.Sees("Not taken: B: the policy is changed in configuration").Keys("t").Sees("before a start")
	})
}

// What does not fit the job that takes is told with its reason, and the rest goes on.
func TestWhatDoesNotFitIsTold(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		a, b := twoJobs()
		for i, p := range a.Parts {
			if p.Section == model.SectionExpiry {
				a.Parts[i].Values[model.KeyExpired] = "900"
			}
		}
		c := d.lays(a, b)
		for c.here().id != "days after failure" {
			d.Keys("j")
		}
		d.Keys("t").Sees("1 value does not come along", "14 to 100", "Nothing is left").Keys("esc").Sees("compare")
	})
}

// The text that is copied says what the page says.
func TestAComparisonIsCopiedAsText(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		c := d.lays(twoJobs())
		d.Keys("y").Sees("copied")
		want := "  description\torders, east\torders, west\n"
		if got := c.text(); !strings.Contains(got, want) || !strings.Contains(got, "link\tthe same, 5 values") || !strings.Contains(got, "\tA orders-prod-sync-01\tB orders-prod-sync-02\n") {
			t.Errorf("the text is\n%s", got)
		}
	})
}

// A reading that fails takes no comparison away.
func TestAFailedReadingKeepsTheComparison(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.compares("orders-prod-sync-01", "orders-prod-sync-02")
		d.Sees("the same, 7 values")
		d.sim.Script(only("ShowJobDetail", "403"))
		d.Keys("r").Wait(2*time.Second).Sees("the same, 7 values", "A, B not read anew")
	})
}
