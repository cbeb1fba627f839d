package sim

import (
	"slices"
	"strconv"
	"strings"
)

// standby tells of a creation with a node that stands by.
func (w *creation) standby() bool { return w.Node.Base != nil && w.Node.Base.Instance == "ha" }

// nodes is how many nodes a creation asks for.
func (w *creation) nodes() int {
	if w.standby() {
		return 2
	}
	return 1
}

// addresses are those that the nodes are to have; none: any will do.
func (w *creation) addresses() []string {
	if w.Node.VPC == nil || w.Node.VPC.Addresses == "" {
		return nil
	}
	return strings.Split(w.Node.VPC.Addresses, ",")
}

// lawfulNode holds the node that does the work against the rules and what is
// left of its size.
func (s *Sim) lawfulNode(w *creation) answer {
	n := w.Node
	own := w.Target[0].Kind != "cloud" && w.Source[0].Kind != "cloud"
	switch {
	case n.Spec.Size == soldOut:
		return unfit("node_info.spec.node_type", "the size "+soldOut+" is sold out")
	case n.VPC == nil && own:
		return lacks("node_info.vpc")
	case n.Base == nil && own:
		return lacks("node_info.base_info")
	}
	return firstOf(
		func() answer { return w.lawfulNet("node_info.vpc") },
		func() answer { return s.lawfulZones("node_info.base_info.availability_zone", w) },
	)
}

// lawfulNet is about the network of the node.
func (w *creation) lawfulNet(at string) answer {
	v := w.Node.VPC
	switch {
	case v == nil:
		return answer{}
	case v.VPC == "":
		return lacks(at + ".vpc_id")
	case v.Subnet == "":
		return lacks(at + ".subnet_id")
	}
	list := w.addresses()
	if len(list) > 0 && len(list) != w.nodes() {
		return wrong(at+".custom_node_ip", "one address for each node, of which there will be "+strconv.Itoa(w.nodes()))
	}
	for _, one := range list {
		if !isIPv4(one) {
			return wrong(at+".custom_node_ip", "IPv4 addresses, separated by commas")
		}
	}
	return answer{}
}

// lawfulZones is about the zones: one for each node, and with nodes left.
func (s *Sim) lawfulZones(at string, w *creation) answer {
	if w.Node.Base == nil {
		return answer{}
	}
	if w.Node.Base.Zones == "" {
		return lacks(at)
	}
	list := strings.Split(w.Node.Base.Zones, ",")
	if len(list) != w.nodes() {
		return wrong(at, "one zone for each node, of which there will be "+strconv.Itoa(w.nodes()))
	}
	for _, zone := range list {
		switch {
		case !slices.Contains(s.zones(), zone):
			return wrong(at, "there are "+strings.Join(s.zones(), ", "))
		case s.outOf(zone, w.Node.Spec.Size):
			return unfit(at, "the size "+w.Node.Spec.Size+" is sold out in "+zone)
		}
	}
	return answer{}
}
