package model

import "slices"

// PreCheck is the result of a job's last pre-check (DRS: precheck_result).
type PreCheck struct {
	ID         Text // the run's own (precheck_id, query_id); empty: not told
	Ran        bool // false: none was run, or the service keeps none
	Process    int  // percent done; -1: not told
	PassedRate int  // percent of items that passed; -1: not told
	Items      []CheckItem
	Code       Text // the service's code, if it answered with one
	Message    Text
}

// CheckItem is one thing that a pre-check looks at.
type CheckItem struct {
	Item   Text
	Result Text // PASSED, ALARM, FAILED
	Reason Text // failed_reason
	Raw    Text // raw_error_msg
	Group  Text
	// Objects are what the item is about, where its data could be read as a
	// list; Data is the data as it came.
	Objects []Text
	Data    Text
	Subs    []SubCheck // subtasks that failed
	CanSkip Tri        // whether the service lets it be skipped; only v5 tells
	Skipped bool
}

// SubCheck is what a subtask's check came to (DRS: failed_sub_jobs).
type SubCheck struct {
	ID     JobID
	Name   Text
	Result Text
}

// Done reports whether the check has come to its end.
func (p PreCheck) Done() bool { return p.Ran && p.Process == 100 }

// Passed reports whether the service would accept a start after this check:
// everything looked at and every item passed.
func (p PreCheck) Passed() bool { return p.Done() && p.PassedRate == 100 && len(p.Failed()) == 0 }

// Failed lists the items that must be mended first; one that was skipped need
// not be.
func (p PreCheck) Failed() []CheckItem {
	return slices.DeleteFunc(p.with("FAILED"), func(it CheckItem) bool { return it.Skipped })
}

// Alarms lists the items that passed with a warning.
func (p PreCheck) Alarms() []CheckItem { return p.with("ALARM") }

func (p PreCheck) with(result string) []CheckItem {
	var out []CheckItem
	for _, it := range p.Items {
		if it.Result.Raw() == result {
			out = append(out, it)
		}
	}
	return out
}
