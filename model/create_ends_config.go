package model

import "strconv"

// config are the settings of the database. What only the other end has is left
// out, unless somebody wrote it into a file.
func (e draftEnd) config() []Field {
	return e.quiet(e.readOnly(), e.nodes())
}

func (e draftEnd) readOnly() Field {
	f := e.text("config.is_target_readonly", "read-only", "Whether the target takes no writes but the job's while it runs. Left out, it is read-only.")
	f.Kind, f.By = BoolField, "scenario, step 1"
	mysql := e.engine == "mysql" && (e.scenario == Migration || e.scenario == DR) && e.direction == "up"
	switch {
	case e.source:
		f.Grey = "only of a target"
	case !mysql:
		f.Grey = "only of mysql migration and recovery, up"
	case e.scenario == DR && e.d.Get(KeyMultiWrite) == "false":
		f.Value, f.Fixed = "true", "this cloud stands by"
	case f.Value == "false":
		f.Risk = "others can write to the target"
	}
	return f
}

func (e draftEnd) nodes() Field {
	f := e.text("config.node_num", "subtasks", "How many subtasks read the source: about one for each four of its shards, and no more than it has.")
	f.Kind, f.Hint = NumberField, "1 to 16"
	if n, err := strconv.Atoi(f.Value); f.Value != "" && (err != nil || n < 1 || n > 16 || strconv.Itoa(n) != f.Value) {
		f.Wrong = "1 to 16"
	}
	if !e.source || e.engine != "rediscluster" {
		f.Grey = "only of a redis cluster source"
	}
	return f
}

// resolver is the DNS server of the database's own network.
func (e draftEnd) resolver() []Field {
	own := e.text("customized_dns.is_set_dns", "own dns", "Whether names are resolved by a DNS server of your own.")
	own.Kind, own.Hint = BoolField, "optional"
	action := Field{
		Key: e.key("customized_dns.set_dns_action"), Label: "dns action", Kind: ChoiceField, Need: true, By: "own dns",
		Value: e.get("customized_dns.set_dns_action"), Help: "What is done with the setting of the DNS server.",
		Options: []Option{
			{Value: "add", Help: "sets the server"}, {Value: "keep", Help: "leaves it as it is"},
			{Value: "update", Help: "sets another server"}, {Value: "recover", Help: "back to the cloud's own"},
		},
	}
	ip := e.text("customized_dns.dns_ip", "dns server", "The IPv4 address of the DNS server.")
	ip.By, ip.Hint = "dns action", "IPv4"
	if ip.Value != "" && !ip4(ip.Value) {
		ip.Wrong = "an IPv4 address"
	}
	sets := action.Value == "add" || action.Value == "update"
	switch {
	case own.Value == "":
		action.Grey, ip.Grey = "needs own dns", "needs own dns"
	case action.Value == "recover":
		action.Risk, ip.Grey = "names may stop resolving", "the cloud's own server"
	default:
		ip.Need = sets
	}
	if own.Value == "false" {
		for i := range action.Options {
			if v := action.Options[i].Value; v == "add" || v == "update" {
				action.Options[i].Why = "needs own dns"
			}
		}
	}
	return append([]Field{own}, e.quiet(action, ip)...)
}
