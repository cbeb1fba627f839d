package model

import (
	"math/big"
	"regexp"
	"strings"
)

// longestLabel is how much of a parameter's name fits before its value; the whole
// name stands in its help.
const longestLabel = 28

// bounds is how the service writes a range of numbers: 1-64, 0.5-1.0, -1-100.
var bounds = regexp.MustCompile(`^\s*\[?\s*(-?\d+(?:\.\d+)?)\s*[-~]\s*(-?\d+(?:\.\d+)?)\s*\]?\s*$`)

// settingField is the field of a parameter: a number within a range, one of some
// values, or text where the range says neither.
func settingField(e Edit, s Setting, of string) Field {
	f := Field{
		Key: s.Key, Label: settingLabel(s.Name.String()), Value: e.Get(s.Key), Fixed: Clean(s.Fixed),
		Help: settingHelp(s, of), Hint: settingHint(s),
	}
	base := e.Base.Get(s.Key)
	least, most, whole, numeric := numbersOf(s.Range.Raw())
	values := valuesOf(s.Range.Raw())
	switch {
	case numeric && whole:
		f.Kind = NumberField
	case numeric:
	case len(values) > 0:
		f.Kind = ChoiceField
		for _, v := range values {
			f.Options = append(f.Options, Option{Value: v, Label: Clean(v)})
		}
		choiceOf(&f, base)
	}
	if !e.changedKey(s.Key) {
		if f.Value == "" && f.Fixed != "" { // it goes nowhere, and so is no value of the section
			f.Value = s.Value.String()
		}
		return f
	}
	switch {
	case f.Value == "":
		f.Wrong, f.Missing = neededHere, true
	case f.Value != strings.TrimSpace(f.Value) || Clean(f.Value) != f.Value:
		f.Wrong = "no blanks around it, one line"
	case numeric && !inBounds(f.Value, least, most, whole):
		f.Wrong = Clean(s.Range.Raw())
	}
	return f
}

// settingLabel is a name with its middle left out where it is long: names differ
// at their ends.
func settingLabel(name string) string {
	r := []rune(name)
	if len(r) <= longestLabel {
		return name
	}
	const half = longestLabel/2 - 1
	return string(r[:half]) + ".." + string(r[len(r)-half:])
}

func settingHelp(s Setting, of string) string {
	help := s.Name.String() + ", " + of + "."
	if about := strings.TrimSpace(s.About.String()); about != "" {
		help = strings.TrimSuffix(about, ".") + ". " + help
	}
	return help
}

func settingHint(s Setting) string {
	var parts []string
	if !s.Range.Empty() {
		parts = append(parts, s.Range.String())
	}
	if !s.Default.Empty() {
		parts = append(parts, "default "+s.Default.String())
	}
	if !s.Source.Empty() {
		parts = append(parts, "source "+s.Source.String())
	}
	if s.Restart {
		parts = append(parts, "restart")
	}
	return strings.Join(parts, ", ")
}

// numbersOf reads a range of numbers; whole: neither bound has a fraction.
func numbersOf(text string) (least, most *big.Rat, whole, ok bool) {
	m := bounds.FindStringSubmatch(text)
	if m == nil {
		return nil, nil, false, false
	}
	least, ok1 := new(big.Rat).SetString(m[1])
	most, ok2 := new(big.Rat).SetString(m[2])
	return least, most, !strings.Contains(m[1]+m[2], "."), ok1 && ok2 && least.Cmp(most) <= 0
}

// plainNumber is a number as the service reads it, without signs or zeros that
// mean nothing.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d+)?$`)

func inBounds(text string, least, most *big.Rat, whole bool) bool {
	if len(text) > 64 || !plainNumber.MatchString(text) || whole && strings.Contains(text, ".") {
		return false
	}
	n, ok := new(big.Rat).SetString(text)
	return ok && n.Cmp(least) >= 0 && n.Cmp(most) <= 0
}

// valuesOf reads a range that lists values: "ON,OFF", "a|b|c"; nil: it does not.
func valuesOf(text string) []string {
	by := ","
	if strings.Contains(text, "|") {
		by = "|"
	}
	var out []string
	for v := range strings.SplitSeq(text, by) {
		if v = strings.TrimSpace(v); v == "" || strings.ContainsAny(v, " \t") {
			return nil // a sentence, not a list
		}
		out = append(out, v)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// putSetting puts a value of a parameter whose field is live.
func putSetting(e Edit, fields []Field, key FieldKey, value string) Edit {
	return withLive(e, fields, key, e.trimmed(key, value))
}
