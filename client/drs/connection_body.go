package drs

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"drover/model"
)

// endpointOf5 is an end of a test as it was read or described, with what was
// typed for it.
func endpointOf5(e model.EndTest) (endpoint5, error) {
	l := newLeaves(draftOfEnd(e))
	l.loose = true
	out := l.end(listOf(e.Source), 0)
	return out, l.left("")
}

func listOf(source bool) string {
	if source {
		return model.Sources
	}
	return model.Targets
}

// draftOfEnd is an end as it was read, with what was typed for it, as the first
// of a draft's.
func draftOfEnd(e model.EndTest) model.Draft {
	var d model.Draft
	list := listOf(e.Source)
	put := func(member string, value model.Text) { d = d.Put(model.Element(list, 0, member), value.Raw()) }
	hide := func(member string, s model.Secret) { d = d.PutSecret(model.Element(list, 0, member), s) }
	put("db_type", e.Engine)
	put("endpoint_type", model.NewText(cmp.Or(e.Kind.Raw(), "offline")))
	put("endpoint.id", e.Record)
	put("endpoint.endpoint_name", model.NewText(cmp.Or(e.Sort.Raw(), sortOf(e))))
	put("endpoint.ip", e.Address)
	put("endpoint.db_port", e.Port)
	put("endpoint.instance_id", e.Instance)
	put("endpoint.instance_name", e.Name)
	put("endpoint.db_user", e.User)
	put("endpoint.db_name", e.Database)
	if !e.Region.Empty() && !e.Project.Empty() {
		put("cloud.region", e.Region)
		put("cloud.project_id", e.Project)
		put("cloud.az_code", e.Zone)
	}
	if n := e.Network; !n.VPC.Empty() && !n.Subnet.Empty() {
		put("vpc.vpc_id", n.VPC)
		put("vpc.subnet_id", n.Subnet)
		put("vpc.security_group_id", n.Group)
	}
	if e.TLS != model.NotTold {
		put("ssl.ssl_link", flagText(e.TLS))
		put("ssl.ssl_cert_name", e.Cert)
		put("ssl.ssl_cert_check_sum", e.CertSum)
		hide("ssl.ssl_cert_key", e.CertBody)
		hide("ssl.ssl_cert_password", e.CertPass)
	}
	if !e.Source && e.ReadOnly != model.NotTold {
		put("config.is_target_readonly", flagText(e.ReadOnly))
	}
	if e.Nodes > 0 {
		put("config.node_num", model.NewText(strconv.Itoa(e.Nodes)))
	}
	if e.OwnDNS != model.NotTold && !e.DNSAction.Empty() {
		put("customized_dns.is_set_dns", flagText(e.OwnDNS))
		put("customized_dns.set_dns_action", e.DNSAction)
		put("customized_dns.dns_ip", e.Resolver)
	}
	hide("endpoint.db_password", e.Password)
	return d
}

// flagText is a yes or no as a draft holds it.
func flagText(t model.Tri) model.Text { return model.NewText(strconv.FormatBool(t == model.Yes)) }

// sortOf is the endpoint_name that an answer left out: the engine, and before it
// where it runs.
func sortOf(e model.EndTest) string {
	switch e.Kind.Raw() {
	case "ecs", "cloud":
		return e.Kind.Raw() + "_" + e.Engine.Raw()
	}
	return e.Engine.Raw()
}

// endpoint3Test is one end as V3BatchValidateConnections takes it.
type endpoint3Test struct {
	ID       string `json:"id"`
	Net      string `json:"net_type"`
	Engine   string `json:"db_type"`
	Address  string `json:"ip"`
	Port     int    `json:"db_port"`
	Instance string `json:"inst_id,omitempty"`
	User     string `json:"db_user"`
	Password string `json:"db_password"`
	TLS      bool   `json:"ssl_link"`
	Cert     string `json:"ssl_cert_name,omitempty"`
	CertPass string `json:"ssl_cert_password,omitempty"`
	VPC      string `json:"vpc_id,omitempty"`
	Subnet   string `json:"subnet_id,omitempty"`
	Role     string `json:"end_point_type"`
	Region   string `json:"region,omitempty"`
	Project  string `json:"project_id,omitempty"`
	Database string `json:"db_name,omitempty"`
}

// engines3 are the ends that the call of v3 is documented for.
func engines3() []string {
	return []string{"mysql", "mongodb", "gaussdbv5", "postgresql", "kafka", "gaussdbv5ha", "taurus"}
}

// endpointOf3 is an end for v3, whose port is 0 where it stands in the address.
func endpointOf3(job model.Job, e model.EndTest) (endpoint3Test, error) {
	if !slices.Contains(engines3(), e.Engine.Raw()) {
		return endpoint3Test{}, errors.New("v3 tests no " + e.Engine.String() + " ends")
	}
	port, err := strconv.Atoi(cmp.Or(e.Port.Raw(), "0"))
	if err != nil {
		return endpoint3Test{}, errors.New("its port is no number: " + e.Port.String())
	}
	return endpoint3Test{
		ID: job.ID.Raw(), Net: job.Net.Raw(), Engine: e.Engine.Raw(), Address: e.Address.Raw(), Port: port,
		Instance: e.Instance.Raw(), User: e.User.Raw(), Password: e.Password.Reveal(),
		TLS: e.TLS == model.Yes, Cert: e.Cert.Raw(), CertPass: e.CertPass.Reveal(),
		VPC: e.Network.VPC.Raw(), Subnet: e.Network.Subnet.Raw(), Role: roleOf(listOf(e.Source)),
		Region: e.Region.Raw(), Project: e.Project.Raw(), Database: e.Database.Raw(),
	}, nil
}
