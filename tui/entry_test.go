package tui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/model"
)

// TestNothingIsSentBeforeAChoice: the first screen looks at nothing by itself.
func TestNothingIsSentBeforeAChoice(t *testing.T) {
	tell(t, world{nowhere: true, first: machine, moving: true}, func(d *desk) {
		d.Keys("j", "k", "w", "esc", "c").Sees("locale").Keys("esc", "?", "esc", ":", "esc", "p", "!").Sees("nothing was sent yet").Wait(10 * time.Minute)
		if n := len(d.sim.Requests()); n > 0 || len(d.opened) > 0 {
			t.Errorf("%d requests, opened %v", n, d.opened)
		}
		d.Keys("d").Sees("jobs 40 of 40", "DEMO").Keys("p", "f").Sees("look around in the demo", "DEMO").Misses("no profile yet").Keys("esc").Sees("jobs 40 of 40")
		d.Keys("p", "f", "q").Sees("jobs 40 of 40").Keys("p", "f", "d").Sees("you are there")
		d.Keys("i").Sees("use which", "HW_ACCESS_KEY").Keys("2").Sees("does not say which service").Keys("1").Sees("jobs 40 of 40", "eu-de").Keys("q").Sees("leave drover")
	})
	tell(t, world{nowhere: true, first: machine, others: others()}, func(d *desk) {
		d.Sees("no profile chosen", "p  choose a profile", "4 profiles in ~/.config").Keys("enter").Sees("stage").Keys("2").Sees("stage   eu-de", "jobs 40 of 40")
	})
	tell(t, world{nowhere: true, first: machine}, func(d *desk) {
		if d.Keys("q"); !d.left {
			t.Error("q does not leave the first screen")
		}
	})
}

// TestPasswordThenList: a wrong one is said in the service's words, what may be
// seen is still there, and the right one leads to the list.
func TestPasswordThenList(t *testing.T) {
	tell(t, byPassword(false), func(d *desk) {
		d.secret = "s3cretword"
		d.logIn(d.secret).Sees("~ logging in").Sees("IAM.0011", "Nothing was changed", "acme", "anna").Misses("jobs")
		if n := len(d.sim.Requests()); n > 0 {
			t.Errorf("%d requests before anybody was in", n)
		}
		d.Type("right").Keys("enter").Sees("jobs 40 of 40", "PROD")
	})
}

// TestPasscodeIsAskedWhenItIsWanted: alone, and what was typed before goes with
// it; esc leads back to the password.
func TestPasscodeIsAskedWhenItIsWanted(t *testing.T) {
	w := byPassword(true)
	var got map[string]model.Secret
	enter := w.enter
	w.enter = func(typed map[string]model.Secret) ([]client.Prompt, error) { got = typed; return enter(typed) }
	tell(t, w, func(d *desk) {
		d.logIn("right").Sees("wants a passcode", "Passcode").Misses("Password")
		d.Keys("esc").Sees("Password", "acme").Misses("Passcode").Type("right").Keys("enter").Sees("Passcode").Type("000000").Keys("enter").Sees("wrong or too old", "Passcode")
		d.Type("123456").Keys("enter").Sees("jobs 40 of 40")
		for key, want := range map[string]string{"user": "anna", "domain": "acme", "password": "right", "passcode": "123456"} {
			if got[key].Reveal() != want {
				t.Errorf("%s is %q", key, got[key].Reveal())
			}
		}
	})
}

// TestKeysTypedAheadOpenNothing: what comes while the login is under way, or
// before the projects can be seen, chooses none of them.
func TestKeysTypedAheadOpenNothing(t *testing.T) {
	tell(t, withRooms(byPassword(false), rooms()...), func(d *desk) {
		d.logIn("right").Fast("enter", "j", "enter", "enter").until("the projects", func() bool { return d.shows("which project") })
		d.Fast("enter", "j", "enter").Wait(time.Second).Sees("which project", "2 of 3")
		if len(d.opened) > 0 {
			t.Fatalf("opened %v", d.opened)
		}
		d.Keys("enter").Sees("jobs 40 of 40")
		if want := []string{"prod-cn4 " + rooms()[1].ID}; !slices.Equal(d.opened, want) {
			t.Errorf("opened %v, not %v", d.opened, want)
		}
	})
}

// TestTheOnlyProjectIsTaken, and one that is switched off is not.
func TestTheOnlyProjectIsTaken(t *testing.T) {
	only := rooms()[2]
	tell(t, withRooms(world{place: production()}, only), func(d *desk) {
		if d.Sees("jobs 40 of 40"); !slices.Equal(d.opened, []string{"prod-cn4 " + only.ID}) {
			t.Errorf("opened %v", d.opened)
		}
	})
	tell(t, withRooms(world{place: production()}, rooms()[0]), func(d *desk) {
		if d.Keys("enter").Sees("switched off"); len(d.opened) > 0 {
			t.Errorf("opened %v", d.opened)
		}
	})
}

// TestEscapeStopsTheLogin: what it says later counts no more; the form is
// there again, with all that may be seen. What is typed goes by a second esc.
func TestEscapeStopsTheLogin(t *testing.T) {
	tell(t, byPassword(false), func(d *desk) {
		d.logIn("right").Sees("~ logging in").Keys("esc").Sees("acme", "Password").Wait(time.Minute).Sees("Password").Misses("jobs")
		d.Type("x").Keys("esc").Sees("type on").Keys("esc").Sees("esc again").Keys("enter").Type("y").Keys("esc", "esc").Sees("esc again").Misses("leave drover").Keys("esc").Sees("leave drover")
		if d.Keys("esc", "enter").Sees("Password", "acme").Misses("•"); d.left {
			t.Error("esc has left drover")
		}
		d.Type("right").Keys("enter").Sees("jobs 40 of 40")
	})
}

// TestProjectsAreReadAgainByHand: whatever went wrong, nothing is tried again
// by itself.
func TestProjectsAreReadAgainByHand(t *testing.T) {
	tell(t, world{place: production(), moving: true, barred: errors.New("iam.cn-north-4 was not reached")}, func(d *desk) {
		d.Sees("could not be read", "was not reached").Wait(10 * time.Minute).Sees("was not reached")
		d.world.barred, d.world.rooms = nil, rooms()
		d.Keys("r").Sees("which project").Keys("enter").Sees("jobs 40 of 40")
	})
}

// TestProjectThatCannotBeOpened says why, and is tried again by hand.
func TestProjectThatCannotBeOpened(t *testing.T) {
	tell(t, world{place: production(), shut: errors.New("the CA file holds no certificate: name another one with --ca-file")}, func(d *desk) {
		d.Sees("the project cannot be opened", "no certificate", "prod-cn4").Keys("r").Sees("no certificate", "try again")
		d.world.shut = nil
		d.Keys("enter").Sees("jobs 40 of 40")
	})
}

// TestEntryInTinyWindows draws every step down to nothing.
func TestEntryInTinyWindows(t *testing.T) {
	for _, w := range []world{withRooms(byPassword(true), rooms()...), {nowhere: true, first: machine}, {place: production(), barred: errors.New("no " + strings.Repeat("very ", 60) + "long")}} {
		tell(t, w, func(d *desk) {
			for _, keys := range [][]string{nil, {"esc"}, {"esc"}, {"tab"}, {"r"}, {"w"}, {"esc", "p"}} {
				d.Keys(keys...)
				for _, s := range [][2]int{{1, 1}, {1, 24}, {80, 1}, {5, 3}, {12, 2}, {20, 7}, {33, 11}, {59, 12}, {60, 17}, {10000, 10000}, {0, 0}, {80, 24}} {
					d.Size(s[0], s[1])
				}
			}
		})
	}
}

// TestSkewIsSaidOnce, at the first contact, and told in the support report.
func TestSkewIsSaidOnce(t *testing.T) {
	tell(t, world{moving: true, behind: 4*time.Minute + 12*time.Second}, func(d *desk) {
		const words = "this machine's clock is 4m12s behind the service"
		d.Sees(words).Keys("r").Misses(words).Wait(time.Minute).Misses(words)
		if !strings.Contains(supportReport(d.app.env), words) {
			t.Error("the support report does not tell it")
		}
	})
	tell(t, world{moving: true, behind: -50 * time.Second}, func(d *desk) { d.Sees("jobs 40 of 40").Misses("clock is") })
}

// TestWhatWasTypedWrongIsThereAgain, but for what is secret: a token or a key
// shows only with the first request that it does not fit.
func TestWhatWasTypedWrongIsThereAgain(t *testing.T) {
	w := byKeys()
	w.enter = func(map[string]model.Secret) ([]client.Prompt, error) { return nil, nil }
	w.barred = &client.Error{Kind: client.LoginEnded, Op: "KeystoneListProjects", Status: 401, Code: model.NewText("APIGW.0301"), Message: model.NewText("verify aksk signature fail")}
	tell(t, w, func(d *desk) {
		d.secret = "s3cretkey"
		d.Type("AKX").Keys("enter").Type(d.secret).Keys("enter", "enter").Sees("Access key", "AKX", "does not belong to the access key").Misses("s3cret")
		d.world.barred, d.world.rooms = nil, rooms()
		d.Type("another").Keys("enter", "enter").Sees("which project").Keys("enter").Sees("jobs 40 of 40")
	})
}

// TestTheWayOutOfTheFields: once they are left, letters are commands, and what
// was typed is still there; esc leads to the other ways in.
func TestTheWayOutOfTheFields(t *testing.T) {
	w := byKeys()
	w.others, w.first = others(), machine
	tell(t, w, func(d *desk) {
		d.Sees("iam.eu-de.myhuaweicloud.com and drs.eu-de.myhuaweicloud.com").Type("p!?:").Sees("p!?:")
		d.Keys("esc").Sees("type on", "p!?:").Paste("more").Misses("more").Keys("?").Sees("help").Keys("esc", ":").Sees("activity").Keys("esc", "p").Sees("profiles", "audit").Keys("esc")
		d.Keys("enter").Type("x").Sees("p!?:x").Keys("esc", "esc").Sees("esc again").Keys("esc").Sees("profiles", "the demo", "the first screen")
		d.Keys("d").Sees("log in to cn-north-4")
	})
	tell(t, world{needed: true, place: production()}, func(d *desk) {
		d.Keys("esc", "!").Sees("! activity: requests of logging in are not kept here; --log FILE writes them")
	})
	tell(t, world{needed: true, place: production()}, func(d *desk) { d.Keys("esc", "esc").Sees("leave drover") })
}
