package drs

import (
	"errors"
	"strconv"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

type tagsRequest struct {
	Action string    `json:"action"`
	Tags   []tagSent `json:"tags"`
}

type tagSent struct {
	Key   string `json:"key"`
	Value string `json:"value,omitempty"`
}

// tagsBody encodes tags that are added, or take another value, or else tags that
// go: a call does one of both (BatchTagAction).
func tagsBody(changes []model.Change) (any, error) {
	var body tagsRequest
	err := each(changes, func(_ string, c model.Change) error {
		edit, ok := c.(model.EditJob)
		if !ok || len(changes) != 1 {
			return errors.New("one call changes the tags of one job")
		}
		base, err := tagMap(edit.Base.Get(model.KeyTags))
		if err != nil {
			return err
		}
		want, err := tagMap(edit.Want[model.KeyTags])
		if err != nil {
			return err
		}
		set, gone := tagsLess(want, base), tagsWithout(base, want)
		switch {
		case len(set) > 0 && len(gone) > 0:
			return errors.New("one call adds tags or removes them")
		case len(set) > 0:
			body = tagsRequest{Action: "create", Tags: set}
		case len(gone) > 0:
			body = tagsRequest{Action: "delete", Tags: gone}
		default:
			return errors.New("no tag changes")
		}
		return nil
	})
	return body, err
}

func tagMap(value string) ([]model.Tag, error) { return model.ParseTags(value) }

// tagsLess are the tags that stand nowhere in others as they are.
func tagsLess(tags, others []model.Tag) []tagSent {
	var out []tagSent
	for _, t := range tags {
		same := false
		for _, o := range others {
			same = same || o == t
		}
		if !same {
			out = append(out, tagSent{t.Key.Raw(), t.Value.Raw()})
		}
	}
	return out
}

// tagsWithout are the tags whose keys others have not.
func tagsWithout(tags, others []model.Tag) []tagSent {
	var out []tagSent
	for _, t := range tags {
		kept := false
		for _, o := range others {
			kept = kept || o.Key == t.Key
		}
		if !kept {
			out = append(out, tagSent{t.Key.Raw(), t.Value.Raw()})
		}
	}
	return out
}

type positionRequest struct {
	Position string `json:"file_and_position"`
	GTID     string `json:"gtid_set,omitempty"`
}

// positionBody encodes where an incremental task begins (UpdateStartPosition).
func positionBody(changes []model.Change) (any, error) {
	var body positionRequest
	err := each(changes, func(_ string, c model.Change) error {
		edit, ok := c.(model.EditJob)
		if !ok || len(changes) != 1 || edit.Want[model.KeyPosition] == "" {
			return errors.New("one call sets the start position of one job")
		}
		body = positionRequest{Position: edit.Want[model.KeyPosition], GTID: edit.Want[model.KeyGTID]}
		return nil
	})
	return body, err
}

type periodRequest struct {
	Unit  string `json:"period_type"`
	Count int    `json:"period_num"`
	Renew bool   `json:"is_auto_renew"`
	Pay   bool   `json:"is_auto_pay"`
}

// periodBody encodes the order of months or years (ChangeToPeriod).
func periodBody(changes []model.Change) (any, error) {
	var body periodRequest
	err := each(changes, func(_ string, c model.Change) error {
		edit, ok := c.(model.EditJob)
		if !ok || len(changes) != 1 {
			return errors.New("one call orders for one job")
		}
		n, err := strconv.Atoi(edit.Want[model.KeyPeriodNum])
		unit := edit.Want[model.KeyPeriodType]
		if err != nil || n < 1 || unit != "2" && unit != "3" {
			return errors.New("an order is of months or years, from 1 on")
		}
		body = periodRequest{Unit: unit, Count: n, Renew: edit.Want[model.KeyAutoRenew] == "1", Pay: edit.Want[model.KeyAutoPay] == "true"}
		return nil
	})
	return body, err
}

// ordered5 reads the answer of ChangeToPeriod: only an order's id says that one
// was placed.
func ordered5(c model.Change, answer *rest.Answer) model.Outcome {
	o := stored5(c, answer)
	if o.Kind == model.Accepted && answer.Body.Get("order_id").Absent() {
		o.Kind, o.Why = model.UnknownOutcome, "the answer tells of no order"
	}
	return o
}

// readPeriod reads how a job is billed by month or year, if it is.
func readPeriod(p *model.Part, v wire.Value) {
	for name, key := range map[string]model.FieldKey{"period_type": model.KeyPeriodType, "period_num": model.KeyPeriodNum, "is_auto_renew": model.KeyAutoRenew} {
		if n, told := v.Get(name).Int(); told {
			p.Values[key] = strconv.FormatInt(n, 10)
		}
	}
}
