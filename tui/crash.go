package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// Crash catches panics anywhere in the program, so that the terminal is
// restored and one clean line is said; the details go to a private file.
type Crash struct {
	folder string
	mu     sync.Mutex
	what   string
	file   string
	end    func() // ends the program
}

// NewCrash keeps details in folder.
func NewCrash(folder string) *Crash { return &Crash{folder: folder} }

// Guard runs something and catches its panic.
func (c *Crash) Guard(run func()) {
	defer c.catch()
	run()
}

// Error is one clean line, nil if nothing happened.
func (c *Crash) Error() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.what == "":
		return nil
	case c.file == "":
		return fmt.Errorf("drover failed and ended: %s; nothing is sent twice, the journal knows what was out", c.what)
	}
	return fmt.Errorf("drover failed and ended: %s; details in %s; nothing is sent twice, the journal knows what was out", c.what, c.file)
}

func (c *Crash) catch() {
	r := recover()
	if r == nil {
		return
	}
	stack := debug.Stack()
	c.mu.Lock()
	if c.what == "" {
		c.what = firstLine(model.Clean(fmt.Sprint(r)))
		c.file = c.write(stack)
	}
	end := c.end
	c.mu.Unlock()
	if end != nil {
		end()
	}
}

// firstLine keeps a panic's text to what fits on a line.
func firstLine(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:160])
	}
	return s
}

// write puts the stack into a file of its own; its addresses are no secrets,
// and argument values are not part of it.
func (c *Crash) write(stack []byte) string {
	if c.folder == "" {
		return ""
	}
	path := filepath.Join(c.folder, "crash-"+time.Now().UTC().Format("20060102T150405.000")+".txt")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return ""
	}
	_, err = f.WriteString(c.what + "\n\n" + string(stack))
	if cerr := f.Close(); err != nil || cerr != nil {
		return ""
	}
	return path
}

// cmd guards a command: the library would print its stack on the terminal.
func (c *Crash) cmd(do tea.Cmd) tea.Cmd {
	if c == nil || do == nil {
		return do
	}
	return func() (msg tea.Msg) {
		defer c.catch()
		return do()
	}
}
