package login_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"drover/client/profile"
	"drover/client/rest"
	"drover/client/sim"
)

// ends is a service's tokens ending at moments of chance, by its own hand and
// by that of the calls it refuses.
type ends struct {
	f     *flow
	vault *vault // nil: nobody prints

	mu    sync.Mutex
	last  time.Time
	count int
	calm  bool
	stop  chan struct{}
	done  chan struct{}
	once  sync.Once
}

// begin lets tokens end from now on.
func (e *ends) begin(seed int) {
	e.stop, e.done = make(chan struct{}), make(chan struct{})
	e.f.close = append([]func(){e.quiet}, e.f.close...)
	go func() {
		defer close(e.done)
		for n := 1; ; n++ {
			wait := time.Duration(5_000+int(roll(seed, "end", n)*115_000)) * time.Millisecond
			select {
			case <-time.After(wait):
				e.expire()
			case <-e.stop:
				return
			}
		}
	}()
}

// quiet is the end of it.
func (e *ends) quiet() {
	e.mu.Lock()
	e.calm = true
	e.mu.Unlock()
	e.once.Do(func() { close(e.stop) })
	<-e.done
}

// due counts an end, if there may be one now: not before the last one was heard
// of and got over, for a read is sent twice, not three times.
func (e *ends) due() bool {
	good, refused := e.f.answered()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.calm || time.Since(e.last) < 3*time.Second || time.Since(refused) < 3*time.Second || !good.After(e.last) {
		return false
	}
	e.last = time.Now()
	e.count++
	return true
}

// expire ends all tokens; the vault knows the next one before the old one has
// ended.
func (e *ends) expire() {
	if !e.due() {
		return
	}
	if e.vault != nil {
		e.vault.holds(e.f.T, map[string]string{"token": e.given()})
	}
	e.f.service.Expire()
}

// given is the service's own token, which has ended so often.
func (e *ends) given() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.count == 0 {
		return "sim-token"
	}
	return fmt.Sprintf("sim-token-%d", e.count+1)
}

func (e *ends) times() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.count
}

// roll is from 0 up to 1, the same for the same event of the same flow.
func roll(seed int, kind string, n int) float64 {
	h := uint64(seed)*0x9e3779b97f4a7c15 ^ uint64(n)*0xbf58476d1ce4e5b9
	for _, c := range []byte(kind) {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	h ^= h >> 29
	return float64(h*0x94d049bb133111eb>>11) / (1 << 53)
}

// TestTokensEndAtAnyMoment: while jobs are listed, started, paused, copied and
// followed, tokens end whenever they like, for each way of logging in. Judged
// by what the service did: nothing is done twice, nothing is lost, nothing is
// said that is not so. What can be renewed is, once for each end; what cannot
// be stops until somebody logs in.
func TestTokensEndAtAnyMoment(t *testing.T) {
	var tally counts
	everyFlow(t, func(t *testing.T, seed int) {
		switch way := []string{"password", "token", "keys", "command", "command with a password"}[seed%5]; way {
		case "token":
			tokenFlow(t, seed, &tally)
		default:
			renewedFlow(t, seed, way, &tally)
		}
	})
	t.Logf("%d flows: %v", flows(), tally.of)
	for _, kind := range []string{"ends", "logins", "runs", "done", "not sent", "retried", "logged in"} {
		if flows() >= enoughFlows && tally.of[kind] == 0 {
			t.Errorf("no flow shows %q: they are too tame", kind)
		}
	}
}

// counts is what the flows met.
type counts struct {
	mu sync.Mutex
	of map[string]int
}

func (c *counts) add(what string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[string]int{}
	}
	c.of[what] += n
}

const shortLife = 7 * time.Minute

// renewedFlow: whoever reads never hears that a login ended.
func renewedFlow(t *testing.T, seed int, way string, tally *counts) {
	t.Helper()
	var set profile.Settings
	var e ends
	switch v := (*vault)(nil); way {
	case "password":
		set.Credential = profile.Credential{Kind: profile.Password, Username: "sim", Password: secret("sim"), Domain: "sim"}
	case "keys":
		set.Credential = profile.Credential{Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("sim-sk")}
	case "command":
		v = newVault(t)
		v.holds(t, map[string]string{"token": "sim-token"})
		set, e.vault = v.settings(), v
	default:
		v = newVault(t)
		v.holds(t, map[string]string{"username": "sim", "password": "sim", "domain": "sim"})
		set = v.settings()
	}
	f := begin(t, seed, sim.Options{TokenLife: shortLife}, set, false)
	defer f.end()
	e.f = f
	begun := time.Now()
	f.service.Script(func(op string, n int) string { return f.mishap(&e, op, n, seed, e.vault == nil && way != "keys") })
	e.begin(seed)
	for range 3 + f.dice.IntN(4) {
		jobs, failed := f.look()
		for _, err := range failed {
			t.Errorf("flow %d, %s: %v", seed, way, err)
		}
		time.Sleep(f.between(0, time.Minute))
		run := f.send(f.plan(jobs))
		if run != nil && f.dice.IntN(2) == 0 {
			tally.add("retried", 1)
			f.send(f.again(run))
		}
		if f.dice.IntN(3) == 0 {
			f.settle()
		}
		time.Sleep(f.between(0, 5*time.Minute))
	}
	e.quiet()
	f.over(tally)
	passed := int(time.Since(begun)/(shortLife*9/10)) + 1
	got := f.count("KeystoneCreateUserTokenByPassword")
	tally.add("ends", e.times())
	tally.add("logins", got)
	switch {
	case way == "keys" && got != 0, way == "command" && got != 0:
		t.Errorf("flow %d, %s: %d logins", seed, way, got)
	case got > 2*(1+e.times()+passed): // the service's own connection, and that of the list of projects
		t.Errorf("flow %d, %s: %d logins for %d ends", seed, way, got, e.times())
	case e.vault != nil && e.vault.ran() > 2*(1+e.times()):
		t.Errorf("flow %d, %s: run %d times for %d ends", seed, way, e.vault.ran(), e.times())
	}
}

// mishap is what goes wrong with the n-th call of an operation: its token ends
// here, or the answer to a write is lost.
func (f *flow) mishap(e *ends, op string, n, seed int, expires bool) string {
	e.mu.Lock()
	calm := e.calm
	e.mu.Unlock()
	share := 0.04
	if writes(op) {
		share = 0.4
	}
	switch d := roll(seed, op, n); {
	case calm, op == "KeystoneCreateUserTokenByPassword":
	case d < share && expires && e.due():
		return "expire"
	case d > 0.9 && writes(op):
		return "reset-after"
	}
	return ""
}

// tokenFlow: what somebody typed ends, and with it everything stops.
func tokenFlow(t *testing.T, seed int, tally *counts) {
	t.Helper()
	f := begin(t, seed, sim.Options{}, profile.Settings{Credential: profile.Credential{Kind: profile.Token, Token: secret("sim-token"), Source: "here"}}, false)
	defer f.end()
	e := &ends{f: f}
	f.service.Script(func(op string, n int) string { return f.mishap(e, op, n, seed, false) })
	e.begin(seed)
	for range 4 + f.dice.IntN(4) {
		jobs, failed := f.look()
		if len(failed) == 0 {
			time.Sleep(f.between(0, time.Minute))
			if run := f.send(f.plan(jobs)); run != nil && f.dice.IntN(2) == 0 {
				tally.add("retried", 1)
				f.send(f.again(run))
			}
			time.Sleep(f.between(0, time.Minute))
			continue
		}
		for _, err := range failed {
			if kind, _ := rest.KindOf(err); kind != rest.LoginEnded {
				t.Errorf("flow %d: %v", seed, err)
			}
		}
		before := len(f.service.Requests())
		jobs, failed = f.look()
		time.Sleep(f.between(time.Minute, 10*time.Minute))
		if n := len(f.service.Requests()) - before; n != 0 || len(jobs) != 0 || len(failed) == 0 {
			t.Errorf("flow %d: %d requests after the login had ended, %d rows, %v", seed, n, len(jobs), failed)
		}
		tally.add("logged in", 1)
		if err := f.login.Enter(t.Context(), typed("token", e.given())); err != nil {
			t.Error(err)
		}
	}
	e.quiet()
	if err := f.login.Enter(t.Context(), typed("token", e.given())); err != nil {
		t.Error(err)
	}
	f.over(tally)
	tally.add("ends", e.times())
	if n := f.count("KeystoneCreateUserTokenByPassword"); n != 0 {
		t.Errorf("flow %d: %d logins", seed, n)
	}
}

// over settles what is left, and counts.
func (f *flow) over(tally *counts) {
	f.Helper()
	for range 3 {
		f.settle()
	}
	entries, err := f.journal.Entries()
	if err != nil {
		f.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Unresolved() || entry.Open() {
			f.Errorf("%s of %v stays %s", entry.Op, entry.Job, entry.Written)
		}
	}
	tally.add("runs", len(f.runs))
	for _, run := range f.runs {
		for _, row := range run.Report().Rows {
			tally.add(row.Outcome.Kind.String(), 1)
		}
	}
}
