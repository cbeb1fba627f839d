package client_test

import (
	"fmt"
	"slices"
	"time"

	"drover/client/sim"
	"drover/model"
)

// errand is what the user of a schedule wants done, and to which jobs.
type errand struct {
	wish   model.Wish
	action string   // as the service's record has it
	ops    []string // the calls that carry it
	from   string   // the status that a review saw
	names  []string // jobs of the demo that it is for
	forced bool     // they are brought into that status first
	fleet  int      // jobs of the service; 0: those of the demo
	most   int      // jobs of one errand; 0: a few, or more than one call takes
	// blind: no later status tells whether it was done, so that what is lost may
	// stay unknown.
	blind bool
	// late: it takes effect a moment after the answer. Until then whoever asks
	// again is not told that it was, and afterwards the state proves both.
	late bool
	// fails: a job may fail again after it, and may then be asked again.
	fails bool
	// checked: it wants a pre-check that passed.
	checked bool
	// chosen: other objects were saved for it before.
	chosen bool
}

// starting is the errand of a batch start.
func starting() errand {
	return errand{
		wish: model.Wish{Verb: model.Start}, action: "start", ops: []string{"V3BatchStartJobs"}, from: "CONFIGURATION",
		names: []string{
			"billing-ora-03", "catalog-mongo-02", "reports-yearly", "sessions-redis", "wave2-shop-01", "wave2-shop-02", "wave2-shop-03",
			"orders-dr-backward", "ledger-pg-02", "audit-stream", "hr-payroll", "catalog-mongo-01", "payments-ora-01", "orders-prod-sync-02",
		},
	}
}

// errands are those of every other verb: a copy goes alone, as its page sends
// it, and comes more often than the rest.
func errands() []errand {
	syncs := []string{
		"orders-prod-sync-01", "orders-prod-sync-02", "orders-prod-sync-03", "wave2-shop-01", "wave2-shop-02", "wave2-shop-03",
		"reports-yearly", "hr-payroll", "ledger-pg-01", "payments-ora-01", "stock-taurus-01", "billing-ora-01",
	}
	act := func(verb model.Verb, action, from string, ops ...string) errand {
		return errand{wish: model.Wish{Verb: verb, Pause: model.PauseReplay}, action: action, ops: ops, from: from, names: syncs, forced: true}
	}
	clone := act(model.Clone, "clone", "INCRE_TRANSFER_STARTED", "CopyJob")
	clone.most = 1
	again := act(model.TryAgain, "restart", "INCRE_TRANSFER_FAILED", "BatchExecuteJobActions")
	again.blind, again.fails = true, true
	reset := act(model.Reset, "reset", "INCRE_TRANSFER_FAILED", "BatchExecuteJobActions")
	reset.blind, reset.checked = true, true
	pause := act(model.Pause, "stop", "INCRE_TRANSFER_STARTED", "BatchExecuteJobActions")
	pause.late = true
	return []errand{
		clone, clone, clone, clone,
		pause,
		act(model.Resume, "restart", "PAUSING", "BatchExecuteJobActions"),
		again, reset,
		act(model.End, "terminate", "INCRE_TRANSFER_STARTED", "BatchStopJobsAction"),
		act(model.ForceEnd, "terminate", "INCRE_TRANSFER_STARTED", "BatchStopJobsAction"),
		act(model.Delete, "delete", "RELEASE_RESOURCE_COMPLETE", "V3BatchDeleteJobs"),
	}
}

// creation is the errand of a new job: what it has for a job is but a place for
// it in the schedule.
func creation() errand {
	return errand{wish: model.Wish{Verb: model.Create}, action: "create", ops: []string{"CreateJob"}, names: []string{"catalog-mongo-01"}, most: 1, fleet: 4}
}

// prepare picks the jobs and how they stand.
func (b *bench) prepare() {
	names := slices.Clone(b.errand.names)
	b.dice.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
	few := 1 + b.dice.IntN(4)
	if b.dice.IntN(5) == 0 && b.errand.most == 0 { // more than one call
		few = 10 + b.dice.IntN(len(names)-9)
	}
	if b.errand.most > 0 {
		few = b.errand.most
	}
	for _, name := range names[:few] {
		id := b.sim.ID(name)
		if id == "" {
			b.Fatalf("the simulator has no job %s", name)
		}
		b.jobs = append(b.jobs, model.NewJobID(id))
		if b.errand.forced {
			b.sim.Set(id, b.errand.from)
		}
		if b.dice.IntN(8) == 0 {
			all := model.Statuses()
			status := all[b.dice.IntN(len(all))]
			b.sim.Set(id, status)
			// An end that had failed before looks as one that fails again.
			if status == "RELEASE_RESOURCE_FAILED" && b.errand.wish.Verb == model.ForceEnd {
				b.errand.blind = true
			}
		}
	}
	if b.errand.chosen {
		b.chooseBefore()
	}
	if b.errand.checked {
		b.check()
	}
	if at := b.errand.wish; at.Verb == model.Start {
		b.errand.wish.When = model.AtOnce()
		if b.dice.IntN(4) == 0 {
			b.errand.wish.When = model.AtTime(time.Now().Add(b.between(time.Minute, 20*time.Minute)))
		}
	}
	b.errand.wish.Clone = model.CloneAs{Name: fmt.Sprint("copy-of-schedule-", b.seed), Version: "2.0"}
	if b.errand.wish.Verb == model.Create {
		b.errand.wish.Create = someDraft(fmt.Sprint("new-of-schedule-", b.seed))
	}
	heat := b.dice.Float64()
	b.sim.Script(func(op string, n int) string { return b.trouble(op, n, heat) })
}

// check has the jobs pass a pre-check, as somebody did before.
func (b *bench) check() {
	backend, conn := connect(b.T, b.sim.Dial)
	defer conn.Close()
	for chunk := range slices.Chunk(b.jobs, 10) {
		var changes []model.Change
		for _, id := range chunk {
			changes = append(changes, model.CheckJob{ID: id, Mode: model.ForRetry})
		}
		backend.Apply(b.Context(), changes)
	}
	time.Sleep(2 * time.Minute)
}

// trouble is what goes wrong with the n-th call of an operation.
func (b *bench) trouble(op string, n int, heat float64) string {
	kinds := []string{
		"429:2s", "429", "500", "502", "503", "504", "reset-before", "reset-after", "slow:3s", "slow:50s", "cut", "html", "empty", "deep", "garbage", "redirect", "loose",
	}
	share := 0.25
	if slices.Contains(b.errand.ops, op) {
		share = 0.9
		kinds = append(kinds, "401", "403", "403:DRS.M00100", "400", "hang", "hang-before", "m00004", "m01503", "m01504", "m01504", "m05066",
			"fail:DRS.M00304", "fail:DRS.M01504", "missing:1", "missing:3", "shuffle", "dup", "slow:2s,reset-after", "missing:1,shuffle")
	}
	k := uint64(n)
	if b.roll(op+" happens", k) >= share*heat {
		return ""
	}
	return kinds[int(b.roll(op+" kind", k)*float64(len(kinds)))%len(kinds)]
}

// plan is the review that was sent: it said that the jobs may go.
func (b *bench) plan(s *session, ids []model.JobID) model.Plan {
	if b.errand.wish.Verb == model.Create {
		return planOf(s.client.NewIntent(), b.errand.wish.Create)
	}
	var picks []model.Pick
	for _, id := range ids {
		job := model.Job{ID: id, Name: model.NewText(id.Raw()), Scenario: model.Sync}.WithStatus(model.NewText(b.errand.from))
		picks = append(picks, model.Pick{
			Job: job, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}, Detail: &model.Detail{Job: job},
		})
	}
	return model.NewPlan(s.client.NewIntent(), s.client.Capabilities(), b.errand.wish, picks)
}

// done lists what the service applied of the errand.
func (b *bench) done() []sim.Applied {
	return slices.DeleteFunc(b.sim.Applied(), func(a sim.Applied) bool { return a.Action != b.errand.action })
}

// subject is the job that a write was for, or the name of one that was made.
func subject(a sim.Applied) string {
	switch {
	case a.Action == "create":
		return a.Name
	case a.Source != "":
		return a.Source
	}
	return a.JobID
}

// subject is the same for what drover calls a job.
func (b *bench) subject(id model.JobID) string {
	if b.errand.wish.Verb == model.Create {
		return b.errand.wish.Create.Name()
	}
	return id.Raw()
}

// madeBy reports whether the service made this very job for a row of a copy,
// whichever attempt it was.
func (b *bench) madeBy(row model.Result) bool {
	return slices.ContainsFunc(b.done(), func(a sim.Applied) bool {
		return a.JobID == row.Made.Raw() && subject(a) == b.subject(row.ID) && a.Name == row.Name.Raw()
	})
}

// ofJob counts what was applied to a job, whoever asked.
func (b *bench) ofJob(job model.JobID) int {
	n := 0
	for _, a := range b.done() {
		if subject(a) == b.subject(job) {
			n++
		}
	}
	return n
}

// someDraft is a whole draft: a cluster at home, read over the internet.
func someDraft(name string) model.Draft {
	d := model.NewDraft("d1", time.Now()).PutSecret("source_endpoint[0].endpoint.db_password", model.NewSecret("s3ntinel")).
		PutSecret("target_endpoint[0].endpoint.db_password", model.NewSecret("s3ntinel"))
	for key, value := range map[model.FieldKey]string{
		model.KeyName: name, model.KeyScenario: "sync", model.KeyEngine: "oracle-to-gaussdbv5", model.KeyDirection: "up",
		model.KeyTask: "FULL_INCR_TRANS", model.KeyNet: "eip", model.KeyTags: "env=prod", model.KeyNodeType: "medium",
		model.KeyNodeVPC: "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f", model.KeyNodeSubnet: "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f",
		"source_endpoint[0].db_type": "oracle", "source_endpoint[0].endpoint_type": "offline", "source_endpoint[0].endpoint_role": "so",
		"source_endpoint[0].endpoint.endpoint_name": "oracle", "source_endpoint[0].endpoint.ip": "10.154.217.239",
		"source_endpoint[0].endpoint.db_port": "1521", "source_endpoint[0].endpoint.db_user": "ORACLE_USER",
		"source_endpoint[0].endpoint.db_name": "serviceName.orcl", "source_endpoint[0].ssl.ssl_link": "false",
		"target_endpoint[0].db_type": "gaussdbv5", "target_endpoint[0].endpoint_type": "cloud", "target_endpoint[0].endpoint_role": "ta",
		"target_endpoint[0].endpoint.endpoint_name": "cloud_gaussdbv5", "target_endpoint[0].endpoint.instance_id": "c2c7579bc09c490b9d8009db715aeb0ain14",
		"target_endpoint[0].endpoint.db_user": "root", "target_endpoint[0].cloud.region": "cn-north-4",
		"target_endpoint[0].cloud.project_id": "9dc8c0f3f74c4dbb23c29cf0318ee561",
		"target_endpoint[0].vpc.vpc_id":       "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f", "target_endpoint[0].vpc.subnet_id": "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f",
	} {
		d = d.Put(key, value)
	}
	return d
}
