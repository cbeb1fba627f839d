package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// missingSecret is a password that must be typed again.
type missingSecret struct {
	key   model.FieldKey
	title string
}

// missingSecrets are the passwords of a draft that are not in memory.
func missingSecrets(d model.Draft) []missingSecret {
	return slices.DeleteFunc(neededSecrets(d), func(f missingSecret) bool { return !d.Secret(f.key).Empty() })
}

// neededSecrets are the passwords that a draft needs.
func neededSecrets(d model.Draft) []missingSecret {
	var out []missingSecret
	need := func(side string, key model.FieldKey, what string) {
		out = append(out, missingSecret{key: key, title: side + "  " + what})
	}
	for _, side := range []struct{ list, word string }{{model.Sources, "source"}, {model.Targets, "target"}} {
		for i := range d.Count(side.list) {
			at := func(member string) string { return d.Get(model.Element(side.list, i, member)) }
			where := at("endpoint.ip")
			if where == "" {
				where = at("endpoint.instance_id")
			}
			if user := at("endpoint.db_user"); user != "" {
				need(side.word, model.Element(side.list, i, "endpoint.db_password"), "password of "+user+"  "+where)
			}
			if cert := at("ssl.ssl_cert_name"); strings.HasSuffix(strings.ToLower(cert), ".p12") {
				need(side.word, model.Element(side.list, i, "ssl.ssl_cert_password"), "password of certificate "+cert)
			}
		}
	}
	return out
}

// askSecrets asks for passwords, and goes on.
type askSecrets struct {
	env    *env
	fields []missingSecret
	take   func(map[string]model.Secret)
	then   func() (tea.Cmd, Nav)
	box    *form.Box
	width  int
	height int
}

func (s *askSecrets) Title() string { return "passwords" }

// Init makes the form, empty.
func (s *askSecrets) Init() tea.Cmd {
	fields := make([]form.Field, 0, len(s.fields))
	for _, f := range s.fields {
		fields = append(fields, form.Secret(string(f.key), theme.Safe(model.Clean(f.title)), notTheMask))
	}
	s.box = form.New(s.env.theme, "", fields...)
	s.Resize(s.width, s.height)
	return nil
}

// Width is that of a dialog.
func (s *askSecrets) Width() int { return 72 }

func (s *askSecrets) Resize(w, h int) {
	s.width, s.height = w, h
	if s.box != nil {
		s.box.Resize(max(min(s.Width(), w-4)-1, 1), min(2*len(s.fields)+2, max(h-2, 1)))
	}
}

func (s *askSecrets) Typing() bool { return true }

// Closed forgets what was typed.
func (s *askSecrets) Closed() { s.box.Abort() }

// Update gives everything to the form.
func (s *askSecrets) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
		return nil, pass()
	}
	cmd := s.box.Update(msg)
	if !s.box.Done() {
		return cmd, stay
	}
	s.take(s.box.Answers())
	return cmd, popThen(s.then)
}

// View draws the form, and what becomes of what is typed.
func (s *askSecrets) View() string {
	th := s.env.theme
	return " " + th.Paint(theme.Muted, "They are kept in memory only, until this page is left.") + "\n" + s.box.View()
}

// Actions of the form.
func (s *askSecrets) Actions() []Action {
	return []Action{
		act(groupLook, 1, "next", "enter", nil).shown("enter tab"),
		act(groupLook, 2, "back a field", "shift+tab", nil),
		act(groupLeave, 90, "back", "esc", func() (tea.Cmd, Nav) { return nil, pop() }),
	}
}
