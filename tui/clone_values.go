package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// ownValues makes the page of a section that of a copy's own values: what is changed
// there is kept in the copy that is asked for, and nothing is sent from it. The
// original's state locks nothing.
type ownValues struct {
	take   func(model.Edit, []model.Connection) // what was changed goes on to the page of the copy, and the connections as they were read
	name   func() string                        // of the copy
	rename func(string)
}

// differences are what the copy has of its own, each with what the original has.
func (c *clone) differences() []model.Difference {
	if c.copying.Original.Job.ID.Empty() {
		return nil
	}
	return c.copying.Differences(c.around())
}

// noValues is why nothing can be given to the copy now.
func (c *clone) noValues() string {
	switch {
	case c.detail.loading() && c.copying.Original.Job.ID.Empty():
		return jobUnread
	case c.copying.Original.Job.ID.Empty():
		return "the job could not be read; r reads it again"
	}
	return ""
}

// values opens what the copy may have of its own: one form, or a menu of sections.
func (c *clone) values() (tea.Cmd, Nav) {
	c.note = ""
	if c.one() {
		return nil, push(c.valuesOf(model.SectionCopy))
	}
	var choices []choice
	for _, s := range model.CopySections(c.env.client.Capabilities().Realm) {
		more := ""
		if e, ok := c.copying.Edit(s); ok {
			more = plural(len(e.Changed()), "value differs", "values differ")
		}
		choices = append(choices, choice{key: editKey(s), name: editWords(s), more: more, do: func() (tea.Cmd, Nav) { return nil, push(c.valuesOf(s)) }})
	}
	m := newMenu(c.env, "values of the copy", choices)
	m.table = true
	m.about = []string{"What you change is sent to the copy once it is made."}
	return nil, push(m)
}

// valuesOf is the page of a section of the copy.
func (c *clone) valuesOf(section model.Section) Screen {
	s := newEdit(c.env, c.job, section)
	if e, ok := c.copying.Edit(section); ok {
		s = openEditWith(c.env, e).(*edit)
	}
	take := func(e model.Edit, conns []model.Connection) {
		if conns != nil {
			c.conns = conns
		}
		c.put(c.copying.With(e))
		c.keep.values = nil
	}
	c.keep.values = s
	s.own = &ownValues{take: take, name: c.name.value, rename: c.rename}
	s.reform()
	return s
}

// atRest is a job as its copy will be when it is changed: whatever the original does,
// the copy rests.
func atRest(realm model.Realm, d model.Detail) model.Detail {
	if realm != model.Databases {
		return d
	}
	d.Job = d.Job.WithStatus(model.NewText("CONFIGURATION"))
	d.Job.Actions = model.Actions{}
	return d
}

// keepOwn hands the values on to the page of the copy, and goes back there.
func (s *edit) keepOwn() (tea.Cmd, Nav) {
	if s.has {
		s.own.take(s.form, s.conns.value)
	}
	return nil, pop()
}

// ownPath is the path field that has the focus and the connection that it is on;
// ok is false where there is none.
func (s *edit) ownPath() (path, conn model.FieldKey, ok bool) {
	switch key := s.sheet.Key(); {
	case s.section != model.SectionCopy || !s.sheet.Lit():
	case key == model.KeyFromPath:
		return key, model.KeyFromConn, true
	case key == model.KeyToPath:
		return key, model.KeyToConn, true
	}
	return "", "", false
}

// pickFolder opens the folders of the connection beside a path.
func (s *edit) pickFolder() (tea.Cmd, Nav) {
	path, conn, ok := s.ownPath()
	if !ok {
		return nil, stay
	}
	id := s.form.Get(conn)
	if id == "" {
		return s.env.say(note{kind: noteBad, text: "choose its connection first", bare: "folders without a connection"}), stay
	}
	name := id
	if o, known := s.field(conn).Option(id); known {
		name = o.Words()
	}
	return nil, push(newFolderPick(s.env, name, id, s.form.Get(path), func(picked string) tea.Cmd {
		s.begin(path, s.field(path).Value)
		s.form = s.now.before.With(path, picked)
		return s.changed(path)
	}))
}

// opensFolders reports that a key leads to the folders: ctrl+f wherever a path has the
// focus, and a space where nothing was typed yet or nothing stands, since there it is no
// text.
func (s *edit) opensFolders(key string) bool {
	path, _, ok := s.ownPath()
	if !ok || s.locked() != "" {
		return false
	}
	return key == "ctrl+f" || key == "space" && (s.now.key != path || s.form.Get(path) == "")
}

// folderActions lead to the folders, while a path has the focus.
func (s *edit) folderActions() []Action {
	if _, _, ok := s.ownPath(); !ok {
		return nil
	}
	return []Action{act(groupChange, 1, "folders", "ctrl+f", s.pickFolder).named("pick a folder of the connection").unless(s.locked)}
}

// ownTitle stands in place of the section's in the title of the page.
func ownTitle(section model.Section) string {
	if section == model.SectionCopy {
		return "values of the copy"
	}
	return "values of the copy: " + section.Word()
}

// word is what the page changes, for sentences.
func (s *edit) word() string {
	if s.own != nil {
		return strings.TrimSpace(theme.Safe(ownTitle(s.section)))
	}
	return s.section.Word()
}
