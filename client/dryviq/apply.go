package dryviq

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"drover/client"
	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// Route keeps every change alone: the call that takes several goes by a filter.
func (b *Backend) Route(change model.Change) string {
	call, err := b.request(change)
	if err != nil {
		return ""
	}
	return string(call.Op) + " " + change.Target().Raw()
}

// request is the one call that carries a change.
func (b *Backend) request(change model.Change) (rest.Call, error) {
	id := change.Target().Raw()
	if id == "" || !utf8.ValidString(id) {
		return rest.Call{}, errors.New("a job's id cannot be sent as it is")
	}
	switch c := change.(type) {
	case model.StartJob:
		if !c.At.Now() {
			return rest.Call{}, errors.New("DryvIQ starts a job at once or by its schedule: another moment cannot be sent")
		}
		return b.action(id, "start"), nil
	case model.Act:
		switch c.Verb {
		case model.Pause, model.Resume, model.Cancel:
			return b.action(id, string(c.Verb)), nil
		case model.Delete:
			return b.about(deleteJob, id, nil), nil
		default:
			return rest.Call{}, errors.New("DryvIQ has no " + string(c.Verb))
		}
	case model.EditJob:
		body, err := patchBody(c)
		call := b.about(patchJob, id, nil)
		call.Body = body
		return call, err
	case model.CloneJob:
		if c.Job.Scenario != model.Transfer && c.Job.Scenario != "" {
			return rest.Call{}, errors.New("drover copies transfers alone")
		}
		body, err := client.CopyBody(c) // the editor shows the same
		if err == nil {
			err = unmasked(body)
		}
		call := b.about(cloneJob, id, nil)
		call.Body = body
		return call, err
	}
	return rest.Call{}, fmt.Errorf("DryvIQ cannot be sent a %T", change)
}

// unmasked refuses a body that holds what a server shows in place of a secret.
func unmasked(body []byte) error {
	v, err := wire.Parse(body)
	if err != nil {
		return fmt.Errorf("the body cannot be sent: %w", err)
	}
	if masked(v) {
		return errors.New("the server hides a secret of what would be sent back: a copy without a change there keeps it")
	}
	return nil
}

func masked(v wire.Value) bool {
	if v.IsString() {
		return v.String() != "" && strings.Trim(v.String(), "*") == ""
	}
	for _, m := range v.Members() {
		if masked(m) {
			return true
		}
	}
	for e := range v.Elements() {
		if masked(e) {
			return true
		}
	}
	return false
}

// action is what a job does by a word in the query, without a body.
func (b *Backend) action(id, word string) rest.Call {
	return b.about(patchJob, id, url.Values{word: {"1"}})
}

// Apply sends the change of its call, once.
func (b *Backend) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	if len(changes) != 1 {
		out := make([]model.Outcome, 0, len(changes))
		for _, c := range changes {
			out = append(out, model.Outcome{ID: c.Target(), Kind: model.NotSent, Why: "nothing was sent: a call is about one job"})
		}
		return out
	}
	change := changes[0]
	call, err := b.request(change)
	if err != nil {
		return []model.Outcome{{ID: change.Target(), Kind: model.NotSent, Why: "nothing was sent: " + err.Error()}}
	}
	answer, err := b.conn.Do(ctx, call)
	o := b.outcome(call.Op, change, answer, err)
	o.ID = change.Target()
	return []model.Outcome{o}
}

// outcome is what an answer says of a change.
func (b *Backend) outcome(op rest.Op, change model.Change, answer *rest.Answer, err error) model.Outcome {
	if err != nil {
		return failed(op, err)
	}
	o := model.Outcome{Kind: model.UnknownOutcome, RequestID: answer.RequestID}
	job := jobOf(answer.Body)
	id := idOf(job)
	name, twice := answer.Body.Twice()
	status, told := answer.Body.Get("status").Int()
	switch {
	case twice:
		o.Why = "the answer says " + model.Clean(name) + " twice"
	case told && status >= 300: // the body repeats what the head says, or contradicts it
		o.Why = "the answer says success, and in it " + strconv.FormatInt(status, 10)
	case op == cloneJob && (id.Empty() || id == change.Target()):
		o.Why = "the answer names no copy"
	case op == cloneJob:
		o.Kind, o.Made = model.Accepted, id
	case op == patchJob && !job.IsObject(): // it tells the job as it is now
		o.Why = "the answer tells no job"
	case !id.Empty() && id != change.Target():
		o.Why = "the answer is about another job"
	case op == deleteJob && answer.Status != http.StatusNoContent && !answer.Body.IsObject(): // whether a body is to come is not documented
		o.Why = "the answer is empty"
	default:
		o.Kind = model.Accepted
	}
	return o
}

// failed is what a failed call means for its job. The server has no codes, so drover
// says what it says by its status alone.
func failed(op rest.Op, err error) model.Outcome {
	o := client.FailedOutcome(err)
	switch kind, _ := rest.KindOf(err); {
	case o.Kind != model.Refused:
	case kind == rest.Gone && op == deleteJob:
		o.Kind, o.Why = model.Done, "it was gone already"
	case kind == rest.Gone:
		o.Why = "there is no such job, or no more"
	case kind == rest.NotPermitted:
		o.Why = "this account may not do that"
	}
	return o
}
