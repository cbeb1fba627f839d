package journal

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Sight is what a look at a state folder shows.
type Sight struct {
	There      bool        // the folder is
	Kept       bool        // journal.jsonl is
	Entries    int         // jobs of intents in it
	Unresolved int         // those whose outcome nobody knows
	Damaged    []Damage    // lines that cannot be read
	Drafts     int         // of all places, those that cannot be read among them
	Unread     []DraftNote // those that cannot be read
	DraftsErr  error       // why the folder of the drafts cannot be used; nil: it can, or is not there
	View       string      // what is wrong with view.json, in words; "" if nothing is, or it is not there
}

// Inspect looks at a state folder and changes nothing: nothing is made, locked,
// mended or set aside. An error is why the folder or its journal cannot be used,
// in one sentence.
func Inspect(dir string) (Sight, error) {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Sight{}, nil
	case err != nil:
		return Sight{}, err
	case !info.IsDir():
		return Sight{There: true}, noFolder(dir)
	}
	s := Sight{There: true}
	if err := private(dir, info, "700"); err != nil {
		return s, err
	}
	if _, err := NewViews(dir).load(); err != nil {
		s.View = err.Error()
	}
	s.Drafts, s.Unread, s.DraftsErr = NewDrafts(dir).inspect()
	text, err := slurp(filepath.Join(dir, "journal.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	s.Kept = true
	b := newBook()
	for {
		n := bytes.IndexByte(text, '\n')
		if n < 0 { // a last line without its end is being written, or will be healed
			break
		}
		b.take(text[:n])
		text = text[n+1:]
	}
	for _, rec := range b.entries {
		s.Entries++
		if b.read(rec).Unresolved() {
			s.Unresolved++
		}
	}
	s.Damaged = b.damaged
	return s, nil
}

func slurp(path string) ([]byte, error) {
	f, err := privateFile(path, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(f)
}
