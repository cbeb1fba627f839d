package profile

import (
	"os"
	"syscall"
)

// Harden is the first thing drover does: files it makes are its user's only,
// no core is dumped, and nothing records what the terminal shows.
func Harden() {
	syscall.Umask(0o077)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	refuseDump()
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG"} {
		_ = os.Unsetenv(name)
	}
}

// Forget removes secrets from the environment once they are read, so that no
// process started from here inherits them.
func Forget() {
	for _, name := range SecretNames() {
		_ = os.Unsetenv(name)
	}
}

// StateDir is where the journal lives: $XDG_STATE_HOME/drover, or
// ~/.local/state/drover.
func StateDir() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); dir != "" && dir[0] == '/' {
		return dir + "/drover", nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return home + "/.local/state/drover", nil
}
