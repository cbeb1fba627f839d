package objects

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"drover/model"
)

// asked is a filter as its law sees it: its text, and its answer about one leaf.
type asked struct {
	text string
	is   func(s *State, n Node) bool
}

// drawNames are names that share much, of either case, some of them broken.
func drawNames(t *rapid.T) *rapid.Generator[string] {
	part := rapid.SampledFrom([]string{"a", "A", "b", "ab", "bA", "é", "É", "数", "ſ", "\u212a", "k", "_", ".", "\xff", "\xe6\x95"})
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(part, 1, 5).Draw(t, "parts"), "") })
}

func drawToFilter(t *rapid.T) *State {
	b := NewBuilder()
	names := drawNames(t)
	for range rapid.IntRange(1, 3).Draw(t, "databases") {
		db := b.Database(names.Draw(t, "db"))
		fill := func(box int) {
			for range rapid.IntRange(0, 30).Draw(t, "leaves") {
				kind := Kind(rapid.IntRange(int(Table), int(Procedure)).Draw(t, "kind"))
				b.Leaf(box, []byte(names.Draw(t, "name")), kind, rapid.SampledFrom([]string{"", "", "a", "bé"}).Draw(t, "target"), rapid.Bool().Draw(t, "synced"), nil)
			}
		}
		fill(db)
		for range rapid.IntRange(0, 2).Draw(t, "schemas") {
			fill(b.Schema(db, names.Draw(t, "schema")))
		}
	}
	l, _ := b.Done()
	l.Scope = ScopeTable
	s := Open(l, l)
	for range rapid.IntRange(0, 6).Draw(t, "edits") {
		s = drawEdit(t, s)
	}
	return s
}

// folded is a name in which letters of either case are the same.
func folded(s string, fold bool) string {
	if !fold {
		return s
	}
	return strings.Map(foldRune, s)
}

// heldPlainly holds a word against a name, without any thought of time.
func heldPlainly(word, name string, fold bool) bool {
	switch {
	case word == "":
		return true
	case !strings.ContainsAny(word, "*?"):
		return strings.Contains(folded(name, fold), folded(word, fold))
	}
	var globs func(w, n []rune) bool
	globs = func(w, n []rune) bool {
		switch {
		case len(w) == 0:
			return len(n) == 0
		case w[0] == '*':
			return globs(w[1:], n) || len(n) > 0 && globs(w, n[1:])
		}
		return len(n) > 0 && (w[0] == '?' || w[0] == n[0]) && globs(w[1:], n[1:])
	}
	return globs([]rune(folded(word, fold)), []rune(folded(name, fold)))
}

func smart(text string) bool { return strings.IndexFunc(text, unicode.IsUpper) < 0 }

func drawWord(t *rapid.T) string {
	part := rapid.SampledFrom([]string{"a", "A", "b", "ab", "é", "É", "数", "k", "_", "*", "*", "*", "?", "**"})
	word := strings.Join(rapid.SliceOfN(part, 1, 5).Draw(t, "word"), "")
	if rapid.IntRange(0, 3).Draw(t, "inside") == 0 {
		return "*" + word + "*"
	}
	return word
}

// drawTerm is one condition.
func drawTerm(t *rapid.T) asked {
	name := func(s *State, n Node) string { return s.tree.Name(n) }
	target := func(s *State, n Node) string { return s.Target(n) }
	boxes := func(s *State, n Node, of func(*State, Node) string) (string, string) {
		box := s.tree.Parent(n)
		if up := s.tree.Parent(box); up != None {
			return of(s, up), of(s, box)
		}
		return of(s, box), ""
	}
	word := drawWord(t)
	fold := smart(word)
	path := func(text string, of func(*State, Node) string) func(s *State, n Node) bool {
		parts, fold := strings.SplitN(text, ".", 3), smart(text)
		return func(s *State, n Node) bool {
			db, schema := boxes(s, n, of)
			inSchema := s.tree.Kind(s.tree.Parent(n)) == Schema
			leaf := heldPlainly(parts[len(parts)-1], of(s, n), fold)
			if len(parts) == 2 {
				return leaf && (heldPlainly(parts[0], db, fold) || inSchema && heldPlainly(parts[0], schema, fold))
			}
			any := strings.Trim(parts[1], "*") == ""
			return leaf && heldPlainly(parts[0], db, fold) && (inSchema && heldPlainly(parts[1], schema, fold) || !inSchema && any)
		}
	}
	switch rapid.IntRange(0, 8).Draw(t, "term") {
	case 0:
		text := rapid.SampledFrom([]string{"a", "A.b", "ab", "é", "a b"}).Draw(t, "exact")
		return asked{`"` + text + `"`, func(s *State, n Node) bool { return name(s, n) == text }}
	case 1:
		text := rapid.SampledFrom([]string{"^a", "b$", `a\D`, "B", "k", "s", "(ab)+", "é.?a", "a|b", "[^a]b", `\pLb`}).Draw(t, "re")
		re := regexp.MustCompile("(?i)" + text)
		if text == "B" {
			re = regexp.MustCompile(text)
		}
		return asked{"/" + text + "/", func(s *State, n Node) bool { return re.MatchString(name(s, n)) }}
	case 2:
		text := drawWord(t) + "." + word
		return asked{text, path(text, name)}
	case 3:
		text := rapid.SampledFrom([]string{"", "a", "*b"}).Draw(t, "db") + "." + rapid.SampledFrom([]string{"", "A", "*", "é?"}).Draw(t, "schema") + "." + word
		return asked{text, path(text, name)}
	case 4:
		return asked{"db:" + word, func(s *State, n Node) bool { db, _ := boxes(s, n, name); return heldPlainly(word, db, fold) }}
	case 5:
		return asked{"schema:" + word, func(s *State, n Node) bool {
			_, schema := boxes(s, n, name)
			return s.tree.Kind(s.tree.Parent(n)) == Schema && heldPlainly(word, schema, fold)
		}}
	case 6:
		if rapid.Bool().Draw(t, "path") {
			return asked{"to:" + word + ".a", path(word+".a", target)}
		}
		return asked{"to:" + word, func(s *State, n Node) bool { return heldPlainly(word, target(s, n), fold) }}
	case 7:
		is := rapid.SampledFrom(filterIsWords()).Draw(t, "is")
		return asked{"is:" + string(is), func(s *State, n Node) bool { return holds(s, n, is) }}
	}
	return asked{word, func(s *State, n Node) bool { return heldPlainly(word, name(s, n), fold) }}
}

func holds(s *State, n Node, is filterIsWord) bool {
	x := s.Extra(n)
	switch is {
	case isView, isTable, isProcedure:
		return s.tree.Kind(n).Word() == string(is)
	case isChosen:
		return s.Chosen(n) == Whole
	case isLeft:
		return s.Chosen(n) == Nothing
	case isMapped:
		return s.Mapped(n)
	case isFiltered:
		return x != nil && len(x.Filter) > 0
	case isColumns:
		return x != nil && (x.Chosen() || len(x.AddedColumns()) > 0)
	case isLookup:
		return s.Lookup(n)
	case isSynced:
		return s.Synced(n)
	default:
		return !s.OnSource(n)
	}
}

// drawFilter is any filter, some terms deep.
func drawFilter(t *rapid.T, depth int) asked {
	if depth == 0 {
		return drawTerm(t)
	}
	switch rapid.IntRange(0, 4).Draw(t, "node") {
	case 0:
		a := drawFilter(t, depth-1)
		return asked{"!(" + a.text + ")", func(s *State, n Node) bool { return !a.is(s, n) }}
	case 1:
		a, b := drawFilter(t, depth-1), drawFilter(t, depth-1)
		return asked{"(" + a.text + " | " + b.text + ")", func(s *State, n Node) bool { return a.is(s, n) || b.is(s, n) }}
	case 2:
		a, b := drawFilter(t, depth-1), drawFilter(t, depth-1)
		return asked{a.text + " " + b.text, func(s *State, n Node) bool { return a.is(s, n) && b.is(s, n) }}
	}
	return drawTerm(t)
}

func TestAFilterFindsWhatItAsksFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawToFilter(t)
		want := drawFilter(t, 2)
		f, wrong := ParseFilter(want.text)
		if wrong != nil {
			t.Fatalf("%s: %s", want.text, wrong.Why)
		}
		h := f.Hits(s)
		n := 0
		for leaf := Node(s.tree.Boxes()); int(leaf) < s.tree.Len(); leaf++ {
			is := want.is(s, leaf)
			if h.Set.Has(leaf) != is {
				t.Fatalf("%s finds %q: %v", want.text, s.tree.Path(leaf), !is)
			}
			if is {
				n++
			}
		}
		if h.Count != n {
			t.Fatalf("%s counts %d of %d", want.text, h.Count, n)
		}
	})
}

func FuzzParseFilter(f *testing.F) {
	for _, text := range []string{"orders_2* !*_bak", `"a" | /b+/ (c)`, "is:view db:x to:a.b.c", "a.b.", "！（", "is:", "/[/"} {
		f.Add(text)
	}
	s := small()
	f.Fuzz(func(t *testing.T, text string) {
		q, wrong := ParseFilter(text)
		if wrong != nil {
			if wrong.At < 0 || wrong.At > len([]rune(text)) || wrong.Why == "" || model.Clean(wrong.Why) != wrong.Why {
				t.Errorf("%q: %+v", text, wrong)
			}
			return
		}
		if h := q.Hits(s); h.Count != h.Set.Leaves() || q.Empty() && h.Count != s.tree.LeafCount() {
			t.Errorf("%q finds %d of %d", text, h.Count, h.Set.Leaves())
		}
	})
}
