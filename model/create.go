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
	KeyStartTime   FieldKey = "base_info.start_time"  // milliseconds since 1970
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

	// KeyStartAt is the start as somebody typed it, in any way that ParseWhen reads:
	// With makes KeyStartTime of it.
	KeyStartAt = KeyStartTime + typedMark
	// KeyTopology is how many sources there are, "one2one" or "many2one": on the wire
	// that is the length of the list.
	KeyTopology FieldKey = topologyMark
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
