package journal_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

func objectsJob() model.JobID { return model.NewJobID("job-a") }

// text is a document of any form.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// objectsHeld is the right to write a draft of objects.
func objectsHeld(t testing.TB, dir string) *journal.ObjectsHold {
	t.Helper()
	h, err := journal.NewDrafts(dir).HoldObjects(draftPlace(), objectsJob())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

// objectsRead is what the draft of objects holds.
func objectsRead(dir string, place journal.DraftPlace, job model.JobID) (journal.ObjectsHead, string, error) {
	var got []byte
	head, err := journal.NewDrafts(dir).ReadObjects(place, job, func(r io.Reader) (err error) {
		got, err = io.ReadAll(r)
		return err
	})
	return head, string(got), err
}

// objectsFile is the path of the only draft of objects.
func objectsFile(t testing.TB, dir string) string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "drafts", "*.objects"))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	return all[0]
}

func TestADraftOfObjects(t *testing.T) {
	dir := stateDirOf(t)
	if _, _, err := objectsRead(dir, draftPlace(), objectsJob()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("before the first: %v", err)
	}
	if journal.NewDrafts(dir).HasObjects(draftPlace(), objectsJob()) {
		t.Error("it is there before the first")
	}
	h := objectsHeld(t, dir)
	long := strings.Repeat("table\n", 100_000)
	for _, doc := range []string{"one", "", long} {
		base := [32]byte{1, 2, byte(len(doc))}
		if err := h.Save(base, moment, text(doc)); err != nil {
			t.Fatal(err)
		}
		head, got, err := objectsRead(dir, draftPlace(), objectsJob())
		if err != nil || got != doc || head.Base != base || !head.Saved.Equal(moment) || head.Job != objectsJob() {
			t.Errorf("%d bytes, want %d: %+v, %v", len(got), len(doc), head, err)
		}
	}
	path := objectsFile(t, dir)
	info, err := os.Lstat(path)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() > int64(len(long)/10) {
		t.Errorf("%v, %v", info, err)
	}
	if _, err := journal.NewDrafts(dir).HoldObjects(draftPlace(), objectsJob()); !errors.Is(err, journal.ErrDraftBusy) {
		t.Errorf("held twice: %v", err)
	}
	if notes, err := journal.NewDrafts(dir).List(draftPlace()); err != nil || len(notes) != 0 {
		t.Errorf("among the drafts of jobs: %+v, %v", notes, err)
	}
	other := draftPlace()
	other.Project = "p2"
	if _, _, err := objectsRead(dir, other, objectsJob()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of another project: %v", err)
	}
	if err := h.Drop(); err != nil {
		t.Error(err)
	}
	if err := h.Save([32]byte{}, moment, text("late")); err == nil {
		t.Error("a late save has brought it back")
	}
	left, err := os.ReadDir(filepath.Join(dir, "drafts"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := journal.NewDrafts(dir).HoldObjects(draftPlace(), model.NewJobID("a b")); err == nil {
		t.Error("an id with a blank is no id")
	}
}

// What does not fit, or cannot be written to its end, leaves the former draft.
func TestADraftOfObjectsThatIsNotWritten(t *testing.T) {
	dir := stateDirOf(t)
	h := objectsHeld(t, dir)
	if err := h.Save([32]byte{}, moment, text("former")); err != nil {
		t.Fatal(err)
	}
	noise := rand.NewChaCha8([32]byte{1})
	for name, c := range map[string]struct {
		document func(io.Writer) error
		want     error
	}{
		"too large": {func(w io.Writer) error { _, err := io.CopyN(w, noise, 65<<20); return err }, journal.ErrObjectsTooLarge},
		"cut":       {func(io.Writer) error { return io.ErrUnexpectedEOF }, io.ErrUnexpectedEOF},
	} {
		if err := h.Save([32]byte{}, moment, c.document); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, got, err := objectsRead(dir, draftPlace(), objectsJob()); got != "former" || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "drafts", "*.new")); len(left) > 0 {
			t.Errorf("%s: %v stays", name, left)
		}
	}
}

func TestADamagedDraftOfObjects(t *testing.T) {
	packed := func(s string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(s))
		_ = z.Close()
		return b.Bytes()
	}
	dir := stateDirOf(t)
	if err := objectsHeld(t, dir).Save([32]byte{}, moment, text(strings.Repeat("document ", 1000))); err != nil {
		t.Fatal(err)
	}
	path := objectsFile(t, dir)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-5] ^= 1 // of its sum
	base := strings.Repeat("0", 64)
	for name, c := range map[string]struct {
		text []byte
		says string
	}{
		"no gzip":       {[]byte("{}\n"), "no draft of objects"},
		"empty":         {nil, "no draft of objects"},
		"cut":           {whole[:len(whole)-9], "EOF"},
		"changed":       {flipped, "checksum"},
		"no head":       {packed("document"), "no head"},
		"endless head":  {packed(strings.Repeat("x", 1<<20)), "no head"},
		"no JSON":       {packed("head\n"), "no JSON"},
		"another job":   {packed(`{"version":1,"profile":"prod","origin":"https://drs.example","project":"p1","job":"b","base":"` + base + "\"}\n"), "another job"},
		"another place": {packed(`{"version":1,"profile":"prod","origin":"https://drs.example","project":"p2","job":"job-a","base":"` + base + "\"}\n"), "another job"},
		"newer":         {packed(`{"version":2}` + "\n"), "a newer drover"},
		"of nothing":    {packed("{}\n"), "what it is of"},
		"half a base":   {packed(`{"version":1,"base":"00"}` + "\n"), "what it is of"},
	} {
		if err := os.WriteFile(path, c.text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := objectsRead(dir, draftPlace(), objectsJob()); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := objectsRead(dir, draftPlace(), objectsJob()); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("open to others: %v", err)
	}
}

// objectsChild is a second drover that chooses objects, until it is killed.
func objectsChild(drafts *journal.Drafts) int {
	h, err := drafts.HoldObjects(draftPlace(), objectsJob())
	if err != nil {
		fmt.Println(err)
		return 2
	}
	for i := 0; ; i++ {
		if err := h.Save([32]byte{}, moment, text(numbered(i))); err != nil {
			return 1
		}
		fmt.Println(i) // acknowledged
	}
}

// numbered is a document whose parts tell that they were written together.
func numbered(i int) string { return strings.Repeat(strconv.Itoa(i)+" ", 20_000) }

// What was acknowledged is there after a death, whole, or what came after it; and
// nobody is kept from going on.
func TestKilledWhileKeepingObjects(t *testing.T) {
	cycles := 5
	if os.Getenv("DROVER_SOAK") == "1" {
		cycles = 1000
	}
	dir := stateDirOf(t)
	dice := rand.New(rand.NewPCG(3, 4))
	for n := range cycles {
		cmd := process(t, "draft of objects", dir, "")
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
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for more := true; more; more = said.Scan() {
			if i, err := strconv.Atoi(said.Text()); err == nil {
				last = i
			}
		}
		_ = cmd.Wait() // killed
		_, got, err := objectsRead(dir, draftPlace(), objectsJob())
		word, _, _ := strings.Cut(got, " ")
		if i, err2 := strconv.Atoi(word); err != nil || err2 != nil || i < last || got != numbered(i) {
			t.Fatalf("cycle %d: acknowledged %d, and there is %.20q, %v, %v", n, last, got, err, err2)
		}
	}
}
