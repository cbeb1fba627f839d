package tui

import tea "charm.land/bubbletea/v2"

// copyText gives a text to the terminal's clipboard; what names it for the
// message line.
func (a *app) copyText(what, text string) tea.Cmd {
	words := "copied " + what
	return tea.Batch(tea.SetClipboard(text), a.sayNow(note{kind: noteGood, text: words, bare: words}))
}
