package form_test

import (
	"context"
	"io"
	"os"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"drover/tui/form"
)

// dialog is a program with nothing but a form.
type dialog struct {
	box                *form.Box
	name, policy, word string
}

func newDialog() *dialog {
	d := &dialog{}
	d.box = form.New(plain(false), "new job",
		form.Text("name", &d.name, nil), form.Choice("policy", &d.policy, "keep", "overwrite", "stop"), form.Text("sure", &d.word, nil))
	d.box.Resize(width, height)
	return d
}

func (d *dialog) Init() tea.Cmd  { return nil }
func (d *dialog) View() tea.View { return tea.NewView(d.box.View()) }
func (d *dialog) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := d.box.Update(msg)
	if d.box.Done() {
		return d, tea.Quit
	}
	return d, cmd
}

// TestTypedAhead sends a whole form in one burst, as a script or an impatient
// hand on a slow link does.
func TestTypedAhead(t *testing.T) {
	rounds := 40
	if os.Getenv("DROVER_SOAK") == "1" {
		rounds *= 10
	}
	for round := range rounds {
		d := burst(t, "nightly\r\x1b[B\ry\r")
		if d.name != "nightly" || d.policy != "overwrite" || d.word != "y" {
			t.Fatalf("round %d: name %q, policy %q, word %q", round, d.name, d.policy, d.word)
		}
	}
}

// TestPastedAhead is the same for a paste: it belongs to the field that was
// reached when it came.
func TestPastedAhead(t *testing.T) {
	d := burst(t, "nightly\r\r\x1b[200~yes\n\x1b[201~\r")
	if d.name != "nightly" || d.policy != "keep" || d.word != "yes" {
		t.Fatalf("name %q, policy %q, word %q", d.name, d.policy, d.word)
	}
}

// TestBackFromTheFirstFieldIsNotAwaited holds no key for a focus that has
// nowhere to go.
func TestBackFromTheFirstFieldIsNotAwaited(t *testing.T) {
	d := burst(t, "a\x1b[Zb\r\ry\r")
	if d.name != "ab" || d.word != "y" {
		t.Fatalf("name %q, word %q", d.name, d.word)
	}
}

// burst runs a dialog on bytes that all come at once. Real bytes go through
// the program's own reader, so that keys arrive as fast as they ever can.
func burst(t *testing.T, keys string) *dialog {
	t.Helper()
	in, out := io.Pipe()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	p := tea.NewProgram(newDialog(), tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignals(),
		tea.WithWindowSize(width, height), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.ANSI256))
	go func() {
		_, _ = io.WriteString(out, keys)
		<-ctx.Done()
		_ = out.Close()
	}()
	m, err := p.Run()
	if err != nil {
		t.Fatal(err)
	}
	return m.(*dialog)
}
