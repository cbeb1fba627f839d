package profile

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

// largestFile is the size of the largest file that is read here.
const largestFile = 1 << 20

// errLarge says that a file is no file of settings.
var errLarge = errors.New("it is larger than 1 MiB")

// readTrusted reads a file that decides where credentials go: nobody but its
// owner, who is this user or root, may be able to change or replace it.
func readTrusted(path string) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	switch {
	case errors.Is(err, syscall.ELOOP):
		return nil, fmt.Errorf("%s is a symbolic link, which is not followed: give the file that it leads to by --config", shown(path))
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%s may not be read by you: chmod u+r %s, or chown it, mends that", shown(path), shown(path))
	case err != nil:
		return nil, unreadable(path, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, unreadable(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no plain file", shown(path))
	}
	if err := trusted(path, info); err != nil {
		return nil, err
	}
	if err := trustedFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	text, err := readCapped(f)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return text, nil
}

// trustedFolder looks at the folder that a file is in: whoever may write there
// may put another file in its place. A sticky folder keeps others from that.
func trustedFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return unreadable(dir, err)
	}
	if info.Mode()&fs.ModeSticky != 0 {
		return nil
	}
	return trusted(dir, info)
}

func trusted(path string, info fs.FileInfo) error {
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() && st.Uid != 0 {
		return fmt.Errorf("%s belongs to another user, who could send your credentials elsewhere: chown it to yourself, or name another file by --config", shown(path))
	}
	if perm := info.Mode().Perm(); perm&0o022 != 0 {
		return fmt.Errorf("%s can be written by others (mode %o), who could send your credentials elsewhere: chmod go-w %s mends that", shown(path), perm, shown(path))
	}
	return nil
}

// readForeign reads a file that belongs to another program. Its modes are that
// program's business: a warning says who else reads a secret there.
func readForeign(path string) (text []byte, warning string, err error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) //nolint:gosec // the user names the file
	if err != nil {
		return nil, "", unreadable(path, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, "", unreadable(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, "", fmt.Errorf("%s is no plain file", shown(path))
	}
	if info.Mode().Perm()&0o077 != 0 {
		warning = fmt.Sprintf("%s is open to others (mode %o): chmod 600 mends that", shown(path), info.Mode().Perm())
	}
	if text, err = readCapped(f); err != nil {
		return nil, "", unreadable(path, err)
	}
	return text, warning, nil
}

func readCapped(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, largestFile+1))
	if err == nil && len(text) > largestFile {
		err = errLarge
	}
	return text, err
}

// unreadable names the file once and the cause; errors.Is sees through it.
func unreadable(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%s cannot be read: %w", shown(path), err)
}

// shown is a path or name from outside, for a sentence.
func shown(s string) string { return model.Clean(s) }

// OpenLog opens the file of --log for appending, and makes it with mode 0600.
// A file of another user, open to others or behind a symbolic link is refused.
func OpenLog(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o600) //nolint:gosec // the user names the file
	switch {
	case errors.Is(err, syscall.ELOOP):
		return nil, fmt.Errorf("--log %s is a symbolic link, which is not followed: name the file itself", shown(path))
	case err != nil:
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, fmt.Errorf("--log %s cannot be written: %w", shown(path), err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = fmt.Errorf("--log %s is no plain file", shown(path))
	case info.Mode().Perm()&0o077 != 0:
		err = fmt.Errorf("--log %s is open to others (mode %o): chmod 600 mends that", shown(path), info.Mode().Perm())
	default:
		if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
			err = fmt.Errorf("--log %s belongs to another user: name another file", shown(path))
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// configDir is where drover's configuration lives: $XDG_CONFIG_HOME/drover, or
// ~/.config/drover.
func configDir() (string, error) {
	if dir := os.Getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "drover"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("neither XDG_CONFIG_HOME nor HOME is set: name the configuration by --config")
	}
	return filepath.Join(home, ".config", "drover"), nil
}
