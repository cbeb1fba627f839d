package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model/objects"
	"drover/tui/theme"
)

// columnsPage opens the columns of the table under the cursor, and reads them where
// that was not done yet.
func (s *objectsPage) columnsPage() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	p := &objectTable{page: s, ref: s.ref(line.Node)}
	if line.Part == objects.ColumnLine {
		p.at = line.Index
	}
	return s.needColumns(line.Node), push(p)
}

// needColumns reads the columns of a table where that was not done yet, for a dialog
// that knows more with them.
func (s *objectsPage) needColumns(leaf objects.Node) tea.Cmd {
	if s.columnsKnown(leaf) != nil || s.columns.read.loading() && s.columns.asked == s.state().Tree().Path(leaf) {
		return nil
	}
	return s.askColumns(leaf, nil)
}

// objectTable is the page of one table's columns. Each change is one of the page
// beneath it, and is taken back there as here.
type objectTable struct {
	page          *objectsPage
	ref           objectRef
	at, top       int
	width, height int
}

// Title is the table's name.
func (p *objectTable) Title() string { return "columns of " + p.ref.name() }

// Init reads nothing: the page beneath does.
func (p *objectTable) Init() tea.Cmd { return nil }

// Resize takes the room there is.
func (p *objectTable) Resize(w, h int) { p.width, p.height = w, h }

// Typing: no letter is text here.
func (p *objectTable) Typing() bool { return false }

// Update takes nothing.
func (p *objectTable) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }

// rows are the columns as they stand; nil: they were not read, and nothing is said
// of any.
func (p *objectTable) rows() []objects.ColumnRow {
	n, ok := p.ref.node()
	if !ok {
		return nil
	}
	return p.page.columnsKnown(n).Rows(p.page.state().Extra(n))
}

// here is the column under the cursor.
func (p *objectTable) here() (objects.ColumnRow, bool) {
	rows := p.rows()
	if p.at = max(min(p.at, len(rows)-1), 0); len(rows) == 0 {
		return objects.ColumnRow{}, false
	}
	return rows[p.at], true
}

// table is the table itself, with what is known of its columns and said of it.
func (p *objectTable) table() (n objects.Node, t *objects.TableColumns, x *objects.Extra, why string) {
	n, ok := p.ref.node()
	if !ok {
		return n, nil, nil, objectGone
	}
	return n, p.page.columnsKnown(n), p.page.state().Extra(n), ""
}

// put takes up what is said of the table now.
func (p *objectTable) put(n objects.Node, x *objects.Extra, words string) (tea.Cmd, Nav) {
	return p.page.do(p.page.state().PutExtra(n, x), words), stay
}

func (p *objectTable) cannot(why string) (tea.Cmd, Nav) {
	return p.page.env.say(note{kind: noteBad, text: shownName(why), bare: "a column could not be changed"}), stay
}

// toggle copies the column under the cursor, or leaves it out.
func (p *objectTable) toggle() (tea.Cmd, Nav) {
	c, _ := p.here()
	n, t, x, why := p.table()
	if why != "" {
		return p.cannot(why)
	}
	words := shownName(c.ColumnName()) + " copied"
	if c.Fate == objects.ColumnLeftOut {
		x, why = t.Keep(x, c.ColumnName())
	} else {
		words = shownName(c.ColumnName()) + " left out"
		x, why = t.LeaveOut(x, c.ColumnName())
	}
	if why != "" {
		return p.cannot(why)
	}
	cmd, nav := p.put(n, x, words)
	p.move(1)
	return cmd, nav
}

// all has every column copied under its own name.
func (p *objectTable) all() (tea.Cmd, Nav) {
	n, t, x, why := p.table()
	if why != "" {
		return p.cannot(why)
	}
	for _, c := range p.rows() {
		if c.Fate == objects.ColumnLeftOut {
			if x, why = t.Keep(x, c.ColumnName()); why != "" {
				return p.cannot(why)
			}
		}
		if c.Fate == objects.ColumnCopied && c.To != c.ColumnName() {
			if x, why = t.MapColumn(x, c.ColumnName(), "", p.page.terms().MaxTarget); why != "" {
				return p.cannot(why)
			}
		}
	}
	return p.put(n, x, "all columns of "+p.ref.name()+" copied")
}

// name asks for the column's name on the target; of an added one for all of it.
func (p *objectTable) name() (tea.Cmd, Nav) {
	c, _ := p.here()
	n, _, _, why := p.table()
	switch {
	case why != "":
		return p.cannot(why)
	case c.Fate == objects.ColumnAdded:
		return nil, push(newObjectAdded(p.page, n, c.ColumnName()))
	}
	return nil, push(newColumnName(p.page, n, c))
}

// add asks for a column that is made on the target.
func (p *objectTable) add() (tea.Cmd, Nav) {
	n, _, _, why := p.table()
	if why != "" {
		return p.cannot(why)
	}
	return nil, push(newObjectAdded(p.page, n, ""))
}

// drop takes an added column back.
func (p *objectTable) drop() (tea.Cmd, Nav) {
	c, _ := p.here()
	n, _, x, why := p.table()
	if why != "" {
		return p.cannot(why)
	}
	return p.put(n, objects.DropAdded(x, c.ColumnName()), "added column "+shownName(c.ColumnName())+" dropped")
}

// again reads the columns anew.
func (p *objectTable) again() (tea.Cmd, Nav) {
	n, _, _, why := p.table()
	if why != "" {
		return p.cannot(why)
	}
	return p.page.askColumns(n, nil), stay
}

func (p *objectTable) move(by int) {
	p.at = max(min(p.at+by, len(p.rows())-1), 0)
}

// room is how many columns are in sight.
func (p *objectTable) room() int { return max(p.height-2-p.below(), 1) }

// below is how many lines the meaning takes.
func (p *objectTable) below() int {
	switch {
	case p.height >= 16:
		return 4
	case p.height >= 10:
		return 2
	}
	return 0
}

// View draws the columns and what the choice means.
func (p *objectTable) View() string {
	if p.width < 1 || p.height < 1 {
		return ""
	}
	th := p.page.env.theme
	rows := p.rows()
	lines := []string{p.head(rows), p.titles()}
	room := p.room()
	p.at = max(min(p.at, len(rows)-1), 0)
	p.top = scrolled(p.top, p.at, room, len(rows))
	shape := p.shape()
	for i := p.top; i < min(p.top+room, len(rows)); i++ {
		lines = append(lines, p.row(rows[i], i == p.at, shape))
	}
	if len(rows) == 0 {
		for _, l := range toned(th, theme.Muted, p.none(), p.width-4) {
			lines = append(lines, "  "+theme.Cut(l, p.width-2, ""))
		}
	}
	lines = fill(lines, 2+room)
	return strings.Join(fill(append(lines, p.means(rows)...), p.height), "\n")
}

// none is why there is no column to be seen.
func (p *objectTable) none() string {
	r := &p.page.columns.read
	switch {
	case r.loading():
		return "Reading the columns."
	case r.err != nil:
		return theme.Safe("not read: " + strings.TrimSuffix(shortError(r.err), ".") + ". r reads again.")
	}
	return "The source tells of no column. r reads again."
}
