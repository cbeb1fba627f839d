package model

import (
	"strconv"
	"strings"
)

// draftEnd is one end of a draft, with what its fields ask for again and again.
type draftEnd struct {
	d         Draft
	o         Offer
	list      string // Sources or Targets
	i         int
	prefix    string // of the keys of its members
	source    bool
	engine    string // db_type, "" while nothing tells it
	kind      string // offline, ecs, cloud; "" while nothing was chosen
	scenario  Scenario
	direction string
	net       string
}

// byLink is the choice that limits most of an end.
const byLink = "link, step 2"

func endOf(d Draft, o Offer, list string, i int) draftEnd {
	e := draftEnd{
		d: d, o: o, list: list, i: i, source: list == Sources, prefix: list + "[" + strconv.Itoa(i) + "].",
		scenario: Scenario(d.Get(KeyScenario)), direction: d.Get(KeyDirection), net: d.Get(KeyNet),
	}
	if e.engine = e.linked(); e.engine == "" {
		e.engine = e.get("db_type")
	}
	e.kind = e.get("endpoint_type")
	return e
}

// linked is the engine that the link has at this end, "" if that is not known.
func (e draftEnd) linked() string {
	from, to := endEngines(e.d.Get(KeyEngine))
	if e.source {
		return from
	}
	return to
}

func (e draftEnd) key(member string) FieldKey { return FieldKey(e.prefix + member) }

func (e draftEnd) get(member string) string { return e.d.Get(e.key(member)) }

// text is a line of the end.
func (e draftEnd) text(member, label, help string) Field {
	key := e.key(member)
	return Field{Key: key, Label: label, Value: e.d.Get(key), Help: help}
}

// endFields are the fields of the end of a list that is looked at, the ones
// that are filled in most first.
func endFields(d Draft, o Offer, list string) []Field {
	e := endOf(d, o, list, d.At(list))
	out := append(make([]Field, 0, 48), e.chooser()...)
	out = append(out, e.place()...)
	out = append(out, e.access("endpoint.")...)
	out = append(out, e.tls()...)
	out = append(out, e.cloud()...)
	out = append(out, e.network()...)
	out = append(out, e.config()...)
	out = append(out, e.resolver()...)
	out = append(out, e.shards()...)
	return append(out, e.record()...)
}

// quiet leaves out the fields that do not apply and hold nothing: the first of
// their group stays, and says why.
func (e draftEnd) quiet(fields ...Field) []Field {
	out := fields[:0]
	for _, f := range fields {
		if f.Grey == "" || e.d.Has(f.Key) || !e.d.Secret(f.Key).Empty() {
			out = append(out, f)
		}
	}
	return out
}

// place says which database it is and where it runs.
func (e draftEnd) place() []Field {
	engine := e.text("db_type", "engine", "Which database it is.")
	engine.By = byLink
	switch {
	case e.linked() != "":
		engine.Value, engine.Fixed = e.linked(), "fixed by step 2"
	case !e.d.Has(KeyEngine):
		engine.Value, engine.Fixed = "", "fixed by step 2"
	default:
		engine.Need, engine.Hint, engine.Wrong = true, "such as mysql", oneWord(engine.Value)
	}
	return []Field{engine, e.kindField()}
}

// record are the members that follow from others, or that only a job has that
// exists.
func (e draftEnd) record() []Field {
	role := e.text("endpoint_role", "role", "Which end of the job it is.")
	role.Value, role.Fixed = "ta", "the target, step 4"
	if e.source {
		role.Value, role.Fixed = "so", "the source, step 3"
	}
	return []Field{role, e.sort("endpoint."), e.id("endpoint.")}
}

func (e draftEnd) id(prefix string) Field {
	f := e.text(prefix+"id", "record id", "The id of this end's record at the service. A new job has none yet.")
	f.Hint, f.Wrong = "optional", oneWord(f.Value)
	return f
}

// sort is endpoint_name, which follows from the engine and from where it runs
// wherever the contract names one.
func (e draftEnd) sort(prefix string) Field {
	f := e.text(prefix+"endpoint_name", "kind", "What the service calls this kind of database and where it runs.")
	switch name := endName(e.engine, e.kind); {
	case name != "":
		f.Value, f.Fixed = name, "follows from engine and runs in"
	case e.engine == "" || e.kind == "":
		f.Fixed = "follows from engine and runs in"
	default:
		f.Need, f.Hint, f.Wrong = true, "as the service names it, "+Clean(endSort(e.engine, e.kind)), oneWord(f.Value)
	}
	return f
}

// kindField says where the database runs. A link that allows one place alone
// leaves nothing to choose.
func (e draftEnd) kindField() Field {
	f := Field{
		Key: e.key("endpoint_type"), Label: "runs in", Kind: ChoiceField, Value: e.kind, Need: true, By: byLink,
		Help: "Where the database runs. A cloud instance is one that the cloud manages; everything else is self-built.",
		Options: []Option{
			{Value: "offline", Label: "own server", Help: "self-built, outside the cloud"},
			{Value: "ecs", Label: "ECS server", Help: "self-built on a server in the cloud"},
			{Value: "cloud", Label: "cloud instance", Help: "managed by the cloud"},
		},
	}
	allowed := e.kinds()
	if len(allowed) == 0 {
		f.Hint = "own or ECS or cloud"
		return f
	}
	var words []string
	for i, opt := range f.Options {
		if !allowed[opt.Value] {
			f.Options[i].Why = "not offered for this link"
			continue
		}
		words = append(words, strings.TrimSuffix(strings.TrimSuffix(opt.Label, " server"), " instance"))
		if len(allowed) == 1 && (e.kind == "" || e.kind == opt.Value) {
			f.Value, f.Fixed = opt.Value, "all the link allows"
		}
	}
	f.Hint = strings.Join(words, " or ")
	return f
}

// kinds are where the links allow this end to run; nil where they do not say.
func (e draftEnd) kinds() map[string]bool {
	far := e.d.Get(Element(Sources, 0, "endpoint_type"))
	engine, out := e.d.Get(KeyEngine), map[string]bool{}
	for _, l := range e.o.Links[e.scenario].All {
		switch {
		case l.Engine != engine, !sameIfSaid(l.Direction, e.direction), !sameIfSaid(l.Net, e.net):
		case e.source:
			out[l.Source] = true
		case sameIfSaid(l.Source, far):
			out[l.Target] = true
		}
	}
	if out[""] {
		return nil
	}
	return out
}

// sameIfSaid reports whether two words agree, or one of them says nothing.
func sameIfSaid(a, b string) bool { return a == "" || b == "" || a == b }

// oneWord is what is wrong with a value that is one word on the wire.
func oneWord(value string) string {
	if value != Clean(value) || strings.ContainsAny(value, " \u00a0") {
		return "no blanks"
	}
	return ""
}

// chooser tells which element of the list is looked at, where there can be
// several.
func (e draftEnd) chooser() []Field {
	n := e.d.Count(e.list)
	many := e.source && e.d.Get(KeyTopology) == manyToOne
	if !many && n <= 1 {
		return nil
	}
	out := []Field{elementChoice(e.list, e.word(), e.i, max(n, 1))}
	if many {
		add := Field{Key: FieldKey(e.list + addOne), Label: "add a source", Kind: ButtonField, Help: "One more source that is written to the same target."}
		if n >= mostElements {
			add.Grey = "there are " + itoa(n) + " already"
		}
		out = append(out, add)
	}
	gone := Field{Key: FieldKey(e.list + takeOut), Label: "take it out", Kind: ButtonField, Help: "Takes out the " + e.word() + " that is shown, and all that was filled in for it."}
	if n <= 1 {
		gone.Grey = "the only " + e.word()
	}
	return append(out, gone)
}

func (e draftEnd) word() string {
	if e.source {
		return "source"
	}
	return "target"
}

// elementChoice is the field that says which of n elements is looked at.
func elementChoice(list, word string, at, n int) Field {
	f := Field{
		Key: FieldKey(list + lookAt), Label: word, Kind: ChoiceField, Value: strconv.Itoa(at),
		Help: "Which " + word + " the fields below are of.",
	}
	for i := range n {
		f.Options = append(f.Options, Option{Value: strconv.Itoa(i), Label: itoa(i+1) + " of " + itoa(n)})
	}
	return f
}
