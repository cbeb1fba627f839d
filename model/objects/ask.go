package objects

import (
	"time"

	"drover/model"
)

// Which says whose objects are asked for.
type Which uint8

// What may be asked for.
const (
	Source       Which = iota // what the source holds
	Held                      // what the job holds now: what was chosen last
	Synchronized              // what is on the target, or on its way there
)

// Word is what the wire calls it.
func (w Which) Word() string { return [...]string{"source", "modified", "synchronized"}[w] }

// Ask is a question for objects.
type Ask struct {
	Which     Which
	Refresh   bool     // the source is read anew, and not what the service has kept of it
	Databases []string // these alone, with all their tables; none: every database
}

// Progress tells how far a question has come.
type Progress struct {
	Leaves  int           // tables, views and procedures that have been read
	Polls   int           // how often the service was asked whether it is done
	Waiting time.Duration // since the service was asked first
}

// Reading is the answer to a question.
type Reading struct {
	Listing *Listing
	At      time.Time // when it was read
	Fresh   bool      // the source was read anew for it
}

// Age is how long ago it was read. What the service had kept of the source may be
// older than that: nobody tells.
func (r Reading) Age(now time.Time) time.Duration { return max(now.Sub(r.At), 0) }

// Unlisted are the databases that a reading of the source tells nothing of, since
// they hold too many tables: they are asked for one at a time.
func (r Reading) Unlisted() []string {
	var out []string
	if r.Listing == nil {
		return nil
	}
	t := r.Listing.Tree
	for db := range r.Listing.Databases() {
		if from, to := t.Schemas(db); r.Listing.Box(db).Total < 0 && from == to && t.Within(db) == 0 {
			out = append(out, t.Name(db))
		}
	}
	return out
}

// Saving is how far the service is with storing a document.
type Saving uint8

// The states of a saving. SavingUnclear is a word that nobody knows, or none.
const (
	SavingUnclear Saving = iota
	SavingPending
	SavingDone
	SavingFailed
)

// SavingStatus is what the service tells of a saving.
type SavingStatus struct {
	State         Saving
	Word          model.Text // as it came
	Code, Message model.Text // why it failed, where that is told
	RequestID     model.Text
}

// Mapping is where one object goes, as the service has understood it.
type Mapping struct {
	Source, Target Path
	Columns        bool // something is said of its columns
}
