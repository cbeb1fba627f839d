package form

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// Move is where a key wants the focus to go.
type Move uint8

// The moves. Next and Back pass over what cannot be changed; Down and Up go
// there too, so that its help can be read.
const (
	Stay Move = iota
	Next
	Back
	Down
	Up
)

// Did is what a key means to a sheet. At most one of its parts says something,
// but that Move may come with any of them.
type Did struct {
	Pass   bool // nothing: the key is a command of the page
	Key    model.FieldKey
	Set    bool         // Key gets Value, or Secret where it is a secret field
	Value  string       // as it stands in a draft
	Secret model.Secret // empty: it is taken out
	Typed  bool         // it comes letter by letter, and counts once the field is left
	Joined int          // lines of a paste that were made one; 0: it had one
	Press  bool         // the button Key was pressed
	Pick   bool         // the options of Key are wanted as a list
	Undo   bool         // Key wants to be as it was
	Out    bool         // the focus leaves the fields
	Why    string       // why nothing was done
	Move   Move
}

// many is from how many options on a choice is made from a list.
const many = 6

// Update takes a key or a paste.
func (s *Sheet) Update(msg tea.Msg) Did {
	f := s.Field()
	switch m := msg.(type) {
	case tea.PasteMsg:
		if !s.Typing() {
			return Did{Why: "this field takes no text"}
		}
		return s.pasted(m)
	case tea.KeyPressMsg:
		key := m.String()
		if s.refuses(m) {
			return Did{Key: f.Key, Why: f.Label + ": " + s.notTyped(f)}
		}
		if d, ok := s.moved(key); ok {
			return d
		}
		switch {
		case key == "esc":
			return Did{Key: f.Key, Out: true}
		case !s.open(f):
			return s.still(key)
		case textual(f):
			return s.edit(m)
		case key == "u":
			return Did{Key: f.Key, Undo: true}
		}
		return s.turned(key)
	}
	return Did{Pass: true}
}

// moved takes the keys that lead to another field. Enter on a choice or on a
// button means those.
func (s *Sheet) moved(key string) (Did, bool) {
	f := s.Field()
	letters := s.Typing()
	switch key {
	case "tab":
		return Did{Key: f.Key, Move: Next}, true
	case "shift+tab":
		return Did{Key: f.Key, Move: Back}, true
	case "enter":
		if s.open(f) && (f.Kind == model.ButtonField || f.Kind == model.ChoiceField && len(f.Options) > 0) {
			return Did{}, false
		}
		return Did{Key: f.Key, Move: Next}, true
	case "down", "up", "j", "k":
		if letters && (key == "j" || key == "k") {
			return Did{}, false
		}
		by, m := 1, Down
		if key == "up" || key == "k" {
			by, m = -1, Up
		}
		if s.flagRow(by) {
			return Did{Key: f.Key}, true
		}
		return Did{Key: f.Key, Move: m}, true
	}
	return Did{}, false
}

// still says why a field that cannot be changed does not change.
func (s *Sheet) still(key string) Did {
	f := s.Field()
	switch key {
	case "space", "h", "l", "left", "right", "u", "backspace", "delete":
		return Did{Key: f.Key, Why: f.Label + ": " + cmp.Or(f.Fixed, f.Grey, s.locked, "is only shown")}
	}
	return Did{Pass: true}
}

// edit changes the text of the field.
func (s *Sheet) edit(msg tea.Msg) Did {
	f, before := s.Field(), s.line.Value()
	s.line.Take(msg)
	now := s.line.Value()
	if now == before {
		return Did{Key: f.Key, Pass: unheard(msg)}
	}
	s.typed = true
	d := Did{Key: f.Key, Set: true, Typed: true}
	if f.Kind == model.SecretField {
		d.Secret = model.NewSecret(now)
	} else {
		d.Value = now
	}
	return d
}

// unheard reports a key with control that no line knows: a command of the page.
func unheard(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyPressMsg)
	return ok && k.Text == "" && !slices.Contains([]string{"left", "right", "home", "end", "backspace", "delete"}, k.String())
}

// turned takes the keys of what is chosen and not typed.
func (s *Sheet) turned(key string) Did {
	f := s.Field()
	by := 0
	switch key {
	case "space":
		by = 1
	case "l", "right":
		by = 1
	case "h", "left":
		by = -1
	}
	switch f.Kind {
	case model.ButtonField:
		if key == "enter" || key == "space" {
			return Did{Key: f.Key, Press: true}
		}
	case model.BoolField:
		switch {
		case by != 0:
			return Did{Key: f.Key, Set: true, Value: otherBool(f.Value)}
		case key == "backspace" || key == "delete":
			return Did{Key: f.Key, Set: true}
		}
	case model.FlagsField:
		return s.flagged(key, by)
	case model.ChoiceField:
		switch {
		case len(f.Options) == 0 && (by != 0 || key == "enter"):
			return Did{Key: f.Key, Why: f.Label + ": nothing can be chosen here"}
		case key == "enter", key == "space" && len(f.Options) >= many:
			return Did{Key: f.Key, Pick: true}
		case by != 0:
			return s.chosen(by)
		case key == "backspace" || key == "delete":
			return Did{Key: f.Key, Set: true}
		}
	default:
	}
	return Did{Pass: true}
}

func otherBool(value string) string {
	if value == "true" {
		return "false"
	}
	return "true"
}

// chosen is the next option that can be chosen, around the ends.
func (s *Sheet) chosen(by int) Did {
	f := s.Field()
	n := len(f.Options)
	at := slices.IndexFunc(f.Options, func(o model.Option) bool { return o.Value == f.Value })
	if at < 0 && by < 0 {
		at = n
	}
	for range n {
		at = (at + by + n) % n
		o := f.Options[at]
		switch {
		case o.Value == f.Value:
			return Did{Key: f.Key, Why: f.Label + ": nothing else can be chosen here"}
		case o.Why == "":
			return Did{Key: f.Key, Set: true, Value: o.Value}
		}
	}
	return Did{Key: f.Key, Why: f.Label + ": " + f.Options[0].Why}
}

// flagged takes the keys of a field of several options.
func (s *Sheet) flagged(key string, by int) Did {
	f := s.Field()
	switch {
	case len(f.Options) == 0:
		return Did{Key: f.Key, Why: f.Label + ": nothing can be chosen here"}
	case key == "space":
		o := f.Options[s.flag]
		if o.Why != "" {
			return Did{Key: f.Key, Why: o.Words() + ": " + o.Why}
		}
		return Did{Key: f.Key, Set: true, Value: flip(f, o.Value)}
	case by != 0:
		s.flag = (s.flag + by + len(f.Options)) % len(f.Options)
		return Did{Key: f.Key}
	}
	return Did{Pass: true}
}

// flip puts a value among those chosen, or takes it out; they stay in the order
// of the options.
func flip(f model.Field, value string) string {
	chosen := strings.Split(f.Value, ",")
	var out []string
	for _, o := range f.Options {
		if slices.Contains(chosen, o.Value) != (o.Value == value) {
			out = append(out, o.Value)
		}
	}
	return strings.Join(out, ",")
}

// flagRow moves the cursor to the row of options above or below, where the
// field has one.
func (s *Sheet) flagRow(by int) bool {
	f := s.Field()
	if f.Kind != model.FlagsField || !s.open(f) {
		return false
	}
	_, across := s.flagColumns(f)
	to := s.flag + by*across
	if to < 0 || to >= len(f.Options) {
		return false
	}
	s.flag = to
	return true
}
