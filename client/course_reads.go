package client

import (
	"context"
	"slices"
	"time"

	"drover/client/rest"
	"drover/model"
)

// heard enters whether the last reading went well.
func (k *Course) heard(err error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.report.Trouble, k.report.Login = "", false
	if err != nil {
		k.report.Trouble = model.Clean(err.Error())
		kind, ok := rest.KindOf(err)
		k.report.Login = ok && kind == rest.LoginEnded
	}
	return err
}

// read reads something, a few times if it fails: a reading changes nothing, and one that
// was lost is no reason to rest. What the service refuses is not asked again.
func (k *Course) read(what func(context.Context) error) error {
	var err error
	for _, wait := range append([]time.Duration{0}, readAgain()...) {
		if wait > 0 && !k.pause(wait) {
			return err
		}
		err = k.heard(what(k.client.reading))
		kind, ok := rest.KindOf(err)
		if err == nil || ok && !slices.Contains([]rest.Kind{rest.Lost, rest.Unreached, rest.Throttled, rest.BadAnswer}, kind) {
			return err
		}
	}
	return err
}

// readAgain is how long is waited before a lost reading is tried again, each time.
func readAgain() []time.Duration {
	return []time.Duration{2 * time.Second, 5 * time.Second, 10 * time.Second}
}

// until reads again and again until a goal is seen to hold, for a while.
func (k *Course) until(most, every time.Duration, goal func(context.Context) (copySaid, error)) copySaid {
	begun := time.Now()
	for {
		s, err := goal(k.client.reading)
		kind, ok := rest.KindOf(k.heard(err))
		switch {
		case ok && kind == rest.LoginEnded:
			return stepUnsent(whyLogin)
		case err == nil && s.state != model.CopyGoes:
			return s
		case time.Since(begun) > most && err != nil:
			return stepAsks("it could not be read: " + model.Clean(err.Error()))
		case time.Since(begun) > most:
			return stepAsks(s.why)
		}
		if s.why != "" {
			k.step(k.at, func(r *model.CopyResult) { r.Why = s.why })
		}
		if every = slower(every, err); !k.pause(every) {
			return stepWaits(k.over())
		}
	}
}

// goes is a goal that does not hold yet, and why.
func stepGoes(why string) (copySaid, error) { return copySaid{model.CopyGoes, why}, nil }

// pause waits, unless no further step is to be taken; it reports whether it waited.
func (k *Course) pause(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return k.client.reading.Err() == nil
	case <-k.halting:
	case <-k.client.reading.Done():
	}
	return false
}

// copyUnread is what is said where something could not be read.
func copyUnread(what string, err error) copySaid {
	if kind, ok := rest.KindOf(err); ok && kind == rest.LoginEnded {
		return stepUnsent(whyLogin)
	}
	return stepUnsent(what + " could not be read: " + model.Clean(err.Error()))
}

// copyGone reports an error that says that there is no such job any more.
func copyGone(err error) bool {
	kind, ok := rest.KindOf(err)
	return ok && kind == rest.Gone
}

// reached reads whether a goal holds; ok is false where it does not, and what leads to it
// may be sent. What was taken on before is waited for as long as it would have been then.
func (k *Course) reached(most time.Duration, goal func(context.Context) (copySaid, error)) (s copySaid, ok bool) {
	err := k.read(func(ctx context.Context) (err error) {
		s, err = goal(ctx)
		return err
	})
	switch {
	case err != nil:
		return copyUnread("the job", err), true
	case s.state != model.CopyGoes:
		return s, true
	}
	if left := k.patience(most); left > 0 {
		if s = k.until(left, 2*time.Second, goal); s.state != model.CopyAsks {
			return s, true
		}
	}
	return s, false
}

// patience is how long what the step sent before, and was taken on, is waited for still.
func (k *Course) patience(most time.Duration) time.Duration {
	e, there, err := k.entry(k.record.Steps[k.at].Intent)
	if err != nil || !there || e.State != JournalApplied {
		return 0
	}
	return most - k.client.now().Sub(e.Time)
}
