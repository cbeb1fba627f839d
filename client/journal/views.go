package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"drover/model"
)

// Views keeps view.json of a state folder: under one key for each profile, how
// its list is wanted. Several drovers may share the file. It is safe for
// concurrent use.
type Views struct {
	dir  string
	path string

	mu  sync.Mutex // held while the disk works
	off bool       // the file or its folder cannot be used: nothing is kept
}

// NewViews keeps views in a folder, which is not touched before Read.
func NewViews(dir string) *Views { return &Views{dir: dir, path: filepath.Join(dir, "view.json")} }

// Read gives the view under a key, and one sentence about what was wrong with
// the file, "" if nothing was. A damaged file is set aside; of a sound one,
// what cannot be read comes as its default. If file or folder may not be used
// (they belong to another user, are open to others, behind a symbolic link or
// on a read-only disk), nothing is kept from then on.
func (v *Views) Read(key string) (model.View, string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	lock, err := v.open()
	if err != nil {
		return model.View{}, v.forgo(err)
	}
	defer func() { _ = lock.Close() }()
	file, err := v.load()
	trouble := ""
	if isDamaged(err) {
		// Once more with the file to itself: somebody may be about to mend it.
		if err = takeTurn(lock); err == nil {
			file, trouble, err = v.mend()
		}
	}
	if err != nil {
		return model.View{}, v.forgo(err)
	}
	view, dropped := file.view(key)
	if dropped != "" {
		trouble = "what view.json says of " + dropped + " cannot be read and is left out"
	}
	return view, trouble
}

// forgo keeps nothing any more, and says so.
func (v *Views) forgo(err error) string {
	v.off = true
	return "how the list is wanted will not be kept: " + err.Error()
}

// Write keeps the view under a key. former is what its drover read or wrote
// last: filters typed and saved that are in the file and not in former are
// another drover's, and stay. The views under other keys and members
// that this drover does not know stay as they are in the file. Lists and
// strings are cut to their bounds. The old file or the new one is on the disk,
// whole, whatever happens. An error is one sentence: the view is not kept, or
// the file was damaged meanwhile, set aside and begun anew. Where Read said
// that nothing is kept, nothing is, and the error is nil.
func (v *Views) Write(key string, former, view model.View) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.off {
		return nil
	}
	mended, err := v.write(key, former, view)
	switch {
	case err != nil:
		return fmt.Errorf("how the list is wanted could not be kept: %w", err)
	case mended != "":
		return errors.New(mended)
	}
	return nil
}

func (v *Views) write(key string, former, view model.View) (mended string, err error) {
	lock, err := v.open()
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }() // and lets go
	if err := takeTurn(lock); err != nil {
		return "", err
	}
	file, mended, err := v.mend()
	if err != nil {
		return "", err
	}
	there, _ := file.view(key)
	text, err := file.with(key, view.Beside(former, there))
	if err != nil {
		return "", err
	}
	_, err = replaceFile(v.path, text)
	return mended, err
}

// open makes sure of the folders and opens the file that is locked while
// view.json is read and written anew: view.json itself is another file after
// every writing.
func (v *Views) open() (*os.File, error) {
	locks, err := folders(v.dir)
	if err != nil {
		return nil, err
	}
	return privateFile(filepath.Join(locks, "view"), os.O_RDWR|os.O_CREATE)
}

func takeTurn(lock *os.File) error {
	err := flock(lock, syscall.LOCK_EX, patience)
	if errors.Is(err, errHeld) {
		return errors.New("another drover is keeping view.json to itself")
	}
	return err
}

// load reads the file; none is an empty one. The error is damaged if its content
// is no file of views.
func (v *Views) load() (viewFile, error) {
	f, err := privateFile(v.path, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return viewFile{}, nil
	}
	if err != nil {
		return viewFile{}, err
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(io.LimitReader(f, largestViews+1))
	if err != nil {
		return viewFile{}, err
	}
	return parseViews(text)
}

// mend loads the file and, if it is damaged, sets it aside and says so. The
// lock is held by the caller.
func (v *Views) mend() (file viewFile, said string, err error) {
	file, err = v.load()
	if !isDamaged(err) {
		return file, "", err
	}
	aside, moved := v.aside()
	if moved != nil {
		return viewFile{}, "", moved
	}
	return viewFile{}, fmt.Sprintf("view.json is damaged (%v): it is kept as %s, and a new one begun", err, filepath.Base(aside)), nil
}

// aside moves the file out of the way, over no other one.
func (v *Views) aside() (string, error) {
	base := v.path + ".damaged-" + time.Now().UTC().Format("20060102-150405")
	to := base
	for n := 2; ; n++ {
		if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return "", err
		}
		to = fmt.Sprintf("%s-%d", base, n)
	}
	return to, os.Rename(v.path, to)
}
