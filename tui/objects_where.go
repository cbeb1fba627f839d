package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model/objects"
)

// whereDialog asks which rows of a table are copied. Of a table that is only looked
// up it asks how that is done.
func (s *objectsPage) whereDialog() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	if s.state().Lookup(line.Node) {
		return s.lookupDialog()
	}
	return s.needColumns(line.Node), push(newObjectWhere(s, line))
}

// whereWhy is why no rows are chosen of what is under the cursor.
func (s *objectsPage) whereWhy() string {
	if why := s.leafWhy(); why != "" {
		return why
	}
	return s.columnsOff()
}

// objectWhere is the dialog for a row filter: a text of up to 512 letters, for one
// table or for all that are hit.
type objectWhere struct {
	page     *objectsPage
	ref      objectRef
	field    line
	was      []string // the filters that the table has
	began    string   // the text that stood there at first
	onFor    bool     // the focus is on whom it is for
	hits     int      // tables that the filter of the page hits
	forHits  bool
	check    objects.FilterCheck
	verdicts remote[[]objects.FilterVerdict]
	making   remote[objectMade]
	tried    string // the text that the service was asked about
	wrong    string
	asked    bool // esc was pressed once
	sure     bool // enter was pressed once, for many
	height   int
}

func newObjectWhere(s *objectsPage, at objects.Line) *objectWhere {
	d := &objectWhere{page: s, ref: s.ref(at.Node), hits: s.hitTables().count()}
	if x := s.state().Extra(at.Node); x != nil {
		d.was = x.Filter
	}
	if len(d.was) > 0 {
		i := 0
		if at.Part == objects.Where && at.Index < len(d.was) {
			i = at.Index
		}
		d.began = d.was[i]
	}
	d.field = newLine(d.began)
	d.look()
	return d
}

// Title is the table's name.
func (d *objectWhere) Title() string { return "rows of " + d.ref.name() }

// Init reads nothing.
func (d *objectWhere) Init() tea.Cmd { return nil }

// Resize takes the room there is.
func (d *objectWhere) Resize(_, h int) { d.height = h }

// Typing: the text takes letters.
func (d *objectWhere) Typing() bool { return true }

// Letters reports whether letters are text now.
func (d *objectWhere) Letters() bool { return !d.onFor }

// Width inside the border.
func (d *objectWhere) Width() int { return objectFormWide }

// Closed does not wait for the service any more.
func (d *objectWhere) Closed() {
	d.verdicts.drop()
	d.making.drop()
}

func (d *objectWhere) text() string { return strings.TrimSpace(d.field.value()) }

// look checks the text as far as that can be done here.
func (d *objectWhere) look() {
	var columns *objects.TableColumns
	if n, ok := d.ref.node(); ok {
		columns = d.page.columnsKnown(n)
	}
	d.check = objects.CheckFilter(d.text(), columns)
}

// Update takes keys and the service's word.
func (d *objectWhere) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[[]objects.FilterVerdict]:
		m.take()
		return nil, stay
	case answer[objectMade]:
		return d.made(m)
	case tea.PasteMsg:
		d.onFor = false
		d.edit(m)
	case tea.KeyPressMsg:
		return d.key(m)
	}
	return nil, stay
}

func (d *objectWhere) key(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	switch pressed := k.String(); pressed {
	case "esc", "enter", "ctrl+t", "tab", "shift+tab":
		return nil, pass()
	case "up", "down":
		by := map[string]int{"up": -1, "down": 1}[pressed]
		if d.onFor && by < 0 {
			d.onFor = false
		} else if !d.onFor && !d.field.UpDown(d.page.env.theme, d.room(), by) && by > 0 {
			d.onFor = d.hits > 0
		}
		return nil, stay
	}
	if d.onFor {
		return nil, pass()
	}
	d.edit(k)
	return nil, stay
}

func (d *objectWhere) edit(msg tea.Msg) {
	before := d.field.value()
	d.field.take(msg)
	d.wrong, d.asked, d.sure = "", false, false
	if d.field.value() != before {
		d.look()
	}
}

// Actions of the dialog.
func (d *objectWhere) Actions() []Action {
	word := "keep"
	if d.text() == "" {
		word = "no filter"
	}
	acts := []Action{
		act(groupChange, 1, word, "enter", d.keep, "ctrl+r"),
		act(groupChange, 2, "ask the service", "ctrl+t", d.try).named("have the service check the filter").unless(d.cannotTry),
	}
	turn := func() (tea.Cmd, Nav) { d.onFor = !d.onFor && d.hits > 0; return nil, stay }
	if d.hits > 0 {
		acts = append(acts, act(groupLook, 3, "for", "tab", turn, "shift+tab"))
	}
	if d.onFor {
		change := func() (tea.Cmd, Nav) { d.forHits, d.sure = !d.forHits, false; return nil, stay }
		acts = append(acts,
			act(groupChange, 4, "change", "space", change, "h", "l", "left", "right"),
			act(groupChange, 5, "no filter", "x", d.takeAway),
		)
	}
	return append(acts, act(groupLeave, 90, "close", "esc", d.leave))
}

// leave closes. What was typed goes with the second esc alone.
func (d *objectWhere) leave() (tea.Cmd, Nav) {
	if d.field.value() != d.began && !d.asked {
		d.asked, d.wrong = true, "esc again drops what was typed"
		return nil, stay
	}
	return nil, pop()
}

// takeAway empties the text; enter keeps that.
func (d *objectWhere) takeAway() (tea.Cmd, Nav) {
	d.field.set("")
	d.onFor, d.sure, d.wrong = false, false, ""
	d.look()
	return nil, stay
}

// keep puts the filter where it is meant for, as one change. For many tables it asks
// once more.
func (d *objectWhere) keep() (tea.Cmd, Nav) {
	text := d.text()
	n, ok := d.ref.node()
	switch {
	case !ok:
		d.wrong = objectGone
		return nil, stay
	case text != "" && d.check.Why != "":
		d.wrong = d.check.Why
		return nil, stay
	case !d.forHits && slices.Equal(d.was, conditions(text)):
		return nil, pop()
	case !d.forHits:
		next := putFilter(d.page.state(), text, func(yield func(objects.Node) bool) { yield(n) })
		return d.page.do(next, d.ref.name()+whereSaid(text)), pop()
	case !d.sure:
		d.sure = true
		return nil, stay
	case d.making.loading():
		return nil, stay
	}
	words := grouped(d.hits) + " " + oneOf(d.hits, "table", "tables") + whereSaid(text)
	now, all := d.page.state(), d.page.hitTables()
	return work(d.page.env, d, &d.making, func(context.Context) (objectMade, error) {
		return objectMade{of: now, next: putFilter(now, text, all), words: words, said: words}, nil
	}), stay
}

// made takes up what many tables have become.
func (d *objectWhere) made(m answer[objectMade]) (tea.Cmd, Nav) {
	if !m.take() || m.err != nil {
		return nil, stay
	}
	cmd, why := d.page.takeMade(m.value)
	if d.wrong = why; why != "" {
		return nil, stay
	}
	return cmd, pop()
}

func whereSaid(text string) string {
	if text == "" {
		return " without a row filter"
	}
	return " with a row filter"
}

// conditions are a table's row filters: there is one, or none.
func conditions(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// putFilter is the state with a row filter on tables, "" for none.
func putFilter(now *objects.State, text string, of tables) *objects.State {
	return now.PutExtras(func(yield func(objects.Node, *objects.Extra) bool) {
		of(func(n objects.Node) bool {
			x := now.Extra(n)
			if x == nil && text == "" || now.Lookup(n) {
				return true
			}
			y := x.Clone()
			y.Filter = conditions(text)
			return yield(n, y)
		})
	})
}

// filteredHits counts the tables hit that have another row filter.
func (d *objectWhere) filteredHits() int {
	h := d.page.filter.shown(d.page)
	n := 0
	if h == nil {
		return 0
	}
	d.page.state().EachExtra(func(at objects.Node, x *objects.Extra) bool {
		if len(x.Filter) > 0 && h.Set.Has(at) && !slices.Equal(x.Filter, conditions(d.text())) {
			n++
		}
		return true
	})
	return n
}
