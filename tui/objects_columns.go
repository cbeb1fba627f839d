package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/model/objects"
)

// objectColumns is what was read of the columns of tables, on demand.
type objectColumns struct {
	read  remote[[]objects.TableColumns]
	asked objects.Path
	then  func() (tea.Cmd, Nav) // what waits for them
	of    map[objects.Path]objects.TableColumns
}

// drop forgets them: the source was read anew.
func (c *objectColumns) drop() {
	c.read.drop()
	*c = objectColumns{read: remote[[]objects.TableColumns]{ticket: c.read.ticket}}
}

// columnCount says how many lines the columns of a leaf take; -1: they are not known.
func (s *objectsPage) columnCount(leaf objects.Node) int {
	path := s.state().Tree().Path(leaf)
	if read, ok := s.columns.of[path]; ok {
		return len(read.Rows(s.state().Extra(leaf)))
	}
	if s.columns.read.loading() && s.columns.asked == path {
		return objects.ReadingColumns
	}
	return -1
}

// columnsOf are the columns of a leaf with what is said of them; known is false where
// they were not read yet.
func (s *objectsPage) columnsOf(leaf objects.Node) (lines []objects.ColumnRow, known bool) {
	read, ok := s.columns.of[s.state().Tree().Path(leaf)]
	if !ok {
		return nil, false
	}
	return read.Rows(s.state().Extra(leaf)), true
}

// askColumns reads the columns of a table; then goes on once they are known.
func (s *objectsPage) askColumns(leaf objects.Node, then func() (tea.Cmd, Nav)) tea.Cmd {
	c, job, path := s.env.client, s.job, s.state().Tree().Path(leaf)
	s.columns.asked, s.columns.then = path, then
	return ask(s.env, s, &s.columns.read, func(ctx context.Context) ([]objects.TableColumns, error) {
		return c.Columns(ctx, job, []objects.Path{path}, false)
	})
}

func (s *objectsPage) columnsRead(m answer[[]objects.TableColumns]) tea.Cmd {
	if !m.take() {
		return nil
	}
	if m.err != nil {
		return s.env.say(note{kind: noteBad, text: "columns: " + shortError(m.err), bare: "columns could not be read"})
	}
	if s.columns.of == nil {
		s.columns.of = map[objects.Path]objects.TableColumns{}
	}
	for _, t := range m.value {
		s.columns.of[t.Path] = t
	}
	if _, ok := s.columns.of[s.columns.asked]; !ok {
		s.columns.of[s.columns.asked] = objects.TableColumns{Path: s.columns.asked}
	}
	s.reshow()
	if then := s.columns.then; then != nil {
		s.columns.then = nil
		cmd, _ := then()
		return cmd
	}
	return nil
}
