package model

import (
	"slices"
	"strings"
)

const (
	byEnds     = "the kinds of both ends, steps 3 and 4"
	byInstance = "nodes, step 5"
)

// instanceFields are the node that does the work (DRS: CreateJob, node_info and
// public_ip_list).
func instanceFields(d Draft, o Offer) []Field {
	own := selfBuilt(d)
	fields := make([]Field, 0, 12)
	fields = append(fields, sizeField(d, o))
	fields = append(fields, nodeVPCFields(d, own)...)
	fields = append(fields, nodeBaseFields(d, o, own)...)
	for i := range 2 {
		fields = append(fields, publicFields(d, i)...)
	}
	return fields
}

// selfBuilt reports whether no end is an instance of the cloud, as far as the
// draft says: then the service cannot tell by itself where the node belongs.
func selfBuilt(d Draft) bool {
	known := true
	for _, list := range []string{Sources, Targets} {
		for i := range max(1, d.Count(list)) {
			switch d.Get(Element(list, i, "endpoint_type")) {
			case "cloud":
				return false
			case "":
				known = false
			}
		}
	}
	return known || d.Get(KeyDirection) == "non-dbs"
}

// nodes is how many nodes the job has, 0 if the draft does not say.
func nodes(d Draft) int {
	switch d.Get(KeyInstanceType) {
	case "single":
		return 1
	case "ha":
		return 2
	}
	return 0
}

func sizeField(d Draft, o Offer) Field {
	f := Field{
		Key: KeyNodeType, Label: "node size", Kind: ChoiceField, Value: d.Get(KeyNodeType), Need: true, By: byEngine,
		Help: "How strong the node is that copies. A bigger one costs more an hour and can do more at once.",
		Options: []Option{
			{Value: "micro", Help: "the smallest"},
			{Value: "small"},
			{Value: "medium"},
			{Value: "high", Help: "the biggest"},
		},
	}
	if o.Sizes == nil {
		if o.SizesErr != "" {
			f.Hint = "not known what is left: " + Clean(o.SizesErr)
		}
		return f
	}
	for i := range f.Options {
		f.Options[i].Why = sizeOffered(f.Options[i].Value, o.Sizes)
	}
	for _, s := range o.Sizes {
		if _, known := f.Option(s.Code); !known {
			f.Options = append(f.Options, Option{Value: s.Code, Label: Clean(s.Code), Why: "only v3 makes it: use the console"})
		}
	}
	return settled(f)
}

func sizeOffered(code string, sizes []NodeSize) string {
	at := slices.IndexFunc(sizes, func(s NodeSize) bool { return s.Code == code })
	switch {
	case at < 0:
		return "not offered for this link"
	case sizes[at].SoldOut:
		return "sold out"
	}
	return ""
}

// nodeBaseFields are how many nodes there are, of what kind, and where.
func nodeBaseFields(d Draft, o Offer, own bool) []Field {
	need := own || d.Has(KeyInstanceType) || d.Has(KeyArch) || d.Has(KeyZones)
	hint := leftOut + "any"
	if own {
		hint = ""
	}
	return []Field{
		{
			Key: KeyInstanceType, Label: "nodes", Kind: ChoiceField, Value: d.Get(KeyInstanceType), Need: need, Hint: hint, By: byEnds,
			Help: "One node, or two of which the second takes over if the first fails.",
			Options: []Option{
				{Value: "single", Label: "one", Help: "a failure of the node stops the job until it is rebuilt"},
				{Value: "ha", Label: "two, ha", Help: "a standby takes over; one zone and one address for each"},
			},
		},
		{
			Key: KeyArch, Label: "processor", Kind: ChoiceField, Value: d.Get(KeyArch), Need: need, Hint: hint, By: byEnds,
			Help:    "The architecture of the node. Which one is sold depends on the region.",
			Options: []Option{{Value: "x86"}, {Value: "arm", Label: "Arm"}},
		},
		zonesField(d, o, need, hint),
	}
}

func zonesField(d Draft, o Offer, need bool, hint string) Field {
	f := Field{
		Key: KeyZones, Label: "zones", Value: d.Get(KeyZones), Need: need, Hint: hint, By: byInstance,
		Help: "The availability zone of each node, joined by commas: the first node's, then the standby's. Two zones outlive the loss of one.",
	}
	n := nodes(d)
	f.Wrong = listWrong(f.Value, n, "zone", "zones", func(one string) string { return zoneWrong(one, o.Zones) })
	if n == 1 && len(o.Zones) > 0 {
		return zoneChoice(f, o.Zones)
	}
	if n == 2 {
		f.Hint = "one for each node: " + zoneCodes(o.Zones)
	}
	if o.Zones == nil && o.ZonesErr != "" {
		f.Hint = "not known what is left: " + Clean(o.ZonesErr)
	}
	if first, second, two := strings.Cut(f.Value, ","); n == 2 && two && first == second {
		f.Risk = "both nodes are lost with one zone"
	}
	return f
}

// zoneChoice is the field of one zone, where it is known which there are.
func zoneChoice(f Field, zones []Zone) Field {
	f.Kind, f.Wrong = ChoiceField, ""
	if strings.Contains(f.Value, ",") {
		f.Wrong = "one node, one zone"
	}
	for _, z := range zones {
		o := Option{Value: z.Code, Label: Clean(z.Code), Help: Clean(z.Name)}
		if z.SoldOut {
			o.Why = "sold out"
		}
		f.Options = append(f.Options, o)
	}
	if f.Need {
		return settled(f)
	}
	return f
}

func zoneWrong(code string, zones []Zone) string {
	if len(zones) == 0 {
		return idWrong(code)
	}
	for _, z := range zones {
		if z.Code != code {
			continue
		}
		if z.SoldOut {
			return Clean(code) + " is sold out"
		}
		return ""
	}
	return "no zone " + Clean(code) + " here: " + zoneCodes(zones)
}

// zoneCodes lists the zones that have stock, or shows what such a list looks like.
func zoneCodes(zones []Zone) string {
	var out []string
	for _, z := range zones {
		if !z.SoldOut {
			out = append(out, Clean(z.Code))
		}
	}
	if out == nil {
		return "a,b"
	}
	return strings.Join(out, ", ")
}
