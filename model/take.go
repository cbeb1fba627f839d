package model

import "slices"

// Take is the edit with values that another job's section has, and those that did
// not come along, with why: what the field does not allow here, and what would be
// wrong here. Values are put in the order of the form, so that what one of them
// opens can hold another.
func (e Edit) Take(other Part, keys ...FieldKey) (Edit, []Drop) {
	keys = slices.Clone(keys)
	fields := e.Form(Around{}).Fields
	slices.SortStableFunc(keys, byForm(fields))
	// A value may open the field of one before it: what did not fit is tried anew
	// while something else has come along.
	var drops []Drop
	for len(keys) > 0 {
		drops = nil
		var left []FieldKey
		for _, key := range keys {
			with, why := e.take(other, key)
			if why == "" {
				e = with
				continue
			}
			left = append(left, key)
			drops = append(drops, Drop{Key: key, Label: e.label(fields, key), Value: e.words(fields, key, other.Get(key)), Why: why})
		}
		if len(left) == len(keys) {
			break
		}
		keys = left
	}
	return e, drops
}

// take puts one value, or says why it does not fit.
func (e Edit) take(other Part, key FieldKey) (Edit, string) {
	value := other.Get(key)
	if untold(key) {
		return e, "it is typed, not taken"
	}
	if SameValue(key, value, e.Get(key)) {
		return e, ""
	}
	before := e.Form(Around{})
	if f, ok := fieldOf(before, key); ok {
		if why := f.refuses(value); why != "" {
			return e, why
		}
	} else if !isList(key) {
		return e, "this job has no such value"
	}
	if why := e.stranger(key, value); why != "" {
		return e, why
	}
	with := e.With(key, value)
	after := with.Form(Around{})
	f, _ := fieldOf(after, key)
	switch {
	case !SameValue(key, value, with.Get(key)):
		return e, "it cannot be set here"
	case f.Wrong != "":
		return e, f.Wrong
	case after.Wrong > before.Wrong:
		for _, f := range after.Fields {
			if was, _ := fieldOf(before, f.Key); f.Wrong != "" && was.Wrong == "" {
				return e, f.Label + ": " + f.Wrong
			}
		}
	}
	return with, ""
}

// stranger says which users of a list this job's source does not have.
func (e Edit) stranger(key FieldKey, value string) string {
	known := e.Base.Users
	switch key {
	case KeyUsers:
	case KeyRoles:
		known = e.Base.Roles
	default:
		return ""
	}
	for _, id := range listed(value) {
		if !slices.ContainsFunc(known, func(u SourceUser) bool { return u.ID.Raw() == id }) {
			return "the source has no " + Clean(id)
		}
	}
	return ""
}

func fieldOf(form EditForm, key FieldKey) (Field, bool) {
	i := slices.IndexFunc(form.Fields, func(f Field) bool { return f.Key == key })
	if i < 0 {
		return Field{}, false
	}
	return form.Fields[i], true
}

// refuses says why a field does not take a value, "" if it does.
func (f Field) refuses(value string) string {
	switch {
	case f.Grey != "":
		return f.Grey
	case f.Fixed != "":
		return f.Fixed
	case f.Kind == FactField:
		return "it is only shown"
	case value == "" && f.Need:
		return "it cannot be empty"
	}
	tokens := []string{value}
	if f.Kind == FlagsField {
		tokens = listed(value)
	}
	for _, token := range tokens {
		o, ok := f.Option(token)
		switch {
		case ok && o.Why != "":
			return Clean(o.Words()) + ": " + o.Why
		case !ok && f.Kind == ChoiceField && token != "":
			return Clean(token) + " is not offered"
		case !ok && f.Kind == FlagsField && len(f.Options) > 0: // what it does here nobody knows
			return "drover does not know " + Clean(token)
		}
	}
	return ""
}
