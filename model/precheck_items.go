package model

import (
	"cmp"
	"slices"
)

// ItemState is what is known of one item of a pre-check.
type ItemState uint8

// The states, from what stands in the way of a start to what does not.
const (
	ItemFailed  ItemState = iota // FAILED
	ItemWarned                   // ALARM: a start goes on, confirmed
	ItemUnknown                  // a result that drover does not know
	ItemPending                  // not looked at yet
	ItemSkipped                  // passed over, with a reason
	ItemPassed                   // PASSED
)

// String is the word on screen.
func (s ItemState) String() string {
	return [...]string{"failed", "warning", "unknown", "to come", "skipped", "passed"}[s]
}

// State is what the item's result says. While a run goes on an item without a
// result is one to come.
func (it CheckItem) State() ItemState {
	switch result := it.Result.Raw(); {
	case it.Skipped:
		return ItemSkipped
	case result == "PASSED":
		return ItemPassed
	case result == "ALARM":
		return ItemWarned
	case result == "FAILED":
		return ItemFailed
	case result == "", result == "PENDING", result == "RUNNING":
		return ItemPending
	}
	return ItemUnknown
}

// CannotSkip is why an item is not passed over, "" if it may be. Only v5 tells
// it of an item; where nothing is told the contract's list counts, and the
// service decides.
func (it CheckItem) CannotSkip() string {
	switch state := it.State(); state {
	case ItemPassed, ItemPending, ItemSkipped:
		return "it is no hindrance: " + state.String()
	case ItemFailed, ItemWarned, ItemUnknown:
	}
	switch it.CanSkip {
	case Yes:
		return ""
	case No:
		return "the service does not let it be skipped"
	case NotTold:
	}
	if words, _ := it.Words(); !words.Listed {
		return "the service does not say that it may be skipped"
	}
	return ""
}

// Count is how many items are in a state.
func (p PreCheck) Count(state ItemState) int {
	n := 0
	for _, it := range p.Items {
		if it.State() == state {
			n++
		}
	}
	return n
}

// Worst is the worst state among the items; a check without any has passed or
// is still to come, by its percent.
func (p PreCheck) Worst() ItemState {
	worst := ItemPassed
	if !p.Done() {
		worst = ItemPending
	}
	for _, it := range p.Items {
		worst = min(worst, it.State())
	}
	if worst > ItemFailed && p.Done() && p.PassedRate >= 0 && p.PassedRate < 100 {
		return ItemFailed // the service counts one that it does not name
	}
	return worst
}

// Cause is a group of items, all of one kind of trouble.
type Cause struct {
	Word  string
	Items []CheckItem
}

// Causes groups the items that have not plainly passed: those that must be
// mended first come first, the network before all. Passed items and those to
// come are left out.
func (p PreCheck) Causes() []Cause {
	var out []Cause
	for _, it := range p.Items {
		if s := it.State(); s == ItemPassed || s == ItemPending {
			continue
		}
		word := GroupWord(it.Group)
		i := slices.IndexFunc(out, func(c Cause) bool { return c.Word == word })
		if i < 0 {
			out, i = append(out, Cause{Word: word}), len(out)
		}
		out[i].Items = append(out[i].Items, it)
	}
	for _, c := range out {
		slices.SortStableFunc(c.Items, func(a, b CheckItem) int { return cmp.Compare(a.State(), b.State()) })
	}
	slices.SortStableFunc(out, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(a.Items[0].rank(), b.Items[0].rank()), cmp.Compare(a.Word, b.Word))
	})
	return out
}

// rank is where the item's group stands among the groups.
func (it CheckItem) rank() int {
	if i := slices.IndexFunc(checkGroups(), func(g checkGroup) bool { return slices.Contains(g.codes, it.Group.Raw()) }); i >= 0 {
		return i
	}
	return len(checkGroups())
}

type checkGroup struct {
	word  string
	codes []string // as they come; two sources name two of them differently
}

// checkGroups are the groups of a pre-check's items in the order of mending:
// nothing else can be looked at while an end is not reached.
func checkGroups() []checkGroup {
	return []checkGroup{
		{"network", []string{"network"}},
		{"versions", []string{"db_version"}},
		{"rights", []string{"db_user_privilege"}},
		{"target instance", []string{"db_target_status"}},
		{"disk", []string{"db_disk_size"}},
		{"parameters", []string{"db_params"}},
		{"source", []string{"src_info_check"}},
		{"object conflicts", []string{"object conflict", "db_object_conflict_check"}},
		{"object dependencies", []string{"object dependency", "db_object_dependency_check"}},
	}
}

// GroupWord is the word for a group of items; one that drover does not know
// stands for itself.
func GroupWord(group Text) string {
	for _, g := range checkGroups() {
		if slices.Contains(g.codes, group.Raw()) {
			return g.word
		}
	}
	if group.Empty() {
		return "other"
	}
	return group.String()
}
