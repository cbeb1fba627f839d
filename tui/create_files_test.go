package tui

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/term"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// editor is a program in place of one that somebody would edit with: a shell
// script, which finds the file's name in $file and the line it was sent to in
// $line.
func editor(t *testing.T, does string) []string {
	t.Helper()
	path := filepath.Join(folder(t), "vim")
	script := "#!/bin/sh\ncase $1 in +*) line=${1#+}; shift;; esac\nfile=$1\n" + does + "\n"
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil { //nolint:gosec // it is to be run
		t.Fatal(err)
	}
	return []string{"TERM=xterm-256color", "EDITOR=" + path}
}

// noScratch fails if something is left of what was edited.
func (d *desk) noScratch() {
	d.Helper()
	if left, _ := filepath.Glob(filepath.Join(d.world.state, "edit-*")); len(left) > 0 {
		d.Errorf("%v is left", left)
	}
}

// named goes to the creation of a job with a name.
func (d *desk) named(name string) *create {
	d.Helper()
	d.begins(name, model.StepOptions)
	d.Keys("N", "1").Sees("step 6 of 7", name[:8])
	return d.creation()
}

func TestADraftIsWrittenAndReadAgain(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		c := d.named("orders-wave2")
		c.draft = c.draft.PutSecret("source_endpoint[0].endpoint.db_password", model.NewSecret("hunter2-hunter2"))
		d.Keys("esc", "O").Sees("write orders-wave2 to a file", "orders-wave2.yaml", "never a password").Keys("enter").Sees("wrote orders-wave2, secrets left out, to")
		if text := d.file("orders-wave2.yaml"); text != string(client.WriteJobFile(c.draft, false)) || strings.Contains(text, "hunter2") {
			t.Errorf("the file holds %s", text)
		}
		d.Keys("O").Keys("ctrl+u").Type("orders.JSON").Keys("enter").Sees("wrote orders-wave2, secrets left out, to")
		if text := d.file("orders.JSON"); text[0] != '{' {
			t.Errorf("the file is no JSON: %s", text)
		}
		d.Keys("O", "enter").Sees("is there already").Keys("enter", "esc")
	})
}

func TestWhatAFileChangesIsShownFirstAndCanBeTakenBack(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		c := d.named("orders-wave2")
		c.draft = c.draft.PutSecret("source_endpoint[0].endpoint.db_password", model.NewSecret("hunter2-hunter2"))
		d.puts("other.yaml", strings.Replace(string(client.WriteJobFile(c.draft, false)), "orders-wave2", "orders-wave3", 1))
		d.Keys("esc", "I").Type("other.yaml").Keys("enter").Sees("take other.yaml", "1 change", "orders-wave3", "was orders-wave2")
		if c.draft.Name() != "orders-wave2" {
			t.Fatal("it was taken before anybody said so")
		}
		d.Keys("esc").Misses("take other.yaml")
		if c.draft.Name() != "orders-wave2" {
			t.Fatal("it was taken although somebody went back")
		}
		d.Keys("I", "enter").Sees("1 change").Keys("enter").Sees("1 value has changed; u takes that back", "draft orders-wave3")
		if c.draft.Secret("source_endpoint[0].endpoint.db_password").Empty() {
			t.Error("the password went with it")
		}
		if d.Keys("u"); c.draft.Name() != "orders-wave2" {
			t.Errorf("u leaves the name %q", c.draft.Name())
		}
		d.Keys("I").Keys("ctrl+u").Type("none.yaml").Keys("enter").Sees("there is no such file")
	})
}

func TestAJobIsWrittenAsAJobFile(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("O", "space", "space").Sees("JOB FILE", "write orders-prod-sync-02 to a file", "orders-prod-sync-02.yaml").
			Keys("tab", "enter").Sees("wrote orders-prod-sync-02, secrets left out, to")
		read := client.ReadJobFile([]byte(d.file("orders-prod-sync-02.yaml")))
		if len(read.Mistakes) > 0 || read.Draft.Get(model.KeyEngine) != "mysql-to-mysql" {
			t.Errorf("%v, engine %q", read.Mistakes, read.Draft.Get(model.KeyEngine))
		}
		d.Keys("enter", "O").Sees("write orders-prod-sync-02 to a file").Misses("format").Keys("ctrl+u").Type("page.yaml").Keys("enter").Sees("wrote orders")
		if d.file("page.yaml") != d.file("orders-prod-sync-02.yaml") {
			t.Error("the page writes something else than the list")
		}
	})
}

func TestTheEditorChangesTheDraft(t *testing.T) {
	env := editor(t, `grep -q hunter2 "$file" && exit 9; sed -i 's/orders-wave2/from-the-editor/' "$file"`)
	tell(t, world{environ: env}, func(d *desk) {
		c := d.named("orders-wave2")
		c.draft = c.draft.PutSecret("source_endpoint[0].endpoint.db_password", model.NewSecret("hunter2-hunter2"))
		d.Keys("esc", "ctrl+o").Sees("1 value has changed", "draft from-the-editor")
		if c.draft.Secret("source_endpoint[0].endpoint.db_password").Empty() {
			t.Error("the password went with it")
		}
		if d.Keys("u"); c.draft.Name() != "orders-wave2" {
			t.Errorf("u leaves the name %q", c.draft.Name())
		}
		d.noScratch()
	})
}

// In the fields ctrl+o is of the step alone: what other steps hold is not in the
// file, and stays.
func TestTheEditorIsGivenTheStep(t *testing.T) {
	env := editor(t, `grep -q job_type "$file" && exit 9; sed -i 's/orders-wave2/of-the-step/' "$file"`)
	tell(t, world{environ: env}, func(d *desk) {
		c := d.named("orders-wave2")
		d.Keys("ctrl+o").Sees("draft of-the-step")
		if c.draft.Get(model.KeyScenario) != "sync" {
			t.Error("the scenario went with it")
		}
		d.noScratch()
	})
}

func TestAnEditorThatChangesNothingOrFailsChangesNothing(t *testing.T) {
	for does, says := range map[string]string{
		"exit 0":                         "nothing was changed in the editor",
		`echo "job: {}" > $file; exit 3`: "vim failed: exit status 3; nothing was changed",
		`rm "$file"`:                     "vim left no file: nothing was taken",
		`rm "$file"; mkdir "$file"`:      "what vim left cannot be read: it is no plain file",
	} {
		tell(t, world{environ: editor(t, does)}, func(d *desk) {
			c := d.named("orders-wave2")
			if d.Keys("esc", "ctrl+o").Sees(says); c.draft.Name() != "orders-wave2" || len(c.past) > 0 {
				t.Errorf("%s: the name is %q after %d changes", does, c.draft.Name(), len(c.past))
			}
			d.noScratch()
		})
	}
	tell(t, world{environ: []string{"TERM=xterm-256color", "VISUAL=/no/such/editor"}}, func(d *desk) {
		d.named("orders-wave2")
		d.Keys("esc", "ctrl+o").Sees("there is no editor editor: set VISUAL or EDITOR")
		d.noScratch()
	})
}

func TestMistakesOfTheEditorAreAskedAbout(t *testing.T) {
	env := editor(t, `
if [ -n "$line" ]; then sed -i "${line}s/nam: twice/description: mended/" "$file"; exit; fi
sed -i -e 's/orders-wave2/from-the-editor/' -e '/description/d' "$file"
sed -i 's/^\( *\)name:/\1nam: twice\n&/' "$file"`)
	story := func(end func(d *desk, c *create)) {
		t.Helper()
		tell(t, world{environ: env}, func(d *desk) {
			c := d.named("orders-wave2")
			d.Keys("esc", "ctrl+o").Sees("take what you wrote", "1 mistake", "edit again at line")
			if c.draft.Name() != "orders-wave2" {
				t.Error("it was taken before anybody said so")
			}
			end(d, c)
			d.noScratch()
		})
	}
	story(func(d *desk, c *create) {
		d.Keys("enter").Sees("draft from-the-editor")
	})
	story(func(d *desk, c *create) {
		if d.Keys("esc").Sees("esc again drops what you wrote").Keys("esc").Misses("take what you wrote"); c.draft.Name() != "orders-wave2" {
			t.Errorf("dropped, the name is %q", c.draft.Name())
		}
	})
	story(func(d *desk, c *create) {
		if d.Keys("e").Sees("draft from-the-editor"); c.draft.Get(model.KeyDescription) != "mended" {
			t.Errorf("the description is %q:\n%s", c.draft.Get(model.KeyDescription), d.Screen())
		}
	})
}

// What was wrong in the draft before, where the file does not speak of it, is no
// mistake of the file.
func TestOnlyTheFilesOwnMistakesAreAskedAbout(t *testing.T) {
	env := editor(t, `sed -i 's/orders-wave2/1 bad name/' "$file"`)
	tell(t, world{environ: env}, func(d *desk) {
		c := d.named("orders-wave2")
		c.draft = c.draft.Put("source_endpoint[0].endpoint.db_port", "70000").Put(model.KeyEngine, "mysql-to-mysql").Put("source_endpoint[0].endpoint_type", "offline")
		if c.reform(); c.form.Wrong() == 0 {
			t.Fatal("nothing is wrong before")
		}
		d.Keys("ctrl+o").Sees("take what you wrote", "1 mistake").Misses("db_port", "65535")
		d.Keys("esc", "esc")
	})
}

// What is wrong in a file takes nothing away: the draft keeps what it had there.
func TestAMistakeTakesNoValueAway(t *testing.T) {
	for text, kept := range map[string]bool{
		"job: {base_info: {name: new-name, job_type: [sync]}}": true,
		"job: {base_info: new-name}":                           true,
		"job: [":                                               true,
		"":                                                     true,
		"job: {base_info: {name: new-name}}":                   false,
	} {
		d := model.NewDraft("x", sim.FrozenNow()).Put(model.KeyScenario, "sync")
		file := client.ReadJobFile([]byte(text))
		if got := keepingMistaken(file, d, file.Draft); got.Has(model.KeyScenario) != kept {
			t.Errorf("%q: scenario %q, mistakes %v", text, got.Get(model.KeyScenario), file.Mistakes)
		}
	}
}

func TestANetworkIsTakenFromAnotherJob(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.begins("orders-wave2", model.StepInstance)
		d.Keys("N", "1").Sees("step 5 of 7").Keys("esc", "n").Sees("take the network of which job", "orders-prod-sync-02").
			Type("sync-02").Keys("enter").Sees("network of orders-prod-sync-02 taken")
		c := d.creation()
		if c.draft.Get(model.KeyNodeVPC) == "" || c.draft.Get(model.KeyNodeSubnet) == "" {
			t.Errorf("vpc %q, subnet %q", c.draft.Get(model.KeyNodeVPC), c.draft.Get(model.KeyNodeSubnet))
		}
		d.Keys("n").Type("sync-02").Keys("enter").Sees("the network of orders-prod-sync-02 is the same already: nothing was taken")
		if n := len(c.past); n != 1 {
			t.Errorf("%d changes can be taken back", n)
		}
		if d.Keys("u"); c.draft.Has(model.KeyNodeVPC) {
			t.Error("u does not take it back")
		}
		d.Keys("6", "n").Sees("it is for source, target and instance")
	})
}

func TestTheNetworkOfTheSamePartGoesFirst(t *testing.T) {
	at := func(list, member, value string) func(model.Draft) model.Draft {
		return func(d model.Draft) model.Draft { return d.Put(model.Element(list, 0, member), value) }
	}
	node := func(d model.Draft) model.Draft { return d.Put(model.KeyNodeVPC, "node") }
	for name, c := range map[string]struct {
		has  []func(model.Draft) model.Draft
		step model.CreateStep
		want string
	}{
		"a source's from the source":             {[]func(model.Draft) model.Draft{at(model.Sources, "vpc.vpc_id", "source"), node}, model.StepSource, "source"},
		"a source's, where only the node has it": {[]func(model.Draft) model.Draft{node}, model.StepSource, "node"},
		"a node's from the node":                 {[]func(model.Draft) model.Draft{at(model.Targets, "vpc.vpc_id", "target"), node}, model.StepInstance, "node"},
		"none":                                   {nil, model.StepTarget, ""},
	} {
		var d model.Draft
		for _, put := range c.has {
			d = put(d)
		}
		if n, ok := networkOf(d, c.step); n.vpc != c.want || ok != (c.want != "") {
			t.Errorf("%s: %+v, %v", name, n, ok)
		}
	}
}

func TestEveryKeyOfTheDocumentHasItsStep(t *testing.T) {
	form := model.FormOf(model.NewDraft("x", sim.FrozenNow()), model.Offer{})
	for _, s := range form.Steps {
		for _, f := range s.Fields {
			if got := sectionOf(f.Key); got != s.Step && !strings.Contains(string(f.Key), "#") {
				t.Errorf("%s is of %v, not of %v", f.Key, s.Step, got)
			}
		}
	}
}

func TestTheTerminalIsLentToTheEditor(t *testing.T) {
	env := editor(t, `
case "$(stty -a)" in *" -icanon"*) printf 'RAW EDITOR\r\n';; *) printf 'COOKED EDITOR\r\n';; esac
read name
sed -i "s/orders-wave2/$name/" "$file"`)
	s := onPty(t, "xterm-256color", env...)
	s.sees("jobs 40 of 40")
	s.begins("orders-wave2", model.StepOptions)
	s.presses("N")
	s.sees("orders-wave2")
	s.presses("1")
	s.sees("step 6 of 7")
	s.presses("\x0f")
	s.sees("COOKED EDITOR")
	if s.alt() {
		t.Error("the editor was given the program's own screen")
	}
	s.presses("typed-there\r")
	s.sees("draft typed-there", "1 value has changed")
	if !s.alt() {
		t.Error("the program is not back on its own screen")
	}
	s.presses("\x1b")
	s.sees("esc leave")
	s.presses("2")
	s.sees("step 2 of 7")
	s.presses("\x03")
	s.ends()
	s.until(t, func() bool { return !s.alt() })
	if now, err := term.GetState(s.line.Fd()); err != nil || !reflect.DeepEqual(now, s.before) {
		t.Errorf("the terminal's mode is not the one from before: %v", err)
	}
}
