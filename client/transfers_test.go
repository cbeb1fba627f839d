package client_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"drover/client"
	"drover/client/rest"
	"drover/model"
)

// transfers is a service of transfers in memory, for what the courses of copies ask of one.
type transfers struct {
	client.Backend // what no test calls

	mu      sync.Mutex
	jobs    []*transfer
	applied []string
	calls   int

	trouble func(op string, n int) string // of a write: "lost", "before", "refuse", "login"; "ignore": an override of a clone is; "live": its schedule is; "unnamed": its name is, and the answer is lost
}

type transfer struct {
	id, name string
	status   string
	values   map[model.FieldKey]string
	made     time.Time
	run      int
	runs     bool
	deleted  bool
}

func newTransfers(names ...string) *transfers {
	t := &transfers{}
	for _, name := range names {
		t.add(name, map[model.FieldKey]string{
			model.KeyTransferType: "copy", model.KeyFromConn: "c1", model.KeyFromPath: "/a", model.KeyToConn: "c2", model.KeyToPath: "/b",
			model.KeyScheduleMode: "auto", model.KeyScheduleEvery: "15m", model.KeyFileConflict: "copy",
		})
	}
	return t
}

func (t *transfers) add(name string, values map[model.FieldKey]string) *transfer {
	j := &transfer{id: fmt.Sprintf("%032x", len(t.jobs)+1), name: name, status: "idle", values: values, made: time.Now()}
	t.jobs = append(t.jobs, j)
	return j
}

func (t *transfers) find(id model.JobID) (*transfer, error) {
	for _, j := range t.jobs {
		if j.id == id.Raw() && !j.deleted {
			return j, nil
		}
	}
	return nil, &rest.Error{Op: "getJob", Kind: rest.Gone, Status: 404}
}

func (t *transfers) Name() string { return "transfers" }

func (t *transfers) Capabilities() model.Capabilities {
	caps := model.Capabilities{Service: "DryvIQ", Realm: model.Files, Verbs: map[model.Verb]string{}}
	for _, v := range append(model.VerbsOf(model.Files), model.Update) {
		caps.Verbs[v] = ""
	}
	return caps
}

func (t *transfers) Limits() client.Limits        { return client.Limits{Batch: 1, Parallel: 2} }
func (t *transfers) Route(ch model.Change) string { return fmt.Sprintf("%T %v", ch, ch.Target()) }
func (t *transfers) ServiceTime() (time.Time, bool) {
	return time.Time{}, false
}

func (t *transfers) Requests(changes []model.Change) ([]client.Request, error) {
	return []client.Request{{Op: "patchJob", Body: fmt.Append(nil, changes)}}, nil
}

func (j *transfer) job() model.Job {
	out := model.Job{
		ID: model.NewJobID(j.id), Name: model.NewText(j.name), Realm: model.Files, Scenario: model.Transfer, Generation: "v1",
		Mode: model.NewText(j.values[model.KeyScheduleMode]), Paths: model.NewText(j.values[model.KeyFromPath] + ">" + j.values[model.KeyToPath]),
	}
	out.Created = j.made
	return out.WithStatus(model.NewText(j.status))
}

func (j *transfer) sample() model.Sample {
	s := model.NoSample()
	s.Status, s.Run, s.Runs = model.NewText(j.status), model.NewText(fmt.Sprint(j.run)), model.No
	if j.runs {
		s.Runs = model.Yes
	}
	return s
}

func (t *transfers) Jobs(context.Context) iter.Seq2[model.JobPage, error] {
	return func(yield func(model.JobPage, error) bool) {
		t.mu.Lock()
		page := model.JobPage{Scenario: model.Transfer, Generation: "v1", Page: 1, Pages: 1}
		for _, j := range t.jobs {
			if !j.deleted {
				page.Jobs = append(page.Jobs, j.job())
			}
		}
		t.mu.Unlock()
		yield(page, nil)
	}
}

func (t *transfers) Status(_ context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := map[model.JobID]model.Sample{}
	for _, id := range ids {
		if j, err := t.find(id); err == nil {
			out[id] = j.sample()
		} else {
			s := model.NoSample()
			s.Code = model.NewText("DRS.M05004") // gone
			out[id] = s
		}
	}
	return out, nil
}

func (t *transfers) Progress(context.Context, []model.JobID) (map[model.JobID]model.Sample, error) {
	return nil, nil
}

func (t *transfers) Job(_ context.Context, id model.JobID) (model.Detail, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	j, err := t.find(id)
	if err != nil {
		return model.Detail{}, err
	}
	d := model.Detail{Job: j.job(), Sample: j.sample()}
	d.Runs = d.Sample.Runs
	return d, nil
}

func (t *transfers) Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error) {
	d, err := t.Job(ctx, id)
	if err != nil {
		return d, nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	j, err := t.find(id)
	if err != nil {
		return d, nil, err
	}
	var parts []model.Part
	for _, s := range sections {
		values := maps.Clone(j.values)
		maps.DeleteFunc(values, func(key model.FieldKey, _ string) bool {
			return s == model.SectionSchedule && !slices.Contains(model.ScheduleKeys(), key)
		})
		parts = append(parts, model.Part{Section: s, Values: values})
	}
	return d, parts, nil
}

// Apply takes one write.
func (t *transfers) Apply(_ context.Context, changes []model.Change) []model.Outcome {
	t.mu.Lock()
	defer t.mu.Unlock()
	ch := changes[0]
	op := "edit"
	switch ch := ch.(type) {
	case model.CloneJob:
		op = "clone"
	case model.Act:
		op = string(ch.Verb)
	}
	t.calls++
	trouble := ""
	if t.trouble != nil {
		trouble = t.trouble(op, t.calls)
	}
	o := model.Outcome{ID: ch.Target(), Kind: model.Accepted}
	switch trouble {
	case "refuse":
		return []model.Outcome{{ID: o.ID, Kind: model.Refused, Code: model.NewText("E1"), Message: model.NewText("no")}}
	case "login":
		return []model.Outcome{{ID: o.ID, Kind: model.NotSent, Again: model.AgainLogin, Why: "401"}}
	case "before":
		return []model.Outcome{{ID: o.ID, Kind: model.UnknownOutcome, Why: "cut"}}
	}
	made, err := t.take(op, ch, trouble == "ignore")
	if trouble == "live" {
		t.jobs[len(t.jobs)-1].values[model.KeyScheduleMode] = "auto"
	}
	if err != nil {
		return []model.Outcome{{ID: o.ID, Kind: model.Refused, Code: model.NewText("404"), Message: model.NewText(err.Error())}}
	}
	t.applied = append(t.applied, op)
	if trouble == "unnamed" {
		t.jobs[len(t.jobs)-1].name = t.jobs[0].name
	}
	if o.Made = made; trouble == "lost" || trouble == "unnamed" {
		return []model.Outcome{{ID: o.ID, Kind: model.UnknownOutcome, Why: "cut"}}
	}
	return []model.Outcome{o}
}

func (t *transfers) take(op string, change model.Change, ignore bool) (model.JobID, error) {
	j, err := t.find(change.Target())
	if err != nil {
		return model.JobID{}, err
	}
	switch ch := change.(type) {
	case model.CloneJob:
		values := maps.Clone(j.values)
		if ch.Want != nil && !ignore {
			for _, key := range model.CopyKeys() {
				if v := ch.Want[key]; v != "" {
					values[key] = v
				}
			}
		}
		for _, key := range model.ScheduleKeys() {
			delete(values, key)
		}
		values[model.KeyScheduleMode] = "manual"
		made := t.add(ch.Name, values)
		return model.NewJobID(made.id), nil
	case model.EditJob:
		for _, key := range model.ScheduleKeys() {
			if j.values[key] = ch.Want[key]; ch.Want[key] == "" {
				delete(j.values, key)
			}
		}
		if j.status == "paused" && ch.Want[model.KeyScheduleHold] == "" {
			j.status = "idle"
		}
	case model.Act:
		switch ch.Verb {
		case model.Cancel:
			j.status, j.runs = "cancelled", false
		case model.Delete:
			j.deleted, j.runs = true, false
		default:
			return model.JobID{}, errors.New("no such verb: " + op)
		}
	default:
		return model.JobID{}, errors.New("no such change")
	}
	return model.JobID{}, nil
}

func (t *transfers) wrote() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.applied, " ")
}

// change has somebody else change a job.
func (t *transfers) change(id model.JobID, how func(*transfer)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, j := range t.jobs {
		if j.id == id.Raw() {
			how(j)
		}
	}
}
