package tui

import (
	"errors"
	"slices"
	"testing"
	"time"

	"drover/client"
	"drover/model"
)

// TestSwitchKeepsMarksAndView: they stay with their profile, and nobody logs in
// twice.
func TestSwitchKeepsMarksAndView(t *testing.T) {
	w := manyProfiles()
	w.moving = true
	tell(t, w, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter", "*", "s", "s").Sees("3 marked")
		first := d.app.env.client
		d.Keys("p", "2").Sees("stage   eu-de", "jobs 40 of 40").Misses("PROD", "marked", "/wave2")
		if d.app.env.client == first || d.jobs().env.login == nil {
			t.Fatal("the client is still the former one")
		}
		d.Keys("j", "space").Sees("1 marked").Keys(":").Type("profile prod").Keys("enter")
		d.Sees("prod-cn4", "PROD", "jobs 3 of 40", "/wave2", "3 marked")
		d.Keys("p", "2").Sees("stage", "1 marked").Keys("p", "2").Sees("you are there")
		if want := []string{"prod-cn4", "stage", "prod-cn4", "stage"}; len(d.opened) != len(want) {
			t.Errorf("opened %v", d.opened)
		}
	})
}

// TestWhatWasLeftSendsNoMore: the list that was left is not read any more, and
// what it had asked for lands nowhere.
func TestWhatWasLeftSendsNoMore(t *testing.T) {
	w := manyProfiles()
	w.moving, w.refresh = true, -1
	tell(t, w, func(d *desk) {
		d.sim.Script(always("slow:3s"))
		d.Fast("r").Keys("p", "2").Sees("jobs 40 of 40")
		d.sim.Script(nil)
		d.Wait(10 * time.Second)
		before := len(d.sim.Requests())
		if d.Wait(30 * time.Minute); len(d.sim.Requests()) > before {
			t.Errorf("%d requests by nobody", len(d.sim.Requests())-before)
		}
	})
}

// TestSwitchAsksWhileWritesAreOut, as leaving does; what has no answer then is
// told at the end, and looked for once somebody comes back.
func TestSwitchAsksWhileWritesAreOut(t *testing.T) {
	w := manyProfiles()
	w.moving = true
	tell(t, w, func(d *desk) {
		d.sim.Script(only("V3BatchStartJobs", "hang"))
		d.start("wave2-shop-01").Sees("no answer yet").Keys("p", "2").Sees("go to profile stage", "1 job is not answered yet").Keys("esc").Sees("no answer yet")
		d.Keys("p", "2", "enter").Sees("stage", "jobs 40 of 40").Wait(10 * time.Second)
		if got := unresolvedOf(d.app.doors.clients); !slices.Equal(got, []string{d.sim.ID("wave2-shop-01")}) {
			t.Errorf("unresolved is %v", got)
		}
		d.sim.Script(nil)
		d.Keys("p", "1").Sees("earlier write has no known outcome").until("its outcome", func() bool { return len(unresolvedOf(d.app.doors.clients)) == 0 }, 5*time.Minute)
		if n := len(d.applied()); n != 1 {
			t.Errorf("started %d times", n)
		}
	})
}

// TestDoorThatDoesNotOpenLeavesAllAsItWas.
func TestDoorThatDoesNotOpenLeavesAllAsItWas(t *testing.T) {
	tell(t, manyProfiles(), func(d *desk) {
		d.Keys("*").Sees("40 marked").Keys("p", "4").Sees("region twice", "prod-cn4", "40 marked")
		d.Keys(":").Type("profile nobody").Keys("enter").Sees("no such profile")
	})
}

// TestSwitchAsksForItsLogin on a page over the list that is still there; esc
// leads back to it.
func TestSwitchAsksForItsLogin(t *testing.T) {
	w := byPassword(false)
	w.others, w.place = others(), production()
	tell(t, w, func(d *desk) {
		d.logIn("right").Sees("jobs 40 of 40").Keys("*", "p", "3").Sees("audit", "READ-ONLY", "not logged in", "Password")
		d.Keys("esc").Sees("audit", "type on").Keys("esc").Sees("prod-cn4", "40 marked").Misses("READ-ONLY")
		d.Keys("p", "3").Sees("Password").logIn("right").Sees("audit", "READ-ONLY", "jobs 40 of 40").Misses("marked")
		d.Keys("S").Sees("read-only").Keys("p", "1").Sees("prod-cn4", "40 marked").Misses("Password")
	})
}

// TestNothingIsSentAfterTheLoginHasEnded: whatever goes on by itself stops, and
// what somebody opens says so without asking the service.
func TestNothingIsSentAfterTheLoginHasEnded(t *testing.T) {
	for name, size := range map[string][2]int{"list": {80, 24}, "preview": {160, 45}, "preview below": {120, 40}} {
		t.Run(name, func(t *testing.T) {
			tell(t, world{moving: true, size: size}, func(d *desk) {
				d.Keys("w", "f").find("orders-prod-sync-02").Keys("w", "t", "enter", "esc").Wait(time.Minute)
				d.sim.Script(func(op string, _ int) string {
					if op == "V3BatchListProgresses" { // the first that finds it is not the list
						return "401"
					}
					return ""
				})
				d.Sees("the token has ended", "log in again").Wait(10 * time.Second)
				before := len(d.sim.Requests())
				d.Wait(10*time.Minute).Keys("j", "j", "k", "a", "a", "enter").Sees("has ended").Keys("2", "8", "r").Keys("esc", "esc", "esc", "*", "S").Wait(time.Minute).Keys("esc", "!", "2", "esc")
				if n := len(d.sim.Requests()) - before; n > 0 {
					t.Errorf("%d requests: %v", n, d.sim.Requests()[before:])
				}
			})
		})
	}
}

// refusedTwice is a login that succeeds the third time.
func refusedTwice(calls *int) func(map[string]model.Secret) ([]client.Prompt, error) {
	return func(map[string]model.Secret) ([]client.Prompt, error) {
		if *calls++; *calls < 3 {
			return nil, errors.New("the access key is locked out for five minutes")
		}
		return nil, nil
	}
}

// TestLoginWithoutPromptsIsTriedOnceAPress: a key that is locked out is never
// tried again by itself.
func TestLoginWithoutPromptsIsTriedOnceAPress(t *testing.T) {
	w := byKeys()
	w.prompts = nil
	calls := 0
	w.enter = refusedTwice(&calls)
	w.moving = true
	tell(t, w, func(d *desk) {
		d.Keys("*").Sees("40 marked")
		d.sim.Script(always("401"))
		d.Wait(15*time.Second).Sees("log in again").Keys("r").Sees("try again", "locked out").Wait(10 * time.Minute)
		if calls != 1 {
			t.Fatalf("tried %d times", calls)
		}
		d.Keys("enter").Wait(10 * time.Minute)
		d.sim.Script(nil)
		before := len(d.sim.Requests())
		if d.Keys("r").Sees("jobs 40 of 40", "40 marked").Misses("NOT LIVE"); calls != 3 || len(d.sim.Requests()) == before {
			t.Errorf("tried %d times", calls)
		}
	})
}

// TestLoginOverAPageReadsItAgain, and the list once somebody is back.
func TestLoginOverAPageReadsItAgain(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("enter").Wait(time.Second)
		d.sim.Script(always("401"))
		d.Keys("r").Sees("log in again").Keys("r").Sees("Token")
		d.sim.Script(nil)
		d.Type("sim-token").Keys("enter").Misses("not accepted").Keys("esc").Sees("jobs 1 of 40").Misses("NOT LIVE")
	})
}

// TestAnotherProjectOfTheSameProfile is chosen from the menu or the palette;
// the marks of the former one's jobs do not come along.
func TestAnotherProjectOfTheSameProfile(t *testing.T) {
	w := withRooms(world{place: production(), moving: true}, rooms()...)
	tell(t, w, func(d *desk) {
		d.Sees("which project").Keys("enter").Sees("jobs 40 of 40").Keys("*").Sees("40 marked")
		d.Keys("p").Sees("another project").Keys("o").Sees("which project", "● here").Misses("not logged in").Keys("enter").Sees("you are there").Keys("esc").Sees("40 marked")
		d.Keys(":").Type("other project").Keys("enter").Sees("which project").Keys("j", "enter").Sees("jobs 40 of 40").Misses("marked")
		if want := []string{"prod-cn4 " + rooms()[2].ID, "prod-cn4 " + rooms()[1].ID}; !slices.Equal(d.opened, want) {
			t.Errorf("opened %v, not %v", d.opened, want)
		}
	})
	tell(t, w, func(d *desk) {
		d.sim.Script(always("403"))
		d.Sees("which project").Keys("enter").Sees("o other project")
		d.sim.Script(nil)
		d.Keys("o").Sees("which project", "● here").Keys("j", "enter").Sees("jobs 40 of 40").Misses("other project")
	})
	tell(t, world{}, func(d *desk) { d.Keys("p").Sees("profiles").Misses("another project") })
}

// TestAMenuLongerThanItsWindowSaysSo, and no letter opens what nobody meant.
func TestAMenuLongerThanItsWindowSaysSo(t *testing.T) {
	w := manyProfiles()
	for i := range 27 {
		w.others = append(w.others, client.Profile{Name: "more-" + digit(i), Endpoint: "https://drs.example.com:8443/x"})
	}
	tell(t, w, func(d *desk) {
		d.Keys("p").Sees("1 of 3", "drs.example.com:8443").Keys("a", "b", "s").Sees("profiles", "1 of 3").Keys("pgdown").Sees("11 of 3").Keys("end").Sees("more-26").Keys("home", "2").Sees("stage   eu-de")
	})
}
