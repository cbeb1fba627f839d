package objects

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

// plainReading is what a document does to the leaves of a source, read by the rules of
// the service and with nothing of what State is made of.
type plainReading struct {
	goes   map[Path]Path // to what it is called on the target
	looks  map[Path]bool
	filter map[Path]string
	later  map[Path]bool // boxes that take what is made later
}

func readPlainly(source, doc *Listing) plainReading {
	p := plainReading{map[Path]Path{}, map[Path]bool{}, map[Path]string{}, map[Path]bool{}}
	for n := Node(source.Tree.Boxes()); int(n) < source.Tree.Len(); n++ {
		path := source.Tree.Path(n)
		if to, ok := p.whole(doc, path); ok {
			p.goes[path] = to
		}
	}
	if doc.Scope == ScopeAll {
		return p
	}
	for n := range doc.Range(0, Node(doc.Tree.Len())) {
		path := doc.Tree.Path(n)
		if doc.Tree.IsBox(n) {
			p.later[path] = doc.Box(n).All == model.Yes
			continue
		}
		x := deref(doc.Extra(n))
		if x.Lookup {
			delete(p.goes, path)
			p.looks[path] = true
			continue
		}
		to := boxesPlainly(doc, path)
		to.Name = orName(doc.Target(n), path.Name)
		p.goes[path] = to
		p.filter[path] = fmt.Sprint(x.Filter, x.Columns)
	}
	return p
}

// whole says where a leaf goes because a box that it is in goes whole.
func (p plainReading) whole(doc *Listing, path Path) (Path, bool) {
	if doc.Scope == ScopeAll {
		return path, true
	}
	db, ok := doc.Tree.Find(Path{Database: path.Database})
	if !ok || !doc.Named(db) {
		return Path{}, false
	}
	to := boxesPlainly(doc, path)
	to.Name = path.Name
	if path.Schema != "" {
		if sc, ok := doc.Tree.Find(Path{Database: path.Database, Schema: path.Schema}); ok && doc.Named(sc) {
			switch b := doc.Box(sc); {
			case b.Config:
				return Path{}, false
			case b.All == model.Yes:
				return to, true
			}
		}
	}
	b := doc.Box(db)
	return to, !b.Config && (b.All == model.Yes || doc.Scope == ScopeDatabase)
}

func boxesPlainly(doc *Listing, path Path) Path {
	out := Path{Database: path.Database, Schema: path.Schema}
	if n, ok := doc.Tree.Find(Path{Database: path.Database}); ok && doc.Named(n) {
		out.Database = orName(doc.Box(n).Target, path.Database)
	}
	if path.Schema == "" {
		return out
	}
	if n, ok := doc.Tree.Find(Path{Database: path.Database, Schema: path.Schema}); ok && doc.Named(n) {
		out.Schema = orName(doc.Box(n).Target, path.Schema)
	}
	return out
}

func TestWhatADocumentSaysIsWhatTheScreenShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, s := drawState(t)
		p := readPlainly(source, s.Document(ScopeNotTold))
		for n := Node(s.Tree().Boxes()); int(n) < s.Tree().Len(); n++ {
			path := s.Tree().Path(n)
			to, goes := p.goes[path]
			switch {
			case goes != (s.Chosen(n) == Whole):
				t.Fatalf("%s goes: %v", path, goes)
			case p.looks[path] != (s.Chosen(n) == Nothing && s.Lookup(n)):
				t.Fatalf("%s is looked up: %v", path, p.looks[path])
			}
			if !goes {
				continue
			}
			db, _ := s.Tree().Find(Path{Database: path.Database})
			want := Path{Database: s.Target(db), Name: s.Target(n)}
			if path.Schema != "" {
				sc, _ := s.Tree().Find(Path{Database: path.Database, Schema: path.Schema})
				want.Schema = s.Target(sc)
			}
			if to != want {
				t.Fatalf("%s goes to %s, shown is %s", path, to, want)
			}
			x := deref(s.Extra(n))
			if text := fmt.Sprint(x.Filter, x.Columns); p.filter[path] != "" && text != p.filter[path] || p.filter[path] == "" && !x.Empty() {
				t.Fatalf("%s: %q, shown is %q", path, p.filter[path], text)
			}
		}
		fine := s.fineBoxes()
		for n := range Node(s.Tree().Boxes()) {
			if path := s.Tree().Path(n); p.later[path] && !s.takesLater(n, fine) {
				t.Fatalf("%s takes what is made later", path)
			}
		}
	})
}

// Whatever the document chooses must mean the same once the source has grown.
func TestTheMeaningStaysWhenTheSourceIsReadAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		later := drawSource(t)
		got := Reopen(s, later)
		want := Open(later, s.Document(ScopeNotTold))
		compared := 0
		for n := range Node(want.tree.Len()) {
			path := want.tree.Path(n)
			m, ok := got.tree.Find(path)
			if !ok {
				t.Fatalf("%s is lost", path)
			}
			compared++
			goes := want.Chosen(n) != Nothing
			switch {
			case want.Chosen(n) != got.Chosen(m) && (!want.tree.IsBox(n) || want.tree.Len() == got.tree.Len()):
				t.Fatalf("%s is chosen %d, want %d", path, got.Chosen(m), want.Chosen(n))
			case goes && want.Target(n) != got.Target(m):
				t.Fatalf("%s: target", path)
			case (goes || want.Lookup(n)) && fmt.Sprint(deref(want.Extra(n))) != fmt.Sprint(deref(got.Extra(m))):
				t.Fatalf("%s: extra", path)
			case want.OnSource(n) != got.OnSource(m):
				t.Fatalf("%s: on the source", path)
			}
		}
		if got.root.Name != want.root.Name || compared != want.tree.Len() {
			t.Fatal("the rest")
		}
	})
}

func TestNothingThatIsSaidGetsLostWhenTheSourceIsReadAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, s := drawState(t)
		later := drawSource(t)
		states := ReopenAll(later, s, Open(source, nil))
		got := states[0]
		if states[1].tree != got.tree {
			t.Fatal("they stand on two trees")
		}
		for n := range Node(s.tree.Len()) {
			m, ok := got.tree.Find(s.tree.Path(n))
			said := s.Mapped(n) || !s.Extra(n).Empty() || s.Lookup(n)
			switch {
			case said && !ok:
				t.Fatalf("%s is lost", s.tree.Path(n))
			case said && (s.Target(n) != got.Target(m) || fmt.Sprint(deref(s.Extra(n))) != fmt.Sprint(deref(got.Extra(m)))):
				t.Fatalf("%s is another", s.tree.Path(n))
			case ok && !s.tree.IsBox(n) && s.Chosen(n) != got.Chosen(m):
				t.Fatalf("%s is chosen %d", s.tree.Path(n), got.Chosen(m))
			}
		}
	})
}

func TestAfterTheSameReadingAllIsAsBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, s := drawState(t)
		again := Reopen(s, source)
		if where := same(s, again); where != "" {
			t.Fatal(where)
		}
		if !NewSince(s, again).Empty() || !NewSince(again, s).Empty() {
			t.Fatal("something is new or gone")
		}
	})
}

// A job's document is shown before its source was read.
func TestASourceThatIsReadLateShowsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		doc := Merged(s.Document(ScopeNotTold)) // its tree holds what it names alone
		later := drawSource(t)
		want, got := Open(later, doc), Reopen(Open(nil, doc), later)
		if want.tree.Len() != got.tree.Len() {
			t.Fatalf("%d objects, want %d", got.tree.Len(), want.tree.Len())
		}
		if d := Compare(want, got); !d.Empty() {
			t.Fatalf("%s %v %v", d.Words("then"), d.counts, d.boxes)
		}
		if where := same(want, got); want.tree == got.tree && where != "" {
			t.Fatal(where)
		}
	})
}
