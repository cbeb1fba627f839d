package model_test

import (
	"testing"

	"pgregory.net/rapid"

	. "drover/model"
)

func TestBlanksAroundAValueAreNeitherJudgedNorSent(t *testing.T) {
	typed := planned("target_endpoint[0].endpoint.db_user= root", put(KeyDescription, "for the shop "), put(KeyInstanceType, "ha"), put(KeyZones, "a, b "))
	form := FormOf(typed, offered())
	for key, shown := range map[FieldKey]string{KeyDescription: "for the shop ", KeyZones: "a, b ", ta + "endpoint.db_user": " root"} {
		f, _, _ := form.Field(key)
		if f.Value != shown || f.Wrong != "" {
			t.Errorf("%s shows %q: %s", key, f.Value, f.Wrong)
		}
	}
	sent := PlanCreate("i", every(Create), typed, offered()).Steps[0].Change.(CreateJob).Draft
	for key, want := range map[FieldKey]string{KeyDescription: "for the shop", KeyZones: "a,b", ta + "endpoint.db_user": "root"} {
		if got := sent.Get(key); got != want {
			t.Errorf("%s is sent as %q, want %q", key, got, want)
		}
		if with, _ := drafted().With(offered(), key, " "+want+"\n"); with.Get(key) != want {
			t.Errorf("%s is set to %q, want %q", key, with.Get(key), want)
		}
	}
	if typed.Put(KeyName, " orders-1 ").Name() != "orders-1" {
		t.Error("the name is asked for with its blanks")
	}
}

func TestBlanksAloneAreNothing(t *testing.T) {
	f := field(t, planned(put(KeyName, "  ")), offered(), KeyName)
	if !f.Missing || f.Value != "  " {
		t.Errorf("a name of blanks: %+v", f)
	}
}

// A tidy draft is judged as the untidy one, and stays tidy.
func TestATidyDraftIsJudgedAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, o := drawnDraft(t), drawnOffer(t)
		tidy := d.Tidy()
		if !tidy.Tidy().SameValues(tidy) {
			t.Fatalf("tidying moves: %v", tidy.Keys())
		}
		if a, b := FormOf(d, o).Wrong(), FormOf(tidy, o).Wrong(); a != b {
			t.Fatalf("%d wrong, tidy %d", a, b)
		}
	})
}
