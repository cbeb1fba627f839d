package tui

import (
	"testing"

	"drover/client"
	"drover/client/journal"
)

// An update says of what, where there is room for it.
func TestTheJournalSaysWhatWasUpdated(t *testing.T) {
	update := client.Entry{Entry: journal.Entry{Line: journal.Line{Op: "update", Seen: "speed_limit speed_limit:aa:bb"}}}
	start := client.Entry{Entry: journal.Entry{Line: journal.Line{Op: "start"}}}
	stored := client.Entry{Entry: journal.Entry{Line: journal.Line{Op: "store endpoints", Seen: "speed_limit:aa:bb"}}}
	for _, c := range []struct {
		entry client.Entry
		width int
		want  string
	}{
		{update, whatWidth(160), "update flow windows"}, {update, whatWidth(80), "update"},
		{start, whatWidth(160), "start"}, {start, whatWidth(80), "start"},
		{stored, whatWidth(160), "store endpoints"}, {stored, whatWidth(80), "store endp"},
	} {
		if got := what(c.entry, c.width); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
