package model_test

import (
	"testing"
	"time"

	"drover/model"
)

// guarded is a draft with two sources, a shard and a target, and their secrets.
func guarded() model.Draft {
	d := model.NewDraft("x", time.Time{})
	for key, value := range map[model.FieldKey]string{
		model.KeyEngine:                    "mysql-to-mysql",
		"source_endpoint[0].endpoint_type": "offline",
		"source_endpoint[0].endpoint.ip":   "10.0.0.1", "source_endpoint[0].endpoint.db_port": "3306", "source_endpoint[0].endpoint.db_user": "repl",
		"source_endpoint[0].ssl.ssl_link": "true", "source_endpoint[0].ssl.ssl_cert_name": "ca.pem", "source_endpoint[0].ssl.ssl_cert_check_sum": "aa",
		"source_endpoint[0].endpoint.source_sharding[0].ip": "10.0.0.7", "source_endpoint[0].endpoint.source_sharding[0].db_user": "repl",
		"source_endpoint[1].endpoint.ip":          "10.0.0.2",
		"target_endpoint[0].endpoint.instance_id": "i-1", "target_endpoint[0].endpoint.db_user": "root",
		"target_endpoint[0].endpoint.db_password#from": model.FromEnv, "target_endpoint[0].endpoint.db_password#env": "TARGET",
		"source_endpoint[0].ssl.ssl_cert_key#cert_file": "/tmp/ca.pem",
	} {
		d = d.Put(key, value)
	}
	for _, key := range secretKeys() {
		d = d.PutSecret(key, model.NewSecret("hunter2"))
	}
	return d
}

func secretKeys() []model.FieldKey {
	return []model.FieldKey{
		"source_endpoint[0].endpoint.db_password", "source_endpoint[0].endpoint.source_sharding[0].db_password",
		"source_endpoint[0].ssl.ssl_cert_key", "source_endpoint[0].ssl.ssl_cert_password",
		"source_endpoint[1].endpoint.db_password", "target_endpoint[0].endpoint.db_password",
	}
}

// read is a draft as a file brings it: no secret, and nothing of where one comes from.
func read(d model.Draft) model.Draft {
	for _, key := range secretKeys() {
		d = d.PutSecret(key, model.Secret{})
	}
	for _, key := range d.Keys() {
		if _, ok := model.SecretOf(key); ok {
			d = d.Put(key, "")
		}
	}
	return d.Put("source_endpoint[0].ssl.ssl_cert_key#cert_file", "")
}

func TestASecretGoesAlongOnlyToTheAccountThatItIsFor(t *testing.T) {
	const (
		source, shard, cert, certPass, second, target = "the password", "the shard", "the certificate", "its password", "the second", "the target's"
	)
	names := map[model.FieldKey]string{}
	for i, name := range []string{source, shard, cert, certPass, second, target} {
		names[secretKeys()[i]] = name
	}
	for name, c := range map[string]struct {
		key   model.FieldKey
		value string
		lost  []string
		label string
		why   string
	}{
		"nothing changes":     {model.KeyDescription, "new", nil, "", ""},
		"the network changes": {"source_endpoint[0].vpc.vpc_id", "v", nil, "", ""},
		"the address changes": {"source_endpoint[0].endpoint.ip", "evil", []string{source, cert, certPass}, "source 1's password", "its address changed"},
		"the address goes":    {"source_endpoint[0].endpoint.ip", "", []string{source, cert, certPass}, "source 1's password", "its address changed"},
		"the port changes":    {"source_endpoint[0].endpoint.db_port", "3307", []string{source, cert, certPass}, "source 1's password", "its port changed"},
		"the user changes":    {"source_endpoint[0].endpoint.db_user", "admin", []string{source, cert, certPass}, "source 1's password", "its user changed"},
		"the instance comes":  {"source_endpoint[0].endpoint.instance_id", "i-2", []string{source, cert, certPass}, "source 1's password", "its instance changed"},
		"the place changes":   {"source_endpoint[0].endpoint_type", "ecs", []string{source, shard, cert, certPass}, "source 1's password", "it runs elsewhere now"},
		"the target's engine": {model.KeyEngine, "mysql-to-postgresql", []string{target}, "the target's password", "its engine changed"},
		"the target's user":   {"target_endpoint[0].endpoint.db_user", "admin", []string{target}, "the target's password", "its user changed"},
		"the other source":    {"source_endpoint[1].endpoint.ip", "10.0.0.3", []string{second}, "source 2's password", "its address changed"},
		"a shard's address":   {"source_endpoint[0].endpoint.source_sharding[0].ip", "evil", []string{shard}, "source 1's shard password", "its address changed"},
		"another certificate": {"source_endpoint[0].ssl.ssl_cert_name", "b.pem", []string{cert, certPass}, "source 1's certificate", "its certificate changed"},
		"another checksum":    {"source_endpoint[0].ssl.ssl_cert_check_sum", "bb", []string{cert, certPass}, "source 1's certificate", "its certificate changed"},
	} {
		got, drops := model.CarrySecrets(guarded(), read(guarded()).Put(c.key, c.value))
		lost := map[string]bool{}
		for _, key := range secretKeys() {
			lost[names[key]] = got.Secret(key).Empty()
		}
		said := false
		for _, d := range drops {
			said = said || d.Label == c.label && d.Why == c.why && d.Value == ""
		}
		for _, l := range c.lost {
			if !lost[l] {
				t.Errorf("%s: %s went along", name, l)
			}
			delete(lost, l)
		}
		for l, gone := range lost {
			if gone {
				t.Errorf("%s: %s is lost", name, l)
			}
		}
		if said != (c.why != "") || len(drops) != len(c.lost) {
			t.Errorf("%s: %+v", name, drops)
		}
	}
}

// What a secret came from goes along with it, and is gone with it: nothing reads
// it again for another host.
func TestWhereASecretComesFromGoesWithIt(t *testing.T) {
	const env, file = "target_endpoint[0].endpoint.db_password#env", "source_endpoint[0].ssl.ssl_cert_key#cert_file"
	same, _ := model.CarrySecrets(guarded(), read(guarded()))
	if same.Get(env) != "TARGET" || same.Get(file) != "/tmp/ca.pem" || !same.SameValues(guarded()) {
		t.Errorf("the same hosts: %q, %q", same.Get(env), same.Get(file))
	}
	// Of a part that was edited everything else is there still.
	moved, _ := model.CarrySecrets(guarded(), guarded().Put("target_endpoint[0].endpoint.instance_id", "i-2").Put("source_endpoint[0].endpoint.ip", "evil"))
	if moved.Has(env) || moved.Has("target_endpoint[0].endpoint.db_password#from") || moved.Has(file) {
		t.Errorf("other hosts: %v", moved.Keys())
	}
}
