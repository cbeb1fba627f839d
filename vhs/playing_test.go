package vhs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asks is a full-screen program in the small: it takes the screen, asks for one
// key, says in letters which bytes it got, and gives the screen back after q.
// The terminal is raw before the question is seen: a key that comes sooner
// would be the line discipline's.
const asks = `#!/bin/bash
stty raw -echo
printf '\e[?1049h\e[H\e[?1hkey'
while IFS= read -rsn1 k; do
	while IFS= read -rsn1 -t 1 more; do k+=$more; done
	case $k in q) break ;; '' | $'\r') k=enter ;; esac
	printf '\e[2J\e[Hgot %q.' "$k"
done
stty sane
printf '\e[?1l\e[?1049l'
`

const head = "# size 40x6\nSet WaitTimeout 60s\n"

// try plays a tape against the program above; the folder of its screens is the
// one given.
func try(t *testing.T, goldens, source string, update bool) error {
	t.Helper()
	programs := t.TempDir()
	if err := os.WriteFile(filepath.Join(programs, "asks"), []byte(asks), 0o755); err != nil {
		t.Fatal(err)
	}
	parsed, err := parseTape("small", head+source)
	if err != nil {
		return err
	}
	p := player{programs: programs, home: t.TempDir(), goldens: goldens, update: update}
	return p.play(t.Context(), parsed)
}

func TestPlayerSendsWhatATerminalSends(t *testing.T) {
	for command, want := range map[string]string{
		`Type "x"`:           `x`,
		`Enter`:              `enter`,
		`Space`:              `\\ `,
		`Tab`:                `\$'\\t'`,
		`Backspace`:          `\$'\\177'`,
		`Escape`:             `\$'\\E'`,
		`Up`:                 `\$'\\EOA'`,
		`Left`:               `\$'\\EOD'`,
		`PageDown`:           `\$'\\E\[6~'`,
		`Ctrl+R`:             `\$'\\022'`,
		`Down 2`:             `\$'\\EOB\\EOB'`,
		"Copy \"pq\"\nPaste": `pq`,
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			err := try(t, t.TempDir(), "Require asks\nType asks\nEnter\nWait+Screen /key/\n"+
				command+"\nWait+Screen /got "+want+"\\./\nType q\nWait\n", true)
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPlayerComparesScreens(t *testing.T) {
	const source = "Env WHO \"drover\"\nType 'echo $WHO says hello'\nEnter\n" +
		"Wait+Screen /drover says hello/\nScreenshot pictures/mid.png\nType \"true\"\nEnter\nWait+Screen /> true\\n>/\n"
	goldens := t.TempDir()
	if err := try(t, goldens, source, true); err != nil {
		t.Fatal(err)
	}
	const mid = "> echo $WHO says hello\ndrover says hello\n>\n\n\n\n"
	if got, err := os.ReadFile(filepath.Join(goldens, "mid.golden")); err != nil || string(got) != mid {
		t.Errorf("mid.golden: %q, %v, want %q", got, err, mid)
	}
	if err := try(t, goldens, source, false); err != nil {
		t.Errorf("played again: %v", err)
	}
	changed := strings.Replace(source, `"drover"`, `"a drover"`, 1)
	changed = strings.Replace(changed, "Wait+Screen", "Set WaitTimeout 200ms\nWait+Screen@60s", 1)
	wantError(t, try(t, goldens, changed, false), "the screen is not", "a drover says hello")
}

func TestPlayerRefuses(t *testing.T) {
	const fast = "Set WaitTimeout 200ms\n"
	for name, c := range map[string]struct {
		source string
		says   []string
	}{
		"a wait in vain":       {"Type 'echo abc'\nEnter\nWait+Screen /abc\\n>/\nWait+Screen@200ms /xyz/", []string{"/xyz/", "> echo abc\nabc\n>"}},
		"a wait for a line":    {"Type 'echo abc'\nEnter\nWait+Screen /abc\\n>/\nWait+Line@100ms /abc/", []string{"within 100ms"}},
		"an unknown word":      {"Dance 3", []string{"Invalid command: Dance"}},
		"a command not played": {"ScrollUp 3", []string{"ScrollUp", "does not know"}},
		"ctrl with more":       {"Ctrl+Shift+A", []string{"one character only"}},
		"a missing program":    {"Require no-such-program", []string{"not on PATH"}},
		"another shell":        {"Set Shell fish", []string{"not fish"}},
		"an escape in a hurry": {"Escape\nType 'j'", []string{"command 2", "needs a Wait"}},
		"a program left on":    {fast + "Type asks\nEnter\nWait+Screen@60s /key/", []string{"does not end at the shell's prompt", "key"}},
		"a screen never taken": {"Wait", []string{"small.golden"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantError(t, try(t, t.TempDir(), c.source, false), c.says...)
		})
	}
	if _, err := parseTape("sizeless", "Wait"); err == nil || !strings.Contains(err.Error(), "size") {
		t.Errorf("a tape without a size: %v", err)
	}
}

func wantError(t *testing.T, err error, says ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error; want one that says %q", says)
		return
	}
	for _, s := range says {
		if !strings.Contains(err.Error(), s) {
			t.Errorf("%v\ndoes not say %q", err, s)
		}
	}
}
