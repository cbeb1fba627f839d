package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/form"
)

// edit is the page on which one section of a job is changed: as it stands now, as
// it is to be, and what the values mean together.
type edit struct {
	env     *env
	job     model.Job // as it was read last
	section model.Section
	form    model.Edit
	has     bool           // form holds what was read
	look    model.EditForm // of form, with what only the page knows laid over it
	sheet   *form.Sheet

	read   remote[sectionRead]
	lacks  string   // why the service's answer does not tell the section; "": it does
	wants  editNext // what the reading under way is for
	name   remote[model.NameCheck]
	asking editName
	files  editFiles
	saves  editSaves
	sent   *client.Run  // what was sent last; nil: nothing was
	left   *model.Draft // it is to go on with that, once the section is read; nil: with what is read
	own    *ownValues   // it is of a copy that is not made yet; nil: of the job
	conns  remote[[]model.Connection]

	now    editVisit    // the field that is being changed
	past   []editUndone // changes, the last one last
	top    int          // first line in sight of what stands below the fields
	warned bool         // esc was pressed once on what would be lost
	width  int
	height int
}

// editNext is where it goes on once a section was read.
type editNext uint8

const (
	editOn     editNext = iota // on the page
	editReview                 // to the review
)

// editVisit is the time that somebody spends in a field: whatever is tried there
// is tried on the edit as it was before.
type editVisit struct {
	key    model.FieldKey // "": nothing was changed yet
	before model.Edit
}

// editUndone is a change of a field that can be taken back.
type editUndone struct {
	key   model.FieldKey
	value string // what stood there
}

// openEdit reads a section of a job and opens it.
func openEdit(e *env, job model.Job, section model.Section) Screen {
	return newEdit(e, job, section)
}

// openEditWith opens a section that was changed elsewhere already: from a file,
// from another job, from a draft. It is read again all the same: what was changed
// stands upon that.
func openEditWith(e *env, values model.Edit) Screen {
	s := newEdit(e, values.Detail.Job, values.Section)
	s.form, s.has = values, true
	s.reform()
	s.light()
	return s
}

func newEdit(e *env, job model.Job, section model.Section) *edit {
	s := &edit{env: e, job: job, section: section, sheet: form.NewSheet(e.theme, 0)}
	s.sheet.Hear(editLetters)
	return s
}

// editLetters are commands of the page where no text is typed.
const editLetters = "yrf"

// Title is what is updated.
func (s *edit) Title() string {
	if s.own != nil {
		return ownTitle(s.section)
	}
	return "update " + s.section.Word()
}

// Init reads the section, and what there is to choose from.
func (s *edit) Init() tea.Cmd { return tea.Batch(s.ask(editOn), s.askConnections()) }

// Resize lays the page out.
func (s *edit) Resize(w, h int) {
	s.width, s.height = w, h
	s.fit()
}

// Themed takes up a theme that has changed.
func (s *edit) Themed() { s.sheet.SetTheme(s.env.theme) }

// Typing: in the fields the page looks at every key first.
func (s *edit) Typing() bool { return s.sheet.Lit() || s.reviewing() }

// Letters reports whether letters are text now.
func (s *edit) Letters() bool { return s.sheet.Typing() }

// Closed saves what is not saved, lets others open the draft, and waits for nothing
// any more.
func (s *edit) Closed() {
	s.endEditing()
	if s.saves.writer != nil {
		if !s.warned { // else it was said that it goes
			s.Flush()
		}
		s.saves.writer.Close()
	}
	s.read.drop()
	s.name.drop()
	s.conns.drop()
	s.files.like.drop()
}

// Resumed reads what has become of the job while another page covered this one.
func (s *edit) Resumed() tea.Cmd {
	s.reform()
	return nil
}

// Update takes answers, and keys while the fields have the focus.
func (s *edit) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		return s.key(m)
	case tea.PasteMsg:
		if s.sheet.Lit() && !s.reviewing() {
			return s.key(m)
		}
	case answer[sectionRead]:
		if m.slot == &s.files.like {
			return s.likeRead(m)
		}
		return s.landed(m)
	case answer[model.NameCheck]:
		return s.nameRead(m), stay
	case answer[[]model.Connection]:
		m.take()
		s.reform()
	case nameRested:
		if m.typed == s.asking.typed {
			return s.askName(), stay
		}
	case saveDue, draftSaved:
		return s.saving(msg), stay
	case editorLeft:
		return s.editorLeft(m)
	}
	return nil, stay
}

// Tick has an age counted, and a spinner turn, while something is read.
func (s *edit) Tick(time.Time) (tea.Cmd, time.Duration) {
	if s.read.loading() {
		return nil, time.Second
	}
	return nil, 0
}

// around is what the form knows besides the values.
func (s *edit) around() model.Around {
	return model.Around{
		Now: s.env.serviceNow(), Zone: s.env.zone, Name: s.asking.check,
		NameListed: s.section == model.SectionName && s.nameListed(), Connections: s.conns.value,
	}
}

// reviewIt is the key of the button that leads to the review.
const reviewIt = "#review"

// reform makes the form anew.
func (s *edit) reform() {
	if !s.has {
		return
	}
	a := s.around()
	s.look = s.form.Form(a)
	s.sheet.Lock(s.locked())
	s.sheet.Compare(s.asRead(a))
	fields := s.look.Fields
	for i := range fields {
		s.nameWords(&fields[i])
		s.secretWords(&fields[i])
	}
	if s.locked() == "" && len(fields) > 0 && s.own != nil {
		fields = append(fields, model.Field{
			Key: reviewIt, Label: "Back to copy", Kind: model.ButtonField, Help: "Enter goes back to the page of the copy with these values. Nothing is sent from here.",
		})
	} else if s.locked() == "" && len(fields) > 0 {
		fields = append(fields, model.Field{
			Key: reviewIt, Label: "Review", Kind: model.ButtonField, Grey: unless(s.look.Changed > 0, "nothing is changed yet"),
			Help: "Enter reads the section once more, and shows what is sent before anything is.",
		})
	}
	s.look.Fields = fields
	s.sheet.Put(fields)
	s.fit()
}

// asRead are the values of the form as they were read. What only stands in another
// order is no change.
func (s *edit) asRead(a model.Around) map[model.FieldKey]string {
	was := map[model.FieldKey]string{}
	for _, f := range model.NewEdit(s.form.Detail, s.form.Base).Form(a).Fields {
		was[f.Key] = f.Value
	}
	for _, f := range s.look.Fields {
		if f.Key == model.KeyFilterExts { // the filter counts as changed, its field is marked
			continue
		}
		if value, known := was[f.Key]; known && model.SameValue(f.Key, value, f.Value) {
			was[f.Key] = f.Value
		}
	}
	return was
}

// light gives the focus to the fields, where there are any.
func (s *edit) light() { s.sheet.Light(len(s.look.Fields) > 0) }

// secretWords say of a secret whether it was typed.
func (s *edit) secretWords(f *model.Field) {
	if f.Kind == model.SecretField && f.Known == "" && !s.form.Secret(f.Key).Empty() {
		f.Known = "typed"
	}
}

// locked is why nothing can be changed here, "" if it can.
func (s *edit) locked() string {
	if s.own != nil {
		return readOnlyWhy(s.env)
	}
	return editWhy(s.env, s.job, s.section)
}

// editWhy is why a section of a job cannot be changed now, "" if it can.
func editWhy(e *env, job model.Job, section model.Section) string {
	if e.where().ReadOnly {
		return "this session is read-only"
	}
	return model.CanEdit(e.client.Capabilities(), job, section)
}
