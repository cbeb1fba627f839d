package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"drover/model"
)

// DraftNote is a draft as a list of them shows it.
type DraftNote struct {
	ID    string
	Name  string // of the job that it makes or changes, clean; "" if it has none yet
	Step  model.CreateStep
	Begun time.Time
	Saved time.Time
	Busy  bool        // somebody has it open
	Err   error       // it cannot be read, and why; nil: it can
	Why   string      // that in a few words, clean: "no JSON"
	Mend  string      // how that is mended, a clause, clean; "": not by a command
	File  string      // its path, clean
	Draft model.Draft // as it lies there; empty if it cannot be read
}

// forgotten is how old the half of a file must be before it is swept away:
// nobody writes for so long.
const forgotten = time.Hour

// List lists the drafts of a place, the one saved last first, and all that
// cannot be read: nobody knows of what place they are. These stay as they are.
// Without a folder there are none.
func (d *Drafts) List(place DraftPlace) ([]DraftNote, error) {
	names, err := d.names()
	if err != nil {
		return nil, err
	}
	var notes []DraftNote
	for _, name := range names {
		if id, torn := strings.CutSuffix(name.Name(), ".json"+half); torn {
			d.sweep(id, d.path(id))
			continue
		}
		if id, torn := strings.CutSuffix(name.Name(), objectsEnd+half); torn {
			d.sweep(id, filepath.Join(d.folder, id+objectsEnd))
			continue
		}
		id, ok := strings.CutSuffix(name.Name(), ".json")
		if !ok {
			continue
		}
		if note, ours := d.note(id, place); ours {
			notes = append(notes, note)
		}
	}
	slices.SortStableFunc(notes, func(a, b DraftNote) int { return b.Saved.Compare(a.Saved) })
	return notes, nil
}

// note reads one draft; ours is false if it is another place's, or gone.
func (d *Drafts) note(id string, place DraftPlace) (note DraftNote, ours bool) {
	if !draftID.MatchString(id) {
		return d.unread(id, errors.New("no draft has such a name")), true
	}
	text, err := d.read(id)
	if errors.Is(err, fs.ErrNotExist) {
		return DraftNote{}, false
	}
	var file draftFile
	if err == nil {
		file, err = parseDraft(text)
	}
	if err == nil && file.Place() != place {
		return DraftNote{}, false
	}
	var draft model.Draft
	if err == nil {
		draft, err = file.draft(id)
	}
	if err != nil {
		note = d.unread(id, err)
		if info, err := os.Lstat(d.path(id)); err == nil {
			note.Saved = info.ModTime()
		}
		return note, true
	}
	name := draft.Name()
	if draft.Of != nil { // it has the name of the job that there is
		name = draft.From
	}
	return DraftNote{
		ID: id, Name: model.Clean(name), Step: draft.Step, Begun: draft.Begun, Saved: draft.Saved, Busy: d.busy(id), Draft: draft,
	}, true
}

// adopt moves the drafts of another state folder here, but for those that are
// here already or cannot be moved.
func (d *Drafts) adopt(from *Drafts) error {
	names, err := os.ReadDir(from.folder)
	if err != nil {
		return nil //nolint:nilerr // there are none, or they are not ours to read
	}
	if err := d.open(); err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		to := filepath.Join(d.folder, name.Name())
		if _, err := os.Lstat(to); !isDraft(name.Name()) || !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		errs = append(errs, os.Rename(filepath.Join(from.folder, name.Name()), to))
	}
	return errors.Join(errs...)
}

// any reports whether there are drafts at all.
func (d *Drafts) any() bool {
	names, _ := os.ReadDir(d.folder) // what cannot be read holds nothing for us
	return slices.ContainsFunc(names, func(n os.DirEntry) bool { return isDraft(n.Name()) })
}

// isDraft reports the name of a draft's file.
func isDraft(name string) bool {
	return strings.HasSuffix(name, ".json") || strings.HasSuffix(name, objectsEnd)
}
