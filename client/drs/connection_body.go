package drs

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"drover/model"
)

// endpoint5 is one end as v5 takes it.
type endpoint5 struct {
	Engine string  `json:"db_type"`
	Kind   string  `json:"endpoint_type"`
	Role   string  `json:"endpoint_role"`
	Access access5 `json:"endpoint"`
	Cloud  *cloud5 `json:"cloud,omitempty"`
	VPC    *vpc5   `json:"vpc,omitempty"`
	TLS    *tls5   `json:"ssl,omitempty"`
}

type access5 struct {
	ID       string `json:"id,omitempty"`
	Sort     string `json:"endpoint_name"`
	Address  string `json:"ip,omitempty"`
	Port     string `json:"db_port,omitempty"`
	User     string `json:"db_user"`
	Password string `json:"db_password"`
	Instance string `json:"instance_id,omitempty"`
	Name     string `json:"instance_name,omitempty"`
	Database string `json:"db_name,omitempty"`
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

type tls5 struct {
	On       bool   `json:"ssl_link"`
	Cert     string `json:"ssl_cert_name,omitempty"`
	Password string `json:"ssl_cert_password,omitempty"`
}

func endRole(source bool) string {
	if source {
		return "so"
	}
	return "ta"
}

// endpointOf5 sends an end back as it was read, with its password.
func endpointOf5(e model.EndTest) endpoint5 {
	out := endpoint5{
		Engine: e.Engine.Raw(), Kind: cmp.Or(e.Kind.Raw(), "offline"), Role: endRole(e.Source),
		Access: access5{
			ID: e.Record.Raw(), Sort: cmp.Or(e.Sort.Raw(), sortOf(e)), Address: e.Address.Raw(), Port: e.Port.Raw(),
			User: e.User.Raw(), Password: e.Password.Reveal(),
			Instance: e.Instance.Raw(), Name: e.Name.Raw(), Database: e.Database.Raw(),
		},
	}
	if !e.Region.Empty() && !e.Project.Empty() {
		out.Cloud = &cloud5{Region: e.Region.Raw(), Project: e.Project.Raw(), Zone: e.Zone.Raw()}
	}
	if n := e.Network; !n.VPC.Empty() && !n.Subnet.Empty() {
		out.VPC = &vpc5{VPC: n.VPC.Raw(), Subnet: n.Subnet.Raw(), Group: n.Group.Raw()}
	}
	if e.TLS != model.NotTold {
		out.TLS = &tls5{On: e.TLS == model.Yes, Cert: e.Cert.Raw(), Password: e.CertPass.Reveal()}
	}
	return out
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
		VPC: e.Network.VPC.Raw(), Subnet: e.Network.Subnet.Raw(), Role: endRole(e.Source),
		Region: e.Region.Raw(), Project: e.Project.Raw(), Database: e.Database.Raw(),
	}, nil
}
