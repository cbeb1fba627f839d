package model_test

import (
	"slices"
	"testing"

	. "drover/model"
)

// inWords are differences as lines: label, what stood there, what is to.
func inWords(all []Difference) []string {
	var out []string
	for _, d := range all {
		out = append(out, d.Label+": "+d.Was+" > "+d.Is)
	}
	return out
}

func TestEndsDifferInTheirOwnWords(t *testing.T) {
	was := EditEnds(detail())
	if got := EndsDifferences(was, was); len(got) > 0 {
		t.Errorf("as they were read they differ: %v", inWords(got))
	}
	is := was.Put(so+"endpoint.ip", "10.0.0.7").Put(so+"ssl.ssl_link", "false").PutSecret(so+"endpoint.db_password", NewSecret("x")).
		Put(so+"endpoint.source_sharding[0].db_user", "reader").PutSecret(ta+"endpoint.db_password", NewSecret("y")).Put(ta+"endpoint.db_user", "")
	want := []string{
		"source address: 10.0.0.4 > 10.0.0.7", "source password:  > set anew", "source tls: on > off", "source shard 1 user: repl > reader",
		"target user: drs_w > ", "target password:  > set anew",
	}
	got := inWords(EndsDifferences(was, is))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestChangedEndsGoOnUponOthers(t *testing.T) {
	was := EditEnds(detail())
	is := was.Put(so+"endpoint.db_user", "mine").Put(ta+"endpoint.db_user", "mine, too").PutSecret(ta+"endpoint.db_password", NewSecret("y"))
	other := detail()
	other.From = slices.Clone(other.From)
	other.From[0].Address, other.From[0].User = NewText("10.0.0.8"), NewText("theirs")
	onto, clash := EndsOnto(was, is, EditEnds(other))
	for key, want := range map[FieldKey]string{so + "endpoint.ip": "10.0.0.8", so + "endpoint.db_user": "mine", ta + "endpoint.db_user": "mine, too"} {
		if got := onto.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if got := inWords(clash); !slices.Equal(got, []string{"source user: theirs > mine"}) {
		t.Errorf("both changed %q", got)
	}
	if onto.Secret(ta + "endpoint.db_password").Empty() {
		t.Error("the password of an end that is the same is lost")
	}
	if same, clash := EndsOnto(was, is, was); !same.SameValues(is) || len(clash) > 0 {
		t.Errorf("upon what was read it is another one: %v", inWords(clash))
	}
}

func TestAnotherInstanceHasItsOwnAddress(t *testing.T) {
	det := detail()
	det.To = slices.Clone(det.To)
	det.To[0].Address, det.To[0].Port = NewText("192.168.0.2"), NewText("3306")
	was := EditEnds(det)
	another := was.Put(ta+"endpoint.instance_id", "in02")
	got, drops := OfInstance(was, another)
	if got.Has(ta+"endpoint.ip") || got.Has(ta+"endpoint.db_port") || got.Has(ta+"endpoint.instance_name") || len(drops) != 3 {
		t.Errorf("of the former instance is kept: %v; told are %v", got.Keys(), drops)
	}
	if got, drops := OfInstance(was, another.Put(ta+"endpoint.ip", "192.168.0.9")); got.Get(ta+"endpoint.ip") != "192.168.0.9" || len(drops) != 2 {
		t.Errorf("what was typed for it goes: %v", drops)
	}
	if got, drops := OfInstance(was, was.Put(ta+"endpoint.db_user", "x")); !got.Has(ta+"endpoint.ip") || len(drops) > 0 {
		t.Errorf("of the same instance something goes: %v", drops)
	}
}

func TestEditedEndsReplaceTheOnesThatWereRead(t *testing.T) {
	det := detail()
	p := PlanEditEnds("i", Capabilities{Service: "DRS", Verbs: map[Verb]string{SaveEnds: ""}}, det, EditEnds(det))
	if c, ok := p.Steps[0].Change.(StoreEnds); !ok || c.Was == nil || c.Was.From[0].Address != det.From[0].Address || c.ID != det.Job.ID {
		t.Errorf("%+v", p.Steps[0].Change)
	}
}
