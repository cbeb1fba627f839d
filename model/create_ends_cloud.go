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
	group.Need = !e.source && e.direction == "non-dbs"
	some := vpc.Value != "" || subnet.Value != "" || group.Value != ""
	for _, f := range []*Field{&vpc, &subnet, &group} {
		f.Wrong, f.Hint, f.By = oneWord(f.Value), "optional", by
		if by == "" && !e.inCloud() && e.kind != "" {
			f.Grey = "only in the cloud"
		}
	}
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
	case e.net == "vpc" && e.kind != "" && (e.source && e.direction != "down" || !e.source && e.direction == "down"):
		return "network, step 2"
	case !e.source && e.direction == "non-dbs":
		return "direction, step 1"
	}
	return ""
}

// proposed fills in what most ends have, once it is known where one runs: the
// region and project that drover works in, and of a self-built source that it
// has no TLS.
func proposed(before, d Draft, o Offer) Draft {
	for _, list := range []string{Sources, Targets} {
		for i := range d.Count(list) {
			kind := Element(list, i, "endpoint_type")
			if d.Get(kind) == before.Get(kind) {
				continue
			}
			put := func(member, value string) {
				if key := Element(list, i, member); !d.Has(key) {
					d = d.Put(key, value)
				}
			}
			e := endOf(d, o, list, i)
			if e.inCloud() {
				put("cloud.region", o.Region)
				put("cloud.project_id", o.Project)
			}
			if list == Sources && e.kind != "" && e.kind != "cloud" {
				put("ssl.ssl_link", "false")
			}
		}
	}
	return d
}
