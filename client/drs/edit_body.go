package drs

import (
	"encoding/json"
	"errors"

	"drover/model"
)

// updateRequest is the request of UpdateJob for one section.
type updateRequest struct {
	Job updateJob5 `json:"job"`
}

type updateJob5 struct {
	Type   string                     `json:"type"`
	Params map[string]json.RawMessage `json:"params"`
}

// updateBody encodes the change of one section of one job.
func updateBody(changes []model.Change) (any, error) {
	var body updateRequest
	err := each(changes, func(_ string, c model.Change) error {
		edit, ok := c.(model.EditJob)
		if !ok || len(changes) != 1 {
			return errors.New("one call changes one section of one job")
		}
		body.Job.Type = string(edit.Section)
		var err error
		body.Job.Params, err = sectionParams(edit)
		return err
	})
	return body, err
}

// sectionParams are the members of params that a section's type wants.
func sectionParams(edit model.EditJob) (map[string]json.RawMessage, error) {
	one := func(name string, text json.RawMessage, err error) (map[string]json.RawMessage, error) {
		return map[string]json.RawMessage{name: text}, err
	}
	switch edit.Section {
	case model.SectionName:
		return baseParam("name", edit.Want[model.KeyName])
	case model.SectionDescription:
		return baseParam("description", edit.Want[model.KeyDescription])
	case model.SectionExpiry:
		return baseParam("expired_days", edit.Want[model.KeyExpired])
	case model.SectionPolicy:
		text, err := overlay(edit.Base.Raw, policyMembers(), edit.Want)
		return one("policy_config", text, err)
	case model.SectionAlarm:
		text, err := overlay(edit.Base.Raw, alarmMembers(), edit.Want)
		return one("alarm_notify", text, err)
	case model.SectionFlow:
		text, err := writeWindows(edit.Base.Raw, edit.Want[model.KeyWindows])
		return one("speed_limit", text, err)
	case model.SectionTuning:
		text, err := writeTuning(edit)
		return one("tuning_params", text, err)
	case model.SectionRecreate:
		return map[string]json.RawMessage{}, nil
	case model.SectionEnds, model.SectionUsers, model.SectionParams, model.SectionTags, model.SectionPosition, model.SectionPeriod, model.SectionSchedule, model.SectionCopy: // have calls of their own
	}
	return nil, errors.New("drover cannot encode the " + edit.Section.Word())
}

// baseParam is base_info with the one member that changes: the documents show no
// others beside it.
func baseParam(member, value string) (map[string]json.RawMessage, error) {
	return map[string]json.RawMessage{"base_info": encode(map[string]string{member: value})}, nil
}
