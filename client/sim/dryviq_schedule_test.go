package sim_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client/sim"
)

func timeOfDay(hr, minute int) map[string]any { return map[string]any{"hr": hr, "min": minute} }

func TestNextRunOfASchedule(t *testing.T) {
	at := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		moment, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	type schedule map[string]any
	// 2026-03-14 is a Saturday.
	for name, c := range map[string]struct {
		schedule  schedule
		now, last string
		ran       int
		want      string // empty: none
	}{
		"manual":               {schedule{"mode": "manual"}, "2026-03-14 09:00", "", 0, ""},
		"ad-hoc":               {schedule{"mode": "ad-hoc"}, "2026-03-14 09:00", "", 0, ""},
		"new":                  {schedule{"mode": "auto"}, "2026-03-14 09:00", "", 0, "2026-03-14 09:00"},
		"every 15 minutes":     {schedule{"mode": "auto"}, "2026-03-14 09:00", "2026-03-14 08:55", 5, "2026-03-14 09:10"},
		"interval":             {schedule{"mode": "auto", "repeat_interval": map[string]any{"value": 2, "unit": "h"}}, "2026-03-14 09:00", "2026-03-14 08:30", 1, "2026-03-14 10:30"},
		"late":                 {schedule{"mode": "auto"}, "2026-03-14 09:00", "2026-03-12 08:30", 1, "2026-03-14 09:00"},
		"weekdays":             {schedule{"mode": "auto", "days": "weekdays"}, "2026-03-14 09:00", "", 0, "2026-03-16 00:00"},
		"a list of days":       {schedule{"mode": "auto", "days": []any{"tuesday", "friday"}}, "2026-03-14 09:00", "", 0, "2026-03-17 00:00"},
		"run_at":               {schedule{"mode": "auto", "run_at": timeOfDay(3, 30)}, "2026-03-14 09:00", "2026-03-14 03:30", 1, ""},
		"run_at, later today":  {schedule{"mode": "auto", "run_at": timeOfDay(13, 30)}, "2026-03-14 09:00", "2026-03-13 13:30", 0, "2026-03-14 13:30"},
		"run_at, twice":        {schedule{"mode": "auto", "run_at": timeOfDay(3, 30), "repeat_count": 2, "repeat_interval": map[string]any{"value": 8, "unit": "h"}}, "2026-03-14 09:00", "2026-03-14 03:30", 1, "2026-03-14 11:30"},
		"window":               {schedule{"mode": "auto", "start_window": timeOfDay(22, 0), "end_window": timeOfDay(23, 0)}, "2026-03-14 09:00", "", 0, "2026-03-14 22:00"},
		"in the window":        {schedule{"mode": "auto", "start_window": timeOfDay(8, 0), "end_window": timeOfDay(23, 0)}, "2026-03-14 09:00", "", 0, "2026-03-14 09:00"},
		"at its end":           {schedule{"mode": "auto", "start_window": timeOfDay(8, 0), "end_window": timeOfDay(9, 0)}, "2026-03-14 09:00", "", 0, "2026-03-15 08:00"},
		"past midnight":        {schedule{"mode": "auto", "start_window": timeOfDay(22, 0), "end_window": timeOfDay(5, 0)}, "2026-03-14 03:00", "", 0, "2026-03-14 03:00"},
		"after that window":    {schedule{"mode": "auto", "start_window": timeOfDay(22, 0), "end_window": timeOfDay(5, 0)}, "2026-03-14 05:00", "", 0, "2026-03-14 22:00"},
		"begins later":         {schedule{"mode": "auto", "start_date": at("2026-04-01 06:00").Unix()}, "2026-03-14 09:00", "", 0, "2026-04-01 06:00"},
		"is over":              {schedule{"mode": "auto", "end_date": "1773000000"}, "2026-03-14 09:00", "", 0, ""},
		"both ends of the day": {schedule{"mode": "auto", "run_at": timeOfDay(3, 0), "end_window": timeOfDay(5, 0)}, "2026-03-14 09:00", "", 0, ""},
		"often enough":         {schedule{"mode": "auto", "repeat_count": 3}, "2026-03-14 09:00", "", 3, ""},
	} {
		for k, v := range c.schedule { // as JSON would bring it
			if n, ok := v.(int64); ok {
				c.schedule[k] = int(n)
			}
		}
		got, ok := sim.NextRun(c.schedule, at(c.now), at(c.last), c.ran)
		if ok != (c.want != "") || ok && !got.Equal(at(c.want)) {
			t.Errorf("%s: %v %v, want %q", name, got, ok, c.want)
		}
	}
}

func TestNextRunKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1.7e9, 1.8e9).Draw(t, "now"), 0).UTC()
		minutes := rapid.IntRange(1, 3000).Draw(t, "interval")
		schedule := map[string]any{"mode": "auto", "repeat_interval": map[string]any{"value": minutes, "unit": "m"}}
		words := []string{"everyday", "weekdays", "weekends", "monday", "sunday"}
		day := rapid.SampledFrom(words).Draw(t, "days")
		schedule["days"] = day
		from, to := rapid.IntRange(0, 23).Draw(t, "from"), rapid.IntRange(0, 23).Draw(t, "to")
		windowed := rapid.Bool().Draw(t, "window") && from != to
		if windowed {
			schedule["start_window"], schedule["end_window"] = timeOfDay(from, 0), timeOfDay(to, 0)
		}
		last := now.Add(-time.Duration(rapid.IntRange(0, 5000).Draw(t, "since")) * time.Minute)
		at, ok := sim.NextRun(schedule, now, last, 0)
		if !ok {
			t.Fatal("there is always a next run")
		}
		if at.Before(now) || at.Before(last.Add(time.Duration(minutes)*time.Minute)) {
			t.Fatalf("%v is before now or the interval", at)
		}
		weekend := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday
		if day == "weekdays" && weekend || day == "weekends" && !weekend || day == "monday" && at.Weekday() != time.Monday || day == "sunday" && at.Weekday() != time.Sunday {
			t.Fatalf("%v is no day of %s", at, day)
		}
		if in := from < to && at.Hour() >= from && at.Hour() < to || from > to && (at.Hour() >= from || at.Hour() < to); windowed && !in {
			t.Fatalf("%v is not between %d and %d", at, from, to)
		}
	})
}
