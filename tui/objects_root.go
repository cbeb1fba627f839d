package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// The fields of the database that all goes into.
const (
	rootName     model.FieldKey = "target_root_db.db_name"
	rootEncoding model.FieldKey = "target_root_db.db_encoding"
)

// rootDialog asks for the database on the target that everything goes into, where a
// link of two levels meets a target of three.
func (s *objectsPage) rootDialog() (tea.Cmd, Nav) { return nil, push(newObjectRoot(s)) }

// rootGrey is why there is no such database on this link; one that the job has can
// be taken out all the same.
func (s *objectsPage) rootGrey() string {
	if t := s.terms(); !t.NeedsRoot && s.state().Root().Empty() {
		return "only where databases become schemas: " + t.From + " to " + t.To + " keeps its databases"
	}
	return ""
}

func newObjectRoot(s *objectsPage) *objectForm {
	terms, was := s.terms(), s.state().Root()
	f := &objectForm{page: s, title: "the database on the target that all goes into", word: "keep"}
	root := func() objects.Root {
		r := was
		r.Name, r.Encoding = strings.TrimSpace(f.get(rootName)), f.get(rootEncoding)
		if r.Name == "" {
			r.Encoding = ""
		}
		return r
	}
	f.fields = func(get func(model.FieldKey) string) []model.Field {
		name := model.Field{
			Key: rootName, Label: "database", Kind: model.TextField, Value: get(rootName), Hint: nameLetters(strings.TrimSpace(get(rootName)), terms.MaxTarget),
			Help: "It must be there on the target. What the source holds becomes schemas of it.",
		}
		switch {
		case root().Name == "" && terms.NeedsRoot:
			name.Wrong, name.Missing = "needed on this link", true
		case root().Name == "":
			name.Hint = "empty: none"
		default:
			name.Wrong = objects.CheckTarget(root().Name, root().Name, terms.MaxTarget)
			if name.Wrong == "" {
				name.Wrong = objects.CheckRoot(root())
			}
		}
		return []model.Field{name, encodingField(get(rootEncoding), root().Name)}
	}
	f.about = func() []objectWords {
		r := root()
		switch {
		case r.Name == "" && terms.NeedsRoot:
			return []objectWords{{"Without it the objects cannot be saved.", true}}
		case r.Name == "":
			return []objectWords{{"Each database goes into one of its own.", false}}
		case !terms.NeedsRoot:
			return []objectWords{{"It has no effect on this link: " + shownName(terms.From) + " to " + shownName(terms.To) + ".", true}}
		}
		words := "All goes into database " + shownName(r.Name)
		if t := s.state().Tree(); t.Boxes() > 0 {
			box := objects.Node(0)
			if t.Boxes() > t.Databases() {
				box = objects.Node(t.Databases()) //nolint:gosec // fits
			}
			words += ", " + s.nameOf(box) + " into schema " + shownName(s.state().Target(box)) + " of it"
		}
		return []objectWords{{words + ".", false}}
	}
	f.take = func() (tea.Cmd, string) {
		r := root()
		if r.Name == was.Name && r.Encoding == was.Encoding {
			return nil, ""
		}
		if r.Name == "" {
			return s.do(s.state().PutRoot(objects.Root{}), "no database that all goes into"), ""
		}
		return s.do(s.state().PutRoot(r), "all goes into database "+shownName(r.Name)), ""
	}
	return f.begin(map[model.FieldKey]string{rootName: was.Name, rootEncoding: was.Encoding})
}

// encodingField chooses how the database's text is encoded; one that the job has is
// among the options whatever it is.
func encodingField(value, name string) model.Field {
	f := model.Field{
		Key: rootEncoding, Label: "encoding", Kind: model.ChoiceField, Value: value,
		Options: []model.Option{{Value: "", Label: "as the service does, UTF-8"}},
		Help:    "How its text is encoded. It must be the encoding that the database on the target has.",
	}
	all := objects.Encodings()
	if value != "" && !slices.Contains(all, value) {
		all = append(all, value)
	}
	for _, one := range all {
		f.Options = append(f.Options, model.Option{Value: one, Label: shownName(one)})
	}
	if name == "" {
		f.Grey = "needs a database"
	}
	return f
}
