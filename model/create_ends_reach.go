package model

import "strconv"

// EndTests are the ends of a draft as a connection test takes them, sources
// first, with their secrets. The shards of a source follow it.
func EndTests(d Draft) []EndTest {
	d = d.Tidy()
	var out []EndTest
	for _, list := range []string{Sources, Targets} {
		for i := range d.Count(list) {
			e := endOf(d, Offer{}, list, i)
			whole := e.reach("endpoint.")
			whole.Region, whole.Project, whole.Zone = e.told("cloud.region"), e.told("cloud.project_id"), e.told("cloud.az_code")
			whole.Network = Network{VPC: e.told("vpc.vpc_id"), Subnet: e.told("vpc.subnet_id"), Group: e.told("vpc.security_group_id")}
			whole.TLS, whole.Cert, whole.CertSum = triOf(e.get(tlsMember)), e.told(nameMember), e.told(sumMember)
			whole.CertBody, whole.CertPass = d.Secret(e.key(certMember)), d.Secret(e.key(certPassword))
			whole.ReadOnly = triOf(e.get("config.is_target_readonly"))
			whole.Nodes, _ = strconv.Atoi(e.get("config.node_num"))
			whole.OwnDNS, whole.DNSAction = triOf(e.get("customized_dns.is_set_dns")), e.told("customized_dns.set_dns_action")
			whole.Resolver = e.told("customized_dns.dns_ip")
			out = append(out, whole)
			for j := range d.Count(Shards(list, i)) {
				shard := e.reach("endpoint.source_sharding[" + strconv.Itoa(j) + "].")
				shard.Shard = true
				out = append(out, shard)
			}
		}
	}
	return out
}

// reach is how an end or a shard of it is reached; prefix is where that stands.
func (e draftEnd) reach(prefix string) EndTest {
	return EndTest{
		Source: e.source, Password: e.d.Secret(e.key(prefix + "db_password")),
		Endpoint: Endpoint{
			Engine: NewText(e.engine), Kind: NewText(e.kind), Sort: e.told(prefix + "endpoint_name"), Record: e.told(prefix + "id"),
			Address: e.told(prefix + "ip"), Port: e.told(prefix + "db_port"), User: e.told(prefix + "db_user"), Database: e.told(prefix + "db_name"),
			Instance: e.told(prefix + "instance_id"), Name: e.told(prefix + "instance_name"),
		},
	}
}

func (e draftEnd) told(member string) Text { return NewText(e.get(member)) }

// triOf is a yes or no as a draft holds it.
func triOf(value string) Tri {
	switch value {
	case "true":
		return Yes
	case "false":
		return No
	}
	return NotTold
}

// textOf is a yes or no as a draft holds it.
func textOf(t Tri) string {
	switch t {
	case Yes:
		return "true"
	case No:
		return "false"
	case NotTold:
	}
	return ""
}
