package objects

import "strings"

// Selected says what came of rules.
type Selected struct {
	Rules []RuleHits
	On    int // leaves that were not chosen and are
	Off   int // leaves that were chosen and are not
}

// RuleHits is what one rule came to.
type RuleHits struct {
	Line int // from 1
	Text string
	Hits int    // leaves
	Why  string // it cannot be read, and was left out
}

// SelectBy goes by rules, one a line, in order: what a rule hits is chosen; "-" in
// front takes it away, "+" is as good as nothing. Lines that are blank or begin with
// "#" say nothing. hits reads a rule.
func SelectBy(now *State, lines []string, hits func(string) (Set, error)) (*State, Selected) {
	var out Selected
	add, drop := NewSet(now.tree), NewSet(now.tree)
	for i, line := range lines {
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' {
			continue
		}
		rule := RuleHits{Line: i + 1, Text: text}
		away := text[0] == '-'
		if away || text[0] == '+' {
			text = strings.TrimSpace(text[1:])
		}
		set, err := hits(text)
		switch {
		case err != nil:
			rule.Why = err.Error()
		case away:
			rule.Hits = set.Leaves()
			add, drop = add.Without(set), drop.With(set)
		default:
			rule.Hits = set.Leaves()
			add, drop = add.With(set), drop.Without(set)
		}
		out.Rules = append(out.Rules, rule)
	}
	next := now
	if !add.Empty() {
		next = next.Select(add, true)
	}
	if !drop.Empty() {
		next = next.Select(drop, false)
	}
	diff := Compare(now, next)
	out.On, out.Off = diff.Count(Joins), diff.Count(Leaves)
	return next, out
}
