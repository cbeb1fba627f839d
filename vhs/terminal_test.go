package vhs

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// tick is how often a screen is looked at while something is awaited.
const tick = 5 * time.Millisecond

// terminal is a bash in a pseudo-terminal and the screen that it draws on.
type terminal struct {
	mu      sync.Mutex // guards what follows
	screen  *vt.Emulator
	changed time.Time // of the last output
	sent    time.Time // of the last input

	tty   *os.File
	shell *exec.Cmd
	pumps sync.WaitGroup
}

// openTerminal starts bash with this environment and nothing of the caller's.
func openTerminal(ctx context.Context, width, height int, dir string, env []string) (*terminal, error) {
	t := &terminal{screen: vt.NewEmulator(width, height)}
	t.shell = exec.CommandContext(ctx, "bash", "--noprofile", "--norc", "+o", "history")
	t.shell.Dir, t.shell.Env = dir, env
	tty, err := pty.StartWithSize(t.shell, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
	if err != nil {
		return nil, fmt.Errorf("start bash: %w", err)
	}
	if t.tty, err = pollable(tty); err != nil {
		return nil, fmt.Errorf("take the terminal: %w", err)
	}
	t.pumps.Go(t.draw)
	t.pumps.Go(t.answer)
	return t, nil
}

// pollable is the same end of the pseudo-terminal, of which a Close ends a Read
// under way. With the one that package pty gives it would wait for the last
// program in the terminal, and one that was just being started when its shell
// was killed gets no hang-up from the kernel.
func pollable(tty *os.File) (*os.File, error) {
	defer func() { _ = tty.Close() }()
	fd, err := syscall.Dup(int(tty.Fd()))
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, true); err != nil { // before NewFile, which looks
		return nil, err
	}
	return os.NewFile(uintptr(fd), tty.Name()), nil
}

// draw feeds what the programs write to the screen until the last of them is
// gone; the emulator's input then ends too.
func (t *terminal) draw() {
	buf := make([]byte, 32<<10)
	for {
		n, err := t.tty.Read(buf)
		t.mu.Lock()
		_, _ = t.screen.Write(buf[:n])
		t.changed = time.Now()
		t.mu.Unlock()
		if err != nil { // EIO on Linux: nobody holds the other end any more
			_ = t.screen.InputPipe().(io.Closer).Close()
			return
		}
	}
}

// answer passes keys, and the emulator's replies to queries, to the programs.
func (t *terminal) answer() { _, _ = io.Copy(t.tty, t.screen) }

// close hangs up: bash and what runs in it get SIGHUP.
func (t *terminal) close() {
	_ = t.tty.Close()
	_ = t.shell.Process.Kill()
	_ = t.shell.Wait()
	t.pumps.Wait()
}

// press sends a key as the running program has asked for it (cursor mode).
func (t *terminal) press(k uv.KeyPressEvent) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent = time.Now()
	t.screen.SendKey(k)
}

// send writes text as if typed.
func (t *terminal) send(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent = time.Now()
	t.screen.SendText(text)
}

// text is the whole screen, a line per row, blanks at the right cut off.
func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.rows(), "\n") + "\n"
}

// line is the row that the cursor stands on.
func (t *terminal) line() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.rows()[t.screen.CursorPosition().Y]
}

func (t *terminal) rows() []string {
	rows := strings.Split(t.screen.String(), "\n")
	for i, r := range rows {
		rows[i] = strings.TrimRight(r, " \r")
	}
	return rows
}

// atPrompt tells whether the shell, and no full-screen program, has the screen.
func (t *terminal) atPrompt() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.screen.IsAltScreen() && t.rows()[t.screen.CursorPosition().Y] == ">"
}

// quiet tells whether nothing has been written for so long, what was typed last
// having had an effect: before that a slow program's screen only seems to rest.
func (t *terminal) quiet(d time.Duration) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.changed.After(t.sent) && time.Since(t.changed) >= d
}

// await looks until ok says yes; false means that the limit has passed first.
func await(limit time.Duration, ok func() bool) bool {
	for end := time.Now().Add(limit); ; time.Sleep(tick) {
		if ok() {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}
