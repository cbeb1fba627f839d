package drs_test

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
	"drover/model"
)

// Both examples of the document become jobs, which are configured after a while
// and show what was asked; then both ends are stored.
func TestExamplesBecomeJobs(t *testing.T) { synctest.Test(t, examplesBecomeJobs) }

func examplesBecomeJobs(t *testing.T) {
	t.Helper()
	b, _ := simulated(t, sim.Options{})
	for i, name := range []string{"create_example1.json", "create_example2.json"} {
		document, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		c := create(draftFrom(t, document).Put(model.KeyName, "DRS-1234-"+"ab"[i:i+1]))
		out := b.Apply(t.Context(), []model.Change{c})
		if letters(out) != "A" || out[0].Made.Empty() {
			t.Fatalf("%s: %+v", name, out)
		}
		d := configured(t, func() (model.Detail, error) { return b.Job(t.Context(), out[0].Made) })
		if d.Job.Name.Raw() != c.Draft.Name() || len(d.From) != 1 || d.From[0].Address.Raw() != "10.154.217.239" || d.To[0].Instance.Raw() != "c2c7579bc09c490b9d8009db715aeb0ain14" {
			t.Errorf("%s: %+v", name, d)
		}
		if !hasTag(d.Tags, model.IntentTag, "I1") || !hasTag(d.Tags, "test", "test") {
			t.Errorf("%s: %+v", name, d.Tags)
		}
		store := model.StoreEnds{ID: out[0].Made, Draft: c.Draft.Put("source_endpoint[0].endpoint.db_port", "1522"), Generation: "v5"}
		if got := b.Apply(t.Context(), []model.Change{store}); letters(got) != "A" {
			t.Fatalf("%s: %+v", name, got)
		}
		if d, err = b.Job(t.Context(), out[0].Made); err != nil || d.From[0].Port.Raw() != "1522" {
			t.Errorf("%s: %+v, %v", name, d.From, err)
		}
		again := b.Apply(t.Context(), []model.Change{c})
		if letters(again) != "R" || !again[0].Taken {
			t.Errorf("%s: %+v", name, again)
		}
	}
}

// configured reads a job until it has left its creation.
func configured(t *testing.T, read func() (model.Detail, error)) model.Detail {
	t.Helper()
	for range 1000 {
		d, err := read()
		if err != nil {
			t.Fatal(err)
		}
		if d.Job.Status.Raw() != "CREATING" {
			if d.Job.Status.Raw() != "CONFIGURATION" {
				t.Errorf("created to %s", d.Job.Status)
			}
			return d
		}
		time.Sleep(time.Second)
	}
	t.Fatal("it is created for ever")
	return model.Detail{}
}

func hasTag(tags []model.Tag, key, value string) bool {
	for _, tag := range tags {
		if tag.Key.Raw() == key && tag.Value.Raw() == value {
			return true
		}
	}
	return false
}

// What the simulator offers can be chosen: links of the examples, sizes, zones.
func TestTheSimulatorsOffer(t *testing.T) {
	b, _ := simulated(t, sim.Options{})
	links, err := b.Links(t.Context(), model.Sync)
	if err != nil || links.Builtin != "" || !strings.Contains(engines(links.All), "oracle-to-gaussdbv5") || !strings.Contains(engines(links.All), "postgresql/3") {
		t.Fatalf("%+v, %v", links, err)
	}
	for _, engine := range []string{"mysql-to-mysql", "oracle-to-gaussdbv5"} {
		ask := model.NodeAsk{Scenario: model.Sync, Engine: engine, Direction: "up"}
		sizes, err := b.NodeSizes(t.Context(), ask)
		if err != nil || len(sizes) == 0 {
			t.Fatalf("%s: %v, %v", engine, sizes, err)
		}
		ask.Size = sizes[0].Code
		if zones, err := b.Zones(t.Context(), ask); err != nil || len(zones) == 0 {
			t.Errorf("%s: %v, %v", engine, zones, err)
		}
	}
	if projects, err := b.Enterprises(t.Context()); err != nil || len(projects) == 0 {
		t.Errorf("%v, %v", projects, err)
	}
}
