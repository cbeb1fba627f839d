package client

import (
	"time"

	"drover/model"
)

// patience is how often drover itself may try a chunk again.
type patience struct{ network, throttle int }

// again picks the steps that are tried once more, after the wait for it. Only
// what certainly was not applied is, and only without anybody's no. rested is
// when the gate lets through what was throttled.
func (r *Run) again(steps []model.Step, outcomes []model.Outcome, rested time.Time, left *patience) []model.Step {
	asked, _ := reasons(outcomes)
	if asked[model.AgainLogin] {
		r.halt(whyLogin)
	}
	if r.over() != "" {
		return nil
	}
	wait := time.Duration(0)
	if asked[model.AgainNetwork] = asked[model.AgainNetwork] && left.network > 0; asked[model.AgainNetwork] {
		left.network--
		wait = r.client.chance.between(500*time.Millisecond, 4*time.Second)
	}
	if asked[model.AgainThrottle] = asked[model.AgainThrottle] && left.throttle > 0; asked[model.AgainThrottle] {
		left.throttle--
		wait = max(wait, time.Until(rested))
	}
	var todo []model.Step
	for i, o := range outcomes {
		if o.Kind == model.NotSent && asked[o.Again] {
			todo = append(todo, stepOf(steps, outcomes[i].ID))
			r.waitAgain(o, wait)
		}
	}
	if len(todo) > 0 && !r.pause(wait) {
		return nil // the rows wait still, and are told why not with the rest
	}
	return todo
}

// reasons collects why outcomes may be followed by another attempt.
func reasons(outcomes []model.Outcome) (asked map[model.Again]bool, after time.Duration) {
	asked = map[model.Again]bool{}
	for _, o := range outcomes {
		if o.Kind == model.NotSent && o.Again != model.AgainNo {
			asked[o.Again] = true
			after = max(after, time.Duration(o.After)*time.Second)
		}
	}
	return asked, after
}

// throttleWait is how long a throttled write rests: what the service asked
// for, at most a minute, and never less than the gate would have it wait.
func (c *Client) throttleWait(asked time.Duration) time.Duration {
	if asked > 0 {
		return max(slowest, min(asked, time.Minute))
	}
	return c.chance.between(slowest, slowest+2*time.Second)
}

// waitAgain shows a row that is tried again.
func (r *Run) waitAgain(o model.Outcome, wait time.Duration) {
	next := r.client.now().Add(wait)
	why := "not reached"
	if o.Again == model.AgainThrottle {
		why = "too many requests"
	}
	r.row(o.ID, func(row *model.Result) {
		row.Outcome = model.Outcome{ID: o.ID, Code: o.Code, Message: o.Message, RequestID: o.RequestID, Why: why + ": trying again"}
		row.Next = next
	})
}

func stepOf(steps []model.Step, id model.JobID) model.Step {
	for _, s := range steps {
		if s.Job.ID == id {
			return s
		}
	}
	return model.Step{}
}
