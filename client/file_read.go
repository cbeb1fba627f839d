package client

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"drover/model"
)

// largestJobFile is how large a job file may be: the largest one that makes
// sense is a hundredth of it.
const largestJobFile = 1 << 20

// ReadSmallFile reads a file that the user has named, of at most most bytes. The
// error is one sentence. What is no plain file (a folder, a pipe, a device) is
// not opened for longer than it takes to see that.
func ReadSmallFile(path string, most int64) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) //nolint:gosec // the user names the file
	if err != nil {
		return nil, notRead(path, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, notRead(path, err)
	case info.IsDir():
		return nil, notRead(path, errors.New("it is a folder"))
	case !info.Mode().IsRegular():
		return nil, notRead(path, errors.New("it is no plain file"))
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, notRead(path, err)
	case int64(len(data)) > most:
		return nil, notRead(path, fmt.Errorf("it is larger than %d KiB", most>>10))
	}
	return data, nil
}

// LoadJobFile reads a job from a file. The error is one sentence: the file
// cannot be read, or nothing in it is of a job. Other mistakes are in the
// JobFile.
func LoadJobFile(path string) (JobFile, error) {
	data, err := ReadSmallFile(path, largestJobFile)
	if err != nil {
		return JobFile{}, err
	}
	f := ReadJobFile(data)
	if len(f.Draft.Keys()) == 0 && len(f.Mistakes) > 0 {
		m := f.Mistakes[0]
		return f, fmt.Errorf("nothing in %s is of a job: %s", model.Clean(filepath.Base(path)), MistakeWords(m))
	}
	return f, nil
}

// MistakeWords is a mistake with its place in front: "line 12: not a number".
func MistakeWords(m Mistake) string {
	if m.Line < 1 {
		return model.Clean(m.Why)
	}
	return fmt.Sprintf("line %d: %s", m.Line, model.Clean(m.Why))
}

// notRead puts an error into words, with the file's name once.
func notRead(path string, err error) error {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		err = errors.New("you may not read it")
	case errors.As(err, &at):
		err = at.Err
	}
	return fmt.Errorf("%s was not read: %w", model.Clean(path), err)
}
