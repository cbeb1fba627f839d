package jobfile

import "strings"

type leafKind uint8

const (
	textLeaf leafKind = iota
	numberLeaf
	boolLeaf
	tagsLeaf
)

// leaf is a member of the document that holds a value.
type leaf struct {
	path   string // "source_endpoint[].endpoint.db_port"
	kind   leafKind
	secret bool
	always bool // it is sent, and written, also when it is empty
}

// leaves are all of them, in the contract's order.
func leaves() []leaf {
	var out []leaf
	add := func(kind leafKind, prefix, names string) {
		for name := range strings.FieldsSeq(names) {
			out = append(out, leaf{path: prefix + name, kind: kind})
		}
	}
	add(textLeaf, "base_info.", "name job_type")
	add(boolLeaf, "base_info.", "multi_write")
	add(textLeaf, "base_info.", "engine_type job_direction task_type net_type charging_mode enterprise_project_id description start_time expired_days")
	add(tagsLeaf, "base_info.", "tags")
	add(boolLeaf, "base_info.", "is_open_fast_clean")
	for _, end := range []string{"source_endpoint[].", "target_endpoint[]."} {
		const base = "id endpoint_name ip db_port db_user db_password instance_id instance_name db_name"
		add(textLeaf, end, "db_type endpoint_type endpoint_role")
		add(textLeaf, end+"endpoint.", base)
		add(textLeaf, end+"endpoint.source_sharding[].", base)
		add(textLeaf, end+"cloud.", "region project_id az_code")
		add(textLeaf, end+"vpc.", "vpc_id subnet_id security_group_id")
		add(boolLeaf, end+"config.", "is_target_readonly")
		add(numberLeaf, end+"config.", "node_num")
		add(boolLeaf, end+"ssl.", "ssl_link")
		add(textLeaf, end+"ssl.", "ssl_cert_name ssl_cert_key ssl_cert_check_sum ssl_cert_password")
		add(boolLeaf, end+"customized_dns.", "is_set_dns")
		add(textLeaf, end+"customized_dns.", "set_dns_action dns_ip")
	}
	add(numberLeaf, "period_order.", "period_type period_num is_auto_renew")
	add(textLeaf, "node_info.", "spec.node_type vpc.vpc_id vpc.subnet_id vpc.custom_node_ip vpc.security_group_id base_info.instance_type base_info.arch base_info.availability_zone")
	add(textLeaf, "public_ip_list[].", "id public_ip type")
	for i := range out {
		name := out[i].path[strings.LastIndexByte(out[i].path, '.')+1:]
		out[i].secret = name == "db_password" || name == "ssl_cert_key" || name == "ssl_cert_password"
		out[i].always = name == "description"
	}
	return out
}
