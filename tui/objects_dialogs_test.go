package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"drover/model"
	"drover/model/objects"
)

// mapsObjects opens the objects of a job that can be changed.
func (d *desk) mapsObjects(name string) *objectsPage {
	d.Helper()
	d.find(name).Keys("e", "o").Wait(5 * time.Second)
	s, ok := d.app.top().(*objectsPage)
	if !ok || !s.source.have || !s.held.have {
		d.Fatalf("the page on top is %T:\n%s", d.app.top(), d.Screen())
	}
	return s
}

// oneToMany is a policy under which one table may go elsewhere than its database.
const oneToMany = `{"type":"policy","params":{"policy_config":{"conflict_policy":"ignore","filter_ddl_policy":"drop_database","index_trans":true,` +
	`"ddl_trans":true,"dml_types":"i,u,d","data_sync_topology_type":"one2many","support_ddl_info":"CREATE_TABLE"}}}`

// onObject puts the cursor of the page on an object.
func (d *desk) onObject(s *objectsPage, path ...string) objects.Node {
	d.Helper()
	p := objects.Path{Database: path[0], Name: path[len(path)-1]}
	if len(path) == 1 {
		p.Name = ""
	}
	if len(path) == 3 {
		p.Schema = path[1]
	}
	n, ok := s.state().Tree().Find(p)
	if !ok {
		d.Fatalf("there is no %v", path)
	}
	s.goTo(n)
	if line, _ := s.cursor(); line.Node != n {
		d.Fatalf("the cursor is not on %v:\n%s", path, d.Screen())
	}
	return n
}

func TestANameOnTheTarget(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		n := d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("n").Sees("name of table audit_log_0015 on the target", "empty: the same name", "On the target: wave2_00.audit_log_0015")
		d.Type("a.b").Sees(`no < > . or "`).Keys("enter").Sees("on the target: no <")
		d.Keys("esc").Sees("esc again drops what was changed here").Keys("ctrl+u").Type("audit_log_0025").Sees("has this name there, too")
		d.Keys("ctrl+u").Type("audit_15").Sees("8 of 64 letters", "On the target: wave2_00.audit_15").Keys("enter").Misses("name of table").Sees("audit_15", "1 change")
		if got := s.state().Target(n); got != "audit_15" {
			t.Errorf("its name on the target is %q", got)
		}
		d.Keys("n", "ctrl+u", "enter").Sees("0 changes")
		d.Keys("u").Sees("1 change").Keys("n").Type("x").Keys("esc").Sees("esc again").Keys("esc").Sees("1 change")
		if got := s.state().Target(n); got != "audit_15" {
			t.Errorf("after esc its name on the target is %q", got)
		}
	})
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("orders-prod-sync-02")
		d.onObject(s, "orders_00", "audit_log_0017")
		d.Keys("n").Sees("n target name: audit_log_0017 is on the target already: its name there stays").Misses("name of table")
		d.Keys("b").Sees("its place there stays")
	})
}

// What a dialog is about is known by its name: the source may be read anew beneath
// it, and places in another tree mean nothing.
func TestADialogOutlivesAnotherReading(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("n").Type("kept")
		before := s.state().Tree()
		cmd, _ := s.again()
		d.do(cmd)
		d.Wait(10 * time.Second)
		if s.state().Tree() == before {
			t.Fatal("the source was not read anew")
		}
		d.Keys("enter")
		n, ok := s.state().Tree().Find(objects.Path{Database: "wave2_00", Name: "audit_log_0015"})
		if !ok || s.state().Target(n) != "kept" {
			t.Errorf("its name on the target is %q, %v", s.state().Target(n), ok)
		}
	})
	gone := objectRef{page: &objectsPage{history: objects.NewHistory(objects.Open(nil, nil))}, path: objects.Path{Database: "a", Name: "b"}}
	if _, ok := gone.node(); ok {
		t.Error("what is not there was found")
	}
}

func TestManyAreRenamedByARule(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		before := s.state()
		d.Keys("/").Type("orders_").Keys("enter", "m").Sees("rename by a rule", "‹ the 200 hits of the filter ›")
		d.Type(`orders_(\d+`).Sees("^ missing closing )").Keys("ctrl+r").Sees("missing closing )")
		d.Type(")").Misses("^ ").Keys("tab").Type("orders_y$2").Sees("^ no group 2", "a mistake in the rule")
		d.Keys("backspace").Type("1").Sees(`Renamed by orders_(\d+) > orders_y$1: 200, 0 clashes`, "orders_y0009", "200 names match", "[ rename 200 ]")
		d.Keys("pgdown").Sees("9–").Keys("esc").Sees("esc again drops the rule").Keys("tab", "enter").Misses("rename by a rule").Sees("200 renamed by", "u takes it back")
		n := 0
		s.hitTables()(func(at objects.Node) bool {
			if now := s.state(); now.Target(at) == strings.Replace(now.Tree().Name(at), "orders_", "orders_y", 1) {
				n++
			}
			return true
		})
		if n != 200 {
			t.Errorf("%d have the new name", n)
		}
		d.Keys("u")
		if !objects.Compare(before, s.state()).Empty() {
			t.Error("one u does not take the rule back")
		}
	})
}

func TestARuleTellsWhatStandsAgainstIt(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		d.Keys("/").Type("orders_").Keys("enter", "m").Type("orders_*").Keys("tab").Type("same").
			Sees("another object has that name on the target", "clashes").Keys("ctrl+u").Type(strings.Repeat("x", 70)).
			Sees("0 clashes, 200 names too long", "the target takes 64").Keys("ctrl+r").Sees("no name would change")
		if s.history.Now() != s.state() || !objects.Compare(s.base, s.state()).Empty() {
			t.Error("a rule that renames nothing changed something")
		}
		d.Keys("shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "left").Sees("in upper case").Sees("Renamed by upper-case letters: 200").
			Keys("esc").Sees("esc again").Keys("esc").Sees("/orders_")
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.mapsObjects("orders-prod-sync-02")
		d.Keys("/").Type("audit_log_").Keys("enter", "m").Type("*").Keys("tab").Type("x_*").Sees("stay as they are", "it is on the target already")
	})
}

// A rule over a state that has gone is counted anew, and renames nothing before.
func TestARuleIsCountedAnewAfterAnotherReading(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		d.Keys("m").Type("orders_*").Keys("tab").Type("o_*").Sees("[ rename ")
		cmd, _ := s.again()
		d.do(cmd)
		d.Wait(10 * time.Second)
		d.Keys("ctrl+r").Sees("rename by a rule")
		if !objects.Compare(s.base, s.state()).Empty() {
			t.Error("names of another tree were taken over")
		}
		d.Keys("ctrl+r").Misses("rename by a rule").Sees("renamed by")
	})
}

func filterOf(s *objectsPage, n objects.Node) []string {
	if x := s.state().Extra(n); x != nil {
		return x.Filter
	}
	return nil
}

func TestARowFilter(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		n := d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("w").Sees("rows of audit_log_0015", "0 of 512 letters", "empty: every row is copied").Type("created_at >= '2025-01-01").
			Sees("25 of 512 letters", "a quote is not closed").Keys("enter").Sees("a quote is not closed", "rows of audit_log_0015")
		d.Type("'").Sees("nothing wrong to be seen here", "the service has not seen it").Keys("ctrl+t").Wait(5 * time.Second).Sees("the service takes it")
		d.Type(" and nowhere > 1").Sees("the service has not seen it").Keys("ctrl+t").Wait(5 * time.Second).Sees("the service says: ")
		for range len(" and nowhere > 1") {
			d.Fast("backspace")
		}
		d.Keys("esc").Sees("esc again drops what was typed").Keys("enter").Misses("rows of").Sees("where created_at >= '2025-01-01'", "1 change")
		if got := filterOf(s, n); !slices.Equal(got, []string{"created_at >= '2025-01-01'"}) {
			t.Errorf("its filter is %q", got)
		}
		d.Keys("w", "ctrl+u").Sees("no filter").Keys("enter").Misses("where created_at").Sees("0 changes")
		d.Keys("w").Type(strings.Repeat("a", 513)).Sees("513 of 512 letters").Keys("esc", "esc")
		d.Keys("w").Paste("a > 1\n  and b\n = 2").Sees("a > 1 and b = 2").Keys("esc", "esc").Sees("0 changes")
	})
}

func TestARowFilterForAllThatIsHit(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		before := s.state()
		d.Keys("/").Type("customers").Keys("enter", "j", "w").Type("id > 7").Keys("tab").Sees("‹ this table ›").Keys("space").Sees("‹ the 200 tables hit ›")
		d.Keys("enter").Sees("enter again: 200 tables with a row filter").Keys("space", "space", "enter").Sees("enter again").Keys("enter").Sees("200 tables with a row filter; u takes it back")
		n := 0
		s.hitTables()(func(at objects.Node) bool {
			if slices.Equal(filterOf(s, at), []string{"id > 7"}) {
				n++
			}
			return true
		})
		if n != 200 {
			t.Errorf("%d have the filter", n)
		}
		d.Keys("w", "tab", "space", "x").Sees("0 of 512 letters").Keys("enter", "enter").Sees("200 tables without a row filter").Keys("u", "u")
		if !objects.Compare(before, s.state()).Empty() {
			t.Error("u does not take both back")
		}
	})
}

func TestWhatAMigrationCannotChoose(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		d.onObject(s, "wave2_00", "audit_log_0015")
		s.job.Scenario = model.Migration
		d.Keys("w").Sees("synchronizations only").Keys("+").Sees("synchronizations only").Keys("o").Sees("synchronizations only")
		d.Keys("c").Wait(5*time.Second).Sees("a migration copies all of a table").Keys("j", "space").Sees("synchronizations only")
		if !objects.Compare(s.base, s.state()).Empty() {
			t.Error("something was changed")
		}
	})
}

func TestColumnsOfATable(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		n := d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("c").Wait(5*time.Second).Sees("wave2_00.audit_log_0015", "All columns are copied.", "id: a key column is always copied.")
		d.Keys("space").Sees("copy, leave out: id: a key column is always copied")
		d.Keys("j", "space").Sees("left out", "1 is left out").Keys("k", "n").Sees("customer_id is left out: it has no name there")
		d.Keys("j", "n").Sees("name of column region_id on the target").Type("id").Keys("enter").Sees("column id has that name on the target").
			Keys("ctrl+u").Type("region").Keys("enter").Sees("1 has another name on the target.")
		rows := s.columnsKnown(n).Rows(s.state().Extra(n))
		if rows[1].Fate != objects.ColumnLeftOut || rows[2].To != "region" {
			t.Errorf("%+v", rows[:3])
		}
		for _, c := range s.state().Extra(n).Columns { // all are listed as soon as one is not as it was
			if want := c.Name != "customer_id"; (c.Keep == model.Yes) != want {
				t.Errorf("%s is kept: %v", c.Name, c.Keep)
			}
		}
		d.Keys("*").Sees("All columns are copied.").Keys("u").Sees("1 is left out", "undone: all columns of audit_log_0015").Keys("u", "u").Sees("All columns are copied.")
		if x := s.state().Extra(n); !x.Empty() {
			t.Errorf("%+v is said of a table as it was", x)
		}
		d.Keys("esc").Sees("0 changes")
	})
}

func TestAColumnIsAdded(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		n := d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("+").Sees("a column added to audit_log_0015", "needed here").Keys("ctrl+r").Sees("name: needed here")
		d.Type("src_id").Keys("tab", "tab", "right").Sees("‹ long ›").Keys("tab").Type("x").Sees("a whole number").Keys("ctrl+r").Sees("value: a whole number")
		d.Keys("backspace").Type("7").Keys("ctrl+r").Misses("a column added to").Sees("adds", "src_id", "1 change")
		want := objects.Column{Name: "src_id", Type: "long", Operation: "ADDITIONALCOLUMN,default_value", Value: "7", Added: true}
		if got := s.state().Extra(n).AddedColumns(); len(got) != 1 || got[0].Name != want.Name || got[0].Type != want.Type || got[0].Operation != want.Operation || got[0].Value != want.Value {
			t.Errorf("added is %+v", got)
		}
		d.Keys("+").Type("src_id").Keys("tab", "tab", "tab").Type("1").Keys("ctrl+r").Sees("a column src_id is added already").Keys("esc", "esc")
		d.Keys("c").Wait(5*time.Second).Keys("G").Sees("a fixed value: 7").Keys("enter").Sees("column src_id added to").Keys("tab", "right").
			Sees("‹ time of creation ›", "the service fills it").Keys("ctrl+r").Sees("time of creation", "long").Keys("-").Misses("src_id added", "[+]")
		if got := s.state().Extra(n).AddedColumns(); len(got) != 0 {
			t.Errorf("dropped, and there is %+v", got)
		}
		d.Keys("+").Type("id").Keys("tab", "tab", "tab").Type("1").Keys("ctrl+r").Sees("the table has a column id").Keys("esc", "esc", "esc")
	})
}

func TestAColumnIsAddedToAllThatIsHit(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		d.Keys("/").Type("customers").Keys("enter", "j", "+").Type("src").Keys("tab", "tab", "tab").Type("7").Keys("tab", "space").
			Sees("It is made in 200 tables").Keys("tab", "enter").Sees("column src added to 200 tables")
		n := 0
		s.hitTables()(func(at objects.Node) bool { n += len(s.state().Extra(at).AddedColumns()); return true })
		if n != 200 {
			t.Errorf("%d were added", n)
		}
		d.Keys("u").Sees("0 changes")
	})
}

func TestATableThatIsOnlyLookedUp(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		n := d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("o").Wait(5*time.Second).Sees("how others' filters use audit_log_0015").Keys("space").Sees("Nothing of audit_log_0015 is copied.").
			Keys("tab").Type("orders.id = audit.id").Sees("a condition needs a key").Keys("tab").Type("idd").Sees("the table has no column idd").
			Keys("backspace").Keys("tab").Type("region_id").Keys("ctrl+r").Misses("how others' filters").Sees("[?]", "looks up orders.id = audit.id")
		want := objects.LookupUse{Only: true, Join: []string{"orders.id = audit.id"}, Keys: []string{"id"}, Indexes: []string{"region_id"}}
		if got := s.state().Extra(n).LookupUse(); !sameUse(got, want) {
			t.Errorf("it is used as %+v", got)
		}
		if s.state().Chosen(n) != objects.Nothing {
			t.Error("a lookup goes")
		}
		d.Keys("n").Sees("only looked up: it has no name").Keys("+").Sees("only looked up: nothing of it is copied").Keys("w").Sees("how others' filters use").Keys("esc")
		d.Keys("o", "space").Sees("It is no lookup any more.").Keys("ctrl+r").Misses("[?]")
	})
}

func TestATableGoesElsewhereAlone(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("b").Sees("in one-to-many jobs alone").Misses("alone goes")
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.elsewhere("wave2-shop-01", oneToMany)
		s := d.mapsObjects("wave2-shop-01")
		n := d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("b").Sees("where audit_log_0015 alone goes", "the target has no schemas").Type("a<b").Sees(`no < > . or "`).Keys("ctrl+u").Type("archive").
			Sees("On the target: archive.audit_log_0015", "The other tables of wave2_00 stay where they are.").Keys("ctrl+r").Sees("1 change")
		if x := s.state().Extra(n); x == nil || x.DBAlias != "archive" || x.SchemaAlias != "" {
			t.Errorf("%+v", x)
		}
		d.Keys("n").Sees("On the target: archive.audit_log_0015").Keys("esc", "b", "ctrl+u", "ctrl+r").Sees("0 changes")
	})
}

func TestTheDatabaseThatAllGoesInto(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("billing-ora-03")
		was := s.state().Root()
		d.Keys("T").Sees("the database on the target that all goes into").Keys("ctrl+u").Sees("needed on this link", "cannot be saved").Keys("ctrl+r").Sees("database: needed on this link")
		d.Type("my.db").Sees(`no < > . or "`).Keys("ctrl+u").Type("mydb").Keys("tab").Keys("space").Sees("GBK").Keys("down", "down", "down", "enter").Keys("ctrl+r").Misses("all goes into ")
		if got := s.state().Root(); got.Name != "mydb" || got.Encoding == was.Encoding {
			t.Errorf("the root is %+v", got)
		}
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.mapsObjects("wave2-shop-01")
		d.Keys("T").Sees("only where databases become schemas").Misses("‹")
	})
}

// What the dialogs make is a document that the service takes, and that says it.
func TestTheServiceTakesWhatDialogsMake(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.elsewhere("wave2-shop-01", oneToMany)
		s := d.mapsObjects("wave2-shop-01")
		d.onObject(s, "wave2_00", "audit_log_0015")
		d.Keys("n").Type("audit_15").Keys("enter", "w").Wait(5 * time.Second).Type("id > 7").Keys("enter")
		d.onObject(s, "wave2_00", "audit_log_0025")
		d.Keys("c").Wait(5*time.Second).Keys("j", "space", "n").Type("region").Keys("enter", "esc")
		d.onObject(s, "wave2_00", "audit_log_0035")
		d.Keys("+").Wait(5*time.Second).Type("src_id").Keys("tab", "tab", "tab").Type("7").Keys("ctrl+r")
		d.onObject(s, "wave2_00", "audit_log_0045")
		d.Keys("b").Type("archive").Keys("ctrl+r")
		d.onObject(s, "wave2_00", "audit_log_0055")
		d.Keys("o").Wait(5*time.Second).Keys("space", "tab").Type("orders.id = audit_log.id").Keys("tab").Type("id").Keys("ctrl+r")
		d.Sees("5 changes", "0 errors").Keys("ctrl+r").Wait(5*time.Second).Keys("tab", "enter").Wait(time.Minute)
		if got := d.sim.Applied(); len(got) != 2 {
			t.Fatalf("applied %v:\n%s", got, d.Screen())
		}
		text := string(d.sim.Objects(s.job.ID.String()))
		for _, want := range []string{`"audit_15"`, `"id > 7"`, `"region"`, `"src_id"`, `"archive"`, `"orders.id = audit_log.id"`} {
			if !strings.Contains(text, want) {
				t.Errorf("the job's document does not hold %s", want)
			}
		}
	})
}
