package client_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/drs"
	"drover/client/journal"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// child is a drover that will be killed: it starts jobs and makes one, and says
// what it knows as soon as it knows it.
func child(dir string) int {
	j, err := journal.Open(dir)
	if err != nil {
		return 2
	}
	conn, err := rest.New(rest.Config{Endpoint: os.Getenv("CLIENT_ENDPOINT"), Credential: simToken()})
	if err != nil {
		return 3
	}
	s := session{client: client.New(drs.New(conn, "p1", ""), client.Options{
		Journal: j, Place: client.Place{Project: "p1", Origin: somewhere},
	})}
	var ids []model.JobID
	for id := range strings.SplitSeq(os.Getenv("CLIENT_JOBS"), ",") {
		ids = append(ids, model.NewJobID(id))
	}
	fmt.Println("ready")
	var runs []*client.Run
	for _, p := range []model.Plan{planOf(s.client.NewIntent(), someDraft(os.Getenv("CLIENT_NAME"))), s.plan(ids, model.AtOnce())} {
		run, err := s.client.Apply(context.Background(), p)
		if err != nil {
			return 4
		}
		runs = append(runs, run)
	}
	said := map[model.JobID]model.OutcomeKind{}
	for {
		select {
		case <-runs[0].Changed():
		case <-runs[1].Changed():
		case <-runs[1].Done():
			<-runs[0].Done()
			return 0
		}
		for _, row := range append(runs[0].Report().Rows, runs[1].Report().Rows...) {
			if said[row.ID] != row.Outcome.Kind {
				said[row.ID] = row.Outcome.Kind
				fmt.Println(row.Outcome.Kind, row.ID)
			}
		}
	}
}

// TestKill kills a drover at random moments, on real sockets, and looks at
// what is left: nothing it said is lost, nothing is sent twice, and the next
// drover finds and settles the rest. DROVER_KILL sets the number of cycles.
func TestKill(t *testing.T) {
	cycles, err := strconv.Atoi(os.Getenv("DROVER_KILL"))
	if err != nil {
		cycles = 20
	}
	if os.Getenv("DROVER_SOAK") == "1" {
		cycles = 5000
	}
	var dir string
	unresolved := 0
	for n := range cycles {
		if n%100 == 0 { // a journal that has seen many deaths, but not all of them
			dir = ramDir(t)
		}
		unresolved += kill(t, n, dir)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d cycles left %d outcomes unresolved for the next start", cycles, unresolved)
	if unresolved == 0 && cycles >= 100 { // a few may all miss it, on a slow machine
		t.Error("no kill hit a write that was out: the test is too tame")
	}
}

func kill(t *testing.T, n int, dir string) (unresolved int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(uint64(n), 7))
	trouble := []string{"", "", "slow:20ms", "hang@V3BatchStartJobs", "hang-before@V3BatchStartJobs", "reset-after@V3BatchStartJobs", "429@V3BatchStartJobs/2",
		"hang@CreateJob", "hang-before@CreateJob", "reset-after@CreateJob", "429@CreateJob"}
	service, err := sim.New(sim.Options{Freeze: true, Latency: 4 * time.Millisecond, Fault: trouble[dice.IntN(len(trouble))]})
	if err != nil {
		t.Fatal(err)
	}
	var jobs []string
	for _, name := range []string{ // more than one call, so that a chunk is made ready while another is out
		"billing-ora-03", "catalog-mongo-02", "reports-yearly", "sessions-redis", "wave2-shop-01", "wave2-shop-02", "hr-payroll",
		"wave2-shop-03", "orders-dr-backward", "ledger-pg-02", "audit-stream", "catalog-mongo-01", "payments-ora-01",
	} {
		jobs = append(jobs, service.ID(name))
	}
	j, err := journal.Open(dir) // a second drover, all the while
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	before := len(entriesOf(t, j))
	server := httptest.NewServer(service.Handler())
	said := killed(t, dir, server.URL, fmt.Sprint("kill-", n), jobs, time.Duration(dice.IntN(50_000))*time.Microsecond)
	server.Close() // what was on its way has come by now

	entries := entriesOf(t, j)[before:]
	checkSaid(t, n, said, entries)
	for _, e := range entries {
		if e.Unresolved() {
			unresolved++
		}
		checkTruth(t, n, service, e)
	}
	service.Script(func(string, int) string { return "" })
	settleKilled(t, n, service, j, unresolved)
	for _, e := range entriesOf(t, j)[before:] {
		if e.Open() || e.Unresolved() {
			t.Errorf("cycle %d: job %v stays %s", n, e.Job, e.Written)
		}
		checkTruth(t, n, service, e)
	}
	return unresolved
}

// killed runs a child, kills it after a while and returns what it said.
func killed(t *testing.T, dir, url, name string, jobs []string, after time.Duration) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "CLIENT_CHILD="+dir, "CLIENT_ENDPOINT="+url, "CLIENT_JOBS="+strings.Join(jobs, ","), "CLIENT_NAME="+name)
	out := &ready{seen: make(chan struct{})}
	cmd.Stdout = out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-out.seen
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	lines := strings.Split(out.text.String(), "\n")
	return lines[1 : len(lines)-1] // the last line may be torn
}

// ready keeps what is written and tells of the first of it.
type ready struct {
	text bytes.Buffer
	seen chan struct{}
}

func (r *ready) Write(b []byte) (int, error) {
	if r.text.Len() == 0 {
		close(r.seen)
	}
	return r.text.Write(b)
}

// entriesOf lists the journal; an intent's entries stand where they began.
func entriesOf(t *testing.T, j *journal.Journal) []journal.Entry {
	t.Helper()
	entries, err := j.Entries()
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// checkSaid: what the child said was on the disk before.
func checkSaid(t *testing.T, n int, said []string, entries []journal.Entry) {
	t.Helper()
	want := map[string][]journal.State{
		"accepted": {journal.Applied}, "done": {journal.Applied}, "refused": {journal.Rejected}, "unknown": {journal.Unknown, journal.Applied, journal.Absent},
		"skipped": {journal.NotSent}, "not sent": {journal.NotSent}, "absent": {journal.Absent},
	}
	latest := map[string]string{}
	for _, line := range said {
		i := strings.LastIndexByte(line, ' ')
		latest[line[i+1:]] = line[:i]
	}
	for job, kind := range latest {
		i := slices.IndexFunc(entries, func(e journal.Entry) bool { return e.Job.Raw() == job })
		switch {
		case kind == "waiting":
		case i < 0:
			t.Errorf("cycle %d: %s was said of job %s, which the journal does not know", n, kind, job)
		case !slices.Contains(want[kind], entries[i].State):
			t.Errorf("cycle %d: %s was said of job %s, the journal says %s", n, kind, job, entries[i].State)
		}
	}
}

// checkTruth compares an entry with what the service applied.
func checkTruth(t *testing.T, n int, service *sim.Sim, e journal.Entry) {
	t.Helper()
	applied := 0
	for _, a := range service.Applied() {
		if a.JobID == e.Job.Raw() || a.Action == "create" && a.Name == e.Name {
			applied++
		}
	}
	switch e.State {
	case journal.Applied:
		if applied != 1 {
			t.Errorf("cycle %d: the journal says %s of job %v, applied %d times", n, e.State, e.Job, applied)
		}
	case journal.NotSent, journal.Rejected, journal.Absent:
		if applied != 0 {
			t.Errorf("cycle %d: the journal says %s of job %v, which was applied", n, e.State, e.Job)
		}
	case journal.Unknown, journal.Intent, journal.Sending:
	}
}

// settleKilled is the next start, in virtual time.
func settleKilled(t *testing.T, n int, service *sim.Sim, j *journal.Journal, want int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b, conn := connect(t, service.Dial)
		c := client.New(b, client.Options{Journal: j, Place: client.Place{Project: "p1", Origin: somewhere}})
		if got := len(c.Unresolved()); got != want {
			t.Errorf("cycle %d: the next start shows %d unresolved, want %d", n, got, want)
		}
		run, err := c.Settle(t.Context())
		if err != nil {
			t.Errorf("cycle %d: %v", n, err)
		}
		if run != nil {
			<-run.Done()
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		conn.Close()
		if err := service.Close(); err != nil {
			t.Error(err)
		}
	})
}
