package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// ask asks which projects there are.
func (n *entryScreen) ask() tea.Cmd {
	n.choice = nil
	door := n.door
	list := work(n.env, n, &n.projects, func(ctx context.Context) ([]model.Project, error) { return door.Projects(ctx) })
	return tea.Batch(list, waitOn(n))
}

// listed takes the only project there is, or lets one be chosen.
func (n *entryScreen) listed() (tea.Cmd, Nav) {
	usable := slices.DeleteFunc(slices.Clone(n.projects.value), func(p model.Project) bool { return !p.Enabled })
	if len(usable) == 1 && len(n.projects.value) == 1 && n.here == "" {
		return n.open(usable[0].ID)
	}
	n.choice = newProjectChoice(n.env, n.projects.value, n.door.Profile().Region, n.here)
	n.Resize(n.w, n.h)
	return n.choice.shown(n), stay
}

// open goes into a project.
func (n *entryScreen) open(project string) (tea.Cmd, Nav) {
	if n.here != "" && project == n.here {
		return n.env.say(note{kind: noteGood, text: "you are there: project " + model.Clean(project), bare: "the project that is open was chosen"}), stay
	}
	if n.here != "" {
		return n.sure("another project", func() (tea.Cmd, Nav) { return n.openNow(project) })
	}
	return n.openNow(project)
}

func (n *entryScreen) openNow(project string) (tea.Cmd, Nav) {
	c, err := n.door.Open(project)
	if n.opening = err; err != nil {
		return nil, stay
	}
	return nil, moveIn(&arrival{door: n.door, client: c, key: n.key, project: project})
}
