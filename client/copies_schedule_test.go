package client_test

import (
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/client/rest"
	"drover/client/sim"
	"drover/client/sim/contract"
	"drover/model"
)

// Schedules of copies: a copy takes many steps, and at each of them answers get lost,
// the service throttles, logins end, drover dies. Judged by the service's applied log:
// one copy at most, nothing of the original before the copy is what was asked for, never
// two live jobs over the same paths, and what is said at the end is so.
func TestSchedulesOfCopies(t *testing.T) {
	everySchedule(t, func(t *testing.T, seed uint64, y *tally) {
		t.Helper()
		copySchedule(t, seed, y)
	}, "files done", "databases done", "crash", "gone on", "files rests", "files refused", "rarely files gone", "rarely databases gone")
}

// copyist is one copy on its way, and one drover after another that works on it.
type copyist struct {
	*testing.T
	seed  uint64
	dice  *rand.Rand
	house house
	sim   *sim.Sim
	dir   string
	dial  func() (*rest.Conn, *copyLine)
	y     *tally

	mu      sync.Mutex
	calm    bool
	ignores bool // the service drops an override
	dark    int  // further calls that trouble may befall

	client  *client.Client
	journal *journal.Journal
	conn    *rest.Conn
	line    *copyLine

	original model.Job
	want     model.Copying
	id       string // of the course
	accepted bool
}

func copySchedule(t *testing.T, seed uint64, y *tally) {
	t.Helper()
	service, err := sim.New(sim.Options{Latency: 20 * time.Millisecond, Jobs: 24})
	if err != nil {
		t.Fatal(err)
	}
	dial, hangUp := contract.Memory(service.Handler())
	h := houses()[seed%2]
	c := &copyist{T: t, seed: seed, dice: rand.New(rand.NewPCG(seed, 8)), house: h, sim: service, dir: ramDir(t), y: y, dark: 12}
	c.dial = func() (*rest.Conn, *copyLine) {
		line := &copyLine{dial: dial, open: map[net.Conn]bool{}}
		conn, err := rest.New(rest.Config{Endpoint: "http://service.sim", Credential: h.login(), Dial: line.Dial})
		if err != nil {
			t.Fatal(err)
		}
		return conn, line
	}
	c.enter()
	if c.ask() {
		service.Script(c.trouble)
		c.story()
		c.finish()
		c.judge()
	}
	c.leave()
	hangUp()
	if err := service.Close(); err != nil {
		t.Error(err)
	}
}

// enter opens a drover on what the last one left behind.
func (c *copyist) enter() {
	c.Helper()
	var err error
	if c.journal, err = journal.Open(c.dir); err != nil {
		c.Fatal(err)
	}
	c.conn, c.line = c.dial()
	c.client = client.New(c.house.open(c.conn), client.Options{
		Journal: c.journal, Drafts: journal.NewDrafts(c.dir), Place: client.Place{Profile: "test", Project: "p1", Origin: somewhere},
	})
}

func (c *copyist) leave() {
	_ = c.client.Close()
	_ = c.journal.Close()
	c.line.cut()
	c.conn.Close()
}

// crash ends it at once: nothing more is written, every connection is gone.
func (c *copyist) crash() {
	_ = c.journal.Close()
	c.line.cut()
	_ = c.client.Close()
	c.conn.Close()
	c.y.add("crash")
	c.enter()
}

func (c *copyist) realm() string {
	if c.house.name == "drs" {
		return "databases"
	}
	return "files"
}

// trouble befalls some of the calls, most of all writes.
func (c *copyist) trouble(op string, n int) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case op == "cloneJob" && c.ignores:
		return "ignore:destination"
	case c.calm || c.dark == 0:
		return ""
	}
	often := uint64(9)
	if copyWrites[op] {
		often = 3
	}
	d := rand.New(rand.NewPCG(c.seed<<8^uint64(n), uint64(len(op))*uint64(op[0])))
	if d.Uint64N(often) != 0 {
		return ""
	}
	c.dark--
	kinds := []string{"reset-after", "reset-before", "429:1s", "500", "503", "html", "cut", "hang", "401", "empty", "403"}
	return kinds[d.IntN(len(kinds))]
}

var copyWrites = map[string]bool{
	"cloneJob": true, "patchJob": true, "deleteJob": true, "CopyJob": true, "UpdateJob": true, "BatchExecuteJobActions": true,
	"V3BatchStopJobs": true, "BatchStopJobsAction": true, "V3BatchDeleteJobs": true,
}

// story is what the user does: he begins, goes on where it rests, is cut off.
func (c *copyist) story() {
	c.Helper()
	course, err := c.client.Copy(c.Context(), c.want)
	if err != nil {
		c.Fatalf("schedule %d: a good copy was refused: %v", c.seed, err)
	}
	c.id = course.ID()
	for range 6 {
		if c.dice.IntN(3) == 0 {
			select {
			case <-course.Done():
			case <-time.After(time.Duration(c.dice.IntN(40_000)) * time.Millisecond):
				c.crash()
			}
		} else {
			<-course.Done()
		}
		if course = c.goOn(); course == nil {
			return
		}
	}
}

// goOn settles what is unknown and has the course go on; nil: there is none any more.
func (c *copyist) goOn() *client.Course {
	c.Helper()
	c.conn.Use(c.house.login())
	if run, err := c.client.Settle(c.Context()); err == nil && run != nil {
		<-run.Done()
	}
	for _, e := range c.client.Unresolved() {
		c.declare(e)
	}
	kept, err := c.client.Copyings()
	if err != nil || len(kept) == 0 {
		return nil
	}
	c.y.add("gone on")
	course, err := c.client.GoOn(c.Context(), c.id, client.CopyInput{Secrets: c.want.Secrets})
	if err != nil {
		return nil
	}
	return course
}

// finish goes on without trouble until it is done, or rests for good.
func (c *copyist) finish() {
	c.Helper()
	c.mu.Lock()
	c.calm = true
	c.mu.Unlock()
	for range 12 {
		course := c.goOn()
		if course == nil {
			return
		}
		<-course.Done()
		r := course.Report()
		if r.Done() {
			return
		}
		time.Sleep(time.Minute)
	}
}

func (c *copyist) wrong(format string, args ...any) {
	c.Helper()
	c.Errorf("schedule %d (%s, fate %d): %s", c.seed, c.house.name, c.want.Fate, fmt.Sprintf(format, args...))
}
