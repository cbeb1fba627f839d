package tui

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// The fields of an added column.
const (
	addedName  model.FieldKey = "name"
	addedHow   model.FieldKey = "operation_type"
	addedType  model.FieldKey = "type"
	addedValue model.FieldKey = "value"
	addedFor   model.FieldKey = "#for"
)

// addedDialog asks for a column that is made on the target; on the line of one it
// changes that.
func (s *objectsPage) addedDialog() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	former := ""
	if line.Part == objects.Adds {
		if all := s.state().Extra(line.Node).AddedColumns(); line.Index < len(all) {
			former = all[line.Index].Name
		}
	}
	return s.needColumns(line.Node), push(newObjectAdded(s, line.Node, former))
}

// addedWhy is why no column is made for the table under the cursor.
func (s *objectsPage) addedWhy() string {
	if why := s.leafWhy(); why != "" {
		return why
	}
	line, _ := s.cursor()
	return s.rowsOff(line.Node)
}

// newObjectAdded is the dialog for a column that is made on the target. former is the
// name of the one that is changed, "" for a new one.
func newObjectAdded(s *objectsPage, n objects.Node, former string) *objectForm {
	ref, hits, terms := s.ref(n), s.hitTables().count(), s.terms()
	f := &objectForm{page: s, title: "a column added to " + ref.name(), word: "add it"}
	ops := objects.Operations()
	values := map[model.FieldKey]string{addedName: "", addedHow: ops[0].Wire, addedType: ops[0].Types[0], addedValue: "", addedFor: onlyThis}
	if former != "" {
		f.title, f.word, hits = "column "+shownName(former)+" added to "+ref.name(), "keep", 0
		for _, c := range s.state().Extra(n).AddedColumns() {
			if c.Name == former {
				values[addedName], values[addedHow], values[addedType], values[addedValue] = c.Name, c.Operation, c.Type, c.Value
			}
		}
	}
	column := func() objects.Column {
		op, _ := objects.FindOperation(f.get(addedHow))
		c := objects.Column{Name: strings.TrimSpace(f.get(addedName)), Type: addedTypeOf(op, f.get(addedType)), Operation: f.get(addedHow)}
		if op.NeedsValue() {
			c.Value = strings.TrimSpace(f.get(addedValue))
		}
		return c
	}
	one := func() (objects.Node, *objects.Extra, string) {
		at, ok := ref.node()
		if !ok {
			return at, nil, objectGone
		}
		x := s.state().Extra(at)
		if former != "" {
			x = objects.DropAdded(x, former)
		}
		if slices.ContainsFunc(x.AddedColumns(), func(o objects.Column) bool { return o.Name == column().Name }) {
			return at, x, "a column " + shownName(column().Name) + " is added already"
		}
		x, why := s.columnsKnown(at).AddColumn(x, column(), terms.MaxTarget)
		return at, x, why
	}
	f.fields = func(get func(model.FieldKey) string) []model.Field {
		fields := addedFields(get, column(), terms.MaxTarget)
		if _, _, why := one(); why != "" && fields[0].Wrong == "" && !slices.ContainsFunc(fields, func(f model.Field) bool { return f.Wrong != "" }) {
			fields[0].Wrong = why
		}
		if former == "" {
			fields = append(fields, hitsChoice(addedFor, "this table", get(addedFor), hits))
		}
		return fields
	}
	f.about = func() []objectWords { return addedMeans(s, ref, column(), f.get(addedFor), hits) }
	f.take = func() (tea.Cmd, string) {
		if f.get(addedFor) == allHits {
			return s.addToHits(f, column(), terms.MaxTarget), ""
		}
		at, x, why := one()
		if why != "" {
			return nil, why
		}
		return s.do(s.state().PutExtra(at, x), "column "+shownName(column().Name)+" added to "+ref.name()), ""
	}
	return f.begin(values)
}

// addedTypeOf is the type that stands there, where the operation can have it, else
// the first that it can.
func addedTypeOf(op objects.Operation, typ string) string {
	if len(op.Types) > 0 && !slices.Contains(op.Types, typ) {
		return op.Types[0]
	}
	return typ
}

func addedFields(get func(model.FieldKey) string, c objects.Column, limit objects.NameLimit) []model.Field {
	name := model.Field{
		Key: addedName, Label: "name", Kind: model.TextField, Value: get(addedName), Hint: nameLetters(c.Name, limit),
		Help: "Its name on the target. The table on the source has no such column.",
	}
	if c.Name == "" {
		name.Wrong, name.Missing = "needed here", true
	} else {
		name.Wrong = objects.CheckTarget(c.Name, c.Name, limit)
	}
	op, known := objects.FindOperation(c.Operation)
	how := model.Field{Key: addedHow, Label: "filled with", Kind: model.ChoiceField, Value: get(addedHow), Help: "How each row gets its value."}
	for _, o := range objects.Operations() {
		how.Options = append(how.Options, model.Option{Value: o.Wire, Label: o.Words})
	}
	if !known {
		how.Options = append(how.Options, model.Option{Value: c.Operation, Label: shownName(c.Operation)})
		how.Wrong = "one that drover knows"
	}
	typ := model.Field{Key: addedType, Label: "type", Kind: model.ChoiceField, Value: c.Type, Help: "Its type on the target: " + strings.Join(op.Types, ", ") + "."}
	for _, t := range op.Types {
		typ.Options = append(typ.Options, model.Option{Value: t})
	}
	if len(op.Types) == 1 {
		typ.Fixed = "the only one for this"
	}
	value := model.Field{Key: addedValue, Label: "value", Kind: model.TextField, Value: get(addedValue), Help: "What stands in it: " + op.Value + "."}
	switch {
	case op.Fixed != "":
		value.Value, value.Grey = "", "always "+op.Fixed
	case !op.NeedsValue():
		value.Grey = "the service fills it"
	default:
		value.Wrong = op.Check(c.Type, c.Value)
		value.Missing = c.Value == ""
		if value.Missing {
			value.Wrong = "needed here"
		}
	}
	return []model.Field{name, how, typ, value}
}

// addedMeans says what the column does.
func addedMeans(s *objectsPage, ref objectRef, c objects.Column, whom string, hits int) []objectWords {
	n, ok := ref.node()
	if !ok {
		return []objectWords{{ref.name() + ": " + objectGone + ".", true}}
	}
	where := "It is made in " + ref.name() + " on the target only"
	if whom == allHits {
		where = "It is made in " + grouped(hits) + " " + oneOf(hits, "table", "tables") + " on the target only"
	}
	out := []objectWords{{where + "; the source stays as it is.", false}}
	if s.state().Extra(n).Chosen() || len(extraFilter(s.state().Extra(n))) > 0 {
		out = append(out, objectWords{"What is chosen of its rows and columns stays so.", false})
	}
	if s.columnsKnown(n) == nil {
		out = append(out, objectWords{"The columns of the source were not read: whether it has one of this name is not known here.", true})
	}
	return out
}

func extraFilter(x *objects.Extra) []string {
	if x == nil {
		return nil
	}
	return x.Filter
}

// addToHits adds a column to every table that is hit, as one change. Tables that have
// one of this name keep theirs.
func (s *objectsPage) addToHits(f *objectForm, c objects.Column, limit objects.NameLimit) tea.Cmd {
	now, all, read := s.state(), s.hitTables(), maps.Clone(s.columns.of)
	return work(s.env, f, &f.making, func(context.Context) (objectMade, error) {
		done, kept, why := 0, 0, "every table that is hit has a column of this name"
		next := now.PutExtras(func(yield func(objects.Node, *objects.Extra) bool) {
			all(func(n objects.Node) bool {
				x := now.Extra(n)
				var known *objects.TableColumns
				if len(read) > 0 {
					if t, ok := read[now.Tree().Path(n)]; ok {
						known = &t
					}
				}
				had := slices.ContainsFunc(x.AddedColumns(), func(o objects.Column) bool { return o.Name == c.Name })
				y, no := known.AddColumn(x, c, limit)
				if had || no != "" {
					kept++
					why = cmp.Or(no, why)
					return true
				}
				done++
				return yield(n, y)
			})
		})
		made := objectMade{of: now, next: next, words: "column " + shownName(c.Name) + " added to " + grouped(done) + " " + oneOf(done, "table", "tables")}
		if done == 0 {
			return objectMade{why: why}, nil
		}
		if made.said = made.words; kept > 0 {
			made.said += ", " + grouped(kept) + " left as " + oneOf(kept, "it is", "they are")
		}
		return made, nil
	})
}
