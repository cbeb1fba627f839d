package journal_test

import (
	"os"
	"strings"
	"testing"

	"drover/client/journal"
	"drover/model"
)

// The draft of a section comes back with what it was begun from, and holds no
// password, whoever put one there.
func TestTheDraftOfASectionComesBack(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // a folder
		t.Fatal(err)
	}
	detail := model.Detail{Job: model.Job{ID: model.NewJobID("job-1"), Name: model.NewText("orders")}}
	key := model.TuningKey("incre_apply", "apply-threads.max")
	base := model.Part{Section: model.SectionTuning, Values: map[model.FieldKey]string{key: "16"}}
	e := model.NewEdit(detail, base).Put(key, "32").PutSecret(model.KeyUsersSecret, model.NewSecret("hunter2"))
	drafts := journal.NewDrafts(dir)
	hold, err := drafts.New(draftPlace(), draftName)
	if err != nil {
		t.Fatal(err)
	}
	if err := hold.Save(model.DraftOfEdit(draftName, moment, e), moment); err != nil {
		t.Fatal(err)
	}
	hold.Close()
	notes := listed(t, dir, draftPlace())
	if len(notes) != 1 || notes[0].Err != nil || notes[0].Name != "orders" || notes[0].Draft.Of == nil {
		t.Fatalf("%+v", notes)
	}
	text, err := os.ReadFile(notes[0].File)
	if notes[0].File == "" {
		text, err = os.ReadFile(dir + "/drafts/" + draftName + ".json")
	}
	if err != nil || strings.Contains(string(text), "hunter2") || !strings.Contains(string(text), `"version": 2`) {
		t.Errorf("%s, %v", text, err)
	}
	_, d := openDraft(t, dir, draftName)
	again := model.EditFrom(d, detail, base)
	if again.Get(key) != "32" || again.Base.Get(key) != "16" || d.Of.Job != detail.Job.ID || d.Of.Section != model.SectionTuning {
		t.Errorf("%+v %+v", d, d.Of)
	}
}
