package drs

import (
	"context"
	"errors"
	"net/http"

	"drover/client"
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
	o := client.FailedOutcome(err)
	o.Taken = o.Code.Raw() == nameTaken
	var e *rest.Error
	if errors.As(err, &e) && e.Code.Raw() == busy && e.Status/100 == 2 && n == 1 {
		o.Kind, o.Why = model.Refused, ""
	}
	return o
}

// busy says that another operation is running. For a call of one job it is
// that job's; for more, nobody knows whose.
const busy = "DRS.M01504"
