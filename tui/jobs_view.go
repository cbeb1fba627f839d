package tui

import (
	"fmt"
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// View draws header, titles, rows, the preview at their right or below them,
// rule and detail line; an error that stops the list takes the place of the
// last lines.
func (s *jobsScreen) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	lines := []string{s.header()}
	if s.env.roomy() {
		lines = append(lines, s.titles())
	}
	lines = append(lines, s.rows()...)
	if s.spot() == right {
		lines = s.beside(lines)
	}
	if s.env.ruled() {
		lines = append(lines, s.rule())
	}
	switch {
	case s.spot() == below:
		lines = append(lines, s.previewLines(s.width, previewBelowLines)...)
	case s.hasDetailLine():
		lines = append(lines, s.detailLine())
	}
	if s.read.err != nil && s.env.roomy() {
		lines = overlayBottom(lines, errorPanel(s.env, s.read.err, s.consequence()), s.height)
	}
	return strings.Join(lines, "\n")
}

// consequence says what a failed reading leaves as it was.
func (s *jobsScreen) consequence() string {
	words := "Nothing was being changed."
	if n := s.counts().unresolved; n > 0 {
		words = plural(n, "earlier write has", "earlier writes have") + " no known outcome; nothing else was being changed."
	}
	if s.table.Total() == 0 {
		return words
	}
	return words + " Rows and marks stay."
}

// titles shows the columns, or what is wrong with the filter being typed.
func (s *jobsScreen) titles() string {
	if s.filter.open && s.filter.mistake != nil {
		m := s.filter.mistake
		th := s.env.theme
		at := theme.Width(s.counted()) + 5 + m.Pos
		return theme.Spaces(min(at, s.listWidth()-1)) + th.Paint(theme.Bad, "^") + " " + th.Paint(theme.Warn, theme.Cut(m.Why, s.listWidth()-at-3, th.Signs().Cut))
	}
	return s.table.Titles()
}

// rows draws the table, or why there are none.
func (s *jobsScreen) rows() []string {
	room := max(s.height-s.chrome(), 0)
	switch {
	case s.table.Len() > 0:
		return fill(strings.Split(s.table.View(), "\n"), room)
	case !s.read.shown && s.read.err == nil:
		return fill(s.firstLoad(room), room)
	case s.table.Total() > 0:
		return fill(s.noneMatches(), room)
	case s.read.err != nil:
		return fill(nil, room)
	}
	return fill(s.noJobs(), room)
}

// header counts the jobs, names filter and marks, and says how live it is.
func (s *jobsScreen) header() string {
	th := s.env.theme
	left := th.Paint(theme.Strong, s.counted())
	width := theme.Width(s.counted())
	live := 0 // what only counts leaves room for how live the list is
	for i, part := range []string{s.filterWords(), s.markWords(), s.rangeWords(), s.watchWords(), s.copyingWords(), s.draftWords()} {
		if i >= 3 {
			live = theme.Width(s.liveness(0)) + 3
		}
		if w := theme.Width(part); w > 0 && width+w+3+live < s.listWidth()-1 {
			left, width = left+"   "+part, width+w+3
		}
	}
	right := s.liveWords(s.listWidth() - width - 5)
	gap := max(s.listWidth()-1-width-theme.Width(right)-1, 1)
	return " " + left + theme.Spaces(gap) + right
}

// counted is the word scripts wait for: jobs N of M, in plain digits.
func (s *jobsScreen) counted() string {
	r := &s.read
	if !r.shown && s.table.Total() == 0 {
		return "jobs " + s.env.theme.Signs().Cut
	}
	total := s.table.Total()
	if !r.shown {
		total = max(total, r.announced())
	}
	return "jobs " + digit(s.counts().matches) + " of " + digit(total)
}

// announced adds up what the service says it will list: per scenario the
// larger of its generations' counts.
func (r *reading) announced() int {
	most := map[model.Scenario]int{}
	for src, page := range r.announce {
		most[src.scenario] = max(most[src.scenario], page.Total)
	}
	sum := 0
	for _, n := range most {
		sum += n
	}
	return sum
}

func (s *jobsScreen) filterWords() string {
	th := s.env.theme
	switch {
	case s.filter.open:
		return th.Paint(theme.Accent, "/") + s.filter.field.draw(th, max(s.listWidth()-40, 10))
	case s.filter.quick.Label != "" && s.filter.quick.Digit != 0:
		return th.Paint(theme.Accent, "f "+digit(s.filter.quick.Digit)+" "+s.filter.quick.Label)
	case !s.filter.query.Empty():
		return th.Paint(theme.Accent, "/"+theme.Cut(theme.Safe(model.Clean(s.filter.query.String())), max(s.listWidth()-50, 8), th.Signs().Cut))
	}
	return ""
}

func (s *jobsScreen) markWords() string {
	th := s.env.theme
	n := s.table.Marks()
	if n == 0 {
		return ""
	}
	words := th.Paint(theme.Accent, th.Signs().Mark) + " " + th.Paint(theme.Strong, digit(n)+" marked")
	if h := s.counts().hidden; h > 0 {
		words += th.Paint(theme.Warn, fmt.Sprintf(" (%d hidden)", h))
	}
	return words
}

// liveWords is the right end of the header, most important part last to go.
func (s *jobsScreen) liveWords(room int) string {
	th := s.env.theme
	live := s.liveness(room)
	used, out := theme.Width(live), ""
	full := false // what comes after something that does not fit is less important
	add := func(tone theme.Tone, words string) {
		w := theme.Width(words) + 3
		if full = full || used+w > room; !full {
			out, used = out+th.Paint(tone, words)+"   ", used+w
		}
	}
	if n := s.counts().unresolved; n > 0 {
		add(theme.Unknown, fmt.Sprintf("? %d unresolved", n))
	}
	for _, f := range s.familiesCounted() {
		if n := s.counts().family[f]; n > 0 {
			add(th.WordTone(f), fmt.Sprintf("%s %s %s", th.Glyph(f), grouped(n), f))
		}
		if words := s.lagWords(); f == model.Failed && words != "" {
			add(theme.Muted, words)
		}
	}
	return theme.Cut(out+live, max(room, 0), "")
}

// familiesCounted are those the header counts, the most important first: what
// failed where there is little room, all of them from a hundred columns on.
func (s *jobsScreen) familiesCounted() []model.Family {
	switch {
	case s.read.err != nil && s.listWidth() >= 100:
		return []model.Family{model.Failed}
	case s.read.err != nil:
		return nil
	case s.listWidth() >= 100:
		return []model.Family{model.Failed, model.Running, model.Paused, model.Busy, model.Idle, model.Ended}
	case s.listWidth() >= 78:
		return []model.Family{model.Failed}
	}
	return nil
}

// liveness says how old the list is, and how it comes to be read again, if
// there is room for that.
func (s *jobsScreen) liveness(room int) string {
	th, r := s.env.theme, &s.read
	switch {
	case r.err != nil && r.shown:
		words := th.Paint(theme.Warn, s.lastGood(room))
		if try := s.nextTry(); theme.Width(words)+theme.Width(try) <= room {
			words += try
		}
		return words
	case r.err != nil:
		return th.Paint(theme.Warn, "not read yet") + s.nextTry()
	case r.now != nil && !r.shown:
		return th.Paint(theme.Busy, "~") + " " + th.Paint(theme.Muted, s.askingWords())
	case r.late(s.env) > 0:
		return th.Paint(theme.Warn, "late "+model.Duration(r.late(s.env)))
	case s.env.refresh <= 0 || !r.auto:
		return th.Paint(theme.Muted, "by hand")
	}
	return th.Paint(theme.Muted, "every "+model.Duration(s.env.refresh))
}

// lastGood says that what stands there is old, and since when, as far as there
// is room: the age goes first.
func (s *jobsScreen) lastGood(room int) string {
	last := "NOT LIVE: last good " + s.env.atSecond(s.read.last)
	whole := last + ", " + model.Duration(s.env.now().Sub(s.read.last)) + " ago"
	for _, words := range []string{whole, last} {
		if theme.Width(words) <= room {
			return words
		}
	}
	return "NOT LIVE"
}

// nextTry counts down to the next reading, where there will be one by itself.
func (s *jobsScreen) nextTry() string {
	r := &s.read
	if r.final() {
		return ""
	}
	if r.now != nil {
		return s.env.theme.Paint(theme.Muted, "   trying")
	}
	in := model.Duration(max(r.next.Sub(s.env.now()), 0))
	return s.env.theme.Paint(theme.Muted, "   try "+digit(r.tries+1)+" in "+in)
}

func (s *jobsScreen) askingWords() string {
	r, pages := &s.read, 0
	for _, p := range r.announce {
		pages += p.Pages
	}
	if r.landed == 0 || pages == 0 {
		where := s.env.where().Region
		if where == "" {
			where = s.env.where().Service
		}
		return "asking " + model.Clean(where)
	}
	return fmt.Sprintf("page %d of %d", r.landed, max(pages, r.landed))
}

func (s *jobsScreen) rule() string {
	first, last, total := s.table.Position()
	if total == 0 {
		return s.env.theme.Rule(s.width)
	}
	return s.env.theme.Rule(s.width, fmt.Sprintf("%d%s%d of %d", first, s.env.theme.Signs().Dash, last, total), s.orderWords())
}

// detailLine tells of the job under the cursor once it has rested there:
// values in fixed places.
func (s *jobsScreen) detailLine() string {
	th := s.env.theme
	r, ok := s.table.Get(s.rested)
	if !ok {
		return ""
	}
	name := theme.Pad(theme.CutMiddle(theme.Safe(r.job.Name.String()), 20, th.Signs().Cut), 21)
	facts := theme.Pad(shortID(r.job.ID.String(), th.Signs().Cut), 16) + theme.Pad(theme.Safe(r.job.Scenario.Short()+" "+r.job.Net.String()), 9)
	line := " " + th.Paint(theme.Strong, name) + th.Paint(theme.Muted, facts)
	return theme.Cut(line+s.detailTail(r, s.width-1-theme.Width(line)), s.width-1, th.Signs().Cut)
}

// failure is why the job the cursor rests on failed, once it was read.
func (s *jobsScreen) failure(r *row) string {
	p := s.preview.pane
	if r.job.State.Family != model.Failed || p.job.ID != r.job.ID || !p.detail.have {
		return ""
	}
	return theme.Safe(joined(" ", p.detail.value.FailureCode, p.detail.value.Failure))
}

// detailTail is the end of the detail line, of so many cells: what is most worth knowing.
func (s *jobsScreen) detailTail(r *row, room int) string {
	th, now := s.env.theme, s.env.now()
	lag := lagCell(r, now).Text
	if why := s.failure(r); why != "" {
		return th.Paint(theme.Bad, why)
	}
	if why := s.copyTrouble(r.job.ID, room-2); why != "" {
		return th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, theme.Safe(why))
	}
	switch d, running := s.deadline(r); {
	case r.job.Phase() == model.PhaseLags && !r.trail.Empty():
		spark, tone := th.Spark(r.trail.Spark(now, 15*time.Minute, lastCells))
		longest, _, _ := r.trail.Max(now, 15*time.Minute)
		return th.Paint(theme.Muted, "lag 15m ") + th.Paint(tone, spark) + th.Paint(theme.Muted, " max "+model.Duration(longest))
	case lag != "-":
		return th.Paint(theme.Muted, lagLabel(r)+" "+lag)
	case running && d.At.After(now):
		return th.Paint(theme.Text, model.Duration(d.At.Sub(now))) + th.Paint(theme.Muted, ": "+d.What)
	}
	return ""
}

func lagLabel(r *row) string {
	switch r.job.Phase() {
	case model.PhaseLags:
		return "lag"
	case model.PhaseWaits:
		return "starts"
	case model.PhaseNone:
		return "next run"
	case model.PhaseFull, model.PhaseFailed, model.PhaseCopied:
	}
	switch again := r.job.Common().RunsAgain(); {
	case again && r.sample.Percent < 0:
		return "next run"
	case again:
		return "run"
	}
	return "full phase"
}

// Standing is what the message line says while it is true.
func (s *jobsScreen) Standing() string {
	r := &s.read
	if len(r.known) == 0 || r.err != nil || !r.shown {
		return s.copyingStands()
	}
	src, err := (&reading{failures: r.known}).firstFailure()
	which := "the " + src.generation + " list of " + src.scenario.Short() + " jobs"
	if n := len(r.known) - 1; n > 0 {
		which += " and " + plural(n, "more list", "more lists")
	}
	return which + " not read, shown as last known: " + shortError(err)
}
