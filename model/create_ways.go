package model

import "slices"

// ways are the links that a draft's choices leave, of those that a create can
// make. A choice that no link has limits nothing after it: it is flagged itself.
type ways struct {
	scenario Scenario
	read     bool // the scenario's links were read
	builtin  string
	links    []Link

	direction, engine, net string // "": any

	// What the links have for the choices before each.
	directions, nets []string
	tasks            []TaskType
}

func waysOf(d Draft, o Offer) ways {
	w := ways{scenario: Scenario(d.Get(KeyScenario))}
	links, read := o.Links[w.scenario]
	w.read, w.builtin, w.links = read, links.Builtin, links.All
	if direction := d.Get(KeyDirection); w.has(direction, "", "") {
		w.direction = direction
	}
	if engine := d.Get(KeyEngine); w.has(w.direction, engine, "") {
		w.engine = engine
	}
	if net := d.Get(KeyNet); w.has(w.direction, w.engine, net) {
		w.net = net
	}
	w.survey()
	return w
}

// survey goes through the links once for all that is asked of them.
func (w *ways) survey() {
	for i := range w.links {
		l := &w.links[i]
		if l.OnlyV3 {
			continue
		}
		addOnce(&w.directions, l.Direction)
		if w.direction != "" && l.Direction != w.direction || w.engine != "" && l.Engine != w.engine {
			continue
		}
		addOnce(&w.nets, l.Net)
		if w.net != "" && l.Net != w.net {
			continue
		}
		for _, task := range l.Tasks {
			addOnce(&w.tasks, task)
		}
	}
}

func addOnce[T comparable](list *[]T, one T) {
	if !slices.Contains(*list, one) {
		*list = append(*list, one)
	}
}

// has reports whether a link has all of that; "" asks for nothing.
func (w *ways) has(direction, engine, net string) bool {
	for i := range w.links {
		l := &w.links[i]
		if !l.OnlyV3 && (direction == "" || l.Direction == direction) && (engine == "" || l.Engine == engine) &&
			(net == "" || l.Net == net) {
			return true
		}
	}
	return false
}

// directionOffered says why a direction is not to be had; "" if it is, or if
// nobody knows yet.
func (w *ways) directionOffered(direction string) string {
	if !w.read || slices.Contains(w.directions, direction) {
		return ""
	}
	return "not offered for " + scenarioWord(w.scenario)
}

func (w *ways) netOffered(net string) string {
	switch {
	case net == "vpc" && w.scenario == DR:
		return "not for disaster recovery"
	case !w.read || slices.Contains(w.nets, net):
		return ""
	}
	return "not offered for " + w.words("")
}

func (w *ways) taskOffered(task TaskType) string {
	if !w.read || slices.Contains(w.tasks, task) {
		return ""
	}
	return "not offered for " + w.words(w.net)
}

// words says what was chosen, "mysql > mysql over vpn".
func (w *ways) words(net string) string {
	words := scenarioWord(w.scenario)
	if w.engine != "" {
		words = engineWords(w.engine)
	}
	if net != "" {
		words += " over " + Clean(net)
	}
	return words
}

// engineChoices are the engines of a scenario, those first that can be chosen
// here. Each once, in the order of the links.
func (w *ways) engineChoices() []Option {
	type seen struct{ here, v5, v3 *Link }
	var codes []string
	var links []seen
	for i := range w.links {
		l := &w.links[i]
		at := slices.Index(codes, l.Engine)
		if at < 0 {
			at = len(codes)
			codes, links = append(codes, l.Engine), append(links, seen{})
		}
		switch {
		case l.OnlyV3:
			links[at].v3 = l
		case w.direction == "" || l.Direction == w.direction:
			links[at].here = l
		default:
			links[at].v5 = l
		}
	}
	var can, cannot []Option
	for i, code := range codes {
		o := Option{Value: code, Label: engineWords(code), Help: engineNames(code)}
		switch l := links[i]; {
		case l.here != nil:
			if l.here.Deprecated != "" {
				o.Help += ": " + Clean(l.here.Deprecated)
			}
			can = append(can, o)
			continue
		case l.v5 != nil:
			o.Why = "only " + directionWord(l.v5.Direction)
		default:
			o.Why = "only v3 creates it: use the console"
		}
		cannot = append(cannot, o)
	}
	return append(can, cannot...)
}

// sole is the one value that can be chosen among options, if there is one alone.
func sole(options []Option) (string, bool) {
	value, n := "", 0
	for _, o := range options {
		if o.Why == "" {
			value, n = o.Value, n+1
		}
	}
	return value, n == 1
}

// theOnlyOne is what fixes a choice that is none.
const theOnlyOne = "the only one offered"

// settled fixes a choice with one legal option: on what the draft holds, if that
// is it or nothing. Another value stays, to be flagged.
func settled(f Field) Field {
	if value, ok := sole(f.Options); ok && (f.Value == "" || f.Value == value) {
		f.Value, f.Fixed = value, theOnlyOne
	}
	return f
}
