package client

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"drover/model"
)

// ReadSmallFile reads a file of at most so many bytes. Symbolic links, folders
// and devices are refused, and so is what is replaced while it is opened.
func ReadSmallFile(path string, most int64) ([]byte, error) {
	data, err := readSmall(path, most)
	if err == nil {
		return data, nil
	}
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = noSuchFile{}
	case errors.As(err, &at):
		err = at.Err
	}
	return nil, fmt.Errorf("%s is not read: %w", model.Clean(path), err)
}

// noSuchFile is fs.ErrNotExist in plain words.
type noSuchFile struct{}

func (noSuchFile) Error() string        { return "there is no such file" }
func (noSuchFile) Is(target error) bool { return target == fs.ErrNotExist }

func readSmall(path string, most int64) ([]byte, error) {
	before, err := os.Lstat(path)
	switch {
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
	defer func() { _ = f.Close() }()
	if now, err := f.Stat(); err != nil || !os.SameFile(before, now) {
		return nil, errors.New("it was replaced while it was opened")
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = tooLarge(most)
	}
	return data, err
}

func tooLarge(most int64) error {
	return fmt.Errorf("it is larger than %d kB", most>>10)
}
