package model

// ItemTurn is what became of an item since the run before.
type ItemTurn uint8

// The turns of an item.
const (
	TurnNone   ItemTurn = iota // it passes as it did, or nothing is known of before
	TurnMended                 // it failed or warned, and passes now
	TurnNew                    // it fails or warns, and did not
	TurnStill                  // it fails or warns as it did
	TurnWorse                  // it fails, and only warned before
)

// String is the word beside an item.
func (t ItemTurn) String() string { return [...]string{"", "mended", "new", "still", "worse"}[t] }

// Delta is a pre-check beside the run before it.
type Delta struct {
	Known                                         bool // there is a run before to compare with
	Mended, New, Worse, StillFailing, StillWarned int
	turns                                         map[Text]ItemTurn
}

// Of is what became of an item.
func (d Delta) Of(item Text) ItemTurn { return d.turns[item] }

// DeltaOf compares a pre-check with the one before. Only items that were
// looked at in both count; one that is passed over is neither mended nor in
// the way.
func DeltaOf(before, now PreCheck) Delta {
	d := Delta{turns: map[Text]ItemTurn{}}
	if !before.Ran || !now.Ran {
		return d
	}
	d.Known = true
	was := map[Text]ItemState{}
	for _, it := range before.Items {
		if s, there := was[it.Item]; !there || it.State() < s {
			was[it.Item] = it.State()
		}
	}
	for _, it := range now.Items {
		before, known := was[it.Item]
		turn := turnOf(before, known, it.State())
		d.turns[it.Item] = turn
		switch turn {
		case TurnMended:
			d.Mended++
		case TurnNew:
			d.New++
		case TurnWorse:
			d.Worse++
		case TurnStill:
			if it.State() == ItemFailed {
				d.StillFailing++
			} else {
				d.StillWarned++
			}
		case TurnNone:
		}
	}
	return d
}

func turnOf(before ItemState, known bool, now ItemState) ItemTurn {
	bad := func(s ItemState) bool { return s == ItemFailed || s == ItemWarned }
	switch {
	case known && bad(before) && now == ItemPassed:
		return TurnMended
	case !bad(now):
		return TurnNone
	case !known || !bad(before):
		return TurnNew
	case before == ItemWarned && now == ItemFailed:
		return TurnWorse
	}
	return TurnStill
}
