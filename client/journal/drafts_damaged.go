package journal

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"drover/model"
)

// unread is the note of a draft that cannot be read.
func (d *Drafts) unread(id string, err error) DraftNote {
	n := DraftNote{ID: model.Clean(id), Err: err, File: model.Clean(d.path(id))}
	var file *FileError
	switch why, _ := Why(err); {
	case errors.As(err, &file):
		n.Why, n.Mend = file.Short, model.Clean(file.Mend)
	case why != "":
		n.Why = model.Clean(why)
	default:
		n.Why = model.Clean(strings.TrimPrefix(err.Error(), "it is "))
	}
	return n
}

// inspect counts the drafts of all places, and lists those that cannot be read. It
// changes nothing.
func (d *Drafts) inspect() (n int, unread []DraftNote, err error) {
	info, err := os.Lstat(d.folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil, nil
	case err != nil:
		return 0, nil, err
	case !info.IsDir():
		return 0, nil, noFolder(d.folder)
	}
	if err := private(d.folder, info, "700"); err != nil {
		return 0, nil, err
	}
	names, err := os.ReadDir(d.folder)
	if err != nil {
		return 0, nil, err
	}
	for _, name := range names {
		id, ok := strings.CutSuffix(name.Name(), ".json")
		if !ok {
			continue
		}
		n++
		err := errors.New("no draft has such a name")
		if draftID.MatchString(id) {
			err = d.readable(id)
		}
		if err != nil {
			unread = append(unread, d.unread(id, err))
		}
	}
	return n, unread, nil
}

// readable is why a draft cannot be read, nil if it can.
func (d *Drafts) readable(id string) error {
	text, err := d.read(id)
	if err != nil {
		return err
	}
	file, err := parseDraft(text)
	if err != nil {
		return err
	}
	_, err = file.draft(id)
	return err
}

// SetAside moves a draft that cannot be read out of the way: its file is there
// still, under the name that is told. One that can be read, or that somebody has
// open, stays.
func (d *Drafts) SetAside(id string) (string, error) {
	h, err := d.hold(DraftPlace{}, id)
	if err != nil {
		return "", err
	}
	defer h.Close()
	err = d.readable(id)
	switch {
	case err == nil:
		return "", errors.New("the draft can be read: it stays")
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("the draft is not on the disk any more")
	}
	return d.aside(id)
}
