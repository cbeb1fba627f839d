package form_test

import (
	"io"
	"os"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/teatest/v2"

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
		in, burst := io.Pipe()
		tm := teatest.NewTestModel(t, newDialog(), teatest.WithInitialTermSize(width, height), teatest.WithProgramOptions(
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.ANSI256), tea.WithInput(in)))
		if _, err := io.WriteString(burst, "nightly\r\x1b[B\ry\r"); err != nil {
			t.Fatal(err)
		}
		d := tm.FinalModel(t, teatest.WithFinalTimeout(10*time.Second)).(*dialog)
		if d.name != "nightly" || d.policy != "overwrite" || d.word != "y" {
			t.Fatalf("round %d: name %q, policy %q, word %q", round, d.name, d.policy, d.word)
		}
	}
}
