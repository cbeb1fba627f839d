package drs

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// three sends a read that only v3 has. Where v3 is known to be missing nothing
// is asked.
func (b *Backend) three(ctx context.Context, call rest.Call) (*rest.Answer, error) {
	if !b.memory.offers(v3) {
		return nil, lacking(call.Op)
	}
	return b.read(ctx, call)
}

// engine3 is the engine as v3 calls it, which alone knows of sizes and zones.
func engine3(engine string) string {
	if engine == "mysql-to-mysql" {
		return "mysql"
	}
	return engine
}

// NodeSizes lists the sizes of a job's node in the service's order
// (V3ListAvailableNodeTypes).
func (b *Backend) NodeSizes(ctx context.Context, ask model.NodeAsk) ([]model.NodeSize, error) {
	call := b.call(v3Sizes, nil)
	call.Query = url.Values{
		"engine_type": {engine3(ask.Engine)}, "db_use_type": {string(ask.Scenario)}, "job_direction": {ask.Direction}, "is_use_sellout_info": {"true"},
	}
	if ask.Scenario == model.DR {
		call.Query.Set("is_multi_write", strconv.FormatBool(ask.MultiWrite))
	}
	answer, err := b.three(ctx, call)
	if err != nil {
		return nil, err
	}
	list, err := rowsOf(v3Sizes, answer, "node_types")
	var out []model.NodeSize
	for row := range list.Each() {
		if c := code(row.Get("node_type").String()); c != "" {
			out = append(out, model.NodeSize{Code: c, SoldOut: row.Get("is_sellout").Tri() == model.Yes})
		}
	}
	return out, err
}

// zonesRequest is the request of V3ListAvailableZone.
type zonesRequest struct {
	Engine     string `json:"engine_type"`
	Scenario   string `json:"db_use_type"`
	Direction  string `json:"job_direction"`
	Size       string `json:"node_type"`
	MultiWrite string `json:"multi_write,omitempty"` // "true" or "false", of disaster recovery alone
}

// Zones lists the zones where a node of a size can be (V3ListAvailableZone).
func (b *Backend) Zones(ctx context.Context, ask model.NodeAsk) ([]model.Zone, error) {
	if ask.Size == "" {
		return nil, senseless(v3Zones, "zones are listed for a size")
	}
	body := zonesRequest{Engine: engine3(ask.Engine), Scenario: string(ask.Scenario), Direction: ask.Direction, Size: ask.Size}
	if ask.Scenario == model.DR {
		body.MultiWrite = strconv.FormatBool(ask.MultiWrite)
	}
	answer, err := b.three(ctx, b.call(v3Zones, body))
	if err != nil {
		return nil, err
	}
	list, err := rowsOf(v3Zones, answer, "az_infos")
	var out []model.Zone
	for row := range list.Each() {
		if c := code(row.Get("code").String()); c != "" {
			out = append(out, model.Zone{Code: c, Name: cmp.Or(model.Clean(row.Get("name").String()), c), SoldOut: soldOut(row.Get("status"))})
		}
	}
	return out, err
}

// soldOut reads a state whose words are documented nowhere: sellout, sold_out.
func soldOut(v wire.Value) bool {
	state := strings.ToLower(v.String())
	return strings.Contains(state, "sellout") || strings.Contains(state, "sell_out") || strings.Contains(state, "sold")
}

// rowsOf is the list that an answer must hold.
func rowsOf(op rest.Op, answer *rest.Answer, name string) (wire.Value, error) {
	list := answer.Body.Get(name)
	if list.IsArray() || list.IsObject() {
		return list, nil
	}
	return wire.Value{}, &rest.Error{
		Op: string(op), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
		Cause: errors.New("the answer does not hold the rows that were asked for"),
	}
}

// Enterprises lists the enterprise projects (ShowEnterpriseProject).
func (b *Backend) Enterprises(ctx context.Context) ([]model.Enterprise, error) {
	var out []model.Enterprise
	err := b.pages(ctx, listProjects, nil, "enterprise_project_list", "count", func(row wire.Value) {
		if id := row.Get("id").Text(); !id.Empty() {
			out = append(out, model.Enterprise{ID: id, Name: row.Get("name").Text()})
		}
	})
	return out, err
}
