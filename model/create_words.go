package model

import (
	"strings"
	"time"
)

// madeWords says what was chosen so far, a line each, short: "sync, up",
// "mysql>mysql", "vpn, full+incr".
func madeWords(d Draft) []string {
	var out []string
	line := func(words ...string) {
		var some []string
		for _, w := range words {
			if w != "" {
				some = append(some, Clean(w))
			}
		}
		if some != nil {
			out = append(out, strings.Join(some, ", "))
		}
	}
	active := ""
	if d.Get(KeyMultiWrite) == "true" {
		active = "dual-active"
	}
	scenario := d.Get(KeyScenario)
	if Scenario(scenario) == DR {
		scenario = "dr"
	}
	line(scenario, d.Get(KeyDirection), active)
	if engine := d.Get(KeyEngine); engine != "" {
		out = append(out, Clean(FromTo(engine)))
	}
	line(d.Get(KeyNet), taskWord(TaskType(d.Get(KeyTask))))
	if n := d.Count(Sources); n > 1 {
		line(itoa(n) + " sources")
	}
	line(d.Get(KeyNodeType), d.Get(KeyInstanceType))
	return out
}

// taskWord is a task type as a sentence has it.
func taskWord(task TaskType) string {
	switch task {
	case Full:
		return "full"
	case FullIncr:
		return "full+incr"
	case Incr:
		return "incr"
	}
	return string(task)
}

// CreateEffects says what a create of the draft leads to and what it costs to
// forget it, a sentence each. zone is where the user is; nil: UTC.
func CreateEffects(d Draft, zone *time.Location) []string {
	var out []string
	if d.Get(KeyCharging) == charged {
		out = append(out, "Starting it places and pays the order for "+periodWords(d)+".")
		if d.Get(KeyAutoRenew) == "1" {
			out = append(out, "The order is renewed and paid by itself until that is turned off.")
		}
	} else {
		out = append(out, "It is billed from its start until it is ended.")
	}
	rests := "Making it takes up to half an hour; then it rests in configuration, and nothing starts by itself."
	if d.Has(KeyStartTime) {
		rests = "It starts by itself at " + startWords(d.Get(KeyStartTime), zone) + ", if it was configured and checked by then."
	}
	out = append(out, "Unused, it loses its node after 3 days and the status stays; re-create makes another.", rests)
	if d.Get(KeyMultiWrite) == "true" {
		out = append(out, "Dual-active makes a parent with two jobs: the forward one is started first.")
	}
	if d.Get(Element(Targets, 0, "config.is_target_readonly")) == "true" {
		out = append(out, "While it runs, the target is read-only for everybody else.")
	}
	if d.Get(KeyFastClean) == "true" {
		out = append(out, "RDS clears binlogs as soon as they were read: nobody can read them again.")
	}
	return append(out, "Two jobs that write one target collide: before it is started, no other may write there.")
}

// periodWords is the time that is paid in advance: "3 months".
func periodWords(d Draft) string {
	unit := "month"
	if d.Get(KeyPeriodType) == years {
		unit = "year"
	}
	switch n := d.Get(KeyPeriodNum); n {
	case "":
		return "the " + unit + "s chosen"
	case "1":
		return "1 " + unit
	default:
		return Clean(n) + " " + unit + "s"
	}
}
