package model_test

import (
	"math/rand/v2"
	"testing"
	"time"

	. "drover/model"
)

// A start that is said back, in UTC and in local time, is typed in again and is the
// same moment: over many zones, half of the starts within two days of a change of
// their clocks, so that many are in the hour that comes twice or beside the one
// that is not there.
func TestStartsReadBackOverTheChangeOfClocks(t *testing.T) {
	r, zones := rand.New(rand.NewPCG(6, 4)), clockZones(t)
	twice := 0
	for range soak(100_000) {
		loc := zones[r.IntN(len(zones))]
		at := someMoment(r, loc).Truncate(time.Minute)
		now := at.Add(-5*time.Minute - time.Duration(r.Int64N(int64(90*days))))
		if r.IntN(2) == 0 {
			now = at.Add(-5*time.Minute - time.Duration(r.Int64N(int64(2*days))))
		}
		for range 2 {
			utc, local, _ := AtTime(at).Words(now, loc)
			for _, said := range []string{utc, local} {
				w, err := ParseWhen(said, now, loc)
				if got, ok := w.Time(); err != nil || !ok || !got.Equal(at) {
					t.Fatalf("%v after %v in %v is said %q, which is %v, %v", at, now, loc, said, got, err)
				}
			}
			// A clock without its zone is this moment, another one, or refused because
			// it comes twice; of a day on which it is not there, it never is this one.
			plain := at.In(loc).Format("2006-01-02 15:04")
			w, err := ParseWhen(plain, now, loc)
			got, _ := w.Time()
			other := time.Date(at.In(loc).Year(), at.In(loc).Month(), at.In(loc).Day(), at.In(loc).Hour(), at.In(loc).Minute(), 0, 0, loc)
			switch {
			case err == nil && !got.Equal(at):
				if got.In(loc).Format("2006-01-02 15:04") != plain {
					t.Fatalf("%s after %v in %v is %v", plain, now, loc, got.In(loc))
				}
				twice++
			case err != nil && other.Equal(at) && !comesTwice(at, loc):
				t.Fatalf("%s after %v in %v is refused: %v", plain, now, loc, err)
			case err != nil:
				twice++
			}
			at = at.Add(time.Duration(r.IntN(59)) * time.Minute)
		}
	}
	if twice == 0 {
		t.Fatal("no clock came twice: nothing was tried")
	}
}

// comesTwice reports a moment whose clock is shown once more within three hours.
func comesTwice(at time.Time, loc *time.Location) bool {
	shown := at.In(loc).Format("2006-01-02 15:04")
	for m := -180; m <= 180; m++ {
		if m != 0 && at.Add(time.Duration(m)*time.Minute).In(loc).Format("2006-01-02 15:04") == shown {
			return true
		}
	}
	return false
}
