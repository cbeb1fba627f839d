package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	. "drover/model"

	"pgregory.net/rapid"
)

func flowOf(value string) Edit {
	d := Detail{Job: Job{Status: NewText("FULL_TRANSFER_STARTED"), Task: FullIncr, Scenario: Sync}}
	if value == "" {
		return edited(SectionFlow, d)
	}
	return edited(SectionFlow, d, put(KeyWindows, value))
}

// fieldIn is a field of a form; it must be there.
func fieldIn(t interface{ Fatalf(string, ...any) }, e Edit, a Around, key FieldKey) Field {
	fields := e.Form(a).Fields
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
	if i < 0 {
		t.Fatalf("there is no field %s", key)
		return Field{}
	}
	return fields[i]
}

// wrongs are the fields that are wrong, with what is right.
func wrongs(e Edit, a Around) string {
	var out []string
	for _, f := range e.Form(a).Fields {
		if f.Wrong != "" {
			out = append(out, string(f.Key)+": "+f.Wrong)
		}
	}
	return strings.Join(out, "; ")
}

func means(e Edit, a Around) string {
	var out []string
	for _, effect := range e.Form(a).Means {
		sign := ""
		if effect.Risk {
			sign = "! "
		}
		out = append(out, sign+effect.Text)
	}
	return strings.Join(out, "\n")
}

func TestFlowWindowsAreRightAndWrong(t *testing.T) {
	for name, c := range map[string]struct{ was, value, want string }{
		"none":                         {"02:00-05:59=80", "", ""},
		"one":                          {"", "02:00-05:59=80", ""},
		"one hour":                     {"", "02:00-02:59=80", ""},
		"the whole day":                {"", "16:00-15:59=1", ""},
		"past midnight":                {"", "22:00-01:59=9999", ""},
		"side by side":                 {"", "22:00-01:59=1,02:00-21:59=2", ""},
		"three":                        {"", "00:00-00:59=1,01:00-01:59=2,02:00-02:59=3", ""},
		"minutes of a begin":           {"", "02:30-05:59=80", ""},
		"one hour in common":           {"", "02:00-05:59=1,05:00-06:59=2", "speed_limit#1.begin: it overlaps window 1"},
		"in common after midnight":     {"", "22:00-01:59=1,01:00-01:59=2", "speed_limit#1.begin: it overlaps window 1"},
		"both pass midnight":           {"", "22:00-01:59=1,23:00-00:59=2", "speed_limit#1.begin: it overlaps window 1"},
		"within":                       {"", "00:00-09:59=1,03:00-04:59=2", "speed_limit#1.begin: it overlaps window 1"},
		"around":                       {"", "03:00-04:59=2,00:00-09:59=1", "speed_limit#1.begin: it overlaps window 1"},
		"beside a whole day":           {"", "16:00-15:59=1,03:00-03:59=2", "speed_limit#1.begin: it overlaps window 1"},
		"the third":                    {"", "00:00-00:59=1,01:00-01:59=2,01:00-02:59=3", "speed_limit#2.begin: it overlaps window 2"},
		"no speed":                     {"", "02:00-05:59=", "speed_limit#0.speed: needed here"},
		"speed 0":                      {"", "02:00-05:59=0", "speed_limit#0.speed: 1 to 9999"},
		"speed 10000":                  {"", "02:00-05:59=10000", "speed_limit#0.speed: 1 to 9999"},
		"speed in words":               {"", "02:00-05:59=fast", "speed_limit#0.speed: 1 to 9999"},
		"nothing yet":                  {"", "-=", "speed_limit#0.begin: needed here; speed_limit#0.end: needed here; speed_limit#0.speed: needed here"},
		"no last minute":               {"", "02:00-05:30=80", "speed_limit#0.end: 05:30 is not offered here"},
		"no hour":                      {"", "24:00-05:59=80", "speed_limit#0.begin: 24:00 is not offered here"},
		"four":                         {"", "00:00-00:59=1,01:00-01:59=2,02:00-02:59=3,03:00-03:59=4", "speed_limit#3.begin: at most 3 windows"},
		"what the service took":        {"02:00-05:30=0", "02:00-05:30=0", ""},
		"beside what the service took": {"02:00-05:30=5", "02:00-05:30=5,07:00-07:59=1", "speed_limit#0.end: 05:30 is not offered here"},
	} {
		if got := wrongs(flowOf(c.was).With(KeyWindows, c.value), Around{Now: served}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestFlowWindowsAreAddedAndRemoved(t *testing.T) {
	a := Around{Now: served}
	e := flowOf("02:00-05:59=80").Press("speed_limit#add")
	if f := e.Form(a); f.Wrong != 3 || f.Changed != 1 {
		t.Errorf("an added window has %d wrong, %d changed; want 3, 1", f.Wrong, f.Changed)
	}
	e = e.With("speed_limit#1.begin", "00:00").With("speed_limit#1.end", "00:59").With("speed_limit#1.speed", " 1=,-0")
	if got := e.Get(KeyWindows); got != "02:00-05:59=80,00:00-00:59=10" {
		t.Errorf("filled in it is %s", got)
	}
	if d := e.Differences(a); len(d) != 1 || d[0].Label != "flow windows" || d[0].Was != "02:00-05:59Z at 80 MB/s" ||
		d[0].Is != "00:00-00:59Z at 10 MB/s, 02:00-05:59Z at 80 MB/s" {
		t.Errorf("the difference is %+v", d)
	}
	if grey := fieldIn(t, e.Press("speed_limit#add"), a, "speed_limit#add").Grey; grey != "a job has at most 3 windows" {
		t.Errorf("a fourth one: %q", grey)
	}
	if e.Press("speed_limit#add").Press("speed_limit#add").Get(KeyWindows) != e.Press("speed_limit#add").Get(KeyWindows) {
		t.Error("a fourth window was added")
	}
	if back := e.Press("speed_limit#1.remove"); len(back.Changed()) != 0 || back.Form(a).Wrong != 0 {
		t.Errorf("removed again it is %q", back.Get(KeyWindows))
	}
	if all := e.Press("speed_limit#all"); all.Get(KeyWindows) != "00:00-23:59=80" || fieldIn(t, all, a, "speed_limit#all").Grey == "" {
		t.Errorf("all day is %q", all.Get(KeyWindows))
	}
	none := e.Press("speed_limit#none")
	if d := none.Differences(a); len(d) != 1 || d[0].Is != "no limit" || fieldIn(t, none, a, "speed_limit#none").Grey == "" {
		t.Errorf("without windows: %+v", d)
	}
	if other := e.With("speed_limit#7.begin", "01:00").Press("speed_limit#7.remove").Press("else"); other.Get(KeyWindows) != e.Get(KeyWindows) {
		t.Error("a window that is not there was changed")
	}
	if undone := e.Undo("speed_limit#1.begin").Undo(KeyWindows); len(undone.Changed()) != 0 {
		t.Errorf("undone it is %q", undone.Get(KeyWindows))
	}
}

func TestWhatFlowWindowsMean(t *testing.T) {
	china := Around{Now: served, Zone: time.FixedZone("CST", 8*3600)}
	for name, c := range map[string]struct {
		status, value string
		a             Around
		want          string
	}{
		"before a start": {"CONFIGURATION", "02:00-05:59=80", Around{Now: served},
			"Full phase only: what is replayed afterwards is not limited.\n4 hours of 24 are limited; in the others it copies as fast as it can."},
		"one hour": {"CONFIGURATION", "02:00-02:59=80", Around{Now: served},
			"Full phase only: what is replayed afterwards is not limited.\n1 hour of 24 is limited; in the others it copies as fast as it can."},
		"none": {"FULL_TRANSFER_STARTED", "", china,
			"Full phase only: what is replayed afterwards is not limited.\nNo hour is limited: it copies as fast as it can."},
		"past": {"INCRE_TRANSFER_STARTED", "16:00-15:59=80", Around{Now: served},
			"! Full phase only: no effect now, the full phase is over.\nAll 24 hours of the day are limited."},
		"in China": {"FULL_TRANSFER_FAILED", "02:00-05:59=80,20:00-20:59=1", china,
			"Full phase only: what is replayed afterwards is not limited.\n5 hours of 24 are limited; in the others it copies as fast as it can.\n" +
				"Window 1, 02:00-05:59Z, is 10:00-13:59+08 here.\nWindow 2, 20:00-20:59Z, is 04:00-04:59+08 +1d here."},
		"the clocks change": {"FULL_TRANSFER_STARTED", "02:00-05:59=80", Around{Now: time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC), Zone: zone(t, "Europe/Berlin")},
			"! The clocks change: from Sunday on window 1 is 04:00-07:59+02 here.\nFull phase only: what is replayed afterwards is not limited.\n" +
				"4 hours of 24 are limited; in the others it copies as fast as it can.\nWindow 1, 02:00-05:59Z, is 03:00-06:59+01 here."},
		"they change in more than a week": {"FULL_TRANSFER_STARTED", "02:00-05:59=80", Around{Now: time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC), Zone: zone(t, "Europe/Berlin")},
			"Full phase only: what is replayed afterwards is not limited.\n4 hours of 24 are limited; in the others it copies as fast as it can.\n" +
				"Window 1, 02:00-05:59Z, is 03:00-06:59+01 here."},
		"what is not filled in": {"CONFIGURATION", "02:00-=", china,
			"Full phase only: what is replayed afterwards is not limited.\nNo hour is limited: it copies as fast as it can."},
	} {
		e := flowOf(c.value)
		e.Detail.Job.Status = NewText(c.status)
		if got := means(e, c.a); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
	paused := flowOf("")
	paused.Detail.Job.Status = NewText("PAUSING")
	if strings.Contains(means(paused, Around{}), "no effect") {
		t.Error("paused within the full phase it has no effect")
	}
	paused.Detail.FullDone = served
	if !strings.Contains(means(paused, Around{}), "no effect") {
		t.Error("paused after the full phase it has an effect")
	}
}

func TestWindowsShowLocalTime(t *testing.T) {
	f := fieldIn(t, flowOf("20:00-01:59=80"), Around{Now: served, Zone: zone(t, "Asia/Kathmandu")}, "speed_limit#0.end")
	if f.Hint != "6 hours, 01:45-07:44+05:45 +1d here" {
		t.Errorf("the hint is %q", f.Hint)
	}
	if o := f.Options[1]; o.Value != "01:59" || o.Label != "01:59Z  07:44+05:45" {
		t.Errorf("the option is %+v", o)
	}
	utc := fieldIn(t, flowOf("20:00-01:59=80"), Around{Now: served}, "speed_limit#0.begin")
	if o := utc.Options[23]; o.Label != "23:00Z" || len(utc.Options) != 24 {
		t.Errorf("in UTC the option is %+v", o)
	}
}

func TestFoldingWindowsLosesNothing(t *testing.T) {
	values := rapid.SampledFrom([]string{"", "00:00", "05:59", "23:59", "7", "abc"})
	rapid.Check(t, func(t *rapid.T) {
		a := Around{Now: served}
		e := flowOf(rapid.SampledFrom([]string{"", "02:00-05:59=80", "02:00-05:59=80,10:00-11:59=5"}).Draw(t, "base"))
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			fields := e.Form(a).Fields
			f := fields[rapid.IntRange(0, len(fields)-1).Draw(t, "field")]
			if f.Kind == ButtonField {
				e = e.Press(f.Key)
				continue
			}
			if same := e.With(f.Key, f.Value); same.Get(KeyWindows) != e.Get(KeyWindows) {
				t.Fatalf("%s put where it stands changed %q to %q", f.Key, e.Get(KeyWindows), same.Get(KeyWindows))
			}
			value := values.Draw(t, "value")
			other := e.With(f.Key, value)
			want := value
			if strings.HasSuffix(string(f.Key), ".begin") && len(value) == 5 {
				want = value[:3] + "00"
			}
			if got := fieldIn(t, other, a, f.Key).Value; got != want {
				t.Fatalf("%s shows %q, want %q", f.Key, got, want)
			}
			if back := other.With(f.Key, f.Value); !SameValue(KeyWindows, back.Get(KeyWindows), e.Get(KeyWindows)) {
				t.Fatalf("%s put back gives %q, want %q", f.Key, back.Get(KeyWindows), e.Get(KeyWindows))
			}
			e = other
		}
		if back := e.Undo(KeyWindows); len(back.Changed()) != 0 || back.Form(a).Changed != 0 {
			t.Fatalf("undone it is %v", back.Want())
		}
	})
}
