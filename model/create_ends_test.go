package model_test

import (
	"strings"
	"testing"
	"time"

	. "drover/model"
)

// draft is a draft with values, settled.
func draftWith(o Offer, pairs ...string) Draft {
	d := NewDraft("01JZZZZZZZZZZZZZZZZZZC7K2M", time.Time{})
	for i := 0; i < len(pairs); i += 2 {
		d, _ = d.With(o, FieldKey(pairs[i]), pairs[i+1])
	}
	return d
}

const so, ta = "source_endpoint[0].", "target_endpoint[0]."

// drafts to begin with: what steps 1 and 2 say, and where both ends run.
func base(link string) []string {
	switch link {
	case "oracle":
		return []string{
			"base_info.job_type", "sync", "base_info.job_direction", "up", "base_info.engine_type", "oracle-to-gaussdbv5",
			"base_info.net_type", "eip", "base_info.task_type", "FULL_INCR_TRANS", so + "endpoint_type", "offline", ta + "endpoint_type", "cloud",
		}
	case "mysql":
		return []string{
			"base_info.job_type", "sync", "base_info.job_direction", "up", "base_info.engine_type", "mysql-to-mysql",
			"base_info.net_type", "vpn", "base_info.task_type", "FULL_INCR_TRANS", so + "endpoint_type", "offline", ta + "endpoint_type", "cloud",
		}
	case "redis":
		return []string{
			"base_info.job_type", "migration", "base_info.job_direction", "up", "base_info.engine_type", "rediscluster-to-gaussredis",
			"base_info.net_type", "vpn", "base_info.task_type", "FULL_INCR_TRANS", so + "endpoint_type", "offline", ta + "endpoint_type", "cloud",
		}
	case "mongo":
		return []string{
			"base_info.job_type", "migration", "base_info.job_direction", "up", "base_info.engine_type", "mongodb",
			"base_info.net_type", "vpn", "base_info.task_type", "FULL_INCR_TRANS", so + "endpoint_type", "offline", ta + "endpoint_type", "cloud",
		}
	case "many":
		return append(base("mysql"), "#topology", "many2one")
	case "dr":
		return []string{
			"base_info.job_type", "cloudDataGuard", "base_info.job_direction", "up", "base_info.engine_type", "cloudDataGuard-mysql",
			"base_info.net_type", "vpn", "base_info.task_type", "FULL_INCR_TRANS", "base_info.multi_write", "false",
			so + "endpoint_type", "offline", ta + "endpoint_type", "cloud",
		}
	}
	return nil
}

// empty says that a field is needed and nothing stands there.
const empty = "needed"

// state is what a field says of itself in one word and its reason.
func state(f Field, found bool) string {
	switch {
	case !found:
		return "not there"
	case f.Grey != "":
		return "grey: " + f.Grey
	case f.Wrong != "" && !f.Missing:
		return "wrong: " + f.Wrong
	case f.Need && f.Value == "" && f.Known == "" && f.Fixed == "":
		return empty
	case f.Wrong != "":
		return "wrong: " + f.Wrong
	case f.Risk != "":
		return "risk: " + f.Risk
	case f.Fixed != "":
		return "fixed: " + f.Value
	}
	return ""
}

// TestTheRulesOfAnEnd holds every rule of both ends, right and wrong.
func TestTheRulesOfAnEnd(t *testing.T) {
	hosts := func(n int, port string) string {
		var out []string
		for i := range n {
			out = append(out, "10.0.0."+string(rune('0'+i/10))+string(rune('0'+i%10))+port)
		}
		return strings.ReplaceAll(strings.ReplaceAll(strings.Join(out, ","), "10.0.0.0", "10.0.0."), "10.0.0.:", "10.0.1.1:")
	}
	for _, c := range []struct {
		rule  string
		base  string
		set   []string
		field string
		want  string
	}{
		{"the engine of the source follows from the link", "oracle", nil, so + "db_type", "fixed: oracle"},
		{"the engine of the target follows from the link", "oracle", nil, ta + "db_type", "fixed: gaussdbv5"},
		{"before a link is chosen there is no engine", "", nil, so + "db_type", "fixed: "},
		{"of a link that drover does not know the engine is asked for", "", []string{"base_info.engine_type", "magic"}, so + "db_type", empty},
		{"a recovery link has the same engine at both ends", "dr", nil, ta + "db_type", "fixed: mysql"},
		{"where it runs is needed", "", nil, so + "endpoint_type", empty},
		{"the role of the source is fixed", "mysql", nil, so + "endpoint_role", "fixed: so"},
		{"the role of the target is fixed", "mysql", nil, ta + "endpoint_role", "fixed: ta"},
		{"the kind follows from engine and place", "oracle", nil, so + "endpoint.endpoint_name", "fixed: oracle"},
		{"of the cloud it says so", "oracle", nil, ta + "endpoint.endpoint_name", "fixed: cloud_gaussdbv5"},
		{"of a server in the cloud it says so", "mysql", []string{so + "endpoint_type", "ecs"}, so + "endpoint.endpoint_name", "fixed: ecs_mysql"},
		{"GeminiDB Redis has a name of its own", "redis", nil, ta + "endpoint.endpoint_name", "fixed: cloud_gaussdb_redis"},
		{"where the contract names none it is asked for", "oracle", []string{so + "endpoint_type", "cloud"}, so + "endpoint.endpoint_name", empty},
		{"a name may be typed there", "oracle", []string{so + "endpoint_type", "cloud", so + "endpoint.endpoint_name", "cloud_oracle"}, so + "endpoint.endpoint_name", ""},

		{"a self-built end needs an address", "mysql", nil, so + "endpoint.ip", empty},
		{"an address is right", "mysql", []string{so + "endpoint.ip", "10.154.217.239"}, so + "endpoint.ip", ""},
		{"a host name is right", "mysql", []string{so + "endpoint.ip", "db-1.orders.example"}, so + "endpoint.ip", ""},
		{"an IPv6 address is right", "mysql", []string{so + "endpoint.ip", "2001:db8::7"}, so + "endpoint.ip", ""},
		{"four numbers beyond 255 are no address", "mysql", []string{so + "endpoint.ip", "10.154.217.339"}, so + "endpoint.ip", "wrong: an address or a host name"},
		{"a port does not belong to an address", "mysql", []string{so + "endpoint.ip", "10.0.0.4:3306"}, so + "endpoint.ip", "wrong: without the port, which has its own field"},
		{"two addresses are one too many", "mysql", []string{so + "endpoint.ip", "10.0.0.4,10.0.0.5"}, so + "endpoint.ip", "wrong: one address"},
		{"this machine is not what the node reaches", "mysql", []string{so + "endpoint.ip", "127.0.0.1"}, so + "endpoint.ip", "wrong: an address that the node can reach"},
		{"a private address over the internet is odd", "oracle", []string{so + "endpoint.ip", "10.154.217.239"}, so + "endpoint.ip", "risk: private, over eip"},
		{"the source's server as the target is odd", "mysql", []string{so + "endpoint.ip", "10.0.0.4", ta + "endpoint.ip", "10.0.0.4"}, ta + "endpoint.ip", "risk: the same as source 1"},
		{"another port there is another server", "mysql", []string{so + "endpoint.ip", "10.0.0.4", ta + "endpoint.ip", "10.0.0.4", ta + "endpoint.db_port", "3307"}, ta + "endpoint.ip", ""},
		{"mongodb takes pairs", "mongo", []string{so + "endpoint.ip", "10.0.0.4:27017,10.0.0.5:27017"}, so + "endpoint.ip", ""},
		{"mongodb wants the ports", "mongo", []string{so + "endpoint.ip", "10.0.0.4"}, so + "endpoint.ip", "wrong: host:port, as 10.0.0.4:27017"},
		{"mongodb takes three", "mongo", []string{so + "endpoint.ip", hosts(4, ":27017")}, so + "endpoint.ip", "wrong: at most 3 of them"},
		{"a pair stands once", "mongo", []string{so + "endpoint.ip", "h:1,h:1"}, so + "endpoint.ip", "wrong: each host once"},
		{"blanks around pairs are left out", "mongo", []string{so + "endpoint.ip", " h:1, g:1"}, so + "endpoint.ip", ""},
		{"a pair's port is one", "mongo", []string{so + "endpoint.ip", "h:0"}, so + "endpoint.ip", "wrong: a port of 1 to 65535 after each host"},
		{"redis cluster takes 32", "redis", []string{so + "endpoint.ip", hosts(32, ":6379")}, so + "endpoint.ip", ""},
		{"redis cluster takes no more", "redis", []string{so + "endpoint.ip", hosts(33, ":6379")}, so + "endpoint.ip", "wrong: at most 32 of them"},
		{"an IPv6 pair stands in brackets", "redis", []string{so + "endpoint.ip", "[2001:db8::7]:6379"}, so + "endpoint.ip", ""},
		{"ports in the address leave the port out", "redis", nil, so + "endpoint.db_port", "grey: stands in the address"},
		{"GeminiDB Redis has its port apart", "redis", []string{ta + "endpoint.db_port", "6379"}, ta + "endpoint.db_port", ""},

		{"a self-built end needs a port", "mysql", nil, so + "endpoint.db_port", empty},
		{"the first port", "mysql", []string{so + "endpoint.db_port", "1"}, so + "endpoint.db_port", ""},
		{"the last port", "mysql", []string{so + "endpoint.db_port", "65535"}, so + "endpoint.db_port", ""},
		{"beyond the last port", "mysql", []string{so + "endpoint.db_port", "70000"}, so + "endpoint.db_port", "wrong: 1 to 65535"},
		{"no port", "mysql", []string{so + "endpoint.db_port", "0"}, so + "endpoint.db_port", "wrong: 1 to 65535"},
		{"a port has no zeros before it", "mysql", []string{so + "endpoint.db_port", "03306"}, so + "endpoint.db_port", "wrong: 1 to 65535"},
		{"an instance tells its port", "mysql", nil, ta + "endpoint.db_port", ""},

		{"a user is needed", "mysql", nil, so + "endpoint.db_user", empty},
		{"blanks around a user are left out", "mysql", []string{so + "endpoint.db_user", "repl "}, so + "endpoint.db_user", ""},
		{"redis may have no users", "redis", nil, so + "endpoint.db_user", ""},
		{"a password is needed", "mysql", nil, so + "endpoint.db_password", empty},
		{"redis may have no password, if somebody says so", "redis", []string{so + "endpoint.db_password#from", "none"}, so + "endpoint.db_password", "grey: the database has none"},
		{"redis needs one otherwise", "redis", nil, so + "endpoint.db_password", empty},
		{"a variable's name is needed", "mysql", []string{so + "endpoint.db_password#from", "environment"}, so + "endpoint.db_password#env", empty},
		{"a variable's name is one", "mysql", []string{so + "endpoint.db_password#from", "environment", so + "endpoint.db_password#env", "1PW"}, so + "endpoint.db_password#env", "wrong: letters, digits and _"},
		{"a command is needed", "mysql", []string{so + "endpoint.db_password#from", "command"}, so + "endpoint.db_password#command", empty},
		{"a variable is asked for only where one is to be read", "mysql", nil, so + "endpoint.db_password#env", "not there"},

		{"the instance of the target is needed where the job runs into the cloud", "mysql", nil, ta + "endpoint.instance_id", empty},
		{"a self-built end has no instance", "mysql", nil, so + "endpoint.instance_id", "grey: only cloud instances"},
		{"the instance of the source is needed where the job runs out of the cloud", "mysql", []string{"base_info.job_direction", "down", so + "endpoint_type", "cloud"}, so + "endpoint.instance_id", empty},
		{"an instance elsewhere may be reached by its address", "mysql", []string{so + "endpoint_type", "cloud", so + "endpoint.ip", "10.0.0.4"}, so + "endpoint.instance_id", ""},
		{"or else it needs its id", "mysql", []string{so + "endpoint_type", "cloud"}, so + "endpoint.instance_id", empty},
		{"an id is one word", "mysql", []string{ta + "endpoint.instance_id", "a b"}, ta + "endpoint.instance_id", "wrong: no blanks"},

		{"oracle needs its service", "oracle", nil, so + "endpoint.db_name", empty},
		{"oracle's service is named so", "oracle", []string{so + "endpoint.db_name", "serviceName.orcl"}, so + "endpoint.db_name", ""},
		{"oracle's service alone is not enough", "oracle", []string{so + "endpoint.db_name", "orcl"}, so + "endpoint.db_name", "wrong: serviceName. and the service's name"},
		{"oracle's service has a name", "oracle", []string{so + "endpoint.db_name", "serviceName."}, so + "endpoint.db_name", "wrong: serviceName. and the service's name"},
		{"an instance has an id of its own form", "mysql", []string{ta + "endpoint.instance_id", "c2c7579bc09c490b9d8009db715aeb0ain14"}, ta + "endpoint.instance_id", ""},
		{"a name is no instance id", "mysql", []string{ta + "endpoint.instance_id", "orders-prod"}, ta + "endpoint.instance_id", "risk: not an instance id"},
		{"half an instance id is none", "mysql", []string{ta + "endpoint.instance_id", "c2c7579bc09c490b9d8009db715aeb0ain"}, ta + "endpoint.instance_id", "risk: not an instance id"},
		{"a uuid is no instance id of mysql", "mysql", []string{ta + "endpoint.instance_id", "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f"}, ta + "endpoint.instance_id", "risk: not an instance id"},
		{"a second source of the same instance is odd", "many", []string{so + "endpoint_type", "cloud", so + "endpoint.instance_id", "c2c7579bc09c490b9d8009db715aeb0ain01", "source_endpoint[1].endpoint_type", "cloud", "source_endpoint[1].endpoint.instance_id", "c2c7579bc09c490b9d8009db715aeb0ain01", "source_endpoint#at", "1"}, "source_endpoint[1].endpoint.instance_id", "risk: the same as source 1"},
		{"a second source of the same server is odd", "many", []string{so + "endpoint.ip", "10.0.0.4", so + "endpoint.db_port", "3306", "source_endpoint[1].endpoint.ip", "10.0.0.4", "source_endpoint[1].endpoint.db_port", "3306", "source_endpoint#at", "1"}, "source_endpoint[1].endpoint.ip", "risk: the same as source 1"},
		{"the first of two is not", "many", []string{so + "endpoint.ip", "10.0.0.4", "source_endpoint[1].endpoint.ip", "10.0.0.4"}, so + "endpoint.ip", ""},
		{"a second source of another port is not", "many", []string{so + "endpoint.ip", "10.0.0.4", "source_endpoint[1].endpoint.ip", "10.0.0.4", "source_endpoint[1].endpoint.db_port", "3307", "source_endpoint#at", "1"}, "source_endpoint[1].endpoint.ip", ""},
		{"the usual port is right", "mysql", []string{so + "endpoint.db_port", "3306"}, so + "endpoint.db_port", ""},
		{"a port of nobody is right", "mysql", []string{so + "endpoint.db_port", "13306"}, so + "endpoint.db_port", ""},
		{"oracle's port is odd for mysql", "mysql", []string{so + "endpoint.db_port", "1521"}, so + "endpoint.db_port", "risk: usual for oracle"},
		{"mysql's port is odd for gaussdb", "oracle", []string{ta + "endpoint.db_port", "3306"}, ta + "endpoint.db_port", "risk: usual for mysql"},
		{"of an engine that drover does not know no port is odd", "", []string{"base_info.engine_type", "a-to-b", so + "endpoint_type", "offline", so + "endpoint.db_port", "1521"}, so + "endpoint.db_port", ""},
		{"oracle's form of a name is odd for mysql", "mysql", []string{so + "endpoint.db_name", "serviceName.orcl"}, so + "endpoint.db_name", "risk: oracle's form"},
		{"the document's group is right", "mysql", []string{ta + "vpc.security_group_id", "039a3s89-665a-43e2-9b4f-bda7d9ee148d"}, ta + "vpc.security_group_id", ""},
		{"a name is no vpc id", "mysql", []string{ta + "vpc.vpc_id", "vpc-prod"}, ta + "vpc.vpc_id", "risk: not a vpc id"},
		{"a name is no subnet id", "mysql", []string{ta + "vpc.subnet_id", "subnet-prod"}, ta + "vpc.subnet_id", "risk: not a subnet id"},
		{"a name is no group id", "mysql", []string{ta + "vpc.security_group_id", "default"}, ta + "vpc.security_group_id", "risk: not a group id"},
		{"zones are of their region", "mysql", []string{ta + "cloud.region", "cn-north-4", ta + "cloud.az_code", "cn-north-4a, cn-north-4c"}, ta + "cloud.az_code", ""},
		{"a region with a project in it has the region's zones", "mysql", []string{ta + "cloud.region", "cn-north-4_shop", ta + "cloud.az_code", "cn-north-4a"}, ta + "cloud.az_code", ""},
		{"some clouds number their zones", "mysql", []string{ta + "cloud.region", "eu-de", ta + "cloud.az_code", "eu-de-01"}, ta + "cloud.az_code", ""},
		{"a zone of another region is odd", "mysql", []string{ta + "cloud.region", "cn-north-4", ta + "cloud.az_code", "cn-north-4a,cn-east-3a"}, ta + "cloud.az_code", "risk: not of this region"},
		{"a letter is no zone", "mysql", []string{ta + "cloud.region", "cn-north-4", ta + "cloud.az_code", "a"}, ta + "cloud.az_code", "risk: not of this region"},
		{"without a region no zone is odd", "mysql", []string{ta + "cloud.az_code", "a"}, ta + "cloud.az_code", ""},

		{"others need no database", "mysql", nil, so + "endpoint.db_name", ""},

		{"no tls is clear text", "mysql", nil, so + "ssl.ssl_link", "risk: clear text over vpn"},
		{"tls is none", "mysql", []string{so + "ssl.ssl_link", "true"}, so + "ssl.ssl_link", ""},
		{"of an instance in the cloud the service decides", "mysql", nil, ta + "ssl.ssl_link", ""},
		{"a certificate needs tls", "mysql", nil, so + "ssl.ssl_cert_key#cert_file", "grey: needs tls"},
		{"a source with tls needs a certificate", "mysql", []string{so + "ssl.ssl_link", "true"}, so + "ssl.ssl_cert_key#cert_file", empty},
		{"a target with tls does not", "mysql", []string{ta + "ssl.ssl_link", "true"}, ta + "ssl.ssl_cert_key#cert_file", ""},
		{"a target whose certificate has a name needs it", "mysql", []string{ta + "ssl.ssl_link", "true", ta + "ssl.ssl_cert_name", "ca.pem"}, ta + "ssl.ssl_cert_key#cert_file", empty},
		{"a file that was not read counts for nothing", "mysql", []string{so + "ssl.ssl_link", "true", so + "ssl.ssl_cert_key#cert_file", "ca.pem"}, so + "ssl.ssl_cert_key#cert_file", "wrong: not read yet: enter reads it"},
		{"a checksum is SHA-256", "mysql", []string{so + "ssl.ssl_link", "true", so + "ssl.ssl_cert_check_sum", "abc"}, so + "ssl.ssl_cert_check_sum", "wrong: 64 hexadecimal digits"},
		{"the password of a certificate is only of a .p12", "mysql", []string{so + "ssl.ssl_link", "true", so + "ssl.ssl_cert_name", "ca.pem"}, so + "ssl.ssl_cert_password", "not there"},
		{"a .p12 needs its password", "mysql", []string{so + "ssl.ssl_link", "true", so + "ssl.ssl_cert_name", "ca.P12"}, so + "ssl.ssl_cert_password", empty},

		{"an own server is in no region", "mysql", nil, so + "cloud.region", "grey: only in the cloud"},
		{"an instance needs its region", "mysql", nil, ta + "cloud.region", empty},
		{"an instance needs its project", "mysql", nil, ta + "cloud.project_id", empty},
		{"a server in the cloud needs its region", "mysql", []string{so + "endpoint_type", "ecs"}, so + "cloud.region", empty},
		{"the zone is optional", "mysql", nil, ta + "cloud.az_code", ""},
		{"a server in the cloud needs its vpc", "mysql", []string{so + "endpoint_type", "ecs"}, so + "vpc.vpc_id", empty},
		{"and its subnet", "mysql", []string{so + "endpoint_type", "ecs"}, so + "vpc.subnet_id", empty},
		{"the group is optional", "mysql", []string{so + "endpoint_type", "ecs"}, so + "vpc.security_group_id", ""},
		{"an own server is in no vpc", "mysql", nil, so + "vpc.vpc_id", "grey: only in the cloud"},
		{"over vpc an instance at the far side needs its vpc", "mysql", []string{"base_info.net_type", "vpc", so + "endpoint_type", "cloud"}, so + "vpc.vpc_id", empty},
		{"over vpc an own server may tell one", "mysql", []string{"base_info.net_type", "vpc"}, so + "vpc.vpc_id", ""},
		{"over vpc the near side does not", "mysql", []string{"base_info.net_type", "vpc"}, ta + "vpc.vpc_id", ""},
		{"out of the cloud over vpc the target is the far side", "mysql", []string{"base_info.net_type", "vpc", "base_info.job_direction", "down"}, ta + "vpc.vpc_id", empty},
		{"a subnet has a vpc", "mysql", []string{ta + "vpc.subnet_id", "s"}, ta + "vpc.vpc_id", empty},
		{"a group has a subnet", "mysql", []string{ta + "vpc.security_group_id", "s"}, ta + "vpc.subnet_id", empty},
		{"between self-built ends the target needs its group", "mysql", []string{"base_info.job_direction", "non-dbs"}, ta + "vpc.security_group_id", empty},

		{"a sync does not make its target read-only", "mysql", []string{ta + "config.is_target_readonly", "true"}, ta + "config.is_target_readonly", "not there"},
		{"a migration may leave its target open", "mysql", []string{"base_info.job_type", "migration", ta + "config.is_target_readonly", "false"}, ta + "config.is_target_readonly", "risk: others can write to the target"},
		{"in recovery the cloud that stands by is read-only", "dr", nil, ta + "config.is_target_readonly", "fixed: true"},
		{"a dual-active one may not be", "dr", []string{"base_info.multi_write", "true", ta + "config.is_target_readonly", ""}, ta + "config.is_target_readonly", ""},
		{"out of the cloud it does not apply", "dr", []string{"base_info.job_direction", "down"}, ta + "config.is_target_readonly", "not there"},
		{"a source is never read-only", "dr", nil, so + "config.is_target_readonly", "not there"},
		{"a redis cluster is read by subtasks", "redis", []string{so + "config.node_num", "16"}, so + "config.node_num", ""},
		{"by 16 at most", "redis", []string{so + "config.node_num", "17"}, so + "config.node_num", "wrong: 1 to 16"},
		{"by one at least, whatever the document's default says", "redis", []string{so + "config.node_num", "0"}, so + "config.node_num", "wrong: 1 to 16"},
		{"others are not", "mysql", []string{so + "config.node_num", "4"}, so + "config.node_num", "not there"},

		{"without an own dns nothing is done with it", "mysql", nil, so + "customized_dns.is_set_dns", ""},
		{"an own dns needs an action", "mysql", []string{so + "customized_dns.is_set_dns", "true"}, so + "customized_dns.set_dns_action", empty},
		{"adding one needs its address", "mysql", []string{so + "customized_dns.is_set_dns", "true", so + "customized_dns.set_dns_action", "add"}, so + "customized_dns.dns_ip", empty},
		{"keeping one does not", "mysql", []string{so + "customized_dns.is_set_dns", "true", so + "customized_dns.set_dns_action", "keep"}, so + "customized_dns.dns_ip", ""},
		{"its address is IPv4", "mysql", []string{so + "customized_dns.is_set_dns", "true", so + "customized_dns.set_dns_action", "add", so + "customized_dns.dns_ip", "2001:db8::7"}, so + "customized_dns.dns_ip", "wrong: an IPv4 address"},
		{"going back may cost names", "mysql", []string{so + "customized_dns.is_set_dns", "true", so + "customized_dns.set_dns_action", "recover"}, so + "customized_dns.set_dns_action", "risk: names may stop resolving"},

		{"one source alone has no chooser", "mysql", nil, "source_endpoint#at", "not there"},
		{"of several one is looked at", "many", nil, "source_endpoint#at", ""},
		{"the only one cannot be taken out", "many", nil, "source_endpoint#remove", "grey: the only source"},
		{"a source may have shards", "mysql", nil, so + "endpoint.source_sharding#add", ""},
		{"a target has none", "mysql", nil, ta + "endpoint.source_sharding#add", "not there"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			d := draftWith(Offer{}, append(base(c.base), c.set...)...)
			f, _, ok := FormOf(d, Offer{}).Field(FieldKey(c.field))
			if got := state(f, ok); got != c.want {
				t.Errorf("%s is %q, want %q", c.field, got, c.want)
			}
			if len([]rune(f.Label)) > 14 {
				t.Errorf("%s has a label of more than 14 cells: %q", c.field, f.Label)
			}
			if ok && !strings.HasSuffix(f.Help, ".") {
				t.Errorf("%s has no help", c.field)
			}
		})
	}
}

func TestWhereAnEndRunsFollowsTheLinks(t *testing.T) {
	link := Link{Scenario: Sync, Engine: "mysql-to-mysql", Source: "offline", Target: "cloud", Direction: "up", Net: "vpn", Tasks: []TaskType{FullIncr}}
	ecs := link
	ecs.Source = "ecs"
	o := Offer{Region: "cn-north-4", Project: "p1", Links: map[Scenario]Links{Sync: {All: []Link{link, ecs}}}}
	d := draftWith(o, "base_info.job_type", "sync", "base_info.job_direction", "up", "base_info.engine_type", "mysql-to-mysql", "base_info.net_type", "vpn")
	if d.Get(ta+"endpoint_type") != "cloud" {
		t.Errorf("the only place for the target is not chosen: %q", d.Get(ta+"endpoint_type"))
	}
	if d.Get(ta+"cloud.region") != "cn-north-4" || d.Get(ta+"cloud.project_id") != "p1" {
		t.Errorf("region and project are not proposed: %v", d.Keys())
	}
	f, _, _ := FormOf(d, o).Field(so + "endpoint_type")
	if cloud, _ := f.Option("cloud"); cloud.Why == "" {
		t.Error("a source in the cloud is offered, and no link has one")
	}
	if off, _ := f.Option("offline"); off.Why != "" || f.Fixed != "" {
		t.Errorf("an own server is not offered: %+v", f)
	}
	d, _ = d.With(o, so+"endpoint_type", "offline")
	if d.Get(so+"ssl.ssl_link") != "false" {
		t.Error("of a self-built source it is not said that it has no tls")
	}
	if unread, _, _ := FormOf(d, Offer{}).Field(so + "endpoint_type"); unread.Options[2].Why != "" {
		t.Error("a link that was not read forbids something")
	}
}

// Both examples of the create document come out of what a user fills in.
func TestTheEndsOfTheDocument(t *testing.T) {
	o := Offer{Region: "cn-north-4", Project: "9dc8c0f3f74c4dbb23c29cf0318ee561"}
	d := draftWith(o, append(base("oracle"),
		so+"endpoint.ip", "10.154.217.239", so+"endpoint.db_port", "1521", so+"endpoint.db_user", "ORACLE_USER", so+"endpoint.db_name", "serviceName.orcl",
		ta+"endpoint.instance_id", "c2c7579bc09c490b9d8009db715aeb0ain14", ta+"endpoint.db_user", "root", ta+"cloud.az_code", "cn-north-4a,cn-north-4c,cn-north-4g",
		ta+"vpc.vpc_id", "2cb5d364", ta+"vpc.subnet_id", "2cb54324", ta+"vpc.security_group_id", "039a3s89",
	)...)
	d = d.PutSecret(so+"endpoint.db_password", NewSecret("a")).PutSecret(ta+"endpoint.db_password", NewSecret("b"))
	want := map[FieldKey]string{
		so + "db_type": "oracle", so + "endpoint_type": "offline", so + "endpoint_role": "so", so + "endpoint.endpoint_name": "oracle",
		so + "endpoint.ip": "10.154.217.239", so + "endpoint.db_port": "1521", so + "endpoint.db_user": "ORACLE_USER", so + "endpoint.db_name": "serviceName.orcl",
		so + "ssl.ssl_link": "false",
		ta + "db_type":      "gaussdbv5", ta + "endpoint_type": "cloud", ta + "endpoint_role": "ta", ta + "endpoint.endpoint_name": "cloud_gaussdbv5",
		ta + "endpoint.instance_id": "c2c7579bc09c490b9d8009db715aeb0ain14", ta + "endpoint.db_user": "root",
		ta + "cloud.region": "cn-north-4", ta + "cloud.project_id": "9dc8c0f3f74c4dbb23c29cf0318ee561", ta + "cloud.az_code": "cn-north-4a,cn-north-4c,cn-north-4g",
		ta + "vpc.vpc_id": "2cb5d364", ta + "vpc.subnet_id": "2cb54324", ta + "vpc.security_group_id": "039a3s89",
	}
	for _, key := range d.Keys() {
		if k := string(key); (strings.HasPrefix(k, so) || strings.HasPrefix(k, ta)) && d.Get(key) != want[key] {
			t.Errorf("%s is %q, want %q", key, d.Get(key), want[key])
		}
		delete(want, key)
	}
	for key := range want {
		t.Errorf("%s is not there", key)
	}
	for _, step := range []CreateStep{StepSource, StepTarget} {
		for _, f := range FormOf(d, o).Steps[step].Fields {
			if s := state(f, true); s == empty || strings.HasPrefix(s, "wrong") {
				t.Errorf("%s: %s", f.Key, s)
			}
		}
	}
}
