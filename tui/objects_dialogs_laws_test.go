package tui

import (
	"strings"
	"testing"
	"time"

	"drover/model/objects"
)

// hostileObjects are names that a database lets somebody choose.
func hostileObjects() []string {
	return []string{
		"red\x1b[31m", "a\r\nb", "nul\x00", "\u202egnp.exe", "flags 🇩🇪🇩🇪", "क्षत्रिय", "e\u0301\u0301", "👩‍👩‍👧", "\u009b2J", "bad\xff\xfe", " blanks ", "",
		strings.Repeat("very_long_", 30), "テーブル名前", "pаypal", // the а is Cyrillic
	}
}

// hostileDocument is a source whose every name is hostile, and that goes as a whole.
func hostileDocument() *objects.Listing {
	b := objects.NewBuilder()
	names := hostileObjects()
	for _, db := range names[:3] {
		in := b.Database(db)
		for i, name := range names {
			x := &objects.Extra{Filter: []string{name + " = 1"}, Columns: []objects.Column{
				{Name: name + "c", Added: true, Type: name, Operation: "ADDITIONALCOLUMN," + name, Value: name},
			}, DBAlias: name}
			if i%3 == 0 {
				x = nil
			}
			b.Leaf(in, []byte(name), objects.Table, "to "+name, false, x)
		}
		b.Box(in).Total = len(names)
	}
	l, _ := b.Done()
	l.Scope = objects.ScopeTable
	l.Root = objects.Root{Name: names[0], Encoding: names[3]}
	return l
}

// No dialog brings a name, or what is typed into it, to the terminal as it is, and none
// is wider or taller than its window: each frame is looked at.
func TestDialogsBearAnyName(t *testing.T) {
	sizes := [][2]int{{80, 24}, {60, 15}, {40, 12}, {20, 6}, {9, 3}, {1, 1}, {160, 45}}
	tell(t, world{moving: true}, func(d *desk) {
		s := d.mapsObjects("wave2-shop-01")
		l := hostileDocument()
		s.source.value.Listing, s.held.value.Listing = l, l
		s.begin(objects.Open(l, l))
		tree := s.state().Tree()
		opened := map[string]bool{}
		for n := range objects.Node(tree.Len()) { //nolint:gosec // few
			s.goTo(n)
			size := sizes[int(n)%len(sizes)]
			for _, key := range []string{"n", "w", "c", "+", "o", "b", "T", "m"} {
				d.Fast(key)
				top := d.app.top()
				if top == Screen(s) {
					continue
				}
				opened[key] = true
				d.Size(size[0], size[1])
				d.Paste(hostileObjects()[int(n)%len(hostileObjects())])
				d.Fast("tab", "x", "shift+tab", "up", "down", "enter", "ctrl+r", "?")
				for range 6 {
					if d.app.top() == Screen(s) {
						break
					}
					d.Fast("esc")
				}
				d.Size(80, 24)
				if d.app.top() != Screen(s) {
					d.Fatalf("%s at %v: esc does not lead back:\n%s", key, tree.Path(n), d.Screen())
				}
			}
		}
		d.Wait(10 * time.Second)
		for _, key := range []string{"n", "w", "c", "+", "o", "b", "m"} {
			if !opened[key] {
				t.Errorf("%s never opened a dialog: nothing was tried", key)
			}
		}
	})
}

// Nothing that is typed is dropped by one esc: not by any dialog that takes text.
func TestNoDialogDropsWhatIsTyped(t *testing.T) {
	for _, key := range []string{"n", "w", "+", "b", "m"} {
		t.Run(key, func(t *testing.T) {
			tell(t, world{moving: true}, func(d *desk) {
				d.elsewhere("wave2-shop-01", oneToMany)
				s := d.mapsObjects("wave2-shop-01")
				d.onObject(s, "wave2_00", "audit_log_0015")
				d.Keys(key).Type("typed").Keys("esc")
				if d.app.top() == Screen(s) {
					t.Fatal("one esc drops what was typed")
				}
				d.Sees("esc again drops", "typed").Keys("esc")
				if d.app.top() != Screen(s) || !objects.Compare(s.base, s.state()).Empty() {
					t.Errorf("two do not lead back to what was:\n%s", d.Screen())
				}
			})
		})
	}
}
