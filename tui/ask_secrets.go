package tui

import (
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

// endSecrets is what opens a job's ends, by its fields.
type endSecrets = map[model.FieldKey]model.Secret

// askSecrets asks for passwords, and for the files of certificates, and goes on once
// those are read.
type askSecrets struct {
	env    *env
	fields []model.Field
	take   func(endSecrets)
	then   func() (tea.Cmd, Nav)
	verb   string // what then does, for the key on the last field
	box    *form.Box
	typed  endSecrets         // what is not empty, and files as they were typed
	files  remote[endSecrets] // the certificates in them
	asked  int                // fields of the box
	end    string             // the key of its last one
	width  int
	height int
}

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
	s.typed = endSecrets{}
	s.ask(s.fields)
	return nil
}

// ask makes the form of some of the fields, with what was typed of files.
func (s *askSecrets) ask(of []model.Field) {
	fields := make([]form.Field, 0, len(of))
	for _, f := range of {
		title := theme.Safe(f.Label)
		if isFile(f) {
			fields = append(fields, form.Word(string(f.Key), title, s.typed[f.Key].Reveal(), nil))
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
	if m, ok := msg.(answer[endSecrets]); ok {
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
	for key, secret := range s.box.Answers() {
		if s.typed[model.FieldKey(key)] = secret; secret.Empty() {
			delete(s.typed, model.FieldKey(key))
		}
	}
	if files := s.named(); len(files) > 0 {
		return tea.Batch(cmd, s.read(files)), stay
	}
	s.take(s.typed)
	return cmd, popThen(s.then)
}

// named are the fields whose file was named.
func (s *askSecrets) named() []model.Field {
	return slices.DeleteFunc(slices.Clone(s.fields), func(f model.Field) bool { return !isFile(f) || s.typed[f.Key].Empty() })
}

// read takes the certificates out of their files.
func (s *askSecrets) read(files []model.Field) tea.Cmd {
	folder, typed := s.env.folder, s.typed
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = typed[f.Key].Reveal()
	}
	return work(s.env, s, &s.files, func(context.Context) (endSecrets, error) {
		out := endSecrets{}
		for i, f := range files {
			one, err := certificateOf(f.Key, folder, paths[i])
			if err != nil {
				return nil, err
			}
			maps.Copy(out, one)
		}
		return out, nil
	})
}

// certificateOf reads one.
func certificateOf(field model.FieldKey, folder, typed string) (endSecrets, error) {
	path, err := client.FilePath(folder, typed)
	if err != nil {
		return nil, err
	}
	body, err := client.ReadSmallFile(path, largestFile)
	if err != nil {
		return nil, err
	}
	secrets, err := model.CertificateSecrets(field, path, body)
	if err != nil {
		return nil, errors.New(model.Clean(typed) + ": " + err.Error())
	}
	return secrets, nil
}

// came goes on with what the files hold; where one of them is no certificate, they are
// asked for again, and what was typed beside them stays.
func (s *askSecrets) came() (tea.Cmd, Nav) {
	if s.files.err != nil {
		s.ask(slices.DeleteFunc(slices.Clone(s.fields), func(f model.Field) bool { return !isFile(f) }))
		return nil, stay
	}
	maps.Copy(s.typed, s.files.value)
	s.take(s.typed)
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
	return []string{"  " + th.Paint(theme.Muted, "They are kept in memory only, until this page is left.")}
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
