package sim

import (
	"encoding/base64"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// The most host:port pairs of an address, and subtasks that read a cluster.
const (
	mostHosts    = 32
	mostSubtasks = 16
)

// lawfulEnds holds both sides of a creation against the rules.
func lawfulEnds(w *creation, l link) answer {
	return lawfulSides(sides{w.Source, w.Target}, l)
}

func lawfulSides(both sides, l link) answer {
	p := l.pair()
	for n, e := range both.Source {
		if a := lawfulEnd(item5("source_endpoint", n), e, "so", p.from); a.status != 0 {
			return a
		}
	}
	for n, e := range both.Target {
		if a := lawfulEnd(item5("target_endpoint", n), e, "ta", p.to); a.status != 0 {
			return a
		}
	}
	return answer{}
}

// lawfulEnd holds one side against the rules of its role and engine.
func lawfulEnd(at string, e endWish, role, engine string) answer {
	name := pointName(engine, e.Kind)
	switch {
	case e.Role != role:
		return wrong(at+".endpoint_role", "it must be "+role+" there")
	case e.Engine != engine:
		return wrong(at+".db_type", "the link needs "+engine)
	case e.Point.Name != name:
		return wrong(at+".endpoint.endpoint_name", name+" is the name of "+engine+" on "+e.Kind)
	case e.Point.User == "" && engine != "kafka" && !strings.HasPrefix(engine, "redis"):
		return lacks(at + ".endpoint.db_user")
	case e.Point.Password == "" && engine != "kafka":
		return lacks(at + ".endpoint.db_password")
	}
	return firstOf(
		func() answer { return lawfulCloud(at, e) },
		func() answer { return lawfulPlace(at+".endpoint", e) },
		func() answer { return lawfulConfig(at+".config", e) },
		func() answer { return lawfulTLS(at+".ssl", e) },
		func() answer { return lawfulDNS(at+".customized_dns", e.DNS) },
	)
}

// lawfulCloud is about region, project and network, which databases in the
// cloud have.
func lawfulCloud(at string, e endWish) answer {
	switch {
	case e.Cloud == nil && e.Kind != "offline":
		return lacks(at + ".cloud.region")
	case e.Cloud != nil && e.Cloud.Region == "":
		return lacks(at + ".cloud.region")
	case e.Cloud != nil && e.Cloud.Project == "":
		return lacks(at + ".cloud.project_id")
	case e.Cloud != nil && !tagText(e.Cloud.Project):
		return refuse(http.StatusForbidden, "DRS.M00261", "The project ID is invalid: "+at+".cloud.project_id.")
	case e.VPC == nil && e.Kind == "ecs":
		return lacks(at + ".vpc")
	case e.VPC != nil && e.VPC.VPC == "":
		return lacks(at + ".vpc.vpc_id")
	case e.VPC != nil && e.VPC.Subnet == "":
		return lacks(at + ".vpc.subnet_id")
	}
	return answer{}
}

// lawfulPlace is about where the database answers: an instance of the cloud, or
// an address with its port.
func lawfulPlace(at string, e endWish) answer {
	p := e.Point
	for n, shard := range p.Shards {
		if shard.Port != nil && !within(*shard.Port, 1, 65535) {
			return wrong(item5(at+".source_sharding", n)+".db_port", "1 to 65535")
		}
	}
	switch {
	case len(p.Shards) > 0 && e.Role != "so":
		return unfit(at+".source_sharding", "only a source has shards")
	case p.Port != nil && !within(*p.Port, 1, 65535):
		return wrong(at+".db_port", "1 to 65535")
	case p.Instance != "":
		if a := noInstance(at+".instance_id", p.Instance); a.status != 0 {
			return a
		}
	case e.Kind == "cloud":
		return lacks(at + ".instance_id")
	case p.Address == "":
		return lacks(at + ".ip")
	}
	if p.Address == "" {
		return answer{}
	}
	if e.Engine == "rediscluster" {
		return lawfulHosts(at+".ip", p.Address)
	}
	switch {
	case !goodHost(p.Address):
		return wrong(at+".ip", "an IP address or a host name")
	case p.Port == nil && e.Kind != "cloud":
		return lacks(at + ".db_port")
	}
	return answer{}
}

// lawfulHosts is about the address of a cluster.
func lawfulHosts(at, list string) answer {
	hosts := strings.Split(list, ",")
	if len(hosts) > mostHosts {
		return wrong(at, "at most "+strconv.Itoa(mostHosts)+" pairs of host and port")
	}
	for _, one := range hosts {
		host, port, err := net.SplitHostPort(one)
		if err != nil || !goodHost(host) || !within(port, 1, 65535) {
			return wrong(at, "host:port pairs, separated by commas")
		}
	}
	return answer{}
}

func goodHost(host string) bool {
	if net.ParseIP(host) != nil {
		return true
	}
	numeric, err := regexp.MatchString(`^[0-9.]+$`, host)
	if numeric || err != nil { // an address with a mistake in it
		return false
	}
	ok, err := regexp.MatchString(`^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*$`, host)
	return ok && err == nil && len(host) <= 253
}

// noInstance is why an instance of the cloud cannot be used. Every id of the
// right form has one behind it, but those that begin with eight zeros.
func noInstance(at, id string) answer {
	ok, err := regexp.MatchString(`^[0-9a-f]{32}in[0-9]{2}$`, id)
	switch {
	case !ok || err != nil:
		return refuse(http.StatusUnprocessableEntity, "DRS.M05006",
			"The database instance is invalid: "+at+": an instance ID has 32 hexadecimal digits, then in and two digits.")
	case strings.HasPrefix(id, "00000000"):
		return refuse(http.StatusBadRequest, "DRS.M06007", "The database instance does not exist: "+at+".")
	}
	return answer{}
}

func lawfulConfig(at string, e endWish) answer {
	if e.Config == nil || e.Config.Nodes == nil {
		return answer{}
	}
	switch n := *e.Config.Nodes; {
	case e.Engine != "rediscluster":
		return unfit(at+".node_num", "only a Redis cluster is read by several subtasks")
	case n < 1 || n > mostSubtasks:
		return wrong(at+".node_num", "1 to "+strconv.Itoa(mostSubtasks))
	case n > strings.Count(e.Point.Address, ",")+1:
		return wrong(at+".node_num", "not more than the source has shards")
	}
	return answer{}
}

func lawfulTLS(at string, e endWish) answer {
	t := e.TLS
	if t == nil {
		return answer{}
	}
	sum, err := regexp.MatchString(`^[0-9A-Fa-f]{64}$`, t.Sum)
	_, notBase64 := base64.StdEncoding.DecodeString(t.Body)
	switch {
	case t.Link && e.Role == "so" && t.Sum == "":
		return lacks(at + ".ssl_cert_check_sum")
	case t.Sum != "" && (!sum || err != nil):
		return wrong(at+".ssl_cert_check_sum", "SHA-256, 64 hexadecimal digits")
	case notBase64 != nil:
		return wrong(at+".ssl_cert_key", "it must be base64")
	case t.Link && strings.HasSuffix(strings.ToLower(t.Name), ".p12") && t.Password == "":
		return lacks(at + ".ssl_cert_password")
	}
	return answer{}
}

func lawfulDNS(at string, d *dnsWish) answer {
	if d == nil || !d.Set || d.Action == "keep" || d.Action == "recover" {
		return answer{}
	}
	if !isIPv4(d.Address) {
		return wrong(at+".dns_ip", "an IPv4 address")
	}
	return answer{}
}

func isIPv4(text string) bool {
	ip := net.ParseIP(text)
	return ip != nil && ip.To4() != nil && !strings.Contains(text, ":")
}
