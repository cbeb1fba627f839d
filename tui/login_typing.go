package tui

import (
	"context"
	"maps"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// typing is what a login asks for, as a form, and the call that takes it: on
// the page that leads in and in the dialog that mends a login that has ended.
type typing struct {
	env     *env
	owner   Screen
	login   client.Login
	prompts []client.Prompt         // of the form
	first   []client.Prompt         // of the one that a later one follows
	box     *form.Box               // nil: nothing is asked
	typed   map[string]model.Secret // of the form, and of those before it
	plain   map[string]string       // what was typed where it may be seen
	call    remote[struct{}]        // Enter under way
	err     error                   // why the last one failed
	warned  bool                    // esc was pressed once on what is typed
	w       int
}

func newTyping(e *env, owner Screen, login client.Login) *typing {
	t := &typing{env: e, owner: owner, login: login, plain: map[string]string{}}
	t.ask(login.Asks())
	return t
}

// ask makes the form of some prompts. What was typed before, and may be seen,
// stands in it again.
func (t *typing) ask(prompts []client.Prompt) {
	t.prompts, t.box = prompts, nil
	if len(prompts) == 0 {
		return
	}
	fields := make([]form.Field, len(prompts))
	for i, p := range prompts {
		check, label := form.Needed, theme.Safe(model.Clean(p.Label))
		if p.May {
			check = nil
		}
		switch known, again := t.plain[p.Key]; {
		case p.Masked:
			fields[i] = form.Secret(p.Key, label, check)
		case again:
			fields[i] = form.Word(p.Key, label, known, check)
		default:
			fields[i] = form.Word(p.Key, label, p.Value, check)
		}
	}
	t.box = form.New(t.env.theme, "", fields...)
	t.resize(t.w)
}

// resize gives the form its width; each prompt takes two lines, and what is
// wrong with one the last.
func (t *typing) resize(w int) {
	t.w = w
	if t.box != nil && w > 0 {
		t.box.Resize(w, t.height())
	}
}

// height is how many lines the form takes.
func (t *typing) height() int {
	if t.box == nil {
		return 0
	}
	return 2*len(t.prompts) + 1
}

func (t *typing) busy() bool { return t.call.loading() }

// update gives a message to the form. Once it is answered, the login is
// called; in is true when that has gone well.
func (t *typing) update(msg tea.Msg) (cmd tea.Cmd, in bool) {
	if a, ok := msg.(answer[struct{}]); ok && a.slot == &t.call {
		return nil, t.answered(a)
	}
	switch msg.(type) {
	case stillWaiting:
		if t.busy() {
			return waitOn(t.owner), false
		}
		return nil, false
	case tea.KeyPressMsg:
		t.warned = false
	}
	if t.box == nil || t.busy() {
		return nil, false
	}
	cmd = t.box.Update(msg)
	if !t.box.Done() {
		return cmd, false
	}
	maps.Copy(t.plain, t.box.Plain())
	return tea.Batch(cmd, t.enter(t.box.Answers())), false
}

// enter calls the login with what was typed, if anything was asked.
func (t *typing) enter(answers map[string]model.Secret) tea.Cmd {
	typed := map[string]model.Secret{}
	maps.Copy(typed, t.typed)
	for key, answer := range answers {
		typed[key] = answer.Trimmed()
	}
	t.typed, t.err = typed, nil
	login := t.login
	send := maps.Clone(typed)
	call := work(t.env, t.owner, &t.call, func(ctx context.Context) (struct{}, error) { return struct{}{}, login.Enter(ctx, send) })
	return tea.Batch(call, waitOn(t.owner))
}

// answered takes what the login said. What it asks for then is asked; what was
// typed already and is not asked again goes with it.
func (t *typing) answered(a answer[struct{}]) bool {
	if !a.take() {
		return false
	}
	if a.err == nil {
		t.typed, t.box = nil, nil
		return true
	}
	t.err = a.err
	asks := t.login.Asks()
	for _, p := range asks {
		delete(t.typed, p.Key)
	}
	switch {
	case len(t.typed) == 0 || len(asks) == 0:
		t.typed, t.first = nil, nil
	case t.first == nil:
		t.first = t.prompts
	}
	t.ask(asks)
	return false
}

// wrong has the form there once more for what was typed and turned out to be of
// no use; what may be seen stands in it. It reports whether anything was typed.
func (t *typing) wrong(err error) bool {
	prompts := t.prompts
	if t.first != nil {
		prompts = t.first
	}
	if len(prompts) == 0 {
		return false
	}
	t.first, t.err = nil, err
	t.ask(prompts)
	return true
}

// back goes one step back within the form: from the call to what was typed
// for it, from a later form to the first. It reports whether there was such a
// step. What is typed goes with the second esc alone.
func (t *typing) back() (cmd tea.Cmd, was bool) {
	switch {
	case t.busy():
		t.call.drop()
	case t.box != nil && t.box.Touched() && !t.warned:
		t.warned = true
		words := "esc again goes back: what is typed is forgotten"
		return t.env.say(note{kind: noteBad, text: words, bare: words}), true
	case len(t.typed) == 0:
		t.forget()
		return nil, false
	}
	if t.first == nil {
		t.first = t.login.Asks()
	}
	t.typed, t.err = nil, nil
	t.ask(t.first)
	t.first = nil
	return nil, len(t.prompts) > 0
}

// forget drops what is typed.
func (t *typing) forget() {
	t.call.drop()
	if t.box != nil {
		t.box.Abort()
	}
	t.typed, t.box = nil, nil
}

// themed takes up a theme that has changed.
func (t *typing) themed() {
	if t.box != nil {
		t.box.SetTheme(t.env.theme)
	}
}

// help is what the field in focus is for.
func (t *typing) help() string {
	if t.box == nil {
		return ""
	}
	at := t.box.Focused()
	for _, p := range t.prompts {
		if p.Key == at {
			return theme.Safe(model.Clean(p.Help))
		}
	}
	return ""
}

// stillWaiting has a screen drawn again that tells for how long it waits.
type stillWaiting struct{}

func waitOn(s Screen) tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return reply{to: s, msg: stillWaiting{}} })
}

// wait says that an answer is waited for, and once that has become news, for
// how long.
func (e *env) wait(what string, since time.Time) string {
	words := what + " " + e.theme.Signs().Cut
	if d := e.now().Sub(since); d >= 2*time.Second {
		words += " " + model.Duration(d)
	}
	return e.theme.Paint(theme.Busy, "~") + " " + e.theme.Paint(theme.Text, strings.TrimSpace(words))
}
