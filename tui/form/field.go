package form

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"drover/tui/theme"
)

// Field is one question of a form. Make it with Text, Word, Secret or Choice.
type Field struct {
	build func(*theme.Theme) huh.Field
	key   string
	value *string // of what Box.Answers hands out
	plain bool    // it may be seen
}

// Text asks for a line of text and keeps it in value. The check, if any,
// answers what is right when the text is wrong.
func Text(title string, value *string, check func(string) error) Field {
	return Field{build: func(*theme.Theme) huh.Field {
		return input(title, value, check)
	}}
}

// Word asks for a line of text, with what is known of it already. Box.Answers
// hands it out under the key.
func Word(key, title, known string, check func(string) error) Field {
	value := &known
	return Field{key: key, value: value, plain: true, build: func(*theme.Theme) huh.Field {
		return input(title, value, check).Key(key)
	}}
}

// Secret asks for something nobody may see. Box.Answers hands it out under the
// key.
func Secret(key, title string, check func(string) error) Field {
	value := new(string)
	return Field{key: key, value: value, build: func(th *theme.Theme) huh.Field {
		in := input(title, value, check).Key(key).EchoMode(huh.EchoModePassword)
		return &masked{Input: in, sign: th.Signs().Password}
	}}
}

// Needed is the check of a field that may not stay empty.
func Needed(s string) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("needed here")
	}
	return nil
}

// Choice asks for one of at most a handful of options and keeps it in value.
func Choice(title string, value *string, options ...string) Field {
	return Field{build: func(*theme.Theme) huh.Field {
		return huh.NewSelect[string]().Title(title).Options(huh.NewOptions(options...)...).Value(value)
	}}
}

func input(title string, value *string, check func(string) error) *huh.Input {
	in := huh.NewInput().Title(title).Prompt("").Value(value)
	if check != nil {
		in.Validate(check)
	}
	return in
}

// masked is a password field that shows drover's sign for a typed character;
// the library knows the asterisk alone.
type masked struct {
	*huh.Input
	sign string
}

// Update keeps the field wrapped.
func (m *masked) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	_, cmd := m.Input.Update(msg)
	return m, cmd
}

// View shows signs in place of letters.
func (m *masked) View() string { return strings.ReplaceAll(m.Input.View(), "*", m.sign) }
