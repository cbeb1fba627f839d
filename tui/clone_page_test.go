package tui

import (
	"strings"
	"testing"
)

// The steps stand on a line each, in the words of the page that follows them, and from
// the buttons h and l turn what becomes of the original, on either service.
func TestTheStepsOfACopyStandOnALineEach(t *testing.T) {
	for what, w := range map[string]world{"finance-to-sharepoint": {files: true, size: [2]int{110, 40}}, "orders-prod-sync-02": {size: [2]int{110, 40}}} {
		tell(t, w, func(d *desk) {
			d.find(what).Keys("C").Sees("clone "+what, "0 errors").Sees(" 1  make the copy (", "A step that fails stops there")
			d.Keys("l").Sees("h l choose", "Nothing is done to the original before the copy is verified.")
			if got := d.page(); got.focus != cloneFate || got.copying.Fate != 1 {
				t.Errorf("%s: l turned %v, and %v is lit", what, got.copying.Fate, got.focus)
			}
			for i, step := range d.page().asked().Steps() {
				if words := d.page().asked().Title(step); !strings.Contains(d.Screen(), digit(i+1)+"  "+words) {
					t.Errorf("%s: no line for %q:\n%s", what, words, d.Screen())
				}
			}
			if strings.Count(strings.ToLower(d.Screen()), "nothing is done to the original") != 1 {
				t.Errorf("%s: said more than once:\n%s", what, d.Screen())
			}
			of := "step 1 of " + digit(len(d.page().asked().Steps())) + ":"
			d.Keys("b").Sees(of).Keys("esc", "$").Sees("# step 1 of ").Keys("esc")
		})
	}
}

// What the copy has of its own is named in the footer of the smallest window.
func TestTheValuesAreNamedInASmallWindow(t *testing.T) {
	tell(t, world{files: true, size: [2]int{60, 15}}, func(d *desk) {
		d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it", "e values", "esc back").Keys("l").Sees("h l choose", "e values")
	})
}
