package model_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tests need the zones wherever they run

	. "drover/model"

	"pgregory.net/rapid"
)

func zone(t interface{ Fatalf(string, ...any) }, name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return loc
}

// 14 March 2026 is a Saturday.
var served = time.Date(2026, 3, 14, 3, 12, 8, 0, time.UTC)

func TestParseWhen(t *testing.T) {
	china := time.FixedZone("CST", 8*3600)
	for in, want := range map[string]string{
		"04:00Z":                "2026-03-14T04:00:00Z",
		"04:00z":                "2026-03-14T04:00:00Z",
		"04:00 utc":             "2026-03-14T04:00:00Z",
		"12:00":                 "2026-03-14T04:00:00Z", // the user is in +08
		" 12：00 ":               "2026-03-14T04:00:00Z",
		"12:00+08":              "2026-03-14T04:00:00Z",
		"12:00+8":               "2026-03-14T04:00:00Z",
		"12:00 +08:00":          "2026-03-14T04:00:00Z",
		"12:00+0800":            "2026-03-14T04:00:00Z",
		"09:30+05:30":           "2026-03-14T04:00:00Z",
		"00:30-03:30":           "2026-03-14T04:00:00Z",
		"04:00:30Z":             "2026-03-14T04:00:30Z",
		"4:00z":                 "2026-03-14T04:00:00Z",
		"03:12Z":                "2026-03-15T03:12:00Z", // passed, so tomorrow
		"04:00":                 "2026-03-14T20:00:00Z",
		"+48m":                  "2026-03-14T04:01:00Z",
		"+1H30m":                "2026-03-14T04:43:00Z",
		"+5m":                   "2026-03-14T03:18:00Z",
		"+2d":                   "2026-03-16T03:13:00Z",
		"sat 12:00":             "2026-03-14T04:00:00Z",
		"sat 10:00":             "2026-03-21T02:00:00Z",
		"Saturday 02:00Z":       "2026-03-21T02:00:00Z",
		"sun 02:00":             "2026-03-14T18:00:00Z",
		"fri 02:00 +08":         "2026-03-19T18:00:00Z",
		"2026-03-15 02:00Z":     "2026-03-15T02:00:00Z",
		"2026-03-15T02:00Z":     "2026-03-15T02:00:00Z",
		"2026-03-15 02:00":      "2026-03-14T18:00:00Z",
		"15 Mar 04:00Z":         "2026-03-15T04:00:00Z",
		"1 mar 04:00Z":          "2027-03-01T04:00:00Z",
		"15 Mar 2026 04:00Z":    "2026-03-15T04:00:00Z",
		"15 mar 2026 12:00 +08": "2026-03-15T04:00:00Z",
		"2027-03-14 03:12Z":     "2027-03-14T03:12:00Z",
	} {
		w, err := ParseWhen(in, served, china)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got, ok := w.Time(); !ok || got.Format(time.RFC3339) != want {
			t.Errorf("%s is %v, want %s", in, got, want)
		}
	}
	for _, in := range []string{"", "  ", "now", "NOW"} {
		if w, err := ParseWhen(in, served, nil); err != nil || !w.Now() {
			t.Errorf("%q is %+v, %v; want at once", in, w, err)
		}
	}
	if w, err := ParseWhen("04:00", served, nil); err != nil || w != AtTime(time.Date(2026, 3, 14, 4, 0, 0, 0, time.UTC)) {
		t.Errorf("without a zone at all %+v, %v; want UTC", w, err)
	}
}

func TestParseWhenRefuses(t *testing.T) {
	for in, want := range map[string]WhenError{
		"03:15Z":             {Why: "2m52s ahead by the service's clock, less than five minutes", OffersNow: true},
		"03:17:07Z":          {Why: "4m59s ahead", OffersNow: true},
		"+0s":                {Why: "less than five minutes", OffersNow: true},
		"+4m59s":             {Why: "less than five minutes", OffersNow: true},
		"2026-03-14 03:12Z":  {Why: "8s ago by the service's clock", OffersNow: true},
		"2025-03-14 03:12Z":  {Why: "365d ago", OffersNow: true},
		"14 mar 2026 01:00Z": {Why: "2h12m ago", OffersNow: true},
		"2027-03-17 02:00Z":  {Why: "more than a year ahead"},
		"+400d":              {Why: "more than a year ahead"},
		"+99999999d":         {Why: "less than a hundred years"},
		"+99999999999999s":   {Why: "wants a length of time"},
		"+48":                {Why: "wants a unit after 48"},
		"+":                  {Why: "wants a length of time"},
		"+ 48m":              {Why: "no time"},
		"-48m":               {Why: "no time"},
		"24:00":              {Why: "no time"},
		"12:60":              {Why: "no time"},
		"12:00:60":           {Why: "no time"},
		"12:0":               {Why: "no time"},
		"1200":               {Why: "no time"},
		"12:00+15":           {Why: "no time"},
		"12:00-13":           {Why: "no time"},
		"12:00+08:70":        {Why: "no time"},
		"12:00 +08 +08":      {Why: "no time"},
		"12:00Z Z":           {Why: "no time"},
		"sat":                {Why: "no time"},
		"sa 02:00":           {Why: "no time"},
		"sat sun 02:00":      {Why: "no time"},
		"2026-02-30 02:00Z":  {Why: "no time"},
		"31 feb 02:00Z":      {Why: "no time"},
		"29 feb 02:00Z":      {Why: "no such day"}, // neither 2026 nor 2027 has one
		"tomorrow":           {Why: "no time"},
		"now now":            {Why: "no time"},
		"null":               {Why: "no time"},
		"--t":                {Why: "no time"}, // a date cut from its clock leaves no word for a zone
	} {
		refused(t, in, served, time.UTC, want)
	}
}

func refused(t *testing.T, in string, now time.Time, loc *time.Location, want WhenError) {
	t.Helper()
	w, err := ParseWhen(in, now, loc)
	var got *WhenError
	if !errors.As(err, &got) {
		t.Errorf("%s is taken: %+v, %v", in, w, err)
		return
	}
	if w.Set() || !strings.Contains(got.Why, want.Why) || got.OffersNow != want.OffersNow {
		t.Errorf("%s: %+v and %+v, want %+v", in, w, got, want)
	}
}

func TestParseWhenWhereClocksJump(t *testing.T) {
	berlin, howe := zone(t, "Europe/Berlin"), zone(t, "Australia/Lord_Howe")
	spring := time.Date(2026, 3, 28, 20, 0, 0, 0, time.UTC)
	gap := WhenError{Why: "02:30 does not exist on 29 Mar: the clocks go forward to 03:00+02"}
	refused(t, "02:30", spring, berlin, gap)
	refused(t, "sun 02:30", spring, berlin, gap)
	refused(t, "2026-03-29 02:30", spring, berlin, gap)
	refused(t, "02:00", spring, berlin, WhenError{Why: "does not exist"})
	takes(t, "03:00", spring, berlin, "2026-03-29T01:00:00Z")
	takes(t, "01:59", spring, berlin, "2026-03-29T00:59:00Z")
	takes(t, "02:30+01", spring, berlin, "2026-03-29T01:30:00Z")
	// After the jump the next 02:30 is the day after, an ordinary one.
	takes(t, "02:30", time.Date(2026, 3, 29, 2, 0, 0, 0, time.UTC), berlin, "2026-03-30T00:30:00Z")

	autumn := time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC)
	twice := WhenError{Why: "02:30 comes twice on 25 Oct: say 02:30+02 or 02:30+01"}
	refused(t, "02:30", autumn, berlin, twice)
	refused(t, "25 oct 02:30", autumn, berlin, twice)
	takes(t, "02:30+02", autumn, berlin, "2026-10-25T00:30:00Z")
	takes(t, "02:30+01", autumn, berlin, "2026-10-25T01:30:00Z")
	takes(t, "03:00", autumn, berlin, "2026-10-25T02:00:00Z")
	takes(t, "01:59", autumn, berlin, "2026-10-24T23:59:00Z")
	// Between the two, only the second is to come.
	takes(t, "02:30", time.Date(2026, 10, 25, 0, 45, 0, 0, time.UTC), berlin, "2026-10-25T01:30:00Z")

	// Half an hour only, and south of the equator.
	refused(t, "02:15", time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC), howe, WhenError{Why: "the clocks go forward to 02:30+11"})
	refused(t, "01:45", time.Date(2026, 4, 4, 0, 0, 0, 0, time.UTC), howe, WhenError{Why: "say 01:45+11 or 01:45+10:30"})
}

func takes(t *testing.T, in string, now time.Time, loc *time.Location, want string) {
	t.Helper()
	w, err := ParseWhen(in, now, loc)
	if got, ok := w.Time(); err != nil || !ok || got.Format(time.RFC3339) != want {
		t.Errorf("%s is %v, %v; want %s", in, got, err, want)
	}
}

var zoneNames = []string{
	"UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Kathmandu",
	"Asia/Shanghai", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca", "America/Santiago", "Antarctica/Troll",
}

// clockReadings lists, minute by minute, the moments of the two days after
// now at which a clock in the zone shows hour and minute: a slow reading of
// what ParseWhen computes.
func clockReadings(now time.Time, loc *time.Location, hour, minute int) []time.Time {
	var out []time.Time
	for at := now.Truncate(time.Minute); at.Before(now.Add(48 * time.Hour)); at = at.Add(time.Minute) {
		if l := at.In(loc); at.After(now) && l.Hour() == hour && l.Minute() == minute {
			out = append(out, at)
		}
	}
	return out
}

func TestParseWhenTakesTheNextReadingOfTheClock(t *testing.T) {
	var turns []time.Time // days on which some zone changes its clocks
	for _, name := range zoneNames {
		at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).In(zone(t, name))
		for range 5 {
			if _, end := at.ZoneBounds(); !end.IsZero() {
				turns, at = append(turns, end.UTC()), end
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		loc := zone(t, rapid.SampledFrom(zoneNames).Draw(t, "zone"))
		turn := rapid.SampledFrom(turns).Draw(t, "turn")
		now := turn.Add(time.Duration(rapid.IntRange(-40*3600, 20*3600).Draw(t, "seconds")) * time.Second)
		minutes := rapid.IntRange(0, 24*60-1).Draw(t, "minute of the day")
		if rapid.Bool().Draw(t, "near the turn") {
			l := turn.In(loc)
			minutes = (l.Hour()*60 + l.Minute() + rapid.IntRange(-70, 70).Draw(t, "off") + 24*60) % (24 * 60)
		}
		in := time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
		readings := clockReadings(now, loc, minutes/60, minutes%60)
		w, err := ParseWhen(in, now, loc)
		var bad *WhenError
		switch {
		case err == nil:
			at, _ := w.Time()
			if !at.Equal(readings[0]) || at.Sub(now) < 5*time.Minute {
				t.Fatalf("%s after %v in %v is %v, want %v", in, now, loc, at, readings[0])
			}
		case !errors.As(err, &bad):
			t.Fatalf("%s: %T", in, err)
		case bad.OffersNow:
			if d := readings[0].Sub(now); d < 0 || d >= 5*time.Minute {
				t.Fatalf("%s after %v is %v ahead and refused: %v", in, now, d, err)
			}
		case strings.Contains(bad.Why, "twice"):
			if len(readings) < 2 || readings[1].Sub(readings[0]) > 3*time.Hour {
				t.Fatalf("%s after %v in %v comes once: %v", in, now, loc, readings)
			}
		case strings.Contains(bad.Why, "does not exist"):
			if readings[0].Sub(now) < 20*time.Hour { // else it is on the day without it
				t.Fatalf("%s after %v in %v exists: %v", in, now, loc, readings)
			}
		default:
			t.Fatalf("%s: %v", in, err)
		}
	})
}

// What is said back is typed in again and gives the same minute.
func TestWhenWordsCanBeTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := zone(t, rapid.SampledFrom(zoneNames).Draw(t, "zone"))
		now := time.Date(2026, 1, 1, 0, 0, rapid.IntRange(0, 365*86400).Draw(t, "now"), 0, time.UTC)
		at := now.Add(time.Duration(rapid.IntRange(360, 365*86400).Draw(t, "ahead")) * time.Second).Truncate(time.Minute)
		if at.Sub(now) < 5*time.Minute {
			at = at.Add(time.Minute)
		}
		utc, local, in := AtTime(at).Words(now, loc)
		for _, said := range []string{utc, local} {
			w, err := ParseWhen(said, now, loc)
			if got, _ := w.Time(); err != nil || !got.Equal(at) {
				t.Fatalf("%v is said %q, which reads %v, %v", at, said, got, err)
			}
		}
		if !strings.HasPrefix(in, "in ") || len(in) > 8 {
			t.Fatalf("from now it is %q", in)
		}
	})
}

func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{"04:00", "+1h30m", "sat 02:00", "2026-03-15 02:00Z", "15 mar 02:00", "t:", "+", "12:00+", "--t0:00", "--t", "１２:00", "now", "\xff:00", "29 feb 0:00"} {
		f.Add(s, "Europe/Berlin")
	}
	f.Fuzz(func(t *testing.T, s, name string) {
		if !slices.Contains(zoneNames, name) {
			name = "America/St_Johns"
		}
		w, err := ParseWhen(s, served, zone(t, name))
		var bad *WhenError
		if err != nil && (!errors.As(err, &bad) || bad.Why == "" || w.Set()) {
			t.Fatalf("%q: %+v, %v", s, w, err)
		}
		if err == nil && w.Now() && strings.TrimSpace(s) != "" && !strings.EqualFold(strings.TrimSpace(s), "now") {
			t.Fatalf("%q became now", s)
		}
		if at, ok := w.Time(); err == nil && !w.Now() && (!ok || at.Sub(served) < 5*time.Minute || at.Sub(served) > 366*days) {
			t.Fatalf("%q is %v", s, at)
		}
	})
}
