package model

import "strings"

// CreateFacts is what a create of the draft would make, a line each, in the
// order of the steps. No secret is in it.
func CreateFacts(d Draft) []Fact {
	var out []Fact
	add := func(label string, words ...string) {
		var said []string
		for _, w := range words {
			if w != "" {
				said = append(said, w)
			}
		}
		if len(said) > 0 {
			out = append(out, Fact{Label: label, Value: NewText(strings.Join(said, ", "))})
		}
	}
	add("name", d.Name(), d.Get(KeyDescription))
	add("does", madeWords(d)...)
	for _, side := range []struct{ list, label string }{{Sources, "from"}, {Targets, "to"}} {
		for i := range d.Count(side.list) {
			add(side.label, endWords(d, side.list, i)...)
		}
	}
	add("node", d.Get(KeyNodeType), d.Get(KeyInstanceType), d.Get(KeyArch), zoneWords(d), networkWords(d.Get(KeyNodeVPC), d.Get(KeyNodeSubnet), d.Get(KeyNodeGroup)))
	for i := range d.Count(PublicIPs) {
		add("public ip", d.Get(Element(PublicIPs, i, "public_ip")), d.Get(Element(PublicIPs, i, "type")))
	}
	add("billed", billWords(d))
	add("tags", d.Get(KeyTags))
	return out
}

// endWords says of an end what it is, where it is, and who logs in.
func endWords(d Draft, list string, i int) []string {
	at := func(member string) string { return d.Get(Element(list, i, member)) }
	address := at("endpoint.ip")
	if port := at("endpoint.db_port"); port != "" && address != "" {
		address += ":" + port
	}
	if address == "" {
		address = at("endpoint.instance_id")
	}
	password := "password needs input"
	if !d.Secret(Element(list, i, "endpoint.db_password")).Empty() {
		password = "password set"
	}
	tls := "tls off"
	if at("ssl.ssl_link") == "true" {
		tls = "tls on"
	}
	return []string{at("db_type"), address, at("endpoint.db_name"), at("endpoint.db_user"), password, tls}
}

func zoneWords(d Draft) string {
	if zones := d.Get(KeyZones); zones != "" {
		return "az " + zones
	}
	return ""
}

func networkWords(vpc, subnet, group string) string {
	if vpc == "" {
		return ""
	}
	words := "vpc " + vpc
	if subnet != "" {
		words += ", subnet " + subnet
	}
	if group != "" {
		words += ", group " + group
	}
	return words
}

// billWords says how the job is billed.
func billWords(d Draft) string {
	if d.Get(KeyCharging) != "period" {
		return "pay per use, until it is ended"
	}
	unit := "month"
	if d.Get(KeyPeriodType) == "3" {
		unit = "year"
	}
	words := "by the " + unit + ", " + d.Get(KeyPeriodNum)
	if d.Get(KeyAutoRenew) == "1" {
		return words + ", renewed by itself"
	}
	return words + ", not renewed by itself"
}
