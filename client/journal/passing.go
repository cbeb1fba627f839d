//go:build unix

package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// passingName begins the names of passing folders; the home follows, and the
// rest is random.
const passingName = "drover-demo-"

// Passing is the state folder of a demo, in a folder for temporary files that
// everybody may use. It goes with the demo, but for view.json and the drafts,
// which wait for the next one: how somebody left the list of the demo is there
// again, and what job somebody was describing, and nothing else is. At most one
// such folder waits.
type Passing struct {
	base string
	name string // how the names of this home's folders begin
	dir  string
	hold *os.File // the folder, locked while the demo runs
	keep bool
}

// NewPassing makes a folder under base, which must be there. home is where the
// user's state is kept: a demo with another one starts afresh. If keep is set it
// takes over the view.json of the newest folder that an earlier demo of this
// user and home left, and the drafts of all, and removes those folders. Folders of running demos, of
// other users, open to others or behind a symbolic link are left alone.
func NewPassing(base, home string, keep bool) (*Passing, error) {
	sum := sha256.Sum256([]byte(home))
	p := &Passing{base: base, name: passingName + hex.EncodeToString(sum[:6]) + "-", keep: keep}
	for p.hold == nil {
		if err := p.begin(); err != nil {
			return nil, fmt.Errorf("the demo has no folder for its state: %w", err)
		}
	}
	if keep {
		_ = p.sweep(true) // else the list comes as it does the first time
	}
	return p, nil
}

// begin makes and locks the folder. Before it was locked another demo may have
// taken it for one that was left: then hold stays nil.
func (p *Passing) begin() error {
	dir, err := os.MkdirTemp(p.base, p.name)
	if err != nil {
		return err
	}
	hold, err := holdDir(dir)
	if errors.Is(err, errHeld) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	p.dir, p.hold = dir, hold
	if err == nil {
		err = os.Mkdir(p.Dir(), 0o700)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	return nil
}

// Dir is the state folder: empty, but for what was taken over.
func (p *Passing) Dir() string { return stateIn(p.dir) }

func stateIn(dir string) string { return filepath.Join(dir, "state") }

func viewIn(dir string) string { return filepath.Join(stateIn(dir), "view.json") }

// leftover is a folder that an earlier demo left.
type leftover struct {
	dir  string
	hold *os.File
	view time.Time // when its list was wanted that way; zero: it does not say
}

// leftovers holds all that this user may remove, the newest view first.
func (p *Passing) leftovers() []leftover {
	names, _ := os.ReadDir(p.base) // what cannot be read holds nothing for us
	var all []leftover
	for _, name := range names {
		dir := filepath.Join(p.base, name.Name())
		if !strings.HasPrefix(name.Name(), p.name) || dir == p.dir {
			continue
		}
		hold, err := holdDir(dir)
		if err != nil {
			continue // it is somebody's, or no folder
		}
		l := leftover{dir: dir, hold: hold}
		if info, err := os.Lstat(viewIn(dir)); err == nil && info.Mode().IsRegular() {
			l.view = info.ModTime()
		}
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b leftover) int { return b.view.Compare(a.view) })
	return all
}

// sweep removes what is left, after taking over the drafts and, if wanted, the
// newest view. A folder whose drafts cannot be taken over stays.
func (p *Passing) sweep(takeOver bool) error {
	var errs []error
	for i, l := range p.leftovers() {
		if i == 0 && takeOver && !l.view.IsZero() {
			errs = append(errs, os.Rename(viewIn(l.dir), viewIn(p.dir)))
		}
		err := NewDrafts(p.Dir()).adopt(NewDrafts(stateIn(l.dir)))
		if err == nil {
			err = os.RemoveAll(l.dir)
		}
		errs = append(errs, err, l.hold.Close())
	}
	return errors.Join(errs...)
}

// Close removes the folder. If there is a view or a draft to keep, that alone
// stays, and what other demos left goes.
func (p *Passing) Close() error {
	_, err := os.Lstat(viewIn(p.dir))
	if !p.keep || err != nil && !NewDrafts(p.Dir()).any() {
		return errors.Join(os.RemoveAll(p.dir), p.hold.Close())
	}
	return errors.Join(p.sweep(false), leaveOnly(p.dir, "state"), leaveOnly(p.Dir(), "view.json", "drafts"), p.hold.Close())
}

// leaveOnly removes everything in a folder but some things.
func leaveOnly(dir string, what ...string) error {
	names, err := os.ReadDir(dir)
	for _, name := range names {
		if !slices.Contains(what, name.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, name.Name())))
		}
	}
	return err
}

// holdDir opens and locks a folder that is ours and closed to others, or
// answers at once with errHeld. It is the folder of that name still once it
// is locked.
func holdDir(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return nil, err
	}
	ours, err := f.Stat()
	if err == nil {
		err = private(path, ours, "700")
	}
	if err == nil {
		err = flock(f, syscall.LOCK_EX, 0)
	}
	if err == nil {
		var there fs.FileInfo
		if there, err = os.Lstat(path); err == nil && !os.SameFile(ours, there) {
			err = fs.ErrNotExist
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
