package tui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// createFiles is what creation has to do with files.
type createFiles struct {
	read   remote[*From]
	path   string // as it was typed last
	edited *editing
	like   remote[model.Detail] // of the job that a network is taken from
	whose  string               // its name
	into   model.CreateStep     // the step that takes it
}

// fileActions are the keys of creation that have to do with files and other jobs.
// Where a field has the focus ctrl+o is the only one of them; see onTheSteps.
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
	if n := len(c.draft.Mistakes); n > 0 {
		acts = append(acts, act(groupFind, 5, plural(n, "mistake", "mistakes")+" of the file", "m", func() (tea.Cmd, Nav) { return nil, push(c.mistakes()) }))
	}
	return acts
}

// onTheSteps says of a key of the steps, pressed in a field that takes no
// letters, how it is reached; "" of any other.
func (c *create) onTheSteps(msg tea.Msg) string {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || c.Letters() {
		return ""
	}
	for _, k := range []struct{ key, does string }{
		{"O", "writes the draft to a file"}, {"I", "reads a file into the draft"}, {"n", "takes the network of another job"}, {"m", "lists the mistakes of the file"},
	} {
		if key.String() == k.key && (k.key != "m" || len(c.draft.Mistakes) > 0) {
			return "esc, then " + k.key + " " + k.does
		}
	}
	return ""
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

// unsavedWhy is why the draft is not on the disk, what can be done, and where
// the trouble is: in this order, since a line may end early.
func (c *create) unsavedWhy() string {
	const way = "; O writes it elsewhere"
	var e *client.UnsavedError
	switch err := c.saves.err; {
	case err == nil:
		return ""
	case !errors.As(err, &e):
		return strings.TrimRight(model.Clean(err.Error()), ".") + way
	case e.Path == "":
		return strings.TrimRight(e.Why, ".") + way
	}
	return e.Why + way + " (" + e.Path + ")"
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
	if _, told := from.File.Places[model.KeyName]; !told { // the file of a job has none: it is taken
		d = d.Put(model.KeyName, c.draft.Name())
	}
	_, lost := c.inPlace(d)
	return left, push(&taking{
		env: c.env, from: from.Name, mistakes: from.File.Mistakes, changes: changesOf(c.form, c.draft, d), lost: lost, later: from.File.LaterWords(),
		take: func() tea.Cmd { return c.takeFile(from.Name, from.File, d) },
	})
}

// takeFile puts what a file says in place of the draft, as one change that can be
// taken back; what the file says wrong stands on the fields that it names.
func (c *create) takeFile(name string, file client.JobFile, d model.Draft) tea.Cmd {
	n := len(changesOf(c.form, c.draft, d))
	d, lost := c.inPlace(d)
	d.MistakesOf, d.Mistakes = name, file.Mistakes
	cmd := c.replaceDraft(d)
	if len(file.Mistakes) > 0 {
		words := ""
		if len(lost) > 0 {
			words = lostWords(lost) + "; "
		}
		return tea.Batch(cmd, c.env.say(note{kind: noteBad, text: words + c.mistakeWords(), bare: "a job file had mistakes"}))
	}
	words := plural(n, "value has", "values have") + " changed; u takes that back"
	if len(lost) > 0 {
		return tea.Batch(cmd, c.env.say(note{kind: noteBad, text: lostWords(lost) + "; u takes it all back", bare: "a file took secrets with it"}))
	}
	return tea.Batch(cmd, c.env.say(note{kind: noteGood, text: words, bare: words}))
}

// inPlace is what a file makes of the draft, under its identity, with the secrets
// that still belong there, and those that do not.
func (c *create) inPlace(d model.Draft) (model.Draft, []model.Drop) {
	d = model.DraftFrom(c.draft, d)
	d.Step, d.From, d.Sent, d.Saved = c.step, c.draft.From, c.draft.Sent, c.draft.Saved
	return model.CarrySecrets(c.draft, d)
}

// lostWords say which secrets do not go along, and why.
func lostWords(lost []model.Drop) string {
	words := lost[0].Label + " was dropped: " + lost[0].Why
	if more := len(lost) - 1; more > 0 {
		words = lost[0].Label + " and " + plural(more, "more secret", "more secrets") + " were dropped: " + lost[0].Why
	}
	return words
}

// mistakeWords say how much is wrong in the file that was read last, where that
// is listed, and the first of it.
func (c *create) mistakeWords() string {
	list := c.draft.Mistakes
	first := strings.TrimRight(theme.Safe(list[0].Words()), ".")
	return theme.Safe(model.Clean(c.draft.MistakesOf)) + " has " + plural(len(list), "mistake", "mistakes") + " (" + c.listsThem() + "): " + first
}

// listsThem says which keys list the mistakes of a file from here.
func (c *create) listsThem() string {
	if c.sheet.Lit() {
		return "esc, m lists them"
	}
	return "m lists them"
}

// mistakes lists what is wrong in the file that was read last; one that is about
// a field leads there.
func (c *create) mistakes() Screen {
	list := c.draft.Mistakes
	choices := make([]choice, len(list), len(list)+1)
	for i, m := range list {
		where := "the file"
		if m.Line > 0 {
			where = "line " + digit(m.Line)
		}
		choices[i] = choice{key: menuKey(i), name: where, more: theme.Safe(model.Clean(m.Why)), do: func() (tea.Cmd, Nav) {
			if m.Key == "" {
				return nil, stay
			}
			return c.open(m.Key), stay
		}}
	}
	choices = append(choices, choice{key: "x", name: "dismiss", more: "they are not told any more", do: c.dismiss})
	menu := newMenu(c.env, plural(len(list), "mistake", "mistakes")+" in "+theme.Safe(model.Clean(c.draft.MistakesOf)), choices)
	menu.table = true
	return menu
}

// dismiss forgets the mistakes of the file.
func (c *create) dismiss() (tea.Cmd, Nav) {
	c.draft.Mistakes, c.draft.MistakesOf = nil, ""
	c.reform()
	words := "the mistakes of the file are dismissed"
	return tea.Batch(c.changed(), c.env.say(note{kind: noteGood, text: words, bare: words})), stay
}
