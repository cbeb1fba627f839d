package model

import (
	"slices"
	"strings"
)

// untoldWord stands where the service told nothing.
const untoldWord = "not told"

// unknownToken is why a token that drover does not know cannot be taken out of a
// list, nor put in: what it does is not known.
const unknownToken = "drover does not know it: it stays"

// keptTokens is a list after somebody has changed it: known tokens in the order
// of the options, then those of the reading that drover does not know, whatever
// became of them on the way, then what else was put in.
func keptTokens(known []string, base, value string) string {
	tokens := listed(value)
	var out []string
	add := func(all []string, want func(string) bool) {
		for _, token := range all {
			if want(token) && !slices.Contains(out, token) {
				out = append(out, token)
			}
		}
	}
	add(known, func(token string) bool { return slices.Contains(tokens, token) })
	add(listed(base), func(token string) bool { return !slices.Contains(known, token) })
	add(tokens, func(string) bool { return true })
	return strings.Join(out, ",")
}

// strange lists the tokens of a list that drover does not know.
func strange(known []string, value string) []string {
	return slices.DeleteFunc(listed(value), func(token string) bool { return slices.Contains(known, token) })
}

// added is the first token that drover does not know and that was not read, ""
// if there is none.
func added(known []string, base, value string) string {
	for _, token := range strange(known, value) {
		if !slices.Contains(listed(base), token) {
			return token
		}
	}
	return ""
}

// flagsOf fills in a field of several options: those that drover knows, and, as
// they came, those of the reading that it does not.
func flagsOf(f *Field, base string) {
	known := optionValues(f.Options)
	f.Value = strings.Join(listed(f.Value), ",")
	for _, token := range strange(known, base) {
		f.Options = append(f.Options, Option{Value: token, Label: Clean(token), Why: unknownToken})
	}
	if token := added(known, base, f.Value); token != "" {
		f.Wrong = "drover does not know " + Clean(token)
	}
}

// choiceOf fills in a field of one option: what was read is offered as it came
// where drover does not know it, and "not told" where nothing was. It is wrong
// where it was changed to what cannot be chosen.
func choiceOf(f *Field, base string) {
	if _, ok := f.Option(base); !ok {
		o := Option{Value: base, Label: Clean(base), Help: "as the service told it; drover does not know it"}
		if base == "" {
			o = Option{Label: untoldWord, Help: "the service told none"}
		}
		f.Options = append([]Option{o}, f.Options...)
	}
	if SameValue(f.Key, base, f.Value) {
		return
	}
	switch o, ok := f.Option(f.Value); {
	case ok && o.Why != "":
		f.Wrong = o.Why
	case !ok && f.Value == "":
		f.Wrong, f.Missing = "choose one", true
	case !ok:
		f.Wrong = "drover does not know " + Clean(f.Value)
	}
}

// boolOf fills in a field that is on or off; on and off are its words.
func boolOf(f *Field, base, on, off string) {
	f.Kind, f.Value = BoolField, Canonical(f.Key, f.Value)
	f.Options = []Option{{Value: "true", Label: on}, {Value: "false", Label: off}}
	switch _, ok := f.Option(f.Value); {
	case ok, SameValue(f.Key, base, f.Value):
	case f.Value == "":
		f.Wrong, f.Missing = "on or off", true
	default:
		f.Wrong = "on or off"
	}
}

func optionValues(options []Option) []string {
	out := make([]string, 0, len(options))
	for _, o := range options {
		out = append(out, o.Value)
	}
	return out
}

// withStrangers is a value of ours upon what stands there now: of a list the
// tokens that drover does not know are theirs.
func withStrangers(key FieldKey, theirs, ours string) string {
	var known []string
	switch key {
	case KeyDDLKinds:
		known = ddlKinds()
	case KeyDML:
		known = dmlKinds()
	case KeyMoves:
		known = moveKinds()
	default:
		return ours
	}
	if len(strange(known, theirs)) == 0 {
		return ours
	}
	return keptTokens(known, theirs, ours)
}
