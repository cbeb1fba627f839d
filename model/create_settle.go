package model

import "strings"

// Drop is a value that an earlier choice made illegal.
type Drop struct {
	Key   FieldKey
	Label string // of the field; of an end with the end in front: "source port", "source 2 port"
	Value string // as the form showed it, "dual-active" for true; of a secret ""
	Why   string
}

// With is the draft after somebody has set a field: what is still legal stays,
// what is not is taken out and told. What follows from it is set.
func (d Draft) With(o Offer, key FieldKey, value string) (Draft, []Drop) {
	return settledEnds(d, d.set(o, key, value), o)
}

// Press is the draft after a button was pressed: one end or shard more or less.
func (d Draft) Press(o Offer, key FieldKey) (Draft, []Drop) {
	return settledEnds(d, pressed(d, key), o)
}

// Settle is the draft after something more was read of what the service offers:
// what there is no choice of is set. Nothing is dropped for what was read, only
// flagged.
func (d Draft) Settle(o Offer) (Draft, []Drop) { return settledEnds(d, d, o) }

// set is Put without blanks around the value, and what a field's value is made
// of goes where it belongs.
func (d Draft) set(o Offer, key FieldKey, value string) Draft {
	switch key {
	case KeyStartAt:
		return d.Put(key, value).Put(KeyStartTime, startMillis(value, o))
	case KeyStartTime:
		return d.Put(KeyStartAt, "").Put(key, tidied(key, value))
	default:
		return d.setEnd(key, tidied(key, value))
	}
}

// settling is a draft on its way from one choice to the next.
type settling struct {
	before Draft // as it was, whose wrong values nobody has made wrong now
	now    Draft
	offer  Offer
	drops  []Drop
	stood  map[FieldKey]Field // the fields of before, once they are asked for
}

// rounds bounds settling: a value that goes may take others with it, of later
// steps, and what is set may take more; nothing does so more often than this.
const rounds = 64

// settle sets what the draft's choices fix. What they make wrong is flagged alone.
func settle(d Draft, o Offer) (Draft, []Drop) { return settleFrom(d, d, o) }

// settleFrom sets what the draft's choices fix, and takes out what they make
// illegal that was legal before. A value that was wrong already stays, and is
// flagged.
func settleFrom(before, d Draft, o Offer) (Draft, []Drop) {
	s := settling{before: before, now: d, offer: o}
	for range rounds {
		moved := false
		for _, step := range CreateSteps() {
			moved = s.step(step) || moved
		}
		if !moved {
			break
		}
	}
	return s.now, s.drops
}

// step settles one step. After each change it looks anew: what follows is judged
// by what is left.
func (s *settling) step(step CreateStep) (moved bool) {
	for range rounds {
		if !s.first(step) {
			return moved
		}
		moved = true
	}
	return moved
}

// first makes the first change that a step needs.
func (s *settling) first(step CreateStep) bool {
	now := standingOf(s.now, s.offer)
	if s.firstOf(now.fields(step)) {
		return true
	}
	for _, look := range looks(step, s.now) {
		if s.firstOf(now.looking(look).fields(step)) {
			return true
		}
	}
	return false
}

func (s *settling) firstOf(fields []Field) bool {
	for _, f := range fields {
		if s.field(f) {
			return true
		}
	}
	return false
}

// field makes the change that a field needs, if it needs one.
func (s *settling) field(f Field) bool {
	was := s.now.Get(f.Key)
	switch {
	case f.Kind == FactField || f.Kind == ButtonField:
		return false
	case f.Kind == SecretField:
		if f.Grey == "" || s.now.Secret(f.Key).Empty() {
			return false
		}
		s.now = s.now.PutSecret(f.Key, Secret{})
		s.drop(f, "", f.Grey)
		return true
	case f.Fixed != "":
		if was == f.Value {
			return false
		}
		if was != "" && s.was(f.Key).Fixed == "" {
			s.drop(f, was, f.Fixed)
		}
		s.now = s.now.Put(f.Key, f.Value)
		return true
	case was == "":
		return false
	case f.Grey != "":
		s.drop(f, was, f.Grey)
	case f.Kind == ChoiceField && s.madeUnfit(f, was):
		s.drop(f, was, f.Wrong)
	default:
		return false
	}
	s.now = s.now.set(s.offer, f.Key, "")
	return true
}

// madeUnfit reports whether a choice cannot stand now and could before.
func (s *settling) madeUnfit(f Field, value string) bool {
	if unfit(f) == "" || s.before.Get(f.Key) != value {
		return false
	}
	old, ok := s.fields()[f.Key]
	return ok && unfit(old) == ""
}

func (s *settling) drop(f Field, value, why string) {
	if f.gone != "" && why == f.Grey {
		why = f.gone
	}
	label := strings.TrimSpace(endWord(s.now, f.Key) + " " + f.Label)
	s.drops = append(s.drops, Drop{Key: f.Key, Label: label, Value: f.shown(value), Why: why})
}

func (s *settling) was(key FieldKey) Field { return s.fields()[key] }

// fields are those of the draft as it was, of all elements.
func (s *settling) fields() map[FieldKey]Field {
	if s.stood != nil {
		return s.stood
	}
	s.stood = map[FieldKey]Field{}
	before := standingOf(s.before, s.offer)
	for _, step := range CreateSteps() {
		for _, f := range before.all(step) {
			s.stood[f.Key] = f
		}
	}
	return s.stood
}
