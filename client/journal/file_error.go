package journal

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
)

// FileError is why a file or folder of what is kept is not used.
type FileError struct {
	Path  string
	Short string // what is wrong, in a few words
	Mend  string // how it is mended, a clause; "": not by a command
	words string // what is wrong, after the path
}

func (e *FileError) Error() string {
	if e.Mend != "" {
		return e.Path + " " + e.words + ": " + e.Mend
	}
	return e.Path + " " + e.words
}

func noFolder(path string) error {
	return &FileError{Path: path, Short: "no folder", words: "is no folder (a symbolic link is not followed)"}
}

// Why says in a few words why a file is not read or written, "" if the error is
// of no file; path is where.
func Why(err error) (why, path string) {
	var own *FileError
	if errors.As(err, &own) {
		return strings.Trim(own.Short+": "+own.Mend, ": "), own.Path
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		path = at.Path
	}
	for _, known := range []struct {
		cause error
		words string
	}{
		{syscall.ENOSPC, "disk full"}, {syscall.EDQUOT, "disk quota used up"}, {syscall.EROFS, "read-only file system"},
		{fs.ErrPermission, "permission denied"}, {syscall.EIO, "the disk fails"}, {syscall.EMFILE, "too many open files"},
	} {
		if errors.Is(err, known.cause) {
			return known.words, path
		}
	}
	if at != nil {
		return at.Err.Error(), path
	}
	return "", ""
}
