package model

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// Draft is a job that somebody is describing: the values of its document by
// their place in it, and the secrets, which are in memory alone. It is a value:
// every change makes another one.
type Draft struct {
	ID    string     // of the draft, not of a job
	Step  CreateStep // where it was left
	Begun time.Time
	Saved time.Time // when it was written last; zero: never
	From  string    // what it was begun from, in words: "orders-prod-sync-02"
	// Sent is the intent of the create that was sent for it, "" for none: what
	// came of that is the journal's to tell.
	Sent string
	// Mistakes are those of the file that was read last, its name in MistakesOf,
	// for as long as nobody has changed their fields or dismissed them.
	Mistakes   []Mistake
	MistakesOf string
	// Of is nil for a job that is to be made: else the draft is of a section of one
	// that there is, and its values are that section's.
	Of *EditOf

	original Text // what the job is called that it was made from, until it has a name of its own
	values   map[FieldKey]string
	secrets  map[FieldKey]Secret
	at       map[string]int
}

// NewDraft is an empty draft with the defaults that the service documents, and
// those that every create sends.
func NewDraft(id string, begun time.Time) Draft {
	d := Draft{ID: id, Begun: begun}
	return d.Put(KeyCharging, defaultCharging).Put(KeyEnterprise, defaultEnterprise).Put(KeyExpired, defaultExpired)
}

// Get is the value of a field, "" if there is none.
func (d Draft) Get(key FieldKey) string { return d.values[key] }

// Has reports whether there is a value.
func (d Draft) Has(key FieldKey) bool { return d.values[key] != "" }

// Put is the draft with another value, "" takes it out. Nothing else changes:
// see With.
func (d Draft) Put(key FieldKey, value string) Draft {
	d.Mistakes = withoutMistake(d.Mistakes, key)
	d.values = maps.Clone(d.values)
	if d.values == nil {
		d.values = map[FieldKey]string{}
	}
	if value == "" {
		delete(d.values, key)
		return d
	}
	d.values[key] = value
	return d
}

// Keys lists what has a value, sorted.
func (d Draft) Keys() []FieldKey { return slices.Sorted(maps.Keys(d.values)) }

// SameValues reports whether two drafts describe the same job, secrets left
// aside.
func (d Draft) SameValues(o Draft) bool { return maps.Equal(d.values, o.values) }

// Secret is what was typed or read for a secret field.
func (d Draft) Secret(key FieldKey) Secret { return d.secrets[key] }

// PutSecret is the draft with a secret; an empty one takes it out.
func (d Draft) PutSecret(key FieldKey, s Secret) Draft {
	d.Mistakes = withoutMistake(d.Mistakes, key)
	d.secrets = maps.Clone(d.secrets)
	if d.secrets == nil {
		d.secrets = map[FieldKey]Secret{}
	}
	if s.Empty() {
		delete(d.secrets, key)
		return d
	}
	d.secrets[key] = s
	return d
}

// Count is how many elements a list of the document has: one more than the
// highest number with a value.
func (d Draft) Count(list string) int {
	n := 0
	for key := range d.values {
		if i, _, ok := elementOf(string(key), list); ok {
			n = max(n, i+1)
		}
	}
	return n
}

// At is which element of a list is looked at, from 0.
func (d Draft) At(list string) int { return d.at[list] }

// Look is the draft with another element of a list looked at.
func (d Draft) Look(list string, i int) Draft {
	d.at = maps.Clone(d.at)
	if d.at == nil {
		d.at = map[string]int{}
	}
	d.at[list] = i
	return d
}

// Element is the key of a member of a list's element.
func Element(list string, i int, member string) FieldKey {
	return FieldKey(list + "[" + strconv.Itoa(i) + "]." + member)
}

// Name is what the job is to be called.
func (d Draft) Name() string { return tidied(KeyName, d.Get(KeyName)) }
