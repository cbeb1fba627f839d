package tui

import (
	"encoding/base64"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drover/model"
	"drover/tui/theme"
)

// The clipboard is the terminal's: over ssh there is no other. OSC 52 asks it
// to take a text; nothing tells whether it did.

// outside is what the environment says of the terminal.
type outside struct {
	term   string
	tmux   bool
	screen bool // GNU screen
}

func outsideOf(environ []string) outside {
	var o outside
	sty := false
	for _, e := range environ {
		switch name, value, _ := strings.Cut(e, "="); name {
		case "TERM":
			o.term = value
		case "TMUX":
			o.tmux = value != ""
		case "STY":
			sty = value != ""
		}
	}
	o.tmux = o.tmux || strings.HasPrefix(o.term, "tmux") // over ssh from within it
	o.screen = !o.tmux && (sty || strings.HasPrefix(o.term, "screen"))
	return o
}

// bare is a terminal without a clipboard or notifications of its own.
func (o outside) bare() bool {
	return !o.tmux && !o.screen && (o.term == "linux" || strings.HasPrefix(o.term, "vt"))
}

// longestCopy is how many bytes of base64 terminals are known to take.
const longestCopy = 74_994

// screenChunk is how long a string GNU screen lets through in one piece.
const screenChunk = 700

// clipboard is the sequence that puts a text on the clipboard, and by which
// way it goes.
func (o outside) clipboard(text string) (seq, way string) {
	seq = ansi.SetSystemClipboard(text)
	switch {
	case o.tmux:
		return seq + ansi.TmuxPassthrough(seq), "OSC 52 by tmux: needs set-clipboard or allow-passthrough on"
	case o.screen:
		return ansi.ScreenPassthrough(seq, screenChunk), "OSC 52, through screen"
	}
	return seq, "OSC 52"
}

// notify is the sequence for a bell and a notification on the desktop.
func (o outside) notify(text string) string {
	const bell = "\a"
	seq := ansi.Notify(model.Clean(text))
	switch {
	case o.bare():
		return bell
	case o.tmux:
		return bell + ansi.TmuxPassthrough(seq)
	case o.screen:
		return bell + ansi.ScreenPassthrough(seq, screenChunk)
	}
	return bell + seq
}

// copyText puts a text on the terminal's clipboard and says where it went.
// what names it: "the id", "3 names".
func (a *app) copyText(what, text string) tea.Cmd {
	refuse := func(why string) tea.Cmd {
		return a.sayNow(note{kind: noteBad, text: what + ": " + why})
	}
	text = cleanLines(text)
	switch {
	case text == "":
		return refuse("there is nothing to copy")
	case a.env.outside.bare():
		return refuse("this terminal has no clipboard of its own")
	case base64.StdEncoding.EncodedLen(len(text)) > longestCopy:
		return refuse("too long for a terminal's clipboard: O writes a file")
	}
	seq, way := a.env.outside.clipboard(text)
	said := "copied " + what + " to your terminal's clipboard (" + way + ")"
	if short := "copied " + what + " (" + way + ")"; theme.Width(said) > a.env.width-3 {
		said = short
	}
	a.env.raw(seq)
	return a.sayNow(note{kind: noteGood, text: said, bare: "something was copied"})
}

// cleanLines makes control characters visible, but for line breaks and tabs.
func cleanLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		parts := strings.Split(line, "\t")
		for j, part := range parts {
			parts[j] = model.Clean(part)
		}
		lines[i] = strings.Join(parts, "\t")
	}
	return strings.Join(lines, "\n")
}
