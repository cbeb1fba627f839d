package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// probe asks how many cells the terminal gives to a sign whose width Unicode
// leaves open: it draws one and asks where the cursor is. On the second line,
// since an answer from the first reads like a function key. Nobody waits for
// the answer, and the sign is gone again before the first frame.
const probe = "\x1b[2;1H" + "○" + ansi.RequestCursorPositionReport + "\r" + ansi.EraseLineRight

// questions is what the terminal is asked once it is in raw mode, and how many
// answers may come.
func (a *app) questions(t *tty) (ask string, answers int) {
	if t.simple() {
		return "", 0
	}
	if a.env.theme.Asks() {
		ask, answers = ansi.RequestBackgroundColor, 1
	}
	if !a.env.theme.ASCII() {
		a.probing = true
		ask, answers = ask+probe, answers+1
	}
	return ask, answers
}

// probed takes the answer to the probe. Signs that take two cells would push
// every column after them out of line.
func (a *app) probed(m tea.CursorPositionMsg) tea.Cmd {
	if !a.probing {
		return nil
	}
	a.probing = false
	if m.X < 2 {
		return nil
	}
	a.setTheme(a.env.theme.WithASCII())
	a.env.redraw()
	return a.sayNow(note{kind: noteGood, text: "this terminal draws signs two cells wide: drawing with ASCII signs"})
}

// misread takes the answer to the probe that has come as a key: in a window of
// one line it reads like F3 with the column as its modifiers. No function key
// has a meaning here.
func (a *app) misread(k tea.KeyPressMsg) (at tea.CursorPositionMsg, ok bool) {
	return tea.CursorPositionMsg{X: int(k.Mod)}, a.probing && k.Code == tea.KeyF3
}
