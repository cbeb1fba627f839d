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
	in interface {
		io.ReadCloser
		Cancel() bool
	}
	mu sync.Mutex // held while reading
}

func listen(in io.Reader) (*keyboard, error) {
	r, err := uv.NewCancelReader(in)
	return &keyboard{in: r}, err
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
