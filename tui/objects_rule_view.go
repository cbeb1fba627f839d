package tui

import (
	"strconv"
	"strings"

	"drover/model"
	"drover/model/objects"
	"drover/tui/theme"
)

// fields are those of the rule as it stands.
func (r *objectRule) fields() []model.Field {
	out := []model.Field{
		{Key: ruleForms, Label: "names are made", Kind: model.ChoiceField, Value: r.get(ruleForms), Options: []model.Option{
			{Value: ruleByPattern, Label: "by a pattern"}, {Value: ruleInFront, Label: "by a text in front"}, {Value: ruleBehind, Label: "by a text behind"},
			{Value: ruleLower, Label: "in lower case"}, {Value: ruleUpper, Label: "in upper case"},
		}, Help: "How the new names are made."},
		r.levelField(), r.overField(),
		{Key: ruleNames, Label: "it looks at", Kind: model.ChoiceField, Value: r.get(ruleNames), Options: []model.Option{
			{Value: namesSource, Label: "names on the source"}, {Value: namesTarget, Label: "names on the target, as they are now"},
		}, Help: "Names on the target: one rule goes on where another one ended."},
	}
	if r.get(ruleForms) == ruleByPattern {
		out = append(out,
			model.Field{Key: rulePattern, Label: "pattern", Kind: model.TextField, Value: r.get(rulePattern), Hint: `orders_* or orders_(\d+)`,
				Help: "A glob or a regular expression for whole names; .* at an end is the rest."},
			model.Field{Key: ruleBecomes, Label: "becomes", Kind: model.TextField, Value: r.get(ruleBecomes), Hint: "o_* or orders_y$1",
				Help: "* and ? stand for what those of the pattern met, $1 or ${name} for a group, $$ for a dollar."},
		)
	}
	switch r.get(ruleForms) {
	case ruleInFront, ruleBehind:
		out = append(out, model.Field{Key: ruleBecomes, Label: "text", Kind: model.TextField, Value: r.get(ruleBecomes), Help: "What stands there in each name."})
	}
	label := "rename"
	if p := r.seen.value; r.seen.have && !r.seen.loading() && r.mistake == nil && !r.rule.Empty() {
		label = "rename " + grouped(p.Renamed)
	}
	return append(out, model.Field{Key: objectKeep, Label: label, Kind: model.ButtonField})
}

func (r *objectRule) levelField() model.Field {
	f := model.Field{Key: ruleLevel, Label: "of", Kind: model.ChoiceField, Value: r.get(ruleLevel), Help: "Which objects are renamed. Tables stand for views and procedures, too."}
	t := r.page.state().Tree()
	for _, l := range []objects.RuleLevel{objects.OnLeaves, objects.OnSchemas, objects.OnDatabases} {
		o := model.Option{Value: strconv.Itoa(int(l)), Label: l.Word()}
		if l == objects.OnSchemas && t.Boxes() == t.Databases() {
			o.Why = "this source has no schemas"
		}
		f.Options = append(f.Options, o)
	}
	return f
}

func (r *objectRule) overField() model.Field {
	f := model.Field{Key: ruleOver, Label: "over", Kind: model.ChoiceField, Value: r.get(ruleOver), Help: "Among which of them the rule looks for names."}
	if h := r.page.filter.shown(r.page); h != nil {
		words := "the " + grouped(h.Count) + " " + oneOf(h.Count, "hit", "hits") + " of the filter"
		if r.level() != objects.OnLeaves {
			words = "those that the filter hits by name"
		}
		f.Options = append(f.Options, model.Option{Value: allHits, Label: words})
	}
	f.Options = append(f.Options,
		model.Option{Value: overChosen, Label: "all that goes"},
		model.Option{Value: overAll, Label: "all there is, also what does not go"})
	return f
}

// View draws the rule, what it does in numbers, and some of the names.
func (r *objectRule) View() string {
	if r.width < 1 || r.height < 1 {
		return ""
	}
	th := r.page.env.theme
	lines := []string{r.head()}
	lines = append(lines, r.fieldLines()...)
	lines = append(lines, th.Rule(r.width, r.summary()))
	rows := r.rows()
	room := max(r.height-len(lines)-1, 0)
	r.top = max(min(r.top, len(rows)-room), 0)
	lines = append(lines, fill(rows[r.top:min(r.top+room, len(rows))], room)...)
	if r.height > len(lines) {
		lines = append(lines, r.foot(len(rows), room))
	}
	return strings.Join(fill(lines, r.height), "\n")
}

func (r *objectRule) head() string {
	th := r.page.env.theme
	right := ""
	switch {
	case r.seen.loading():
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " counting")
	case r.seen.have && !r.rule.Empty():
		right = th.Paint(theme.Text, grouped(r.seen.value.Matched)+" "+oneOf(r.seen.value.Matched, "name matches", "names match"))
	}
	crumb := " " + th.Signs().Crumb + " "
	name := theme.CutMiddle(theme.Safe(r.page.job.Name.String()), max(r.width-theme.Width(right)-34, 8), th.Signs().Cut)
	return spread(" "+th.Paint(theme.Text, name)+th.Paint(theme.Muted, crumb+"objects"+crumb)+th.Paint(theme.Strong, r.Title()), right, r.width)
}

// fieldLines are the fields; a mistake stands below the letter that it is at.
func (r *objectRule) fieldLines() []string {
	th, out := r.page.env.theme, []string{}
	at := model.FieldKey("")
	if r.mistake != nil {
		if at = rulePattern; r.mistake.Replacement {
			at = ruleBecomes
		}
	}
	view := r.sheet.View()
	above, _ := r.sheet.More()
	for i, l := range view {
		out = append(out, l)
		if above+i < len(r.look) && r.look[above+i].Key == at {
			cell := min(r.sheet.ValueAt()+theme.Width(theme.Safe(model.Clean(before(r.get(at), r.mistake.At)))), max(r.width-24, 0))
			words := "^ " + theme.Safe(model.Clean(r.mistake.Why))
			out = append(out, theme.Spaces(cell)+th.Paint(theme.Bad, theme.Cut(words, r.width-cell, th.Signs().Cut)))
		}
	}
	return out
}

// before are the first n letters of a text.
func before(text string, n int) string {
	letters := []rune(text)
	return string(letters[:max(min(n, len(letters)), 0)])
}

// summary is what the rule does in numbers.
func (r *objectRule) summary() string {
	th := r.page.env.theme
	switch {
	case r.mistake != nil:
		return "a mistake in the rule"
	case r.rule.Empty():
		return "what it does"
	case !r.seen.have:
		return "counting"
	case r.seen.err != nil:
		return theme.Safe(shortError(r.seen.err))
	}
	p := r.seen.value
	words := []string{grouped(p.Renamed), grouped(p.Clashes) + " " + oneOf(p.Clashes, "clash", "clashes")}
	for _, part := range []struct {
		n    int
		word string
	}{
		{p.TooLong, oneOf(p.TooLong, "name too long", "names too long")}, {p.Invalid, oneOf(p.Invalid, "not a name", "not names")},
		{p.Locked, oneOf(p.Locked, "stays as it is", "stay as they are")}, {p.Same, oneOf(p.Same, "has it already", "have it already")},
	} {
		if part.n > 0 {
			words = append(words, grouped(part.n)+" "+part.word)
		}
	}
	tone := theme.Text
	if p.Clashes+p.TooLong+p.Invalid > 0 {
		tone = theme.Warn
	}
	said := strings.Join(words, ", ")
	by := theme.Cut(shownName(r.rule.Words()), max(r.width-theme.Width(said)-22, 4), th.Signs().Cut)
	return th.Paint(tone, "Renamed by "+by+": "+said)
}

// rows are names and what becomes of them: those with something against them first.
func (r *objectRule) rows() []string {
	if r.mistake != nil || r.rule.Empty() || !r.seen.have {
		return nil
	}
	p := r.seen.value
	wrong := map[objects.Node]bool{}
	all := p.Troubles
	for _, one := range p.Troubles {
		wrong[one.Node] = true
	}
	for _, one := range p.Samples {
		if !wrong[one.Node] {
			all = append(all[:len(all):len(all)], one)
		}
	}
	from := 8 // as much as the longest name needs
	for _, one := range all {
		from = max(from, theme.Width(shownName(one.From)))
	}
	from = min(from, max((r.width-6)*2/5, 8))
	out := make([]string, 0, len(all))
	for _, one := range all {
		out = append(out, r.row(one, from))
	}
	return out
}

func (r *objectRule) row(one objects.Renaming, from int) string {
	th, w := r.page.env.theme, r.width
	cut, crumb := th.Signs().Cut, " "+th.Signs().Crumb+" "
	to := max(w-6-from-theme.Width(crumb), 4)
	sign, toTone := " ", theme.Accent
	why := ""
	if one.Why != "" {
		sign, toTone, why = th.Paint(theme.Bad, th.Failure()), theme.Muted, theme.Safe(model.Clean(one.Why))
		to = min(to*2/5, max(theme.Width(shownName(one.To)), 4))
	}
	name := theme.Fit(theme.CutMiddle(shownName(one.From), from, cut), from, cut)
	line := " " + sign + " " + th.Paint(theme.Text, name) + th.Paint(theme.Muted, crumb) + th.Paint(toTone, theme.CutMiddle(shownName(one.To), to, cut))
	if why != "" {
		line += "  " + th.Paint(theme.Muted, theme.Cut(why, max(w-6-from-theme.Width(crumb)-to-2, 0), cut))
	}
	return line
}

// foot says which of the names are in sight, or in words what the rule is held
// against.
func (r *objectRule) foot(n, room int) string {
	th := r.page.env.theme
	if n > room {
		some := ""
		if p := r.seen.value; p.Renamed > ruleSamples {
			some = ", the first of " + grouped(p.Renamed)
		}
		return th.Rule(r.width, digit(r.top+1)+th.Signs().Dash+digit(min(r.top+room, n))+" of "+digit(n)+some)
	}
	words := r.sheet.Field().Help
	if !r.rule.Empty() {
		words = "This is " + r.rule.How() + "."
	}
	return " " + th.Paint(theme.Muted, theme.Cut(theme.Safe(words), max(r.width-2, 1), th.Signs().Cut))
}
