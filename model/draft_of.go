package model

import (
	"strconv"
	"strings"
	"time"
)

// DraftOf describes a job like another one: everything that the service tells
// of it, without the passwords and certificates, which it does not tell, without
// its name and its addresses, which are taken, and without its start. DraftFrom
// proposes a name.
func DraftOf(det Detail) Draft {
	d := NewDraft("", time.Time{})
	d.From, d.original = det.Job.Name.String(), det.Job.Name
	d = d.about(det)
	for key, value := range map[FieldKey]string{
		KeyDescription: det.Job.Description.Raw(), KeyTags: TagsText(det.Tags), KeyEnterprise: det.Enterprise.Raw(),
		KeyFastClean: textOf(det.FastClean), KeyNodeType: det.NodeType.Raw(),
		KeyNodeVPC: det.Node.Network.VPC.Raw(), KeyNodeSubnet: det.Node.Network.Subnet.Raw(), KeyNodeGroup: det.Node.Network.Group.Raw(),
		KeyInstanceType: det.Node.Shape.Raw(), KeyArch: det.Node.Arch.Raw(), KeyZones: det.Node.Zone.Raw(),
	} {
		if value != "" {
			d = d.Put(key, value)
		}
	}
	if det.ExpiredDays > 0 {
		d = d.Put(KeyExpired, itoa(det.ExpiredDays))
	}
	if det.Job.Charging == Period {
		d = d.Put(KeyCharging, "period").ordered(det.Order)
	}
	// An answer tells of every member, whether it counts or not.
	d, _ = d.ends(det, false).Settle(Offer{})
	return d
}

// DraftEnds describes the ends of a job that exists, with their records, so
// that they can be stored again with their secrets (StoreEnds).
func DraftEnds(det Detail) Draft {
	d := Draft{From: det.Job.Name.String()}
	return d.about(det).ends(det, true)
}

// DraftFrom is what another draft describes, under the identity of a base. A
// job like another one gets a name that is its own.
func DraftFrom(base, other Draft) Draft {
	d := other
	d.ID, d.Begun, d.Saved, d.Sent = base.ID, base.Begun, base.Saved, base.Sent
	if d.From == "" {
		d.From = base.From
	}
	if !other.original.Empty() && !d.Has(KeyName) {
		d = d.Put(KeyName, CloneName(other.original, base.ID))
	}
	d.original = Text{}
	return d
}

// about puts what the ends of a job depend on.
func (d Draft) about(det Detail) Draft {
	j := det.Job
	d = d.Put(KeyScenario, string(j.Scenario)).Put(KeyEngine, linkOf(j)).Put(KeyDirection, j.Direction.Raw())
	d = d.Put(KeyTask, string(j.Task)).Put(KeyNet, j.Net.Raw())
	if j.Scenario == DR {
		d = d.Put(KeyMultiWrite, textOf(det.MultiWrite))
	}
	whole := 0
	for _, e := range det.From {
		if !e.Shard {
			whole++
		}
	}
	if whole > 1 || j.Scenario == Sync && det.Topology.Raw() == manyToOne {
		d = d.Put(KeyTopology, manyToOne)
	}
	return d
}

// linkOf is the engine_type of a job as v5 creates it, where that is beyond
// doubt: v3 calls the link between two MySQL mysql.
func linkOf(j Job) string {
	if code := j.Engine.Raw(); code != "mysql" || j.Scenario == DR {
		return code
	}
	return "mysql-to-mysql"
}

func (d Draft) ordered(o Order) Draft {
	switch o.Unit {
	case "month":
		d = d.Put(KeyPeriodType, "2")
	case "year":
		d = d.Put(KeyPeriodType, "3")
	}
	if o.Count > 0 {
		d = d.Put(KeyPeriodNum, itoa(o.Count))
	}
	switch o.Renews {
	case Yes:
		d = d.Put(KeyAutoRenew, "1")
	case No:
		d = d.Put(KeyAutoRenew, "0")
	case NotTold:
	}
	return d
}

// ends puts both sides of a job; records says whether their ids go along.
func (d Draft) ends(det Detail, records bool) Draft {
	for _, side := range []struct {
		list string
		ends []Endpoint
	}{{Sources, det.From}, {Targets, det.To}} {
		i, shard := -1, 0
		for _, end := range side.ends {
			if end.Shard && i >= 0 {
				d = d.reached(side.list, i, "endpoint.source_sharding["+strconv.Itoa(shard)+"].", end, records)
				shard++
				continue
			}
			i, shard = i+1, 0
			d = d.end(side.list, i, end, records)
		}
	}
	return d
}

func (d Draft) end(list string, i int, end Endpoint, records bool) Draft {
	put := func(member, value string) { d = d.Put(Element(list, i, member), value) }
	kind, role := end.Kind.Raw(), "ta"
	if list == Sources {
		role = "so"
	}
	if kind == "" { // v3 does not tell it
		kind = kindOf(end)
	}
	put("endpoint_type", kind)
	put("endpoint_role", role)
	put("db_type", end.Engine.Raw())
	end.Kind = NewText(kind)
	d = d.reached(list, i, "endpoint.", end, records)
	put("cloud.region", end.Region.Raw())
	put("cloud.project_id", end.Project.Raw())
	put("cloud.az_code", end.Zone.Raw())
	put("vpc.vpc_id", end.Network.VPC.Raw())
	put("vpc.subnet_id", end.Network.Subnet.Raw())
	put("vpc.security_group_id", end.Network.Group.Raw())
	put("config.is_target_readonly", textOf(end.ReadOnly))
	if end.Nodes > 0 {
		put("config.node_num", itoa(end.Nodes))
	}
	put(tlsMember, textOf(end.TLS))
	put(nameMember, end.Cert.Raw())
	put(sumMember, end.CertSum.Raw())
	put("customized_dns.is_set_dns", textOf(end.OwnDNS))
	put("customized_dns.set_dns_action", end.DNSAction.Raw())
	put("customized_dns.dns_ip", end.Resolver.Raw())
	return d
}

// reached puts how an end, or a shard of one, is reached.
func (d Draft) reached(list string, i int, prefix string, end Endpoint, records bool) Draft {
	put := func(member, value string) { d = d.Put(Element(list, i, prefix+member), value) }
	name := endName(end.Engine.Raw(), end.Kind.Raw())
	if name == "" {
		name = end.Sort.Raw()
	}
	put("endpoint_name", name)
	address, port := end.Address.Raw(), end.Port.Raw()
	if port == "0" { // of v3: it stands in the address
		port = ""
	}
	if portsInAddress(end.Engine.Raw()) > 0 {
		if port != "" && address != "" && !strings.ContainsAny(address, ":,") {
			address += ":" + port
		}
		port = ""
	}
	put("ip", address)
	put("db_port", port)
	put("db_user", end.User.Raw())
	put("db_name", end.Database.Raw())
	put("instance_id", end.Instance.Raw())
	put("instance_name", end.Name.Raw())
	if records {
		put("id", end.Record.Raw())
	}
	return d
}

// kindOf tells where an end runs by what is told of it.
func kindOf(end Endpoint) string {
	switch {
	case !end.Instance.Empty():
		return "cloud"
	case !end.Network.VPC.Empty():
		return "ecs"
	}
	return "offline"
}
