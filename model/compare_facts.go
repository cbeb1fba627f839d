package model

// factPair is a value that is no edit's, of both jobs.
type factPair struct {
	label string
	of    func(Detail) string
}

// compareFacts are what both jobs are: link, node, ends, and how they are billed.
// Of ends that are several each is laid beside the other job's of the same place.
func compareFacts(a, b Detail) []Block {
	out := []Block{
		factBlock("link", a, b, linkPairs()),
		factBlock("node", a, b, nodePairs()),
	}
	out = append(out, endBlocks("source", a, b, func(d Detail) []Endpoint { return d.From })...)
	out = append(out, endBlocks("target", a, b, func(d Detail) []Endpoint { return d.To })...)
	out = append(out, factBlock("billing", a, b, billPairs()))
	some := out[:0]
	for _, block := range out {
		if len(block.Pairs) > 0 {
			some = append(some, block)
		}
	}
	return some
}

func factBlock(title string, a, b Detail, pairs []factPair) Block {
	block := Block{Title: title}
	for _, p := range pairs {
		one, two := Clean(p.of(a)), Clean(p.of(b))
		if one == "" && two == "" {
			continue
		}
		block.Pairs = append(block.Pairs, Pair{Label: p.label, Values: [2]string{one, two}, Words: [2]string{one, two}, Same: one == two})
	}
	return block
}

func linkPairs() []factPair {
	return []factPair{
		{"scenario", func(d Detail) string { return d.Job.Scenario.Short() }},
		{"engines", func(d Detail) string { return engineWords(linkOf(d.Job)) }},
		{"direction", func(d Detail) string { return d.Job.Direction.Raw() }},
		{"network", func(d Detail) string { return d.Job.Net.Raw() }},
		{"phases", func(d Detail) string { return taskWord(d.Job.Task) }},
		{"dual-active", func(d Detail) string { return triWord(d.MultiWrite, "yes", "no") }},
		{"task version", func(d Detail) string { return d.TaskVersion.Raw() }},
		{"log cleaning", func(d Detail) string { return triWord(d.FastClean, "early", "as usual") }},
	}
}

func nodePairs() []factPair {
	return []factPair{
		{"size", func(d Detail) string { return d.NodeType.Raw() }},
		{"shape", func(d Detail) string { return d.Node.Shape.Raw() }},
		{"arch", func(d Detail) string { return d.Node.Arch.Raw() }},
		{"zone", func(d Detail) string { return d.Node.Zone.Raw() }},
		{"vpc", func(d Detail) string { return d.Node.Network.VPC.Raw() }},
		{"subnet", func(d Detail) string { return d.Node.Network.Subnet.Raw() }},
		{"group", func(d Detail) string { return d.Node.Network.Group.Raw() }},
	}
}

func billPairs() []factPair {
	return []factPair{
		{"billed", func(d Detail) string {
			switch d.Job.Charging {
			case OnDemand:
				return "on demand"
			case Period:
				return "by the month or year"
			case ChargingUnknown:
			}
			return ""
		}},
		{"order", func(d Detail) string {
			if d.Order.Count == 0 {
				return d.Order.Unit
			}
			return plural(d.Order.Count, d.Order.Unit, d.Order.Unit+"s")
		}},
		{"renewal", func(d Detail) string { return triWord(d.Order.Renews, "by itself", "no") }},
		{"enterprise", func(d Detail) string { return d.Enterprise.Raw() }},
	}
}

// endBlocks lays the ends of one side beside each other.
func endBlocks(word string, a, b Detail, side func(Detail) []Endpoint) []Block {
	n := max(len(side(a)), len(side(b)))
	out := make([]Block, 0, n)
	for i := range n {
		title := word
		if n > 1 {
			title += " " + itoa(i+1)
		}
		var pairs []factPair
		for _, p := range endPairs() {
			pairs = append(pairs, factPair{p.label, func(d Detail) string {
				if ends := side(d); i < len(ends) {
					return p.of(ends[i])
				}
				return ""
			}})
		}
		out = append(out, factBlock(title, a, b, pairs))
	}
	return out
}

type endPair struct {
	label string
	of    func(Endpoint) string
}

func endPairs() []endPair {
	return []endPair{
		{"engine", func(e Endpoint) string { return e.Engine.Raw() }},
		{"runs in", func(e Endpoint) string { return e.Kind.Raw() }},
		{"address", func(e Endpoint) string {
			if e.Port.Empty() || e.Port.Raw() == "0" {
				return e.Address.Raw()
			}
			return e.Address.Raw() + ":" + e.Port.Raw()
		}},
		{"user", func(e Endpoint) string { return e.User.Raw() }},
		{"database", func(e Endpoint) string { return e.Database.Raw() }},
		{"instance", func(e Endpoint) string { return e.Instance.Raw() }},
		{"region", func(e Endpoint) string { return e.Region.Raw() }},
		{"zone", func(e Endpoint) string { return e.Zone.Raw() }},
		{"vpc", func(e Endpoint) string { return e.Network.VPC.Raw() }},
		{"subnet", func(e Endpoint) string { return e.Network.Subnet.Raw() }},
		{"group", func(e Endpoint) string { return e.Network.Group.Raw() }},
		{"tls", func(e Endpoint) string { return triWord(e.TLS, "on", "off") }},
		{"certificate", func(e Endpoint) string { return e.Cert.Raw() }},
		{"read-only", func(e Endpoint) string { return triWord(e.ReadOnly, "while the job runs", "no") }},
		{"dns", func(e Endpoint) string { return e.Resolver.Raw() }},
	}
}

func triWord(t Tri, yes, no string) string {
	switch t {
	case Yes:
		return yes
	case No:
		return no
	case NotTold:
	}
	return ""
}
