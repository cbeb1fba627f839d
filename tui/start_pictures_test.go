package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drover/model"
)

func TestStartPictures(t *testing.T) {
	drafts := func(d *desk) {
		d.begins("billing-ora-archive-2019-2024-eu-second-try", model.StepTarget)
		d.Wait(20*time.Hour).begins("", model.StepScenario)
		held, _, err := d.client.OpenDraft(d.begins("held-elsewhere", model.StepLink))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(held.Close)
		d.Wait(3*time.Minute).begins("orders-wave2", model.StepSource)
		broken := filepath.Join(d.world.state, "drafts", strings.Repeat("A", 26)+".json")
		if err := os.WriteFile(broken, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		long := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(broken, long, long); err != nil {
			t.Fatal(err)
		}
		d.find("orders-prod-sync-02").Keys("N").Sees("orders-wave2").Keys("down", "down", "down")
	}
	taken := func(d *desk) {
		d.named("orders-wave2")
		d.puts("other.yaml", "base_info:\n  name: orders-wave3\n  job_type: [sync]\n  task_type: FULL_TRANS\n  nam: twice\n")
		d.Keys("esc", "I").Type("other.yaml").Keys("enter").Sees("take other.yaml")
	}
	var all []picture
	for _, p := range [][]picture{
		inThreeSizes("start", func(d *desk) { d.find("orders-prod-sync-02").Keys("N") }),
		inThreeSizes("start_taking", taken),
	} {
		all = append(all, p...)
	}
	for _, p := range inThreeSizes("start_drafts", drafts) {
		p.world.moving, p.world.refresh = true, -1
		all = append(all, p)
	}
	draw(t, append(all,
		picture{"start_file", world{}, func(d *desk) { d.Keys("N", "f") }},
		picture{"start_drop", world{}, func(d *desk) {
			d.begins("orders-wave2", model.StepSource)
			d.Keys("N", "down", "down", "down", "D")
		}},
		picture{"start_ascii", world{look: ascii()}, func(d *desk) {
			d.begins("orders-wave2", model.StepSource)
			d.Keys("N", "down", "down", "down")
		}},
		picture{"start_mistakes", world{}, func(d *desk) {
			d.puts("other.yaml", "base_info:\n  name: orders-wave3\n  job_type: [sync]\n  nam: twice\n")
			d.Keys("N", "f").Type("other.yaml").Keys("enter").Sees("2 mistakes").Keys("esc", "m")
		}},
		picture{"start_network", world{}, func(d *desk) {
			d.begins("orders-wave2", model.StepInstance)
			d.Keys("N", "1", "esc", "n").Type("wave")
		}},
		picture{"start_draft_to_file", world{}, func(d *desk) {
			d.named("orders-wave2")
			d.Keys("esc", "O")
		}},
		picture{"start_no_detail", world{}, func(d *desk) {
			d.find("orders-prod-sync-02")
			d.sim.Script(always("403"))
			d.Keys("N", "j").Sees("No draft was begun.")
		}},
	))
}
