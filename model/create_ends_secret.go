package model

import "strings"

// How a secret comes in: what stands in the field with "#from" after the
// secret's own key. An empty one stands for FromTyping.
const (
	FromTyping  = "typed"
	FromEnv     = "environment" // of the variable in "#env"
	FromCommand = "command"     // the one in "#command", see Unkept
	FromNowhere = "none"        // the database has none
)

// SecretOf is the secret that one of the fields "#from", "#env" and "#command"
// is about; ok is false for any other field.
func SecretOf(key FieldKey) (secret FieldKey, ok bool) {
	for _, mark := range []string{fromMark, envMark, commandMark} {
		if s, found := strings.CutSuffix(string(key), mark); found && s != "" {
			return FieldKey(s), true
		}
	}
	return "", false
}

// SecretFrom is how a secret comes in, and the variable or command that it
// comes from.
func (d Draft) SecretFrom(secret FieldKey) (from, what string) {
	switch from = d.Get(secret + fromMark); from {
	case FromEnv:
		return from, d.Get(secret + envMark)
	case FromCommand:
		return from, d.Get(secret + commandMark)
	case "":
		return FromTyping, ""
	}
	return from, ""
}

// secret are the fields of a secret: itself, how it comes in, and from where.
// grey says why there is none here.
func (e draftEnd) secret(member, label, help, grey string) []Field {
	key := e.key(member)
	in := !e.d.Secret(key).Empty()
	from, what := e.d.SecretFrom(key)
	f := Field{Key: key, Label: label, Kind: SecretField, Help: help, Grey: grey, Need: true, Hint: "typed, env or command"}
	choice := Field{
		Key: key + fromMark, Label: label + " from", Kind: ChoiceField, Value: from, Grey: grey,
		Help: "How it comes in. A variable is named in the draft; what it holds, and a command, are not written down.",
		Options: []Option{
			{Value: FromTyping}, {Value: FromEnv, Help: "a variable of the environment"}, {Value: FromCommand, Help: "the first line that it prints"},
		},
	}
	if len(choice.Label) > 14 {
		choice.Label = "it comes from"
	}
	if member != certPassword && mayLackLogin(e.engine) {
		choice.Options = append(choice.Options, Option{Value: FromNowhere, Help: "the database asks for none"})
	}
	if grey != "" {
		return e.quiet(f, choice)
	}
	switch from {
	case FromTyping:
		if in {
			f.Known = "typed"
		}
		return []Field{f, choice}
	case FromNowhere:
		f.Grey = "the database has none"
		return []Field{f, choice}
	}
	f.Need = false
	source := Field{Value: what, Need: true, Wire: "", Hint: "enter reads it"}
	if from == FromEnv {
		f.Fixed, source.Key, source.Label = "from the environment", key+envMark, "variable"
		source.Help, source.Wrong = "The variable of the environment that holds it.", badVariable(what)
	} else {
		f.Fixed, source.Key, source.Label = "from a command", key+commandMark, "command"
		source.Help = "The command that prints it. It runs without a shell, for ten seconds at most."
	}
	switch {
	case in && from == FromEnv:
		f.Known = "from $" + Clean(what)
	case in:
		f.Known = "from the command"
	case what != "" && source.Wrong == "":
		source.Wrong, source.Missing = "not read yet: enter reads it", true
	}
	return []Field{f, choice, source}
}

// badVariable is what is wrong with the name of a variable.
func badVariable(name string) string {
	for i, r := range name {
		if r > 0x7e || r != '_' && !letter(byte(r)) && (i == 0 || r < '0' || r > '9') {
			return "letters, digits and _"
		}
	}
	return ""
}
