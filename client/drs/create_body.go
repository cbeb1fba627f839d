package drs

import (
	"cmp"
	"errors"
	"strings"
	"unicode/utf8"

	"drover/model"
)

// createRequest is the request of CreateJob, its members in the order of the
// document's examples.
type createRequest struct {
	Job   createJob5 `json:"job"`
	given []model.Secret
}

func (r createRequest) hidden() []model.Secret { return r.given }

type createJob5 struct {
	Base    baseInfo5   `json:"base_info"`
	Sources []endpoint5 `json:"source_endpoint"`
	Targets []endpoint5 `json:"target_endpoint"`
	Order   *order5     `json:"period_order,omitempty"`
	Node    nodeInfo5   `json:"node_info"`
	Public  []public5   `json:"public_ip_list,omitempty"`
}

type baseInfo5 struct {
	Name        string `json:"name"`
	Scenario    string `json:"job_type"`
	MultiWrite  *bool  `json:"multi_write,omitempty"`
	Engine      string `json:"engine_type"`
	Direction   string `json:"job_direction"`
	Task        string `json:"task_type"`
	Net         string `json:"net_type"`
	Charging    string `json:"charging_mode,omitempty"`
	Enterprise  string `json:"enterprise_project_id,omitempty"`
	Description string `json:"description"` // also empty
	StartTime   string `json:"start_time,omitempty"`
	ExpiredDays string `json:"expired_days,omitempty"`
	Tags        []tag5 `json:"tags"`
	FastClean   *bool  `json:"is_open_fast_clean,omitempty"`
}

type tag5 struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type order5 struct {
	Type  *int `json:"period_type"`
	Count *int `json:"period_num"`
	Renew *int `json:"is_auto_renew,omitempty"`
}

type nodeInfo5 struct {
	Spec struct {
		Type string `json:"node_type"`
	} `json:"spec"`
	VPC  *nodeVPC5  `json:"vpc,omitempty"`
	Base *nodeBase5 `json:"base_info,omitempty"`
}

type nodeVPC5 struct {
	VPC    string `json:"vpc_id"`
	Subnet string `json:"subnet_id"`
	IP     string `json:"custom_node_ip,omitempty"`
	Group  string `json:"security_group_id,omitempty"`
}

type nodeBase5 struct {
	Type string `json:"instance_type"`
	Arch string `json:"arch"`
	Zone string `json:"availability_zone"`
}

type public5 struct {
	ID      string `json:"id"`
	Address string `json:"public_ip"`
	Role    string `json:"type"`
}

// createBody encodes the making of one job, or says what about the draft the
// contract does not take. The engine's code, the databases' and the size of the
// node are open sets, which the service extends: they go as they stand.
func createBody(changes []model.Change) (any, error) {
	var body createRequest
	err := each(changes, func(_ string, c model.Change) error {
		making, ok := c.(model.CreateJob)
		if !ok || len(changes) != 1 {
			return errors.New("one call makes one job")
		}
		l := newLeaves(making.Draft)
		body.Job = createJob5{
			Base: l.base(making.Intent), Sources: l.ends(model.Sources), Targets: l.ends(model.Targets),
			Order: l.order(), Node: l.node(), Public: l.public(),
		}
		body.given = l.given
		return l.left("")
	})
	return body, err
}

func (l *leaves) base(intent string) baseInfo5 {
	l.fits(model.KeyName, model.CheckName)
	return baseInfo5{
		Name:        l.need(model.KeyName),
		Scenario:    l.must(model.KeyScenario, "migration", "sync", "cloudDataGuard"),
		MultiWrite:  l.flag(model.KeyMultiWrite),
		Engine:      l.need(model.KeyEngine),
		Direction:   l.must(model.KeyDirection, "up", "down", "non-dbs"),
		Task:        l.must(model.KeyTask, "FULL_TRANS", "FULL_INCR_TRANS", "INCR_TRANS"),
		Net:         l.must(model.KeyNet, "eip", "vpc", "vpn"),
		Charging:    l.fits(model.KeyCharging, oneOf("period", "on_demand")),
		Enterprise:  l.text(model.KeyEnterprise),
		Description: l.fits(model.KeyDescription, describes),
		StartTime:   l.text(model.KeyStartTime),
		ExpiredDays: l.fits(model.KeyExpired, between(14, 100)),
		Tags:        l.tags(intent),
		FastClean:   l.flag(model.KeyFastClean),
	}
}

// must is a value of a closed set that must be there.
func (l *leaves) must(key model.FieldKey, set ...string) string {
	l.fits(key, oneOf(set...))
	return l.need(key)
}

func describes(text string) error {
	switch {
	case utf8.RuneCountInString(text) > 256:
		return errors.New("at most 256 characters")
	case strings.ContainsAny(text, `!<>&'"\`):
		return errors.New(`none of ! < > & ' " \`)
	}
	return nil
}

// tags are those of the draft and behind them the intent's, by which a job is
// recognised whose answer was lost.
func (l *leaves) tags(intent string) []tag5 {
	tags, err := model.ParseTags(l.text(model.KeyTags))
	if err != nil {
		l.fail(model.KeyTags, err.Error())
	}
	if n := len(intent); n == 0 || n > 43 {
		l.fail(model.KeyTags, "drover's own has a value of 1 to 43 characters")
	}
	var out []tag5
	for _, t := range tags {
		out = append(out, tag5{Key: t.Key.Raw(), Value: t.Value.Raw()})
	}
	return append(out, tag5{Key: model.IntentTag, Value: intent})
}

func (l *leaves) order() *order5 {
	if !l.some("period_order.", "period_type", "period_num", "is_auto_renew") {
		return nil
	}
	l.need(model.KeyPeriodType)
	l.need(model.KeyPeriodNum)
	return &order5{
		Type:  l.number(model.KeyPeriodType, oneOf("2", "3")),
		Count: l.number(model.KeyPeriodNum, between(1, 9)),
		Renew: l.renewal(),
	}
}

// renewal is 0 or 1 on the wire; a form may keep it as a yes or no.
func (l *leaves) renewal() *int {
	n := 0
	switch l.fits(model.KeyAutoRenew, oneOf("0", "1", "false", "true")) {
	case "":
		return nil
	case "1", "true":
		n = 1
	}
	return &n
}

func (l *leaves) node() nodeInfo5 {
	var out nodeInfo5
	out.Spec.Type = l.need(model.KeyNodeType)
	if l.some("node_info.vpc.", "vpc_id", "subnet_id", "custom_node_ip", "security_group_id") {
		out.VPC = &nodeVPC5{VPC: l.need(model.KeyNodeVPC), Subnet: l.need(model.KeyNodeSubnet), IP: l.text(model.KeyNodeIP), Group: l.text(model.KeyNodeGroup)}
	}
	if l.some("node_info.base_info.", "instance_type", "arch", "availability_zone") {
		out.Base = &nodeBase5{
			Type: l.must(model.KeyInstanceType, "single", "ha"), Arch: l.must(model.KeyArch, "x86", "arm"), Zone: l.need(model.KeyZones),
		}
	}
	return out
}

// public are the addresses to bind: the first is the master's, the second the
// standby's.
func (l *leaves) public() []public5 {
	var out []public5
	roles := [...]string{"master", "slave"}
	n := l.count(model.PublicIPs)
	if n > len(roles) {
		l.fail(model.PublicIPs, "there are two at most, of the master and of the standby")
	}
	for i := range min(n, len(roles)) {
		at := func(member string) model.FieldKey { return model.Element(model.PublicIPs, i, member) }
		if !l.some(string(at("")), "id", "public_ip") {
			l.text(at("type"))
			continue
		}
		role := cmp.Or(l.fits(at("type"), oneOf(roles[i])), roles[i])
		out = append(out, public5{ID: l.need(at("id")), Address: l.need(at("public_ip")), Role: role})
	}
	return out
}
