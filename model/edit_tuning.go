package model

import "strings"

// phasesOfTuning are the groups of tuning parameters, in the order of the form.
func phasesOfTuning() []string {
	return []string{"full_sync", "incre_capture", "incre_relay", "incre_apply"}
}

func phaseWord(phase string) string {
	switch phase {
	case "full_sync":
		return "full phase"
	case "incre_capture":
		return "capture"
	case "incre_relay":
		return "relay"
	case "incre_apply":
		return "replay"
	}
	return Clean(phase)
}

// tuningRules are those of the tuning parameters (tuning_params).
func tuningRules() sectionRules {
	return sectionRules{
		fields: tuningFields, means: tuningMeans,
		with: func(e Edit, key FieldKey, value string) Edit {
			if key == KeyRecovery {
				return recoverAll(e, value == "true" && e.Base.Get(KeyRecovery) != "true" && len(e.Base.Settings) > 0)
			}
			return putSetting(e, tuningFields(e, Around{}), key, value)
		},
		press: func(e Edit, key FieldKey) Edit {
			if key != KeyRecovery {
				return e
			}
			return recoverAll(e, !recovers(e))
		},
		effects: func(Edit, Around) []Effect {
			return []Effect{{Text: "Nothing else of the job changes."}}
		},
		words: func(_ Edit, key FieldKey, value string) string {
			if key == KeyRecovery && value == "true" {
				return "every one"
			}
			return ""
		},
	}
}

// recovers reports whether the defaults are asked for: then no value of its own
// goes.
func recovers(e Edit) bool { return e.changedKey(KeyRecovery) && e.Get(KeyRecovery) == "true" }

// recoverAll asks for the defaults, or takes that back. What was changed before is
// as it was read: the service would not heed it.
func recoverAll(e Edit, on bool) Edit {
	if !on {
		return e.Put(KeyRecovery, e.Base.Get(KeyRecovery))
	}
	for _, key := range e.Changed() {
		e = e.Put(key, e.Base.Get(key))
	}
	return e.Put(KeyRecovery, "true")
}

// phaseOf is the group of a parameter, by its key: tuning_params.PHASE.name.
func phaseOf(key FieldKey) string {
	_, rest, _ := strings.Cut(string(key), ".")
	phase, _, _ := strings.Cut(rest, ".")
	return phase
}

// tuningFields are the parameters by their phases, and the button of the defaults.
func tuningFields(e Edit, _ Around) []Field {
	button := Field{
		Key: KeyRecovery, Label: "defaults", Kind: ButtonField, Value: "every parameter to its default",
		Help: "Asks the service to give every tuning parameter its default. Nothing else of the form goes with it.",
	}
	switch {
	case recovers(e):
		button.Value = "asked for: take it back"
	case e.Base.Get(KeyRecovery) == "true":
		button.Grey = "every parameter has its default"
	case len(e.Base.Settings) == 0:
		button.Grey = "the service tells of no parameter"
	}
	var fields []Field
	for _, group := range groupsOf(e.Base.Settings, phasesOfTuning()) {
		word := phaseWord(group)
		own := settingFields(e, group, "of the "+word)
		fields = append(fields, Field{
			Key: FieldKey("tuning_params#" + group), Label: word, Kind: FactField, Value: plural(len(own), "parameter", "parameters"),
			Help: "The parameters of the " + word + ", each with its range and its default.",
		})
		fields = append(fields, own...)
	}
	if recovers(e) {
		for i := range fields {
			if fields[i].Kind != FactField && fields[i].Fixed == "" {
				fields[i].Fixed = "it gets its default"
			}
		}
	}
	for i, f := range fields {
		if s, ok := e.Base.Setting(f.Key); ok && s.Restart && e.changedKey(f.Key) {
			fields[i].Risk = "it acts after a restart of the job alone"
		}
	}
	return append(heldGrey(e, fields), button)
}

// groupsOf are the groups that parameters are of: those that are known in their
// order, then the others as they come.
func groupsOf(all []Setting, known []string) []string {
	there, seen := map[string]bool{}, map[string]bool{}
	for _, s := range all {
		there[phaseOf(s.Key)] = true
	}
	var out []string
	add := func(group string) {
		if there[group] && !seen[group] {
			seen[group] = true
			out = append(out, group)
		}
	}
	for _, group := range known {
		add(group)
	}
	for _, s := range all {
		add(phaseOf(s.Key))
	}
	return out
}

// settingFields are those of one group.
func settingFields(e Edit, group, of string) []Field {
	var out []Field
	for _, s := range e.Base.Settings {
		if phaseOf(s.Key) == group {
			out = append(out, settingField(e, s, of))
		}
	}
	return out
}

func tuningMeans(e Edit, _ Around) []Effect {
	var s saying
	if recovers(e) {
		var names []string
		for _, one := range e.Base.Settings {
			if one.Value != one.Default && !one.Default.Empty() {
				names = append(names, one.Name.String())
			}
		}
		switch n := len(names); n {
		case 0:
			s.note("Every parameter gets its default.")
		default:
			s.risk(plural(n, "parameter gets another value", "parameters get other values") + ": " + fewOf(names, 3) + ".")
		}
		return s
	}
	restart := 0
	for _, one := range e.Base.Settings {
		if one.Restart && e.changedKey(one.Key) {
			restart++
		}
	}
	if restart > 0 {
		s.risk(plural(restart, "change acts", "changes act") + " after a restart of the job alone.")
	}
	if size := e.Detail.NodeType; !size.Empty() {
		s.note("What a parameter may be depends on the node's size, " + size.String() + ".")
	}
	return s
}

// fewOf names the first ones, and counts the others.
func fewOf(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + " and " + itoa(len(names)-most) + " more"
}
