package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"drover/model"
	"drover/tui/theme"
)

// What the section shows beside what was asked for is said, too: somebody wrote
// between the review and the reading. What stayed as it was is not.
func TestWhatElseChangedIsSaid(t *testing.T) {
	job := model.Job{Scenario: model.Sync, Task: model.FullIncr, Engine: model.NewText("mysql-to-mysql"), Direction: model.NewText("up")}
	base := model.Part{Section: model.SectionPolicy, Values: map[model.FieldKey]string{
		model.KeyConflict: "overwrite", model.KeyDDL: "true", model.KeyIndexes: "true", model.KeyDML: "i,u,d",
	}}
	e := model.NewEdit(model.Detail{Job: job.WithStatus(model.NewText("CONFIGURATION"))}, base).With(model.KeyConflict, "stop")
	shows := model.Part{Section: model.SectionPolicy, Values: map[model.FieldKey]string{
		model.KeyConflict: "stop", model.KeyDDL: "false", model.KeyIndexes: "true", model.KeyDML: "d,u,i",
	}}
	s := &reportScreen{env: &env{theme: theme.New(theme.Options{Mode: theme.Dark})}}
	s.report.Plan = model.Plan{Wish: model.Wish{Verb: model.Update, Edit: model.EditAs{Edit: e}}}
	var got []string
	for _, l := range s.showsLines(&model.Result{Shows: &shows}, 100) {
		got = append(got, strings.Join(strings.Fields(ansi.Strip(l)), " "))
	}
	want := "conflict stop, as asked\nreplay DDL is no now, was yes: not asked for here"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
