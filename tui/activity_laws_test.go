package tui

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

func (d *desk) activity() *activityScreen { return d.app.top().(*activityScreen) }

// copied lets copies end here instead of in the terminal.
func (d *desk) copied() map[string]string {
	out := map[string]string{}
	d.app.env.copy = func(what, text string) tea.Cmd { out[what] = text; return nil }
	return out
}

func TestCursorStaysOnItsRequest(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		job := model.NewJobID(d.sim.ID("wave2-shop-01"))
		come := func(n int) { // requests, while nothing else asks for any
			for range n {
				if _, err := d.client.PreCheck(context.Background(), job); err != nil {
					t.Fatal(err)
				}
			}
			d.Wait(2 * time.Second)
		}
		for _, at := range []int{0, 2, 1 << 20} { // window at the top, and at the end
			d.Keys("!", "2", "g")
			for range min(at, 2) {
				d.Keys("j")
			}
			if at > 2 {
				come(30)
				d.Keys("G")
			}
			tab := d.activity().requests
			on, _ := tab.exchange()
			before, line := len(tab.all), tab.roll.at-tab.roll.top
			come(5)
			d.activity().load()
			now, _ := tab.exchange()
			if now.Number != on.Number || len(tab.all) <= before {
				t.Errorf("from request %d to %d, while %d became %d", on.Number, now.Number, before, len(tab.all))
			}
			if at > 2 && tab.roll.at-tab.roll.top != line {
				t.Errorf("the cursor left its line %d for %d", line, tab.roll.at-tab.roll.top)
			}
			d.Keys("esc")
		}
	})
}

func TestCursorStaysOnItsErrorMessageAndEntry(t *testing.T) {
	tell(t, world{moving: true, refresh: -1}, func(d *desk) {
		fail := func(op string) { d.sim.Script(only(op, "403")); d.Keys("r").Wait(time.Second) }
		fail("ListJobs")
		d.Keys("u", "!", "1")
		on := d.activity().now().line()
		d.Keys("4")
		said := d.activity().now().line()
		d.Keys("esc")
		a := d.app
		d.Keys("!", "4")
		_ = a.sayNow(note{kind: noteGood, text: "something new"})
		d.Keys("1", "4")
		d.activity().load()
		if got := d.activity().now().line(); got != said {
			t.Errorf("%q became %q", said, got)
		}
		d.Keys("1")
		d.sim.Script(only("V3ShowJobList", "403"))
		if _, err := d.client.Job(context.Background(), model.NewJobID(d.sim.ID("wave2-shop-01"))); err != nil {
			t.Log(err)
		}
		d.activity().load()
		if got := d.activity().now().line(); got != on {
			t.Errorf("%q became %q", on, got)
		}
	})
}

// TestActivityIsStillWhileNothingHappens: no message, so no frame, and no byte.
func TestActivityIsStillWhileNothingHappens(t *testing.T) {
	tell(t, world{moving: true, refresh: -1, size: [2]int{160, 45}}, func(d *desk) {
		still := func(where string) {
			d.Wait(4 * time.Second)
			frames := d.frames
			d.Wait(17 * time.Second)
			if d.frames != frames {
				t.Errorf("%s: %d frames while nothing happened", where, d.frames-frames)
			}
		}
		still("list")
		d.Sees("ok POST v3 jobs")
		d.Keys("!", "2")
		still("activity")
		all := len(d.activity().requests.all)
		d.Keys("esc").Sees("ok POST v3 jobs").Keys("r", "!", "2").Wait(3 * time.Second)
		if got := len(d.activity().requests.all); got <= all {
			t.Errorf("%d requests are shown, %d before", got, all)
		}
	})
}

func TestRequestsAreFollowedWhileTheyCome(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("ShowJobDetail", "slow:4s"))
		d.find("wave2-shop-01").Keys("enter", "!", "2", "/").Type("showjobdetail").Keys("enter").Sees("2 under way")
		d.Keys("enter").Sees("no answer yet").Wait(7*time.Second).Sees("answered", "status 200").Misses("no answer yet")
		d.Keys("esc").Misses("under way")
	})
}

func TestActivityOpensWhereThereIsSomethingToSee(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("!")
		if d.activity().tab != tabRequests {
			t.Error(d.Screen())
		}
		d.Keys("esc")
		d.sim.Script(always("403"))
		d.Keys("r").Sees("may not do that").Keys("!")
		if d.activity().tab != tabErrors {
			t.Error(d.Screen())
		}
		d.Keys("esc")
		d.sim.Script(func(string, int) string { return "" })
		d.Keys("r").Wait(time.Second)
		lostWrites(d)
		d.Keys("!")
		if d.activity().tab != tabJournal {
			t.Error(d.Screen())
		}
	})
}

func TestEscGoesOneStepBackInTheActivity(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("!", "2", "/").Type("prog").Keys("enter", "/").Type("zzz").Sees("No request matches")
		d.Keys("esc").Sees("/prog", "1 of 7 requests")
		d.Keys("enter").Sees("X-Auth-Token: [secret]").Keys("/").Type("jobs").Keys("esc").Misses("/jobs ")
		d.Keys("y").Sees("copied the request as curl")
		d.Keys("esc").Sees("1 errors  2 requests").Keys("y", "esc").Sees("1 errors  2 requests")
		d.Keys("tab").Sees("Nothing was sent yet").Keys("shift+tab", "shift+tab").Sees("Nothing went wrong")
		d.Keys("!").Sees("you are there").Keys("esc").Sees("jobs 40 of 40")
	})
}

// TestCurlOfAWriteSaysWhatItDoes: from a shell it would be sent a second time.
func TestCurlOfAWriteSaysWhatItDoes(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		lostWrites(d)
		d.Keys("!", "2", "/").Type("batch-start").Keys("enter", "y").Sees("run, it writes again")
		d.Keys("c").Sees("copied the request as curl (run, it writes again)").Keys("enter", "y").Sees("(run, it writes again)")
	})
}

func TestMessagesAreKeptAndBounded(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		for range 2 * saidMost {
			d.app.say(note{kind: noteGood, text: "again"})
		}
		d.app.say(note{kind: noteBad, text: "the last"})
		d.Keys("!", "4").Sees("500 messages", "! the last")
		if got := len(d.app.said); got != saidMost {
			t.Errorf("%d messages are kept", got)
		}
	})
}

func TestPaceOnTheBanner(t *testing.T) {
	for _, c := range []struct {
		per    float64
		slowed bool
		want   string
	}{{0, false, ""}, {0.04, true, ""}, {1.24, false, "1.2 requests/s"}, {3, true, "3.0 of 5 requests/s"}} {
		if got := paceWords(c.per, c.slowed, 5); got != c.want {
			t.Errorf("%v: %q", c, got)
		}
	}
	tell(t, world{moving: true, size: [2]int{130, 24}}, func(d *desk) {
		d.Wait(9 * time.Second).Sees("requests/s")
		d.Size(129, 24).Misses("requests/s")
	})
}

// secrets of every kind that must not get out, each in its own place.
const (
	mark        = "S3NT"
	sentToken   = "T0KEN-S3NT-of-some-length"
	sentHeader  = "HEAD-S3NT"
	sentMember  = "MEMBER-S3NT"
	sentMessage = "MESSAGE-S3NT"
	sentName    = "NAME-S3NT"
)

// indiscreet answers with secrets in heads, bodies and words.
func indiscreet(service http.Handler) http.Handler {
	spoilt := rewrite(func(_ *http.Request, answer string) string {
		return strings.Replace(strings.ReplaceAll(answer, "wave2-shop-01", sentName), "{", `{"db_password":"`+sentMember+`","note":"{\"token\":\"`+sentMember+`\"}","sql":"SQL-S3NT",`, 1)
	})(service)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Subject-Token", sentHeader)
		w.Header().Set("Set-Cookie", "session="+sentHeader)
		w.Header().Set("X-Echo", r.Header.Get("X-Auth-Token"))
		if strings.Contains(r.URL.Path, "batch-progress") {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"error_code":"DRS.M0001","error_msg":"`+sentMessage+` `+r.Header.Get("X-Auth-Token")+`","password":"`+sentMember+`"}`)
			return
		}
		spoilt.ServeHTTP(w, r)
	})
}

func TestNoSecretGetsOut(t *testing.T) {
	w := world{moving: true, front: indiscreet, token: sentToken, size: [2]int{160, 45}}
	w.service.Token = sentToken
	tell(t, w, func(d *desk) {
		d.secret = sentToken
		clip := d.copied()
		d.Keys("!")
		var seen strings.Builder
		for _, tab := range []string{"1", "2", "3", "4"} {
			d.Keys(tab)
			seen.WriteString(d.Screen())
		}
		d.Keys("2")
		n := len(d.activity().requests.shown)
		if n < 7 {
			t.Fatalf("only %d requests", n)
		}
		d.Keys("g")
		for range n {
			d.Keys("enter")
			for range 12 {
				seen.WriteString(d.Screen())
				d.Keys("pgdown")
			}
			d.Keys("y", "esc", "y", "c", "y", "l", "j")
			for _, text := range clip {
				seen.WriteString(text)
			}
		}
		for _, never := range []string{sentToken, sentHeader, sentMember} {
			if strings.Contains(seen.String(), never) {
				t.Errorf("%s was seen or copied", never)
			}
		}
		if !strings.Contains(seen.String(), sentMessage) || !strings.Contains(seen.String(), "$DROVER_TOKEN") || !strings.Contains(seen.String(), sentName) {
			t.Error("what may be seen was not")
		}
		d.app.say(note{kind: noteBad, text: "something about " + sentName})
		d.Keys("y", "s")
		report := clip["the support report"]
		if strings.Contains(report, mark) {
			t.Error(report)
		}
		for _, want := range []string{"It does not hold", "GET v5 jobs", "V3BatchListProgresses", "DRS.M0001", "160×45", "(left out)", "project p1", "ANSI256"} {
			if !strings.Contains(report, want) {
				t.Errorf("the report does not tell %q:\n%s", want, report)
			}
		}
	})
}

func TestSupportReportTellsWhatIsOpen(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		lostWrites(d)
		clip := d.copied()
		d.Keys("!", "y", "s")
		report := clip["the support report"]
		id := d.sim.ID("wave2-shop-01")
		for _, want := range []string{"unresolved writes, 1", "job " + id, "lost", "not answered since", "failed", "every 10s"} {
			if !strings.Contains(report, want) {
				t.Errorf("the report does not tell %q:\n%s", want, report)
			}
		}
		if strings.Contains(report, "wave2-shop") {
			t.Errorf("the report names a job:\n%s", report)
		}
	})
}

func TestTroublesInARow(t *testing.T) {
	tell(t, world{moving: true, refresh: -1}, func(d *desk) {
		fault := ""
		d.sim.Script(func(op string, _ int) string {
			if op == "V3BatchListProgresses" {
				return fault
			}
			return ""
		})
		for _, f := range []string{"403", "403", "400", "", "403"} {
			fault = f
			d.Keys("r").Wait(2 * time.Second)
		}
		var got []string
		for _, e := range slices.Backward(troublesOf(d.client.Exchanges())) {
			got = append(got, e.word()+" "+digit(e.times)+map[bool]string{true: "", false: " answered"}[e.answered.IsZero()])
		}
		if want := "403 2|400 1 answered|403 1"; strings.Join(got, "|") != want {
			t.Errorf("%q, not %q", strings.Join(got, "|"), want)
		}
	})
}
