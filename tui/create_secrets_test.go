package tui

import (
	"testing"
	"time"

	"drover/model"
)

// A secret that comes from the environment is read when the field is left; it
// is never on the screen nor among the values.
func TestASecretFromTheEnvironment(t *testing.T) {
	t.Setenv("WALK_PASSWORD", "hunter2hunter2")
	tell(t, world{moving: true}, func(d *desk) {
		d.secret = "hunter2hunter2"
		key := model.FieldKey("source_endpoint[0].endpoint.db_password")
		c, p := d.creates(filled().Put(key+"#from", model.FromEnv))
		d.Keys("esc", "3", "enter")
		c.sheet.Focus(key + "#env")
		d.Type("WALK_PASSWORD").Keys("tab").Wait(time.Second)
		if c.trouble[key+"#env"] == "" && c.draft.Secret(key).Empty() {
			t.Errorf("the secret was not read:\n%s", d.Screen())
		}
		for _, k := range p.last().Keys() {
			if p.last().Get(k) == d.secret {
				t.Errorf("%s holds the secret", k)
			}
		}
	})
}

// What is typed into a masked field is in no frame.
func TestATypedSecretIsMasked(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.secret = "hunter2"
		key := model.FieldKey("source_endpoint[0].endpoint.db_password")
		c, p := d.creates(filled())
		d.Keys("esc", "3", "enter")
		c.sheet.Focus(key)
		d.Paste("hunter2\n").Keys("tab").Sees("••••••••").Wait(time.Second)
		if c.draft.Secret(key).Reveal() != "hunter2" {
			t.Error("the draft does not hold what was pasted")
		}
		if len(p.saves) == 0 {
			t.Error("that a secret is there is a change as well")
		}
	})
}

// BenchmarkCreateKey is a letter in a field of the walk, and its frame.
func BenchmarkCreateKey(b *testing.B) {
	d := sit(b, world{bare: true, refresh: -1, size: [2]int{120, 40}})
	b.Cleanup(d.leave)
	d.Size(120, 40)
	d.do(d.app.Init())
	d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
	c := openCreate(d.app.env, &memoryFile{}, filled())
	d.do(d.app.follow(push(c)))
	c.open("source_endpoint[0].endpoint.db_user")
	for b.Loop() {
		d.frame("x")
		d.frame("backspace")
	}
}
