package tui

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// missingSecrets are the passwords that the ends of a draft need and that are not in
// memory.
func missingSecrets(d model.Draft) []model.Field {
	return slices.DeleteFunc(model.SecretsOfEnds(d), func(f model.Field) bool { return !d.Secret(f.Key).Empty() })
}

// askSecrets asks for passwords, and for the files of certificates, and goes on once
// those are read.
type askSecrets struct {
	env    *env
	fields []model.Field
	take   func(model.EndSecrets)
	then   func() (tea.Cmd, Nav)
	verb   string // what then does, for the key on the last field
	until  string // when they are forgotten, as the end of a sentence; "": when the page is left
	box    *form.Box
	typed  map[model.FieldKey]model.Secret // what is not empty
	named  map[model.FieldKey]string       // files as they were typed
	files  remote[endCertificates]         // the certificates in them
	asked  int                             // fields of the box
	end    string                          // the key of its last one
	width  int
	height int
}

// endCertificates are certificates by the fields of their files.
type endCertificates = map[model.FieldKey]model.EndCertificate

// Title says what is asked for.
func (s *askSecrets) Title() string {
	if slices.ContainsFunc(s.fields, isFile) {
		return "passwords and certificates"
	}
	return "passwords"
}

func isFile(f model.Field) bool { return f.Kind == model.FileField }

// Init makes the form, empty.
func (s *askSecrets) Init() tea.Cmd {
	s.typed, s.named = map[model.FieldKey]model.Secret{}, map[model.FieldKey]string{}
	s.ask(s.fields)
	return nil
}

// ask makes the form of some of the fields, with what was typed of files.
func (s *askSecrets) ask(of []model.Field) {
	fields := make([]form.Field, 0, len(of))
	for _, f := range of {
		title := theme.Safe(f.Label)
		if isFile(f) {
			fields = append(fields, form.Word(string(f.Key), title, s.named[f.Key], nil))
		} else {
			fields = append(fields, form.Secret(string(f.Key), title, notTheMask))
		}
	}
	s.box, s.asked = form.New(s.env.theme, "", fields...), len(fields)
	if len(of) > 0 {
		s.end = string(of[len(of)-1].Key)
	}
	s.Resize(s.width, s.height)
}

// Width is that of a dialog.
func (s *askSecrets) Width() int { return 72 }

func (s *askSecrets) Resize(w, h int) {
	s.width, s.height = w, h
	if s.box != nil {
		s.box.Resize(max(min(s.Width(), w-4)-1, 1), min(2*s.asked+1, max(h-1-len(s.head()), 1)))
	}
}

func (s *askSecrets) Typing() bool { return true }

// Closed forgets what was typed.
func (s *askSecrets) Closed() {
	s.files.drop()
	s.box.Abort()
}

// Update gives everything to the form, and takes what the files hold.
func (s *askSecrets) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if m, ok := msg.(answer[endCertificates]); ok {
		if m.take() {
			return s.came()
		}
		return nil, stay
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
		return nil, pass()
	}
	if s.files.loading() {
		return nil, stay
	}
	cmd := s.box.Update(msg)
	if !s.box.Done() {
		return cmd, stay
	}
	s.keep(s.box.Plain(), s.box.Answers())
	if len(s.named) > 0 {
		return tea.Batch(cmd, s.read()), stay
	}
	s.take(model.EndSecrets{Passwords: s.typed})
	return cmd, popThen(s.then)
}

// keep takes what was typed out of the form: which files, and which passwords.
func (s *askSecrets) keep(words map[string]string, secrets map[string]model.Secret) {
	clear(s.named)
	for key, word := range words {
		if path := strings.TrimSpace(word); path != "" {
			s.named[model.FieldKey(key)] = path
		}
		delete(secrets, key)
	}
	for key, secret := range secrets {
		if s.typed[model.FieldKey(key)] = secret; secret.Empty() {
			delete(s.typed, model.FieldKey(key))
		}
	}
}

// read takes the certificates out of their files.
func (s *askSecrets) read() tea.Cmd {
	folder, named := s.env.folder, maps.Clone(s.named)
	return work(s.env, s, &s.files, func(context.Context) (endCertificates, error) {
		out := endCertificates{}
		for _, key := range slices.Sorted(maps.Keys(named)) {
			cert, err := certificateOf(folder, named[key])
			if err != nil {
				return nil, err
			}
			out[key] = cert
		}
		return out, nil
	})
}

// certificateOf reads one.
func certificateOf(folder, typed string) (model.EndCertificate, error) {
	path, err := client.FilePath(folder, typed)
	if err != nil {
		return model.EndCertificate{}, err
	}
	body, err := client.ReadSmallFile(path, largestFile)
	if err != nil {
		return model.EndCertificate{}, err
	}
	cert, err := model.NewEndCertificate(path, body)
	if err != nil {
		return cert, errors.New(model.Clean(typed) + ": " + err.Error())
	}
	return cert, nil
}

// came goes on with what the files hold; where one of them is no certificate, they are
// asked for again, and what was typed beside them stays.
func (s *askSecrets) came() (tea.Cmd, Nav) {
	if s.files.err != nil {
		s.ask(slices.DeleteFunc(slices.Clone(s.fields), func(f model.Field) bool { return !isFile(f) }))
		return nil, stay
	}
	s.take(model.EndSecrets{Passwords: s.typed, Certificates: s.files.value})
	return nil, popThen(s.then)
}

// head is what becomes of what is typed, or what is wrong with a file.
func (s *askSecrets) head() []string {
	th := s.env.theme
	switch {
	case s.files.loading():
		return []string{th.Paint(theme.Busy, "~") + th.Paint(theme.Text, " the certificates are being read")}
	case s.files.err != nil:
		out := signed(th, th.Paint(theme.Bad, th.Failure()), model.Clean(s.files.err.Error()), min(s.Width(), s.width-4))
		for i, l := range out { // its sign where the fields have their cursor
			out[i] = strings.TrimPrefix(l, " ")
		}
		return out
	}
	return []string{"  " + th.Paint(theme.Muted, "They are kept in memory only, until "+cmp.Or(s.until, "this page is left")+".")}
}

// View draws the form, and above it what is to be known. The line for what is wrong with
// a field is there only when something is.
func (s *askSecrets) View() string {
	lines := strings.Split(s.box.View(), "\n")
	if last := len(lines) - 1; last == 2*s.asked && strings.TrimSpace(lines[last]) == "" {
		lines = lines[:last]
	}
	return strings.Join(append(s.head(), lines...), "\n")
}

// last reports that the last field has the focus, whose enter goes on.
func (s *askSecrets) last() bool {
	return s.asked > 0 && s.box.Focused() == s.end
}

// Actions of the form.
func (s *askSecrets) Actions() []Action {
	next := act(groupLook, 1, "next", "enter", nil).shown("enter tab")
	if s.last() {
		next = act(groupChange, 1, s.verb, "enter", nil)
	}
	acts := []Action{next}
	if s.asked > 1 {
		acts = append(acts, act(groupLook, 2, "back a field", "shift+tab", nil))
	}
	return append(acts, act(groupLeave, 90, "back", "esc", func() (tea.Cmd, Nav) { return nil, pop() }))
}
