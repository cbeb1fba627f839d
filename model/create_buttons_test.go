package model_test

import (
	"testing"

	"pgregory.net/rapid"

	. "drover/model"
)

func press(d Draft, key FieldKey) Draft {
	d, _ = d.Press(Offer{}, key)
	return d
}

func set(d Draft, key FieldKey, value string) Draft {
	d, _ = d.With(Offer{}, key, value)
	return d
}

func TestSourcesAreAddedAndTakenOut(t *testing.T) {
	d := draftWith(Offer{}, append(base("many"), so+"endpoint.ip", "10.0.0.1")...)
	d = d.PutSecret(so+"endpoint.db_password", NewSecret("one"))
	d = press(d, "source_endpoint#add")
	if d.Count(Sources) != 2 || d.At(Sources) != 1 || d.Get("source_endpoint[1].db_type") != "mysql" {
		t.Fatalf("after adding one: %d of %d, %v", d.At(Sources), d.Count(Sources), d.Keys())
	}
	d = set(d, "source_endpoint[1].endpoint.ip", "10.0.0.2").PutSecret("source_endpoint[1].endpoint.db_password", NewSecret("two"))
	d = press(d, "source_endpoint#add")
	d = set(d, "source_endpoint[2].endpoint.ip", "10.0.0.3")
	d = set(d, "source_endpoint#at", "0")
	if f, _, _ := FormOf(d, Offer{}).Field(so + "endpoint.ip"); f.Value != "10.0.0.1" {
		t.Errorf("looking at the first one shows %q", f.Value)
	}
	d = press(d, "source_endpoint#remove")
	if d.Count(Sources) != 2 || d.Get(so+"endpoint.ip") != "10.0.0.2" || d.Secret(so+"endpoint.db_password").Reveal() != "two" {
		t.Errorf("the later ones did not move up: %v", d.Keys())
	}
	d = press(press(d, "source_endpoint#remove"), "source_endpoint#remove")
	if d.Count(Sources) != 1 || d.Get(so+"endpoint.ip") != "10.0.0.3" {
		t.Errorf("the last one went: %v", d.Keys())
	}
	if out := set(d, "source_endpoint#at", "7"); out.At(Sources) != 0 {
		t.Errorf("it looks at a source that is not there: %d", out.At(Sources))
	}
}

func TestShardsAreAddedAndTakenOut(t *testing.T) {
	shards := Shards(Sources, 0)
	d := draftWith(Offer{}, base("mysql")...)
	d = press(press(d, FieldKey(shards+"#add")), FieldKey(shards+"#add"))
	if d.Count(shards) != 2 || d.Get(FieldKey(shards+"[1].endpoint_name")) != "mysql" {
		t.Fatalf("two shards: %v", d.Keys())
	}
	d = set(d, FieldKey(shards+"[1].ip"), "10.0.0.2")
	d = set(d, FieldKey(shards+"#at"), "0")
	d = press(press(d, FieldKey(shards+"#remove")), "nothing#remove")
	if d.Count(shards) != 1 || d.Get(FieldKey(shards+"[0].ip")) != "10.0.0.2" {
		t.Errorf("one shard: %v", d.Keys())
	}
	if d = press(d, FieldKey(shards+"#remove")); d.Count(shards) != 0 {
		t.Errorf("the last shard stays: %v", d.Keys())
	}
}

func TestASecretComesInAgainWhenItsSourceChanges(t *testing.T) {
	key := FieldKey(so + "endpoint.db_password")
	d := set(set(draftWith(Offer{}, base("mysql")...), key+"#from", "environment"), key+"#env", "DB_PW")
	if f, _, _ := FormOf(d, Offer{}).Field(key + "#env"); !f.Missing {
		t.Error("a variable that was not read counts")
	}
	d = d.PutSecret(key, NewSecret("x"))
	if f, _, _ := FormOf(d, Offer{}).Field(key); f.Known != "from $DB_PW" || f.Live() {
		t.Errorf("read from the environment: %+v", f)
	}
	if set(d, key+"#env", "DB_PW").Secret(key).Empty() {
		t.Error("the same name again forgot what was read")
	}
	if !set(d, key+"#env", "OTHER").Secret(key).Empty() {
		t.Error("another name keeps what was read from the former")
	}
	if !Unkept(key+"#command") || Unkept(key+"#env") || Unkept(key) {
		t.Error("what is kept of a secret's source")
	}
}

func TestShowLooksAtTheElementOfAField(t *testing.T) {
	d := Draft{}.Show("source_endpoint[2].endpoint.source_sharding[1].ip")
	if d.At(Sources) != 2 || d.At(Shards(Sources, 2)) != 1 {
		t.Errorf("looking at %d, %d", d.At(Sources), d.At(Shards(Sources, 2)))
	}
}

// Adding a source and taking it out again leaves everything as it was.
func TestAddingAndTakingOutIsNothing(t *testing.T) {
	members := []string{"endpoint.ip", "endpoint.db_user", "vpc.vpc_id", "endpoint.source_sharding[0].ip", "endpoint.source_sharding[1].db_user"}
	rapid.Check(t, func(t *rapid.T) {
		d := draftWith(Offer{}, base("many")...)
		for range rapid.IntRange(0, 3).Draw(t, "sources") {
			d = press(d, "source_endpoint#add")
		}
		for range rapid.IntRange(0, 6).Draw(t, "values") {
			i := rapid.IntRange(0, d.Count(Sources)-1).Draw(t, "source")
			key := Element(Sources, i, rapid.SampledFrom(members).Draw(t, "member"))
			d = d.Put(key, "v"+string(key)).PutSecret(Element(Sources, i, "endpoint.db_password"), NewSecret("s"))
		}
		d, _ = d.Press(Offer{}, "") // settled
		after := press(press(d, "source_endpoint#add"), "source_endpoint#remove")
		if !after.SameValues(d) {
			t.Fatalf("%v\n%v", d.Keys(), after.Keys())
		}
		for i := range d.Count(Sources) {
			if key := Element(Sources, i, "endpoint.db_password"); after.Secret(key) != d.Secret(key) {
				t.Fatalf("%s changed", key)
			}
		}
	})
}
