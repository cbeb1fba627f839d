package tui

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// editing is a draft, or a section of it, in somebody's editor.
type editing struct {
	scratch *client.Scratch
	text    []byte                    // what the editor was given first
	within  func(model.FieldKey) bool // what the file is about
	wholly  bool                      // that is everything
}

// editorLeft says that the editor has ended.
type editorLeft struct {
	of  *editing
	err error
}

func (c *create) cannotEdit() string {
	return unless(c.files.edited == nil, "it is in your editor already")
}

// edit opens the section of the step in the editor; where no field has the
// focus, the whole job. What the editor is given holds no secret, and what they
// are stays in memory meanwhile.
func (c *create) edit() (tea.Cmd, Nav) {
	left := c.settle()
	e := &editing{within: everything, wholly: true}
	name := "job.yaml"
	if step := c.step; c.sheet.Lit() && step != model.StepReview {
		e.within, e.wholly = func(key model.FieldKey) bool { return sectionOf(key) == step }, false
		name = step.String() + ".yaml"
	}
	e.text = client.WriteJobFile(part(c.draft, e.within), false)
	var err error
	if e.scratch, err = client.NewScratch(c.env.crash.folder, name, e.text); err != nil {
		return tea.Batch(left, c.env.say(badNote(err))), stay
	}
	c.files.edited = e
	return tea.Batch(left, c.openEditor(e, 0)), stay
}

func everything(model.FieldKey) bool { return true }

// part is a draft with some of its values.
func part(d model.Draft, within func(model.FieldKey) bool) model.Draft {
	for _, key := range d.Keys() {
		if !within(key) {
			d = d.Put(key, "")
		}
	}
	return d
}

// sectionOf is the step whose fields hold a key.
func sectionOf(key model.FieldKey) model.CreateStep {
	name, one := string(key), func(keys ...model.FieldKey) bool { return slices.Contains(keys, key) }
	switch {
	case one(model.KeyScenario, model.KeyMultiWrite, model.KeyDirection):
		return model.StepScenario
	case one(model.KeyEngine, model.KeyNet, model.KeyTask, model.KeyTopology):
		return model.StepLink
	case strings.HasPrefix(name, model.Sources):
		return model.StepSource
	case strings.HasPrefix(name, model.Targets):
		return model.StepTarget
	case strings.HasPrefix(name, "node_info."), strings.HasPrefix(name, model.PublicIPs):
		return model.StepInstance
	}
	return model.StepOptions
}

// openEditor gives the terminal to the editor.
func (c *create) openEditor(e *editing, line int) tea.Cmd {
	cmd, err := c.env.editor.Command(e.scratch.Path(), line)
	if err != nil {
		c.endEditing()
		return c.env.say(badNote(err))
	}
	e.scratch.LendTo(cmd)
	return c.env.lend(cmd, func(err error) tea.Msg { return reply{to: c, msg: editorLeft{of: e, err: err}} })
}

// endEditing takes the file away.
func (c *create) endEditing() {
	if e := c.files.edited; e != nil {
		e.scratch.Remove()
		c.files.edited = nil
	}
}

// editorLeft takes what the editor has left. What has mistakes is asked about
// first: the file waits for that.
func (c *create) editorLeft(m editorLeft) (tea.Cmd, Nav) {
	if m.of != c.files.edited {
		return nil, stay
	}
	text, err := m.of.scratch.Read()
	switch {
	case m.err != nil:
		c.endEditing()
		words := c.env.editor.Name() + " failed: " + strings.TrimRight(model.Clean(m.err.Error()), ".") + "; nothing was changed"
		return c.env.say(note{kind: noteBad, text: theme.Safe(words), bare: "the editor failed"}), stay
	case err != nil:
		c.endEditing()
		if errors.Is(err, fs.ErrNotExist) {
			words := c.env.editor.Name() + " left no file: nothing was taken"
			return c.env.say(note{kind: noteBad, text: theme.Safe(words), bare: "the editor left no file"}), stay
		}
		words := "what " + c.env.editor.Name() + " left cannot be read: it is no plain file, or larger than 1 MiB; nothing was changed"
		return c.env.say(note{kind: noteBad, text: theme.Safe(words), bare: "what the editor left cannot be read"}), stay
	case bytes.Equal(text, m.of.text):
		c.endEditing()
		words := "nothing was changed in the editor"
		return c.env.say(note{kind: noteGood, text: words, bare: words}), stay
	}
	file := client.ReadJobFile(text)
	d := keepingMistaken(file, c.draft, m.of.over(c.draft, file.Draft))
	d.Mistakes = nil // of an earlier file
	file.Mistakes = append(file.Mistakes, file.Later()...)
	wrong := mistakesAt(file, model.FormOf(d, c.offerFor(d)), c.form)
	if len(wrong) == 0 {
		c.endEditing()
		return c.takeFile("the editor", file, d), stay
	}
	return nil, push(c.editorMistakes(m.of, file, d, wrong))
}

// keepingMistaken is the draft that a file makes, with the values of the former
// one wherever the file is wrong: "take what is right" takes nothing away.
func keepingMistaken(file client.JobFile, was, d model.Draft) model.Draft {
	if len(file.Draft.Keys()) == 0 {
		if len(file.Mistakes) > 0 {
			return was
		}
		return d
	}
	for _, key := range was.Keys() {
		wrong := func(m client.Mistake) bool {
			rest, below := strings.CutPrefix(string(key), string(m.Key))
			return m.Key != "" && below && (rest == "" || rest[0] == '.' || rest[0] == '[')
		}
		if !d.Has(key) && slices.ContainsFunc(file.Mistakes, wrong) {
			d = d.Put(key, was.Get(key))
		}
	}
	return d
}

// mistakesAt are the mistakes of a file, and what the form says is wrong with its
// values. What is only missing yet is no mistake, nor what was wrong before
// somewhere that the file does not speak of.
func mistakesAt(file client.JobFile, form, before model.CreateForm) []client.Mistake {
	return slices.DeleteFunc(file.Judge(form), func(m client.Mistake) bool {
		if slices.Contains(file.Mistakes, m) {
			return false
		}
		field, _, ok := form.Field(m.Key)
		was, _, _ := before.Field(m.Key)
		_, told := file.Places[m.Key]
		return ok && field.Missing || !told && was.Wrong != ""
	})
}

// over is the draft with what the file says in place of what it is about.
func (e *editing) over(d, file model.Draft) model.Draft {
	if e.wholly {
		return file
	}
	d = part(d, func(key model.FieldKey) bool { return !e.within(key) || strings.Contains(string(key), "#") })
	for _, key := range file.Keys() {
		if file.Has(key) && (e.within(key) || !d.Has(key)) {
			d = d.Put(key, file.Get(key))
		}
	}
	return d
}

// editorMistakes asks what is to become of a file with mistakes.
func (c *create) editorMistakes(e *editing, file client.JobFile, d model.Draft, wrong []client.Mistake) Screen {
	_, lost := c.inPlace(d)
	return &taking{
		env: c.env, from: "what you wrote", mistakes: wrong, changes: changesOf(c.form, c.draft, d), lost: lost,
		take: func() tea.Cmd { c.endEditing(); return c.takeFile("what you wrote", file, d) },
		edit: func(line int) tea.Cmd { return c.openEditor(e, line) },
		drop: c.endEditing,
	}
}
