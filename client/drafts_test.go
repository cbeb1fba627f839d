package client_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

// drafter is the next start in a state folder.
func drafter(t *testing.T, drafts *journal.Drafts, p client.Place) *client.Client {
	t.Helper()
	c := client.New(newScripted(0), client.Options{Drafts: drafts, Place: p, Now: func() time.Time { return time.Unix(1_800_000_000, 0) }})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestADraftIsGoneOnWithAtTheNextStart(t *testing.T) {
	dir, prod := ramDir(t), client.Place{Profile: "prod", Origin: somewhere, Project: "p1"}
	c := drafter(t, journal.NewDrafts(dir), prod)
	file, d, err := c.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	if notes, err := c.Drafts(); err != nil || len(notes) != 0 {
		t.Errorf("before the first save: %+v, %v", notes, err)
	}
	d = d.Put(model.KeyName, "orders").PutSecret("source_endpoint[0].endpoint.db_password", model.NewSecret("hunter2"))
	d.Step = model.StepTarget
	when, err := file.Save(d)
	if err != nil || when.Unix() != 1_800_000_000 {
		t.Errorf("%v, %v", when, err)
	}
	notes, err := c.Drafts()
	if err != nil || len(notes) != 1 || notes[0].Name != "orders" || notes[0].Step != model.StepTarget || !notes[0].Busy || !notes[0].Saved.Equal(when) {
		t.Errorf("%+v, %v", notes, err)
	}
	next := drafter(t, journal.NewDrafts(dir), prod)
	if _, _, err := next.OpenDraft(d.ID); !errors.Is(err, client.ErrDraftBusy) {
		t.Errorf("open in two: %v", err)
	}
	file.Close()
	if _, err := file.Save(d); err == nil {
		t.Error("saved after it was closed")
	}
	again, got, err := next.OpenDraft(d.ID)
	if err != nil || !got.SameValues(d) || got.Step != model.StepTarget || !got.Secret("source_endpoint[0].endpoint.db_password").Empty() {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := again.Drop(); err != nil {
		t.Error(err)
	}
	if _, err := again.Save(got); err == nil {
		t.Error("a late save has brought it back")
	}
	if notes, err := next.Drafts(); err != nil || len(notes) != 0 {
		t.Errorf("dropped: %+v, %v", notes, err)
	}
}

func TestDraftsOfOtherProfilesAreNotListed(t *testing.T) {
	dir := ramDir(t)
	for _, p := range []client.Place{{Profile: "prod", Origin: somewhere, Project: "p1"}, {Profile: "prod", Origin: somewhere, Project: "p2"}, {Profile: "test", Origin: somewhere, Project: "p1"}} {
		c := drafter(t, journal.NewDrafts(dir), p)
		file, d, _ := c.NewDraft()
		if _, err := file.Save(d.Put(model.KeyName, p.Profile+p.Project)); err != nil {
			t.Fatal(err)
		}
		file.Close()
		if notes, err := c.Drafts(); err != nil || len(notes) != 1 || notes[0].Name != p.Profile+p.Project {
			t.Errorf("%+v: %+v, %v", p, notes, err)
		}
	}
}

func TestAClientThatKeepsNoDraftsSaysSoOnce(t *testing.T) {
	c := drafter(t, nil, client.Place{})
	file, d, err := c.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Save(d); err == nil || !strings.Contains(err.Error(), "kept nowhere") {
		t.Errorf("%v", err)
	}
	if when, err := file.Save(d); err != nil || !when.IsZero() {
		t.Errorf("said twice: %v, %v", when, err)
	}
	if notes, err := c.Drafts(); notes != nil || err != nil {
		t.Errorf("%+v, %v", notes, err)
	}
	if _, _, err := c.OpenDraft("x"); err == nil {
		t.Error("opened")
	}
}

// A folder that may not be used keeps nobody from describing a job, and once it
// is mended the draft is saved.
func TestAFolderThatMayNotBeUsedIsToldInCleanWords(t *testing.T) {
	dir := filepath.Join(ramDir(t), "a\x1b[31m")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	c := drafter(t, journal.NewDrafts(dir), client.Place{})
	file, d, err := c.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Save(d); err == nil || !strings.Contains(err.Error(), "chmod 700") || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("%v", err)
	}
	var unsaved *client.UnsavedError
	if _, err := file.Save(d); !errors.As(err, &unsaved) || unsaved.Why != "mode 755: open to others: chmod 700 mends that" || !strings.HasSuffix(unsaved.Path, "a^[[31m") {
		t.Errorf("%+v", unsaved)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Save(d); err != nil {
		t.Errorf("once it is mended: %v", err)
	}
}
