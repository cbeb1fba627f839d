package drs_test

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"drover/client/sim"
	"drover/model"
)

// The form finds nothing wrong with either example of the document, under what
// the simulator offers, and changes nothing in it.
func TestTheFormTakesBothExamples(t *testing.T) {
	b, _ := simulated(t, sim.Options{})
	links, err := b.Links(t.Context(), model.Sync)
	if err != nil {
		t.Fatal(err)
	}
	offer := model.Offer{Links: map[model.Scenario]model.Links{model.Sync: links}}
	for _, name := range []string{"create_example1.json", "create_example2.json"} {
		document, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		d := draftFrom(t, document)
		for _, step := range model.FormOf(d, offer).Steps {
			for _, f := range step.Fields {
				if f.Wrong != "" {
					t.Errorf("%s: %s %q: %s", name, f.Key, f.Value, f.Wrong)
				}
			}
		}
		settled, dropped := d.With(offer, model.KeyName, d.Name())
		var got, want any
		if err := json.Unmarshal(sent(t, create(settled)), &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(sent(t, create(d)), &want); err != nil {
			t.Fatal(err)
		}
		if len(dropped) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: dropped %+v\n got %v\nwant %v", name, dropped, got, want)
		}
	}
}
