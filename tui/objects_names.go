package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
	"drover/tui/theme"
)

// After a saving some of the names and choices of columns are looked at as the service
// has understood them: "filtered" of a column reads the other way round there, and a
// document that was taken on word by word may still be understood otherwise.

// namesLooked is how many are looked at.
const namesLooked = 12

// wantedName is what the service is to have understood of one table.
type wantedName struct {
	path    objects.Path
	target  string
	columns bool // some are left out, or have other names
}

// namesFound is what came of looking.
type namesFound struct {
	right int
	wrong []string // in words, a table each
}

// wantedNames are those of what is changed, the first few.
func (s *objectsPage) wantedNames() []wantedName {
	now := s.state()
	var out []wantedName
	s.told.diff.Of(objects.Renames).With(s.told.diff.Of(objects.PicksColumns)).Each(func(n objects.Node) bool {
		if now.Tree().Kind(n) == objects.Table && now.Chosen(n) == objects.Whole {
			out = append(out, wantedName{now.Tree().Path(n), now.Target(n), now.Extra(n).Chosen()})
		}
		return len(out) < namesLooked
	})
	return out
}

// lookAtNames asks the service how it calls what was saved.
func (s *objectsSaving) lookAtNames() tea.Cmd {
	c, job, wanted := s.env.client, s.job, s.wanted
	if len(wanted) == 0 {
		return nil
	}
	return ask(s.env, s, &s.names, func(ctx context.Context) (namesFound, error) {
		var out namesFound
		for _, w := range wanted {
			got, err := c.ObjectMappings(ctx, job, w.path, model.Page{Limit: 10})
			if err != nil {
				return out, err
			}
			if why := w.otherwise(got.Rows); why != "" {
				out.wrong = append(out.wrong, w.path.String()+" "+why)
			} else {
				out.right++
			}
		}
		return out, nil
	})
}

// otherwise says what the service has understood otherwise; "" if nothing.
func (w wantedName) otherwise(rows []objects.Mapping) string {
	for _, m := range rows {
		if m.Source.Name != w.path.Name || m.Source.Schema != w.path.Schema {
			continue
		}
		switch {
		case m.Target.Name != w.target:
			return "is called " + model.Clean(m.Target.Name) + " there, not " + model.Clean(w.target)
		case w.columns && !m.Columns:
			return "has no choice of columns there"
		}
		return ""
	}
	return "is not told of"
}

// namesLeg says whether the service has understood the names.
func (s *objectsSaving) namesLeg() leg {
	th, f := s.env.theme, s.names.value
	l := leg{sign: "-", tone: theme.Muted, title: "as understood", words: "some names and columns are looked at once it is saved"}
	switch {
	case s.names.loading():
		l.sign, l.tone, l.words = "~", theme.Busy, "the service is asked for names and columns"
	case s.names.err != nil:
		l.sign, l.tone, l.words = th.Signs().Flag, theme.Warn, "not looked at: "+shortError(s.names.err)
	case s.names.have && len(f.wrong) > 0:
		l.sign, l.tone, l.words, l.more = th.Signs().Flag, theme.Warn, plural(len(f.wrong), "object is", "objects are")+" understood otherwise:", f.wrong
	case s.names.have:
		l.sign, l.tone = th.OutcomeGlyph(model.Done), theme.OK
		l.words = plural(f.right, "table", "tables") + " looked at: the service tells them as asked for"
	}
	return l
}
