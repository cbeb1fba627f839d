package drs

import (
	"errors"
	"strconv"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

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
		renew, known := yesNo(edit.Want[model.KeyAutoRenew])
		pay, clear := yesNo(edit.Want[model.KeyAutoPay])
		if !known || !clear {
			return errors.New("an order says whether it is renewed and paid by itself")
		}
		body = periodRequest{Unit: unit, Count: n, Renew: renew, Pay: pay}
		return nil
	})
	return body, err
}

// yesNo reads a yes or a no, which the service writes as 1 and 0 where it tells of
// an order, and takes as true and false. Money hangs on it: nothing is guessed.
func yesNo(value string) (yes, told bool) {
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "1", "true":
		return true, true
	case "0", "false":
		return false, true
	}
	return false, false
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
	p.Raw = v.Bytes()
	for name, key := range map[string]model.FieldKey{"period_type": model.KeyPeriodType, "period_num": model.KeyPeriodNum} {
		if n, told := v.Get(name).Int(); told {
			p.Values[key] = strconv.FormatInt(n, 10)
		}
	}
	if renew, told := yesNo(v.Get("is_auto_renew").String()); told {
		p.Values[model.KeyAutoRenew] = strconv.FormatBool(renew)
	}
}
