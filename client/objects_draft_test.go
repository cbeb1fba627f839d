package client_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"drover/client"
	"drover/client/journal"
	"drover/model"
	"drover/model/objects"
)

// What somebody has chosen is there at the next start, with all that drover does not
// know, and bound to what the job held.
func TestObjectsAreKeptOverADeath(t *testing.T) {
	dir, prod := ramDir(t), client.Place{Profile: "prod", Origin: somewhere, Project: "p1"}
	c := drafter(t, journal.NewDrafts(dir), prod)
	if kept, ok, err := c.KeptObjects(jobID(0)); ok || err != nil {
		t.Errorf("before the first: %+v, %v", kept, err)
	}
	if err := c.DropObjects(jobID(0)); err != nil {
		t.Errorf("nothing to drop: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "drafts")); err == nil {
		t.Error("the folder is made before there is something to keep")
	}
	base := tables("a", "b").Print()
	for _, want := range []*objects.Listing{strange(`{"a":[1,2]}`, "a", "\x1b[31m", "ü\u202e"), tables(), tables("z")} {
		at, err := c.KeepObjects(jobID(0), base, want)
		if err != nil || at.Unix() != 1_800_000_000 {
			t.Fatalf("%v, %v", at, err)
		}
		next := drafter(t, journal.NewDrafts(dir), prod)
		kept, ok, err := next.KeptObjects(jobID(0))
		if err != nil || !ok || kept.Base != base || !kept.At.Equal(at) || kept.Listing.Print() != want.Print() || kept.Listing.PrintWhole() != want.PrintWhole() {
			t.Fatalf("%+v, %v, %v", kept, ok, err)
		}
		if _, err := next.KeepObjects(jobID(0), base, want); !errors.Is(err, client.ErrDraftBusy) {
			t.Errorf("written by two: %v", err)
		}
	}
	_ = c.Close() // as at the end of a process
	next := drafter(t, journal.NewDrafts(dir), prod)
	if _, err := next.KeepObjects(jobID(0), base, tables("y")); err != nil {
		t.Errorf("gone on with: %v", err)
	}
	for place, other := range map[string]*client.Client{
		"another project": drafter(t, journal.NewDrafts(dir), client.Place{Profile: "prod", Origin: somewhere, Project: "p2"}),
		"another profile": drafter(t, journal.NewDrafts(dir), client.Place{Profile: "test", Origin: somewhere, Project: "p1"}),
	} {
		if _, ok, err := other.KeptObjects(jobID(0)); ok || err != nil {
			t.Errorf("%s: %v, %v", place, ok, err)
		}
	}
	if _, ok, _ := next.KeptObjects(jobID(1)); ok {
		t.Error("another job has it, too")
	}
	next.LeaveObjects(jobID(0))
	if err := c.DropObjects(jobID(0)); err != nil {
		t.Error(err)
	}
	if _, ok, err := c.KeptObjects(jobID(0)); ok || err != nil {
		t.Errorf("dropped: %v, %v", ok, err)
	}
}

func TestObjectsThatAreKeptNowhere(t *testing.T) {
	c := drafter(t, nil, client.Place{})
	var why *client.UnsavedError
	if _, err := c.KeepObjects(jobID(0), [32]byte{}, tables("a")); !errors.As(err, &why) {
		t.Errorf("%v", err)
	}
	if _, ok, err := c.KeptObjects(jobID(0)); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if err := c.DropObjects(jobID(0)); err != nil {
		t.Error(err)
	}
	dir := ramDir(t)
	broken := drafter(t, journal.NewDrafts(dir), client.Place{})
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := broken.KeepObjects(jobID(0), [32]byte{}, tables("a")); !errors.As(err, &why) || why.Why != "mode 755: open to others: chmod 700 mends that" {
		t.Errorf("%v", err)
	}
	if _, err := broken.KeepObjects(model.NewJobID("a b"), [32]byte{}, tables("a")); err == nil {
		t.Error("an id with a blank is no id")
	}
}
