package drs

import (
	"context"
	"errors"
	"strings"
	"time"

	"drover/client/rest"
	"drover/model"
)

// begunQuery is what to ask for with, after something was begun that takes its time.
func begunQuery(op rest.Op, answer *rest.Answer) (string, error) {
	body := answer.Body
	if _, err := finished(op, body.Get("status").String(), answer); err != nil {
		return "", err
	}
	for _, name := range []string{"id", "query_id"} {
		if id := body.Get(name).String(); id != "" {
			return id, nil
		}
	}
	return "", misunderstood(op, answer, "the answer names no result to look for")
}

// finished reads the word for how far something is. One that nobody knows is shown
// as it is.
func finished(op rest.Op, status string, answer *rest.Answer) (done bool, err error) {
	switch w := strings.ToLower(strings.TrimSpace(status)); w {
	case "success":
		return true, nil
	case "pending", "":
		return false, nil
	case "failed":
		e := misunderstood(op, answer, "the service says that it failed, and not why")
		e.Kind = rest.Refused
		if code, message := answer.Body.Get("error_code").Text(), answer.Body.Get("error_msg").Text(); !code.Empty() || !message.Empty() {
			e.Code, e.Message = code, message
		}
		return false, e
	default:
		return false, misunderstood(op, answer, "the service says "+model.Clean(w)+", which is neither pending, success nor failed")
	}
}

// misunderstood is the error of an answer that came, and does not say what it should.
func misunderstood(op rest.Op, answer *rest.Answer, why string) *rest.Error {
	return &rest.Error{Op: string(op), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID, Cause: errors.New(why)}
}

// longer is the pause after one: a quarter more, so that what takes its time is found at
// most a quarter of that later, and asked for about once a second in the first ten.
func longer(wait time.Duration) time.Duration { return min(wait*5/4, pollCeil) }

// rested waits between two looks for a result.
func rested(ctx context.Context, op rest.Op, wait time.Duration) error {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		e := &rest.Error{Op: string(op), Kind: rest.Lost, Cause: ctx.Err()}
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			e.Cause = errors.New("no result came in time")
		}
		return e
	}
}
