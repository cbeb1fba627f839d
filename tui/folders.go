package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// folderPick is a dialog that goes through the folders of a connection, to take the
// path of one.
type folderPick struct {
	env  *env
	name string // of the connection
	conn string
	in   []folderIn // the way down; none: at the root
	at   int        // 0: the folder that one is in
	top  int
	walk []string // the names on the way to the folder that is set; it is gone until a key is pressed
	rows remote[[]model.Folder]
	take func(path string) tea.Cmd
	h    int
}

// folderIn is a folder that one is in.
type folderIn struct {
	path  string
	below string // what asks for its entries
	at    int    // where the cursor was above it
}

// newFolderPick opens at the folder that is set, as far as the way to it is there.
func newFolderPick(e *env, name, conn, set string, take func(string) tea.Cmd) *folderPick {
	walk := strings.FieldsFunc(set, func(r rune) bool { return r == '/' })
	return &folderPick{env: e, name: name, conn: conn, walk: walk, take: take}
}

// Title names the connection.
func (p *folderPick) Title() string { return "folders of " + theme.Safe(model.Clean(p.name)) }

// Init reads the root.
func (p *folderPick) Init() tea.Cmd   { return p.read() }
func (p *folderPick) Resize(_, h int) { p.h = h }
func (p *folderPick) Typing() bool    { return false }
func (p *folderPick) Width() int      { return 60 }

// Closed waits for nothing.
func (p *folderPick) Closed() { p.rows.drop() }

func (p *folderPick) read() tea.Cmd {
	below := ""
	if n := len(p.in); n > 0 {
		below = p.in[n-1].below
	}
	cl, conn := p.env.client, p.conn
	p.rows.have, p.rows.value, p.rows.err = false, nil, nil
	return ask(p.env, p, &p.rows, func(ctx context.Context) ([]model.Folder, error) { return cl.Folders(ctx, conn, below) })
}

// Update takes the folders.
func (p *folderPick) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if m, ok := msg.(answer[[]model.Folder]); ok && m.take() {
		if cmd := p.walkOn(); cmd != nil {
			return cmd, stay
		}
		p.move(0) // what one came from may be gone
	}
	return nil, stay
}

// walkOn goes one folder further to the one that is set; nil where it ends: it is
// there, or the way is not.
func (p *folderPick) walkOn() tea.Cmd {
	if len(p.walk) == 0 || p.rows.err != nil {
		p.walk = nil
		return nil
	}
	name := p.walk[0]
	p.walk = p.walk[1:]
	for i, f := range p.folders() {
		if f.Name.String() != name {
			continue
		}
		if p.at = i + 1; p.cannotEnter() != "" {
			break
		}
		return p.enter()
	}
	p.walk = nil
	return nil
}

// folders are the entries that can be opened; a file has no path that a transfer
// reads.
func (p *folderPick) folders() []model.Folder {
	var out []model.Folder
	for _, f := range p.rows.value {
		if f.Holds {
			out = append(out, f)
		}
	}
	return out
}

// path is where one is.
func (p *folderPick) path() string {
	if n := len(p.in); n > 0 {
		return p.in[n-1].path
	}
	return "/"
}

// pathOf is the path of what is under the cursor; why says why it has none.
func (p *folderPick) pathOf() (path, why string) {
	if f, ok := p.under(); ok {
		return f.Under(p.path())
	}
	return p.path(), ""
}

// under is the folder under the cursor; ok is false on the one that one is in.
func (p *folderPick) under() (model.Folder, bool) {
	all := p.folders()
	if p.at < 1 || p.at > len(all) {
		return model.Folder{}, false
	}
	return all[p.at-1], true
}

func (p *folderPick) move(by int) {
	p.walk = nil
	p.at = max(min(p.at+by, len(p.folders())), 0)
}

// View draws where one is, and what is there.
func (p *folderPick) View() string {
	th, w := p.env.theme, min(p.Width(), max(p.env.width-4, 1))
	cut := th.Signs().Cut
	row := func(i int, name, more string) string {
		cursor, tone := " ", theme.Text
		if i == p.at {
			cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
		}
		name = theme.CutMiddle(theme.Safe(model.Clean(name)), max(w-2-theme.Width(more)-2, 4), cut)
		return cursor + " " + th.Paint(tone, name) + theme.Spaces(max(w-2-theme.Width(name)-theme.Width(more), 1)) + th.Paint(theme.Muted, more)
	}
	lines := []string{row(0, p.path(), "here")}
	all := p.folders()
	for i, f := range all {
		lines = append(lines, row(i+1, f.Name.String()+"/", ""))
	}
	room := max(min(p.h-4, 14), 3)
	p.top = scrolled(p.top, p.at, room, len(lines))
	lines = lines[p.top:min(p.top+room, len(lines))]
	words := ""
	switch files := len(p.rows.value) - len(all); {
	case p.rows.loading():
		return strings.Join(append(lines, th.Paint(theme.Busy, "~")+th.Paint(theme.Muted, " reading")), "\n")
	case p.rows.err != nil:
		words = "not read: " + unread(p.rows.err)
		return strings.Join(append(lines, toneSigned(th, theme.Bad, th.Failure(), words, w)...), "\n")
	case len(all) == 0:
		words = "no folder in it"
	case files > 0:
		words = plural(files, "file", "files") + " not listed"
	}
	if len(all) >= room {
		words = strings.TrimPrefix(words+"   "+digit(p.at)+" of "+plural(len(all), "folder", "folders"), "   ")
	}
	return strings.Join(append(lines, th.Paint(theme.Muted, words)), "\n")
}

// Actions of the dialog.
func (p *folderPick) Actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { p.move(by); return nil, stay }
	}
	return []Action{
		act(groupChange, 1, "take it", "space", p.pick).unless(p.cannotPick),
		act(groupLook, 2, "into it", "enter", p.into, "l", "right").unless(p.cannotEnter),
		act(groupLook, 3, "up", "h", p.out, "left", "backspace").unless(func() string { return unless(len(p.in) > 0, "this is the root") }),
		act(groupFind, 0, "read again", "r", func() (tea.Cmd, Nav) { return p.read(), stay }),
		act(groupLook, 0, "next", "down", move(1), "j"),
		act(groupLook, 0, "previous", "up", move(-1), "k"),
		act(groupLook, 0, "", "pgdown", move(10)),
		act(groupLook, 0, "", "pgup", move(-10)),
		act(groupLook, 0, "", "home", move(-1<<20), "g"),
		act(groupLook, 0, "", "end", move(1<<20), "G"),
		act(groupLeave, 4, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	}
}

func (p *folderPick) cannotPick() string {
	switch _, why := p.pathOf(); {
	case p.rows.err != nil:
		return "it could not be read, so nobody knows whether it is there"
	case p.rows.loading():
		return "it is being read"
	default:
		return why
	}
}

func (p *folderPick) pick() (tea.Cmd, Nav) {
	path, _ := p.pathOf()
	return nil, popThen(func() (tea.Cmd, Nav) { return p.take(path), stay })
}

func (p *folderPick) cannotEnter() string {
	f, ok := p.under()
	switch {
	case !ok:
		return "put the cursor on a folder"
	case f.Below == "":
		return "the server does not tell how to open it"
	}
	return p.cannotPick()
}

func (p *folderPick) into() (tea.Cmd, Nav) {
	p.walk = nil
	return p.enter(), stay
}

// enter goes into the folder under the cursor.
func (p *folderPick) enter() tea.Cmd {
	f, _ := p.under()
	path, _ := p.pathOf()
	p.in = append(p.in, folderIn{path: path, below: f.Below, at: p.at})
	p.at, p.top = 0, 0
	return p.read()
}

func (p *folderPick) out() (tea.Cmd, Nav) {
	n := len(p.in) - 1
	p.walk = nil
	p.at, p.in = p.in[n].at, p.in[:n]
	cmd := p.read()
	return cmd, stay
}
