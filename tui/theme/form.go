package theme

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// Form returns the look of forms: a sign before the live field and no boxes,
// so that it can be told without colour.
func (t *Theme) Form() *huh.Styles {
	style := func(tone Tone) lipgloss.Style { return t.looks[tone].style() }
	field := huh.FieldStyles{
		Title:          style(Muted),
		Description:    style(Muted),
		NoteTitle:      style(Strong),
		ErrorIndicator: style(Bad).SetString(" " + t.Failure()),
		ErrorMessage:   style(Bad).SetString(t.Failure()),
		SelectSelector: style(Muted).SetString(t.signs.Mark + " "),
		NextIndicator:  style(Accent).SetString(" " + t.signs.ChoiceRight),
		PrevIndicator:  style(Accent).SetString(t.signs.ChoiceLeft + " "),
		TextInput: huh.TextInputStyles{
			Placeholder: style(Muted),
			Prompt:      style(Muted),
		},
	}
	s := &huh.Styles{Focused: field, Blurred: field, FieldSeparator: style(Text).SetString("\n")}
	s.Focused.Title = style(Key)
	s.Focused.SelectSelector = style(Accent).SetString(t.signs.Mark + " ")
	s.Focused.SelectedOption = style(Select)
	s.Focused.Base = style(Text).BorderStyle(lipgloss.Border{Left: t.signs.Cursor}).BorderLeft(true).PaddingLeft(1)
	if t.looks[Accent].fg != "" {
		s.Focused.Base = s.Focused.Base.BorderForeground(lipgloss.Color(t.looks[Accent].fg))
	}
	s.Blurred.Base = style(Text).PaddingLeft(2)
	s.Group.Title = style(Strong)
	s.Group.Description = style(Muted)
	return s
}

// Failure is the sign before a sentence that says what is wrong.
func (t *Theme) Failure() string {
	if t.opts.ASCII {
		return "x"
	}
	return "×"
}
