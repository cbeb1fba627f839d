package drs

import (
	"cmp"
	"errors"
	"slices"

	"drover/model"
)

// endpoint5 is one end as v5 takes it, for a new job, to be tested, and to be
// stored. Its members are in the order of the document's examples.
type endpoint5 struct {
	Engine string   `json:"db_type"`
	Kind   string   `json:"endpoint_type"`
	Role   string   `json:"endpoint_role"`
	Access access5  `json:"endpoint"`
	Cloud  *cloud5  `json:"cloud,omitempty"`
	VPC    *vpc5    `json:"vpc,omitempty"`
	Config *config5 `json:"config,omitempty"`
	TLS    *tls5    `json:"ssl,omitempty"`
	DNS    *dns5    `json:"customized_dns,omitempty"`
}

type access5 struct {
	ID       string    `json:"id,omitempty"`
	Sort     string    `json:"endpoint_name"`
	Address  string    `json:"ip,omitempty"`
	Port     string    `json:"db_port,omitempty"`
	Instance string    `json:"instance_id,omitempty"`
	Name     string    `json:"instance_name,omitempty"`
	User     string    `json:"db_user"`
	Database string    `json:"db_name,omitempty"`
	Password string    `json:"db_password"`
	Shards   []access5 `json:"source_sharding,omitempty"`
}

type cloud5 struct {
	Region  string `json:"region"`
	Project string `json:"project_id"`
	Zone    string `json:"az_code,omitempty"`
}

type vpc5 struct {
	VPC    string `json:"vpc_id"`
	Subnet string `json:"subnet_id"`
	Group  string `json:"security_group_id,omitempty"`
}

type config5 struct {
	ReadOnly *bool `json:"is_target_readonly,omitempty"`
	Nodes    *int  `json:"node_num,omitempty"`
}

type tls5 struct {
	On       *bool  `json:"ssl_link,omitempty"`
	Cert     string `json:"ssl_cert_name,omitempty"`
	Body     string `json:"ssl_cert_key,omitempty"`
	Sum      string `json:"ssl_cert_check_sum,omitempty"`
	Password string `json:"ssl_cert_password,omitempty"`
}

type dns5 struct {
	On      *bool  `json:"is_set_dns"`
	Action  string `json:"set_dns_action"`
	Address string `json:"dns_ip"` // also empty
}

// roleOf is the role of every end of a list.
func roleOf(list string) string {
	if list == model.Sources {
		return "so"
	}
	return "ta"
}

// ends are all of a list, of which there must be one.
func (l *leaves) ends(list string) []endpoint5 {
	var out []endpoint5
	for i := range l.count(list) {
		out = append(out, l.end(list, i))
	}
	if len(out) == 0 {
		l.fail(model.FieldKey(list), "one is needed")
	}
	return out
}

func (l *leaves) end(list string, i int) endpoint5 {
	at := func(member string) model.FieldKey { return model.Element(list, i, member) }
	out := endpoint5{
		Engine: l.need(at("db_type")),
		Kind:   l.must(at("endpoint_type"), "offline", "ecs", "cloud"),
		Role:   cmp.Or(l.fits(at("endpoint_role"), oneOf(roleOf(list))), roleOf(list)),
	}
	out.Access = l.access(string(at("endpoint.")), out.Engine)
	for n, shards := 0, model.Shards(list, i); n < l.count(shards); n++ {
		out.Access.Shards = append(out.Access.Shards, l.access(string(model.Element(shards, n, "")), out.Engine))
	}
	if l.some(string(at("cloud.")), "region", "project_id", "az_code") {
		out.Cloud = &cloud5{Region: l.need(at("cloud.region")), Project: l.need(at("cloud.project_id")), Zone: l.text(at("cloud.az_code"))}
	}
	if l.some(string(at("vpc.")), "vpc_id", "subnet_id", "security_group_id") {
		out.VPC = &vpc5{VPC: l.need(at("vpc.vpc_id")), Subnet: l.need(at("vpc.subnet_id")), Group: l.text(at("vpc.security_group_id"))}
	}
	if l.some(string(at("config.")), "is_target_readonly", "node_num") {
		out.Config = &config5{ReadOnly: l.flag(at("config.is_target_readonly")), Nodes: l.number(at("config.node_num"), between(1, 16))}
	}
	out.TLS, out.DNS = l.tls(string(at("ssl."))), l.dns(string(at("customized_dns.")))
	return out
}

// access is how one database is reached, or a shard of it.
func (l *leaves) access(below, engine string) access5 {
	at := func(member string) model.FieldKey { return model.FieldKey(below + member) }
	out := access5{
		ID: l.text(at("id")), Sort: l.need(at("endpoint_name")), Address: l.text(at("ip")), Port: l.fits(at("db_port"), between(1, 65535)),
		Instance: l.text(at("instance_id")), Name: l.text(at("instance_name")),
		User: l.text(at("db_user")), Database: l.text(at("db_name")), Password: l.secret(at("db_password")),
	}
	switch open := l.loose || slices.Contains(loginless(), engine); {
	case out.User == "" && !open:
		l.fail(at("db_user"), "it is needed")
	case out.Password == "" && !open:
		l.fail(at("db_password"), "it is needed")
	}
	return out
}

// loginless are the engines that may be open to everybody. The contract wants
// the members of a login all the same: they go empty.
func loginless() []string { return []string{"redis", "rediscluster", "gaussredis", "kafka"} }

func (l *leaves) tls(below string) *tls5 {
	if !l.some(below, "ssl_link", "ssl_cert_name", "ssl_cert_key", "ssl_cert_check_sum", "ssl_cert_password") {
		return nil
	}
	at := func(member string) model.FieldKey { return model.FieldKey(below + member) }
	return &tls5{
		On: l.flag(at("ssl_link")), Cert: l.text(at("ssl_cert_name")), Body: l.secret(at("ssl_cert_key")),
		Sum: l.text(at("ssl_cert_check_sum")), Password: l.secret(at("ssl_cert_password")),
	}
}

func (l *leaves) dns(below string) *dns5 {
	if !l.some(below, "is_set_dns", "set_dns_action", "dns_ip") {
		return nil
	}
	at := func(member string) model.FieldKey { return model.FieldKey(below + member) }
	l.need(at("is_set_dns"))
	return &dns5{
		On: l.flag(at("is_set_dns")), Action: l.must(at("set_dns_action"), "add", "keep", "update", "recover"),
		Address: l.fits(at("dns_ip"), func(v string) error {
			if len(v) > 15 {
				return errors.New("at most 15 characters")
			}
			return nil
		}),
	}
}
