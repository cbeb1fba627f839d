package drs

import (
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// node5 reads node_info and the addresses of a v5 detail.
func node5(v wire.Value) model.Node {
	at, base := v.Path("node_info", "vpc"), v.Path("node_info", "base_info")
	return model.Node{
		Network: network(at), Address: at.Get("custom_node_ip").Text(),
		Public: addresses(v.Get("public_ip_list")), Binding: v.Get("bind_public_ip_state").Text(),
		Shape: base.Get("instance_type").Text(), Arch: base.Get("arch").Text(), Zone: base.Get("availability_zone").Text(),
		Status: word(base.Get("status")), Role: base.Get("role").Text(),
	}
}

// node3 reads what a v3 detail tells of the node in several places.
func node3(v wire.Value) model.Node {
	inst := v.Get("inst_info")
	n := model.Node{
		Network: network(v), Address: inst.Get("ip").Text(), Public: inst.Get("public_ip").Text(), Binding: v.Get("bind_public_ip_state").Text(),
		Zone: zones(v), Status: word(inst.Get("status")), Role: v.Get("node_role").Text(), Disk: inst.Get("volume_size").Text(),
		Count: number(v.Get("node_num")), MultiAZ: v.Get("is_multi_az").Tri(),
	}
	fill(&n.Public, addresses(v.Get("public_ip_list")))
	return n
}

// zones are those of primary and standby, or the one there is.
func zones(v wire.Value) model.Text {
	master, slave := v.Get("master_az").String(), v.Get("slave_az").String()
	if master != "" && slave != "" {
		return model.NewText(master + "," + slave)
	}
	zone := v.Get("az_code").Text()
	fill(&zone, v.Get("az_name").Text())
	return zone
}

func network(v wire.Value) model.Network {
	return model.Network{VPC: v.Get("vpc_id").Text(), Subnet: v.Get("subnet_id").Text(), Group: v.Get("security_group_id").Text()}
}

func addresses(v wire.Value) model.Text {
	var out []string
	for e := range v.Each() {
		if ip := e.Get("public_ip").String(); ip != "" {
			out = append(out, ip)
		}
	}
	return model.NewText(strings.Join(out, ","))
}

// number is a small count; 0 for anything that is none.
func number(v wire.Value) int { return whole(max(count(v), 0)) }

// ordered reads period_order.
func ordered(v wire.Value) model.Order {
	o := model.Order{
		Count: number(v.Get("period_num")), Status: word(v.Get("status")),
		Begins: v.Get("eff_time").Time(), Ends: v.Get("exp_time").Time(),
	}
	switch number(v.Get("period_type")) {
	case 2:
		o.Unit = "month"
	case 3:
		o.Unit = "year"
	}
	switch count(v.Get("is_auto_renew")) {
	case 0:
		o.Renews = model.No
	case 1:
		o.Renews = model.Yes
	}
	return o
}

// overNode fills what the better reading of a node does not say, member by
// member: each generation knows half of it.
func overNode(n *model.Node, other model.Node) {
	if n.Network == (model.Network{}) {
		n.Network = other.Network
	}
	for _, f := range []struct {
		to   *model.Text
		from model.Text
	}{
		{&n.Address, other.Address}, {&n.Public, other.Public}, {&n.Binding, other.Binding}, {&n.Shape, other.Shape}, {&n.Arch, other.Arch},
		{&n.Zone, other.Zone}, {&n.Status, other.Status}, {&n.Role, other.Role}, {&n.Disk, other.Disk},
	} {
		fill(f.to, f.from)
	}
	fill(&n.Count, other.Count)
	fill(&n.MultiAZ, other.MultiAZ)
}

// overOrder fills what the better reading of an order does not say.
func overOrder(o *model.Order, other model.Order) {
	fill(&o.Unit, other.Unit)
	fill(&o.Count, other.Count)
	fill(&o.Renews, other.Renews)
	fill(&o.Status, other.Status)
	fill(&o.Begins, other.Begins)
	fill(&o.Ends, other.Ends)
}
