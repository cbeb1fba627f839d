package model

// CreateStep is one step of the walk through creation.
type CreateStep uint8

// The steps, in their order.
const (
	StepScenario CreateStep = iota
	StepLink
	StepSource
	StepTarget
	StepInstance
	StepOptions
	StepReview
)

// CreateSteps lists them.
func CreateSteps() []CreateStep {
	return []CreateStep{StepScenario, StepLink, StepSource, StepTarget, StepInstance, StepOptions, StepReview}
}

// String is the step's word.
func (s CreateStep) String() string {
	return [...]string{"scenario", "link", "source", "target", "instance", "options", "review"}[s]
}

// Keys of the document that code names. Those of ends are made by Element.
const (
	KeyName        FieldKey = "base_info.name"
	KeyScenario    FieldKey = "base_info.job_type"
	KeyMultiWrite  FieldKey = "base_info.multi_write"
	KeyEngine      FieldKey = "base_info.engine_type"
	KeyDirection   FieldKey = "base_info.job_direction"
	KeyTask        FieldKey = "base_info.task_type"
	KeyNet         FieldKey = "base_info.net_type"
	KeyCharging    FieldKey = "base_info.charging_mode"
	KeyEnterprise  FieldKey = "base_info.enterprise_project_id"
	KeyDescription FieldKey = "base_info.description" // always sent, also empty
	KeyStartTime   FieldKey = "base_info.start_time"
	KeyExpired     FieldKey = "base_info.expired_days"
	KeyTags        FieldKey = "base_info.tags" // "key=value, key=value"
	KeyFastClean   FieldKey = "base_info.is_open_fast_clean"

	KeyPeriodType FieldKey = "period_order.period_type"
	KeyPeriodNum  FieldKey = "period_order.period_num"
	KeyAutoRenew  FieldKey = "period_order.is_auto_renew"

	KeyNodeType     FieldKey = "node_info.spec.node_type"
	KeyNodeVPC      FieldKey = "node_info.vpc.vpc_id"
	KeyNodeSubnet   FieldKey = "node_info.vpc.subnet_id"
	KeyNodeIP       FieldKey = "node_info.vpc.custom_node_ip"
	KeyNodeGroup    FieldKey = "node_info.vpc.security_group_id"
	KeyInstanceType FieldKey = "node_info.base_info.instance_type"
	KeyArch         FieldKey = "node_info.base_info.arch"
	KeyZones        FieldKey = "node_info.base_info.availability_zone"

	// KeyTopology is how many sources there are, "one2one" or "many2one": on the wire
	// that is the length of the list.
	KeyTopology FieldKey = "#topology"
)

// The lists of the document. Shards are within an end: see Shards.
const (
	Sources   = "source_endpoint"
	Targets   = "target_endpoint"
	PublicIPs = "public_ip_list" // [0] is the master's, [1] the standby's
)

// Shards is the list of physical sources within an end.
func Shards(list string, i int) string { return string(Element(list, i, "endpoint.source_sharding")) }

// IntentTag is the key of the tag that tells which drover made a job: its value
// is the id of the intent, so that a job whose answer was lost is recognised.
const IntentTag = "drover-intent"

// StepForm is one step as it stands.
type StepForm struct {
	Step    CreateStep
	Title   string // "Source database"
	Lead    string // "what the data is read from"
	Fields  []Field
	Wrong   int  // fields that are wrong, the missing ones among them
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
	f := CreateForm{Made: madeWords(d)}
	for _, step := range CreateSteps() {
		f.Steps = append(f.Steps, stepForm(step, d, o))
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

// Drop is a value that an earlier choice made illegal.
type Drop struct {
	Key   FieldKey
	Label string
	Value string // as it stood; never a secret
	Why   string
}

// With is the draft after somebody has set a field: what is still legal stays,
// what is not is taken out and told. What follows from it is set.
func (d Draft) With(o Offer, key FieldKey, value string) (Draft, []Drop) {
	return settled(d, d.setEnd(key, value), o)
}

// Press is the draft after a button was pressed: one end or shard more or less.
func (d Draft) Press(o Offer, key FieldKey) (Draft, []Drop) {
	return settled(d, pressed(d, key), o)
}

// settled is a changed draft with all that follows from the change.
func settled(before, d Draft, o Offer) (Draft, []Drop) {
	d, drops := settle(d, o)
	d, more := oneSource(before, d)
	return proposed(before, d, o), append(drops, more...)
}

// settle sets what the draft's choices fix, and takes out what they make illegal.
func settle(d Draft, o Offer) (Draft, []Drop) {
	var dropped []Drop
	for range len(CreateSteps()) { // a value that goes may take others with it, of later steps only
		var more []Drop
		d, more = settleOnce(d, o)
		if len(more) == 0 {
			break
		}
		dropped = append(dropped, more...)
	}
	return d, dropped
}

func settleOnce(d Draft, o Offer) (Draft, []Drop) {
	var dropped []Drop
	for _, step := range CreateSteps() {
		for _, f := range stepForm(step, d, o).Fields {
			was := d.Get(f.Key)
			switch {
			case f.Kind == SecretField && f.Grey != "" && !d.Secret(f.Key).Empty():
				d = d.PutSecret(f.Key, Secret{})
			case f.Fixed != "" && f.Kind != FactField:
				d = d.Put(f.Key, f.Value)
			case was == "":
			case f.Grey != "":
				d, dropped = d.Put(f.Key, ""), append(dropped, Drop{Key: f.Key, Label: f.Label, Value: was, Why: f.Grey})
			case f.Kind == ChoiceField:
				if opt, ok := f.Option(was); !ok || opt.Why != "" {
					why := opt.Why
					if why == "" {
						why = "not offered here"
					}
					d, dropped = d.Put(f.Key, ""), append(dropped, Drop{Key: f.Key, Label: f.Label, Value: was, Why: why})
				}
			}
		}
	}
	return d, dropped
}

// stepForm makes one step and counts what is wrong in it.
func stepForm(step CreateStep, d Draft, o Offer) StepForm {
	s := StepForm{Step: step}
	switch step {
	case StepScenario:
		s.Title, s.Lead, s.Fields = "Scenario", "what the job is for", scenarioFields(d, o)
	case StepLink:
		s.Title, s.Lead, s.Fields = "Link", "from where to where, and how", linkFields(d, o)
	case StepSource:
		s.Title, s.Lead, s.Fields = "Source database", "what the data is read from", endFields(d, o, Sources)
	case StepTarget:
		s.Title, s.Lead, s.Fields = "Target database", "what the data is written to", endFields(d, o, Targets)
	case StepInstance:
		s.Title, s.Lead, s.Fields = "Instance", "the node that does the work", instanceFields(d, o)
	case StepOptions:
		s.Title, s.Lead, s.Fields = "Options", "its name, its tags, how it is billed", optionFields(d, o)
	case StepReview:
		s.Title, s.Lead = "Review", "what will exist, and what goes over the wire"
	}
	for _, f := range s.Fields {
		if f.Wrong != "" {
			s.Wrong++
		}
		if f.Missing {
			s.Missing++
		}
		s.Begun = s.Begun || f.Live() && (f.Value != "" || f.Known != "")
	}
	return s
}
