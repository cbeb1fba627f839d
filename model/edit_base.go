package model

import "strings"

// nameRules are those of a job's name.
func nameRules() sectionRules {
	return sectionRules{
		fields: func(e Edit, a Around) []Field { return []Field{renameField(e, a)} },
		with:   func(e Edit, key FieldKey, value string) Edit { return e.Put(key, e.trimmed(key, value)) },
		effects: func(e Edit, _ Around) []Effect {
			if !e.changedKey(KeyName) {
				return nil
			}
			return []Effect{{Text: "Whatever finds the job by its name, scripts and dashboards, must be told."}, {Text: "Its id stays, and nothing stops for it."}}
		},
	}
}

func renameField(e Edit, a Around) Field {
	f := Field{
		Key: KeyName, Label: "name", Kind: TextField, Value: e.Get(KeyName), Need: true, Hint: "4 to 50 letters, digits, - _",
		Help: "What the job is called; it begins with a letter. No other job of the project may have the name, whatever its case.",
	}
	if !e.changedKey(KeyName) {
		return f // an old name may break a rule of today
	}
	if err := CheckName(f.Value); err != nil {
		f.Wrong, f.Missing = strings.TrimSuffix(err.Error(), "."), f.Value == ""
		return f
	}
	f.Hint, f.Wrong = nameWord(a, f.Value, strings.EqualFold(f.Value, e.Base.Get(KeyName)))
	if f.Hint == "" {
		f.Hint = "4 to 50 letters, digits, - _"
	}
	return f
}

// nameWord is what is known of a name: whether it is free, or taken. own says that
// it is the job's own in another case, which the service takes for taken.
func nameWord(a Around, name string, own bool) (hint, wrong string) {
	check := a.Name
	switch {
	case own:
		return "its own name in another case", ""
	case a.NameListed:
		return "", "taken by a job on the list"
	case check.Name != name:
		return "", ""
	case check.Asked && check.Free && !check.At.IsZero():
		return "free " + ClockSeconds(check.At, nil), ""
	case check.Asked && check.Free:
		return "free", ""
	case check.Asked && check.Why.Empty():
		return "", "taken"
	case check.Asked:
		return "", "taken: " + strings.TrimRight(strings.TrimSpace(check.Code.String()+" "+check.Why.String()), ".")
	case check.Unasked != "":
		return "could not be checked: " + Clean(check.Unasked), ""
	}
	return "", ""
}

// descriptionRules are those of a job's description.
func descriptionRules() sectionRules {
	return sectionRules{
		fields: func(e Edit, _ Around) []Field {
			f := Field{
				Key: KeyDescription, Label: "description", Kind: TextField, Value: e.Get(KeyDescription), Hint: "at most 256 characters",
				Help: "For people: what the job is for, whom to ask. None of ! < > & ' \" and \\.",
			}
			if e.changedKey(KeyDescription) {
				f.Wrong = descriptionWrong(f.Value)
			}
			return []Field{f}
		},
		effects: func(e Edit, _ Around) []Effect {
			if e.changedKey(KeyDescription) && e.Get(KeyDescription) == "" {
				return []Effect{{Text: "The description is taken out."}}
			}
			return nil
		},
	}
}
