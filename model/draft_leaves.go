package model

// LeafKind is what a leaf of the create document holds on the wire.
type LeafKind uint8

// The kinds.
const (
	TextLeaf   LeafKind = iota
	NumberLeaf          // a whole number
	BoolLeaf
	TagsLeaf // in a draft "key=value, key=value", on the wire a list of {key, value}
)

// Leaf is one member of the create document that holds a value (DRS: CreateJob,
// without the "job" around it).
type Leaf struct {
	Path   string // with [] for lists: "source_endpoint[].endpoint.db_port"
	Kind   LeafKind
	Secret bool // it is among a draft's secrets, not among its values
	Always bool // it is sent empty where there is none, if the object that it is in is sent
}

// CreateLeaves lists every leaf of the create document in the contract's order.
// Shards are within sources and targets, and have none of their own.
func CreateLeaves() []Leaf {
	var out []Leaf
	text := func(prefix string, members ...string) {
		for _, m := range members {
			out = append(out, Leaf{Path: prefix + m})
		}
	}
	put := func(leaf Leaf) { out = append(out, leaf) }
	text("base_info.", "name", "job_type")
	put(Leaf{Path: string(KeyMultiWrite), Kind: BoolLeaf})
	text("base_info.", "engine_type", "job_direction", "task_type", "net_type", "charging_mode", "enterprise_project_id")
	put(Leaf{Path: string(KeyDescription), Always: true})
	text("base_info.", "start_time", "expired_days")
	put(Leaf{Path: string(KeyTags), Kind: TagsLeaf})
	put(Leaf{Path: string(KeyFastClean), Kind: BoolLeaf})
	for _, list := range []string{Sources, Targets} {
		out = append(out, endLeaves(list+"[].")...)
	}
	for _, key := range []FieldKey{KeyPeriodType, KeyPeriodNum, KeyAutoRenew} {
		put(Leaf{Path: string(key), Kind: NumberLeaf})
	}
	text("node_info.spec.", "node_type")
	text("node_info.vpc.", "vpc_id", "subnet_id", "custom_node_ip", "security_group_id")
	text("node_info.base_info.", "instance_type", "arch", "availability_zone")
	text(PublicIPs+"[].", "id", "public_ip", "type")
	return out
}

// endLeaves are those of JobEndpointInfo.
func endLeaves(prefix string) []Leaf {
	out := []Leaf{{Path: prefix + "db_type"}, {Path: prefix + "endpoint_type"}, {Path: prefix + "endpoint_role"}}
	out = append(out, accessLeaves(prefix+"endpoint.")...)
	out = append(out, accessLeaves(prefix+"endpoint.source_sharding[].")...)
	for _, leaf := range []Leaf{
		{Path: "cloud.region"}, {Path: "cloud.project_id"}, {Path: "cloud.az_code"},
		{Path: "vpc.vpc_id"}, {Path: "vpc.subnet_id"}, {Path: "vpc.security_group_id"},
		{Path: "config.is_target_readonly", Kind: BoolLeaf}, {Path: "config.node_num", Kind: NumberLeaf},
		{Path: tlsMember, Kind: BoolLeaf}, {Path: nameMember}, {Path: certMember, Secret: true},
		{Path: sumMember}, {Path: certPassword, Secret: true},
		{Path: "customized_dns.is_set_dns", Kind: BoolLeaf}, {Path: "customized_dns.set_dns_action"}, {Path: "customized_dns.dns_ip", Always: true},
	} {
		leaf.Path = prefix + leaf.Path
		out = append(out, leaf)
	}
	return out
}

// accessLeaves are those of BaseEndpoint.
func accessLeaves(prefix string) []Leaf {
	return []Leaf{
		{Path: prefix + "id"}, {Path: prefix + "endpoint_name"}, {Path: prefix + "ip"}, {Path: prefix + "db_port"},
		{Path: prefix + "db_user", Always: true}, {Path: prefix + "db_password", Secret: true, Always: true},
		{Path: prefix + "instance_id"}, {Path: prefix + "instance_name"}, {Path: prefix + "db_name"},
	}
}
