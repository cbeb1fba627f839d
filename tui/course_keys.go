package tui

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// Actions of the page.
func (s *coursePage) Actions() []Action {
	scroll := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.top = max(s.top+by, 0); return nil, stay }
	}
	acts := []Action{
		act(groupChange, 1, s.goOnWord(), "S", s.askGoOn).unless(s.cannotGoOn),
		act(groupChange, 2, s.stopWord(), "x", s.stop).unless(s.cannotStop),
		act(groupChange, 3, "passwords", "w", s.typeSecrets).named("type the passwords of the copy's ends").unless(s.cannotType),
		act(groupChange, s.foot(s.differs() || s.questioned(), 2), s.acceptWord(), "A", s.askAccept).named("take the copy as it is, or answer with yes").unless(s.cannotAccept),
		act(groupChange, s.foot(s.asks(), 4), "leave the step out", "L", s.askSkip).unless(s.cannotSkip),
		act(groupLook, 5, "open the copy", "enter", s.openCopy).unless(s.noCopy),
		act(groupLook, 6, "the original", "o", s.openOriginal),
		act(groupChange, s.deleteFoot(), s.deleteWord(), "D", s.deleteCopy).unless(s.cannotDelete),
		act(groupChange, s.foot(s.cannotChange() == "", 3), "change it", "e", s.change).named("change what was asked of the copy").unless(s.cannotChange),
		act(groupChange, 0, "forget it", "f", s.askForget).named("forget this copy: both jobs stay as they are").unless(s.cannotForget),
		act(groupLook, 8, "copy", "y", s.copyText).named("copy what became of each step"),
		act(groupLook, 0, "scroll", "pgdown", scroll(5), "down", "j").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", scroll(-5), "up", "k"),
		act(groupLeave, 90, "back", "esc", s.leave, "q"),
	}
	if s.loginEnded() {
		return append([]Action{act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) { return nil, push(newLogin(s.env, nil)) })}, acts...)
	}
	read := act(groupLook, s.foot(s.cannotReadDisk() == "", 7), "read again", "r", s.readDisk)
	return append(acts, read.named("read anew what lies on the disk of it").unless(s.cannotReadDisk))
}

// foot has an action in the footer while it is what is to be done.
func (s *coursePage) foot(now bool, at int) int {
	if now {
		return at
	}
	return 0
}

// deleteFoot is where the key that deletes the copy stands: among the first where the copy
// is not what was asked for.
func (s *coursePage) deleteFoot() int {
	if s.differs() {
		return 3
	}
	return s.foot(!s.going() && s.cannotDelete() == "", 7)
}

func (s *coursePage) loginEnded() bool {
	return s.env.login != nil && (s.env.ended != nil || s.course != nil && s.report.Login && s.logins == s.env.logins)
}

// leave goes back; a copy on its way goes on, and that is said.
func (s *coursePage) leave() (tea.Cmd, Nav) {
	if !s.going() {
		return nil, pop()
	}
	words := "the copy goes on; C on its row leads back: " + shortName(s.copyName())
	return s.env.say(note{kind: noteGood, text: words, bare: "a copy goes on"}), pop()
}

// goOnWord says what S does.
func (s *coursePage) goOnWord() string {
	if r, ok := s.at(); ok && s.course != nil && (r.State == model.CopyRefused || r.State == model.CopyUnsent) {
		return "try the step again"
	}
	return "go on"
}

// cannotGoOn is why the copy does not go on now.
func (s *coursePage) cannotGoOn() string {
	switch r, _ := s.at(); {
	case s.env.where().ReadOnly:
		return "this session is read-only"
	case s.gone != "":
		return s.gone
	case s.course == nil && s.kept.Err != nil:
		return "it cannot be read: " + s.kept.Why + "; f moves its file aside"
	case s.course == nil && s.kept.Busy:
		return "another drover has it"
	case s.course == nil:
		return ""
	case s.report.Done():
		return "nothing is left to be done"
	case s.going():
		return "it goes on by itself"
	case r.State == model.CopyUnknown && s.unsettled(r) && r.Step.Kind == model.CopyEnds:
		return "what was sent may still arrive: two minutes after it S stores the ends anew"
	case r.State == model.CopyUnknown && s.unsettled(r):
		return "nobody knows yet what came of what was sent last; ! shows how it is looked for"
	}
	return ""
}

// unsettled reports that a write of the step still has no known outcome.
func (s *coursePage) unsettled(r model.CopyResult) bool {
	copied, original := s.jobs()
	id := copied.ID
	if r.Step.OnOriginal() || r.Step.Kind == model.CopyMake {
		id = original.ID
	}
	return blockedIDs(s.env.client)[id]
}

func (s *coursePage) stopWord() string {
	if s.stopNow {
		return "stop after this step: x again"
	}
	return "stop after this step"
}

func (s *coursePage) cannotStop() string { return unless(s.going(), "it does not go on by itself now") }

// stop asks once, then has no further step begun.
func (s *coursePage) stop() (tea.Cmd, Nav) {
	if !s.stopNow {
		s.stopNow = true
		return nil, stay
	}
	s.stopNow = false
	s.course.Stop()
	return nil, stay
}

// endsLeft reports that passwords would still be of use.
func (s *coursePage) endsLeft() bool {
	at, _ := s.at()
	for _, step := range append(s.left(), at.Step) {
		if step.Kind == model.CopyEnds || step.Kind == model.CopyTest || step.Kind == model.CopyCheck {
			return true
		}
	}
	return false
}

func (s *coursePage) cannotType() string {
	switch {
	case s.gone != "", !s.endsLeft():
		return "no step is left that needs a password"
	case s.cannotGoOn() != "":
		return s.cannotGoOn()
	case s.going():
		return "the step is under way"
	}
	return unless(!s.ends.loading(), "the ends are being read")
}

// typeSecrets asks for the passwords of the copy's ends, and goes on to the review.
func (s *coursePage) typeSecrets() (tea.Cmd, Nav) {
	if of := s.report.Copying.Original; len(model.CopySecrets(of)) > 0 {
		return nil, push(s.secretsOf(of))
	}
	cl, id := s.env.client, s.report.Copying.Original.Job.ID
	return ask(s.env, s, &s.ends, func(ctx context.Context) (model.Detail, error) { return cl.Job(ctx, id) }), stay
}

func (s *coursePage) secretsOf(of model.Detail) Screen {
	return askCopySecrets(s.env, of, "go on", func(typed model.EndSecrets) {
		s.secrets = typed
	}, func() (tea.Cmd, Nav) {
		if s.cannotGoOn() != "" {
			return nil, stay
		}
		return s.askGoOn()
	})
}

// askCopySecrets asks for what opens a copy's ends, which may be left empty; verb is what
// follows.
func askCopySecrets(e *env, of model.Detail, verb string, take func(model.EndSecrets), then func() (tea.Cmd, Nav)) *askSecrets {
	return &askSecrets{env: e, fields: model.CopySecrets(of), take: take, then: then, verb: verb, until: "the copy is done"}
}

func (s *coursePage) acceptWord() string {
	if s.questioned() {
		return "make it all the same"
	}
	return "take it as it is"
}

func (s *coursePage) cannotAccept() string {
	switch {
	case s.env.where().ReadOnly:
		return "this session is read-only"
	case s.gone != "":
		return s.gone
	case !s.differs() && !s.questioned():
		return "the copy does not differ from what was asked for, as far as it was read"
	}
	return unless(!s.going(), "it goes on by itself")
}

func (s *coursePage) cannotSkip() string {
	switch {
	case s.env.where().ReadOnly:
		return "this session is read-only"
	case s.going():
		return "it goes on by itself"
	case s.gone != "":
		return s.gone
	}
	r, ok := s.at()
	return unless(ok && r.Step.CanSkip() && s.stands(r), "the copying is not whole without this step")
}

// stands reports a step that waits for somebody, or was tried in vain.
func (s *coursePage) stands(r model.CopyResult) bool {
	return r.State == model.CopyAsks || r.State == model.CopyRefused || r.State == model.CopyUnsent
}

func (s *coursePage) noCopy() string {
	copied, _ := s.jobs()
	return unless(!copied.ID.Empty(), "the copy is not made yet")
}

func (s *coursePage) openCopy() (tea.Cmd, Nav) {
	copied, _ := s.jobs()
	if copied.Name.Empty() {
		copied.Name = model.NewText(s.report.Copying.Name)
	}
	return nil, push(newJob(s.env, copied, model.NoSample()))
}

func (s *coursePage) openOriginal() (tea.Cmd, Nav) {
	_, original := s.jobs()
	return nil, push(newJob(s.env, original, model.NoSample()))
}

// copyText puts what became of each step on the clipboard.
func (s *coursePage) copyText() (tea.Cmd, Nav) {
	var b strings.Builder
	b.WriteString(countWords(s.report.Count()) + "\nclone " + model.Clean(s.originalName()) + " as " + model.Clean(s.copyName()) + "\n")
	for _, l := range s.legs() {
		b.WriteString(strings.TrimRight(theme.Pad(l.title, 24)+"  "+cmp.Or(l.words, "-"), " ") + "\n")
		for _, m := range l.more {
			b.WriteString("    " + model.Clean(m) + "\n")
		}
	}
	return s.env.copy("what became of each step", b.String()), stay
}
