package client_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"drover/client"
	"drover/client/drs"
	"drover/client/dryviq"
	"drover/client/rest"
	"drover/client/sim"
	"drover/client/sim/contract"
	"drover/model"
)

// What every backend must do, whatever it serves: the same tests over each of them,
// with the simulator at the other end. A third backend needs a row in houses.

// house is a backend and what the simulator calls its operations.
type house struct {
	name  string
	login func() rest.Credential
	open  func(conn *rest.Conn) client.Backend
	list  string // operation that lists jobs
	start string // that starts one
}

func houses() []house {
	return []house{
		{
			name: "drs", login: simToken, list: "ListJobs", start: "V3BatchStartJobs",
			open: func(conn *rest.Conn) client.Backend { return drs.New(conn, "p1", "") },
		},
		{
			name: "dryviq", list: "listJobs", start: "patchJob",
			login: func() rest.Credential { return rest.BearerCredential(model.NewSecret("sim-token"), "test") },
			open:  func(conn *rest.Conn) client.Backend { return dryviq.New(conn, "") },
		},
	}
}

// tenant is a client of one house, with a simulator and a journal of its own.
type tenant struct {
	*fixture
	house house
	sim   *sim.Sim
	conn  *rest.Conn
}

// everyHouse runs a test against each backend in virtual time.
func everyHouse(t *testing.T, test func(w *tenant)) {
	t.Helper()
	for _, h := range houses() {
		t.Run(h.name, func(t *testing.T) { inHouse(t, h, test) })
	}
}

// houseNamed is one of them.
func houseNamed(name string) house {
	return houses()[slices.IndexFunc(houses(), func(h house) bool { return h.name == name })]
}

// inHouse runs a test against one backend in virtual time.
func inHouse(t *testing.T, h house, test func(w *tenant)) {
	t.Helper()
	inHouseBehind(t, h, func(service http.Handler) http.Handler { return service }, test)
}

// inHouseBehind does with something between the backend and its service.
func inHouseBehind(t *testing.T, h house, behind func(service http.Handler) http.Handler, test func(w *tenant)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		service, err := sim.New(sim.Options{})
		if err != nil {
			t.Fatal(err)
		}
		dial, hangUp := contract.Memory(behind(service.Handler()))
		conn, err := rest.New(rest.Config{Endpoint: "http://service.sim", Credential: h.login(), Dial: dial})
		if err != nil {
			t.Fatal(err)
		}
		w := &tenant{house: h, sim: service, conn: conn, fixture: &fixture{T: t, dir: ramDir(t), backend: h.open(conn)}}
		w.open()
		defer func() {
			w.close()
			conn.Close()
			hangUp()
		}()
		test(w)
	})
}

// jobs are all that are listed; an id that comes again replaces the first.
func (w *tenant) jobs() map[model.JobID]model.Job {
	w.Helper()
	out := map[model.JobID]model.Job{}
	for page, err := range w.client.Jobs(w.Context()) {
		if err != nil {
			w.Fatal(err)
		}
		for _, job := range page.Jobs {
			out[job.ID] = job
		}
	}
	return out
}

// able are jobs that a verb may be tried on, in the order of their ids; of a start
// those whose pre-check passed, where one is wanted.
func (w *tenant) able(verb model.Verb) []model.Pick {
	w.Helper()
	caps := w.client.Capabilities()
	var out []model.Pick
	jobs := w.jobs()
	for _, id := range sortedIDs(jobs) {
		pick := model.Pick{Job: jobs[id]}
		if model.Can(caps, pick.Job, verb) != "" || pick.Job.DualActiveParent() || pick.Job.DualActiveBackward() {
			continue
		}
		if (model.Wish{Verb: verb, Realm: caps.Realm}).NeedsCheck() {
			check, err := w.client.PreCheck(w.Context(), id)
			if err != nil || check.PassedRate != 100 {
				continue
			}
			pick.Check = &check
		}
		out = append(out, pick)
	}
	return out
}

func sortedIDs(jobs map[model.JobID]model.Job) []model.JobID {
	out := make([]model.JobID, 0, len(jobs))
	for id := range jobs {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b model.JobID) int { return strings.Compare(a.Raw(), b.Raw()) })
	return out
}

// do sends a verb to some jobs and waits for the end of the run.
func (w *tenant) do(verb model.Verb, picks []model.Pick) model.Report {
	w.Helper()
	wish := model.Wish{Verb: verb}
	switch verb {
	case model.Start:
		wish.When = model.AtOnce()
	case model.Pause:
		wish.Pause = model.PauseReplay
	default:
	}
	plan := model.NewPlan(w.client.NewIntent(), w.client.Capabilities(), wish, picks)
	if len(plan.Go()) != len(picks) {
		w.Fatalf("%s: %d of %d go: %+v", verb, len(plan.Go()), len(picks), plan.Steps[0].Why)
	}
	run, err := w.client.Apply(w.Context(), plan)
	if err != nil {
		w.Fatal(err)
	}
	<-run.Done()
	return run.Report()
}

func TestEveryHouseListsItsJobs(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		jobs, caps := w.jobs(), w.client.Capabilities()
		if len(jobs) < 30 || caps.Service == "" {
			w.Errorf("%d jobs of %q", len(jobs), caps.Service)
		}
		for id, job := range jobs {
			switch {
			case job.ID != id || job.Name.Empty() || job.State.Word == "":
				w.Errorf("row without what every row has: %+v", job)
			case job.Realm != caps.Realm:
				w.Errorf("%v is of realm %d", id, job.Realm)
			case job.State.Family == model.Unknown && !job.Status.Empty():
				if job.State.Word != job.Status.String() {
					w.Errorf("an unknown status is shown as %q, not as %q", job.State.Word, job.Status)
				}
				for _, verb := range model.VerbsOf(caps.Realm) {
					if verb != model.Clone && model.Can(caps, job, verb) == "" {
						w.Errorf("%s is offered in the unknown status %s", verb, job.Status)
					}
				}
			}
		}
	})
}

// A part of the list that cannot be read is named; what could be read is there.
func TestEveryHouseNamesWhatItCouldNotList(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		w.sim.Script(func(op string, _ int) string {
			if op == w.house.list {
				return "400"
			}
			return ""
		})
		failed := 0
		for page, err := range w.client.Jobs(w.Context()) {
			if err != nil {
				failed++
				if page.Scenario == "" || len(page.Jobs) > 0 {
					w.Errorf("a failed page is %+v", page)
				}
			}
		}
		if failed == 0 {
			w.Error("nothing says that the list is not whole")
		}
	})
}

func TestEveryHouseTellsStatuses(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		jobs := w.jobs()
		ids := sortedIDs(jobs)[:7]
		nobody := model.NewJobID("00000000000000000000000000000000")
		got, err := w.client.Status(w.Context(), append(ids, nobody))
		if err != nil {
			w.Fatal(err)
		}
		for _, id := range ids {
			if s, told := got[id]; !told || s.Status.Empty() || !s.Code.Empty() {
				w.Errorf("%v: %+v", id, s)
			}
		}
		if s, told := got[nobody]; told && (s.Code.Empty() || !s.Status.Empty()) {
			w.Errorf("a job that is not there stands as %+v", s)
		}
		if _, err := w.client.Job(w.Context(), nobody); err == nil {
			w.Error("a job that is not there can be read")
		} else if kind, _ := rest.KindOf(err); kind != rest.Gone {
			w.Errorf("a job that is not there: %v (%v)", err, kind)
		}
	})
}

func TestEveryHouseReadsAJobWhole(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		for _, id := range sortedIDs(w.jobs())[:10] {
			d, err := w.client.Job(w.Context(), id)
			if err != nil {
				w.Fatal(err)
			}
			if d.Job.ID != id || len(d.Raw) == 0 || d.Read.IsZero() {
				w.Errorf("%v: %+v", id, d.Job)
			}
			for _, raw := range d.Raw {
				if !json.Valid(raw.JSON) || raw.Title == "" {
					w.Errorf("%v: what came is no JSON: %s", id, raw.JSON)
				}
			}
		}
	})
}

// What a service has not says so, by the word of its capabilities.
func TestEveryHouseSaysWhatItLacks(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		caps, id := w.client.Capabilities(), sortedIDs(w.jobs())[0]
		asks := map[model.Facet]func() error{
			model.FacetChecks:   func() error { _, err := w.client.PreCheck(w.Context(), id); return err },
			model.FacetCreation: func() error { _, err := w.client.Links(w.Context(), model.Sync); return err },
			model.FacetMeasures: func() error { _, err := w.client.Monitor(w.Context(), id); return err },
			model.FacetFolders:  func() error { _, err := w.client.Connections(w.Context(), ""); return err },
		}
		for f, ask := range asks {
			before := len(w.sim.Requests())
			err := ask()
			switch lacks := caps.Lacks(f); {
			case lacks == "" && len(w.sim.Requests()) == before:
				w.Errorf("%s is offered, and nothing was asked", f)
			case lacks != "" && (err == nil || err.Error() != lacks || len(w.sim.Requests()) != before):
				w.Errorf("%s: %v, want %s", f, err, lacks)
			}
		}
		for _, verb := range model.EveryVerb() {
			if !slices.Contains(model.VerbsOf(caps.Realm), verb) && slices.Contains(model.VerbsOf(1-caps.Realm), verb) {
				if why := model.Can(caps, w.jobs()[id], verb); !strings.Contains(why, " no ") {
					w.Errorf("%s: %q", verb, why)
				}
			}
		}
	})
}
