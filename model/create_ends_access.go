package model

import (
	"strconv"
	"strings"
)

// access are the members that tell how a database is reached, of an end or of a
// shard of one: prefix is where they stand in the end. An instance of the cloud
// is named first, elsewhere it comes last and is grey.
func (e draftEnd) access(prefix string) []Field {
	instance := e.instance(prefix)
	var out []Field
	if e.kind == "cloud" {
		out, instance = instance, nil
	}
	user := e.text(prefix+"db_user", "user", "The account that the job logs in with.")
	user.Need, user.Wrong = !mayLackLogin(e.engine), plainText(user.Value)
	if !user.Need {
		user.Hint = "may be empty here"
	}
	out = append(out, e.address(prefix), e.port(prefix), user)
	out = append(out, e.secret(prefix+"db_password", "password", "The password of the account. It stays in memory and is never written down.", "")...)
	return append(append(out, e.database(prefix)), instance...)
}

// instance names the instance in the cloud.
func (e draftEnd) instance(prefix string) []Field {
	id := e.text(prefix+"instance_id", "instance", "The id of the database instance in the cloud.")
	id.Wrong = oneWord(id.Value)
	if id.Risk = oddInstance(id.Value, e.engine); id.Risk == "" && prefix == "endpoint." {
		id.Risk = e.again(func(j int) bool {
			return e.d.Get(Element(Sources, j, "endpoint.instance_id")) == id.Value && id.Value != ""
		})
	}
	name := e.text(prefix+"instance_name", "instance name", "What the instance is called in the cloud.")
	name.Hint, name.Wrong = "optional", plainText(name.Value)
	switch {
	case e.kind != "cloud":
		id.Grey, name.Grey = "only cloud instances", "only cloud instances"
	case strings.Contains(prefix, "["): // a shard may be named or reached
		id.Hint = "optional"
	case e.near():
		id.Need, id.By = true, "direction, step 1"
	default:
		id.Need = !e.d.Has(e.key(prefix + "ip"))
		id.Hint = "or an address"
	}
	return append([]Field{id}, e.quiet(name)...)
}

// near reports the end that is in this cloud, as the direction has it.
func (e draftEnd) near() bool {
	return e.source && e.direction == "down" || !e.source && e.direction == "up"
}

func (e draftEnd) address(prefix string) Field {
	f := e.text(prefix+"ip", "address", "Where the database is reached: an address, or a name that the node can resolve.")
	f.Need = e.kind != "cloud"
	if most := portsInAddress(e.engine); most > 0 {
		f.Help = "Where the database is reached: host:port, joined by commas."
		if e.engine == "rediscluster" {
			f.Help += " All shards, replicas rather than masters."
		}
		f.Hint, f.Wrong = "host:port, up to "+itoa(most), addressList(f.Value, most)
	} else {
		f.Wrong = oneAddress(f.Value)
	}
	if f.Value == "" && !f.Need {
		f.Hint = "optional"
	}
	if f.Wrong == "" && f.Value != "" {
		f.Risk = e.addressRisk(prefix, f.Value, e.get(prefix+"db_port"))
	}
	return f
}

// addressRisk says what is odd about an address that is none the less legal.
func (e draftEnd) addressRisk(prefix, address, port string) string {
	same := func(j int) bool {
		return e.d.Get(Element(Sources, j, "endpoint.ip")) == address && e.d.Get(Element(Sources, j, "endpoint.db_port")) == port
	}
	if prefix == "endpoint." {
		if risk := e.again(same); risk != "" {
			return risk
		}
	}
	if e.net == "eip" && e.kind == "offline" && privateAddress(address) {
		return "private, over eip"
	}
	return ""
}

// again says which source this end is the same as: of a source one before it, of
// a target any.
func (e draftEnd) again(same func(source int) bool) string {
	n := e.d.Count(Sources)
	if e.source {
		n = min(n, e.i)
	}
	for j := range n {
		if same(j) {
			return "the same as source " + itoa(j+1)
		}
	}
	return ""
}

func (e draftEnd) port(prefix string) Field {
	f := e.text(prefix+"db_port", "port", "Where the database listens. MongoDB and Redis Cluster have their ports in the address.")
	f.Hint, f.Need, f.Wrong = "1 to 65535", e.kind != "cloud", badPort(f.Value)
	f.Risk = oddPort(f.Value, e.engine)
	switch {
	case portsInAddress(e.engine) > 0:
		f.Grey, f.Need = "stands in the address", false
		f.gone = shortEngine(e.engine) + " takes host:port in the address"
	case !f.Need && f.Value == "":
		f.Hint = "optional"
	}
	return f
}

func badPort(value string) string {
	if value == "" {
		return ""
	}
	if n, err := strconv.Atoi(value); err != nil || n < 1 || n > 65535 || strconv.Itoa(n) != value {
		return "1 to 65535"
	}
	return ""
}

// serviceName goes before the name of Oracle's service.
const serviceName = "serviceName."

func (e draftEnd) database(prefix string) Field {
	f := e.text(prefix+"db_name", "database", "The database that the job connects to. Of Oracle it is the service: serviceName.orcl.")
	f.Hint, f.Wrong = "optional", oneWord(f.Value)
	if e.engine != "oracle" && e.engine != "" && strings.HasPrefix(f.Value, serviceName) {
		f.Risk = "oracle's form"
	}
	if e.engine == "oracle" {
		f.Need, f.Hint = true, "serviceName.orcl"
		if name, ok := strings.CutPrefix(f.Value, serviceName); f.Wrong == "" && f.Value != "" && (!ok || name == "") {
			f.Wrong = "serviceName. and the service's name"
		}
	}
	return f
}

// plainText is what is wrong with a value that holds what nobody sees.
func plainText(value string) string {
	if Clean(value) != value {
		return "no hidden characters"
	}
	return ""
}
