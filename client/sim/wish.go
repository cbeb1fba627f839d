package sim

import "strconv"

// creation is what a job was created with, as it came over the wire.
type creation struct {
	Base   baseWish    `json:"base_info"`
	Source []endWish   `json:"source_endpoint"`
	Target []endWish   `json:"target_endpoint"`
	Period *periodWish `json:"period_order"`
	Node   nodeWish    `json:"node_info"`
	IPs    []ipWish    `json:"public_ip_list"`
}

type baseWish struct {
	Name       string    `json:"name"`
	Scenario   string    `json:"job_type"`
	MultiWrite *bool     `json:"multi_write"`
	Engine     string    `json:"engine_type"`
	Direction  string    `json:"job_direction"`
	Task       string    `json:"task_type"`
	Net        string    `json:"net_type"`
	Charging   string    `json:"charging_mode"`
	Enterprise string    `json:"enterprise_project_id"`
	About      string    `json:"description"`
	Start      string    `json:"start_time"`
	Expires    *string   `json:"expired_days"`
	Tags       []tagWish `json:"tags"`
	FastClean  bool      `json:"is_open_fast_clean"`
}

type tagWish struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type periodWish struct {
	Type  int `json:"period_type"`
	Num   int `json:"period_num"`
	Renew int `json:"is_auto_renew"`
}

type nodeWish struct {
	Spec struct {
		Size string `json:"node_type"`
	} `json:"spec"`
	VPC  *nodeNet  `json:"vpc,omitempty"`
	Base *nodeBase `json:"base_info,omitempty"`
}

type nodeNet struct {
	vpcWish
	Addresses string `json:"custom_node_ip,omitempty"`
}

type nodeBase struct {
	Instance string `json:"instance_type"`
	Arch     string `json:"arch"`
	Zones    string `json:"availability_zone"`
	Status   string `json:"status,omitempty"`
	Role     string `json:"role,omitempty"`
}

type ipWish struct {
	ID      string `json:"id"`
	Address string `json:"public_ip"`
	Type    string `json:"type"`
}

type vpcWish struct {
	VPC    string `json:"vpc_id"`
	Subnet string `json:"subnet_id"`
	Group  string `json:"security_group_id,omitempty"`
}

// endWish is one side of a job, as it was created or stored.
type endWish struct {
	Engine string      `json:"db_type"`
	Kind   string      `json:"endpoint_type"`
	Role   string      `json:"endpoint_role"`
	Point  pointWish   `json:"endpoint"`
	Cloud  *cloudWish  `json:"cloud,omitempty"`
	VPC    *vpcWish    `json:"vpc,omitempty"`
	Config *configWish `json:"config,omitempty"`
	TLS    *tlsWish    `json:"ssl,omitempty"`
	DNS    *dnsWish    `json:"customized_dns,omitempty"`
}

type pointWish struct {
	ID       string      `json:"id,omitempty"`
	Name     string      `json:"endpoint_name"`
	Address  string      `json:"ip,omitempty"`
	Port     *string     `json:"db_port,omitempty"`
	User     string      `json:"db_user"`
	Password string      `json:"db_password"`
	Instance string      `json:"instance_id,omitempty"`
	Label    string      `json:"instance_name,omitempty"`
	Database string      `json:"db_name,omitempty"`
	Shards   []pointWish `json:"source_sharding,omitempty"`
}

type cloudWish struct {
	Region  string `json:"region"`
	Project string `json:"project_id"`
	Zone    string `json:"az_code,omitempty"`
}

type configWish struct {
	ReadOnly *bool `json:"is_target_readonly,omitempty"`
	Nodes    *int  `json:"node_num,omitempty"`
}

type tlsWish struct {
	Link     bool   `json:"ssl_link"`
	Name     string `json:"ssl_cert_name,omitempty"`
	Body     string `json:"ssl_cert_key,omitempty"`
	Sum      string `json:"ssl_cert_check_sum,omitempty"`
	Password string `json:"ssl_cert_password,omitempty"`
}

type dnsWish struct {
	Set     bool   `json:"is_set_dns"`
	Action  string `json:"set_dns_action"`
	Address string `json:"dns_ip"`
}

// sides are the ends of a job together.
type sides struct {
	Source []endWish `json:"source_endpoint"`
	Target []endWish `json:"target_endpoint"`
}

// view is how an end is read back: no secret comes out, and whether a password
// is stored shows by its mask.
func (e endWish) view(mask string) endWish {
	e.Point = e.Point.view(mask)
	if e.TLS != nil {
		tls := *e.TLS
		tls.Body, tls.Password = "", ""
		e.TLS = &tls
	}
	return e
}

func (p pointWish) view(mask string) pointWish {
	p.Password = mask
	shards := p.Shards
	p.Shards = nil
	for _, shard := range shards {
		p.Shards = append(p.Shards, shard.view(mask))
	}
	return p
}

// port is the number of the port; 0 where the address holds it, or none is said.
func (p pointWish) port() int {
	if p.Port == nil {
		return 0
	}
	n, _ := strconv.Atoi(*p.Port) // held against the rules when it came
	return n
}

// end is a wish as the rest of the service knows the side of a job.
func (e endWish) end(mask string) end {
	out := end{
		engine: e.Engine, name: e.Point.Name, kind: e.Kind, address: e.Point.Address, port: e.Point.port(), user: e.Point.User,
		instance: e.Point.Instance, label: e.Point.Label, database: e.Point.Database, role: e.Role, password: mask,
		tls: e.TLS != nil && e.TLS.Link, wish: &e,
	}
	if e.Cloud != nil {
		out.region = e.Cloud.Region
	}
	return out
}

// turned is an end in the other role.
func (e endWish) turned(role string) endWish {
	e.Role = role
	return e
}

// v3 adds to an end of v3 where it is.
func (e endWish) v3(out object) {
	if e.Point.Instance != "" {
		out["inst_id"], out["inst_name"] = e.Point.Instance, e.Point.Label
	}
	if c := e.Cloud; c != nil {
		out["region"], out["project_id"], out["az_code"] = c.Region, c.Project, c.Zone
	}
	if v := e.VPC; v != nil {
		out["vpc_id"], out["subnet_id"], out["security_group_id"] = v.VPC, v.Subnet, v.Group
	}
	if t := e.TLS; t != nil && t.Link {
		out["ssl_cert_name"], out["ssl_cert_check_sum"] = t.Name, t.Sum
	}
}

// withoutSecrets are the ends as a clone gets them.
func (both sides) withoutSecrets() *sides {
	var out sides
	for _, e := range both.Source {
		out.Source = append(out.Source, e.view(""))
	}
	for _, e := range both.Target {
		out.Target = append(out.Target, e.view(""))
	}
	return &out
}
