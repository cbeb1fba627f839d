package model

import (
	"slices"
	"strings"
	"time"
)

// Kept is a Job as a list of 100,000 keeps it: what a job shares with many
// others stands once, in its Kind, and so does the family of those that have
// none. It reads like a Job, field by field; Job makes one of it. A Kept is
// never changed: Kinds makes another.
type Kept struct {
	ID          JobID
	Name        Text
	Description Text
	Created     time.Time // zero if the service told none
	*Kin
	*Kind

	own string // name, id and description as Hay has them; the fields above are cut out of it where they can be
}

// Kin is what some jobs alone have: parent and children, and of a transfer when it
// runs next, and where it reads and writes.
type Kin struct {
	Parent   JobID // empty for a job that stands alone or is a parent
	Children []JobID
	NextRun  time.Time
	Paths    Text
}

// Kind is what a job shares with others: everything that takes few values.
type Kind struct {
	hay    string // what plain words find in it, see Hay
	number int    // beside hay: a filter reads nothing else of most kinds

	Status     Text // as on the wire
	State      State
	Scenario   Scenario
	Task       TaskType
	Engine     Text // engine_type as on the wire
	Net        Text // vpc, vpn, eip
	Direction  Text // up, down, non-dbs
	Charging   Charging
	Role       Role
	Actions    Actions
	Generation string // which API generation the row came from: "v5" or "v3"; of a transfer "v1"
	Realm      Realm
	Mode       Text // of a transfer: how it is scheduled
	Idle       bool // of a transfer: it is switched off in the server

	common Job
	from   *Kinds
}

// alone is the kin of a job that has none.
var alone = &Kin{}

// Job is the job with everything in its own place.
func (l Kept) Job() Job {
	return Job{
		ID: l.ID, Name: l.Name, Status: l.Status, State: l.State, Scenario: l.Scenario, Task: l.Task,
		Engine: l.Engine, Net: l.Net, Direction: l.Direction, Description: l.Description, Charging: l.Charging,
		Created: l.Created, Parent: l.Parent, Role: l.Role, Children: l.Children, Actions: l.Actions, Generation: l.Generation,
		Realm: l.Realm, Mode: l.Mode, NextRun: l.NextRun, Paths: l.Paths, Idle: l.Idle,
	}
}

// Hay are the lines of the function Hay in two parts: the job's own, and those
// of its kind, which many jobs share.
func (l *Kept) Hay() (own, shared string) { return l.own, l.hay }

// Number is the kind's own among those of its Kinds, counted from 0.
func (k *Kind) Number() int { return k.number }

// Common is a Job of this kind without what is a job's own. A query that does
// not ask for ages asks nothing else of it, see Facts.
func (k *Kind) Common() *Job { return &k.common }

// WithStatus is the job as a newer reading of its status shows it.
func (l *Kept) WithStatus(status Text) Kept {
	j := l.Job().WithStatus(status)
	return l.from.Keep(&j, l)
}

// Is reports whether j is this job and nothing in it is new.
func (l *Kept) Is(j *Job) bool {
	return l.ID == j.ID && l.Name == j.Name && l.Description == j.Description && l.Created.Equal(j.Created) &&
		l.Kin.is(j) && l.Kind.is(j)
}

func (k *Kin) is(j *Job) bool {
	return k.Parent == j.Parent && slices.Equal(k.Children, j.Children) && k.NextRun.Equal(j.NextRun) && k.Paths == j.Paths
}

// is compares first what changes most.
func (k *Kind) is(j *Job) bool {
	return k.Status == j.Status && k.Engine == j.Engine && k.Net == j.Net && k.key() == keyOf(j) && k.Actions.same(&j.Actions)
}

// same reports that both say the same.
func (a *Actions) same(b *Actions) bool {
	return a.Told == b.Told && a.Current == b.Current &&
		sameList(a.Available, b.Available) && sameList(a.Unavailable, b.Unavailable)
}

// sameList is slices.Equal with a look at the lists themselves first: those of
// one page are mostly one.
func sameList(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}

// kindKey is a Kind without its actions, which cannot be compared with ==.
type kindKey struct {
	status, engine, net, direction Text
	state                          State
	scenario                       Scenario
	task                           TaskType
	charging                       Charging
	role                           Role
	generation                     string
	realm                          Realm
	mode                           Text
	idle                           bool
}

func (k *Kind) key() kindKey {
	return kindKey{k.Status, k.Engine, k.Net, k.Direction, k.State, k.Scenario, k.Task, k.Charging, k.Role, k.Generation, k.Realm, k.Mode, k.Idle}
}

func keyOf(j *Job) kindKey {
	return kindKey{j.Status, j.Engine, j.Net, j.Direction, j.State, j.Scenario, j.Task, j.Charging, j.Role, j.Generation, j.Realm, j.Mode, j.Idle}
}

// Kinds keeps one Kind for all the jobs that share it, and their own words
// side by side. Its zero value is ready; it belongs to one goroutine.
type Kinds struct {
	known map[kindKey][]*Kind
	made  int
	words shelf
}

// The bounds of what is kept for a service that gives each job a kind of its
// own.
const (
	mostKinds = 16384
	mostAlike = 16 // kinds that differ in their actions alone
)

// Keep makes a Kept of a job. What former (nil: none) says as well is taken
// from there, so that a list that is read again holds on to nothing new.
func (k *Kinds) Keep(j *Job, former *Kept) Kept {
	if former == nil {
		l := k.own(j)
		l.Kin, l.Kind = kinOf(j), k.of(j)
		return l
	}
	l := *former
	if l.ID != j.ID || l.Name != j.Name || l.Description != j.Description {
		l = k.own(j)
		l.Kin, l.Kind = former.Kin, former.Kind
	}
	l.Created = j.Created
	if !l.Kin.is(j) {
		l.Kin = kinOf(j)
	}
	if !l.Kind.is(j) {
		l.Kind = k.of(j)
	}
	return l
}

// own takes what is the job's own. Mostly the words of the haystack are those
// of the job, and are kept once.
func (k *Kinds) own(j *Job) Kept {
	name, id, about := strings.ToLower(j.Name.String()), strings.ToLower(j.ID.String()), strings.ToLower(j.Description.String())
	hay := k.words.lines(name, id, about)
	atID := len(name) + 1
	atAbout := atID + len(id) + 1
	return Kept{
		ID:          JobID{k.words.either(hay[atID:atAbout-1], j.ID.raw)},
		Name:        Text{k.words.either(hay[:atID-1], j.Name.raw)},
		Description: Text{k.words.either(hay[atAbout:], j.Description.raw)},
		Created:     j.Created, own: hay,
	}
}

func kinOf(j *Job) *Kin {
	if j.Parent.Empty() && len(j.Children) == 0 && j.NextRun.IsZero() && j.Paths.Empty() {
		return alone
	}
	return &Kin{Parent: j.Parent, Children: j.Children, NextRun: j.NextRun, Paths: j.Paths}
}

// of finds the job's kind, or makes it.
func (k *Kinds) of(j *Job) *Kind {
	key := keyOf(j)
	for _, known := range k.known[key] {
		if known.Actions.same(&j.Actions) {
			return known
		}
	}
	made := &Kind{
		Status: j.Status, State: j.State, Scenario: j.Scenario, Task: j.Task, Engine: j.Engine, Net: j.Net, Direction: j.Direction,
		Charging: j.Charging, Role: j.Role, Actions: j.Actions, Generation: j.Generation, hay: kindHay(j), from: k, number: k.made,
		Realm: j.Realm, Mode: j.Mode, Idle: j.Idle,
	}
	k.made++
	made.common = Kept{Kin: alone, Kind: made}.Job()
	if k.known == nil || len(k.known) >= mostKinds {
		k.known = map[kindKey][]*Kind{}
	}
	if len(k.known[key]) < mostAlike {
		k.known[key] = append(k.known[key], made)
	}
	return made
}

// shelf keeps short strings side by side: each on its own would take up to
// twice its length. A piece of a shelf lives as long as any string on it.
type shelf struct{ b strings.Builder }

// shelfSize is what some fifty jobs need.
const shelfSize = 4096

// lines puts strings on the shelf as the lines of one.
func (s *shelf) lines(parts ...string) string {
	n := len(parts) - 1
	for _, p := range parts {
		n += len(p)
	}
	if s.b.Cap()-s.b.Len() < n {
		s.b = strings.Builder{}
		s.b.Grow(max(n, shelfSize))
	}
	from := s.b.Len()
	for i, p := range parts {
		if i > 0 {
			s.b.WriteByte('\n')
		}
		s.b.WriteString(p)
	}
	return s.b.String()[from:]
}

// either is raw, as the kept string if that is the same.
func (s *shelf) either(kept, raw string) string {
	if kept == raw {
		return kept
	}
	return s.lines(raw)
}
