package objects

import (
	"slices"
	"strings"
	"testing"

	"drover/model"
)

// shopSource has two databases of tables, a view and a procedure.
func shopSource() *Listing {
	b := NewBuilder()
	for _, name := range []string{"ORDERS", "BILLING"} {
		db := b.Database(name)
		b.Box(db).Total = 4
		for _, table := range []string{"orders_1", "orders_2"} {
			b.Leaf(db, []byte(table), Table, "", table == "orders_2" && name == "ORDERS", nil)
		}
		b.Leaf(db, []byte("v_orders"), View, "", false, nil)
		b.Leaf(db, []byte("p_orders"), Procedure, "", false, nil)
	}
	l, _ := b.Done()
	return l
}

// shop is a State over it in which all goes; at finds a node of it.
type shop struct{ *State }

func newShop() shop {
	s := Open(shopSource(), nil)
	return shop{s.Select(Every(s.Tree()), true)}
}

func (s shop) at(t testing.TB, path string) Node {
	t.Helper()
	p := Path{Database: path}
	if db, name, ok := strings.Cut(path, "."); ok {
		p = Path{Database: db, Name: name}
	}
	n, ok := s.Tree().Find(p)
	if !ok {
		t.Fatal(path + " is not there")
	}
	return n
}

func (s shop) with(t testing.TB, path string, x *Extra) shop {
	return shop{s.PutExtra(s.at(t, path), x)}
}

func (s shop) renamed(t testing.TB, path, target string) shop {
	return shop{s.Rename(s.at(t, path), target)}
}

func (s shop) chosen(t testing.TB, path string, on bool) shop {
	return shop{s.Select(SetOf(s.Tree(), s.at(t, path)), on)}
}

// mistakesFound are the mistakes in short: "columns ORDERS.orders_1.a!: why", ? for those that
// are only to be read.
func mistakesFound(s *State, c Checked) []string {
	var out []string
	for _, m := range c.Mistakes {
		text := string(m.Key) + " "
		if m.Node != None {
			text += s.Tree().Path(m.Node).String()
		}
		if m.Column != "" {
			text += "." + m.Column
		}
		mark := "!"
		if m.Warn {
			mark = "?"
		}
		out = append(out, text+mark+" "+m.Why)
	}
	return out
}

// oneToOneTerms are those of a job whose tables stay in their databases.
func oneToOneTerms() Terms {
	t := syncTerms()
	t.OneToMany = model.No
	return t
}

// syncTerms are those of a synchronization that was not started.
func syncTerms() Terms {
	return Terms{Sync: true, From: "mysql", To: "mysql", MaxTarget: LimitOf("mysql")}
}

func startedWith(scope Scope) Terms {
	t := syncTerms()
	t.Started, t.Scope = true, scope
	return t
}

func readColumns(Node) *TableColumns { return fourColumns() }

func TestMistakes(t *testing.T) {
	lookup := &Extra{Lookup: true, Join: []string{"a.id = b.id"}, Columns: []Column{{Name: "id", Lookup: true, FilterKey: "id"}}}
	filter := &Extra{Filter: []string{"id > 7"}}
	columns := func(all ...Column) *Extra { return &Extra{Columns: all} }
	kept := func(name string) Column { return Column{Name: name, Keep: model.Yes} }
	added := func(name, op, typ, value string) Column {
		return Column{Name: name, Added: true, Operation: operationMark + op, Type: typ, Value: value}
	}
	reading := syncTerms()
	reading.Columns = readColumns
	unmapped := syncTerms()
	unmapped.Support.ColumnMapping = model.No
	whole := syncTerms()
	whole.Selectable = model.No
	rooted := syncTerms()
	rooted.NeedsRoot = true
	many := syncTerms()
	many.ManyToOne = true
	folding := syncTerms()
	folding.FoldNames = true
	migration := Terms{From: "mysql", To: "mysql"}
	one, two := "ORDERS.orders_1", "ORDERS.orders_2"

	for _, c := range []struct {
		what  string
		terms Terms
		do    func(s shop) *State
		want  []string // "": how each begins
	}{
		{"all goes", syncTerms(), func(s shop) *State { return s.State }, nil},
		{"nothing goes", syncTerms(), func(s shop) *State { return s.Select(Every(s.Tree()), false) }, []string{"nothing ! nothing is chosen"}},

		{"started with all, all goes", startedWith(ScopeAll), func(s shop) *State { return s.SelectEverything() }, nil},
		{"started with all, a table is left out", startedWith(ScopeAll), func(s shop) *State { return s.chosen(t, one, false).State }, []string{"scope ! the job was started with everything"}},
		{"started with all, a table is renamed", startedWith(ScopeAll), func(s shop) *State { return s.SelectEverything().Rename(s.at(t, one), "x") }, []string{"scope ! the job was started with everything"}},
		{"started with databases, one is left out", startedWith(ScopeDatabase), func(s shop) *State { return s.chosen(t, "BILLING", false).State }, nil},
		{"started with databases, a table is left out", startedWith(ScopeDatabase), func(s shop) *State { return s.chosen(t, one, false).State }, []string{"scope ! the job was started with whole databases"}},
		{"started with databases, all goes", startedWith(ScopeDatabase), func(s shop) *State { return s.SelectEverything() }, []string{"scope ! the job was started with whole databases"}},
		{"started with tables, all goes", startedWith(ScopeTable), func(s shop) *State { return s.SelectEverything() }, []string{"scope ! the job was started with single tables"}},
		{"started with tables, whole databases go", startedWith(ScopeTable), func(s shop) *State { return s.State }, nil},
		{"the task takes all", whole, func(s shop) *State { return s.State }, []string{"scope ! this task takes all"}},

		{"no root", rooted, func(s shop) *State { return s.State }, []string{"root ! the target needs a database"}},
		{"a root", rooted, func(s shop) *State { return s.PutRoot(Root{Name: "r"}) }, nil},
		{"a root that is none", rooted, func(s shop) *State { return s.PutRoot(Root{Name: "r."}) }, []string{"root ! the database on the target that all goes into: no < > ."}},
		{"a root without effect", syncTerms(), func(s shop) *State { return s.PutRoot(Root{Name: "r"}) }, []string{"root ? the database r"}},

		{"a target name", syncTerms(), func(s shop) *State { return s.renamed(t, one, "a.b").State }, []string{"target ORDERS.orders_1! target name a.b: no < > ."}},
		{"a target name that is too long", syncTerms(), func(s shop) *State { return s.renamed(t, one, strings.Repeat("x", 65)).State }, []string{"target ORDERS.orders_1! target name "}},
		{"a target name of a table that does not go", syncTerms(), func(s shop) *State { return s.renamed(t, one, "a.b").chosen(t, one, false).State }, nil},
		{"a database's target name", syncTerms(), func(s shop) *State { return s.renamed(t, "ORDERS", "a ").State }, []string{"target ORDERS! target name a : no blank"}},
		{"two scripts", syncTerms(), func(s shop) *State { return s.renamed(t, one, "оrders").State }, []string{"target ORDERS.orders_1? target name оrders: the name mixes"}},
		{"an alias", syncTerms(), func(s shop) *State { return s.with(t, one, &Extra{DBAlias: "a<"}).State }, []string{"target ORDERS.orders_1! where it goes, a<"}},
		{"an alias of a job that is not one to many", oneToOneTerms(), func(s shop) *State { return s.with(t, one, &Extra{DBAlias: "archive"}).State }, []string{"target ORDERS.orders_1! it goes elsewhere"}},

		{"a clash", syncTerms(), func(s shop) *State { return s.renamed(t, one, "v_orders").State }, []string{"clash ORDERS.v_orders! ORDERS.v_orders on the target is also ORDERS.orders_1", "clash ORDERS.orders_1! ORDERS.v_orders on the target is also ORDERS.v_orders"}},
		{"a clash of many to one", many, func(s shop) *State { return s.renamed(t, one, "v_orders").State }, nil},
		{"a clash but for its case", folding, func(s shop) *State { return s.renamed(t, one, "V_Orders").State }, []string{"clash ORDERS.v_orders?", "clash ORDERS.orders_1?"}},

		{"a filter", syncTerms(), func(s shop) *State { return s.with(t, one, filter).State }, nil},
		{"a filter in a migration", migration, func(s shop) *State { return s.with(t, one, filter).State }, []string{"filter ORDERS.orders_1! only a synchronization"}},
		{"two filters", syncTerms(), func(s shop) *State { return s.with(t, one, &Extra{Filter: []string{"a > 1", "b > 1"}}).State }, []string{"filter ORDERS.orders_1! one row filter for a table, not 2"}},
		{"a filter that is none", syncTerms(), func(s shop) *State { return s.with(t, one, &Extra{Filter: []string{"a > 1;"}}).State }, []string{`filter ORDERS.orders_1! row filter "a > 1;": no semicolon`}},
		{"a filter that moves", syncTerms(), func(s shop) *State { return s.with(t, one, &Extra{Filter: []string{"a > now()"}}).State }, []string{"filter ORDERS.orders_1? row filter"}},
		{"a filter on a view", syncTerms(), func(s shop) *State { return s.with(t, "ORDERS.v_orders", filter).State }, []string{"filter ORDERS.v_orders! a view has no rows"}},
		{"a filter on what does not go", syncTerms(), func(s shop) *State {
			return s.with(t, one, &Extra{Filter: []string{";"}}).chosen(t, one, false).State
		}, nil},

		{"columns in a migration", migration, func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "a", Keep: model.No}, kept("b"))).State
		}, []string{"columns ORDERS.orders_1! only a synchronization"}},
		{"columns of a procedure", syncTerms(), func(s shop) *State { return s.with(t, "ORDERS.p_orders", columns(kept("a"))).State }, []string{"columns ORDERS.p_orders! a procedure has no columns"}},
		{"a key is left out", syncTerms(), func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "id", Key: true, Keep: model.No}, kept("a"))).State
		}, []string{"columns ORDERS.orders_1.id! a key column is left out"}},
		{"a key that the source tells of", reading, func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "id", Keep: model.No}, kept("part"), kept("a"), kept("b"))).State
		}, []string{"columns ORDERS.orders_1.id! a key column is left out"}},
		{"all listed are left out", syncTerms(), func(s shop) *State { return s.with(t, one, columns(Column{Name: "a", Keep: model.No})).State }, []string{"columns ORDERS.orders_1? every column that is listed"}},
		{"all are left out", reading, func(s shop) *State {
			out := func(name string) Column { return Column{Name: name, Keep: model.No} }
			return s.with(t, one, columns(out("id"), out("part"), out("a"), out("b"))).State
		}, []string{"columns ORDERS.orders_1.id! a key", "columns ORDERS.orders_1! all columns are left out"}},
		{"not all are listed", reading, func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "a", Keep: model.No}, kept("id"))).State
		}, []string{"columns ORDERS.orders_1? columns are left out or have other names, and not all"}},
		{"one is gone", reading, func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "a", Keep: model.No}, kept("id"), kept("part"), kept("b"), kept("was"))).State
		}, []string{"columns ORDERS.orders_1.was? the table does not have it"}},
		{"a partition key is mapped", reading, func(s shop) *State {
			return s.with(t, one, columns(kept("id"), Column{Name: "part", Target: "p", Keep: model.Yes}, kept("a"), kept("b"))).State
		}, []string{"columns ORDERS.orders_1.part! a column of the partition key"}},
		{"the link maps no columns", unmapped, func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "a", Target: "b", Keep: model.Yes})).State
		}, []string{"columns ORDERS.orders_1.a! this link gives columns no other names"}},
		{"a column's target name", syncTerms(), func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "a", Target: "b.", Keep: model.Yes})).State
		}, []string{"columns ORDERS.orders_1.a! target name b.: no"}},
		{"two columns with one name", syncTerms(), func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "a", Target: "B", Keep: model.Yes}, kept("b"))).State
		}, []string{"columns ORDERS.orders_1.b! column a has the name b"}},

		{"an added column", syncTerms(), func(s shop) *State { return s.with(t, one, columns(added("x", "default_value", "long", "7"))).State }, nil},
		{"an added column without a value", syncTerms(), func(s shop) *State { return s.with(t, one, columns(added("x", "default_value", "long", ""))).State }, []string{"added ORDERS.orders_1.x! a fixed value: a value is needed"}},
		{"an added column of a wrong type", syncTerms(), func(s shop) *State { return s.with(t, one, columns(added("x", "create_time", "int", ""))).State }, []string{"added ORDERS.orders_1.x! time of creation: the type is"}},
		{"an added column with a value of its own", syncTerms(), func(s shop) *State {
			return s.with(t, one, columns(added("x", "expression", "varchar(256)", "y"))).State
		}, []string{"added ORDERS.orders_1.x? the value is always"}},
		{"an added column that drover does not know", syncTerms(), func(s shop) *State { return s.with(t, one, columns(added("x", "magic", "long", ""))).State }, []string{"added ORDERS.orders_1.x? drover does not know"}},
		{"an added column that nothing fills", syncTerms(), func(s shop) *State {
			return s.with(t, one, columns(Column{Name: "x", Added: true, Type: "long"})).State
		}, []string{"added ORDERS.orders_1.x! what fills it"}},
		{"an added column that is copied", syncTerms(), func(s shop) *State {
			x := added("x", "create_time", "long", "")
			x.Keep = model.Yes
			return s.with(t, one, columns(x)).State
		}, []string{"added ORDERS.orders_1.x! an added column is neither"}},
		{"an added column with two names", syncTerms(), func(s shop) *State {
			x := added("x", "create_time", "long", "")
			x.Target = "y"
			return s.with(t, one, columns(x)).State
		}, []string{"added ORDERS.orders_1.x! an added column has one name"}},
		{"an added column of a name that is there", reading, func(s shop) *State { return s.with(t, one, columns(added("a", "create_time", "long", ""))).State }, []string{"added ORDERS.orders_1.a! the table has a column of that name"}},

		{"a lookup", syncTerms(), func(s shop) *State { return s.with(t, one, lookup).with(t, two, filter).State }, nil},
		{"a lookup that nothing uses", syncTerms(), func(s shop) *State { return s.with(t, one, lookup).State }, []string{"lookup ORDERS.orders_1? no table has a row filter"}},
		{"a lookup in a migration", migration, func(s shop) *State { return s.with(t, one, lookup).State }, []string{"lookup ORDERS.orders_1! only a synchronization", "lookup ORDERS.orders_1? no table"}},
		{"a lookup that does not say how", syncTerms(), func(s shop) *State { return s.with(t, one, &Extra{Lookup: true}).with(t, two, filter).State }, []string{"lookup ORDERS.orders_1! how it is looked up", "lookup ORDERS.orders_1? no column of it is marked"}},
		{"a lookup with a wrong condition", syncTerms(), func(s shop) *State {
			x := lookup.Clone()
			x.Join = []string{"a = 'b"}
			return s.with(t, one, x).with(t, two, filter).State
		}, []string{`lookup ORDERS.orders_1! join condition "a = 'b": a quote`}},
		{"a lookup with a wrong mark", syncTerms(), func(s shop) *State {
			x := lookup.Clone()
			x.Columns[0].FilterKey = "other"
			return s.with(t, one, x).with(t, two, filter).State
		}, []string{"lookup ORDERS.orders_1.id! a key or an index"}},
		{"a lookup with an added column", syncTerms(), func(s shop) *State {
			x := lookup.Clone()
			x.Columns = append(x.Columns, added("x", "create_time", "long", ""))
			return s.with(t, one, x).with(t, two, filter).State
		}, []string{"lookup ORDERS.orders_1.x! nothing is added"}},
		{"a lookup with a filter", syncTerms(), func(s shop) *State {
			x := lookup.Clone()
			x.Filter = []string{"a > 7"}
			return s.with(t, one, x).with(t, two, filter).State
		}, []string{"lookup ORDERS.orders_1? a row filter on a lookup"}},
		{"a view that is looked up", syncTerms(), func(s shop) *State { return s.with(t, "ORDERS.v_orders", lookup).with(t, two, filter).State }, []string{"lookup ORDERS.v_orders! a view cannot be looked up"}},
		{"a database that is looked up, with nothing in it", syncTerms(), func(s shop) *State { return s.SetLookup(s.at(t, "BILLING"), true) }, []string{"lookup BILLING! nothing in it is looked up"}},
		{"a database that is looked up", syncTerms(), func(s shop) *State {
			return shop{s.SetLookup(s.at(t, "BILLING"), true)}.with(t, "BILLING.orders_1", lookup).with(t, two, filter).State
		}, nil},
		{"a join condition on a table that goes", syncTerms(), func(s shop) *State { return s.with(t, one, &Extra{Join: []string{"a = b"}}).State }, []string{"lookup ORDERS.orders_1? a join condition acts on a lookup"}},
	} {
		s := c.do(newShop())
		checked := Check(s, nil, c.terms)
		got := mistakesFound(s, checked)
		ok := len(got) == len(c.want)
		for _, want := range c.want {
			ok = ok && slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, want) })
		}
		if !ok {
			t.Errorf("%s:\n%s\nnot\n%s", c.what, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		if checked.Errors+checked.Warnings != len(got) {
			t.Errorf("%s: %d and %d are counted, %d told", c.what, checked.Errors, checked.Warnings, len(got))
		}
	}
}
