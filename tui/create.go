package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/form"
)

// create is the walk through the creation of a job: steps, the fields of one,
// and what is to be known of the field with the focus.
type create struct {
	env   *env
	draft model.Draft
	offer model.Offer
	form  model.CreateForm // of the two, with what only the page knows laid over it
	step  model.CreateStep
	seen  map[model.CreateStep]bool // the steps somebody has been at
	sheet *form.Sheet               // the fields of the step
	saves draftSaves
	file  draftFile // where the draft is kept: the same that saves writes to
	reads createReads
	files createFiles

	now     visit                     // the field that is being changed
	last    visit                     // the one before: nothing else was changed since
	past    []undone                  // changes, the last one last
	dropped []model.Drop              // what the last change took with it
	trouble map[model.FieldKey]string // why a file or a secret could not be read
	awaits  map[model.FieldKey]string // that one is being read
	resumed bool                      // it was on the disk, where no password is
	refusal refusal
	ends    bool   // of a job that is made: its two ends alone
	whose   string // the job whose ends they are, where there is no draft on the disk; "": there is one
	warned  bool   // esc was pressed once on what is not saved
	width   int
	height  int
}

// refusal is what the service said of a field, true until the field changes.
type refusal struct {
	key   model.FieldKey
	words string
}

// newCreate goes on with a draft where it was left.
func newCreate(e *env, file *client.DraftFile, d model.Draft) *create {
	return openCreate(e, file, d)
}

func openCreate(e *env, file draftFile, d model.Draft) *create {
	c := &create{
		env: e, draft: d, step: d.Step, sheet: form.NewSheet(e.theme, 1),
		seen: seenSteps(d), offer: plainOffer(e), trouble: map[model.FieldKey]string{}, awaits: map[model.FieldKey]string{},
		resumed: !d.Saved.IsZero(),
		saves:   draftSaves{writer: &draftWriter{file: file}, at: d.Saved},
	}
	c.file = c.saves.writer
	c.step = min(d.Step, model.StepReview)
	c.reform()
	c.sheet.Light(true)
	return c
}

// refusedAt has a refusal of the service stand on the field that it names, and begins
// there.
func (c *create) refusedAt(key model.FieldKey, words string) *create {
	c.refusal = refusal{key: key, words: words}
	c.reform()
	if _, step, ok := c.form.Field(key); ok && step != c.step {
		c.step, c.seen[step] = step, true
		c.reform()
	}
	c.sheet.Light(true)
	c.sheet.Focus(key)
	return c
}

// refused has a refusal of the service stand on the field that it names, if it
// names one; words are the service's, its code before them.
func (c *create) refused(words string) {
	if key, _, ok := model.FieldNamed(c.form, words); ok {
		c.lookAt(key)
		c.refusedAt(key, words)
	}
}

// Title names the page.
func (c *create) Title() string {
	if c.whose != "" {
		return "update endpoints"
	}
	return "create job"
}

// Init reads what the step needs.
func (c *create) Init() tea.Cmd {
	cmds := []tea.Cmd{c.need(), c.askName(), c.findSecrets()}
	if c.draft.From != "" && c.draft.Saved.IsZero() { // what it was begun from is worth keeping
		cmds = append(cmds, c.changed())
	}
	return tea.Batch(cmds...)
}

// Resumed reads what has become needed while another page covered this one.
func (c *create) Resumed() tea.Cmd {
	c.reform()
	return c.need()
}

// Resize lays the page out.
func (c *create) Resize(w, h int) {
	c.width, c.height = w, h
	c.fit()
}

// Themed takes up a theme that has changed.
func (c *create) Themed() { c.sheet.SetTheme(c.env.theme) }

// Typing: in the fields the page looks at every key first.
func (c *create) Typing() bool { return c.sheet.Lit() }

// Letters reports whether letters are text now.
func (c *create) Letters() bool { return c.sheet.Typing() }

// Closed saves what is not saved, and lets others open the draft.
func (c *create) Closed() {
	c.Flush()
	c.drop()
	c.saves.writer.Close()
}

// Update takes answers, and keys while the fields have the focus.
func (c *create) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		return c.key(m)
	case tea.PasteMsg:
		if c.sheet.Lit() {
			return c.key(m)
		}
	case saveDue, saveAgain, draftSaved:
		return c.saving(m), stay
	case nameRested:
		if m.typed == c.reads.typed {
			return c.askName(), stay
		}
	case secretRead:
		return c.secretCame(m), stay
	case answer[*From], answer[model.Detail], editorLeft:
		return c.filesAnswered(msg)
	default:
		return c.answered(msg), stay
	}
	return nil, stay
}

// reform makes the form anew, with what only the page knows laid over it.
func (c *create) reform() {
	c.draft.Step = c.step
	c.offer.NameListed = c.env.named != nil && c.env.named(c.draft.Name())
	c.form = model.FormOf(c.draft, c.offerFor(c.draft))
	if c.ends {
		c.endsErrors()
	}
	for i := range c.form.Steps {
		c.overlay(&c.form.Steps[i])
	}
	c.sheet.Put(c.fields())
	c.fit()
}

// overlay says on the fields what is being read, what could not be, and what
// the service has refused.
func (c *create) overlay(s *model.StepForm) {
	for i := range s.Fields {
		f := &s.Fields[i]
		c.readWords(f)
		if c.seen[s.Step] {
			c.secretWords(f)
		}
		words := c.trouble[f.Key]
		if c.refusal.key == f.Key && c.refusal.words != "" {
			words = c.refusal.words
		}
		if words == "" || !f.Live() {
			continue
		}
		if f.Wrong == "" {
			s.Wrong++
		}
		if f.Missing {
			s.Missing--
		}
		f.Wrong, f.Missing = words, false
	}
}

// fields are those of the step; of the review, the way to what is wrong.
func (c *create) fields() []model.Field {
	if c.step == model.StepReview {
		return c.reviewFields()
	}
	return c.form.Steps[c.step].Fields
}

// wrong counts what is wrong.
func (c *create) wrong() errorCount { return countErrors(c.form, c.seen) }
