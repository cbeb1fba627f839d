package drs

import (
	"strconv"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// ddlKinds is how many kinds of DDL can be replicated.
const ddlKinds = 8

// policy puts policy_config (v5) or the policy members of a v3 detail into
// words, in the order of the page.
func policy(v wire.Value) []model.Fact {
	f := &list{}
	f.add("conflict", v.Get("conflict_policy").Text())
	f.add("ddl", ddl(v))
	f.add("dml", model.NewText(strings.Join(v.Get("dml_types").Strings(), " ")))
	f.add("index", onOff(v.Get("index_trans").Tri()))
	f.add("topology", v.Get("data_sync_topology_type").Text())
	f.add("left out", v.Get("filter_ddl_policy").Text())
	f.add("moves", model.NewText(strings.Join(v.Get("sync_type_policy").Strings(), " ")))
	f.add("reads log by", v.Get("increment_read_mode").Text())
	f.add("indexes with tables", onOff(v.Get("is_create_table_with_index").Tri()))
	f.add("target read-only", onOff(v.Get("is_target_readonly").Tri()))
	return f.facts
}

// ddl says how many of the eight kinds of DDL go along.
func ddl(v wire.Value) model.Text {
	kinds := v.Get("support_ddl_info").Strings()
	switch goes := v.Get("ddl_trans").Tri(); {
	case goes == model.No:
		return model.NewText("off")
	case len(kinds) > 0:
		return model.NewText(strconv.Itoa(len(kinds)) + " of " + strconv.Itoa(max(ddlKinds, len(kinds))))
	default:
		return onOff(goes)
	}
}

// alarm puts alarm_notify into words; both generations spell it alike.
func alarm(v wire.Value) []model.Fact {
	f := &list{}
	f.add("to users", onOff(v.Get("alarm_to_user").Tri()))
	f.add("delay over", seconds(v.Get("delay_time")))
	f.add("rpo over", seconds(v.Get("rpo_delay")))
	f.add("rto over", seconds(v.Get("rto_delay")))
	f.add("topic", v.Get("topic_urn").Text())
	f.add("topic", v.Get("topic_name").Text())
	for s := range v.Get("subscriptions").Each() {
		f.add(s.Get("protocol").Text().String(), model.NewText(strings.Join(s.Get("endpoints").Strings(), " ")))
	}
	return f.facts
}

// seconds is a threshold; 0 means that it is off.
func seconds(v wire.Value) model.Text {
	switch n, ok := v.Int(); {
	case !ok:
		return model.Text{}
	case n == 0:
		return model.NewText("off")
	default:
		return model.NewText(strconv.FormatInt(n, 10) + "s")
	}
}

func onOff(t model.Tri) model.Text {
	return model.NewText([...]string{model.NotTold: "", model.No: "off", model.Yes: "on"}[t])
}

// list collects facts that were told.
type list struct{ facts []model.Fact }

func (l *list) add(label string, value model.Text) {
	if !value.Empty() {
		l.facts = append(l.facts, model.Fact{Label: label, Value: value})
	}
}
