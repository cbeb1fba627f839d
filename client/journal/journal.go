package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// patience is how long another drover's append is waited for.
const patience = 3 * time.Second

// Journal is one drover's hold on the journal of a state folder. It is safe
// for concurrent use, by this process and by others.
type Journal struct {
	path  string
	locks string // folder of the targets' locks

	mu   sync.Mutex // guards the file; held while the disk works
	file *os.File   // nil: closed
	size int64      // bytes taken into the book

	reading sync.Mutex // guards the book; never held for long
	book    book
}

// Open opens or makes journal.jsonl in a folder, which is made (mode 0700) if
// it is not there. It refuses folders and files of other users, open to
// others, or behind a symbolic link; the error is a sentence.
func Open(dir string) (*Journal, error) {
	locks, err := folders(dir)
	if err != nil {
		return nil, err
	}
	j := &Journal{path: filepath.Join(dir, "journal.jsonl"), locks: locks, book: newBook()}
	f, err := privateFile(j.path, os.O_RDWR|os.O_APPEND|os.O_CREATE)
	if err != nil {
		return nil, fmt.Errorf("the journal cannot be opened: %w", err)
	}
	j.file = f
	if _, err := j.Entries(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, syncDir(dir)
}

// Path is the journal's file.
func (j *Journal) Path() string { return j.path }

// Close lets go of the file. Locks of targets are let go of by their holders.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return nil
	}
	err := j.file.Close()
	j.file = nil
	return err
}

// Append writes lines, all or none, and returns once they are on the disk.
// After an error none of them counts and nothing may be sent.
func (j *Journal) Append(lines ...Line) error {
	var buf []byte
	for _, l := range lines {
		b, err := encode(l)
		if err != nil {
			return fmt.Errorf("the journal refuses: %w", err)
		}
		buf = append(buf, b...)
	}
	return j.locked(func() error {
		if err := j.write(buf); err != nil {
			return fmt.Errorf("the journal cannot be written: %w", err)
		}
		return j.catchUp()
	})
}

// Entries lists what the journal holds, in the order of the first lines. What
// other drovers wrote meanwhile is there.
func (j *Journal) Entries() ([]Entry, error) {
	if err := j.locked(func() error { return nil }); err != nil {
		return nil, err
	}
	return j.Seen(), nil
}

// Seen lists what was read last, without asking the disk: what other drovers
// wrote since may be missing.
func (j *Journal) Seen() []Entry {
	j.reading.Lock()
	defer j.reading.Unlock()
	out := make([]Entry, 0, len(j.book.entries))
	for _, rec := range j.book.entries {
		out = append(out, j.book.read(rec))
	}
	return out
}

// Damaged lists the lines that cannot be read. They are skipped and kept.
func (j *Journal) Damaged() []Damage {
	j.reading.Lock()
	defer j.reading.Unlock()
	return append([]Damage(nil), j.book.damaged...)
}

// locked runs do with the file to itself and the book up to date.
func (j *Journal) locked(do func() error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return errors.New("the journal is closed")
	}
	if err := flock(j.file, syscall.LOCK_EX, patience); errors.Is(err, errHeld) {
		return errors.New("another drover is keeping the journal to itself")
	} else if err != nil {
		return fmt.Errorf("the journal cannot be locked: %w", err)
	}
	defer func() { _ = funlock(j.file) }()
	if err := j.catchUp(); err != nil {
		return err
	}
	return do()
}

// catchUp takes the lines that were added since the last time. A last line
// without its line feed is left alone: it is torn, or will be healed.
func (j *Journal) catchUp() error {
	size, err := j.onDisk()
	if err != nil {
		return err
	}
	from := j.size
	if size < from { // somebody cut it: begin anew
		from = 0
	}
	fresh, err := io.ReadAll(io.NewSectionReader(j.file, from, size-from))
	if err != nil {
		return fmt.Errorf("the journal cannot be read: %w", err)
	}
	j.reading.Lock()
	defer j.reading.Unlock()
	if size < j.size {
		j.size, j.book = 0, newBook()
	}
	for {
		n := bytes.IndexByte(fresh, '\n')
		if n < 0 {
			return nil
		}
		j.book.take(fresh[:n])
		j.size += int64(n) + 1
		fresh = fresh[n+1:]
	}
}

// onDisk is the file's size, after making sure that it still is the file that
// others and the next start will read.
func (j *Journal) onDisk() (int64, error) {
	ours, err := j.file.Stat()
	if err != nil {
		return 0, fmt.Errorf("the journal cannot be read: %w", err)
	}
	there, err := os.Lstat(j.path)
	if err != nil || !os.SameFile(ours, there) {
		return 0, errors.New("the journal was moved or removed while drover ran: start drover anew")
	}
	return ours.Size(), nil
}

// write appends and syncs. What a full disk left of the lines is cut off
// again; if even that fails, the next append ends the torn line first.
func (j *Journal) write(buf []byte) error {
	size, err := j.onDisk()
	if err != nil {
		return err
	}
	if size > j.size {
		buf = append([]byte{'\n'}, buf...)
	}
	if _, err = j.file.Write(buf); err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		_ = j.file.Truncate(size)
	}
	return err
}

// syncDir makes the names in a folder durable, too.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
