package sim

import (
	"cmp"
	"encoding/json"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
)

// probe is one side of a connection test as it was asked for.
type probe struct {
	role, engine, kind string
	address            string
	port               int
	user, password     string
	instance, database string
	region, project    string
}

// readProbeV5 reads a JobEndpointInfo.
func readProbeV5(raw json.RawMessage) (probe, error) {
	var e probe
	m, err := members(raw, "db_type", "endpoint_type", "endpoint_role", "endpoint", "cloud", "vpc", "config", "ssl", "customized_dns")
	if err != nil {
		return e, err
	}
	at, err := part5(m, "endpoint", "id", "endpoint_name", "ip", "db_port", "db_user", "db_password", "instance_id", "instance_name", "db_name", "source_sharding")
	if err != nil {
		return e, err
	}
	cloud, err := part5(m, "cloud", "region", "project_id", "az_code")
	if err != nil {
		return e, err
	}
	for name, known := range map[string][]string{
		"vpc": {"vpc_id", "subnet_id", "security_group_id"}, "config": {"is_target_readonly", "node_num"},
		"ssl":            {"ssl_link", "ssl_cert_name", "ssl_cert_key", "ssl_cert_check_sum", "ssl_cert_password"},
		"customized_dns": {"is_set_dns", "set_dns_action", "dns_ip"},
	} {
		if _, err := part5(m, name, known...); err != nil {
			return e, err
		}
	}
	var name, port string
	err = cmp.Or(
		value(m, "db_type", &e.engine), value(m, "endpoint_type", &e.kind), value(m, "endpoint_role", &e.role),
		value(at, "endpoint_name", &name), value(at, "ip", &e.address), value(at, "db_port", &port), value(at, "db_user", &e.user),
		value(at, "db_password", &e.password), value(at, "instance_id", &e.instance), value(at, "db_name", &e.database),
		value(cloud, "region", &e.region), value(cloud, "project_id", &e.project),
	)
	if err != nil {
		return e, err
	}
	if port != "" {
		if e.port, err = strconv.Atoi(port); err != nil || e.port < 1 || e.port > 65535 {
			return e, errors.New(`the parameter "db_port" is invalid`)
		}
	}
	if name == "" {
		return e, errors.New(`the parameter "endpoint_name" is empty`)
	}
	if e.kind != "offline" && (e.region == "" || e.project == "") {
		return e, errors.New(`the parameter "cloud" is empty: it is mandatory for ecs and cloud`)
	}
	return e, cmp.Or(e.sound(), oneOf("endpoint_type", e.kind, "offline", "ecs", "cloud"))
}

// part5 reads an object below m whose members are known; one that is absent
// has none.
func part5(m map[string]json.RawMessage, name string, known ...string) (map[string]json.RawMessage, error) {
	raw, there := m[name]
	if !there {
		return map[string]json.RawMessage{}, nil
	}
	return members(raw, known...)
}

// readProbeV3 reads a V3TestEndPoint, and which job it is for.
func readProbeV3(raw json.RawMessage) (id string, e probe, err error) {
	m, err := members(raw, "id", "net_type", "db_type", "ip", "db_port", "inst_id", "db_user", "db_password", "ssl_link", "ssl_cert_key", "ssl_cert_name",
		"ssl_cert_check_sum", "ssl_cert_password", "vpc_id", "subnet_id", "end_point_type", "region", "project_id", "db_name",
		"kafka_security_config", "customized_dns")
	if err != nil {
		return "", e, err
	}
	var net string
	var tls bool
	err = cmp.Or(
		err, value(m, "id", &id), value(m, "net_type", &net), value(m, "db_type", &e.engine), value(m, "ip", &e.address), value(m, "db_port", &e.port),
		value(m, "inst_id", &e.instance), value(m, "db_user", &e.user), value(m, "db_password", &e.password), value(m, "ssl_link", &tls),
		value(m, "end_point_type", &e.role), value(m, "region", &e.region), value(m, "project_id", &e.project), value(m, "db_name", &e.database),
	)
	if err = cmp.Or(err, oneOf("net_type", net, "vpn", "vpc", "eip")); err != nil {
		return id, e, err
	}
	if id == "" || e.address == "" {
		return id, e, errors.New(`the parameters "id" and "ip" must not be empty`)
	}
	return id, e, e.sound()
}

// sound is what both generations want of an endpoint.
func (e probe) sound() error {
	switch {
	case e.engine == "":
		return errors.New(`the parameter "db_type" is empty`)
	case e.password == "" && e.engine != "kafka":
		return errors.New(`the parameter "db_password" is empty`)
	case e.user == "" && e.engine != "kafka" && !strings.HasPrefix(e.engine, "redis"):
		return errors.New(`the parameter "db_user" is empty`)
	}
	return oneOf("endpoint_role", e.role, "so", "ta")
}

// try is the test itself: what the database at the other end says. Any password
// is right but "wrong", "bad-password" and the mask that passwords are read back
// as; nobody is let in as "nobody"; 203.0.113.0/24 does not answer, names below
// .invalid are not known, and nothing listens on port 1.
func (s *Sim) try(i int, e probe) (code, message string) {
	own, to := s.ends(i)
	if e.role == "ta" {
		own = to
	}
	switch {
	case e.engine != own.engine:
		return "DRS.M00305", "The engine " + strconv.Quote(e.engine) + " is not the one of the task: " + own.engine + "."
	case e.instance != "" && !s.instanceThere(i, e.instance, own):
		return "DRS.M06007", "The database instance does not exist: " + e.instance + "."
	case e.address == "" && e.instance == "":
		return "DRS.M00201", "The parameter ip is empty."
	}
	for host := range strings.SplitSeq(e.address, ",") {
		if message = unreached(host, e.port); message != "" {
			return "DRS.KE0001", message
		}
	}
	switch {
	case e.port == 0 && own.port != 0 && e.instance == "":
		return "DRS.KE0001", "The host refuses the connection: port 0."
	case e.user == "nobody" || slices.Contains([]string{"wrong", "bad-password", masked}, strings.TrimSpace(e.password)):
		return "DRS.KE0002", "Access denied for user '" + e.user + "': wrong user name or password."
	case e.database == "nowhere" || e.database != "" && e.database != own.database && !s.holds(i, e.database):
		return "DRS.KE0003", "Unknown database '" + e.database + "'."
	}
	return "", ""
}

// unreached is why nothing answers at a host, which may come with its port.
func unreached(host string, port int) string {
	if name, own, err := net.SplitHostPort(host); err == nil {
		host = name
		port, _ = strconv.Atoi(own)
	}
	switch {
	case strings.HasPrefix(host, "203.0.113."):
		return "The host cannot be reached: connect timed out (" + host + ":" + strconv.Itoa(port) + ")."
	case strings.HasSuffix(host, ".invalid"):
		return "The host is unknown: " + host + "."
	case port == 1:
		return "The host refuses the connection: port 1."
	}
	return ""
}

// instanceThere tells whether an instance can be tested: of a job that the world
// was made with its own one alone.
func (s *Sim) instanceThere(i int, id string, own end) bool {
	if id == own.instance {
		return true
	}
	return s.creationOf(i) != nil && noInstance("instance_id", id).status == 0
}

// probe is a test of an end as it is stored. Those of a clone are the original's,
// whose passwords were not copied: it has only what was typed for it.
func (e endWish) probe(password bool) probe {
	out := probe{
		role: e.Role, engine: e.Engine, kind: e.Kind, address: e.Point.Address, port: e.Point.port(), user: e.Point.User, password: e.Point.Password,
		instance: e.Point.Instance, database: e.Point.Database,
	}
	if !password {
		out.password = ""
	}
	return out
}

// holds tells whether a database of this name is there.
func (s *Sim) holds(i int, database string) bool {
	names := make([]string, databases(s.options.Tables))
	for n := range names {
		names[n] = s.databaseName(i, n)
	}
	return slices.Contains(names, database)
}
