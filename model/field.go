package model

import "strings"

// FieldKey names a field of a form. For what goes over the wire it is the place
// in the document, with the number of the element in brackets:
// "base_info.name", "source_endpoint[0].endpoint.db_port". What is the
// form's own has a "#": "source_endpoint[0].endpoint.db_password#from", see
// FormOwn.
type FieldKey string

// FieldKind is how a field is filled in.
type FieldKind uint8

// The kinds.
const (
	TextField   FieldKind = iota // one line
	NumberField                  // one line; a whole number on the wire
	BoolField                    // "true", "false", or "": left out
	ChoiceField                  // one of Options
	FlagsField                   // some of Options, their values joined by commas
	SecretField                  // one line, masked: kept in memory only, never among a draft's values
	FileField                    // the path of a file, which is read once the field is left
	ButtonField                  // is pressed
	FactField                    // is only shown
)

// Option is one value of a choice.
type Option struct {
	Value string
	Label string // as the user reads it; "" = Value
	Help  string // one clause
	Why   string // why it cannot be chosen here; "" = it can
}

// Field is one editable fact as a form shows it now: forms, differences and the
// place of an error all read it.
type Field struct {
	Key     FieldKey
	Label   string // at most 14 cells
	Kind    FieldKind
	Value   string // as it stands; of a SecretField always ""
	Options []Option
	Help    string // one or two sentences, ends with a full stop
	Wire    string // what it is called on the wire; "" = Key
	Hint    string // how it is limited, muted: "1 to 65535"
	By      string // which earlier choice limits it: "link, step 2"; "": nothing earlier
	Need    bool   // it must be filled in here
	Fixed   string // it cannot be changed here, and by what: "fixed by step 2"
	Grey    string // it does not apply here, and why: "only oracle to gaussdb"
	Risk    string // what should be known of the value that stands there
	Wrong   string // what is right; "" = nothing is wrong
	Missing bool   // it is wrong because nothing stands there
	Known   string // of a SecretField: "typed", "from $NAME"; "" = needs input

	gone string // why a value went that stood here, where Grey says too little for that
}

// Live reports whether the field can be changed.
func (f Field) Live() bool { return f.Fixed == "" && f.Grey == "" && f.Kind != FactField }

// Option finds the option of a value.
func (f Field) Option(value string) (Option, bool) {
	for _, o := range f.Options {
		if o.Value == value {
			return o, true
		}
	}
	return Option{}, false
}

// shown is a value as the form shows it.
func (f Field) shown(value string) string {
	if o, ok := f.Option(value); ok {
		return o.Words()
	}
	switch {
	case f.Kind == BoolField && value == "true":
		return "on"
	case f.Kind == BoolField && value == "false":
		return "off"
	}
	return value
}

// said is a value in words: of several options each one's.
func (f Field) said(value string) string {
	if f.Kind != FlagsField {
		return Clean(f.shown(value))
	}
	var out []string
	for _, token := range listed(value) {
		out = append(out, f.shown(token))
	}
	return Clean(strings.Join(out, ", "))
}

// Words is the label of the option, or its value.
func (o Option) Words() string {
	if o.Label != "" {
		return o.Label
	}
	return o.Value
}

// Name is what the field is called on the wire.
func (f Field) Name() string {
	if f.Wire != "" {
		return f.Wire
	}
	return string(f.Key)
}
