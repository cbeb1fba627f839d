package tui

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// press takes a key: to a field while it takes text, else to the actions of
// the top screen and then to those that work anywhere.
func (a *app) press(k tea.KeyPressMsg) tea.Cmd {
	if a.note.kind == noteBad {
		a.note = note{}
	}
	if k.String() == "ctrl+c" {
		return a.interrupt()
	}
	a.asked = false
	s := a.top()
	var settled tea.Cmd
	if t, ok := s.(touched); ok {
		settled = t.Touched()
	}
	return tea.Batch(settled, a.pressed(s, k))
}

// touched is a screen that must know of the first key, whatever it is.
type touched interface{ Touched() tea.Cmd }

// pressed takes a key to the screen or to its commands.
func (a *app) pressed(s Screen, k tea.KeyPressMsg) tea.Cmd {
	if s.Typing() {
		cmd, nav := s.Update(k)
		if nav.kind != navPass {
			return tea.Batch(cmd, a.follow(nav))
		}
	}
	return a.dispatch(command(k))
}

// dispatch runs the first action that takes the key.
func (a *app) dispatch(pressed string) tea.Cmd {
	for _, act := range a.actions() {
		if !act.takes(pressed) {
			continue
		}
		return a.run(act)
	}
	return nil
}

// lettered is a screen where some letters are text and others commands.
type lettered interface{ Letters() bool }

// leaving is a screen that asks before it is left.
type leaving interface{ Leave() (tea.Cmd, Nav) }

// letters reports whether letters are text on a screen now: then no command
// may be offered under one.
func letters(s Screen) bool {
	if l, ok := s.(lettered); ok {
		return l.Letters()
	}
	return s.Typing()
}

func printable(key string) bool { return key == "space" || utf8.RuneCountInString(key) == 1 }

// run does an action, or says why it cannot be done now.
func (a *app) run(act Action) tea.Cmd {
	if why := act.reason(); why != "" {
		h := act.Help()
		key := h.Key + " "
		if h.Key == a.env.theme.Signs().Flag { // it begins the line anyway
			key = ""
		}
		return a.sayNow(note{kind: noteBad, text: strings.TrimSpace(key+h.Desc) + ": " + why, bare: h.Key + " was grey"})
	}
	cmd, nav := act.Do()
	return tea.Batch(cmd, a.follow(nav))
}

// actions lists what the top screen offers, then what works anywhere. A key
// of the screen goes before the same key of the app.
func (a *app) actions() []Action {
	return a.actionsOf(len(a.stack) - 1)
}

// actionsOf lists the actions of one screen of the stack.
func (a *app) actionsOf(at int) []Action {
	own := a.stack[at].Actions()
	if _, floats := a.stack[at].(dialog); floats {
		return own
	}
	if letters(a.stack[at]) {
		return slices.DeleteFunc(own[:len(own):len(own)], func(o Action) bool { return printable(o.Keys()[0]) })
	}
	out := own[:len(own):len(own)]
	for _, g := range a.global(at) {
		if !slices.ContainsFunc(own, func(o Action) bool { return o.takes(g.Keys()[0]) }) {
			out = append(out, g)
		}
	}
	return out
}

// global lists the keys that work on every page.
func (a *app) global(at int) []Action {
	back := "back"
	if at > 0 {
		back = a.stack[at-1].Title()
	}
	acts := []Action{
		act(groupLook, 0, "activity", "!", func() (tea.Cmd, Nav) { return nil, push(newActivity(a.env)) }).
			named("activity: errors, requests, journal, messages").unless(a.inActivity),
		act(groupLook, a.profileFoot(), "other profile", "p", a.profilesMenu).unless(a.noProfiles),
		act(groupLook, 0, "UTC or local", "t", func() (tea.Cmd, Nav) { a.env.order = a.env.order.next(); return nil, stay }),
		act(groupLook, 0, "compact", "z", a.toggleCompact).named("more rows, fewer lines between them"),
		act(groupLook, 0, "draw again", "ctrl+l", func() (tea.Cmd, Nav) { a.env.redraw(); return nil, stay }),
	}
	if at > 0 {
		do := func() (tea.Cmd, Nav) { return nil, pop() }
		if l, ok := a.stack[at].(leaving); ok {
			do = l.Leave
		}
		acts = append(acts, act(groupLeave, 90, back, "esc", do, "q"))
	} else {
		acts = append(acts, act(groupLeave, 0, "leave drover", "q", func() (tea.Cmd, Nav) { return nil, push(a.leaving()) }))
	}
	return append(acts,
		act(groupLook, 98, "commands", ":", func() (tea.Cmd, Nav) { return nil, push(a.newPalette()) }),
		act(groupLook, 99, "help", "?", func() (tea.Cmd, Nav) { return nil, push(newHelp(a.env, a.top().Title(), a.actions())) }),
		act(groupLeave, 0, "leave at once", "ctrl+c", func() (tea.Cmd, Nav) { return a.interrupt(), stay }),
	)
}

// profileFoot has the way to another profile in the footer where this one
// cannot be read.
func (a *app) profileFoot() int {
	if list, ok := a.top().(*jobsScreen); ok && list.read.err != nil && len(a.doors.profiles) > 1 {
		return 3
	}
	return 0
}

// noProfiles is why there is nothing to switch between.
func (a *app) noProfiles() string {
	if a.env.client == nil && len(a.doors.profiles) == 0 {
		return "there is no profile yet"
	}
	return ""
}

// inActivity is why the activity is not opened a second time.
func (a *app) inActivity() string {
	if a.env.client == nil && len(a.doors.kept) > 0 {
		return "requests of logging in are not kept here; --log FILE writes them"
	}
	if a.env.client == nil {
		return "nothing was sent yet"
	}
	if _, there := a.top().(*activityScreen); there {
		return "you are there"
	}
	if slices.ContainsFunc(a.stack, func(s Screen) bool { _, there := s.(*activityScreen); return there }) {
		return "esc leads back to it"
	}
	return ""
}

// toggleCompact gives the lines between the parts of a page to rows, or back.
func (a *app) toggleCompact() (tea.Cmd, Nav) {
	a.env.compact = !a.env.compact
	a.resize(a.env.width, a.env.height)
	return nil, stay
}

// command is the key as actions name it. Full-width signs from an input
// method count as their ASCII twins.
func command(k tea.KeyPressMsg) string {
	switch s := k.String(); s {
	case "：":
		return ":"
	case "／":
		return "/"
	case "？":
		return "?"
	case "！":
		return "!"
	default:
		return s
	}
}
