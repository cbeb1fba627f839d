package tui

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"drover/client"
)

// typedSecret is the password of these stories; no frame may ever show it.
const typedSecret = "tr0ub4dor"

// listener keeps the bodies of what asks for a connection test.
type listener struct {
	mu     sync.Mutex
	bodies []string
}

func (l *listener) front(service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if text := body(r); strings.Contains(text, `"network"`) || strings.HasSuffix(r.URL.Path, "/batch-connection") {
			l.mu.Lock()
			l.bodies = append(l.bodies, text)
			l.mu.Unlock()
		}
		service.ServeHTTP(w, r)
	})
}

func (l *listener) heard() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bodies
}

// TestAConnectionTestSendsOnceAndOnlyBySend: the form's last field stands on
// Back, and what the service hears holds both passwords.
func TestAConnectionTestSendsOnceAndOnlyBySend(t *testing.T) {
	for _, generation := range []string{"both", "v3"} {
		l := &listener{}
		w := world{moving: true, front: l.front}
		w.service.Generation = generation
		tell(t, w, func(d *desk) {
			d.secret = typedSecret
			d.find("wave2-shop-01").Keys("T").Sees("source").Type(typedSecret).Keys("enter").Type(typedSecret).Keys("enter", "j", "tab", "k", "enter").Wait(time.Minute)
			if got := l.heard(); len(got) > 0 {
				t.Fatalf("%s: Back has sent %d requests", generation, len(got))
			}
			d.Keys("T").Sees("source").Type(typedSecret).Keys("enter").Type(typedSecret).Keys("enter", "down", "enter").Sees("source  reached", "target  reached")
			most := map[string]int{"both": 1, "v3": 2}[generation]
			if got := l.heard(); len(got) != most || strings.Count(strings.Join(got, ""), typedSecret) != 2 {
				t.Errorf("%s: %d requests with %d passwords", generation, len(got), strings.Count(strings.Join(got, ""), typedSecret))
			}
			d.startsNothing("a connection test")
			d.Keys("!", "g", "enter").Sees("[secret]").Keys("esc", "3").Wait(time.Second) // requests and journal: the frames are looked at
		})
	}
}

// TestAnEndThatIsNotReachedSaysWhy in the service's words, with the request.
func TestAnEndThatIsNotReachedSaysWhy(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("T").Sees("source").Type("right").Keys("enter").Type("wrong").Keys("enter", "down", "enter")
		d.Sees("source  reached", "target  reached, login refused", "DRS.KE0002 Access denied for user", "request ")
		d.Keys("r").Sees("password of repl").Misses("•")
	})
}

// TestOneEndMayBeLeftOut: without its password it is not tested; without any
// nothing is sent.
func TestOneEndMayBeLeftOut(t *testing.T) {
	l := &listener{}
	tell(t, world{moving: true, front: l.front}, func(d *desk) {
		d.find("wave2-shop-01").Keys("T").Sees("source").Keys("enter", "enter", "down", "enter").Sees("nothing was sent", "source")
		if got := l.heard(); len(got) > 0 {
			t.Fatalf("without a password: %v", got)
		}
		d.Type("right").Keys("enter", "enter", "down", "enter").Sees("source  reached", "target  not tested", "no password was typed")
		if got := l.heard(); len(got) != 1 || strings.Contains(got[0], `"ta"`) {
			t.Errorf("%v", got)
		}
	})
}

// TestAMaskIsNoPassword: what the service shows in its place is refused.
func TestAMaskIsNoPassword(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("wave2-shop-01").Keys("T").Sees("source").Paste("******").Keys("enter").Sees("this is a mask")
	})
}

// TestEscDropsTypedPasswordsOnlyWhenAskedTwice.
func TestEscDropsTypedPasswordsOnlyWhenAskedTwice(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("wave2-shop-01").Keys("T").Sees("source").Keys("esc").Sees("jobs 1 of")
		d.Keys("T").Sees("source").Type("abc").Keys("esc").Sees("esc again drops").Type("d").Misses("esc again").Keys("esc", "esc").Sees("jobs 1 of")
	})
}

// TestNoTestBesideConfiguration: the key is grey, and says why.
func TestNoTestBesideConfiguration(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("T").Sees("T test ends:").Keys("enter", "T").Sees("T test ends:")
	})
	tell(t, world{place: client.Place{Demo: true, Region: "cn-north-4", Service: "DRS", ReadOnly: true}}, func(d *desk) {
		d.find("wave2-shop-01").Keys("T").Sees("read-only")
	})
}

// TestATestThatIsLeftIsNotWaitedFor, and one that fails says that nothing is
// known.
func TestATestThatIsLeftIsNotWaitedFor(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("ExecuteJobAction", "slow:20s"))
		d.find("wave2-shop-01").Keys("T").Sees("source").Type("a").Keys("enter").Type("b").Keys("enter", "down", "enter").Sees("asking DRS to reach 2 ends")
		d.Keys("esc").Sees("jobs 1 of").Wait(time.Minute)
		d.sim.Script(only("ExecuteJobAction", "403"))
		d.Keys("T").Sees("source").Type("a").Keys("enter").Type("b").Keys("enter", "down", "enter").Sees("this user may not do that").Misses("reached  ")
	})
}
