package client_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

func TestANewJobIsFollowedToConfiguration(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		c.apply = c.creates(7, 0)
		p := f.create(newName)
		run := f.apply(p)
		time.Sleep(6 * time.Second)
		row := lone(f.T, run.Report())
		check(f.T, "on the way", fmt.Sprint(row.Outcome.Kind, " ", row.Name, " ", row.Now.Status, " ", row.Made), "accepted "+newName+" CREATING job-07")
		<-run.Done()
		row = lone(f.T, run.Report())
		check(f.T, "at the end", fmt.Sprint(row.Outcome.Kind, " ", row.Now.ID, " ", row.Now.Status, " ", row.Makes), "done job-07 CONFIGURATION true")
		check(f.T, "journal", f.journalled(standIn(p)), "APPLIED/1")
		check(f.T, "what it was cloned from", fmt.Sprint(f.client.Copies()), "map[]")
		for _, id := range c.asked() {
			if strings.HasPrefix(id.Raw(), "new-") {
				f.Errorf("the status of %v was asked for", id)
			}
		}
	})
}

// A node takes up to half an hour: for ten minutes it is read every five
// seconds, and every ten from then on.
func TestANewJobIsFollowedForHalfAnHour(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		c.apply = func(_ int, changes []model.Change) []model.Outcome {
			c.tagged(7, newName, "CREATING", changes[0].(model.CreateJob).Intent)
			return []model.Outcome{{ID: changes[0].Target(), Kind: model.Accepted, Made: jobID(7)}}
		}
		begun := time.Now()
		check(f.T, "outcome", kinds(f.run(f.create(newName))), "accepted")
		if took := time.Since(begun); took < 29*time.Minute || took > 31*time.Minute {
			f.Errorf("followed for %v", took)
		}
		if n := len(c.reads); n < 235 || n > 245 {
			f.Errorf("%d readings, want 120 in the first ten minutes and 120 in the rest", n)
		}
	})
}

func TestAJobThatFailsToBeCreated(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		c.apply = func(_ int, changes []model.Change) []model.Outcome {
			c.tagged(7, newName, "CREATE_FAILED", changes[0].(model.CreateJob).Intent)
			return []model.Outcome{{ID: changes[0].Target(), Kind: model.Accepted, Made: jobID(7)}}
		}
		row := lone(f.T, f.run(f.create(newName)))
		check(f.T, "at the end", fmt.Sprint(row.Outcome.Kind, " ", row.Now.Status), "accepted CREATE_FAILED")
	})
}

func TestATakenNameCreatesNothing(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		c.tagged(5, strings.ToUpper(newName), "CONFIGURATION", "")
		p := f.create(newName)
		row := lone(f.T, f.run(p))
		check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why, "not sent: there is a job of that name: job-05")
		check(f.T, "journal", f.journalled(standIn(p)), "")
	})
	creating(t, func(f *fixture, c *creator) { // taken between the look and the call
		c.apply = taken
		p := f.create(newName)
		row := lone(f.T, f.run(p))
		check(f.T, "outcome", row.Outcome.Kind.String()+" "+row.Outcome.Code.String(), "refused DRS.M00277")
		check(f.T, "journal", f.journalled(standIn(p)), "REJECTED/1")
	})
	creating(t, func(f *fixture, c *creator) { // whether it is free nobody knows
		c.deaf = func(int) bool { return true }
		row := lone(f.T, f.run(f.create(newName)))
		check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why, "not sent: whether the name is free could not be read: no answer")
		if c.calls() != 0 {
			f.Error("sent all the same")
		}
	})
}

// What a lost answer leaves is found by name, and known by its tag.
func TestALostCreateIsKnownByItsTag(t *testing.T) {
	for name, c := range map[string]struct {
		left func(c *creator, intent string) // after the answer was lost
		want string
		look int
	}{
		"it is there with the tag": {
			func(c *creator, intent string) { c.tagged(7, newName, "CONFIGURATION", intent) },
			"done job-07: no answer told of it; the list shows the new job", 0,
		},
		"it comes late": {
			func(c *creator, intent string) {
				time.AfterFunc(25*time.Second, func() { c.tagged(7, newName, "CONFIGURATION", intent) })
			},
			"done job-07: no answer told of it; the list shows the new job", 4,
		},
		"it cannot be read at first": {
			func(c *creator, intent string) {
				c.dumb[c.tagged(7, newName, "CONFIGURATION", intent)] = 2
			},
			"done job-07: no answer told of it; the list shows the new job", 2,
		},
		"it cannot be read at all": {
			func(c *creator, intent string) {
				c.dumb[c.tagged(7, newName, "CONFIGURATION", intent)] = 100
			},
			"unknown : a job of that name is there, but its tags could not be read: job-07", 6,
		},
		"what tells its tags is missing": {
			func(c *creator, intent string) {
				c.part[c.tagged(7, newName, "CONFIGURATION", intent)] = true
			},
			"unknown : a job of that name is there, but its tags could not be read: job-07", 6,
		},
		"somebody else's has no tag": {
			func(c *creator, _ string) { c.tagged(7, newName, "CONFIGURATION", "") },
			"absent : the answer was lost; until the last look the only job of that name was somebody else's: job-07", 5,
		},
		"somebody else's has another tag": {
			func(c *creator, _ string) { c.tagged(7, newName, "CONFIGURATION", "01JQ4Z9W8B3M5N7P9R1T3V5X7Z") },
			"absent : the answer was lost; until the last look the only job of that name was somebody else's: job-07", 5,
		},
		"nothing is there": {
			func(*creator, string) {},
			"absent : the answer was lost; until the last look no job had the name", 5,
		},
		"the last list is not whole": {
			func(c *creator, _ string) { c.deaf = func(lists int) bool { return lists == 7 } },
			"unknown : ", 6,
		},
		"two of the tag": {
			func(c *creator, intent string) {
				c.tagged(7, newName, "CREATING", intent)
				c.tagged(8, newName, "CREATING", intent)
			},
			"unknown : several jobs have the name now, so nobody can say which is the new job: job-07 job-08", 6,
		},
		"a child bears its parent's name": {
			func(c *creator, intent string) {
				parent := c.tagged(7, newName, "CONFIGURATION", intent)
				c.tagged(8, newName, "CONFIGURATION", intent)
				c.mu.Lock()
				c.rows[len(c.rows)-1].Parent = parent
				c.mu.Unlock()
			},
			"done job-07: no answer told of it; the list shows the new job", 0,
		},
	} {
		creating(t, func(f *fixture, s *creator) {
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				c.left(s, changes[0].(model.CreateJob).Intent)
				return lost(0, changes)
			}
			p := f.create(newName)
			row := lone(f.T, f.run(p))
			check(f.T, name, fmt.Sprint(row.Outcome.Kind, " ", row.Made, ": ", row.Outcome.Why), c.want)
			if row.Look != c.look || s.calls() != 1 {
				f.Errorf("%s: %d looks, %d calls", name, row.Look, s.calls())
			}
			want := map[model.OutcomeKind]string{model.Done: "APPLIED/1", model.UnknownOutcome: "UNKNOWN/1", model.Absent: "ABSENT/1"}
			check(f.T, name+", journal", f.journalled(standIn(p)), want[row.Outcome.Kind])
			if got := model.Retry("x", model.Capabilities{}, p, run(row)); (len(got.Steps) == 1) != (row.Outcome.Kind == model.Absent) {
				f.Errorf("%s: %d steps are offered again", name, len(got.Steps))
			}
		})
	}
}

func run(row model.Result) model.Report { return model.Report{Rows: []model.Result{row}} }

// While a create is unknown nothing of that name is sent, nor its draft under
// another one.
func TestAnUnknownCreateKeepsItsName(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		c.apply = lost
		c.deaf = func(lists int) bool { return lists == 7 }
		first := f.create(newName)
		check(f.T, "first", kinds(f.run(first)), "unknown")
		again := lone(f.T, f.run(f.create(strings.ToUpper(newName))))
		check(f.T, "again", again.Outcome.Kind.String()+": "+again.Outcome.Why, "not sent: an earlier write to it is unresolved: that is settled first")
		renamed := f.create("orders-second")
		step := &renamed.Steps[0]
		draft := step.Change.(model.CreateJob).Draft
		draft.Sent = first.ID
		step.Change = model.CreateJob{ID: step.Job.ID, Intent: renamed.ID, Draft: draft}
		row := lone(f.T, f.run(renamed))
		check(f.T, "renamed", row.Outcome.Kind.String()+": "+row.Outcome.Why, "not sent: an earlier write to it is unresolved: that is settled first")
		if c.calls() != 1 {
			f.Errorf("%d calls", c.calls())
		}
	})
}

func TestAnAnswerThatNamesNoJob(t *testing.T) {
	for name, made := range map[string]model.JobID{"no id": {}, "a hostile one": model.NewJobID("a\nb")} {
		creating(t, func(f *fixture, c *creator) {
			c.apply = func(_ int, changes []model.Change) []model.Outcome {
				c.tagged(7, newName, "CONFIGURATION", changes[0].(model.CreateJob).Intent)
				return []model.Outcome{{ID: changes[0].Target(), Kind: model.Accepted, Made: made}}
			}
			row := lone(f.T, f.run(f.create(newName)))
			check(f.T, name, fmt.Sprint(row.Outcome.Kind, " ", row.Made), "done job-07")
		})
	}
}

func TestTwoDroversAtOneNewName(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		c.apply = func(call int, changes []model.Change) []model.Outcome {
			time.Sleep(3 * time.Second)
			return c.creates(7, 0)(call, changes)
		}
		j, err := journal.Open(f.dir)
		if err != nil {
			f.Fatal(err)
		}
		other := &fixture{T: f.T, dir: f.dir, backend: c, journal: j}
		other.client = client.New(c, client.Options{Journal: j, Place: f.client.Place()})
		defer other.close()
		first := f.apply(f.create(newName))
		time.Sleep(time.Second)
		row := lone(f.T, other.run(other.create(strings.ToUpper(newName))))
		clone := lone(f.T, other.run(other.clone(0, newName)))
		<-first.Done()
		check(f.T, "first", kinds(first.Report()), "done")
		for _, r := range []model.Result{row, clone} {
			if r.Outcome.Kind != model.NotSent || !strings.Contains(r.Outcome.Why, "working on it") {
				f.Errorf("second: %+v", r.Outcome)
			}
		}
		if c.calls() != 1 {
			f.Errorf("%d calls", c.calls())
		}
	})
}

// What the journal keeps of a create: names and ids, and nothing of the draft.
func TestTheJournalOfACreate(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		c.apply = c.creates(7, 0)
		p := f.create(newName)
		d := p.Steps[0].Change.(model.CreateJob).Draft.Put("source_endpoint[0].endpoint.db_user", "drs_reader").
			PutSecret("source_endpoint[0].endpoint.db_password", model.NewSecret("s3ntinel"))
		p.Steps[0].Change = model.CreateJob{ID: standIn(p), Intent: p.ID, Draft: d}
		f.run(p)
		entries, err := f.journal.Entries()
		if err != nil || len(entries) != 1 {
			f.Fatalf("%d entries, %v", len(entries), err)
		}
		e := entries[0]
		check(f.T, "entry", fmt.Sprint(e.Op, " ", e.Job, " ", e.Name, " [", e.Seen, "] ", e.Made, " ", e.At.Set()), "create new-"+p.ID+" "+newName+" [] job-07 false")
		text, err := os.ReadFile(f.journal.Path())
		if err != nil {
			f.Fatal(err)
		}
		if n := strings.Count(string(text), "\n"); n != 3 || strings.Contains(string(text), "drs_reader") || strings.Contains(string(text), "s3ntinel") {
			f.Errorf("%d lines:\n%s", n, text)
		}
	})
}

func TestPlansOfNewJobsThatAreRefused(t *testing.T) {
	creating(t, func(f *fixture, c *creator) {
		wrong := f.create("ab")
		stranger := f.create(newName)
		stranger.ID = f.client.NewIntent()
		real := f.create(newName)
		real.Steps[0].Job.ID = jobID(0)
		real.Steps[0].Change = model.CreateJob{ID: jobID(0), Intent: real.ID, Draft: draftOf(newName)}
		both := f.create(newName)
		both.Steps = append(both.Steps, f.clone(0, strings.ToUpper(newName)).Steps...)
		for why, p := range map[string]model.Plan{
			"a name that no job can have": wrong, "another plan's intent": stranger, "the id of a job": real, "two jobs of one name": both,
		} {
			if _, err := f.client.Apply(f.Context(), p); err == nil {
				f.Errorf("a plan with %s is taken", why)
			}
		}
		if c.calls() != 0 {
			f.Errorf("%d calls", c.calls())
		}
	})
}
