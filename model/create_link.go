package model

import "slices"

const (
	byEngine = "engine, step 2"
	byNet    = "network, step 2"
	byActive = "active sides, step 1"
	readsNow = "what is offered is being read"
)

// oneToOne is the topology of one source and one target.
const oneToOne = "one2one"

// KeyLinksFrom is the fact of whose word the links are: shown only where they
// are drover's own table.
const KeyLinksFrom FieldKey = linksMark

// linkFields are which databases are joined, over which network, in which phases
// (DRS: CreateJob, base_info; ListLinks).
func linkFields(d Draft, w *ways) []Field {
	fields := make([]Field, 0, 5)
	if w.builtin != "" {
		fields = append(fields, Field{
			Key: KeyLinksFrom, Label: "table", Kind: FactField, Value: "drover's own", Risk: Clean(w.builtin),
			Help: "What may be joined here could not be read from the service, so this is drover's own table. The service may refuse what it lists, and offer more.",
			By:   byScenario,
		})
	}
	return append(fields, engineField(d, w), netField(d, w), taskField(d, w), topologyField(d, w))
}

func engineField(d Draft, w *ways) Field {
	f := Field{
		Key: KeyEngine, Label: "engines", Kind: ChoiceField, Value: d.Get(KeyEngine), Need: true, By: byDirection,
		Help: "From which database to which. Listed is what the service offers for the scenario and direction; what cannot be chosen says why.",
	}
	if w.read {
		f.Options = w.engineChoices()
		if f.Options == nil && f.Value != "" {
			f.Wrong = "no link is offered here"
		}
		return settled(f)
	}
	switch {
	case f.Value != "":
		f.Hint, f.Options = readsNow, []Option{{Value: f.Value, Label: engineWords(f.Value), Help: engineNames(f.Value)}}
	case w.scenario == "":
		f.Wrong, f.Missing = "needs a scenario", true
	default:
		f.Wrong, f.Missing = readsNow, true
	}
	return f
}

func netField(d Draft, w *ways) Field {
	f := Field{
		Key: KeyNet, Label: "network", Kind: ChoiceField, Value: d.Get(KeyNet), Need: true, By: byEngine,
		Help: "How the node reaches both databases. Over a public network the node needs a public address that the firewalls let in.",
		Options: []Option{
			{Value: "eip", Help: "the public network"},
			{Value: "vpc", Help: "a network of this cloud"},
			{Value: "vpn", Help: "VPN or Direct Connect"},
		},
	}
	if w.scenario == DR {
		f.By = "scenario, step 1, and " + byEngine
	}
	for i := range f.Options {
		f.Options[i].Why = w.netOffered(f.Options[i].Value)
	}
	if f.Value == "eip" {
		f.Risk = "public, so use tls"
	}
	return settled(f)
}

func taskField(d Draft, w *ways) Field {
	f := Field{
		Key: KeyTask, Label: "phases", Kind: ChoiceField, Value: d.Get(KeyTask), Need: true, By: byNet,
		Help: "What is moved: what is there now, what is written from now on, or the one and then the other.",
		Options: []Option{
			{Value: string(Full), Label: "full", Help: "what is there, once; nothing that is written meanwhile"},
			{Value: string(FullIncr), Label: "full+incr", Help: "what is there, then every change until it is ended"},
			{Value: string(Incr), Label: "incr", Help: "changes alone, from a place in the log that is set later"},
		},
	}
	single := w.scenario == DR && d.Get(KeyMultiWrite) == "false"
	if single {
		f.By = byActive + ", and " + byNet
	}
	for i := range f.Options {
		o := &f.Options[i]
		if o.Why = w.taskOffered(TaskType(o.Value)); single && o.Value != string(FullIncr) {
			o.Why = "single-active is full+incr alone"
		}
	}
	if f.Value == string(Full) {
		f.Risk = "what is written while it runs is not copied"
	}
	return settled(f)
}

// topologyField is how many sources there are: on the wire the length of a list.
func topologyField(d Draft, w *ways) Field {
	n := d.Count(Sources)
	f := Field{
		Key: KeyTopology, Label: "topology", Kind: ChoiceField, Value: d.Get(KeyTopology), By: byScenario + ", and " + byEngine,
		Wire: Sources + " (how many)",
		Help: "One source, or several that write into one target. With several, every table needs a primary key, and names are mapped apart or rows told apart by an added column.",
		Options: []Option{
			{Value: oneToOne, Label: "one to one", Help: "one source, one target"},
			{Value: manyToOne, Label: "many to one", Help: "several sources, added in step 3"},
		},
	}
	why := ""
	from, _ := Ends(w.engine)
	switch {
	case w.scenario != Sync && w.scenario != "":
		why = "only sync takes several sources"
	case w.engine != "" && from != "mysql":
		why = "only mysql takes several sources"
	}
	switch {
	case n > 1: // none is lost by a choice: they are taken out one by one
		f.Value, f.Fixed = manyToOne, "there are "+itoa(n)+" sources, step 3"
		if why != "" {
			f.Wrong = why + ": take out all but one in step 3"
		}
	case why != "":
		f.Grey = why
	case f.Value == "":
		f.Value = oneToOne
	case f.Value == manyToOne:
		f.Hint = "the others: in step 3"
	}
	return f
}

// CannotCreate says why no job with the draft's link can be created here, as far
// as the links were read: "only v3 creates mysql > kafka"; "" = it can, or nobody
// knows yet.
func CannotCreate(d Draft, o Offer) string {
	engine, scenario := d.Get(KeyEngine), Scenario(d.Get(KeyScenario))
	links, read := o.Links[scenario]
	w := ways{scenario: scenario, links: links.All}
	switch {
	case !read || engine == "" || w.has("", engine, ""):
		return ""
	case slices.ContainsFunc(links.All, func(l Link) bool { return l.Engine == engine }):
		return "only v3 creates " + engineWords(engine)
	}
	return engineWords(engine) + " is not offered for " + scenarioWord(scenario)
}

// engineWords are a link as it is read: "mysql > mysql".
func engineWords(code string) string {
	from, to := Ends(code)
	if to == "" {
		return Clean(from)
	}
	return Clean(from + " > " + to)
}
