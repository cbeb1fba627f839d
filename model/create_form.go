package model

import "strings"

// StepForm is one step as it stands.
type StepForm struct {
	Step   CreateStep
	Title  string  // "Source database"
	Lead   string  // "what the data is read from"
	Fields []Field // of a list, those of the element that is looked at
	// Beside are the fields that are wrong in the elements that are not looked
	// at: Draft.Look leads to them.
	Beside  []Field
	Wrong   int  // fields that are wrong, the missing ones and those beside among them
	Missing int  // fields that are needed and empty
	Begun   bool // something was chosen in it, or it needs nothing
}

// CreateForm is the whole form of a draft.
type CreateForm struct {
	Steps []StepForm // one for each CreateStep; the review has no fields
	Made  []string   // what was chosen so far, in words, for beside the fields
}

// FormOf makes the form of a draft from what the service offers: pure.
func FormOf(d Draft, o Offer) CreateForm {
	f := CreateForm{Made: madeWords(d), Steps: make([]StepForm, 0, len(CreateSteps()))}
	s := standingOf(d, o)
	for _, step := range CreateSteps() {
		f.Steps = append(f.Steps, stepForm(step, s))
	}
	return f
}

// Wrong counts the fields that are wrong, in all steps.
func (f CreateForm) Wrong() int {
	n := 0
	for _, s := range f.Steps {
		n += s.Wrong
	}
	return n
}

// Field finds a field and its step.
func (f CreateForm) Field(key FieldKey) (Field, CreateStep, bool) {
	for _, s := range f.Steps {
		for _, field := range s.Fields {
			if field.Key == key {
				return field, s.Step, true
			}
		}
	}
	return Field{}, 0, false
}

// stepForm makes one step and counts what is wrong in it.
func stepForm(step CreateStep, now *standing) StepForm {
	s := StepForm{Step: step, Fields: now.typed.told(now.fields(step))}
	s.Title, s.Lead = stepWords(step)
	s.Begun = true
	for _, f := range s.Fields {
		s.Begun = s.Begun && !f.Need
	}
	for _, f := range s.Fields {
		s.count(f)
		s.Begun = s.Begun || f.Live() && (f.Value != "" && !byDefault(f) || f.Known != "")
	}
	for _, look := range looks(step, now.draft) {
		for _, f := range now.typed.told(now.looking(look).fields(step)) {
			if f.Wrong != "" && !s.has(f.Key) {
				s.Beside = append(s.Beside, f)
				s.count(f)
			}
		}
	}
	return s
}

func (s *StepForm) count(f Field) {
	if f.Wrong != "" {
		s.Wrong++
	}
	if f.Missing {
		s.Missing++
	}
}

// has reports whether a field was counted already.
func (s *StepForm) has(key FieldKey) bool {
	for _, fields := range [][]Field{s.Fields, s.Beside} {
		for _, f := range fields {
			if f.Key == key {
				return true
			}
		}
	}
	return false
}

func stepWords(step CreateStep) (title, lead string) {
	switch step {
	case StepScenario:
		return "Scenario", "what the job is for"
	case StepLink:
		return "Link", "from where to where, and how"
	case StepSource:
		return "Source database", "what the data is read from"
	case StepTarget:
		return "Target database", "what the data is written to"
	case StepInstance:
		return "Instance", "the node that does the work"
	case StepOptions:
		return "Options", "its name, its tags, how it is billed"
	case StepReview:
	}
	return "Review", "what will exist, and what goes over the wire"
}

// looks are the ways of looking at the elements of a step's lists, without the
// one that the draft has now; nil where there is nothing else to see.
func looks(step CreateStep, d Draft) []Draft {
	var out []Draft
	list := endsOf(step)
	for _, look := range views(step, d) {
		i := look.At(list)
		if shards := Shards(list, i); i != d.At(list) || look.At(shards) != d.At(shards) {
			out = append(out, look)
		}
	}
	return out
}

// views are all ways of looking at the elements of a step's lists, in their order.
func views(step CreateStep, d Draft) []Draft {
	list := endsOf(step)
	if list == "" {
		return nil
	}
	var out []Draft
	for i := range max(1, d.Count(list)) {
		shards := Shards(list, i)
		for j := range max(1, d.Count(shards)) {
			out = append(out, d.Look(list, i).Look(shards, j))
		}
	}
	return out
}

// endsOf is the list of ends that a step is about, "" for none.
func endsOf(step CreateStep) string {
	switch step {
	case StepSource:
		return Sources
	case StepTarget:
		return Targets
	default:
		return ""
	}
}

// byDefault reports whether a field holds what it does before anybody chose.
func byDefault(f Field) bool {
	switch f.Key {
	case KeyCharging:
		return f.Value == defaultCharging
	case KeyEnterprise:
		return f.Value == defaultEnterprise
	case KeyTopology:
		return f.Value == oneToOne
	case KeyExpired:
		return f.Value == defaultExpired
	default:
		return strings.IndexByte(string(f.Key), '#') > 0 // which element is shown, how a secret comes in
	}
}

// What the service takes if it is told nothing, and what every new draft holds.
const (
	defaultCharging   = "on_demand"
	defaultEnterprise = "0"
	defaultExpired    = "14"
)
