package tui

import (
	"cmp"
	"context"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// start is the page before the creation of a job: an empty draft, one like a job
// that there is, one from a file, or a draft that was begun earlier.
type start struct {
	env    *env
	job    model.Job // under the list's cursor
	none   string    // why there is no such job
	drafts remote[[]begun]
	links  remote[model.Links] // of the job's scenario
	like   remote[model.Detail]
	file   remote[*From]
	gone   remote[string] // what was done with a draft, in words
	at     int            // the way, then the draft, that has the cursor
	on     string         // the draft that it is on; "": on a way
	top    int
	path   string // as it was typed last
	w, h   int
}

func newStart(e *env, job model.Job, none string) *start {
	return &start{env: e, job: job, none: none}
}

// Title starts with the verb.
func (s *start) Title() string   { return "create job" }
func (s *start) Init() tea.Cmd   { return tea.Batch(s.readDrafts(), s.readLinks()) }
func (s *start) Typing() bool    { return false }
func (s *start) Resize(w, h int) { s.w, s.h = w, h }

// Resumed reads the drafts anew: a page above may have written one.
func (s *start) Resumed() tea.Cmd { return s.readDrafts() }

// Closed does not wait for answers any more.
func (s *start) Closed() {
	s.drafts.drop()
	s.links.drop()
	s.like.drop()
	s.file.drop()
}

// readDrafts lists what is on the disk, beside the loop.
func (s *start) readDrafts() tea.Cmd { return work(s.env, s, &s.drafts, begunOf(s.env)) }

// Update takes answers.
func (s *start) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[[]begun]:
		if m.take() {
			s.keepCursor()
		}
	case answer[model.Links]:
		m.take()
	case answer[model.Detail]:
		return s.likeRead(m)
	case answer[*From]:
		return s.fileRead(m)
	case answer[string]:
		return s.dropped(m)
	}
	return nil, stay
}

// keepCursor stays on the draft that it was on, wherever that stands now.
func (s *start) keepCursor() {
	for i, n := range s.drafts.value {
		if n.ID == s.on {
			s.at = len(s.ways()) + i
			return
		}
	}
	s.move(0)
}

// busy is what keeps a way from being taken now.
func (s *start) busy() string {
	switch {
	case s.like.loading():
		return "the job is still being read"
	case s.file.loading():
		return "the file is still being read"
	}
	return ""
}

// ways are the ways to begin a draft.
func (s *start) ways() []wayIn {
	like, about := "like a job", "put the cursor on one of the list first"
	if s.none == "" {
		like, about = "like "+model.Clean(s.job.Name.String()), "all that it has but its passwords, under another name"
	}
	return []wayIn{
		{key: "e", name: "an empty draft", about: []string{"seven steps; what is wrong is said at once, what is typed is kept"}, do: s.empty, why: s.busy()},
		{key: "j", name: like, about: []string{about}, do: s.readLike, why: cmp.Or(s.none, s.busy())},
		{key: "f", name: "from a file", about: []string{"YAML or JSON, as O writes it from a job or a draft"}, do: s.askFile, why: s.busy()},
	}
}

// empty begins at the first step.
func (s *start) empty() (tea.Cmd, Nav) {
	file, d, err := s.env.client.NewDraft()
	if err != nil {
		return s.env.say(badNote(err)), stay
	}
	return nil, replace(newCreate(s.env, file, d))
}

// readLike reads the job that the draft is to be like.
func (s *start) readLike() (tea.Cmd, Nav) {
	cl, id := s.env.client, s.job.ID
	return ask(s.env, s, &s.like, func(ctx context.Context) (model.Detail, error) { return cl.Job(ctx, id) }), stay
}

// likeRead goes on with a draft of the job that was read.
func (s *start) likeRead(m answer[model.Detail]) (tea.Cmd, Nav) {
	if !m.take() || m.err != nil {
		return nil, stay
	}
	from := &From{Name: s.job.Name.String(), File: client.JobFile{Draft: model.DraftOf(m.value)}}
	return beginWith(s.env, from, replace)
}

// askFile asks for the file's name; what was typed before is there again.
func (s *start) askFile() (tea.Cmd, Nav) {
	return nil, push(&prompt{
		env: s.env, title: "a job file", label: "file", about: "YAML or JSON; ~ is your home folder.", field: newLine(s.path), word: "read",
		take: func(typed string) (tea.Cmd, Nav, string) {
			path, err := client.FilePath(s.env.folder, typed)
			if err != nil {
				return nil, stay, err.Error()
			}
			s.path = typed
			return s.readFile(path), pop(), ""
		},
	})
}

func (s *start) readFile(path string) tea.Cmd {
	return work(s.env, s, &s.file, func(context.Context) (*From, error) {
		f, err := client.LoadJobFile(path)
		return &From{Name: filepath.Base(path), File: f}, err
	})
}

// fileRead goes on with what the file holds, or says why it cannot be read.
func (s *start) fileRead(m answer[*From]) (tea.Cmd, Nav) {
	switch {
	case !m.take():
		return nil, stay
	case m.err != nil:
		return s.env.say(badNote(m.err)), stay
	}
	return beginWith(s.env, m.value, replace)
}

// startAction is the key that leads here, for the list.
func (s *jobsScreen) startAction() Action {
	return act(groupChange, 0, "new job", "N", func() (tea.Cmd, Nav) { return nil, push(s.start()) }).named("create job").
		unless(func() string { return createWhy(s.env) })
}

func (s *jobsScreen) start() *start {
	if why := s.noCursor(); why != "" {
		return newStart(s.env, model.Job{}, why)
	}
	r, _ := s.table.Cursor()
	return newStart(s.env, r.job.Job(), "")
}
