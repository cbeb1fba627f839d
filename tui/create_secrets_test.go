package tui

import (
	"strings"
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

// What is known of a certificate goes once another file is no certificate; why
// is read whole, and enter reads the file again.
func TestAWrongCertificateLeavesNothingOfTheFormer(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		at := func(member string) model.FieldKey { return model.Element(model.Sources, 0, "ssl."+member) }
		draft := filled().Put(at("ssl_link"), "true").Put(at("ssl_cert_key#cert_file"), "ca.pem").Put(at("ssl_cert_key#read"), "ca.pem").
			Put(at("ssl_cert_name"), "ca.pem").Put(at("ssl_cert_check_sum"), strings.Repeat("a", 64)).PutSecret(at("ssl_cert_key"), model.NewSecret("body"))
		draft.Step = model.StepSource
		page, _ := d.creates(draft)
		d.Wait(time.Second).puts("wrong.pem", "no certificate at all")
		page.sheet.Focus(at("ssl_cert_key#cert_file"))
		d.Keys("ctrl+u").Type("wrong.pem").press("enter")
		if f, _, _ := page.form.Field(at("ssl_cert_key#cert_file")); f.Wrong != "the file is being read" {
			t.Errorf("while it is read it says %q", f.Wrong)
		}
		d.Wait(time.Second)
		for _, member := range []string{"ssl_cert_name", "ssl_cert_check_sum"} {
			if got := page.draft.Get(at(member)); got != "" {
				t.Errorf("%s is still %q", member, got)
			}
		}
		if !page.draft.Secret(at("ssl_cert_key")).Empty() {
			t.Error("the former body is still there")
		}
		page.sheet.Focus(at("ssl_cert_key#cert_file"))
		d.Sees("the file holds no certificate: PEM, DER or PKCS #12 (.p12) is taken")
		d.puts("wrong.pem", "")
		d.Keys("enter").Wait(time.Second)
		if got := page.trouble[at("ssl_cert_key#cert_file")]; got != "the file is empty" {
			t.Errorf("read again it says %q", got)
		}
	})
}

// A draft that was on the disk has no passwords, and says that it had.
func TestAResumedDraftWantsItsPasswordsAgain(t *testing.T) {
	key := model.FieldKey("source_endpoint[0].endpoint.db_password")
	for _, resumed := range []bool{false, true} {
		tell(t, world{}, func(d *desk) {
			draft := filled()
			draft.Step = model.StepSource
			want := "needed here"
			if resumed {
				draft.Saved, want = d.app.env.now(), "not kept: type again"
			}
			page, _ := d.creates(draft)
			if f, _, _ := page.form.Field(key); f.Wrong != want || !f.Missing {
				t.Errorf("resumed %v: it says %q", resumed, f.Wrong)
			}
		})
	}
}

// On the steps u says what it took back.
func TestWhatIsTakenBackIsSaid(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		draft := filled()
		draft.Step = model.StepLink
		page, _ := d.creates(draft)
		d.Wait(2 * time.Second)
		page.sheet.Focus(model.KeyNet)
		d.Keys("l", "esc")
		f, _, _ := page.form.Field(model.KeyNet)
		o, _ := f.Option(f.Value)
		if d.Keys("u").Sees("taken back: network " + o.Words()); page.draft.Get(model.KeyNet) != "eip" {
			t.Errorf("the network is %q", page.draft.Get(model.KeyNet))
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
