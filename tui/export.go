package tui

import (
	"context"
	"errors"
	"io"
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
	env    *env
	what   string // "40 jobs"
	write  func(io.Writer, client.Format) error
	format client.Format
	path   line
	focus  exportFocus
	wrong  string
	file   string // where it is to go, once that was asked for
	done   remote[string]
}

type exportFocus uint8

const (
	onFormat exportFocus = iota
	onPath
	onKeep // the file that is there; asked before it is replaced
	onReplace
)

// newExport asks where to write; stem is the file's name without its ending.
func newExport(e *env, what, stem string, write func(io.Writer, client.Format) error) *exportDialog {
	return &exportDialog{env: e, what: what, write: write, format: client.CSV, path: newLine(stem + "." + string(client.CSV))}
}

func (d *exportDialog) Title() string   { return "write " + d.what + " to a file" }
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
	text := "wrote " + d.what + " to " + model.Clean(m.value)
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
	format := signs.ChoiceLeft + " " + strings.ToUpper(string(d.format)) + " " + signs.ChoiceRight
	lines := []string{
		d.mark(onFormat) + th.Paint(theme.Muted, "format  ") + button(th, format, d.focus == onFormat),
		d.mark(onPath) + th.Paint(theme.Muted, "file    ") + d.path.draw(th, max(w-10, 4)),
	}
	about := []string{"  " + th.Paint(theme.Muted, "Readable by you alone; ~ is your home folder.")}
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
	acts := []Action{act(groupLook, 2, "other field", "tab", next, "shift+tab"), back}
	if d.focus == onFormat {
		return append(acts,
			act(groupChange, 1, "change", "space", d.turn, "h", "l", "left", "right"),
			act(groupLook, 3, "file", "enter", next))
	}
	return append(acts, act(groupChange, 1, "write", "enter", d.put))
}

// turn takes the other format, and its ending along.
func (d *exportDialog) turn() (tea.Cmd, Nav) {
	was := d.format
	if d.format = client.CSV; was == client.CSV {
		d.format = client.JSON
	}
	if stem, ok := strings.CutSuffix(d.path.value(), "."+string(was)); ok {
		d.path.set(stem + "." + string(d.format))
	}
	return nil, stay
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
	file, format, write := d.file, d.format, d.write
	return work(d.env, d, &d.done, func(ctx context.Context) (string, error) {
		return file, client.PutFile(ctx, file, replace, func(w io.Writer) error { return write(w, format) })
	})
}
