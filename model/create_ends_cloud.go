package model

// cloud says in which region and project of the cloud the database is.
func (e draftEnd) cloud() []Field {
	region := e.text("cloud.region", "region", "The region that the database is in. With a project within it the two are joined by _.")
	project := e.text("cloud.project_id", "project", "The id of the project that the database is in, in that region.")
	zone := e.text("cloud.az_code", "zone", "The zone of the database; of several nodes one for each, joined by commas.")
	for _, f := range []*Field{&region, &project, &zone} {
		f.Wrong, f.By = oneWord(f.Value), "runs in"
		if e.selfBuilt() {
			f.Grey = "only in the cloud"
		}
	}
	zone.Risk = oddZones(zone.Value, region.Value)
	region.Need, project.Need, zone.Hint = e.inCloud(), e.inCloud(), "optional"
	return append([]Field{region}, e.quiet(project, zone)...)
}

// selfBuilt reports a database on a server outside the cloud.
func (e draftEnd) selfBuilt() bool { return e.kind == "offline" }

func (e draftEnd) inCloud() bool { return e.kind == "ecs" || e.kind == "cloud" }

// network says where in the cloud's network the database is.
func (e draftEnd) network() []Field {
	vpc := e.text("vpc.vpc_id", "vpc", "The id of the VPC that the database is in.")
	subnet := e.text("vpc.subnet_id", "subnet", "The id of the subnet that the database is in: its network id.")
	group := e.text("vpc.security_group_id", "security group", "The id of the security group of the database.")
	by := e.networkBy()
	group.Need = !e.source && e.direction == "non-dbs" && e.inCloud()
	some := vpc.Value != "" || subnet.Value != "" || group.Value != ""
	for _, f := range []*Field{&vpc, &subnet, &group} {
		f.Wrong, f.Hint, f.By = oneWord(f.Value), "optional", by
		if e.selfBuilt() && e.net != "vpc" && e.direction != "non-dbs" {
			f.Grey = "only in the cloud"
		}
	}
	vpc.Risk, subnet.Risk, group.Risk = oddID(vpc.Value, "a vpc"), oddID(subnet.Value, "a subnet"), oddID(group.Value, "a group")
	vpc.Need, subnet.Need = by != "" || some, by != "" || some
	return append([]Field{vpc}, e.quiet(subnet, group)...)
}

// networkBy is the choice that makes the VPC of this end needed; "" if it is
// not: of a server in the cloud always, in a VPC network at the far side, and
// of a target where both sides are self-built.
func (e draftEnd) networkBy() string {
	switch {
	case e.kind == "ecs":
		return "runs in"
	case !e.inCloud(): // one of an own server says how it is reached, where somebody knows it
		return ""
	case e.net == "vpc" && (e.source && e.direction != "down" || !e.source && e.direction == "down"):
		return "network, step 2"
	case !e.source && e.direction == "non-dbs":
		return "direction, step 1"
	}
	return ""
}

// settledEnds is a changed draft with all that follows from the change, at its
// ends, too.
func settledEnds(before, changed Draft, o Offer) (Draft, []Drop) {
	d, drops := settleFrom(before, changed, o)
	return proposed(before, d, o), drops
}

// proposed fills in what most ends have, once it is known where one runs: the
// region and project that drover works in, and of a self-built source that it
// has no TLS. The kind that followed from an engine or a place that changed goes.
func proposed(before, d Draft, o Offer) Draft {
	for _, list := range []string{Sources, Targets} {
		for i := range d.Count(list) {
			was, e := endOf(before, o, list, i), endOf(d, o, list, i)
			if was.kind == e.kind && was.engine == e.engine {
				continue
			}
			d = e.unnamed(endName(was.engine, was.kind))
			if was.kind != e.kind {
				e.d = d
				d = e.placed()
			}
		}
	}
	return d
}

// placed is the draft with what an end mostly has where it runs.
func (e draftEnd) placed() Draft {
	d := e.d
	put := func(member, value string) {
		if key := e.key(member); !d.Has(key) {
			d = d.Put(key, value)
		}
	}
	if e.inCloud() {
		put("cloud.region", e.o.Region)
		put("cloud.project_id", e.o.Project)
	}
	if e.source && e.kind != "" && e.kind != "cloud" {
		put(tlsMember, "false")
	}
	return d
}

// unnamed is the draft without a name of the end and its shards that follows
// from nothing any more.
func (e draftEnd) unnamed(former string) Draft {
	if former == "" || endName(e.engine, e.kind) != "" {
		return e.d
	}
	d := e.d
	names := []FieldKey{e.key("endpoint.endpoint_name")}
	for j := range d.Count(Shards(e.list, e.i)) {
		names = append(names, Element(Shards(e.list, e.i), j, "endpoint_name"))
	}
	for _, key := range names {
		if d.Get(key) == former {
			d = d.Put(key, "")
		}
	}
	return d
}
