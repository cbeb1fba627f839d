package model_test

import (
	"testing"
	"time"
	"unicode/utf8"

	. "drover/model"

	"pgregory.net/rapid"
)

const days = 24 * time.Hour

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "0s", 0: "0s", 999 * time.Millisecond: "0s", time.Second: "1s", 41 * time.Second: "41s",
		59*time.Second + 999*time.Millisecond: "59s", time.Minute: "1m", 61 * time.Second: "1m01s", 200 * time.Second: "3m20s",
		599 * time.Second: "9m59s", 10*time.Minute + 59*time.Second: "10m", 48 * time.Minute: "48m", time.Hour: "1h",
		6*time.Hour + 10*time.Minute: "6h10m", 6*time.Hour + 8*time.Minute + 59*time.Second: "6h08m", 12*time.Hour + 30*time.Minute: "12h",
		days - 1: "23h", days: "1d", 27 * time.Hour: "1d03h", 76 * time.Hour: "3d04h", 68 * time.Hour: "2d20h", 10*days - 1: "9d23h",
		10*days + 5*time.Hour: "10d", 41 * days: "41d", 9999 * days: "9999d", 10_000 * days: "27y", 1<<63 - 1: "292y",
	} {
		if got := Duration(d); got != want {
			t.Errorf("%v is %s, want %s", d, got, want)
		}
	}
	if Lag(-1) != "-" || Lag(0) != "0s" || Lag(200*time.Second) != "3m20s" {
		t.Error("lag is wrong")
	}
}

func TestDurationTakesFivePlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64().Draw(t, "d"))
		if small := rapid.Int64Range(0, int64(20*days)); rapid.Bool().Draw(t, "usual") {
			d = time.Duration(small.Draw(t, "small"))
		}
		s := Duration(d)
		if n := utf8.RuneCountInString(s); n < 2 || n > 5 {
			t.Fatalf("%v is %s", d, s)
		}
	})
}

func TestDurationNeverGoesBack(t *testing.T) {
	// What is written, read again, grows with what it stands for and is never
	// more than that.
	last := time.Duration(0)
	for d := time.Duration(0); d < 12*days; d += 53 * time.Second {
		w, err := ParseWhen("+"+Duration(d+10*time.Minute), noon, nil)
		if err != nil {
			t.Fatal(err)
		}
		at, _ := w.Time()
		read := at.Sub(noon)
		if read < last || read > d+10*time.Minute {
			t.Fatalf("%v reads %v after %v", d, read, last)
		}
		last = read
	}
}

func TestClock(t *testing.T) {
	at := time.Date(2026, 3, 14, 3, 12, 8, 0, time.UTC)
	for _, c := range []struct {
		loc           *time.Location
		clock, second string
	}{
		{time.UTC, "03:12Z", "03:12:08Z"}, {nil, "03:12Z", "03:12:08Z"},
		{time.FixedZone("CST", 8*3600), "11:12+08", "11:12:08+08"},
		{time.FixedZone("IST", 5*3600+1800), "08:42+05:30", "08:42:08+05:30"},
		{time.FixedZone("NST", -3*3600-1800), "23:42-03:30", "23:42:08-03:30"},
		{time.FixedZone("EST", -5*3600), "22:12-05", "22:12:08-05"},
	} {
		if got := Clock(at, c.loc); got != c.clock {
			t.Errorf("clock is %s, want %s", got, c.clock)
		}
		if got := ClockSeconds(at, c.loc); got != c.second {
			t.Errorf("clock with seconds is %s, want %s", got, c.second)
		}
	}
}

func TestWords(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 8, 0, time.UTC)
	china := time.FixedZone("CST", 8*3600)
	for _, c := range []struct {
		when         When
		utc, loc, in string
	}{
		{AtTime(time.Date(2026, 3, 14, 4, 0, 0, 0, time.UTC)), "04:00Z", "12:00+08", "in 48m"},
		{AtTime(now.Add(48*time.Minute - time.Second)), "04:00Z", "12:00+08", "in 48m"},
		{AtTime(time.Date(2026, 3, 14, 18, 0, 0, 0, time.UTC)), "18:00Z", "15 Mar 02:00+08", "in 15h"},
		{AtTime(time.Date(2026, 3, 15, 4, 0, 0, 0, time.UTC)), "15 Mar 04:00Z", "15 Mar 12:00+08", "in 1d01h"},
		{AtTime(time.Date(2027, 3, 14, 4, 0, 0, 0, time.UTC)), "14 Mar 2027 04:00Z", "14 Mar 2027 12:00+08", "in 365d"},
		{AtTime(now.Add(-20 * time.Second)), "03:11Z", "11:11+08", "20s ago"},
		{AtOnce(), "03:12Z", "11:12+08", "now"},
		{When{}, "-", "-", "-"},
	} {
		utc, loc, in := c.when.Words(now, china)
		if utc != c.utc || loc != c.loc || in != c.in {
			t.Errorf("said %s, %s, %s; want %s, %s, %s", utc, loc, in, c.utc, c.loc, c.in)
		}
	}
}
