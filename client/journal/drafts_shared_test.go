package journal_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// draftChild is a second drover that describes a job.
func draftChild(part, dir string) int {
	drafts := journal.NewDrafts(dir)
	if part == "new drafts" { // many, while another one lists and makes others
		for i := range 20 {
			h, err := drafts.New(draftPlace(), os.Getenv("JOURNAL_NAME")+strconv.Itoa(i))
			if err == nil {
				err = h.Save(someJob("job"), moment)
			}
			if err != nil {
				fmt.Println(err)
				return 1
			}
			h.Close()
		}
		return 0
	}
	if part == "draft of objects" {
		return objectsChild(drafts)
	}
	h, d, err := drafts.Open(draftPlace(), draftName)
	if err != nil {
		fmt.Println(err)
		return 2
	}
	switch part {
	case "hold draft":
		fmt.Println("held")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // until the parent kills it
	case "full draft":
		first := h.Save(d.Put(model.KeyDescription, strings.Repeat("x", 4000)), moment)
		fmt.Println(first)
		if err := h.Save(d.Put(model.KeyName, "later"), moment); err != nil {
			return 1
		}
	case "draft without end":
		heedHangUps()
		for i := 0; ; i++ {
			if err := h.Save(counted(i), moment); err != nil {
				return 1
			}
			fmt.Println(i) // acknowledged
		}
	}
	return 0
}

// heedHangUps has a hang-up end the child also where whoever started the tests
// ignores it, as nohup does.
func heedHangUps() {
	if !signal.Ignored(syscall.SIGHUP) {
		return
	}
	hung := make(chan os.Signal, 1)
	signal.Notify(hung, syscall.SIGHUP)
	go func() { <-hung; os.Exit(1) }()
}

// counted is a draft whose parts tell that they were written together.
func counted(i int) model.Draft {
	n := strconv.Itoa(i)
	return someJob(n).Put(model.KeyDescription, strings.Repeat("x", 3000)+n).Put("source_endpoint[7].endpoint.ip", n)
}

// However a drover ends while it saves, what it had acknowledged is there, whole,
// or what came after it, and the next drover goes on.
func TestEndedWhileSavingADraft(t *testing.T) {
	cycles, err := strconv.Atoi(os.Getenv("DROVER_KILL"))
	if err != nil {
		cycles = 20
	}
	if os.Getenv("DROVER_SOAK") == "1" {
		cycles = 5000
	}
	dir, path := saved(t, "orders")
	dice, torn, acknowledged := rand.New(rand.NewPCG(1, 2)), 0, 0
	for n := range cycles {
		cmd := process(t, "draft without end", dir, "")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		said, last := bufio.NewScanner(out), -1
		if !said.Scan() {
			t.Fatal("the child said nothing")
		}
		time.Sleep(time.Duration(dice.IntN(20_000)) * time.Microsecond)
		end := []syscall.Signal{syscall.SIGKILL, syscall.SIGHUP, syscall.SIGTERM}[n%3]
		if err := cmd.Process.Signal(end); err != nil {
			t.Fatal(err)
		}
		for more := true; more; more = said.Scan() {
			if i, err := strconv.Atoi(said.Text()); err == nil {
				last = i
			}
		}
		_ = cmd.Wait() // ended by the signal
		if _, err := os.Lstat(path + ".new"); err == nil {
			torn++
		}
		h, d, err := journal.NewDrafts(dir).Open(draftPlace(), draftName)
		if err != nil {
			t.Fatalf("after %v: %v", end, err)
		}
		i, err := strconv.Atoi(d.Name())
		if err != nil || i < last || !d.SameValues(counted(i)) {
			t.Fatalf("after %v: draft %q (%v), and %d was acknowledged", end, d.Name(), err, last)
		}
		acknowledged += last
		if err := h.Save(counted(0), moment); err != nil {
			t.Fatal(err)
		}
		h.Close()
	}
	t.Logf("%d of %d ends came between the new file and its renaming; %d saves were acknowledged", torn, cycles, acknowledged)
}

func TestFullDiskLeavesTheFormerDraft(t *testing.T) {
	dir, path := saved(t, "orders")
	out, err := process(t, "full draft", dir, "").Output()
	if err != nil || !strings.HasPrefix(string(out), "the draft could not be saved: ") {
		t.Fatalf("child said %q, %v; want a refusal, and a later save", out, err)
	}
	_, d := openDraft(t, dir, draftName)
	if d.Name() != "later" || d.Get(model.KeyDescription) != "" {
		t.Errorf("%q", d.Name())
	}
	if names, _ := filepath.Glob(path + "*"); len(names) != 1 {
		t.Errorf("left: %v", names)
	}
}

func TestADraftThatAnotherProcessHasOpenIsBusy(t *testing.T) {
	dir, _ := saved(t, "orders")
	cmd := process(t, "hold draft", dir, "")
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
	_, _, err = journal.NewDrafts(dir).Open(draftPlace(), draftName)
	if !errors.Is(err, journal.ErrDraftBusy) || !strings.Contains(err.Error(), fmt.Sprint(cmd.Process.Pid)) {
		t.Errorf("%v, want the holder's pid %d", err, cmd.Process.Pid)
	}
	if notes := listed(t, dir, draftPlace()); len(notes) != 1 || !notes[0].Busy {
		t.Errorf("%+v", notes)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	_ = in.Close()
	if notes := listed(t, dir, draftPlace()); notes[0].Busy {
		t.Error("a dead process has it open")
	}
	openDraft(t, dir, draftName)
}

func TestTwoDroversKeepEachOthersDrafts(t *testing.T) {
	dir := stateDirOf(t)
	left, right := process(t, "new drafts", dir, "left"), process(t, "new drafts", dir, "right")
	for _, cmd := range []interface{ Start() error }{left, right} {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		for _, n := range listed(t, dir, draftPlace()) {
			if n.Err != nil {
				t.Errorf("%s: %v", n.ID, n.Err)
			}
		}
	}
	for _, cmd := range []interface{ Wait() error }{left, right} {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(listed(t, dir, draftPlace())); n != 40 {
		t.Errorf("%d drafts", n)
	}
}
