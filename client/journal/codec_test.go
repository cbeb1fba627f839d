package journal

import (
	"bytes"
	"testing"
	"time"

	"drover/model"
)

// FuzzLine: whatever a file holds, a line that is taken comes back from the
// disk as it was read, and one that is not is counted as damage.
func FuzzLine(f *testing.F) {
	good := Line{
		Intent: "01JQ4Z9W8B3M5N7P9R1T3V5X7Z", Run: "7f", Op: "start", Origin: "https://drs.example", Project: "p1",
		Job: model.NewJobID("job-1"), At: model.AtTime(time.Unix(1_800_000_000, 0)), Attempt: 1, State: Sending, Time: time.Unix(1, 0),
	}
	text, err := encode(good)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bytes.TrimSuffix(text, []byte{'\n'}))
	f.Add([]byte(`{"sum":"0000000000000000","entry":{}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b := newBook()
		b.take(text)
		line, err := decode(text)
		if err != nil {
			if len(text) > 0 && len(b.damaged) != 1 || len(b.entries) != 0 {
				t.Fatalf("%q: %d entries, damage %v", text, len(b.entries), b.damaged)
			}
			return
		}
		again, err := encode(line)
		if err != nil {
			t.Fatalf("%q was read and cannot be written: %v", text, err)
		}
		if back, err := decode(bytes.TrimSuffix(again, []byte{'\n'})); err != nil || back.Job != line.Job || back.State != line.State || back.At != line.At {
			t.Fatalf("%q came back as %+v, %v", text, back, err)
		}
	})
}

// FuzzEntry: the same, behind a checksum that fits.
func FuzzEntry(f *testing.F) {
	f.Add([]byte(`{"intent":"01JQ4Z9W8B3M5N7P9R1T3V5X7Z","run":"a","op":"start","origin":"o","project":"p","job":"j","at":"now","attempt":1,"state":"INTENT","time":"2026-03-07T02:00:00Z"}`))
	f.Fuzz(func(t *testing.T, entry []byte) {
		line, err := decode([]byte(`{"sum":"` + sum(entry) + `","entry":` + string(entry) + `}`))
		timeless := line.Op == string(model.Start) && !line.At.Set()
		if err == nil && (CheckID(line.Job) != nil || timeless || !line.State.known() || line.Op == string(model.Clone) && line.Name == "") {
			t.Fatalf("%q was taken as %+v", entry, line)
		}
	})
}
