package sim

import (
	"fmt"
	"strconv"
)

// masked is what a stored password looks like when it is read back.
const masked = "******"

// address is the source's: self-built, somewhere in the company's network.
func (w *world) address(i int) string {
	h := w.hash(i)
	return fmt.Sprintf("10.154.%d.%d", h%200+20, h>>8%250+2)
}

// instance is the id of the cloud database at the other end.
func (w *world) instance(i int) string {
	return fmt.Sprintf("%016x%016xin01", mix(w.hash(i)+1), mix(w.hash(i)+2))[:36]
}

// end is one side of a job, before either generation puts it into words.
type end struct {
	engine, name, kind string
	address            string
	port               int
	user               string
	instance, label    string
	database           string
	role               string
	password           string // as it is read back; empty: none is stored
	region             string
	tls                bool
	wish               *endWish // as it was created or stored; nil: the world made it up
}

// ends gives the two sides in the direction that data flows. The cloud is at
// the destination, unless the job runs out of the cloud.
func (s *Sim) ends(i int) (from, to end) {
	sources, to := s.allEnds(i)
	return sources[0], to
}

// allEnds are the ends with all of several sources, whose passwords are stored
// together.
func (s *Sim) allEnds(i int) (sources []end, to end) {
	both, ok := s.sidesOf(i)
	if !ok {
		from, to := s.madeUpEnds(i)
		return []end{from}, to
	}
	known := s.prepOf(i)
	for _, e := range both.Source {
		sources = append(sources, e.end(maskIf(known.source)))
	}
	return sources, both.Target[0].end(maskIf(known.destination))
}

// maskIf is what a password is read back as: nothing, unless one is stored.
func maskIf(stored bool) string {
	if stored {
		return masked
	}
	return ""
}

// encrypted tells whether the self-built end of a job has TLS. Those that are copied in
// every story have none: a certificate is in a file, which no copy brings along.
func (s *Sim) encrypted(i int) bool {
	switch s.firstName(i) {
	case "orders-prod-sync-02", "orders-prod-sync-03", "orders-prod-sync-04", "wave1-cms-02", "wave2-shop-01":
		return false
	}
	return s.world.hash(i)%4 == 0
}

// madeUpEnds are those of a job that the world was made with, or of its clone.
func (s *Sim) madeUpEnds(i int) (from, to end) {
	known, clone := s.prepOf(i), s.world.cloned(i)
	i = s.world.face(i)
	j, p := &s.world.jobs[i], s.world.jobs[i].link.pair()
	own := end{address: s.world.address(i), port: p.port, user: "repl", kind: "offline", tls: s.encrypted(i)}
	cloud := end{
		address: fmt.Sprintf("192.168.%d.%d", s.world.hash(i)>>16%200, s.world.hash(i)>>24%250+2), port: p.port,
		user: "drs_w", kind: "cloud", instance: s.world.instance(i), label: "rds-" + strconv.Itoa(i), region: s.options.Region,
	}
	if j.is(hostile) {
		own.user, cloud.label = "repl\x1b[2J", hostileName
	}
	from, to = own, cloud
	if j.dir == down {
		from, to = cloud, own
	}
	from.engine, to.engine, from.role, to.role = p.from, p.to, "so", "ta"
	from.name, to.name = p.v5ends[0], p.v5ends[1]
	if !clone || known.source {
		from.password = masked
	}
	if !clone || known.destination {
		to.password = masked
	}
	if p.from == "mongodb" {
		from.address, from.port = from.address+":27017", 0
		to.address, to.port = to.address+":8635", 0
	}
	if p.from == "oracle" {
		from.database = "serviceName.orcl"
	}
	if p.to == "kafka" {
		to.port, to.user = 9092, ""
	}
	return from, to
}

// v5 writes an end as JobEndpointInfoView.
func (e end) v5(s *Sim) any {
	if e.wish != nil {
		return e.wish.view(e.password)
	}
	out := object{
		"db_type": e.engine, "endpoint_type": e.kind, "endpoint_role": e.role,
		"endpoint": object{
			"endpoint_name": e.name, "ip": e.address, "db_port": strconv.Itoa(e.port), "db_user": e.user, "db_password": e.password,
			"instance_id": e.instance, "instance_name": e.label, "db_name": e.database,
		},
		"ssl": object{"ssl_link": e.tls},
	}
	if e.kind == "cloud" {
		out["cloud"] = object{"region": e.region, "project_id": s.options.Project, "az_code": e.region + "a"}
		out["vpc"] = object{"vpc_id": "vpc-9d01", "subnet_id": "subnet-4c77", "security_group_id": "sg-0a1b"}
	}
	if e.role == "ta" && e.engine == "mysql" {
		out["config"] = object{"is_target_readonly": true}
	}
	return out
}

// v3 writes an end as V3EndpointView.
func (e end) v3(s *Sim) object {
	out := object{
		"db_type": e.engine, "ip": e.address, "db_port": e.port, "db_user": e.user, "db_password": e.password, "ssl_link": e.tls,
	}
	if e.database != "" {
		out["db_name"] = e.database
	}
	if w := e.wish; w != nil {
		w.v3(out)
		return out
	}
	if e.kind == "cloud" {
		out["region"], out["inst_id"], out["inst_name"] = e.region, e.instance, e.label
		out["project_id"], out["az_code"] = s.options.Project, e.region+"a"
		out["vpc_id"], out["subnet_id"], out["security_group_id"] = "vpc-9d01", "subnet-4c77", "sg-0a1b"
	}
	return out
}
