package drs

import (
	"context"
	"encoding/json"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// tuningPhases are the maps of tuning_params.
func tuningPhases() []string {
	return []string{"full_sync", "incre_capture", "incre_apply", "incre_relay"}
}

// readTuning reads the parameters that a job shows, and what ListJobParameters
// tells of each: default, range, restart. Which phase a parameter is of only the
// job itself says.
func (b *Backend) readTuning(ctx context.Context, p *model.Part, id model.JobID, v wire.Value) {
	p.Raw = v.Bytes()
	known, err := b.settings(ctx, id)
	if err != nil {
		p.Lacks = model.Clean(err.Error())
		return
	}
	usual, compared := true, false
	for _, phase := range tuningPhases() {
		for e := range v.Get(phase).Each() {
			name := e.Get("param_name").String()
			s := model.Setting{Key: model.TuningKey(phase, name), Name: model.NewText(name), Value: e.Get("param_value").Text()}
			if more, ok := known[name]; ok {
				s.Default, s.Range, s.About, s.Restart = more.Default, more.Range, more.About, more.Restart
			}
			switch yes, told := e.Get("availability").Bool(); {
			case !plainName(name):
				s.Fixed = "its name is none that drover sends"
			case told && !yes:
				s.Fixed = "the service says that it is not available"
			default:
				p.Values[s.Key] = s.Value.Raw()
			}
			if s.Fixed == "" && !s.Default.Empty() {
				usual, compared = usual && s.Default == s.Value, true
			}
			p.Settings = append(p.Settings, s)
		}
	}
	if usual && compared {
		p.Values[model.KeyRecovery] = "true"
	}
}

// plainName reports a parameter's name that can stand in a key.
func plainName(name string) bool {
	return name != "" && len(name) <= 80 && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '.' && r != '-'
	})
}

// settings lists the parameters of a job by their names.
func (b *Backend) settings(ctx context.Context, id model.JobID) (map[string]model.Setting, error) {
	out := map[string]model.Setting{}
	for offset := 0; ; {
		answer, err := b.read(ctx, b.about(listSettings, id, paged(model.Page{Offset: offset, Limit: 1000})))
		if err != nil {
			return nil, err
		}
		n := 0
		for e := range answer.Body.Get("parameter_config_list").Each() {
			n++
			restart, _ := e.Get("is_need_restart").Bool()
			out[e.Get("name").String()] = model.Setting{
				Default: e.Get("default_value").Text(), Range: e.Get("value_range").Text(), About: e.Get("description").Text(), Restart: restart,
			}
		}
		total, _ := answer.Body.Get("count").Int()
		if offset += n; n == 0 || int64(offset) >= total || offset > 10_000 {
			return out, nil
		}
	}
}

// writeTuning is tuning_params as they are to be: every value that can be
// changed, or the wish for the defaults.
func writeTuning(edit model.EditJob) (json.RawMessage, error) {
	body := map[string]any{"incre_capture": map[string]string{}, "incre_apply": map[string]string{}} // the contract wants both
	if edit.Want[model.KeyRecovery] == "true" && edit.Base.Get(model.KeyRecovery) != "true" {
		body["recovery"] = true
		return encode(body), nil
	}
	for _, phase := range tuningPhases() {
		values := map[string]string{}
		for _, s := range edit.Base.Settings {
			if name := s.Name.Raw(); s.Key == model.TuningKey(phase, name) && s.Fixed == "" && edit.Want[s.Key] != "" && !asterisks(edit.Want[s.Key]) {
				values[name] = edit.Want[s.Key]
			}
		}
		if len(values) > 0 {
			body[phase] = values
		}
	}
	return encode(body), nil
}
