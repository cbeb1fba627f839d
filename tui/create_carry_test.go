package tui

import (
	"strings"
	"testing"

	"drover/client"
	"drover/model"
)

// A file that moves an end to another host does not take its password there.
func TestAFileThatMovesAnEndDropsItsPassword(t *testing.T) {
	const password = "source_endpoint[0].endpoint.db_password"
	tell(t, world{}, func(d *desk) {
		c := d.named("orders-wave2")
		c.draft = c.draft.Put("source_endpoint[0].endpoint.ip", "10.0.0.1").PutSecret(password, model.NewSecret("hunter2-hunter2"))
		d.puts("other.yaml", strings.Replace(string(client.WriteJobFile(c.draft, false)), "10.0.0.1", "10.9.9.9", 1))
		d.Keys("esc", "I").Type("other.yaml").Keys("enter").Sees("the source's password is dropped: its address changed", "u takes it back").Misses("Secrets stay")
		if c.draft.Secret(password).Empty() {
			t.Error("it is dropped before anybody said so")
		}
		d.Keys("enter").Sees("the source's password was dropped: its address changed")
		if !c.draft.Secret(password).Empty() {
			t.Error("the password goes to another host")
		}
		if d.Keys("u"); c.draft.Secret(password).Empty() || c.draft.Get("source_endpoint[0].endpoint.ip") != "10.0.0.1" {
			t.Error("u does not bring both back")
		}
	})
}

func TestTheEditorThatMovesAnEndDropsItsPassword(t *testing.T) {
	const password = "source_endpoint[0].endpoint.db_password"
	for _, keys := range [][]string{{"ctrl+o"}, {"3", "enter", "ctrl+o"}} {
		tell(t, world{environ: editor(t, `sed -i 's/10.0.0.1/10.9.9.9/' "$file"`)}, func(d *desk) {
			c := d.named("orders-wave2")
			c.draft = c.draft.Put("source_endpoint[0].endpoint.ip", "10.0.0.1").PutSecret(password, model.NewSecret("hunter2-hunter2"))
			d.Keys("esc").Keys(keys...).Sees("the source's password was dropped: its address changed")
			if !c.draft.Secret(password).Empty() {
				t.Errorf("%v: the password goes to another host", keys)
			}
		})
	}
}

// The file of a job that there is holds no name: the draft's stays.
func TestAFileWithoutANameLeavesTheName(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		c := d.named("orders-wave2")
		d.puts("job.yaml", "job: {base_info: {job_type: migration}}\n")
		d.Keys("esc", "I").Type("job.yaml").Keys("enter").Sees("migration").Keys("enter").Sees("draft orders-wave2")
		d.puts("none.yaml", "job: {base_info: {name: '', job_type: sync}}\n")
		d.Keys("I").Keys("ctrl+u").Type("none.yaml").Keys("enter", "enter")
		if c.draft.Has(model.KeyName) {
			t.Errorf("a file that empties the name leaves %q", c.draft.Name())
		}
	})
}

// Reason and way out are in sight where the line ends early, the path is last.
func TestWhyADraftIsNotSavedIsSaidFirst(t *testing.T) {
	for _, why := range []string{"disk full", "read-only file system", "permission denied"} {
		tell(t, world{moving: true}, func(d *desk) {
			_, p := d.creates(filled())
			p.fails = &client.UnsavedError{Why: why, Path: "/home/somebody/" + strings.Repeat("x", 60) + "/drafts"}
			d.Keys("6").Type("x").Sees("not saved: " + why[:9])
			d.Keys("esc", "esc").Sees("esc again leaves and loses it: "+why+"; O writes", "elsewhere")
			d.Keys("ctrl+c").Sees("ctrl+c again leaves. Not saved: "+why+"; O writes", "elsewhere")
		})
	}
}

func TestKeysOfTheStepsSayInAFieldHowTheyAreReached(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		c := d.named("orders-wave2")
		c.draft.Mistakes, c.draft.MistakesOf = []model.Mistake{{Why: "it is wrong"}}, "wave.yaml"
		d.Keys("esc", "1").Keys("enter")
		if !c.sheet.Lit() || c.Letters() {
			t.Fatal("this is no choice")
		}
		for _, key := range []string{"O", "I", "n", "m"} {
			if d.Keys(key).Sees("esc, then " + key); !c.sheet.Lit() {
				t.Errorf("%s has left the field", key)
			}
		}
	})
}
