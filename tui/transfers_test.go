package tui

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"drover/client"
	"drover/model"
)

// moves is a world of files, at rest.
func moves() world { return world{files: true} }

// transfer is the id of a transfer of the simulated service.
func (d *desk) transfer(name string) model.JobID {
	d.Helper()
	id := d.sim.TransferID(name)
	if id == "" {
		d.Fatalf("the service has no transfer %s", name)
	}
	return model.NewJobID(id)
}

// TestThreeTransfersAreStartedAtOnce: filter, mark, start, each with its outcome.
func TestThreeTransfersAreStartedAtOnce(t *testing.T) {
	w := moves()
	w.moving = true
	tell(t, w, func(d *desk) {
		d.sim.Script(func(op string, n int) string {
			if op == "patchJob" && n == 2 {
				return "403"
			}
			return ""
		})
		d.Keys("/").Type("media-to | board-papers | legal-hold | wave-box-012").Keys("enter", "*")
		d.Keys("S").Sees("start 4 jobs", "when   now", "it is paused: resume it instead", "3 go, 1 left out").Misses("PRE-CHECK", "or at a time you type", "billed")
		d.Type("3").Keys("enter").Sees("sent 3", "refused 1")
		d.until("an end of the report", func() bool { return d.shows("The run is over") }, 5*time.Minute)
		d.Sees("sent 3   accepted 2   refused 1   unknown 0").Misses("legal-hold-box")
		started := d.sim.Applied()
		for _, a := range started {
			if a.Op != "patchJob" || a.Action != "start" {
				t.Errorf("the service was made to %s by %s", a.Action, a.Op)
			}
		}
		if len(started) != 2 {
			t.Errorf("%d transfers were started", len(started))
		}
	})
}

// TestATransferIsTakenOffItsSchedule by keys alone: what is sent is what the service's
// own document sends, and the report quotes what the server says then.
func TestATransferIsTakenOffItsSchedule(t *testing.T) {
	tell(t, moves(), func(d *desk) {
		d.find("sales-box-to-gdrive").Keys("H").Sees("schedule", "auto")
		d.Keys("h").Sees("manual", "1 change", "0 errors")
		d.Keys("ctrl+r").Sees("update schedule").Keys("tab", "enter").Sees("sent 1   accepted 1", "The server tells no next run: it runs when it is started.")
		applied := d.sim.Applied()
		if len(applied) != 1 {
			t.Fatalf("the service was made to do %d things: %+v", len(applied), applied)
		}
		sameJSON(t, applied[0].Params, `{"kind": "transfer", "transfer_type": "copy", "schedule": {"mode": "manual"}}`)
	})
}

func sameJSON(t *testing.T, got json.RawMessage, want string) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatalf("%s: %v", got, err)
	}
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("sent\n%s\nwant\n%s", got, want)
	}
}

// TestEveryVerbOfATransfer opens its review by its key, and what is sent is one call.
func TestEveryVerbOfATransfer(t *testing.T) {
	for _, c := range []struct {
		name, verb string
		job        string
		keys       []string
		action     string
	}{
		{"start", "start 1 job", "media-to-s3", []string{"S"}, "start"},
		{"pause", "pause 1 job", "finance-to-sharepoint", []string{"P"}, "pause"},
		{"resume", "resume 1 job", "legal-hold-box", []string{"x", "r"}, "resume"},
		{"cancel", "cancel 1 run", "finance-to-sharepoint", []string{"x", "c"}, "cancel"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tell(t, moves(), func(d *desk) {
				d.find(c.job).Keys(c.keys...).Sees(c.verb).Misses("replay", "pre-check")
				d.Keys("tab", "enter").Sees("sent 1   accepted 1")
				applied := d.sim.Applied()
				if len(applied) != 1 || applied[0].Action != c.action || applied[0].JobID != d.transfer(c.job).Raw() {
					t.Fatalf("the service did %+v", applied)
				}
			})
		})
	}
}

// TestADeletedTransferWantsItsName, and goes from the list.
func TestADeletedTransferWantsItsName(t *testing.T) {
	w := moves()
	w.moving = true
	tell(t, w, func(d *desk) {
		d.find("media-to-s3").Keys("D").Sees("delete 1 job", "Type the job's name")
		d.Keys("tab", "enter")
		d.startsNothing("the name was not typed")
		d.Type("media-to-s3").Keys("enter").Sees("sent 1   accepted 1")
		if applied := d.sim.Applied(); len(applied) != 1 || applied[0].Op != "deleteJob" {
			t.Fatalf("the service did %+v", applied)
		}
		d.Keys("esc").Wait(30 * time.Second)
		d.Keys("/").Keys("ctrl+u").Keys("enter").Misses("media-to-s3")
	})
}

// TestWhatATransferLacksIsGreyWithItsReason: nothing of it is asked of the service.
func TestWhatATransferLacksIsGreyWithItsReason(t *testing.T) {
	tell(t, moves(), func(d *desk) {
		d.find("hr-archive")
		for key, words := range map[string]string{
			"N": "DryvIQ has no creation", "K": "DryvIQ has no pre-check", "c": "DryvIQ has no pre-check", "T": "DryvIQ has no test connection",
			"I": "DryvIQ has no creation",
		} {
			d.Keys(key).Sees(words)
		}
		d.Keys("f").Sees("a transfer has no lag").Keys("5").Keys("esc")
		d.Keys("w").Sees("a transfer has no lag").Keys("esc")
		d.Keys("enter", "4").Sees("DryvIQ has no objects").Keys("8").Sees("DryvIQ has no pre-check")
		for tab := range len(tabNames) {
			d.Keys(digit(tab+1)).Misses("secrets", "dirty rows", "billing", "not read:")
		}
	})
}

// TestNoScheduleOfADatabase: the key is there, and says why not.
func TestNoScheduleOfADatabase(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("H").Sees("DRS has no schedule")
	})
}

// TestJobsOfOtherKindsAreShownOnly.
func TestJobsOfOtherKindsAreShownOnly(t *testing.T) {
	tell(t, moves(), func(d *desk) {
		d.find("mapped-drives")
		for _, key := range []string{"S", "P", "D", "C", "H"} {
			d.Keys(key).Sees("drover changes transfers alone")
		}
		d.startsNothing("a job of another kind")
	})
}

// TestAReadOnlyTransferIsShownWhole: what it is does not depend on what may be done.
func TestAReadOnlyTransferIsShownWhole(t *testing.T) {
	w := moves()
	w.place = readOnly()
	w.place.Service, w.place.Region, w.place.Project = "DryvIQ", "", client.NoProject
	tell(t, w, func(d *desk) {
		d.find("finance-to-sharepoint").Keys("S").Sees("read-only").Keys("c").Sees("DryvIQ has no pre-check")
		d.Keys("H").Sees("read-only")
		d.Keys("enter", "2", "l").Sees("run 801").Keys("4").Sees("DryvIQ has no objects")
		d.startsNothing("a session that is read-only")
	})
}

// TestTransfersOnATerminal: library, painter and all. Three are started, and one is taken
// off its schedule.
func TestTransfersOnATerminal(t *testing.T) {
	m := run(t, moves())
	m.sees("jobs 40 of 40").keys("/").types("media-to | board-papers | wave-box-012").sees("jobs 3 of 40").keys("enter", "*").sees("3 marked")
	m.keys("S").sees("start 3 jobs", "3 go, 0 left out", "Type 3")
	time.Sleep(2 * seenAfter) // keys before that are dropped
	m.types("3").keys("enter").sees("sent 3   accepted 3   refused 0   unknown 0").keys("esc").sees("jobs 3 of 40")
	m.keys("u", "/").types("").keys("ctrl+u").types("name:sales-box-to-gdrive").sees("jobs 1 of 40").keys("enter", "H").sees("0 changes   0 errors")
	m.keys("h").sees("manual", "1 change").keys("ctrl+r").sees("update schedule", "[ Send ]")
	time.Sleep(2 * seenAfter)
	m.keys("tab", "enter").sees("sent 1   accepted 1   refused 0   unknown 0", "The server tells no next run")
	applied := m.sim.Applied()
	if len(applied) != 4 {
		t.Fatalf("the service was made to do %d things: %+v", len(applied), applied)
	}
	sameJSON(t, applied[3].Params, `{"kind": "transfer", "transfer_type": "copy", "schedule": {"mode": "manual"}}`)
}
