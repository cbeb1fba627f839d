package model

import "strings"

// nameRules are those of a job's name.
func nameRules() sectionRules {
	return sectionRules{fields: func(e Edit, a Around) []Field {
		f := Field{
			Key: KeyName, Label: "name", Kind: TextField, Value: e.Get(KeyName), Need: true, Hint: "4 to 50 letters, digits, - _",
			Help: "What the job is called. No other job of the project may have the name, whatever its case.",
		}
		changed := !SameValue(KeyName, e.Base.Get(KeyName), f.Value)
		switch err := CheckName(f.Value); {
		case !changed:
		case err != nil:
			f.Wrong, f.Missing = strings.TrimSuffix(err.Error(), "."), f.Value == ""
		case a.NameListed:
			f.Wrong = "another job on the list has it"
		}
		return []Field{f}
	}}
}

// descriptionRules are those of a job's description.
func descriptionRules() sectionRules {
	return sectionRules{fields: func(e Edit, _ Around) []Field {
		value := e.Get(KeyDescription)
		return []Field{{
			Key: KeyDescription, Label: "description", Kind: TextField, Value: value, Hint: "at most 256 characters",
			Help: "What the job is for, in words.", Wrong: descriptionWrong(value),
		}}
	}}
}

// expiryRules are those of how long a job may stand failed.
func expiryRules() sectionRules {
	return sectionRules{fields: func(e Edit, _ Around) []Field {
		f := Field{
			Key: KeyExpired, Label: "ends after", Kind: NumberField, Value: e.Get(KeyExpired), Need: true, Hint: "14 to 100 days",
			Help: "How many days a job may stand failed before the service ends it by itself. Ended, it cannot be started again.",
		}
		if !decimal(f.Value, 14, 100) {
			f.Wrong, f.Missing = "14 to 100", f.Value == ""
		}
		return []Field{f}
	}}
}
