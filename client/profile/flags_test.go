package profile

import (
	"errors"
	"flag"
	"strings"
	"testing"
)

func TestAWrongCommandLineIsOneSentence(t *testing.T) {
	for args, says := range map[string]string{
		"--form x":                          "there is no flag --form; drover -h lists the flags",
		"--from":                            "--from needs a value",
		"jobs":                              "\"jobs\" is no flag",
		"--region":                          "--region needs a value; drover -h",
		"--refresh":                         "--refresh needs a value",
		"--refresh soon":                    "refresh",
		"--refresh 1s":                      "--refresh is too short",
		"--refresh -5s":                     "--refresh is too short",
		"--theme pink":                      "--theme \"pink\" is not offered",
		"--language de":                     "--language \"de\" is not offered",
		"--backend oracle":                  "--backend \"oracle\" is not offered",
		"--iam-endpoint http://example.com": "--iam-endpoint is no address",
		"--demo --profile p":                "--demo goes without --profile",
		"--demo --config c":                 "--demo goes without",
		"--demo-jobs 3":                     "need --demo",
		"--demo --demo-jobs -1":             "out of range",
	} {
		_, err := ParseFlags(strings.Fields(args))
		oneSentence(t, args, err, says)
	}
	if _, err := ParseFlags([]string{"-h"}); !errors.Is(err, ErrHelp) {
		t.Errorf("-h: %v", err)
	}
	_, err := ParseDoctorFlags([]string{"--form"})
	oneSentence(t, "doctor", err, "drover doctor -h lists")
	_, err = ParseDoctorFlags([]string{"--demo"})
	oneSentence(t, "doctor of the demo", err, "without --demo")
}

func TestFlagsWithSecretsAreNamedWithoutThem(t *testing.T) {
	for _, args := range []string{"--token " + sentinel, "--password=" + sentinel, "-sk " + sentinel, "--region x --secret-key=" + sentinel, "doctor --token " + sentinel} {
		if name := SecretFlag(strings.Fields(args)); !strings.HasPrefix(name, "--") || strings.Contains(name, sentinel) {
			t.Errorf("%s: %q", args, name)
		}
	}
	for flagName, wants := range map[string]string{"--token": "set DROVER_TOKEN in", "--password": "DROVER_PASSWORD", "--ak": "DROVER_SECRET_KEY", "--security-token": "DROVER_SECURITY_TOKEN"} {
		if says := InsteadOf(flagName); !strings.Contains(says, wants) {
			t.Errorf("%s: %s", flagName, says)
		}
	}
	if name := SecretFlag([]string{"--profile", "token"}); name != "" {
		t.Errorf("a profile called token: %q", name)
	}
}

func TestHelpNamesEveryFlagAndHasExamples(t *testing.T) {
	new(Flags).set("drover").VisitAll(func(g *flag.Flag) {
		if !strings.Contains(Help, "--"+g.Name) {
			t.Errorf("--%s is not in the help", g.Name)
		}
	})
	for name, text := range map[string]string{"drover": Help, "doctor": DoctorHelp, "completion": CompletionHelp, "version": VersionHelp} {
		if strings.Count(text, "\n  ") == 0 || !strings.Contains(text, "drover "+strings.TrimPrefix(name, "drover")) || !strings.HasSuffix(text, "\n") {
			t.Errorf("%s has no example", name)
		}
		for line := range strings.Lines(text) {
			if len([]rune(line)) > 101 {
				t.Errorf("%s: %q is too long", name, line)
			}
		}
	}
}
