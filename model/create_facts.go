package model

import (
	"strings"
	"time"
)

// CreateFacts is what a create of the draft would make, a line each, in the
// order of the steps; zone is where the user is, nil: UTC. No secret is in it.
func CreateFacts(d Draft, zone *time.Location) []Fact {
	d = d.Tidy()
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
	add("node", d.Get(KeyNodeType), d.Get(KeyInstanceType), d.Get(KeyArch), zoneWords(d.Get(KeyZones)), networkWords(d.Get(KeyNodeVPC), d.Get(KeyNodeSubnet), d.Get(KeyNodeGroup)))
	for i := range d.Count(PublicIPs) {
		add("public ip", d.Get(Element(PublicIPs, i, "public_ip")), d.Get(Element(PublicIPs, i, "type")))
	}
	add("billed", billWords(d))
	if d.Has(KeyStartTime) {
		add("starts", "by itself at "+startWords(d.Get(KeyStartTime), zone))
	}
	if project := d.Get(KeyEnterprise); project != defaultEnterprise {
		add("enterprise", project)
	}
	add("tags", d.Get(KeyTags))
	return out
}

// endWords says of an end what it is, who logs in, and where it is.
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
	shards := ""
	if n := d.Count(Shards(list, i)); n > 0 {
		shards = plural(n, "shard", "shards")
	}
	return []string{
		at("db_type"), address, at("endpoint.db_name"), at("endpoint.db_user"), password, tls, shards,
		placeWords(at("cloud.region"), at("cloud.az_code")), endNetWords(d, at("vpc.vpc_id"), at("vpc.subnet_id"), at("vpc.security_group_id")),
		dnsWords(at("customized_dns.set_dns_action"), at("customized_dns.dns_ip")),
	}
}

// placeWords says where in the cloud an end is: zones of the region say which
// region it is.
func placeWords(region, zones string) string {
	switch {
	case zones == "":
		return region
	case region == "" || oddZones(zones, region) == "":
		return zoneWords(zones)
	}
	return region + ", " + zoneWords(zones)
}

// endNetWords says in which network an end is: mostly in the node's.
func endNetWords(d Draft, vpc, subnet, group string) string {
	if vpc != "" && vpc == d.Get(KeyNodeVPC) && subnet == d.Get(KeyNodeSubnet) {
		return "the node's network"
	}
	return networkWords(vpc, subnet, group)
}

func zoneWords(zones string) string {
	if zones == "" {
		return ""
	}
	return "az " + zones
}

// dnsWords says what is done about the DNS server of an end.
func dnsWords(action, server string) string {
	switch action {
	case "":
		return ""
	case "recover":
		return "dns back to the cloud's own"
	case "keep":
		return "dns as it is"
	}
	return "dns " + server
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
		words := "pay per use, until it is ended"
		if days := d.Get(KeyExpired); days != "" {
			words += " or was failed for " + days + " days"
		}
		return words
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
