package form

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"drover/tui/theme"
)

// Field is one question of a form. Make it with Text, Secret or Choice.
type Field struct {
	build  func(*theme.Theme) huh.Field
	secret *string
}

// Text asks for a line of text and keeps it in value. The check, if any,
// answers what is right when the text is wrong.
func Text(title string, value *string, check func(string) error) Field {
	return Field{build: func(*theme.Theme) huh.Field {
		return input(title, value, check)
	}}
}

// Secret asks for something nobody may see. Box.Secret hands it out.
func Secret(title string) Field {
	value := new(string)
	return Field{secret: value, build: func(th *theme.Theme) huh.Field {
		in := input(title, value, needed).EchoMode(huh.EchoModePassword)
		return &masked{Input: in, sign: th.Signs().Password}
	}}
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

func needed(s string) error {
	if s == "" {
		return errors.New("needed here")
	}
	return nil
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
