package client_test

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
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
	const usual, soak = 300, 100_000 // each has many steps
	manySchedules(t, usual, soak, func(t *testing.T, seed uint64, y *tally) {
		t.Helper()
		copySchedule(t, seed, y)
	}, "files done", "databases done", "crash", "gone on", "stopped", "two drovers", "meddled", "found out", "files gone", "rarely databases gone")
}

// copyist is one copy on its way, and one drover after another that works on it.
type copyist struct {
	*testing.T
	seed  uint64
	dice  *rand.Rand // what the user does
	house house
	sim   *sim.Sim
	dir   string
	dial  func() (*rest.Conn, *copyLine)
	y     *tally

	mu     sync.Mutex
	calm   bool
	spared bool
	dark   int    // further calls that trouble may befall
	bent   string // what the service does to every copy that it makes
	deaf   bool   // it takes on changes, and makes none

	client  *client.Client
	journal *journal.Journal
	conn    *rest.Conn
	line    *copyLine

	original model.JobID
	was      []byte // as the service had it
	want     model.Copying
	id       string // of the course

	others  []string  // requests of somebody else
	killed  []string  // the copies that somebody else has deleted: another try may make another one
	gone    time.Time // since when the copy is gone, by somebody else
	meddled time.Time // when somebody else set the original going
	said    []string
}

func copySchedule(t *testing.T, seed uint64, y *tally) {
	t.Helper()
	c, end := newCopyist(t, seed, houses()[seed%2], y)
	defer end()
	c.ask()
	c.sim.Script(c.trouble)
	c.story()
	c.finish()
	c.judge()
}

// newCopyist opens a first drover on a service of its own; end closes all of it.
func newCopyist(t *testing.T, seed uint64, h house, y *tally) (c *copyist, end func()) {
	t.Helper()
	service, err := sim.New(sim.Options{Latency: 20 * time.Millisecond, Jobs: 24, Seed: int64(seed%7) + 1})
	if err != nil {
		t.Fatal(err)
	}
	dial, hangUp := contract.Memory(service.Handler())
	c = &copyist{T: t, seed: seed, dice: rand.New(rand.NewPCG(seed, 8)), house: h, sim: service, dir: ramDir(t), y: y, dark: 12}
	c.dial = func() (*rest.Conn, *copyLine) {
		line := &copyLine{dial: dial, open: map[net.Conn]bool{}}
		conn, err := rest.New(rest.Config{Endpoint: "http://service.sim", Credential: h.login(), Dial: line.Dial})
		if err != nil {
			t.Fatal(err)
		}
		return conn, line
	}
	c.enter()
	return c, func() {
		c.leave()
		hangUp()
		if err := service.Close(); err != nil {
			t.Error(err)
		}
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
		Journal: c.journal, Place: client.Place{Profile: "test", Project: "p1", Origin: somewhere},
	})
}

func (c *copyist) leave() {
	_ = c.client.Close() // a write that is still out is no failure here
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

func (c *copyist) files() bool { return c.house.name == "dryviq" }

func (c *copyist) realm() string {
	if c.files() {
		return "files"
	}
	return "databases"
}

// trouble befalls some of the calls, most of all writes.
func (c *copyist) trouble(op string, n int) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.spared:
		return ""
	case op == "cloneJob" && c.bent != "":
		return c.bent
	case op == "patchJob" && c.deaf:
		return "ignore:schedule"
	case c.calm || c.dark == 0:
		return ""
	}
	often := uint64(14)
	if copyWrites(op) {
		often = 3
	}
	d := rand.New(rand.NewPCG(c.seed<<8^uint64(n), uint64(len(op))<<8^uint64(op[0])))
	if d.Uint64N(often) != 0 {
		return ""
	}
	c.dark--
	kinds := []string{"reset-after", "reset-before", "429:1s", "500", "503", "html", "cut", "hang", "401", "empty", "403", "garbage", "redirect", "slow:3s"}
	return kinds[d.IntN(len(kinds))]
}

func copyWrites(op string) bool {
	switch op {
	case "cloneJob", "patchJob", "deleteJob",
		"CopyJob", "UpdateJob", "BatchExecuteJobActions", "V3BatchStopJobs", "BatchStopJobsAction", "V3BatchDeleteJobs":
		return true
	}
	return false
}

// story is what the user does: he begins, goes on where it rests, stops it, is cut off,
// and has two windows open.
func (c *copyist) story() {
	c.Helper()
	course, err := c.client.Copy(c.Context(), c.want)
	if err != nil {
		c.Fatalf("schedule %d: a good copy was refused: %v", c.seed, err)
	}
	c.id = course.ID()
	for range 5 {
		switch c.dice.IntN(7) {
		case 0, 1:
			if !c.over(course, c.while()) {
				c.crash()
			}
		case 2:
			if !c.over(course, c.while()) {
				c.y.add("stopped")
				course.Stop()
			}
			<-course.Done()
		case 3:
			if !c.over(course, c.while()) {
				c.second(course)
			}
			<-course.Done()
		case 4:
			if !c.over(course, c.while()) {
				c.meddle()
			}
			<-course.Done()
		default:
			<-course.Done()
		}
		if course = c.goOn(); course == nil {
			return
		}
	}
	<-course.Done()
}

func (c *copyist) while() time.Duration {
	most := []int{300, 3_000, 30_000, 200_000}[c.dice.IntN(4)]
	return time.Duration(c.dice.IntN(most)) * time.Millisecond
}

// over waits for a course, not longer than that.
func (c *copyist) over(course *client.Course, most time.Duration) bool {
	select {
	case <-course.Done():
		return true
	case <-time.After(most):
		return false
	}
}

// second is another drover on the same machine: what one works on, the other leaves alone.
func (c *copyist) second(course *client.Course) {
	c.Helper()
	other := &copyist{T: c.T, house: c.house, dir: c.dir, dial: c.dial}
	other.enter()
	defer other.leave()
	kept, err := other.client.Copyings()
	if err != nil || len(kept) == 0 || !kept[0].Busy {
		return // it came to its end meanwhile
	}
	c.y.add("two drovers")
	if _, err := other.client.GoOn(c.Context(), c.id, client.CopyInput{Secrets: c.want.Secrets}); err == nil && !c.over(course, time.Millisecond) {
		c.wrong("two drovers are at one copying")
	}
}

// goOn settles what is unknown and has the course go on; nil: there is none any more.
func (c *copyist) goOn() *client.Course {
	c.Helper()
	c.conn.Use(c.house.login()) // the user logs in whenever he is asked to
	if run, err := c.client.Settle(c.Context()); err == nil && run != nil {
		<-run.Done()
	}
	for _, e := range c.client.Unresolved() {
		c.declare(e)
	}
	kept, err := c.client.Copyings()
	if err != nil {
		c.wrong("what is kept cannot be read: %v", err)
	}
	if len(kept) == 0 {
		return nil
	}
	c.y.add("gone on")
	in := client.CopyInput{Secrets: c.want.Secrets, Accept: strings.Contains(kept[0].Rests, "somebody else has changed the original")}
	course, err := c.client.GoOn(c.Context(), c.id, in)
	if err != nil {
		c.wrong("it does not go on: %v", err)
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
	for range 4 {
		course := c.goOn()
		if course == nil {
			return
		}
		<-course.Done()
		c.said = append(c.said, tale(course.Report())+": "+course.Report().Rests)
		time.Sleep(time.Minute)
	}
}

func (c *copyist) wrong(format string, args ...any) {
	c.Helper()
	c.Errorf("schedule %d (%s, fate %d, %s): %s", c.seed, c.house.name, c.want.Fate, c.bent, fmt.Sprintf(format, args...))
}
