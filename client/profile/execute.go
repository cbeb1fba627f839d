package profile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	commandPatience = 10 * time.Second
	largestOutput   = 64 << 10
)

// output is what a command printed. Its stderr is cut after 4 kB.
type output struct{ stdout, stderr []byte }

// fault is how a run went wrong: two clauses, without the command's name.
type fault struct {
	what, cure string
	cause      error // it could not be run; nil: it ran
	over       bool  // it printed too much
	exit       bool  // it ended badly: stderr may tell why
}

// execute is the one way to run a command of the user's for what it prints:
// without a shell, without the secrets of the environment, and killed with all
// that it started once its time is over.
func execute(ctx context.Context, argv []string, patience time.Duration) (output, *fault) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...) //nolint:gosec // the user's own configuration names it
	cmd.Env = slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(SecretNames(), name)
	})
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second // for what has left the group and holds the pipe
	stdout, stderr := &capped{most: largestOutput}, &capped{most: 4 << 10, drop: true}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	err := cmd.Run()
	out := output{stdout: stdout.kept.Bytes(), stderr: stderr.kept.Bytes()}
	var exit *exec.ExitError
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return out, &fault{what: fmt.Sprintf("took longer than %s and was killed", patience), cure: "run it by hand to see what it waits for"}
	case ctx.Err() != nil:
		return out, &fault{what: "was stopped", cure: "try again"}
	case stdout.over:
		return out, &fault{what: "printed more than 64 KiB", over: true}
	case errors.As(err, &exit):
		return out, &fault{what: fmt.Sprintf("ended with %s", exit.ProcessState), exit: true}
	case errors.Is(err, exec.ErrNotFound):
		return out, &fault{what: "was not found", cure: "give its whole path, or put its folder into PATH"}
	case errors.Is(err, exec.ErrWaitDelay): // it has ended well, and left somebody behind
	case err != nil:
		var at *os.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return out, &fault{what: "could not be run", cure: "run it by hand, and check its path and mode", cause: err}
	}
	return out, nil
}

// capped keeps the beginning of what is written. Beyond it, it drops what comes
// or ends the writing.
type capped struct {
	kept bytes.Buffer // not embedded: its ReadFrom would know no bound
	most int
	drop bool
	over bool
}

func (c *capped) Write(p []byte) (int, error) {
	room := c.most - c.kept.Len()
	if room >= len(p) {
		return c.kept.Write(p)
	}
	c.over = true
	_, _ = c.kept.Write(p[:room])
	if !c.drop {
		return room, errors.New("too much")
	}
	return len(p), nil
}
