package model_test

import (
	"testing"

	. "drover/model"
)

func TestInstanceRules(t *testing.T) {
	o := offered()
	zones := offered()
	zones.Zones = []Zone{{Code: "cn-north-4a"}, {Code: "cn-north-4b"}, {Code: "cn-north-4c", SoldOut: true}}
	sizes := offered()
	sizes.Sizes = []NodeSize{{Code: "small", SoldOut: true}, {Code: "medium"}, {Code: "high"}, {Code: "xlarge"}}
	one := offered()
	one.Sizes = []NodeSize{{Code: "small", SoldOut: true}, {Code: "medium"}}

	own := func(more ...string) Draft {
		return upMySQL(append([]string{put(sourceKind, "offline"), put(targetKind, "ecs")}, more...)...)
	}
	cloud := func(more ...string) Draft {
		return upMySQL(append([]string{put(sourceKind, "offline"), put(targetKind, "cloud")}, more...)...)
	}
	eip := func(more ...string) Draft { return cloud(append(more, put(KeyNet, "eip"))...) }
	ha := put(KeyInstanceType, "ha")
	single := put(KeyInstanceType, "single")

	checkRules(t, []rule{
		{"a node size is needed", cloud(), o, KeyNodeType, "wrong: needed here"},
		{"a size of the contract is right while the sizes are unread", cloud(put(KeyNodeType, "micro")), o, KeyNodeType, "right"},
		{"a size that v5 does not make is flagged", cloud(put(KeyNodeType, "2xlarge")), o, KeyNodeType, "wrong: 2xlarge is not offered here"},
		{"a size that is not offered is flagged", cloud(put(KeyNodeType, "micro")), sizes, KeyNodeType, "wrong: not offered for this link"},
		{"a size that is sold out is flagged", cloud(put(KeyNodeType, "small")), sizes, KeyNodeType, "wrong: sold out"},
		{"a size of v3 alone is flagged", cloud(put(KeyNodeType, "xlarge")), sizes, KeyNodeType, "wrong: only v3 makes it: use the console"},
		{"a size with stock is right", cloud(put(KeyNodeType, "medium")), sizes, KeyNodeType, "right"},
		{"the only size needs no choice", cloud(), one, KeyNodeType, "fixed medium: the only one offered"},

		{"a cloud end needs no vpc of the node", cloud(), o, KeyNodeVPC, "right"},
		{"a cloud source needs none either", upMySQL(put(sourceKind, "cloud"), put(targetKind, "offline")), o, KeyNodeVPC, "right"},
		{"self-built on both sides needs the vpc", own(), o, KeyNodeVPC, "wrong: needed here"},
		{"self-built on both sides needs the subnet", own(), o, KeyNodeSubnet, "wrong: needed here"},
		{"self-built on both sides needs no security group", own(), o, KeyNodeGroup, "right"},
		{"between own servers needs the vpc before the ends are filled in", drafted(put(KeyDirection, "non-dbs")), o, KeyNodeVPC, "wrong: needed here"},
		{"a vpc that is given is right", own(put(KeyNodeVPC, "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f")), o, KeyNodeVPC, "right"},
		{"half a vpc id is odd", own(put(KeyNodeVPC, "2cb5d364-ae63")), o, KeyNodeVPC, "risk: not a vpc id"},
		{"an eip's name is no id of it", upMySQL(put(KeyNet, "eip"), put(masterID, "eip-1"), put(masterIP, "203.0.113.5")), o, masterID, "risk: not an eip id"},
		{"a vpc with a blank is flagged", cloud(put(KeyNodeVPC, "a b")), o, KeyNodeVPC, "wrong: an id: no blanks, one alone"},
		{"a vpc alone needs its subnet", cloud(put(KeyNodeVPC, "v1")), o, KeyNodeSubnet, "wrong: needed here"},
		{"a subnet alone needs its vpc", cloud(put(KeyNodeSubnet, "s1")), o, KeyNodeVPC, "wrong: needed here"},
		{"a security group alone needs the vpc", cloud(put(KeyNodeGroup, "g1")), o, KeyNodeVPC, "wrong: needed here"},
		{"a node's address alone needs the vpc", cloud(put(KeyNodeIP, "10.0.0.4")), o, KeyNodeVPC, "wrong: needed here"},

		{"one address is right for one node", cloud(single, put(KeyNodeIP, "10.0.0.4")), o, KeyNodeIP, "right"},
		{"two addresses are too many for one node", cloud(single, put(KeyNodeIP, "10.0.0.4,10.0.0.5")), o, KeyNodeIP, "wrong: it has 1 node: 1 address"},
		{"one address is too few for two nodes", cloud(ha, put(KeyNodeIP, "10.0.0.4")), o, KeyNodeIP, "wrong: it has 2 nodes: 2 addresses"},
		{"two addresses are right for two nodes", cloud(ha, put(KeyNodeIP, "10.0.0.4,10.0.0.5")), o, KeyNodeIP, "right"},
		{"two nodes cannot share an address", cloud(ha, put(KeyNodeIP, "10.0.0.4,10.0.0.4")), o, KeyNodeIP, "wrong: two nodes, two addresses"},
		{"three addresses are too many for any job", cloud(put(KeyNodeIP, "10.0.0.4,10.0.0.5,10.0.0.6")), o, KeyNodeIP, "wrong: at most two addresses: one for each node"},
		{"a name is no address", cloud(put(KeyNodeIP, "db-1")), o, KeyNodeIP, "wrong: db-1 is no IPv4 address"},
		{"256 is no part of an address", cloud(put(KeyNodeIP, "10.0.0.256")), o, KeyNodeIP, "wrong: 10.0.0.256 is no IPv4 address"},
		{"IPv6 is no address here", cloud(put(KeyNodeIP, "fe80::1")), o, KeyNodeIP, "wrong: fe80::1 is no IPv4 address"},
		{"blanks after commas are left out", cloud(put(KeyNodeIP, "10.0.0.4, 10.0.0.5")), o, KeyNodeIP, "right"},

		{"a cloud end needs no number of nodes", cloud(), o, KeyInstanceType, "right"},
		{"self-built on both sides needs the number of nodes", own(), o, KeyInstanceType, "wrong: needed here"},
		{"self-built on both sides needs the processor", own(), o, KeyArch, "wrong: needed here"},
		{"self-built on both sides needs the zones", own(), o, KeyZones, "wrong: needed here"},
		{"a number of nodes needs the processor", cloud(single), o, KeyArch, "wrong: needed here"},
		{"a processor needs the number of nodes", cloud(put(KeyArch, "arm")), o, KeyInstanceType, "wrong: needed here"},
		{"a zone needs the processor", cloud(put(KeyZones, "a")), o, KeyArch, "wrong: needed here"},
		{"a processor that nobody sells is flagged", cloud(put(KeyArch, "sparc")), o, KeyArch, "wrong: sparc is not offered here"},

		{"one zone is right for one node", own(single, put(KeyZones, "cn-north-4a")), zones, KeyZones, "right"},
		{"two zones are too many for one node", own(single, put(KeyZones, "cn-north-4a,cn-north-4b")), o, KeyZones, "wrong: it has 1 node: 1 zone"},
		{"two zones of a list are too many for one node", own(single, put(KeyZones, "cn-north-4a,cn-north-4b")), zones, KeyZones, "wrong: one node, one zone"},
		{"one zone is too few for two nodes", own(ha, put(KeyZones, "cn-north-4a")), zones, KeyZones, "wrong: it has 2 nodes: 2 zones"},
		{"two zones are right for two nodes", own(ha, put(KeyZones, "cn-north-4b,cn-north-4a")), zones, KeyZones, "right"},
		{"one zone twice is a risk", own(ha, put(KeyZones, "cn-north-4a,cn-north-4a")), zones, KeyZones, "risk: both nodes are lost with one zone"},
		{"a zone that is sold out is flagged for two", own(ha, put(KeyZones, "cn-north-4a,cn-north-4c")), zones, KeyZones, "wrong: cn-north-4c is sold out"},
		{"a zone that is sold out is flagged for one", own(single, put(KeyZones, "cn-north-4c")), zones, KeyZones, "wrong: sold out"},
		{"a zone of another region is flagged", own(ha, put(KeyZones, "eu-1a,cn-north-4a")), zones, KeyZones, "wrong: no zone eu-1a here: cn-north-4a, cn-north-4b"},
		{"any zone is taken while the zones are unread", own(ha, put(KeyZones, "eu-1a,eu-1b")), o, KeyZones, "right"},
		{"nothing between two commas is flagged", own(ha, put(KeyZones, "eu-1a,")), o, KeyZones, "wrong: nothing between two commas"},

		{"a public address is for eip alone", cloud(), o, masterIP, "grey: only over eip"},
		{"a public address may be left out", eip(), o, masterIP, "right"},
		{"a public address needs its id", eip(put(masterIP, "203.0.113.5")), o, masterID, "wrong: needed here"},
		{"an id needs its public address", eip(put(masterID, "e1")), o, masterIP, "wrong: needed here"},
		{"both are right", eip(put(masterID, "e1"), put(masterIP, "203.0.113.5")), o, masterIP, "right"},
		{"a public address is one of IPv4", eip(put(masterID, "e1"), put(masterIP, "host")), o, masterIP, "wrong: an IPv4 address"},
		{"the standby's is for two nodes alone", eip(single), o, standbyIP, "grey: only with two nodes"},
		{"the standby's may be left out", eip(ha), o, standbyIP, "right"},
		{"the standby's alone needs the master's", eip(ha, put(standbyID, "e2"), put(standbyIP, "203.0.113.6")), o, masterIP, "wrong: needed here"},
		{"the standby's needs its id", eip(ha, put(standbyIP, "203.0.113.6")), o, standbyID, "wrong: needed here"},
	})
}

func TestWhatCouldNotBeReadIsSaidAndStopsNothing(t *testing.T) {
	o := offered()
	o.SizesErr, o.ZonesErr, o.EnterprisesErr = "403", "403", "403"
	d := upMySQL(put(KeyNodeType, "medium"), put(KeyZones, "a"), put(KeyEnterprise, "e1"))
	for key, want := range map[FieldKey]string{
		KeyNodeType: "not known what is left: 403", KeyZones: "not known what is left: 403", KeyEnterprise: "not known which there are: 403",
	} {
		if f := field(t, d, o, key); f.Hint != want || f.Wrong != "" {
			t.Errorf("%s: hint %q, wrong %q", key, f.Hint, f.Wrong)
		}
	}
}
