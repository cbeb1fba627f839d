package tui

import (
	"context"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// createFiles is what creation has to do with files.
type createFiles struct {
	name     string           // of the file that was read last, "" for none
	mistakes []client.Mistake // in it
	read     remote[*From]
	path     string // as it was typed last
	edited   *editing
	like     remote[model.Detail] // of the job that a network is taken from
	whose    string               // its name
	into     model.CreateStep     // the step that takes it
}

// fileActions are the keys of creation that have to do with files and other jobs.
// Where a field has the focus ctrl+o is the only one of them.
func (c *create) fileActions() []Action {
	edit := act(groupChange, 6, "$EDITOR", "ctrl+o", c.edit).unless(c.cannotEdit)
	if c.sheet.Lit() {
		return []Action{edit.named("this step in " + c.env.editor.Name())}
	}
	acts := []Action{
		edit.named("the whole job in " + c.env.editor.Name()),
		act(groupChange, 7, "to a file", "O", c.toFile).named("write the draft to a file"),
		act(groupChange, 8, "from a file", "I", c.askFile).named("read a file into the draft").unless(c.reading),
		act(groupChange, 0, "network of a job", "n", c.askTake).named("take vpc, subnet and security group from another job").unless(c.cannotTake),
	}
	if n := len(c.files.mistakes); n > 0 {
		acts = append(acts, act(groupFind, 5, plural(n, "mistake", "mistakes")+" of the file", "m", func() (tea.Cmd, Nav) { return nil, push(c.mistakes()) }))
	}
	return acts
}

// filesAnswered takes what was read or edited.
func (c *create) filesAnswered(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[*From]:
		return c.fileRead(m)
	case answer[model.Detail]:
		return c.netRead(m), stay
	case editorLeft:
		return c.editorLeft(m)
	}
	return nil, stay
}

func (c *create) reading() string {
	return unless(!c.files.read.loading(), "a file is still being read")
}

// toFile writes the draft as it stands to a file.
func (c *create) toFile() (tea.Cmd, Nav) {
	left := c.settle()
	return left, push(newExport(c.env, jobFileOfDraft(c.draft)))
}

// askFile asks for the name of a file to be read into the draft.
func (c *create) askFile() (tea.Cmd, Nav) {
	return nil, push(&prompt{
		env: c.env, title: "a file into the draft", label: "file", about: "YAML or JSON; you see what changes before it does.", field: newLine(c.files.path), word: "read",
		take: func(typed string) (tea.Cmd, Nav, string) {
			path, err := client.FilePath(c.env.folder, typed)
			if err != nil {
				return nil, stay, err.Error()
			}
			c.files.path = typed
			read := work(c.env, c, &c.files.read, func(context.Context) (*From, error) {
				f, err := client.LoadJobFile(path)
				return &From{Name: filepath.Base(path), File: f}, err
			})
			return read, pop(), ""
		},
	})
}

// fileRead shows what the file would change, or says why it cannot be read.
func (c *create) fileRead(m answer[*From]) (tea.Cmd, Nav) {
	switch {
	case !m.take():
		return nil, stay
	case m.err != nil:
		return c.env.say(badNote(m.err)), stay
	}
	from, left := m.value, c.settle()
	d := keepingMistaken(from.File, c.draft, from.File.Draft)
	return left, push(&taking{
		env: c.env, from: from.Name, mistakes: from.File.Mistakes, changes: changesOf(c.form, c.draft, d),
		take: func() tea.Cmd { return c.takeFile(from.Name, from.File, d) },
	})
}

// takeFile puts what a file says in place of the draft, as one change that can be
// taken back; what the file says wrong stands on the fields that it names.
func (c *create) takeFile(name string, file client.JobFile, d model.Draft) tea.Cmd {
	n := len(changesOf(c.form, c.draft, d))
	d = model.DraftFrom(c.draft, d)
	d.Step, d.From, d.Sent, d.Saved = c.step, c.draft.From, c.draft.Sent, c.draft.Saved
	cmd := c.replaceDraft(keepingSecrets(d, c.draft, c.form))
	if len(file.Mistakes) > 0 {
		return tea.Batch(cmd, c.heedMistakes(name, file.Mistakes))
	}
	c.files.name, c.files.mistakes = name, nil
	words := plural(n, "value has", "values have") + " changed; u takes that back"
	return tea.Batch(cmd, c.env.say(note{kind: noteGood, text: words, bare: words}))
}

// keepingSecrets is a draft with the secrets of another one: no file holds any.
func keepingSecrets(d, of model.Draft, form model.CreateForm) model.Draft {
	for _, s := range form.Steps {
		for _, f := range s.Fields {
			if secret := of.Secret(f.Key); !secret.Empty() && d.Secret(f.Key).Empty() {
				d = d.PutSecret(f.Key, secret)
			}
		}
	}
	return d
}

// heedMistakes has what is wrong in a file stand on the fields that it is about,
// and says of how much else there is to read.
func (c *create) heedMistakes(name string, mistakes []client.Mistake) tea.Cmd {
	c.files.name, c.files.mistakes = name, mistakes
	if len(mistakes) == 0 {
		return nil
	}
	for _, m := range mistakes {
		if m.Key != "" {
			c.trouble[m.Key] = client.MistakeWords(m)
		}
	}
	c.reform()
	first := strings.TrimRight(theme.Safe(client.MistakeWords(mistakes[0])), ".")
	words := theme.Safe(model.Clean(name)) + " has " + plural(len(mistakes), "mistake", "mistakes")
	return c.env.say(note{kind: noteBad, text: words + " (esc, m lists them): " + first, bare: "a job file had mistakes"})
}

// mistakes lists what is wrong in the file that was read last; one that is about
// a field leads there.
func (c *create) mistakes() Screen {
	choices := make([]choice, len(c.files.mistakes))
	for i, m := range c.files.mistakes {
		where := "the file"
		if m.Line > 0 {
			where = "line " + digit(m.Line)
		}
		choices[i] = choice{key: menuKey(i), name: where, more: theme.Safe(model.Clean(m.Why)), do: func() (tea.Cmd, Nav) {
			if m.Key != "" {
				c.open(m.Key)
			}
			return nil, stay
		}}
	}
	menu := newMenu(c.env, plural(len(choices), "mistake", "mistakes")+" in "+theme.Safe(model.Clean(c.files.name)), choices)
	menu.table = true
	return menu
}
