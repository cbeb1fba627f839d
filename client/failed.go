package client

import (
	"context"
	"errors"
	"math"

	"drover/client/rest"
	"drover/model"
)

// FailedOutcome is what a failed call means for each change that it carried, whatever
// the service: what certainly was not applied says whether drover may try again, a
// refusal carries the service's words, and all else is unknown. A backend adds what its
// own codes mean.
func FailedOutcome(err error) model.Outcome {
	var e *rest.Error
	if !errors.As(err, &e) {
		return model.Outcome{Kind: model.UnknownOutcome, Why: "the call failed in a way nobody knows"}
	}
	o := model.Outcome{Code: e.Code, Message: e.Message, RequestID: e.RequestID}
	switch e.Kind {
	case rest.Unreached:
		o.Kind, o.Again, o.Why = model.NotSent, model.AgainNetwork, "no byte of it left: "+becauseOf(e)
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
		o.Kind, o.Why = model.UnknownOutcome, "the answer was lost: "+becauseOf(e)
	}
	return o
}

func becauseOf(e *rest.Error) string {
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
