package sim

import (
	"strconv"
	"sync"
	"time"
)

// trouble decides, call by call, what goes wrong.
type trouble struct {
	seed uint64

	mu     sync.Mutex
	rules  []Rule
	calls  []int                // per rule: matching calls so far
	counts map[string]int       // per operation: calls so far
	recent map[Rule][]time.Time // per limit: when its last calls came
	total  uint64
	script func(op string, n int) string
}

func newTrouble(seed int64, rules []Rule) trouble {
	return trouble{seed: mix(uint64(seed)), rules: rules, calls: make([]int, len(rules)), counts: map[string]int{}, recent: map[Rule][]time.Time{}}
}

// Script lets a test choose the trouble of every call: f gets the operation
// and the number of its call, from 1, and returns a fault specification
// without operation and number, such as "reset-after", or "" for none. It
// comes on top of Options.Fault.
func (s *Sim) Script(f func(op string, n int) string) {
	s.trouble.mu.Lock()
	defer s.trouble.mu.Unlock()
	s.trouble.script = f
}

// effects is what goes wrong with one call.
type effects struct {
	dice dice
	slow time.Duration
	wire *Rule  // what becomes of the answer; nil: it is sent
	when moment // of wire
	bent []Rule // fail, missing, shuffle, dup, loose, drift
	bare bool   // the call carries no token, so that none can expire
	bad  error  // the script's answer could not be read
}

// call counts one call of op and gathers its faults; a call of no operation
// has none. Without a token the call is a login, or signed.
func (t *trouble) call(op string, token bool) effects {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.total++
	t.counts[op]++
	fx := effects{dice: dice{state: mix(t.seed ^ t.total)}, bare: !token}
	if op == "" {
		return fx
	}
	for i, r := range t.rules {
		if r.Op != "" && r.Op != op {
			continue
		}
		t.calls[i]++
		if t.calls[i]%r.Every == 0 {
			t.lay(&fx, r)
		}
	}
	if t.script != nil {
		rules, err := ParseFaults(t.script(op, t.counts[op]))
		fx.bad = err
		for _, r := range rules {
			t.lay(&fx, r)
		}
	}
	return fx
}

// lay lays a rule over a call, a limit only if the call is beyond it.
func (t *trouble) lay(fx *effects, r Rule) {
	if r.Kind != "limit" || t.beyond(r) {
		fx.add(r)
	}
}

// beyond counts a call for a limit, and reports whether more than it allows
// have come within a second. Those it refuses count, too: whoever goes on
// hammering stays out. It goes by real time, also in a frozen world.
func (t *trouble) beyond(r Rule) bool {
	most, _ := strconv.Atoi(r.Arg) // checked when the rule was read
	now, last := time.Now(), t.recent[r]
	full := len(last) == most && now.Sub(last[0]) < time.Second
	if len(last) == most {
		last = last[1:]
	}
	t.recent[r] = append(last, now)
	return full
}

// add lays a rule over the call; of several that take the answer, the first wins.
func (fx *effects) add(r Rule) {
	k, _ := kindNamed(r.Kind)
	switch {
	case r.Kind == "expire" && fx.bare:
	case r.Kind == "slow":
		d := 800 * time.Millisecond
		if r.Arg != "" {
			d, _ = time.ParseDuration(r.Arg) // checked when the rule was read
		}
		fx.slow += d/2 + time.Duration(fx.dice.below(int(d)+1))
	case k.when == bends && r.Kind != "m01504":
		fx.bent = append(fx.bent, r)
	case fx.wire != nil:
	default:
		fx.wire, fx.when = &r, k.when
		if k.when == coin {
			fx.when = never
			if fx.dice.below(2) == 0 {
				fx.when = always
			}
		}
	}
}

// handled reports whether the request is handled at all.
func (fx *effects) handled() bool { return fx.wire == nil || fx.when != never }
