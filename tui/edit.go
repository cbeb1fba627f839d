package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// edit is the page on which one section of a job is changed.
type edit struct {
	env     *env
	job     model.Job
	section model.Section
	form    model.Edit
	width   int
	height  int
}

// openEdit reads a section of a job and opens it.
func openEdit(e *env, job model.Job, section model.Section) Screen {
	return &edit{env: e, job: job, section: section}
}

// openEditWith opens a section that was changed elsewhere already: from a file,
// from another job, from a draft.
func openEditWith(e *env, form model.Edit) Screen {
	return &edit{env: e, job: form.Detail.Job, section: form.Section, form: form}
}

// Title is the job and the section.
func (s *edit) Title() string { return "update " + s.section.Word() + " " + s.job.Name.String() }

// Init reads the section.
func (s *edit) Init() tea.Cmd { return nil }

func (s *edit) Resize(w, h int) { s.width, s.height = w, h }

// Typing reports whether letters are text now.
func (s *edit) Typing() bool { return false }

// Update takes answers and keys.
func (s *edit) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }

// View draws the form.
func (s *edit) View() string { return "" }

// Actions of the page.
func (s *edit) Actions() []Action { return nil }
