package profile

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"drover/client/sim"
)

func TestEveryShellCompletesEveryFlag(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		script, err := Completion(shell)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Fields(strings.NewReplacer("\"", " ", "'", " ").Replace(script))
		dashes := map[string]string{"fish": ""}
		new(Flags).set("drover").VisitAll(func(g *flag.Flag) {
			name := "--" + g.Name
			if _, bare := dashes[shell]; bare {
				name = g.Name
			}
			if !slices.Contains(words, name) {
				t.Errorf("%s does not know --%s", shell, g.Name)
			}
		})
		if strings.Contains(script, "@") || !strings.Contains(script, "completion profiles") {
			t.Errorf("%s: %s", shell, script)
		}
		if path, err := exec.LookPath(shell); err == nil {
			cmd := exec.CommandContext(t.Context(), path, "-n")
			cmd.Stdin = strings.NewReader(script)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s -n: %v %s", shell, err, out)
			}
		}
	}
	for _, name := range simFlags() {
		if !strings.Contains(sim.Help, "--"+name+" ") && !strings.Contains(sim.Help, "--"+name+"\n") {
			t.Errorf("drover sim has no --%s", name)
		}
	}
	for _, shell := range []string{"", "tcsh", "\x1b[2J"} {
		_, err := Completion(shell)
		oneSentence(t, shell, err, "bash", "zsh", "fish")
	}
}

// A real bash is asked what it would offer, with a stand-in for drover that
// knows two profiles, and others in a configuration of its own.
func TestBashOffersWhatFits(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here")
	}
	script, err := Completion("bash")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "drover"), "#!/bin/sh\n[ \"$1 $2\" = 'completion profiles' ] || exit 1\nif [ \"$3\" = my.toml ]; then echo mine; else echo prod-cn4; echo stage; fi\n")
	if err := os.Chmod(filepath.Join(dir, "drover"), 0o700); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"drover ":                                "completion doctor sim version",
		"drover d":                               "doctor",
		"drover --prof":                          "--profile",
		"drover doctor --i":                      "--iam-endpoint",
		"drover --profile ":                      "prod-cn4 stage",
		"drover --profile s":                     "stage",
		"drover --profile = p":                   "prod-cn4",
		"drover --config my.toml --profile ":     "mine",
		"drover --config = my.toml --profile = ": "mine",
		"drover --theme d":                       "dark",
		"drover completion ":                     "bash zsh fish",
		"drover completion bash ":                "",
		"drover sim --fr":                        "--freeze",
		"drover --region ":                       "",
	} {
		words := strings.Split(line, " ")
		var ask strings.Builder
		ask.WriteString(script + "COMP_WORDS=(")
		for _, w := range words {
			ask.WriteString(" '" + w + "'")
		}
		ask.WriteString(")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_drover\necho \"${COMPREPLY[*]}\"\n")
		cmd := exec.CommandContext(t.Context(), bash, "--norc", "--noprofile")
		cmd.Dir, cmd.Env, cmd.Stdin = dir, []string{"PATH=" + dir + ":" + os.Getenv("PATH")}, strings.NewReader(ask.String())
		out, err := cmd.CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%q offers %q, want %q (%v)", line, got, want, err)
		}
	}
}
