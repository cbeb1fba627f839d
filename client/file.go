package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"drover/model"
)

// ErrThere is a file that was there already and was not to be replaced.
var ErrThere = errors.New("there is a file of that name already")

// FilePath is a path as somebody typed it, made absolute: ~ is the home folder,
// other names are looked for in folder ("": the working folder).
func FilePath(folder, typed string) (string, error) {
	if typed == "" || strings.HasSuffix(typed, "/") {
		return "", errors.New("a file's name is needed")
	}
	if rest, ok := strings.CutPrefix(typed, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", errors.New("the home folder is not known")
		}
		typed = filepath.Join(home, rest)
	}
	if folder != "" && !filepath.IsAbs(typed) {
		typed = filepath.Join(folder, typed)
	}
	path, err := filepath.Abs(typed)
	if err != nil {
		return "", errors.New("the working folder is not there any more")
	}
	return path, nil
}

// PutFile writes a file, mode 0600, that is there whole or not at all: it is
// written beside its place and then moved there. Without replace a file that is
// there already is left and the error is ErrThere. Every other error says that
// nothing was replaced.
func PutFile(ctx context.Context, path string, replace bool, write func(io.Writer) error) error {
	if err := placeFor(path, replace); err != nil {
		return notWritten(path, err)
	}
	beside, err := os.CreateTemp(filepath.Dir(path), ".drover-*")
	if err != nil {
		return notWritten(path, err)
	}
	defer func() { _ = os.Remove(beside.Name()) }() // once it is moved there is none
	err = write(guardedWriter{ctx, beside})
	if err == nil {
		err = beside.Sync()
	}
	if cerr := beside.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = moveTo(beside.Name(), path, replace)
	}
	return notWritten(path, err)
}

// placeFor says why a path cannot be written to.
func placeFor(path string, replace bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return errors.New("it is a symbolic link: name the file itself")
	case info.IsDir():
		return errors.New("it is a folder")
	case !info.Mode().IsRegular():
		return errors.New("it is no file but a device")
	case !replace:
		return ErrThere
	}
	return nil
}

// moveTo puts the written file into its place. Linking fails where a file has
// come there meanwhile; not every file system can.
func moveTo(from, path string, replace bool) error {
	if !replace {
		switch err := os.Link(from, path); {
		case err == nil:
			return nil
		case errors.Is(err, fs.ErrExist):
			return ErrThere
		}
	}
	if err := placeFor(path, replace); err != nil {
		return err
	}
	return os.Rename(from, path)
}

// guardedWriter ends when nobody wants the file any more.
type guardedWriter struct {
	ctx context.Context
	io.Writer
}

func (w guardedWriter) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.Writer.Write(p)
}

// notWritten puts an error into words; the name of the file beside is nobody's
// business.
func notWritten(path string, err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case err == nil, errors.Is(err, ErrThere):
		return err
	case errors.Is(err, fs.ErrNotExist):
		err = errors.New("there is no folder " + model.Clean(filepath.Dir(path)))
	case errors.As(err, &at):
		err = fmt.Errorf("%w in %s", at.Err, model.Clean(filepath.Dir(path)))
	case errors.As(err, &link):
		err = fmt.Errorf("%w in %s", link.Err, model.Clean(filepath.Dir(path)))
	}
	return fmt.Errorf("not written: %w; nothing was replaced", err)
}
