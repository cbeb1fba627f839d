package client

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

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
	f, err := openRegular(path, most)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = tooLarge(most)
	}
	return data, err
}

func tooLarge(most int64) error {
	return fmt.Errorf("it is larger than %d kB", most>>10)
}
