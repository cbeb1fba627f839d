package tui

import (
	"io"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
)

// keyboard is the terminal's input until it is told to stop. The library would
// close what it still reads from when a program is killed, and leave a reader
// behind that takes what is typed for the shell.
type keyboard struct {
	of io.Reader
	mu sync.Mutex // held while reading
	in cancelable

	paused bool // of the loop's goroutine alone
}

type cancelable interface {
	io.ReadCloser
	Cancel() bool
}

func listen(in io.Reader) (*keyboard, error) {
	r, err := uv.NewCancelReader(in)
	return &keyboard{of: in, in: r}, err
}

// Read waits for keys; after stop it fails.
func (k *keyboard) Read(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.in.Read(p)
}

// stop returns when nobody reads any more. What is no file cannot be stopped.
func (k *keyboard) stop() {
	if !k.in.Cancel() {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = k.in.Close()
}

// pause returns when nobody reads any more, until resume. What is no file cannot
// be paused.
func (k *keyboard) pause() {
	if k.paused = k.in.Cancel(); k.paused {
		k.mu.Lock()
		defer k.mu.Unlock()
	}
}

// resume lets keys be read again after a pause. Where they cannot, Read goes on
// to fail.
func (k *keyboard) resume() {
	if !k.paused {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if r, err := uv.NewCancelReader(k.of); err == nil {
		_ = k.in.Close()
		k.in = r
	}
}
