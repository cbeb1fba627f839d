package sim

// generation is a set of API generations.
type generation uint8

const (
	v5 generation = 1 << iota
	v3
)

type scenario uint8

const (
	synchronisation scenario = iota
	migration
	dr
	scenarioCount
)

func (s scenario) wire() string {
	return [...]string{"sync", "migration", "cloudDataGuard"}[s]
}

func scenarioOf(wire string) (scenario, bool) {
	for s := range scenarioCount {
		if s.wire() == wire {
			return s, true
		}
	}
	return 0, false
}

type task uint8

const (
	fullIncr task = iota
	fullOnly
	incrOnly
)

func (t task) wire() string {
	return [...]string{"FULL_INCR_TRANS", "FULL_TRANS", "INCR_TRANS"}[t]
}

type network uint8

const (
	vpn network = iota
	vpc
	eip
)

func (n network) wire() string { return [...]string{"vpn", "vpc", "eip"}[n] }

type direction uint8

const (
	up direction = iota
	down
	nonDBs
)

func (d direction) wire() string { return [...]string{"up", "down", "non-dbs"}[d] }

// check is how the last pre-check of a job came out.
type check uint8

const (
	checkPassed  check = iota
	checkAlarms        // passed, with two warnings
	checkFailed        // one item of thirteen failed: 92 %
	checkNeither       // none was run
)

// trait marks what is special about a job.
type trait uint16

const (
	period    trait = 1 << iota // yearly or monthly: starting it places the order
	busyOnce                    // its first start is refused with DRS.M01504
	rising                      // its lag only grows
	primary                     // runs on a primary and a standby node
	limited                     // has flow-control windows
	hostile                     // its texts hold control characters
	dualPart                    // belongs to a dual-active pair
	manyToOne                   // belongs to a many-to-one family
	falling                     // catches up within two minutes, until the next burst of writes
	waving                      // its lag swells and ebbs within two minutes
	childBorn                   // a re-edit gave it to its parent; it does not follow it
)
