package profile

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// program writes a shell script and is the command that runs it.
func program(t *testing.T, script string) Command {
	t.Helper()
	path := write(t, filepath.Join(t.TempDir(), "vault-drs"), "#!/bin/sh\n"+script)
	if err := os.Chmod(path, 0o700); err != nil {
		t.Fatal(err)
	}
	return Command{Profile: "prod", Argv: []string{path, "a b", sentinel}}
}

func TestACommandPrintsACredential(t *testing.T) {
	for name, c := range map[string]struct{ auth, out, want string }{
		"token":          {"", `{"token":" t ","expires_at":"2026-01-31T12:00:00Z"}`, "token t"},
		"keys":           {"", `{"access_key":"a","secret_key":"s","security_token":"x","more":[1]}`, "aksk a s x"},
		"password":       {"", `{"username":"u","password":"p","domain":"d"}`, "password u p d"},
		"the wanted one": {"aksk", `{"token":"t","access_key":"a","secret_key":"s"}`, "aksk a s"},
	} {
		cmd := program(t, "cat <<'EOF'\n"+c.out+"\nEOF\n")
		cmd.Auth = c.auth
		got, err := cmd.Run(t.Context())
		if err != nil || holds(got) != c.want || got.Source != "command vault-drs" {
			t.Errorf("%s: %q %q %v", name, holds(got), got.Source, err)
		}
		if name == "token" && got.Expires.Format(time.RFC3339) != "2026-01-31T12:00:00Z" {
			t.Errorf("expires %v", got.Expires)
		}
	}
}

func TestACommandGetsItsWordsAndNoSecretsOfOurs(t *testing.T) {
	t.Setenv("OS_PASSWORD", sentinel)
	t.Setenv("VAULT_TOKEN", "theirs")
	cmd := program(t, `printf '{"username":"%s","password":"%s","domain":"%s"}' "$1" "${OS_PASSWORD:-none}" "$VAULT_TOKEN"`)
	if got, err := cmd.Run(t.Context()); err != nil || holds(got) != "password a b none theirs" {
		t.Errorf("%q %v", holds(got), err)
	}
}

func TestACommandThatFailsIsNamedAndNotQuoted(t *testing.T) {
	for name, c := range map[string]struct{ script, says string }{
		"nothing":         {"", "printed nothing"},
		"blanks":          {"echo; echo", "printed nothing"},
		"rubbish":         {"echo " + sentinel, "printed no JSON object"},
		"two objects":     {`echo '{"token":"` + sentinel + `"}{}'`, "printed no JSON object"},
		"a list":          {`echo '["` + sentinel + `"]'`, "printed no JSON object"},
		"a wrong type":    {`echo '{"token":{"x":"` + sentinel + `"}}'`, "printed no JSON object"},
		"a wrong time":    {`echo '{"token":"` + sentinel + `","expires_at":"tomorrow"}'`, "printed no JSON object"},
		"half":            {`echo '{"access_key":"` + sentinel + `"}'`, "printed no whole credential"},
		"failure":         {"echo " + sentinel + "; printf 'sealed\\033[2J\\nmore' >&2; exit 3", "ended with exit status 3: sealed^[[2J"},
		"silent failure":  {"exit 1", "ended with exit status 1"},
		"too much":        {"yes " + sentinel, "printed more than 64 KiB"},
		"killed":          {"kill -9 $$", "ended with signal: killed"},
		"much complained": {"yes x | head -c 100000 >&2; exit 2", "ended with exit status 2: x"},
	} {
		_, err := program(t, c.script).Run(t.Context())
		oneSentence(t, name, err, "credential_command vault-drs of profile prod "+c.says)
	}
	_, err := Command{Profile: "prod", Argv: []string{"no-such-program-" + "here"}}.Run(t.Context())
	oneSentence(t, "missing", err, "no-such-program-here", "PATH")
	_, err = Command{Profile: "prod", Argv: []string{filepath.Join(t.TempDir(), "gone")}}.Run(t.Context())
	oneSentence(t, "missing by path", err, "credential_command gone of profile prod", "no such file")
	wrong := program(t, `echo '{"token":"`+sentinel+`"}'`)
	wrong.Auth = KeyPair
	_, err = wrong.Run(t.Context())
	oneSentence(t, "another way", err, `another way of logging in than auth = "aksk"`)
}

// A command that hangs is killed with what it has started: the child writes
// into a file for as long as it lives.
func TestACommandThatHangsIsKilledWithItsChildren(t *testing.T) {
	alive := filepath.Join(t.TempDir(), "alive")
	cmd := program(t, "(while :; do echo x >> '"+alive+"'; sleep 0.02; done) &\nwait\n")
	_, err := cmd.output(t.Context(), 300*time.Millisecond)
	oneSentence(t, "hang", err, "took longer than 300ms and was killed")
	size := func() int64 {
		info, err := os.Stat(alive)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	time.Sleep(200 * time.Millisecond)
	if size() != before {
		t.Error("its child lives on")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err = cmd.output(ctx, time.Minute)
	oneSentence(t, "stopped", err, "was stopped")
}

// What has left the group and holds the pipe does not hold drover.
func TestACommandsDaemonIsNotWaitedFor(t *testing.T) {
	cmd := program(t, `setsid sleep 30 & echo '{"token":"t"}'`)
	if _, err := os.Stat("/usr/bin/setsid"); err != nil {
		t.Skip("there is no setsid here")
	}
	if got, err := cmd.Run(t.Context()); err != nil || holds(got) != "token t" {
		t.Errorf("%q %v", holds(got), err)
	}
}
