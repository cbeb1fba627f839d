package drs

import (
	"context"
	"errors"
	"math"
	"net/http"

	"drover/client/rest"
	"drover/model"
)

// Apply sends the changes of one chunk with the call of their route, once. A
// chunk that cannot be encoded in full is not sent at all.
func (b *Backend) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	call, err := b.request(changes)
	if err != nil {
		return alike(changes, model.Outcome{Kind: model.NotSent, Why: "nothing was sent: " + err.Error()})
	}
	if why := b.tooLarge(call.Body); why != "" {
		return alike(changes, model.Outcome{Kind: model.NotSent, Why: "nothing was sent: " + why})
	}
	answer, err := b.conn.Do(ctx, call)
	if read := readerOf(call.Op); read != nil {
		if err != nil && !refusesParams(call.Op, answer) {
			return alike(changes, b.failed(err, len(changes)))
		}
		return []model.Outcome{read(changes[0], answer)}
	}
	if mayHoldResults(answer) {
		if out, told := verdicts(changes, answer); told {
			return out
		}
	}
	switch {
	case err == nil:
		return alike(changes, model.Outcome{
			Kind: model.UnknownOutcome, RequestID: answer.RequestID, Why: "the answer tells no results",
		})
	case len(changes) > 1 && nameless(answer):
		return alike(changes, model.Outcome{
			Kind: model.UnknownOutcome, RequestID: answer.RequestID, Why: "the answer refuses without saying which job",
		})
	}
	return alike(changes, b.failed(err, len(changes)))
}

// readerOf reads the answer of a call that takes one job and answers of the call
// as a whole; nil for those that answer job by job.
func readerOf(op rest.Op) func(model.Change, *rest.Answer) model.Outcome {
	switch op {
	case copyJob, createJob:
		return made
	case updateJob:
		return updated5
	case tagAction, setPosition:
		return stored5
	case toPeriod:
		return ordered5
	case v3SetUsers:
		return usersSet3
	case v3SetParams:
		return paramsSet3
	default:
	}
	return nil
}

// mayHoldResults reports the answers in which a service tells of each job.
func mayHoldResults(answer *rest.Answer) bool {
	return answer != nil && (answer.Status/100 == 2 || answer.Status == http.StatusBadRequest)
}

// nameless reports a refusal whose only words stand in results that name no
// job: clients have seen it for calls of one job.
func nameless(answer *rest.Answer) bool {
	return mayHoldResults(answer) && answer.Body.Get("error_code").Absent() && !answer.Body.Get("results").First().Absent()
}

// alike gives every change the same outcome.
func alike(changes []model.Change, o model.Outcome) []model.Outcome {
	out := make([]model.Outcome, len(changes))
	for i, c := range changes {
		out[i] = o
		out[i].ID = c.Target()
	}
	return out
}

// failed is what a failed call means for each of its n jobs.
func (*Backend) failed(err error, n int) model.Outcome {
	var e *rest.Error
	if !errors.As(err, &e) {
		return model.Outcome{Kind: model.UnknownOutcome, Why: "the call failed in a way nobody knows"}
	}
	o := model.Outcome{Code: e.Code, Message: e.Message, RequestID: e.RequestID}
	switch e.Kind {
	case rest.Unreached:
		o.Kind, o.Again, o.Why = model.NotSent, model.AgainNetwork, "no byte of it left: "+because(e)
		if errors.Is(err, context.Canceled) {
			o.Again = model.AgainNo
		}
	case rest.Throttled:
		o.Kind, o.Again, o.Why = model.NotSent, model.AgainThrottle, "the service takes no more calls for now"
		o.After = int(math.Ceil(e.RetryAfter.Seconds()))
	case rest.LoginEnded:
		o.Kind, o.Again, o.Why = model.NotSent, model.AgainLogin, "the login has ended"
	case rest.NotPermitted, rest.Refused, rest.NotThere, rest.Gone:
		o.Kind = model.Refused
	case rest.Lost, rest.BadAnswer:
		o.Kind, o.Why = model.UnknownOutcome, "the answer was lost: "+because(e)
	}
	o.Taken = e.Code.Raw() == nameTaken
	if e.Code.Raw() == busy && e.Status/100 == 2 && n == 1 {
		o.Kind, o.Why = model.Refused, ""
	}
	return o
}

// busy says that another operation is running. For a call of one job it is
// that job's; for more, nobody knows whose.
const busy = "DRS.M01504"

func because(e *rest.Error) string {
	switch {
	case errors.Is(e, context.DeadlineExceeded):
		return "it took too long"
	case errors.Is(e, context.Canceled):
		return "it was cancelled"
	case e.Cause != nil:
		return model.Clean(e.Cause.Error())
	}
	return e.Error()
}
