package tui

import (
	tea "charm.land/bubbletea/v2"
)

// actions are the keys of the pane itself.
func (p *jobPane) actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { return p.scroll(by), stay }
	}
	again := act(groupFind, 4, "read again", "r", func() (tea.Cmd, Nav) { return p.read(), stay })
	if endedLogin(p.detail.err) && p.env.login != nil {
		again = act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) {
			return nil, push(newLogin(p.env, func() (tea.Cmd, Nav) { return p.read(), stay }))
		})
	}
	if p.tab == tabRaw {
		return append(p.raw.actions(), again)
	}
	acts := []Action{
		again,
		act(groupLook, 0, "scroll", "down", move(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", move(-1), "k"),
		act(groupLook, 0, "page down, up", "pgdown", move(max(p.h-1, 1)), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", move(-max(p.h-1, 1)), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", move(-1<<30), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(1<<30), "G"),
	}
	if p.tab == tabRun {
		acts = append(acts, p.run.actions()...)
	}
	return acts
}

// tabActions are the digits.
func (p *jobPane) tabActions(turn func(int) (tea.Cmd, Nav)) []Action {
	acts := make([]Action, 0, len(tabNames))
	for i, name := range tabNames {
		acts = append(acts, act(groupLook, 0, name, digit(i+1), func() (tea.Cmd, Nav) { return turn(i + 1) }))
	}
	return acts
}

// typing reports whether letters are text for a search.
func (p *jobPane) typing() bool {
	return p.tab == tabRaw && p.raw.typing || p.tab == tabRun && p.run.typing
}

// typed takes a key or a paste for the search that is open.
func (p *jobPane) typed(msg tea.Msg) (tea.Cmd, Nav) {
	if p.tab == tabRaw {
		return p.raw.update(msg)
	}
	return p.run.update(msg)
}

// typingActions are the keys while letters are text.
func (p *jobPane) typingActions() []Action {
	if p.tab == tabRun {
		return p.run.typingActions()
	}
	return p.raw.typingActions()
}
