package drs

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"drover/model"
)

// endpointOf5 is an end of a test: whatever the draft says of it, or where it
// was read of a job, what was read, with its password.
func endpointOf5(e model.EndTest) (endpoint5, []model.Secret, error) {
	l := newLeaves(e.Draft)
	list, at := e.List, e.At
	switch {
	case list == "":
		l.draft, l.loose = draftOfEnd(e), true
		list, at = listOf(e.Source), 0
	case !e.Password.Empty():
		l.draft = l.draft.PutSecret(model.Element(list, at, "endpoint.db_password"), e.Password)
	}
	out := l.end(list, at)
	return out, l.given, l.left(string(model.Element(list, at, "")))
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
		put("ssl.ssl_link", model.NewText(strconv.FormatBool(e.TLS == model.Yes)))
		put("ssl.ssl_cert_name", e.Cert)
		d = d.PutSecret(model.Element(list, 0, "ssl.ssl_cert_password"), e.CertPass)
	}
	return d.PutSecret(model.Element(list, 0, "endpoint.db_password"), e.Password)
}

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
