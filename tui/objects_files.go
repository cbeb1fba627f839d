package tui

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/model/objects"
	"drover/tui/theme"
)

// objectFile is a document that was read to be taken up.
type objectFile struct {
	from    string // its name, or the other job's
	listing *objects.Listing
}

// objectFiles is what the page has to do with files.
type objectFiles struct {
	read remote[objectFile]
	path string // as it was typed last
}

// fileActions write the choice to a file, and take one from there.
func (s *objectsPage) fileActions() []Action {
	none := s.lockedOr(func() string { return "" })
	return []Action{
		act(groupChange, 0, "to a file", "O", s.toFile).named("write the objects to a file"),
		act(groupChange, 0, "from a file", "I", s.askFile).named("take objects from a file").unless(none),
	}
}

// toFile writes the choice as it stands: what would be sent, or a table of it.
func (s *objectsPage) toFile() (tea.Cmd, Nav) {
	doc, c := s.state().Document(s.terms().Scope), s.env.client
	name := jobFileName(s.job.Name.String())
	name = name[:len(name)-len(filepath.Ext(name))] + "-objects"
	what := "the objects of " + model.Clean(s.job.Name.String())
	format := func(word, ext, more string) exportFormat {
		return exportFormat{
			name: word, what: what, file: name + ext, more: more,
			write: func(_ context.Context, w io.Writer, path string) error { return c.WriteObjects(w, doc, path) },
		}
	}
	return nil, push(newExport(s.env,
		format("JSON", ".json", "As the service has it (db_object)."),
		format("CSV", ".csv", "A row for each table that is listed; a whole database is one row.")))
}

// askFile asks for the name of a file.
func (s *objectsPage) askFile() (tea.Cmd, Nav) {
	return nil, push(&prompt{
		env: s.env, title: "objects from a file", label: "file", about: "JSON or CSV; you see what changes before it does.", field: newLine(s.files.path), word: "read",
		take: func(typed string) (tea.Cmd, Nav, string) {
			path, err := client.FilePath(s.env.folder, typed)
			if err != nil {
				return nil, stay, err.Error()
			}
			s.files.path = typed
			read := work(s.env, s, &s.files.read, func(context.Context) (objectFile, error) {
				l, err := client.LoadObjects(path)
				return objectFile{filepath.Base(path), l}, err
			})
			return read, pop(), ""
		},
	})
}

// selectLike asks for a job whose objects are to be taken.
func (s *objectsPage) selectLike() (tea.Cmd, Nav) {
	c := s.env.client
	return nil, push(newPickJob(s.env, "take the objects of which job", func(job model.Job) tea.Cmd {
		return ask(s.env, s, &s.files.read, func(ctx context.Context) (objectFile, error) {
			got, err := c.Objects(ctx, job, objects.Ask{Which: objects.Held}, nil)
			return objectFile{job.Name.String(), got.Listing}, err
		})
	}))
}

// fileRead asks how a document is to be taken up, with what each way would change.
func (s *objectsPage) fileRead(m answer[objectFile]) (tea.Cmd, Nav) {
	switch {
	case !m.take():
		return nil, stay
	case m.err != nil:
		var lines []string
		for l := range strings.SplitSeq(m.err.Error(), "\n") {
			lines = append(lines, model.Clean(l))
		}
		text := strings.Join(lines, "\n") + "\n\nNothing was changed."
		return nil, push(newPaper(s.env, "not taken", "the text", func(context.Context) string { return text }))
	}
	now, about := s.state(), ""
	var choices []choice
	for _, way := range []struct {
		key, name string
		how       objects.How
	}{{"r", "in place of what is chosen", objects.TakeInstead}, {"a", "besides what is chosen", objects.TakeMore}, {"t", "take these out", objects.TakeAway}} {
		next, got := objects.Take(now, m.value.listing, way.how)
		n := objects.Compare(now, next).Changes()
		more := movedWords(now, next, n)
		c := choice{key: way.key, name: way.name, more: more, do: func() (tea.Cmd, Nav) {
			return s.do(next, "taken from "+shownName(m.value.from)), stay
		}}
		if n == 0 {
			c.why = "it changes nothing"
		}
		choices = append(choices, c)
		if len(choices) == 1 {
			about = got.Words()
		}
	}
	menu := newMenu(s.env, "objects of "+theme.Cut(shownName(m.value.from), 40, s.env.theme.Signs().Cut), choices)
	menu.about = []string{"u takes it back; nothing is sent before a review."}
	for _, l := range wrapped(theme.Safe(about), 68) {
		menu.about = append(menu.about, strings.TrimLeft(l, " "))
	}
	return nil, push(menu)
}

// selectByFile asks for a file of patterns, one a line.
func (s *objectsPage) selectByFile() (tea.Cmd, Nav) {
	return nil, push(&prompt{
		env: s.env, title: "choose by patterns", label: "file", about: "A filter a line, as under /; - in front takes out.", field: newLine(""), word: "choose",
		take: func(typed string) (tea.Cmd, Nav, string) {
			path, err := client.FilePath(s.env.folder, typed)
			if err != nil {
				return nil, stay, err.Error()
			}
			text, err := client.ReadPatterns(path)
			if err != nil {
				return nil, stay, err.Error()
			}
			next, got := objects.SelectBy(s.state(), strings.Split(text, "\n"), s.hitsOf)
			for _, r := range got.Rules {
				switch {
				case r.Why != "":
					return nil, stay, "line " + digit(r.Line) + ": " + r.Why
				case r.Hits == 0:
					return nil, stay, "line " + digit(r.Line) + " matches nothing: mend it, or take it out"
				}
			}
			if len(got.Rules) == 0 {
				return nil, stay, "there is no pattern in it"
			}
			said := note{kind: noteGood, text: grouped(got.On) + " chosen, " + grouped(got.Off) + " taken out; u takes it back", bare: "chosen by patterns"}
			return tea.Batch(s.do(next, "chosen by "+shownName(filepath.Base(path))), s.env.say(said)), pop(), ""
		},
	})
}

// movedWords say what a choice does to what goes: how many join and leave.
func movedWords(now, next *objects.State, changes int) string {
	was, is := now.ChosenSet(), next.ChosenSet()
	joins, leaves := is.Without(was).Leaves(), was.Without(is).Leaves()
	if on, _ := next.Total(); on == 0 && leaves > 0 {
		return grouped(leaves) + " leave: nothing is left"
	}
	if joins+leaves == 0 {
		return plural(changes, "change", "changes")
	}
	return grouped(joins) + " join, " + grouped(leaves) + " leave"
}

// hitsOf are the objects that a pattern matches.
func (s *objectsPage) hitsOf(pattern string) (objects.Set, error) {
	f, mistake := objects.ParseFilter(pattern)
	if mistake != nil {
		return objects.Set{}, errors.New(mistake.Why)
	}
	return f.Hits(s.state()).Set, nil
}
