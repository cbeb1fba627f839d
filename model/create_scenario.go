package model

const (
	byScenario  = "scenario, step 1"
	byDirection = "scenario and direction, step 1"
)

// scenarioFields are what the job is for, and which way the data goes (DRS:
// CreateJob, base_info).
func scenarioFields(d Draft, o Offer, w *ways) []Field {
	return []Field{scenarioField(d, o), directionField(d, w), multiWriteField(d)}
}

func scenarioField(d Draft, o Offer) Field {
	f := Field{
		Key: KeyScenario, Label: "scenario", Kind: ChoiceField, Value: d.Get(KeyScenario), Need: true,
		Help: "What the job is for. It decides which engines, networks and settings there are; it cannot be changed once the job is made.",
	}
	for _, s := range Scenarios() {
		f.Options = append(f.Options, Option{Value: string(s), Label: scenarioWord(s), Help: scenarioHelp(s), Why: scenarioOffered(s, o)})
	}
	return f
}

func scenarioHelp(s Scenario) string {
	switch s {
	case Sync:
		return "keeps the target alike while both sides stay in use; objects are chosen and may be renamed"
	case Migration:
		return "moves databases once, with users and parameters; then applications are switched over"
	case DR:
		return "a standby in step with the active side, whole instances, ready for a switchover"
	case Transfer:
	}
	return ""
}

// scenarioOffered says why a scenario is not to be had; "" if it is, or if nobody
// knows yet.
func scenarioOffered(s Scenario, o Offer) string {
	links, read := o.Links[s]
	w := ways{scenario: s, read: read, links: links.All}
	switch {
	case !read || w.has("", "", ""):
		return ""
	case len(links.All) > 0:
		return "only v3 creates such jobs here: use the console"
	}
	return "no link is offered for it here"
}

func directionField(d Draft, w *ways) Field {
	f := Field{
		Key: KeyDirection, Label: "direction", Kind: ChoiceField, Value: d.Get(KeyDirection), Need: true, By: byScenario,
		Help: "Which way the data goes, seen from this cloud. Into it, the target is an instance here; out of it, the source is.",
		Options: []Option{
			{Value: "up", Label: directionWord("up"), Help: "the target is in this cloud"},
			{Value: "down", Label: directionWord("down"), Help: "the source is in this cloud"},
			{Value: "non-dbs", Label: directionWord("non-dbs"), Help: "no end is an instance of this cloud"},
		},
	}
	if w.scenario == DR {
		f.Options[0].Help, f.Options[1].Help = "this cloud is the standby", "this cloud is the active side"
	}
	for i := range f.Options {
		f.Options[i].Why = w.directionOffered(f.Options[i].Value)
	}
	return settled(f)
}

// multiWriteField is whether both sides of disaster recovery are written to.
func multiWriteField(d Draft) Field {
	f := Field{
		Key: KeyMultiWrite, Label: "active sides", Kind: ChoiceField, Value: d.Get(KeyMultiWrite), Need: true, By: byScenario,
		Help: "Single-active: one side is written to, the other stands by. Dual-active: both are; it makes a parent with two jobs, of which most actions are done on the children.",
		Options: []Option{
			{Value: "false", Label: "single-active", Help: "full and incremental alone; the standby may be read-only"},
			{Value: "true", Label: "dual-active", Help: "applications keep the keys of both sides apart"},
		},
	}
	switch Scenario(d.Get(KeyScenario)) {
	case DR:
		if f.Value == "true" {
			f.Risk = "a row changed on both sides ends in conflict"
		}
	case "":
		f.Need = false
		if f.Value == "" {
			f.Grey = "only disaster recovery"
		}
	default:
		f.Grey = "only disaster recovery"
	}
	return f
}

// scenarioWord is a scenario as a sentence has it.
func scenarioWord(s Scenario) string {
	if s == DR {
		return "disaster recovery"
	}
	return s.String()
}

// directionWord is a direction as a sentence has it (DRS: job_direction).
func directionWord(direction string) string {
	switch direction {
	case "up":
		return "into this cloud"
	case "down":
		return "out of this cloud"
	case "non-dbs":
		return "between own servers"
	}
	return Clean(direction)
}
