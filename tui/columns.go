package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// columnsDialog chooses the columns of the list beneath it, which follows at
// once: there is nothing to keep or to take back.
type columnsDialog struct {
	list   *jobsScreen
	items  []columnItem
	at     int
	top    int
	height int
	note   string
}

type columnItem struct {
	heading
	on bool
}

func newColumns(list *jobsScreen) *columnsDialog {
	d := &columnsDialog{list: list}
	d.load()
	return d
}

// load lists the columns that are on, in their order, then the others.
func (d *columnsDialog) load() {
	d.items = nil
	shown := d.list.shownHeadings(d.list.listWidth())[1:]
	for _, h := range shown {
		d.items = append(d.items, columnItem{h, true})
	}
	for _, h := range d.list.headings()[1:] {
		if !slices.ContainsFunc(shown, func(s heading) bool { return s.title == h.title }) {
			d.items = append(d.items, columnItem{h, false})
		}
	}
}

func (d *columnsDialog) Title() string                 { return "columns" }
func (d *columnsDialog) Init() tea.Cmd                 { return nil }
func (d *columnsDialog) Resize(_, h int)               { d.height = h }
func (d *columnsDialog) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (d *columnsDialog) Typing() bool                  { return false }
func (d *columnsDialog) Width() int                    { return 60 }

// View lists what is on and what there is besides.
func (d *columnsDialog) View() string {
	th := d.list.env.theme
	var lines []string
	for i, item := range d.items {
		cursor, tone := " ", theme.Text
		if i == d.at {
			cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
		}
		box, about := "[ ]", item.about
		if item.on {
			box = "[x]"
			if !d.list.shows(item.title) {
				about = th.Paint(theme.Warn, "no room now")
			}
		}
		title := th.Paint(tone, item.title) + theme.Spaces(11-theme.Width(item.title))
		lines = append(lines, cursor+" "+box+" "+title+th.Paint(theme.Muted, about))
	}
	room := max(d.height-3, 1)
	d.top = scrolled(d.top, d.at, room, len(lines))
	lines = lines[d.top:min(d.top+room, len(lines))]
	foot := "NAME always stands first."
	if len(d.list.chosen) == 0 {
		foot = "As wide as the list allows, until you choose."
	}
	return strings.Join(append(lines, th.Paint(theme.Muted, cmp.Or(d.note, foot))), "\n")
}

// Actions of the dialog.
func (d *columnsDialog) Actions() []Action {
	return []Action{
		act(groupLook, 0, "next", "down", d.step(1), "j"),
		act(groupLook, 0, "previous", "up", d.step(-1), "k"),
		act(groupLook, 0, "", "home", d.step(-len(d.items)), "g", "pgup", "ctrl+u"),
		act(groupLook, 0, "", "end", d.step(len(d.items)), "G", "pgdown", "ctrl+d"),
		act(groupLook, 1, "show, hide", "space", d.toggle),
		act(groupLook, 2, "left, right", "h", d.move(-1), "left").shown("h l"),
		act(groupLook, 0, "", "l", d.move(1), "right"),
		act(groupLook, 3, "by width", "0", func() (tea.Cmd, Nav) {
			d.note = ""
			d.list.setColumns(nil)
			d.load()
			return nil, stay
		}),
		act(groupLeave, 4, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "enter", "q", ","),
	}
}

func (d *columnsDialog) step(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		d.at, d.note = min(max(d.at+by, 0), len(d.items)-1), ""
		return nil, stay
	}
}

func (d *columnsDialog) toggle() (tea.Cmd, Nav) {
	item := &d.items[d.at]
	if d.note = ""; item.on && len(d.on()) == 1 {
		d.note = "One column stays beside the name."
		return nil, stay
	}
	item.on = !item.on
	d.list.setColumns(d.on())
	return nil, stay
}

// move takes the column under the cursor one place along.
func (d *columnsDialog) move(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		to := d.at + by
		if to < 0 || to >= len(d.items) {
			return nil, stay
		}
		d.items[d.at], d.items[to] = d.items[to], d.items[d.at]
		d.at, d.note = to, ""
		d.list.setColumns(d.on())
		return nil, stay
	}
}

// on is the titles of what is shown, in order.
func (d *columnsDialog) on() []string {
	var titles []string
	for _, item := range d.items {
		if item.on {
			titles = append(titles, item.title)
		}
	}
	return titles
}
