package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// What the copy of a transfer has of its own goes to an editor as the body that makes
// it, with the schedule that the copy gets in the end.

// textFor is a section as the editor gets it.
func (s *edit) textFor() []byte {
	if s.bodied() {
		return client.WriteCopyText(s.form, s.own.name())
	}
	values := map[model.FieldKey]string{}
	for key := range s.textKeys() {
		values[key] = s.form.Get(key)
	}
	return client.WriteSectionText(values)
}

// bodied reports that the editor has the whole body of a copy.
func (s *edit) bodied() bool { return s.own != nil && s.section == model.SectionCopy }

// writtenText is the edit that a text makes, as far as it is right, the name of the
// copy that stands in it, and what is wrong with it.
func (s *edit) writtenText(text []byte) (e model.Edit, name string, wrong []client.Mistake) {
	if s.bodied() {
		return client.ReadCopyText(text, s.form)
	}
	e, wrong = s.written(client.ReadSectionText(text))
	return e, "", wrong
}

// nameChange is another name of the copy that was written in the editor.
func (s *edit) nameChange(name string) []change {
	if s.own == nil || name == "" || name == s.own.name() {
		return nil
	}
	return []change{{key: "name", was: model.Clean(s.own.name()), now: model.Clean(name)}}
}

// renameCopy hands a name that was written in the editor to the page of the copy.
func (s *edit) renameCopy(name string) {
	if s.own != nil && name != "" && name != s.own.name() {
		s.own.rename(name)
	}
}

// rename gives the copy a name that was not typed into its field.
func (c *clone) rename(name string) {
	c.name.set(strings.TrimSpace(name))
	as := c.plan.Wish().Clone
	as.Name = c.name.value()
	c.plan.SetClone(as)
	c.typed++
	c.renamed = true
}

// Resumed asks for a name that was given on another page.
func (c *clone) Resumed() tea.Cmd {
	if c.renamed {
		c.renamed = false
		return c.askName()
	}
	return nil
}
