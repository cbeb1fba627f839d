package model

import "strings"

// Where the node's public addresses are: the master's, and the standby's of an HA
// job.
func publicID(i int) FieldKey      { return Element(PublicIPs, i, "id") }
func publicAddress(i int) FieldKey { return Element(PublicIPs, i, "public_ip") }

// nodeVPCFields are where the node's network interface is.
func nodeVPCFields(d Draft, own bool) []Field {
	begun := d.Has(KeyNodeVPC) || d.Has(KeyNodeSubnet) || d.Has(KeyNodeGroup) || d.Has(KeyNodeIP)
	need := own || begun
	hint := leftOut + "as cloud end"
	if own {
		hint = ""
	}
	ips := Field{
		Key: KeyNodeIP, Label: "node address", Value: d.Get(KeyNodeIP), By: byInstance,
		Hint: leftOut + "any free one",
		Help: "The node's own IPv4 address in the subnet, one for each node, joined by commas. It must be free.",
	}
	ips.Wrong = listWrong(ips.Value, nodes(d), "address", "addresses", func(one string) string {
		if !ipv4(one) {
			return Clean(one) + " is no IPv4 address"
		}
		return ""
	})
	if first, second, two := strings.Cut(ips.Value, ","); ips.Wrong == "" && two && first == second {
		ips.Wrong = "two nodes, two addresses"
	}
	return []Field{
		idField(d, "a vpc", Field{Key: KeyNodeVPC, Label: "vpc", Need: need, Hint: hint, By: byEnds,
			Help: "The id of the network that the node is made in. Without an instance of the cloud at either end the service cannot know it."}),
		idField(d, "a subnet", Field{Key: KeyNodeSubnet, Label: "subnet", Need: need, Hint: hint, By: byEnds,
			Help: "The id of the subnet of that network. From there the node must reach both databases."}),
		idField(d, "a group", Field{Key: KeyNodeGroup, Label: "security group", Hint: leftOut + "the default",
			Help: "The id of the security group of the node. It must let the node reach both databases."}),
		ips,
	}
}

// idField is a field that holds the id of something in the cloud: "a vpc".
func idField(d Draft, what string, f Field) Field {
	f.Value = d.Get(f.Key)
	f.Wrong, f.Risk = idWrong(f.Value), oddID(f.Value, what)
	return f
}

// publicFields are the public address of a node, with its id: both or neither.
func publicFields(d Draft, i int) []Field {
	label, whose := "public ip", "The node's"
	if i == 1 {
		label, whose = "standby ip", "The standby's"
	}
	id := idField(d, "an eip", Field{
		Key: publicID(i), Label: label + " id", By: byNet, Hint: leftOut + "one is bound",
		Help: whose + " public address by its id. It must be yours and bound to nothing.",
	})
	address := Field{
		Key: publicAddress(i), Label: label, Value: d.Get(publicAddress(i)), By: byNet, Hint: leftOut + "one is bound",
		Help: whose + " public address itself, which goes with its id. The firewalls of both databases must let it in.",
	}
	if address.Value != "" && !ipv4(address.Value) {
		address.Wrong = "an IPv4 address"
	}
	// The standby's alone would leave the master with one that nobody knows.
	both := id.Value != "" || address.Value != "" || i == 0 && (d.Has(publicID(1)) || d.Has(publicAddress(1)))
	id.Need, address.Need = both, both
	if net := d.Get(KeyNet); net != "" && net != "eip" {
		id.Grey, address.Grey = "only over eip", "only over eip"
	} else if n := nodes(d); i == 1 && (n == 1 || n == 0 && !both) {
		id.Grey, address.Grey, id.By, address.By = "only with two nodes", "only with two nodes", byInstance, byInstance
	}
	return []Field{id, address}
}
