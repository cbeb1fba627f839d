package model_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	. "drover/model"
)

// transfer is a job of files.
func transfer(name, status string) Job {
	return with(job(name), func(j *Job) { j.Realm, j.Scenario = Files, Transfer }).WithStatus(NewText(status))
}

func transferDetail(status string) Detail { return Detail{Job: transfer("hr-archive", status)} }

func filing() Capabilities {
	return Capabilities{Service: "DryvIQ", Realm: Files, Verbs: map[Verb]string{Start: "", Pause: "", Resume: "", Cancel: "", Clone: "", Delete: "", Update: ""}}
}

// night is a schedule as it was read: every half an hour of weekdays' nights.
func night(status string, more ...string) Edit {
	return edited(SectionSchedule, transferDetail(status), append([]string{
		put(KeyScheduleMode, "auto"), put(KeyScheduleDays, "weekdays"), put(KeyScheduleEvery, "30m"),
		put(KeyScheduleFrom, "22:00"), put(KeyScheduleTo, "05:00"),
	}, more...)...).At(atMorning().Now, nil)
}

func TestScheduleStandsInTheOrderOfThePage(t *testing.T) {
	var got []string
	for _, f := range night("idle").Form(atMorning()).Fields {
		got = append(got, f.Label)
		if len(f.Label) > 14 || f.Help == "" || !strings.HasSuffix(f.Help, ".") {
			t.Errorf("%s: label of %d, help %q", f.Label, len(f.Label), f.Help)
		}
	}
	want := "mode, days, run at, every, runs a day, window from, window to, start date, end date, longest run, keep paused"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s", s)
	}
}

func TestManualLeavesTheRestAsItWas(t *testing.T) {
	e := night("idle").With(KeyScheduleEvery, "2h").With(KeyScheduleMode, ScheduleManual)
	if got := e.Changed(); !slices.Equal(got, []FieldKey{KeyScheduleMode}) {
		t.Errorf("changed: %v", got)
	}
	for _, f := range e.Form(atMorning()).Fields[1:10] {
		if f.Grey == "" || f.Wrong != "" {
			t.Errorf("%s: grey %q, wrong %q", f.Label, f.Grey, f.Wrong)
		}
	}
	if e.With(KeyScheduleEvery, "1h").Get(KeyScheduleEvery) != "30m" {
		t.Error("a grey field took a value")
	}
	p := PlanEdit("i", filing(), e, atMorning())
	if !p.Steps[0].Goes() {
		t.Errorf("it does not go: %s", p.Steps[0].Why)
	}
	want := "Runs when it is started, and not by itself."
	if got := Effects(p.Wish, Sum{Tally: Tally{Goes: 1}}, atMorning().Now, nil); got[0].Text != want {
		t.Errorf("%v", got)
	}
}

func TestScheduleIsSaidInWords(t *testing.T) {
	for want, change := range map[string]func(Edit) Edit{
		"Runs by itself every 30m on weekdays between 22:00 and 05:00, server's time zone (not told).": func(e Edit) Edit { return e },
		"Runs by itself every 30m on sat, sun between 22:00 and 05:00, server's time zone (not told).": nil,
		"Runs by itself every 15m (the server's own interval).": func(e Edit) Edit {
			return e.With(KeyScheduleDays, "").With(KeyScheduleEvery, "").With(KeyScheduleFrom, "").With(KeyScheduleTo, "")
		},
		"Runs by itself at 02:00 on monday, server's time zone (not told).": func(e Edit) Edit {
			return e.With(KeyScheduleDays, "weekdays,monday").With(KeyScheduleEvery, "").With(KeyScheduleFrom, "").With(KeyScheduleTo, "").With(KeyScheduleRunAt, "2:00")
		},
		"Runs by itself every 90m on weekdays between 22:00 and 05:00, server's time zone (not told), at most 3 runs a day, from 2026-11-28 02:00Z on.": func(e Edit) Edit {
			return e.With(KeyScheduleEvery, "1h30m").With(KeyScheduleRepeat, "3").With(KeyScheduleStart, "sat 02:00")
		},
		"Runs when it is started, and is complete after that run: it does not run again.": func(e Edit) Edit { return e.With(KeyScheduleMode, ScheduleAdHoc) },
	} {
		if change == nil {
			continue
		}
		e := change(night("idle"))
		f := e.Form(atMorning())
		if f.Wrong != 0 {
			t.Errorf("%s: %d wrong: %+v", want, f.Wrong, f.Fields)
		}
		if !slices.ContainsFunc(f.Means, func(s Effect) bool { return s.Text == want }) {
			t.Errorf("%v is not %q", f.Means, want)
		}
	}
}

func TestMistakesOfASchedule(t *testing.T) {
	tests := map[string]struct {
		edit  Edit
		key   FieldKey
		wrong string
	}{
		"run at in a window": {night("idle").With(KeyScheduleRunAt, "23:00"), KeyScheduleRunAt, "not beside the end of a window: take one of both out"},
		"an empty window":    {night("idle").With(KeyScheduleTo, "22:00"), KeyScheduleTo, "the window is empty: no run begins exactly at its end"},
		"end before start":   {night("idle").With(KeyScheduleStart, "+5d").With(KeyScheduleEnd, "+4d"), KeyScheduleEnd, "it is not after the start date"},
		"days that never come": {
			night("idle").With(KeyScheduleDays, "monday").With(KeyScheduleStart, "+5h").With(KeyScheduleEnd, "+6h"), KeyScheduleEnd, "none of the chosen days comes before it",
		},
		"no length":    {night("idle").With(KeyScheduleEvery, "soon"), KeyScheduleEvery, "a number and a unit: 30s, 15m, 2h or 1d"},
		"no time":      {night("idle").With(KeyScheduleFrom, "25:00"), KeyScheduleFrom, "a time of day: 22:00"},
		"no number":    {night("idle").With(KeyScheduleRepeat, "0"), KeyScheduleRepeat, "a whole number, 1 or more"},
		"no length: 0": {night("idle").With(KeyScheduleMost, "0m"), KeyScheduleMost, "more than nothing"},
		"no moment":    {night("idle").With(KeyScheduleStart, "soon"), KeyScheduleStart, "no time: 04:00, 04:00Z, 12:00+08, +48m, sat 02:00 or 2026-03-15 02:00Z"},
		"an odd mode":  {night("idle").Put(KeyScheduleMode, "hourly"), KeyScheduleMode, "drover does not know hourly"},
	}
	for name, tt := range tests {
		if f := fieldOf(t, tt.edit, atMorning(), tt.key); f.Wrong != tt.wrong {
			t.Errorf("%s: wrong %q, want %q", name, f.Wrong, tt.wrong)
		}
	}
	// what was read is not wrong, whatever it is
	odd := edited(SectionSchedule, transferDetail("idle"), put(KeyScheduleMode, "hourly"), put(KeyScheduleDays, "someday"), put(KeyScheduleRunAt, "noon"),
		put(KeyScheduleTo, "noon"), put(KeyScheduleEnd, "never"), put(KeyScheduleEvery, "often"))
	if f := odd.Form(atMorning()); f.Wrong != 0 || f.Changed != 0 {
		t.Errorf("%d wrong, %d changed", f.Wrong, f.Changed)
	}
}

func TestWhatAScheduleRisks(t *testing.T) {
	for risk, e := range map[string]Edit{
		"under 5m a run is often due before the last one is over": night("idle").With(KeyScheduleEvery, "30s"),
		"longer than the window: one run in each at most":         night("idle").With(KeyScheduleEvery, "8h"),
	} {
		if f := fieldOf(t, e, atMorning(), KeyScheduleEvery); f.Risk != risk {
			t.Errorf("%q, want %q", f.Risk, risk)
		}
	}
	past := night("idle").With(KeyScheduleEnd, "2026-01-01")
	if f := fieldOf(t, past, atMorning(), KeyScheduleEnd); f.Risk != "it is past: the job does not run by itself any more" || f.Wrong != "" {
		t.Errorf("%q %q", f.Risk, f.Wrong)
	}
}

func TestAPauseIsKeptOrSaidToBeDropped(t *testing.T) {
	paused := night("paused", put(KeyScheduleHold, "paused"))
	if f := fieldOf(t, paused, atMorning(), KeyScheduleHold); f.Value != "true" || !f.Live() {
		t.Errorf("%+v", f)
	}
	kept := paused.With(KeyScheduleEvery, "2h")
	if kept.Get(KeyScheduleHold) != "paused" {
		t.Error("the pause is not sent")
	}
	for name, tt := range map[string]struct {
		edit Edit
		says string
	}{
		"kept":    {kept, "It stays paused: the pause is sent with the schedule."},
		"dropped": {kept.With(KeyScheduleHold, "false"), "It is paused: this change drops the pause, and it runs by itself again."},
		"manual":  {paused.With(KeyScheduleMode, ScheduleManual), "It is paused, and paused is invalid with manual: the pause is dropped."},
	} {
		means := tt.edit.Form(atMorning()).Means
		if !slices.ContainsFunc(means, func(s Effect) bool { return s.Text == tt.says }) {
			t.Errorf("%s: %v", name, means)
		}
		if p := PlanEdit("i", filing(), tt.edit, atMorning()); !p.Steps[0].Goes() {
			t.Errorf("%s does not go: %s", name, p.Steps[0].Why)
		}
	}
	if f := fieldOf(t, paused.With(KeyScheduleHold, "false"), atMorning(), KeyScheduleHold); f.Wrong == "" {
		t.Error("dropping the pause alone is no change of the schedule")
	}
	if e := night("idle"); e.With(KeyScheduleHold, "true").Get(KeyScheduleHold) != "" {
		t.Error("a job that is not paused was paused")
	}
}

func TestScheduleValuesThatSayTheSame(t *testing.T) {
	for _, tt := range []struct {
		key  FieldKey
		a, b string
		same bool
	}{
		{KeyScheduleDays, "monday,sunday", "sunday, monday", true},
		{KeyScheduleDays, "weekdays", "friday,monday,tuesday,thursday,wednesday", true},
		{KeyScheduleDays, "everyday", "", true},
		{KeyScheduleDays, "weekdays,weekends", "everyday", true},
		{KeyScheduleDays, "monday,holidays", "monday", false},
		{KeyScheduleEvery, "60s", "1m", true},
		{KeyScheduleEvery, "1.5h", "90m", true},
		{KeyScheduleEvery, "90 m", "1h30m", true},
		{KeyScheduleEvery, "1m", "1h", false},
		{KeyScheduleFrom, "2:00", "02:00:00", true},
		{KeyScheduleFrom, "02:00", "02:00:00.500", false},
		{KeyScheduleRepeat, "3", "03", true},
		{KeyScheduleStart, "1769500000", "1769500001", false},
		{KeyScheduleMode, "Manual", "manual", true},
	} {
		if SameValue(tt.key, tt.a, tt.b) != tt.same {
			t.Errorf("%s: %q and %q: %v", tt.key, tt.a, tt.b, !tt.same)
		}
	}
}

func TestAShortcutStandsAlone(t *testing.T) {
	e := night("idle")
	for _, tt := range []struct{ was, typed, want string }{
		{"weekdays", "weekdays,saturday", "saturday"},
		{"monday,friday", "weekends,monday,friday", "weekends"},
		{"monday", "monday,friday", "monday,friday"},
		{"weekdays", "", ""},
	} {
		e := e.Put(KeyScheduleDays, tt.was).With(KeyScheduleDays, tt.typed)
		if got := e.Get(KeyScheduleDays); got != tt.want {
			t.Errorf("%s, then %s: %s", tt.was, tt.typed, got)
		}
	}
	odd := edited(SectionSchedule, transferDetail("idle"), put(KeyScheduleMode, "auto"), put(KeyScheduleDays, "monday,holidays"))
	if got := odd.With(KeyScheduleDays, "weekends").Get(KeyScheduleDays); got != "weekends,holidays" {
		t.Errorf("what drover does not know went: %s", got)
	}
}

func TestWhatIsTypedOfADateStands(t *testing.T) {
	a := atMorning()
	e := night("idle").With(KeyScheduleEnd, "+2d")
	if f := fieldOf(t, e, a, KeyScheduleEnd); f.Value != "+2d" || f.Hint != "28 Nov 03:13Z  in 2d" || f.Wrong != "" {
		t.Errorf("%+v", f)
	}
	if got := e.Changed(); !slices.Equal(got, []FieldKey{KeyScheduleEnd}) {
		t.Errorf("%v", got)
	}
	want := time.Date(2026, 11, 28, 3, 13, 0, 0, time.UTC).Unix()
	if e.Get(KeyScheduleEnd) != strconv10(want) {
		t.Errorf("%s, want %d", e.Get(KeyScheduleEnd), want)
	}
	step := PlanEdit("i", filing(), e, a).Steps[0].Change.(EditJob)
	for key := range step.Want {
		if strings.Contains(string(key), "#") {
			t.Errorf("%s is the form's own, and goes with it", key)
		}
	}
	shanghai := time.FixedZone("", 8*3600)
	read := edited(SectionSchedule, transferDetail("idle"), put(KeyScheduleMode, "auto"), put(KeyScheduleEnd, strconv10(want)))
	if f := fieldOf(t, read, Around{Now: a.Now, Zone: shanghai}, KeyScheduleEnd); f.Value != "2026-11-28 11:13+08" || f.Hint != "28 Nov 03:13Z  28 Nov 11:13+08  in 2d" {
		t.Errorf("%+v", f)
	}
	if again := read.At(a.Now, shanghai).With(KeyScheduleEnd, "2026-11-28 11:13+08"); len(again.Changed()) != 0 {
		t.Errorf("what is shown means something else: %v", again.Differences(a))
	}
}

func TestWhatTheServerSaysOfASchedule(t *testing.T) {
	now := atMorning().Now
	job := func(mode, status string, next time.Time) Detail {
		return Detail{Job: with(transfer("a", status), func(j *Job) { j.Mode, j.NextRun = NewText(mode), next })}
	}
	for want, d := range map[string]Detail{
		"The server says: next run 22:00Z  in 19h.":                                     job("auto", "idle", time.Date(2026, 11, 26, 22, 0, 0, 0, time.UTC)),
		"The server tells no next run: it runs when it is started.":                     job("manual", "idle", time.Time{}),
		"The server tells no next run: it is paused.":                                   job("auto", "paused", time.Time{}),
		"! The server tells no next run, though it is to run by itself: read it again.": job("auto", "idle", time.Time{}),
		"! The server says: next run 22:00Z  in 19h, though it is manual.":              job("manual", "idle", time.Date(2026, 11, 26, 22, 0, 0, 0, time.UTC)),
		"The server tells no next run yet: it is running.":                              job("auto", "running", time.Time{}),
		"The server says: next run 22:00Z  in 19h; it is paused until then or longer.":  job("auto", "paused", time.Date(2026, 11, 26, 22, 0, 0, 0, time.UTC)),
	} {
		says := ScheduleProof(d, now, nil)
		got := says.Text
		if says.Risk {
			got = "! " + got
		}
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Whatever is typed into whichever fields, in whichever order: a form says what is
// wrong, never forgets an unknown day, and putting everything back changes nothing.
func TestAScheduleCanAlwaysBePutBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SampledFrom([]string{
			"", "auto", "manual", "ad-hoc", "true", "false", "weekdays", "monday,holidays", "everyday", "02:00", "22:00", "24:00", "15m", "1h30m", "1.5h", "0s",
			"3", "-1", "sat 02:00", "+2d", "2026-12-31", "1769500000", "\x1b[31m", " 5 ",
		})
		keys := rapid.SampledFrom(append(ScheduleKeys(), KeyScheduleHold))
		base := night(rapid.SampledFrom([]string{"idle", "paused", "running"}).Draw(t, "status"), put(KeyScheduleDays, "weekends,holidays"), put(KeyScheduleHold, "paused"))
		e := base
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			e = e.With(keys.Draw(t, "key"), values.Draw(t, "value"))
			form := e.Form(atMorning())
			if form.Changed != len(e.Changed()) {
				t.Fatal("changes are counted otherwise")
			}
			if e.Get(KeyScheduleMode) == "auto" && !strings.Contains(e.Get(KeyScheduleDays), "holidays") {
				t.Fatalf("an unknown day went: %q", e.Get(KeyScheduleDays))
			}
			for _, f := range form.Fields {
				if f.Grey != "" && f.Wrong != "" {
					t.Fatalf("%s is grey and wrong: %s", f.Label, f.Wrong)
				}
			}
			for _, s := range form.Means {
				if Clean(s.Text) != s.Text {
					t.Fatalf("%q", s.Text)
				}
			}
		}
		for range 2 {
			for _, key := range append(ScheduleKeys(), KeyScheduleHold) {
				e = e.Undo(key)
			}
		}
		if got := e.Changed(); len(got) > 0 {
			t.Fatalf("%v are changed: %v", got, e.Want())
		}
	})
}

func strconv10(n int64) string { return strconv.FormatInt(n, 10) }
