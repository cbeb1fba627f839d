package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// guard is what must be typed before Send works, scaled to the risk: nothing
// for one job, the number for several; the job's name, or verb and number, where
// nothing takes it back or an order is placed.
type guard struct {
	word  string // what must be typed; "": nothing
	digit bool   // the field takes digits only
	name  bool   // the word is the job's name
}

func (r *review) guard() guard {
	t := r.plan.Tally()
	switch n := t.Goes; {
	case n == 0, t.Pending > 0: // the number is not known yet
		return guard{}
	case r.grave() && n == 1:
		lone, _ := r.plan.Lone()
		return guard{word: lone.Job.Name.Raw(), name: true}
	case r.grave():
		return guard{word: string(r.verb()) + " " + digit(n)}
	case n > 1:
		return guard{word: digit(n), digit: true}
	}
	return guard{}
}

// grave reports what wants a word: it cannot be taken back, or places an order.
func (r *review) grave() bool { return r.final() || r.plan.Tally().Orders > 0 }

// cannotSend is why Send is grey, or what was expected in the field.
func (r *review) cannotSend() string {
	switch g := r.guard(); {
	case r.env.client.Broken() != nil:
		return r.env.client.Broken().Error()
	case r.whenErr != nil:
		return r.whenErr.Error()
	case r.verb() == model.Start && !r.plan.When().Set():
		return "say when to start"
	case r.plan.Tally().Goes == 0 && r.plan.Pending() == 0:
		return "no job goes: nothing would be sent"
	case r.status.loading() || r.read.IsZero() && r.status.err == nil:
		return statesUnread
	case r.plan.Pending() > 0:
		return waiting + plural(r.plan.Pending(), "pre-check", "pre-checks") + " to be read"
	case g.word != "" && r.field.value() != g.word:
		return g.why()
	}
	return ""
}

// why is what was expected in the field.
func (g guard) why() string { return "type " + model.Clean(g.word) + " first; nothing was sent" }

// firstFocus is the empty field for the typed word, else Back.
func (r *review) firstFocus() reviewFocus {
	if r.guard().word == "" && r.plan.Pending() == 0 {
		return onBack
	}
	return onGuard
}

// hasGuard reports whether there is a field to type into. While pre-checks are
// being read the number is not known yet, but several jobs will want one, and an
// order a word.
func (r *review) hasGuard() bool {
	return r.guard().word != "" || r.wordToCome() || r.plan.Pending()+r.plan.Tally().Goes > 1
}

// next moves the focus: from field or Back to Send, then to when or what, where
// there is such a choice, then Back.
func (r *review) next() (tea.Cmd, Nav) {
	switch r.at() {
	case onGuard, onBack:
		if r.at() == onBack && r.hasGuard() {
			r.focus = onGuard
		} else {
			r.focus = onSend
		}
	case onSend:
		r.focus = onBack
		if r.hasChoice() {
			r.focus = onChoice
		}
	case onChoice:
		r.focus = onBack
	}
	return nil, stay
}

func (r *review) previous() (tea.Cmd, Nav) {
	switch r.at() {
	case onGuard:
		r.focus = onBack
	case onSend:
		r.focus = onBack
		if r.hasGuard() {
			r.focus = onGuard
		}
	case onChoice:
		r.focus = onSend
	case onBack:
		r.focus = onSend
		if r.hasChoice() {
			r.focus = onChoice
		}
	}
	return nil, stay
}

// at is where the focus is: without a field, its place is Back.
func (r *review) at() reviewFocus {
	if r.focus == onGuard && !r.hasGuard() {
		return onBack
	}
	return r.focus
}

// key edits the field that has the focus; what it does not take is a command.
func (r *review) key(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	switch k.String() {
	case "esc":
		if r.at() == onChoice {
			r.leaveChoice()
			return nil, stay
		}
		return nil, pass()
	case "enter", "tab", "shift+tab", "up", "down", "pgup", "pgdown":
		return nil, pass()
	}
	if r.at() == onGuard && r.wordToCome() && printable(k.String()) {
		r.note = "the word to type follows when all pre-checks are read; tab leaves its field"
		return nil, stay
	}
	switch g := r.guard(); {
	case r.at() == onChoice && r.verb() == model.Start:
		return r.whenKey(k)
	case r.at() == onGuard && !g.digit && g.word != "":
		r.field.take(k)
		r.note = ""
		return nil, stay
	case r.at() == onGuard && takesDigit(k):
		r.field.take(k)
		r.note = ""
		return nil, stay
	}
	return nil, pass()
}

func takesDigit(k tea.KeyPressMsg) bool {
	switch s := k.String(); s {
	case "backspace", "delete", "left", "right":
		return true
	default:
		return len(s) == 1 && s[0] >= '0' && s[0] <= '9'
	}
}

// Letters reports whether letters are text now: in the moment's field, and
// where a word is to be typed.
func (r *review) Letters() bool {
	g := r.guard()
	return r.at() == onChoice && r.verb() == model.Start || r.at() == onGuard && (g.word != "" && !g.digit || r.wordToCome())
}

// wordToCome tells that a word is likely to be typed once all pre-checks are
// read, since an order may be placed or the verb is final: whoever begins it early must not leave
// jobs out with a space or go back with a q.
func (r *review) wordToCome() bool {
	t := r.plan.Tally()
	return t.Pending > 0 && (r.final() || t.Orders+t.Ordered > 0)
}

// keyAgain is what to press to read again: where letters are text, tab leads
// out of them first.
func (r *review) keyAgain() string {
	if r.Letters() {
		return "tab and r read"
	}
	return "r reads"
}

// Actions of the review.
func (r *review) Actions() []Action {
	acts := []Action{
		act(groupLook, 1, "next", "tab", r.next),
		act(groupLook, 0, "previous", "shift+tab", r.previous),
		act(groupChange, 0, "do what is lit", "enter", r.enter),
		act(groupMark, 2, "leave out", "space", r.leaveOut),
		act(groupLook, 0, "", "down", r.move(1)),
		act(groupLook, 0, "", "up", r.move(-1)),
		act(groupLook, 0, "", "pgdown", r.move(10)),
		act(groupLook, 0, "", "pgup", r.move(-10)),
		act(groupLook, 3, "body", "b", r.body),
		act(groupLook, 4, "curl", "$", r.curl),
		act(groupLook, 7, "its pre-check", "c", r.openCheck).unless(r.noCheck),
		r.readAction(),
		act(groupLeave, 90, "back, nothing sent", "esc", r.leave, "q"),
	}
	if r.hasChoice() {
		acts = append(acts, act(groupChange, 6, r.choiceWord(), "h", r.choose, "l", "left", "right").shown("h l"))
	}
	return acts
}

// readAction reads again; where the credential has ended it asks for one.
func (r *review) readAction() Action {
	var e *client.Error
	if r.env.login != nil && errors.As(r.status.err, &e) && e.Kind == client.LoginEnded {
		return act(groupFind, 5, "log in again", "r", func() (tea.Cmd, Nav) {
			return nil, push(newLogin(r.env, r.again))
		})
	}
	return act(groupFind, 5, "read again", "r", r.again)
}

// enter does what has the focus: Back goes back, Send and the field send.
func (r *review) enter() (tea.Cmd, Nav) {
	switch r.at() {
	case onBack:
		return r.leave()
	case onChoice:
		r.leaveChoice()
		return nil, stay
	case onGuard, onSend:
	}
	return r.send()
}

func (r *review) move(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		r.cursor = min(max(r.cursor+by, 0), max(r.plan.Len()-1, 0))
		return nil, stay
	}
}

// leaveOut takes the job under the cursor out of the plan, or back in.
func (r *review) leaveOut() (tea.Cmd, Nav) {
	if r.cursor >= r.plan.Len() {
		return nil, stay
	}
	pick := r.plan.Pick(r.cursor)
	pick.Left = !pick.Left
	r.put(r.cursor, pick)
	r.note = ""
	return nil, stay
}
