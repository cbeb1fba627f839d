package journal_test

import (
	"testing"

	"pgregory.net/rapid"

	"drover/client/journal"
	"drover/model"
)

// Whatever a form puts into a draft can be saved and comes back, but for what is
// never written down.
func TestWhateverAFormMakesComesBack(t *testing.T) {
	dir := stateDirOf(t)
	h := newDraft(t, dir, draftName)
	defer func() { h.Close() }()
	rapid.Check(t, func(t *rapid.T) {
		d, o := model.NewDraft(draftName, moment), model.Offer{Region: "r", Project: "p", Now: moment}
		for range rapid.IntRange(1, 30).Draw(t, "changes") {
			d = changed(t, d, o)
		}
		if err := h.Save(d, moment); err != nil {
			t.Fatal(err)
		}
		h.Close()
		var got model.Draft
		var err error
		if h, got, err = journal.NewDrafts(dir).Open(draftPlace(), draftName); err != nil {
			t.Fatal(err)
		}
		want := d
		for _, key := range d.Keys() {
			if model.Unkept(key) {
				want = want.Put(key, "")
			}
		}
		if !got.SameValues(want) {
			t.Fatalf("got %v\nwant %v", got.Keys(), want.Keys())
		}
	})
}

// changed is a draft after some field of its form was set, or some button pressed.
func changed(t *rapid.T, d model.Draft, o model.Offer) model.Draft {
	form := model.FormOf(d, o)
	step := rapid.SampledFrom(form.Steps[:model.StepReview]).Draw(t, "step")
	f := rapid.SampledFrom(step.Fields).Draw(t, "field")
	if f.Kind == model.SecretField {
		return d.PutSecret(f.Key, model.NewSecret("s"))
	}
	if f.Kind == model.ButtonField {
		d, _ = d.Press(o, f.Key)
		return d
	}
	value := rapid.SampledFrom([]string{"", "true", "10.0.0.1", "+48m", "ORDERS_PASSWORD"}).Draw(t, "value")
	if len(f.Options) > 0 {
		value = rapid.SampledFrom(f.Options).Draw(t, "option").Value
	}
	d, _ = d.With(o, f.Key, value)
	return d
}

func TestASourceThatWasAddedIsSaved(t *testing.T) {
	dir := stateDirOf(t)
	d, _ := someJob("orders").Press(model.Offer{}, "source_endpoint#add")
	d, _ = d.Press(model.Offer{}, "source_endpoint[1].endpoint.source_sharding#add")
	h := newDraft(t, dir, draftName)
	if err := h.Save(d, moment); err != nil {
		t.Fatal(err)
	}
	h.Close()
	if _, got := openDraft(t, dir, draftName); got.Count(model.Sources) != 2 || got.Count(model.Shards(model.Sources, 1)) != 1 {
		t.Errorf("it came back with %v", got.Keys())
	}
}
