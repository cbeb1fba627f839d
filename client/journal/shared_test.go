package journal_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"drover/client/journal"
	"drover/model"
)

// child is a second process: the test binary run again.
func child(part string) int {
	dir := os.Getenv("JOURNAL_DIR")
	if strings.HasPrefix(part, "full") {
		// A full disk, as far as a file can tell: a part of the line fits.
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 2000, Max: 2000}); err != nil {
			return 3
		}
	}
	if strings.Contains(part, "view") {
		return viewChild(part, dir)
	}
	if strings.Contains(part, "draft") {
		return draftChild(part, dir)
	}
	j, err := journal.Open(dir)
	if err != nil {
		fmt.Println(err)
		return 2
	}
	switch part {
	case "append":
		for i := range 50 {
			if err := j.Append(line(fmt.Sprintf("%s-%d", os.Getenv("JOURNAL_NAME"), i), journal.Applied)); err != nil {
				fmt.Println(err)
				return 1
			}
		}
	case "full":
		for i := range 10 {
			if err := j.Append(line(fmt.Sprintf("job-%d", i), journal.Intent)); err != nil {
				fmt.Println("refused", i)
				return 0
			}
		}
	case "hold":
		if _, err := j.Lock(line("a", journal.Intent).Target()); err != nil {
			return 1
		}
		fmt.Println("held")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // until the parent kills it
	}
	return 0
}

func process(t *testing.T, part, dir, name string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "JOURNAL_CHILD="+part, "JOURNAL_DIR="+dir, "JOURNAL_NAME="+name)
	return cmd
}

func TestTwoProcessesAppendToOneFile(t *testing.T) {
	dir := stateDir(t)
	j := open(t, dir)
	left, right := process(t, "append", dir, "left"), process(t, "append", dir, "right")
	for _, cmd := range []*exec.Cmd{left, right} {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 50 {
		add(t, j, line(fmt.Sprintf("here-%d", i), journal.Applied))
	}
	for _, cmd := range []*exec.Cmd{left, right} {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := j.Entries()
	if err != nil || len(entries) != 150 || len(j.Damaged()) != 0 {
		t.Errorf("%d entries, %v damaged, %v; want 150 sound ones", len(entries), j.Damaged(), err)
	}
}

func TestFullDisk(t *testing.T) {
	dir := stateDir(t)
	out, err := process(t, "full", dir, "").Output()
	if err != nil || !strings.HasPrefix(string(out), "refused") {
		t.Fatalf("child said %q, %v; want a refusal", out, err)
	}
	j := open(t, dir)
	before, err := j.Entries()
	if err != nil || len(before) == 0 {
		t.Fatalf("the lines before the disk was full are gone: %v", err)
	}
	for _, e := range before {
		if fmt.Sprintf("refused %s\n", e.Job.Raw()[4:]) == string(out) {
			t.Errorf("the refused line of %s is there", e.Job)
		}
	}
	// The next drover finds room again.
	add(t, j, line("later", journal.Intent))
	after, err := j.Entries()
	if err != nil || len(after) != len(before)+1 || len(j.Damaged()) != 0 {
		t.Errorf("%d entries after %d, damage %v, %v", len(after), len(before), j.Damaged(), err)
	}
}

func TestLockOfATarget(t *testing.T) {
	dir := stateDir(t)
	j, target := open(t, dir), line("a", journal.Intent).Target()
	cmd := process(t, "hold", dir, "")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if said, err := bufio.NewReader(out).ReadString('\n'); said != "held\n" {
		t.Fatalf("child said %q, %v", said, err)
	}

	_, err = j.Lock(target)
	var held *journal.Held
	if !errors.As(err, &held) || held.PID != cmd.Process.Pid || !strings.Contains(err.Error(), fmt.Sprint(cmd.Process.Pid)) {
		t.Errorf("lock of a held target: %v, want the holder's pid %d", err, cmd.Process.Pid)
	}
	if pid, held := j.Holder(target); !held || pid != cmd.Process.Pid {
		t.Errorf("Holder = %d, %v", pid, held)
	}
	other := target
	other.Job = model.NewJobID("b")
	if l, err := j.Lock(other); err != nil {
		t.Errorf("another job: %v", err)
	} else {
		l.Release()
	}

	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	_ = in.Close()
	if _, held := j.Holder(target); held {
		t.Error("a dead process holds the target")
	}
	l, err := j.Lock(target)
	if err != nil {
		t.Fatalf("after the holder's death: %v", err)
	}
	if _, err := j.Lock(target); err == nil {
		t.Error("one process locked a target twice")
	}
	l.Release()
}

func TestLockFileIsNoLink(t *testing.T) {
	dir := stateDir(t)
	j, target := open(t, dir), line("a", journal.Intent).Target()
	l, err := j.Lock(target)
	if err != nil {
		t.Fatal(err)
	}
	l.Release()
	names, err := filepath.Glob(filepath.Join(dir, "locks", "*"))
	if err != nil || len(names) != 1 {
		t.Fatalf("locks = %v, %v", names, err)
	}
	if err := relink(names[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Lock(target); err == nil {
		t.Error("a lock behind a symbolic link was taken")
	}
}
