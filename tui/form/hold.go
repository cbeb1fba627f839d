package form

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// hold keeps what is typed while the focus moves. The library moves it by a
// message of its own: keys that arrive before that message would land in the
// field that was left.
type hold struct {
	on    bool
	id    int
	queue []tea.Msg
}

// holdOver ends a hold that nothing else ended: the focus had nowhere to go.
type holdOver struct {
	box *Box
	id  int
}

const holdFor = 150 * time.Millisecond

func (b *Box) guard(msg tea.Msg) tea.Cmd {
	if over, ok := msg.(holdOver); ok {
		if over.box != b || over.id != b.hold.id {
			return nil
		}
		b.hold.on = false
		return b.replay()
	}
	typed := isTyped(msg)
	if typed && b.hold.on {
		b.hold.queue = append(b.hold.queue, msg)
		return nil
	}
	was := b.form.GetFocusedField()
	cmd := b.forward(msg)
	switch {
	case b.over(): // what was typed ahead was not meant for what comes next
		b.hold = hold{id: b.hold.id}
	case typed && moves(msg) && len(b.form.Errors()) == 0:
		return tea.Batch(cmd, b.start())
	case !typed && b.hold.on && (b.form.GetFocusedField() != was || len(b.form.Errors()) > 0):
		b.hold.on = false
		return tea.Batch(cmd, b.replay())
	}
	return cmd
}

func (b *Box) start() tea.Cmd {
	b.hold.on = true
	b.hold.id++
	over := holdOver{b, b.hold.id}
	return tea.Tick(holdFor, func(time.Time) tea.Msg { return over })
}

// replay takes up the queue; a key in it may begin another hold.
func (b *Box) replay() tea.Cmd {
	queue := b.hold.queue
	b.hold.queue = nil
	var cmds []tea.Cmd
	for _, msg := range queue {
		if b.over() {
			break
		}
		cmds = append(cmds, b.guard(msg))
	}
	return tea.Batch(cmds...)
}

func isTyped(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return true
	}
	return false
}

func moves(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	switch k.String() {
	case "enter", "tab", "shift+tab":
		return true
	}
	return false
}
