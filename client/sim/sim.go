package sim

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Options is what a simulated service is made of. Zero values stand for the
// defaults in brackets.
type Options struct {
	Jobs     int           // rows in all, children included [40]
	Tables   int           // tables per job [2000]
	Prepared bool          // two jobs more: a MySQL migration and a stream of MySQL, both in configuration
	Seed     int64         // of names, ids and trouble [1]
	Latency  time.Duration // before every answer
	Fault    string        // trouble, as ParseFaults reads it
	Freeze   bool          // the clock stands at FrozenNow; a started job moves by readings

	Token          string // [sim-token]
	AK, SK         string // [sim-ak, sim-sk]
	User, Password string // [sim, sim]
	Project        string // [p1]
	Region         string // [cn-north-4]
	Site           string // of DryvIQ, in paths that name one [main]
	Projects       string // several, as "ID=NAME,ID=NAME"; the first stands for Project and its name for Region [Project=Region]
	SecurityToken  string // that must go with AK and SK; empty: none
	Domain         string // the account's name [sim]
	MFA            string // passcode that a login needs beside the password; empty: none

	TokenLife  time.Duration // of the tokens that logins give out [24h]; Token itself has no end
	LockAfter  int           // wrong signatures in a row that lock the access key for 5 minutes [5]; negative: never
	Generation string        // "v3": v5 is not there at all; "both" [both]

	Now     func() time.Time // the service's clock [time.Now]; a frozen world does not ask it
	MaxPage int              // largest page of the v5 list [1000]; v3 never gives more than 100
	Quota   int              // jobs that there may be, deleted ones not counted, before no more are created; 0: no end
}

func (o Options) withDefaults() Options {
	o.Jobs = or(o.Jobs, 40)
	o.Tables = or(o.Tables, 2000)
	o.Seed = or(o.Seed, 1)
	o.MaxPage = or(o.MaxPage, 1000)
	o.Token = or(o.Token, "sim-token")
	o.AK, o.SK = or(o.AK, "sim-ak"), or(o.SK, "sim-sk")
	o.User, o.Password = or(o.User, "sim"), or(o.Password, "sim")
	o.Project = or(o.Project, "p1")
	o.Region = or(o.Region, "cn-north-4")
	o.Domain, o.Site = or(o.Domain, "sim"), or(o.Site, "main")
	o.TokenLife, o.LockAfter = or(o.TokenLife, 24*time.Hour), or(o.LockAfter, 5)
	o.Generation = or(o.Generation, "both")
	switch {
	case o.Freeze:
		o.Now = FrozenNow
	case o.Now == nil:
		o.Now = time.Now
	}
	return o
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

// Sim is one simulated service. Its methods may be called from any goroutine.
type Sim struct {
	options Options
	world   *world
	offers  offers
	handler http.Handler
	orders  orders
	wire    wire
	record  *record
	trouble trouble
	account *account
	dryviq  dvHouse
	others  map[string]*Sim // the services of the other projects, by id

	mu        sync.RWMutex // guards what follows and the growth of the world; frozen reads write, see lock
	lives     map[int]life
	preps     map[int]*prep
	gone      map[int]bool // deleted, and in no list any more
	tried     map[int]bool // jobs whose first start was refused (busyOnce)
	edits     map[int]*edits
	objects   map[int]*chosen
	othersDid []Applied // what somebody else changed (drift)

	loosened atomic.Bool // an answer went out with members that no page names
}

// New makes a service. Its only errors are a fault specification, a list of
// projects or a generation that cannot be read, and a fault of a job that is
// not there.
func New(o Options) (*Sim, error) {
	o = o.withDefaults()
	rules, err := ParseFaults(o.Fault)
	if err != nil {
		return nil, err
	}
	projects := []project{{o.Project, o.Region}}
	if o.Projects != "" {
		if projects, err = parseProjects(o.Projects); err != nil {
			return nil, err
		}
		o.Project, o.Region = projects[0].id, projects[0].region()
	}
	if o.Generation != "both" && o.Generation != "v3" {
		return nil, fmt.Errorf("generation %q: there are both and v3", o.Generation)
	}
	s := newService(o)
	s.account, s.record = newAccount(o, projects), &record{}
	s.trouble = newTrouble(o.Seed, rules)
	s.openProjects()
	if err := s.known(rules); err != nil {
		return nil, err
	}
	s.handler = s.routes()
	return s, nil
}

// newService makes the part of a service that every project has to itself.
func newService(o Options) *Sim {
	w := newWorld(o.Seed, max(o.Jobs, 0), o.Now())
	if o.Prepared {
		w.jobs = append(w.jobs, prepared()...)
	}
	return &Sim{
		options: o,
		world:   w,
		offers:  newOffers(),
		lives:   map[int]life{},
		preps:   map[int]*prep{},
		gone:    map[int]bool{},
		tried:   map[int]bool{},
		edits:   map[int]*edits{},
		objects: map[int]*chosen{},
		others:  map[string]*Sim{},
	}
}

// Handler is the service as net/http knows it.
func (s *Sim) Handler() http.Handler { return s.handler }

// Set forces a job's status from outside, as an operator at the console
// might; an empty status gives the job back to its own course. Unknown ids
// are ignored.
func (s *Sim) Set(id, status string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.world.find(id)
	switch {
	case !ok:
	case status == "":
		delete(s.lives, i)
	default:
		s.lives[i] = life{forced: status}
	}
}

// ID finds a job by its exact name, made ones too; empty if there is none.
// Deleted jobs have given their name away.
func (s *Sim) ID(name string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for i := range s.world.jobs {
		if s.world.jobs[i].name == name && !s.gone[i] {
			return s.world.id(i)
		}
	}
	return ""
}

// Named gives the ids of all jobs whose name is this one, case ignored, in the
// order they were made: a test counts duplicates by it.
func (s *Sim) Named(name string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []string
	for _, i := range s.world.named(name) {
		if !s.gone[i] {
			out = append(out, s.world.id(i))
		}
	}
	return out
}

// Status tells how a job stands, without counting as a reading; empty if
// there is no such job.
func (s *Sim) Status(id string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	i, ok := s.world.find(id)
	if !ok {
		return ""
	}
	return s.status(i, s.options.Now())
}

// lock takes the lock that an answer which tells statuses needs, and gives
// its release.
func (s *Sim) lock() (release func()) {
	if s.options.Freeze {
		s.mu.Lock()
		return s.mu.Unlock
	}
	s.mu.RLock()
	return s.mu.RUnlock
}
