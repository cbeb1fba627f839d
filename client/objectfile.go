package client

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"drover/client/dbobject"
	"drover/model"
	"drover/model/objects"
)

// largestObjects is how large a file of objects may be, and largestPatterns one of
// patterns.
const (
	largestObjects  = 512 << 20
	largestPatterns = 1 << 20
)

// LoadObjects reads a document of objects from a file, JSON or CSV. The error is one
// sentence for each of its first mistakes, by line: a file with mistakes is not taken
// at all.
func LoadObjects(path string) (*objects.Listing, error) {
	f, err := openRegular(path, largestObjects)
	if err != nil {
		return nil, fmt.Errorf("%s is not read: %w", model.Clean(path), err)
	}
	defer func() { _ = f.Close() }()
	got, err := dbobject.ReadFile(f, filepath.Base(path), dbobject.Options{})
	if err != nil {
		return nil, fmt.Errorf("%s is not read: %w", model.Clean(path), err)
	}
	if len(got.Mistakes) > 0 {
		var lines []string
		for _, m := range got.Mistakes {
			lines = append(lines, m.Words())
		}
		return nil, errors.New(strings.Join(lines, "\n"))
	}
	return got.Listing, nil
}

// WriteObjects writes a document of objects into the file of a path: as CSV where
// that ends so, else as the service has it.
func (c *Client) WriteObjects(w io.Writer, l *objects.Listing, path string) error {
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		return dbobject.WriteCSV(w, l)
	}
	return dbobject.WriteFile(w, l)
}

// ReadPatterns reads a file of patterns, one a line.
func ReadPatterns(path string) (string, error) {
	data, err := ReadSmallFile(path, largestPatterns)
	return string(data), err
}

// ObjectsSize is how many bytes a document takes on the wire.
func (c *Client) ObjectsSize(l *objects.Listing) int64 { return dbobject.Size(l) }

// openRegular opens a file of at most so many bytes, as ReadSmallFile reads one.
func openRegular(path string, most int64) (*os.File, error) {
	before, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, noSuchFile{}
	case err != nil:
		return nil, err
	case before.Mode()&fs.ModeSymlink != 0:
		return nil, errors.New("it is a symbolic link: name the file itself")
	case before.IsDir():
		return nil, errors.New("it is a folder")
	case !before.Mode().IsRegular():
		return nil, errors.New("it is no file but a device")
	case before.Size() > most:
		return nil, tooLarge(most)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if now, err := f.Stat(); err != nil || !os.SameFile(before, now) {
		return nil, errors.Join(errors.New("it was replaced while it was opened"), f.Close())
	}
	return f, nil
}
