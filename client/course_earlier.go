package client

import (
	"slices"
	"strconv"
	"time"

	"drover/client/journal"
	"drover/model"
)

const whyCopyUnsettled = "nobody knows what came of what was sent before: that is settled first"

// earlier looks what came of what a step sent before, in this drover or in one that died.
// settled is false where nobody knows: then nothing more is sent.
func (k *Course) earlier(i int) (s copySaid, settled bool) {
	intent := k.record.Steps[i].Intent
	if intent == "" {
		return copySaid{}, true
	}
	for range 2 { // a settling that was under way may not have it among its own
		e, there, err := k.entry(intent)
		switch {
		case err != nil:
			return stepUnsent("the journal could not be read: " + model.Clean(err.Error())), false
		case !there: // a death came before the journal had it, so nothing was sent
			return copySaid{}, true
		case e.Working && !k.client.looksFor(e.Job):
			return stepUnclear("what was sent before is being worked on"), false
		case e.State == journal.Applied && k.record.Steps[i].Step.Kind == model.CopyMake && !e.Made.Empty():
			k.made(e.Made)
			return copySaid{}, true
		case !e.Unresolved() || !e.Blocks: // what blocks nothing may be sent again
			return copySaid{}, true
		}
		k.step(i, func(r *model.CopyResult) { r.Why = "what was sent before is looked for" })
		if err := k.settle(i); err != nil {
			return stepUnsent("the journal could not be read: " + model.Clean(err.Error())), false
		}
		if why := k.over(); why != "" {
			return stepWaits(why), false
		}
	}
	if e, there, err := k.entry(intent); err == nil && (!there || !e.Unresolved()) {
		if e.State == journal.Applied && !e.Made.Empty() && k.record.Steps[i].Step.Kind == model.CopyMake {
			k.made(e.Made)
		}
		return copySaid{}, true
	}
	return stepUnclear(whyCopyUnsettled), false
}

// entry finds what the journal says of an intent.
func (k *Course) entry(intent string) (e Entry, there bool, err error) {
	all, err := k.client.entries()
	i := slices.IndexFunc(all, func(e Entry) bool { return e.Intent == intent })
	if i < 0 {
		return Entry{}, false, err
	}
	k.client.attend(&all[i])
	return all[i], true, err
}

// settle looks for everything that is unknown, and waits for it. The step that it is for
// says when the next look is: it may take two minutes.
func (k *Course) settle(i int) error {
	run, err := k.client.Settle(k.client.reading)
	if err != nil || run == nil {
		return err
	}
	for {
		if words := looksAgain(run.Report()); words != "" && words != k.Report().Steps[i].Why {
			k.step(i, func(r *model.CopyResult) { r.Why = words })
		}
		timer := time.NewTimer(time.Second)
		select {
		case <-run.Done():
			timer.Stop()
			return nil
		case <-k.halting:
			timer.Stop()
			return nil
		case <-timer.C:
		}
	}
}

// looksAgain says when what is unknown is looked for next; "": not any more.
func looksAgain(r model.Report) string {
	for _, row := range r.Rows {
		if row.Outcome.Kind == model.UnknownOutcome && !row.Next.IsZero() {
			return "what was sent before is looked for: again at " + model.ClockSeconds(row.Next, nil) + " (" + strconv.Itoa(row.Look+1) + " of " + strconv.Itoa(row.Looks) + ")"
		}
	}
	return ""
}

// made enters which job the copy is.
func (k *Course) made(id model.JobID) {
	k.record.Copy = id
	k.mu.Lock()
	defer k.mu.Unlock()
	k.report.Copy.ID = id
}

// recall has the report tell what the journal knows of what was sent before. It waits for
// the disk and for another drover that writes, seconds at worst.
func (k *Course) recall() error {
	if !slices.ContainsFunc(k.record.Steps, func(n journal.CopyNote) bool { return n.Intent != "" }) {
		return nil
	}
	all, err := k.client.entries()
	if err != nil {
		return err
	}
	for i, n := range k.record.Steps {
		at := slices.IndexFunc(all, func(e Entry) bool { return n.Intent != "" && e.Intent == n.Intent })
		if at < 0 {
			continue
		}
		e := all[at]
		k.step(i, func(s *model.CopyResult) {
			s.Outcome = model.Outcome{
				ID: e.Job, Kind: copyKindOf(e.State), Code: model.NewText(e.Code), RequestID: model.NewText(e.Request), Made: e.Made,
			}
		})
	}
	return nil
}

// copyKindOf is the outcome that the journal's word stands for.
func copyKindOf(s journal.State) model.OutcomeKind {
	switch s {
	case journal.Applied:
		return model.Done
	case journal.Rejected:
		return model.Refused
	case journal.Absent:
		return model.Absent
	case journal.Unknown, journal.Sending:
		return model.UnknownOutcome
	case journal.NotSent, journal.Intent:
	}
	return model.NotSent
}
