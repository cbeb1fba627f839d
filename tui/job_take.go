package tui

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// jobTake is a file held against a job, section by section: what is chosen is
// taken through the edit of its section, one after the other.
type jobTake struct {
	env   *env
	job   model.Job
	typed string // what was typed for the file
	path  string
	name  string // of the file
	file  remote[client.JobFile]
	read  remote[jobParts]

	rows   []takeRow
	chosen map[takenID]bool
	sent   map[takeName]bool // what was opened to be edited
	away   bool              // a section is being edited
	at     int
	placed bool // the cursor was put on the first section that differs
	top    int
	w, h   int
}

// jobParts is a job with the sections that a file can tell.
type jobParts struct {
	detail model.Detail
	parts  []model.Part
}

// takeName names a row: a section, or what is fixed by creation.
type takeName string

const takeFixed takeName = "fixed"

// takenID names one value of a row.
type takenID struct {
	of   takeName
	key  model.FieldKey
	item string
}

// takeAction holds a file against one job.
func takeAction(e *env, job func() model.Job, why func() string) Action {
	return act(groupChange, 0, "from a file", "I", func() (tea.Cmd, Nav) { return nil, push(askTakeFrom(e, job())) }).
		named("hold a file against the job, and take sections from it").unless(func() string { return cmp.Or(e.can().Lacks(model.FacetCreation), why()) })
}

// askTakeFrom asks for the file that is held against a job.
func askTakeFrom(e *env, job model.Job) Screen {
	return askTakeFile(e, job, jobFileName(job.Name.String()), func(typed, path string) (tea.Cmd, Nav) {
		return nil, replace(newJobTake(e, job, typed, path))
	})
}

// askTakeFile asks for a file's name.
func askTakeFile(e *env, job model.Job, typed string, take func(typed, path string) (tea.Cmd, Nav)) Screen {
	return &prompt{
		env: e, title: "a file against " + shortName(model.Clean(job.Name.String())), label: "file",
		about: "YAML or JSON; you see how they differ, nothing is sent.", field: newLine(typed), word: "read",
		take: func(typed string) (tea.Cmd, Nav, string) {
			path, err := client.FilePath(e.folder, typed)
			if err != nil {
				return nil, stay, err.Error()
			}
			cmd, nav := take(typed, path)
			return cmd, nav, ""
		},
	}
}

func newJobTake(e *env, job model.Job, typed, path string) *jobTake {
	t := &jobTake{env: e, job: job}
	t.take(typed, path)
	return t
}

// take turns to a file: what was chosen from another one is so no more.
func (t *jobTake) take(typed, path string) {
	t.typed, t.path, t.name = typed, path, filepath.Base(path)
	t.chosen, t.sent, t.rows, t.placed = map[takenID]bool{}, map[takeName]bool{}, nil, false
	forget(&t.file)
}

// Title says what is done.
func (t *jobTake) Title() string   { return "take from a file" }
func (t *jobTake) Typing() bool    { return false }
func (t *jobTake) Resize(w, h int) { t.w, t.h = w, h }

// Init reads the file, and the job.
func (t *jobTake) Init() tea.Cmd { return tea.Batch(t.readFile(), t.readJob()) }

// Resumed reads the job again after one of its sections was edited.
func (t *jobTake) Resumed() tea.Cmd {
	if !t.away {
		return nil
	}
	t.away = false
	return t.readJob()
}

// Closed waits for nothing any more.
func (t *jobTake) Closed() {
	t.file.drop()
	t.read.drop()
}

// Moved reads the job again once a run that works on it is over.
func (t *jobTake) Moved(run *client.Run, over bool) tea.Cmd {
	if !over || !t.env.shown(t) {
		return nil
	}
	for _, r := range run.Report().Rows {
		if r.Job() == t.job.ID {
			return t.readJob()
		}
	}
	return nil
}

// Tick has a spinner turn while something is read.
func (t *jobTake) Tick(time.Time) (tea.Cmd, time.Duration) {
	if t.loading() {
		return nil, time.Second
	}
	return nil, 0
}

func (t *jobTake) loading() bool { return t.file.loading() || t.read.loading() }

// readFile reads the file, beside the loop: it may have changed since.
func (t *jobTake) readFile() tea.Cmd {
	path := t.path
	return work(t.env, t, &t.file, func(context.Context) (client.JobFile, error) { return client.LoadJobFile(path) })
}

func (t *jobTake) readJob() tea.Cmd {
	cl, id, sections := t.env.client, t.job.ID, takeSections(t.job)
	return ask(t.env, t, &t.read, func(ctx context.Context) (jobParts, error) {
		d, parts, err := cl.Sections(ctx, id, sections...)
		return jobParts{d, parts}, err
	})
}

// takeSections are those that a file can tell and that a job of its kind has.
func takeSections(job model.Job) []model.Section {
	out := []model.Section{model.SectionName, model.SectionDescription, model.SectionTags}
	for _, s := range append([]model.Section{model.SectionExpiry}, client.FileParts()...) {
		if model.WhyNoSection(job, s) == "" {
			out = append(out, s)
		}
	}
	return out
}

// Update takes answers.
func (t *jobTake) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[client.JobFile]:
		if m.take() {
			t.compare()
		}
	case answer[jobParts]:
		if m.take() && m.err == nil {
			t.job = m.value.detail.Job
			t.compare()
		}
	}
	return nil, stay
}

// trouble is why there is nothing to compare, "" if there is.
func (t *jobTake) trouble() string {
	switch {
	case t.file.err != nil:
		return strings.TrimRight(model.Clean(t.file.err.Error()), ".")
	case t.loading():
		return "it is still being read"
	case !t.read.have:
		return "the job was not read"
	}
	return ""
}
