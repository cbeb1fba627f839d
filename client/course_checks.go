package client

import (
	"context"
	"strconv"
	"time"

	"drover/client/rest"
	"drover/model"
)

// test has the service reach for both ends of the copy.
func (k *Course) test() copySaid {
	d, draft, s := k.ends()
	if s.state != model.CopyDone {
		return s
	}
	var got []model.EndResult
	err := k.read(func(ctx context.Context) (err error) {
		got, err = k.client.TestConnection(ctx, d.Job, model.EndTests(draft))
		return err
	})
	switch kind, ok := rest.KindOf(err); {
	case err != nil && ok && kind == rest.LoginEnded:
		return stepUnsent(whyLogin)
	case err != nil && k.over() != "":
		return stepWaits(k.over())
	case err != nil && k.unheard(err): // it was sent, and changes nothing
		return stepAsks("no result came of the test: " + model.Clean(err.Error()))
	case err != nil:
		return stepRefused("the ends could not be tested: " + model.Clean(err.Error()))
	}
	k.step(k.at, func(r *model.CopyResult) { r.Ends = got })
	failed := 0
	for _, r := range got {
		if !r.Reached {
			failed++
		}
	}
	if failed > 0 || len(got) == 0 {
		return stepRefused(strconv.Itoa(failed) + " of " + strconv.Itoa(len(got)) + " ends failed the test")
	}
	return stepDone("")
}

// check has the service run a pre-check of the copy, and waits until it is done.
func (k *Course) check() copySaid {
	d, s := k.copyDetail()
	if s.state != model.CopyDone {
		return s
	}
	sent := false
	if e, there, err := k.entry(k.record.Steps[k.at].Intent); err == nil && there && e.State == JournalApplied {
		var p model.PreCheck
		err := k.read(func(ctx context.Context) (err error) {
			p, err = k.client.PreCheck(ctx, k.record.Copy)
			return err
		})
		sent = err == nil && p.Ran && (!p.Done() || p.Passed()) // one that failed is run anew
	}
	if !sent {
		plan := model.NewPlan(k.client.NewIntent(), k.client.Capabilities(), model.Wish{Verb: model.RunCheck}, []model.Pick{{Job: d.Job}})
		if _, s, ok := k.send(plan); !ok {
			return s
		}
	}
	return k.until(30*time.Minute, 5*time.Second, func(ctx context.Context) (copySaid, error) {
		p, err := k.client.PreCheck(ctx, k.record.Copy)
		if err != nil {
			return copySaid{}, err
		}
		k.step(k.at, func(r *model.CopyResult) { r.Check = &p })
		switch {
		case !p.Ran || !p.Done():
			return stepGoes("the pre-check is under way")
		case p.Passed():
			return stepDone(""), nil
		}
		return stepRefused("the pre-check did not pass"), nil
	})
}
