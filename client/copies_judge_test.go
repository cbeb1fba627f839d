package client_test

import (
	"context"
	"encoding/json"
	"net"
	"slices"
	"strings"
	"sync"

	"drover/client"
	"drover/model"
)

// copyLine is a network that can be cut at once.
type copyLine struct {
	dial func(ctx context.Context, network, addr string) (net.Conn, error)

	mu   sync.Mutex
	open map[net.Conn]bool
	dead bool
}

func (l *copyLine) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := l.dial(ctx, network, addr)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil:
		return nil, err
	case l.dead:
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	l.open[conn] = true
	return conn, nil
}

func (l *copyLine) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dead = true
	for conn := range l.open {
		_ = conn.Close()
	}
}

// ask reads an original and describes a copy of it; false: there is none to be had.
func (c *copyist) ask() bool {
	c.Helper()
	name := map[string][]string{
		"files":     {"finance-to-sharepoint", "hr-archive", "media-to-s3", "legal-hold-box"},
		"databases": {"orders-prod-sync-02", "orders-prod-sync-03", "orders-prod-sync-04"},
	}[c.realm()]
	pick := name[c.dice.IntN(len(name))]
	for page, err := range c.client.Jobs(c.Context()) {
		if err != nil {
			c.Fatal(err)
		}
		for _, job := range page.Jobs {
			if job.Name == model.NewText(pick) {
				c.original = job
			}
		}
	}
	d, err := c.client.Job(c.Context(), c.original.ID)
	if err != nil {
		c.Fatalf("schedule %d: %s: %v", c.seed, pick, err)
	}
	c.want = model.NewCopying(d, d.Job.Realm.CloneName(d.Job.Name, c.client.NewIntent()))
	c.want.Fate = model.Fate(c.dice.IntN(3))
	if c.realm() == "files" {
		return c.askFiles()
	}
	if c.want.Check = c.dice.IntN(2) == 0; c.want.Check {
		c.want.Secrets = map[model.FieldKey]model.Secret{}
		for _, f := range model.CopySecrets(d) {
			c.want.Secrets[f.Key] = model.NewSecret("a-good-password")
		}
	}
	if c.dice.IntN(2) == 0 {
		c.edit(model.SectionDescription, map[model.FieldKey]string{model.KeyDescription: "a copy"})
	}
	return true
}

func (c *copyist) edit(s model.Section, values map[model.FieldKey]string) {
	c.Helper()
	d, parts, err := c.client.Sections(c.Context(), c.original.ID, s)
	if err != nil || len(parts) != 1 || parts[0].Lacks != "" {
		c.Fatalf("schedule %d: %s: %v", c.seed, s, err)
	}
	e := model.NewEdit(d, parts[0])
	for key, value := range values {
		e = e.With(key, value)
	}
	c.want = c.want.With(e)
}

func (c *copyist) askFiles() bool {
	values := map[model.FieldKey]string{model.KeyScheduleMode: model.ScheduleManual}
	if c.dice.IntN(2) == 0 {
		values[model.KeyToPath] = "/Shared/elsewhere"
		c.ignores = c.dice.IntN(3) == 0
	}
	if c.dice.IntN(2) == 0 {
		values[model.KeyLocks] = "ignore"
	}
	if c.dice.IntN(2) == 0 {
		values[model.KeyScheduleMode] = model.ScheduleAuto
	}
	c.edit(model.SectionCopy, values)
	return true
}

// declare says of what nobody could find out what is so: the user looked.
func (c *copyist) declare(e client.Entry) {
	_ = c.client.Declare(e, c.took(e))
}

// took reports whether a write that an entry tells of was applied.
func (c *copyist) took(e client.Entry) bool {
	for _, a := range c.sim.Applied() {
		if a.At.Before(e.Begun) {
			continue
		}
		if a.JobID == e.Job.Raw() && e.Op != string(model.Clone) || a.Action == "clone" && a.Name == e.Name && e.Op == string(model.Clone) {
			return true
		}
	}
	return false
}

// judge compares what was said with what the service did.
func (c *copyist) judge() {
	c.Helper()
	clones, firstHarm, cloned := 0, 0, 0
	for _, a := range c.sim.Applied() {
		switch {
		case a.Action == "clone" && a.Name == c.want.Name:
			clones++
			cloned = a.Seq
		case a.JobID == c.original.ID.Raw() && firstHarm == 0:
			firstHarm = a.Seq
		}
	}
	if clones > 1 {
		c.wrong("%d copies were made", clones)
	}
	if firstHarm != 0 && (cloned == 0 || firstHarm < cloned) {
		c.wrong("the original was changed before there was a copy")
	}
	if firstHarm != 0 && c.ignores {
		c.wrong("the original was changed, though the copy is not what was asked for")
	}
	if firstHarm != 0 && c.want.Fate == model.FateStays {
		c.wrong("the original was changed, and nobody asked for it")
	}
	c.judgeLive()
	c.judgeWords(clones)
}

// judgeLive: two live jobs over the same paths only where the user left the original
// as it is.
func (c *copyist) judgeLive() {
	c.Helper()
	if c.realm() != "files" || c.want.Fate == model.FateStays {
		return
	}
	made := c.sim.TransferID(c.want.Name)
	for _, pair := range c.sim.TransfersLiveTwice() {
		if made != "" && slices.Contains(pair[:], made) && slices.Contains(pair[:], c.original.ID.Raw()) {
			c.wrong("original and copy are both live")
		}
	}
	for _, clash := range c.sim.TransferCollisions() {
		if made != "" && strings.Contains(clash, made) && strings.Contains(clash, c.original.ID.Raw()) {
			c.wrong("original and copy ran at once: %s", clash)
		}
	}
}

// judgeWords: what the course says at its end is so.
func (c *copyist) judgeWords(clones int) {
	c.Helper()
	kept, err := c.client.Copyings()
	if err != nil {
		c.wrong("what is kept cannot be read: %v", err)
		return
	}
	if len(kept) == 0 { // it said that it is done
		c.y.add(c.realm() + " done")
		switch {
		case clones != 1:
			c.wrong("it is said to be done, with %d copies", clones)
		case c.ignores:
			c.wrong("an override that the service ignored was not found")
		}
		c.judgeFate()
		return
	}
	c.y.add(c.realm() + " rests")
	if kept[0].Rests == "" {
		c.wrong("it rests without a word")
	}
	if c.ignores {
		c.y.add("files refused")
	} else {
		c.y.add("rests: " + kept[0].Rests)
	}
}

// judgeFate: the original is where it was to be in the end.
func (c *copyist) judgeFate() {
	c.Helper()
	if c.want.Fate == model.FateGoes {
		c.y.add(c.realm() + " gone")
	}
	if c.realm() == "databases" {
		status := c.sim.Status(c.original.ID.Raw())
		if c.want.Fate == model.FateGoes && status != "" && status != "DELETED" || c.want.Fate == model.FateRests && status != "PAUSING" {
			c.wrong("it is said to be done, and the original is %s", status)
		}
		return
	}
	_, executing, deleted := c.sim.TransferState(c.original.ID.Raw())
	var body struct {
		Schedule struct{ Mode string } `json:"schedule"`
	}
	_ = json.Unmarshal(c.sim.TransferBody(c.original.ID.Raw()), &body)
	switch c.want.Fate {
	case model.FateGoes:
		if !deleted || executing {
			c.wrong("it is said to be done, and the original is deleted %t, runs %t", deleted, executing)
		}
	case model.FateRests:
		if body.Schedule.Mode != "manual" || executing {
			c.wrong("it is said to be done, and the original is %s, runs %t", body.Schedule.Mode, executing)
		}
	case model.FateStays:
	}
}
