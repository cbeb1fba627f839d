package model

import "strings"

// Groups of database parameters (DRS: V3UpdateParams, group).
const (
	paramsCommon      = "common"
	paramsPerformance = "performance"
)

// paramsAsSource is the button that takes the source's values.
const paramsAsSource FieldKey = "db_param#source"

// bufferPool is the parameter that must leave memory to everything else.
const bufferPool = "innodb_buffer_pool_size"

// paramRules are those of the target's database parameters (db_param). One request
// changes those of one group.
func paramRules() sectionRules {
	return sectionRules{
		fields: paramFields, means: paramMeans, first: firstParams,
		with: func(e Edit, key FieldKey, value string) Edit {
			return putSetting(e, paramFields(e, Around{}), key, value)
		},
		press: func(e Edit, key FieldKey) Edit {
			if key != paramsAsSource {
				return e
			}
			for _, s := range asSource(e) {
				e = e.With(s.Key, s.Source.Raw())
			}
			return e
		},
		effects: func(Edit, Around) []Effect {
			return []Effect{{Text: "The parameters of the target database are changed, not those of the source."}}
		},
	}
}

// fixedSetting is a parameter with why it cannot be changed here.
func fixedSetting(s Setting) Setting {
	if s.Fixed == "" && phaseOf(s.Key) == paramsCommon && !s.Differs {
		s.Fixed = "source and target agree"
	}
	return s
}

// asSource are the common parameters that are not to be what they are at the
// source.
func asSource(e Edit) []Setting {
	var out []Setting
	for _, s := range e.Base.Settings {
		s = fixedSetting(s)
		if phaseOf(s.Key) == paramsCommon && s.Fixed == "" && !s.Source.Empty() && !SameValue(s.Key, e.Get(s.Key), s.Source.Raw()) {
			out = append(out, s)
		}
	}
	return out
}

// paramFields are the parameters by their groups, and the button that proposes the
// source's values.
func paramFields(e Edit, _ Around) []Field {
	button := Field{
		Key: paramsAsSource, Label: "as the source", Kind: ButtonField,
		Help: "Gives every common parameter that differs the value that it has at the source.",
	}
	if len(asSource(e)) == 0 {
		button.Grey = "no common parameter differs from the source"
	}
	var fields []Field
	for _, group := range groupsOf(e.Base.Settings, []string{paramsCommon, paramsPerformance}) {
		head := Field{Key: FieldKey("db_param#" + group), Label: Clean(group), Kind: FactField}
		switch group {
		case paramsCommon:
			head.Help = "What both sides should agree in. Only what a comparison found different can be changed."
		case paramsPerformance:
			head.Help = "What makes the target fast. It can be changed whether it differs or not."
		}
		var own []Field
		differ := 0
		for _, s := range e.Base.Settings {
			if phaseOf(s.Key) != group {
				continue
			}
			if s.Differs {
				differ++
			}
			own = append(own, paramField(e, fixedSetting(s)))
		}
		head.Value = plural(len(own), "parameter", "parameters") + ", " + plural(differ, "differs", "differ")
		fields = append(append(fields, head), own...)
	}
	return append(heldGrey(e, fields), button)
}

func paramField(e Edit, s Setting) Field {
	f := settingField(e, s, "at the target database")
	var risks []string
	if s.Restart && e.changedKey(s.Key) {
		risks = append(risks, "it acts after a restart of the target alone")
	}
	if s.Name.Raw() == bufferPool {
		f.Help = "Keep it under 70 % of the target's memory. " + f.Help
		if e.changedKey(s.Key) {
			risks = append(risks, "keep it under 70 % of the memory")
		}
	}
	f.Risk = strings.Join(risks, "; ")
	return f
}

// firstParams is the first group with a change: one request takes one group.
func firstParams(e Edit) (first Edit, later int) {
	group := ""
	first = e
	for _, want := range groupsOf(e.Base.Settings, []string{paramsCommon, paramsPerformance}) {
		for _, key := range e.Changed() {
			if phaseOf(key) == want && group == "" {
				group = want
			}
		}
	}
	for _, key := range e.Changed() {
		if group != "" && phaseOf(key) != group {
			first = first.Put(key, e.Base.Get(key))
			later++
		}
	}
	return first, later
}

func paramMeans(e Edit, _ Around) []Effect {
	var s saying
	restart, differ := 0, 0
	for _, one := range e.Base.Settings {
		if one.Restart && e.changedKey(one.Key) {
			restart++
		}
		if phaseOf(one.Key) == paramsCommon && one.Differs && !SameValue(one.Key, e.Get(one.Key), one.Source.Raw()) {
			differ++
		}
		if one.Name.Raw() == bufferPool && e.changedKey(one.Key) {
			s.risk(bufferPool + " over 70 % of the target's memory may stop it.")
		}
	}
	if restart > 0 {
		s.risk(plural(restart, "change acts", "changes act") + " after a restart of the target alone.")
	}
	if differ > 0 {
		s.risk(plural(differ, "common parameter stays", "common parameters stay") + " different from the source.")
	}
	if _, later := firstParams(e); later > 0 {
		s.note("Each group is a request of its own: two reviews, one by one.")
	}
	return s.risksFirst()
}
