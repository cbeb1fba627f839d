package tui

import (
	"strings"
	"testing"

	"drover/model"
)

// What is typed keeps its blanks, whichever form has the field: a value is kept without
// those around it, and a blank on its way to the next word is such a one.
func TestATypedBlankIsKept(t *testing.T) {
	t.Run("of a transfer's copy", func(t *testing.T) {
		tell(t, world{files: true, size: [2]int{100, 40}}, func(d *desk) {
			d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it").Keys("e").Sees("source path")
			for _, label := range []string{"source path", "source as", "target path", "target as"} {
				d.typesBlanks(label)
			}
			d.turns("schedule", model.KeyScheduleMode, model.ScheduleAuto)
			d.typesBlanks("start date").typesBlanks("end date")
		})
	})
	t.Run("of a schedule", func(t *testing.T) {
		tell(t, moves(), func(d *desk) {
			d.find("sales-box-to-gdrive").Keys("H").Sees("schedule", "auto").typesBlanks("start date").typesBlanks("end date").typesBlanks("every")
		})
	})
	t.Run("of a database's job", func(t *testing.T) {
		tell(t, world{size: [2]int{100, 40}}, func(d *desk) {
			d.find("orders-prod-sync-02").Keys("e", "d").Sees("description").typesBlanks("description")
		})
	})
}

// typesBlanks types two words into a field, and leaves it.
func (d *desk) typesBlanks(label string) *desk {
	d.Helper()
	s := d.to(label).app.top().(*edit)
	f := s.sheet.Field()
	if f.Kind != model.TextField && f.Kind != model.NumberField || !f.Live() {
		d.Fatalf("%s takes no text: %+v", label, f)
	}
	d.Keys("ctrl+u").Type("ab cd ").Sees("ab cd _")
	d.Keys("tab")
	if got := s.field(f.Key).Value; strings.TrimSpace(got) != "ab cd" {
		d.Fatalf("%s: %q stands there", label, got)
	}
	return d
}

// The folders of a connection open by a key that is shown, whatever stands in the field;
// by a space only where that is no text.
func TestTheFoldersCanAlwaysBeReached(t *testing.T) {
	tell(t, world{files: true, size: [2]int{100, 40}}, func(d *desk) {
		d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it").Keys("e").Sees("source path")
		d.to("source path").Sees("ctrl+f folders", "tab next").Keys("space").Sees("folders of Box").Keys("esc")
		d.Type("x").Sees("ctrl+f folders").Keys("space").Misses("folders of Box").Keys("ctrl+f").Sees("folders of Box").Keys("esc")
		d.Keys("ctrl+u", "space").Sees("folders of Box").Keys("esc", "ctrl+f").Sees("folders of Box").Keys("esc")
		d.Keys("tab").Misses("ctrl+f").Keys("ctrl+f").Misses("folders of Box")
	})
}
