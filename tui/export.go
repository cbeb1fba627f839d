package tui

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// exportDialog asks for format and name of a file, writes it beside the loop,
// and asks before it replaces one. From the writing to the end of that question
// the fields take no keys: what is replaced is what was asked about.
type exportDialog struct {
	env     *env
	formats []exportFormat
	at      int
	path    line
	focus   exportFocus
	wrong   string
	file    string // where it is to go, once that was asked for
	done    remote[string]
}

// exportFormat is one way to write a file.
type exportFormat struct {
	name string // "CSV"
	what string // "40 jobs"
	file string // the name that is proposed: "drover-jobs.csv"
	more string // what else there is to know
	said string // what is said of it once it is written: ", secrets left out,"
	// write writes what goes into the file of a path.
	write func(ctx context.Context, w io.Writer, path string) error
}

type exportFocus uint8

const (
	onFormat exportFocus = iota
	onPath
	onKeep // the file that is there; asked before it is replaced
	onReplace
)

// newExport asks where to write, and if there are several, in which format.
func newExport(e *env, formats ...exportFormat) *exportDialog {
	d := &exportDialog{env: e, formats: formats, path: newLine(formats[0].file)}
	if len(formats) == 1 {
		d.focus = onPath
	}
	return d
}

func (d *exportDialog) format() exportFormat { return d.formats[d.at] }

func (d *exportDialog) Title() string   { return "write " + d.format().what + " to a file" }
func (d *exportDialog) Init() tea.Cmd   { return nil }
func (d *exportDialog) Resize(int, int) {}
func (d *exportDialog) Typing() bool    { return d.focus == onPath && !d.done.loading() }
func (d *exportDialog) Width() int      { return 64 }

// Update edits the path and takes the end of the writing.
func (d *exportDialog) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[string]:
		return d.written(m)
	case tea.KeyPressMsg: // comes only while the path is typed
		switch m.String() {
		case "esc", "enter", "tab", "shift+tab":
			return nil, pass()
		}
		d.path.take(m)
		d.wrong = ""
	case tea.PasteMsg:
		if d.Typing() {
			d.path.take(m)
		}
	}
	return nil, stay
}

// written closes the dialog, or says why nothing was.
func (d *exportDialog) written(m answer[string]) (tea.Cmd, Nav) {
	if !m.take() {
		return nil, stay
	}
	switch {
	case errors.Is(m.err, client.ErrThere):
		d.focus, d.wrong = onKeep, ""
		return nil, stay
	case m.err != nil:
		d.focus, d.wrong = onPath, m.err.Error()
		return nil, stay
	}
	text := "wrote " + d.format().what + d.format().said + " to " + model.Clean(m.value)
	return d.env.say(note{kind: noteGood, text: theme.Safe(text)}), pop()
}

// View draws the two fields, or the question whether to replace.
func (d *exportDialog) View() string {
	th, w := d.env.theme, min(d.Width(), max(d.env.width-4, 1))
	signs := th.Signs()
	if d.focus >= onKeep {
		lines := []string{
			th.Paint(theme.Warn, signs.Flag) + " " + th.Paint(theme.Text, theme.CutMiddle(theme.Safe(model.Clean(d.file)), w-2, signs.Cut)),
			"  is there already. Replacing it cannot be undone.",
			"",
		}
		keep, replace := "[ Back ]", "[ Replace ]"
		return strings.Join(append(lines, "  "+button(th, keep, d.focus == onKeep)+"    "+button(th, replace, d.focus == onReplace)), "\n")
	}
	var lines []string
	if len(d.formats) > 1 {
		format := signs.ChoiceLeft + " " + d.format().name + " " + signs.ChoiceRight
		lines = append(lines, d.mark(onFormat)+th.Paint(theme.Muted, "format  ")+button(th, format, d.focus == onFormat))
	}
	lines = append(lines, d.mark(onPath)+th.Paint(theme.Muted, "file    ")+d.path.draw(th, max(w-10, 4)))
	about := []string{"  " + th.Paint(theme.Muted, "Readable by you alone; ~ is your home folder.")}
	if more := d.format().more; more != "" {
		about = append([]string{"  " + th.Paint(theme.Muted, more)}, about...)
	}
	switch {
	case d.done.loading():
		about = []string{th.Paint(theme.Busy, "~") + " writing"}
	case d.wrong != "":
		about = wrapped(theme.Safe(model.Clean(d.wrong)), w-2)
		for i, sign := 0, th.Paint(theme.Bad, th.Glyph(model.Failed)); i < len(about); i, sign = i+1, " " {
			about[i] = sign + " " + about[i]
		}
	}
	return strings.Join(append(lines, about...), "\n")
}

func (d *exportDialog) mark(f exportFocus) string {
	if d.focus == f {
		return d.env.theme.Paint(theme.Accent, d.env.theme.Signs().Cursor) + " "
	}
	return "  "
}

func button(th *theme.Theme, words string, on bool) string {
	if on {
		return th.Paint(theme.Select, words)
	}
	return th.Paint(theme.Text, words)
}

// Actions of the dialog. What replaces a file is never where enter lands first.
func (d *exportDialog) Actions() []Action {
	next := func() (tea.Cmd, Nav) {
		d.focus ^= 1 // format and path, back and replace
		return nil, stay
	}
	back := act(groupLeave, 4, "close, nothing written", "esc", func() (tea.Cmd, Nav) { d.done.drop(); return nil, pop() })
	if d.focus >= onKeep {
		return []Action{
			act(groupChange, 1, "choose", "enter", d.answered),
			act(groupLook, 2, "other", "tab", next, "shift+tab", "h", "l", "left", "right"),
			act(groupLeave, 4, "back", "esc", func() (tea.Cmd, Nav) { d.focus = onPath; return nil, stay }),
		}
	}
	if d.done.loading() {
		return []Action{back}
	}
	if len(d.formats) == 1 {
		return []Action{act(groupChange, 1, "write", "enter", d.put), back}
	}
	acts := []Action{act(groupLook, 2, "other field", "tab", next, "shift+tab"), back}
	if d.focus == onFormat {
		return append(acts,
			act(groupChange, 1, "change", "space", d.turn(1), "l", "right"),
			act(groupChange, 0, "", "h", d.turn(-1), "left"),
			act(groupLook, 3, "file", "enter", next))
	}
	return append(acts, act(groupChange, 1, "write", "enter", d.put))
}

// turn takes another format, and its ending along; a name that was left as it
// was proposed gives way to the other one's.
func (d *exportDialog) turn(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		was := d.format()
		d.at = (d.at + by + len(d.formats)) % len(d.formats)
		now := d.format()
		if stem, ok := strings.CutSuffix(d.path.value(), filepath.Ext(was.file)); d.path.value() == was.file {
			d.path.set(now.file)
		} else if ok {
			d.path.set(stem + filepath.Ext(now.file))
		}
		return nil, stay
	}
}

// answered replaces the file that was asked about, or leads back to the path.
func (d *exportDialog) answered() (tea.Cmd, Nav) {
	replace := d.focus == onReplace
	d.focus = onPath
	if replace {
		return d.begin(true), stay
	}
	return nil, stay
}

// put writes to where the path leads, if there is no such file.
func (d *exportDialog) put() (tea.Cmd, Nav) {
	path, err := client.FilePath(d.env.folder, strings.TrimSpace(d.path.value()))
	if err != nil {
		d.wrong = err.Error()
		return nil, stay
	}
	d.file = path
	return d.begin(false), stay
}

// begin writes the file, beside the loop.
func (d *exportDialog) begin(replace bool) tea.Cmd {
	d.wrong = ""
	file, write := d.file, d.format().write
	return work(d.env, d, &d.done, func(ctx context.Context) (string, error) {
		return file, client.PutFile(ctx, file, replace, func(w io.Writer) error { return write(ctx, w, file) })
	})
}
