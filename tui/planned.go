package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// planned is the review of one plan that another page has made whole: what will
// be, the exact request, and Send. It opens on Back, or in the empty field of
// the word that must be typed.
type planned struct {
	env    *env
	plan   model.Plan
	title  string                           // starts with the verb: "create job"
	about  func(w int) []string             // what will be, folded to w cells
	others string                           // what is to be known of further requests; "": there are none
	word   string                           // to be typed before Send works; "": nothing
	call   func() (tea.Cmd, Nav)            // what Send does where nothing is written; nil: the plan is sent
	begin  func() (tea.Cmd, Nav, error)     // what Send does where several writes follow one another; nil: the plan is sent
	before func() error                     // comes before anything is sent; an error keeps it from being sent
	undone func()                           // takes that back where nothing was sent after all
	sent   func(*client.Run) (tea.Cmd, Nav) // where it goes on

	drawn  bool // keys typed before the first picture are dropped
	focus  plannedFocus
	rested bool // Back was not gone to by tab: the next one offers Send
	field  line
	note   string // why Send did nothing
	top    int    // first line of what will be, where there is no room for all
	width  int
	height int
}

type plannedFocus uint8

const (
	plannedBack plannedFocus = iota
	plannedSend
	plannedWord
)

// open puts the focus where a review begins.
func (p *planned) open() *planned {
	p.field, p.rested = newLine(""), true
	if p.word != "" {
		p.focus = plannedWord
	}
	return p
}

// Title starts with the verb.
func (p *planned) Title() string { return p.title }

// Init waits until the page could be seen.
func (p *planned) Init() tea.Cmd {
	return tea.Tick(seenAfter, func(time.Time) tea.Msg { return reply{to: p, msg: reviewDrawn{}} })
}

func (p *planned) Resize(w, h int) { p.width, p.height = w, h }

// Typing: the page looks at every key itself until it could be seen.
func (p *planned) Typing() bool { return true }

// Letters reports whether letters are text now.
func (p *planned) Letters() bool { return p.focus == plannedWord }

// Update takes keys once the page could be seen. A pasted word is none: it is
// typed so that it is read.
func (p *planned) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case reviewDrawn:
		p.drawn = true
	case tea.PasteMsg:
		if p.drawn && p.focus == plannedWord {
			p.note = "the word takes no paste: type it"
		}
	case tea.KeyPressMsg:
		if p.drawn {
			return p.key(m)
		}
	}
	return nil, stay
}

// key edits the word; what it does not take is a command.
func (p *planned) key(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	if p.focus != plannedWord {
		return nil, pass()
	}
	switch k.String() {
	case "enter", "tab", "shift+tab", "up", "down", "pgup", "pgdown", "esc":
		return nil, pass()
	}
	p.field.take(k)
	p.note = ""
	return nil, stay
}

// Actions of the page.
func (p *planned) Actions() []Action {
	return []Action{
		act(groupLook, 1, "next", "tab", p.next),
		act(groupLook, 0, "previous", "shift+tab", p.previous),
		act(groupChange, 0, "do what is lit", "enter", p.enter),
		act(groupLook, 0, "scroll", "pgdown", p.scroll(5), "down").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", p.scroll(-5), "up"),
		act(groupLook, 3, "body", "b", func() (tea.Cmd, Nav) { return p.requests("exact body", false) }).unless(p.bare),
		act(groupLook, 4, "curl", "$", func() (tea.Cmd, Nav) { return p.requests("curl, secrets as $VARIABLES", true) }).unless(p.bare),
		act(groupLeave, 90, "back, nothing sent", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	}
}

// bare is why there is no request to be shown.
func (p *planned) bare() string {
	switch {
	case p.call != nil:
		return "nothing is written: ! shows the request once it is sent"
	case len(p.plan.Steps) == 0:
		return "what is sent depends on what is read before each step: ! shows each request once it is sent"
	}
	return ""
}

// next goes from the word, or from where the review began, to Send, then Back.
func (p *planned) next() (tea.Cmd, Nav) {
	switch {
	case p.focus == plannedWord, p.focus == plannedBack && p.rested:
		p.focus = plannedSend
	case p.focus == plannedSend:
		p.focus = plannedBack
	case p.word != "":
		p.focus = plannedWord
	default:
		p.focus = plannedSend
	}
	p.rested = false
	return nil, stay
}

func (p *planned) previous() (tea.Cmd, Nav) {
	switch {
	case p.focus == plannedSend && p.word != "":
		p.focus = plannedWord
	case p.focus == plannedSend, p.focus == plannedWord:
		p.focus = plannedBack
	default:
		p.focus = plannedSend
	}
	p.rested = false
	return nil, stay
}

// enter does what is lit; in the word's field it sends if the word is right.
func (p *planned) enter() (tea.Cmd, Nav) {
	if p.focus == plannedBack {
		return nil, pop()
	}
	return p.send()
}

func (p *planned) scroll(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) { p.top = max(p.top+by, 0); return nil, stay }
}

// cannotSend is why Send is grey, or what was expected in the field.
func (p *planned) cannotSend() string {
	switch {
	case p.call != nil:
		return ""
	case p.env.client.Broken() != nil:
		return p.env.client.Broken().Error()
	case p.stepWhy() != "":
		return p.stepWhy()
	case p.wantsWord():
		return p.wordWhy()
	}
	return ""
}

// wantsWord reports that the word is not typed yet.
func (p *planned) wantsWord() bool { return p.word != "" && p.field.value() != p.word }

func (p *planned) wordWhy() string {
	return "type " + model.Clean(p.word) + " first; nothing was sent"
}

// stepWhy is why the plan's step does not go, and how to mend that.
func (p *planned) stepWhy() string {
	if len(p.plan.Steps) == 0 {
		return ""
	}
	s := p.plan.Steps[0]
	if s.Why == "" || s.Mend == "" {
		return s.Why
	}
	return s.Why + ": " + s.Mend
}

// send hands the plan to the client, which journals it before a byte leaves.
func (p *planned) send() (tea.Cmd, Nav) {
	if why := p.cannotSend(); why != "" {
		p.note = why
		if p.wantsWord() && why == p.wordWhy() {
			p.focus = plannedWord // what is typed next is the word
		}
		return nil, stay
	}
	if p.call != nil {
		return p.call()
	}
	if p.begin != nil {
		cmd, nav, err := p.begin()
		if err != nil {
			p.note = "nothing was sent: " + model.Clean(err.Error())
		}
		return cmd, nav
	}
	if p.before != nil {
		if err := p.before(); err != nil {
			p.note = "nothing was sent: " + model.Clean(err.Error())
			return nil, stay
		}
	}
	run, err := p.env.client.Apply(context.Background(), p.plan)
	if err != nil {
		if p.undone != nil {
			p.undone()
		}
		p.note = model.Clean(err.Error())
		return nil, stay
	}
	cmd, nav := p.sent(run)
	return tea.Batch(p.env.own(run), cmd), nav
}

// requests shows what Send would send.
func (p *planned) requests(title string, curl bool) (tea.Cmd, Nav) {
	reqs, err := p.env.client.Requests(p.plan)
	if err != nil {
		p.note = model.Clean(err.Error())
		return nil, stay
	}
	return nil, push(newWhole(p.env, title, requestText(reqs, curl, p.stepWhy(), p.others), false))
}
