package client_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
	"drover/model"
	"drover/model/objects"
)

// chosenOn reads what a job of a service holds, and the job.
func (f *fixture) chosenOn(id string) (model.Job, *objects.Listing) {
	f.Helper()
	d, err := f.client.Job(f.Context(), model.NewJobID(id))
	if err != nil {
		f.Fatal(err)
	}
	r, err := f.client.Objects(f.Context(), d.Job, objects.Ask{Which: objects.Held}, nil)
	if err != nil {
		f.Fatal(err)
	}
	return d.Job, r.Listing
}

// chooseOn saves other objects for it.
func (f *fixture) chooseOn(id, token string) model.Outcome {
	f.Helper()
	job, held := f.chosenOn(id)
	p := model.PlanObjects(f.client.NewIntent(), f.client.Capabilities(), model.SetObjects{Job: job, Base: held, Want: withToken(held, token)}, model.ObjectsAs{})
	if len(p.Go()) != 1 {
		f.Fatalf("it does not go: %+v", p.Steps)
	}
	return lone(f.T, f.run(p)).Outcome
}

// A running sync takes on other objects: they are saved, checked, and a child job
// copies what joined. A lost answer is found at each step.
func TestARunningSyncTakesOnOtherObjects(t *testing.T) {
	for _, lost := range []string{"", "UpdateJob", "BatchExecuteJobActions"} {
		t.Run("lost "+lost, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, service := simulated(t, "")
				id := service.ID("orders-prod-sync-02")
				service.Set(id, "INCRE_TRANSFER_STARTED")
				lose := func(op string) {
					service.Script(func(name string, _ int) string {
						if name == op && op == lost {
							return "reset-after"
						}
						return ""
					})
				}
				lose("UpdateJob")
				o := f.chooseOn(id, "joins")
				check(t, "saved", o.Kind.String(), "done")
				if _, held := f.chosenOn(id); tokenInObjects(held) != "joins" {
					t.Error("what was saved is not held")
				}
				lose("")
				job, _ := f.chosenOn(id)
				check(t, "checked", kinds(f.run(model.PlanReEditCheck(f.client.NewIntent(), f.client.Capabilities(), job))), "done")
				passed, err := f.client.PreCheck(t.Context(), job.ID)
				if err != nil || !passed.Passed() {
					t.Fatalf("%+v, %v", passed, err)
				}
				before, err := f.client.ChildrenOf(t.Context(), job)
				if err != nil {
					t.Fatal(err)
				}
				lose("BatchExecuteJobActions")
				p := model.NewPlan(f.client.NewIntent(), f.client.Capabilities(), model.Wish{Verb: model.ReEdit}, []model.Pick{{Job: job, Check: &passed}})
				o = lone(t, f.run(p)).Outcome
				check(t, "re-edited", o.Kind.String(), "done")
				lose("")
				f.followChild(service, job, len(before))
			})
		})
	}
}

// followChild waits for the child job of a re-edit to come and to end, as a page does.
func (f *fixture) followChild(service *sim.Sim, job model.Job, before int) {
	f.Helper()
	children, err := f.client.ChildrenOf(f.Context(), job)
	if err != nil || len(children) != before+1 {
		f.Fatalf("%d children, and there were %d: %v", len(children), before, err)
	}
	child := children[before]
	seen := ""
	for range 20 {
		got, err := f.client.Status(f.Context(), []model.JobID{child.ID})
		if err != nil {
			f.Fatal(err)
		}
		if seen = got[child.ID].Status.Raw(); seen == "RELEASE_CHILD_TRANSFER_COMPLETE" {
			break
		}
		time.Sleep(5 * time.Second)
	}
	check(f.T, "the child", seen, "RELEASE_CHILD_TRANSFER_COMPLETE")
	time.Sleep(5 * time.Second)
	check(f.T, "the job", service.Status(job.ID.Raw()), "INCRE_TRANSFER_STARTED")
}

// A saving that the service could not make changes nothing, and says so.
func TestASavingThatFailsChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, service := simulated(t, "fail:DRS.M00004@ShowUpdateObjectSavingStatus")
		id := service.ID("orders-prod-sync-02")
		service.Set(id, "INCRE_TRANSFER_STARTED")
		before := len(service.Applied())
		o := f.chooseOn(id, "fails")
		if o.Kind != model.Refused || o.Elsewhere {
			t.Errorf("%s (%s %s)", said(o), o.Code, o.Message)
		}
		if _, held := f.chosenOn(id); tokenInObjects(held) != "" || len(service.Applied()) != before {
			t.Errorf("the job holds %q, applied: %s", tokenInObjects(held), fmt.Sprint(service.Applied()[before:]))
		}
		check(t, "journal", f.journalled(model.NewJobID(id)), "REJECTED/1")
	})
}
