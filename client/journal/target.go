package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Held says that somebody is working on the target already.
type Held struct{ PID int } // 0: not told

// Error names the process, or this one.
func (h *Held) Error() string {
	switch h.PID {
	case 0:
		return "another drover is working on it"
	case os.Getpid():
		return "another run of this drover is working on it"
	}
	return fmt.Sprintf("another drover (pid %d) is working on it", h.PID)
}

// Lock is the sole right to write to one target. The kernel takes it back
// when the process ends, however it ends.
type Lock struct{ file *os.File }

// Release gives the right back.
func (l *Lock) Release() {
	// Closing unlocks; the file stays, since removing it would let two
	// processes lock two files of one name.
	_ = l.file.Close()
}

// Lock takes the right to write to a target, or answers at once with a *Held.
func (j *Journal) Lock(t Target) (*Lock, error) {
	f, err := privateFile(j.lockPath(t), os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, fmt.Errorf("the job cannot be locked: %w", err)
	}
	// A little patience, because Holder's probe holds it for a moment.
	const probe = 50 * time.Millisecond
	if err := flock(f, syscall.LOCK_EX, probe); err != nil {
		held := &Held{PID: pidIn(f)}
		_ = f.Close()
		if errors.Is(err, errHeld) {
			return nil, held
		}
		return nil, fmt.Errorf("the job cannot be locked: %w", err)
	}
	// The pid is for people only: a full disk must not stop the lock.
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return &Lock{file: f}, nil
}

// Holder tells who is working on a target now; held is false if nobody is.
func (j *Journal) Holder(t Target) (pid int, held bool) {
	f, err := privateFile(j.lockPath(t), os.O_RDONLY)
	if err != nil {
		return 0, false
	}
	defer func() { _ = f.Close() }()
	if flock(f, syscall.LOCK_SH, 0) == nil {
		return 0, false
	}
	return pidIn(f), true
}

func (j *Journal) lockPath(t Target) string {
	h := sha256.Sum256([]byte(t.Origin + "\x00" + t.Project + "\x00" + t.Job.Raw() + named(t.Name)))
	return filepath.Join(j.locks, hex.EncodeToString(h[:16]))
}

// named keeps a name apart from every id.
func named(name string) string {
	if name == "" {
		return ""
	}
	return "\x00name\x00" + name
}

func pidIn(f *os.File) int {
	b, err := io.ReadAll(io.NewSectionReader(f, 0, 32))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || pid < 0 {
		return 0
	}
	return pid
}
