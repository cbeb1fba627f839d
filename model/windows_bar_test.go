package model_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	. "drover/model"

	"pgregory.net/rapid"
)

// clockZones are zones of whole, half and quarter hours, north and south, with
// and without daylight saving, and those of odd habits: Lord Howe changes by half
// an hour, Casablanca by the moon, Troll by two hours, Apia is a day ahead.
func clockZones(t interface{ Fatalf(string, ...any) }) []*time.Location {
	var out []*time.Location
	for _, name := range []string{
		"UTC", "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Yangon", "Asia/Singapore", "Asia/Beirut", "Asia/Gaza",
		"Europe/Berlin", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "Africa/Johannesburg",
		"America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Santiago", "America/Los_Angeles", "America/Havana", "America/Nuuk",
		"Australia/Lord_Howe", "Australia/Adelaide", "Australia/Sydney", "Australia/Eucla",
		"Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Marquesas", "Pacific/Pago_Pago", "Antarctica/Troll",
	} {
		out = append(out, zone(t, name))
	}
	return out
}

func twoDigits(n int) string { return fmt.Sprintf("%02d", n) }

func windowOf(begin, end int) Window {
	return Window{Begin: NewText(twoDigits(begin) + ":00"), End: NewText(twoDigits(end) + ":59"), Speed: NewText("80")}
}

// someMoment is within 2020 to 2030; often near a change of the zone's clocks.
func someMoment(r *rand.Rand, loc *time.Location) time.Time {
	at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.Int64N(int64(10 * 365 * days))))
	if _, end := at.In(loc).ZoneBounds(); r.IntN(2) == 0 && !end.IsZero() {
		return end.Add(time.Duration(r.Int64N(int64(4*days))) - 2*days)
	}
	return at
}

// clockAt reads what Clock writes, on a day.
func clockAt(t interface{ Fatalf(string, ...any) }, date, clock string) time.Time {
	for _, layout := range []string{"2006-01-02 15:04Z07:00", "2006-01-02 15:04Z07"} {
		if at, err := time.Parse(layout, date+" "+clock); err == nil {
			return at.UTC()
		}
	}
	t.Fatalf("no clock: %s %s", date, clock)
	return time.Time{}
}

// A window said in local time, and read back, is the window: over many zones and
// over the changes of their clocks.
func TestLocalWindowsReadBack(t *testing.T) {
	r, zones := rand.New(rand.NewPCG(6, 1)), clockZones(t)
	for range soak(100_000) {
		loc := zones[r.IntN(len(zones))]
		now, w := someMoment(r, loc), windowOf(r.IntN(24), r.IntN(24))
		begin, end, ok := w.Occurs(now)
		l, said := w.Local(now, loc)
		if !ok || !said {
			t.Fatalf("%v cannot be read", w)
		}
		if length := end.Sub(begin) + time.Minute; length != time.Duration(w.Length())*time.Hour || length > days {
			t.Fatalf("%v is %v long", w, length)
		}
		if !end.Add(time.Minute).After(now) || begin.Sub(now) > days {
			t.Fatalf("%v at %v is from %v to %v: neither under way nor next", w, now, begin, end)
		}
		date := begin.In(loc).Format(time.DateOnly)
		gotEnd := clockAt(t, end.In(loc).Format(time.DateOnly), l.End)
		clock := l.Begin
		if !strings.ContainsAny(clock, "+-Z") { // its offset is the end's
			clock += strings.TrimPrefix(l.End, l.End[:len("15:04")])
		}
		gotBegin := clockAt(t, date, clock)
		if !gotBegin.Equal(begin) || !gotEnd.Equal(end) {
			t.Fatalf("%s in %v says %v to %v, want %v to %v", l.Words(), loc, gotBegin, gotEnd, begin, end)
		}
		if begin.Format("15:04") != w.Begin.Raw() || end.Format("15:04") != w.End.Raw() {
			t.Fatalf("%v occurs from %v to %v", w, begin, end)
		}
		ahead := begin.In(loc).Format(time.DateOnly) > begin.Format(time.DateOnly)
		behind := begin.In(loc).Format(time.DateOnly) < begin.Format(time.DateOnly)
		if ahead && l.Day != "+1d" || behind != (l.Day == "-1d") {
			t.Fatalf("%s in %v begins %v", l.Words(), loc, begin)
		}
		hour, _, _ := w.Hours()
		if at := LocalHour(hour, 0, now, loc); !strings.HasPrefix(at, begin.In(loc).Format("15:")) && begin.After(now) {
			t.Fatalf("the choice of %s in %v at %v is %s, the window begins %s", w.Begin, loc, now, at, l.Begin)
		}
	}
}

// A window that is said to move does, and one that is not does not, within a week.
func TestWindowsMoveWithTheClocks(t *testing.T) {
	r, zones := rand.New(rand.NewPCG(6, 2)), clockZones(t)
	moved := 0
	for range soak(20_000) {
		loc := zones[r.IntN(len(zones))]
		now, w := someMoment(r, loc), windowOf(r.IntN(24), r.IntN(24))
		l, _ := w.Local(now, loc)
		from, then, moves := w.Moves(now, loc)
		for d := range 8 {
			begin, _, _ := w.Occurs(now.Add(time.Duration(d) * days))
			at, _ := w.Local(now.Add(time.Duration(d)*days), loc)
			same := at.Begin == l.Begin && at.End == l.End
			if early := !moves || begin.Before(from); early != same && (early || begin.Equal(from)) {
				t.Fatalf("%v in %v at %v: %s, then %s; said to move %v from %v to %s", w, loc, now, l.Words(), at.Words(), moves, from, then.Words())
			}
		}
		if moves {
			moved++
		}
	}
	if moved < 1000 {
		t.Fatalf("only %d windows moved: nothing was tried", moved)
	}
}

func TestWindowHours(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 3))
	for range soak(100_000) {
		windows := make([]Window, r.IntN(4))
		for i := range windows {
			windows[i] = windowOf(r.IntN(24), r.IntN(24))
		}
		sum, clash := 0, false
		for i, w := range windows {
			sum += w.Length()
			for j := range i {
				if Overlap(w, windows[j]) != Overlap(windows[j], w) {
					t.Fatalf("%v and %v overlap one way", w, windows[j])
				}
				clash = clash || Overlap(w, windows[j])
			}
			if !Overlap(w, w) {
				t.Fatalf("%v does not overlap itself", w)
			}
		}
		covered := 0
		for hour, n := range WindowHours(windows) {
			if n > 0 {
				covered++
			}
			if n > 0 && !windows[n-1].Covers(hour) {
				t.Fatalf("hour %d of %v is not in window %d", hour, windows, n)
			}
		}
		if covered > sum || clash != (covered < sum) {
			t.Fatalf("%v cover %d hours, their sum is %d, overlap %v", windows, covered, sum, clash)
		}
		text := WindowsText(windows)
		if again := WindowsText(ParseWindows(text)); again != text || len(ParseWindows(text)) != len(windows) {
			t.Fatalf("%q read and written is %q", text, again)
		}
	}
}

func TestWindowsTextReadsBackWhateverItHolds(t *testing.T) {
	part := rapid.StringMatching(`[0-9a-zA-Z:.]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		windows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Window {
			return Window{Begin: NewText(part.Draw(t, "begin")), End: NewText(part.Draw(t, "end")), Speed: NewText(part.Draw(t, "speed"))}
		}), 0, 4).Draw(t, "windows")
		text := WindowsText(windows)
		if again := WindowsText(ParseWindows(text)); again != text {
			t.Fatalf("%q is %q", text, again)
		}
		if n := len(ParseWindows(text)); n != len(windows) {
			t.Fatalf("%q has %d windows, want %d", text, n, len(windows))
		}
	})
}

func TestLocalWindow(t *testing.T) {
	for name, c := range map[string]struct {
		begin, end int
		now        time.Time
		zone       string
		want       string
	}{
		"UTC":                        {2, 5, served, "UTC", "02:00-05:59Z"},
		"China":                      {2, 5, served, "Asia/Shanghai", "10:00-13:59+08"},
		"passes midnight there":      {10, 17, served, "Asia/Shanghai", "18:00-01:59+08 +1d"},
		"the next day there":         {20, 23, served, "Asia/Shanghai", "04:00-07:59+08 +1d"},
		"passes midnight here alone": {20, 3, served, "Asia/Shanghai", "04:00-11:59+08 +1d"},
		"passes midnight in both":    {23, 0, served, "Europe/Berlin", "00:00-01:59+01 +1d"},
		"both, on the same day":      {22, 6, served, "Europe/Berlin", "23:00-07:59+01"},
		"the day before":             {2, 5, served, "America/New_York", "22:00-01:59-04 -1d"},
		"India":                      {2, 5, served, "Asia/Kolkata", "07:30-11:29+05:30"},
		"Nepal":                      {2, 5, served, "Asia/Kathmandu", "07:45-11:44+05:45"},
		"over the change":            {0, 3, time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC), "Europe/Berlin", "01:00+01-05:59+02"},
		"over the change back":       {0, 3, time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC), "Europe/Berlin", "02:00+02-04:59+01"},
		"under way since yesterday":  {22, 5, time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC), "Europe/Berlin", "23:00+01-07:59+02"},
		"its last minute":            {22, 5, time.Date(2026, 3, 29, 5, 59, 59, 0, time.UTC), "Europe/Berlin", "23:00+01-07:59+02"},
		"after its last minute":      {22, 5, time.Date(2026, 3, 29, 6, 0, 0, 0, time.UTC), "Europe/Berlin", "00:00-07:59+02 +1d"},
	} {
		l, ok := windowOf(c.begin, c.end).Local(c.now, zone(t, c.zone))
		if got := l.Words(); !ok || got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if _, ok := (Window{Begin: NewText("24:00"), End: NewText("05:59")}).Local(served, nil); ok {
		t.Error("24:00 is read")
	}
	if l, _ := (Window{Begin: NewText("2:20"), End: NewText("05:30")}).Local(served, zone(t, "Asia/Shanghai")); l.Words() != "10:00-13:30+08" {
		t.Errorf("with odd minutes it is %s", l.Words())
	}
	if l, _ := windowOf(2, 5).Local(served, nil); l.Words() != "02:00-05:59Z" {
		t.Errorf("without a zone it is %s", l.Words())
	}
	if got := LocalHour(2, 59, served, zone(t, "Asia/Kolkata")); got != "08:29+05:30" {
		t.Errorf("02:59Z is %s", got)
	}
}
