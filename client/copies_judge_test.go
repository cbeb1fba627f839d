package client_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"drover/client"
	"drover/model"
)

// declare says of what nobody could find out what is so: the user looked.
func (c *copyist) declare(e client.Entry) {
	if err := c.client.Declare(e, c.took(e)); err == nil {
		c.y.add("declared")
	}
}

// took reports whether a write that an entry tells of was applied.
func (c *copyist) took(e client.Entry) bool {
	return slices.ContainsFunc(c.sim.Applied(), func(a applied) bool {
		if a.At.Before(e.Begun) {
			return false
		}
		if e.Op == string(model.Clone) {
			return a.Action == "clone" && a.Name == e.Name
		}
		return a.JobID == e.Job.Raw() && a.Action != "clone"
	})
}

// judge compares what was said with what the service did.
func (c *copyist) judge() {
	c.Helper()
	time.Sleep(time.Minute)                  // whatever comes late has come by now
	if c.sim.TransferID(c.want.Name) != "" { // it was made anew, since nobody had seen the one that is gone
		c.gone = time.Time{}
	}
	clones, harm, cloned := 0, 0, 0
	for _, a := range c.sim.Applied() {
		switch {
		case slices.Contains(c.others, a.RequestID):
		case a.Action == "clone" && a.Name == c.want.Name:
			if !slices.Contains(c.killed, a.JobID) {
				clones++
			}
			if cloned == 0 {
				cloned = a.Seq
			}
		case a.JobID == c.original.Raw() && harm == 0:
			harm = a.Seq
		}
		if a.JobID == c.original.Raw() && c.long(a.At, c.gone) && !slices.Contains(c.others, a.RequestID) {
			c.wrong("%s of the original, though its copy was gone", a.Action)
		}
	}
	switch {
	case clones > 1:
		c.wrong("%d copies were made", clones)
	case harm == 0:
	case c.want.Fate == model.FateStays:
		c.wrong("the original was changed, and nobody asked for it")
	case cloned == 0 || harm < cloned:
		c.wrong("the original was changed before there was a copy")
	case c.files() && c.gone.IsZero() && c.unlike() != "":
		c.wrong("the original was changed, and the copy is not what was asked for: %s", c.unlike())
	}
	c.judgeLive()
	c.judgeWords(clones)
}

// long reports whether something was done so long after somebody else was at work that a
// look at it had to come before.
func (c *copyist) long(at, since time.Time) bool {
	return !since.IsZero() && at.After(since.Add(2*time.Minute))
}

// judgeLive: two live jobs over the same paths only where the user left the original as
// it is, or the service gave a copy the schedule that it was not to have.
func (c *copyist) judgeLive() {
	c.Helper()
	if !c.files() || c.want.Fate == model.FateStays || c.bent == "ignore:schedule" {
		return
	}
	made := c.sim.TransferID(c.want.Name)
	if !c.meddled.IsZero() && !slices.ContainsFunc(c.sim.Applied(), func(a applied) bool {
		return a.JobID == made && a.Action == "schedule" && c.long(a.At, c.meddled)
	}) {
		return // who set the original going again did so beside a copy that was live
	}
	for _, pair := range c.sim.TransfersLiveTwice() {
		if made != "" && slices.Contains(pair[:], made) && slices.Contains(pair[:], c.original.Raw()) {
			c.wrong("original and copy are both live")
		}
	}
	for _, clash := range c.sim.TransferCollisions() {
		if c.meddled.IsZero() && made != "" && strings.Contains(clash, made) && strings.Contains(clash, c.original.Raw()) {
			c.wrong("original and copy ran at once: %s", clash)
		}
	}
}

// judgeWords: what the course says at its end is so. With a service that does what it is
// asked for, it comes to its end.
func (c *copyist) judgeWords(clones int) {
	c.Helper()
	kept, err := c.client.Copyings()
	if err != nil {
		c.wrong("what is kept cannot be read: %v", err)
		return
	}
	if !c.gone.IsZero() { // before the copying was done or after
		c.y.add("copy gone")
		return
	}
	if len(kept) == 0 { // it said that it is done
		c.y.add(c.realm() + " done")
		if clones != 1 {
			c.wrong("it is said to be done, with %d copies", clones)
			return
		}
		if c.files() {
			if why := c.unlike(); why != "" {
				c.wrong("it is said to be done, and the copy is not what was asked for: %s", why)
			}
			c.judgeSchedule()
		}
		c.judgeFate()
		return
	}
	switch {
	case kept[0].Rests == "":
		c.wrong("it rests without a word")
	case c.bent != "" && c.bent != "replace", c.deaf:
		c.y.add("found out")
	default:
		c.wrong("it never comes to its end: %s", strings.Join(c.said, "\n"))
	}
}

// unlike says what of a copy of files is not what was asked for, or "".
func (c *copyist) unlike() string {
	made := c.sim.TransferID(c.want.Name)
	was, is := members(c.was), members(c.sim.TransferBody(made))
	e, _ := c.want.Edit(model.SectionCopy)
	want, _ := was["transfer"].(map[string]any)
	for _, key := range e.Changed() {
		place, ok := strings.CutPrefix(string(key), "transfer.")
		if !ok {
			continue
		}
		path := strings.Split(place, ".")
		at := want
		for _, name := range path[:len(path)-1] {
			below, _ := at[name].(map[string]any)
			if below == nil || name == "target" {
				below = map[string]any{}
			}
			at[name], at = below, below
		}
		at[path[len(path)-1]] = e.Get(key)
	}
	got, _ := is["transfer"].(map[string]any)
	for name := range maps.Keys(want) {
		if !reflect.DeepEqual(bare(want[name]), bare(got[name])) {
			return name + ": " + text(want[name]) + ", is " + text(got[name])
		}
	}
	return ""
}

// judgeSchedule: a copy that was to have a schedule of its own has it, any other none.
func (c *copyist) judgeSchedule() {
	c.Helper()
	e, _ := c.want.Edit(model.SectionCopy)
	schedule, _ := members(c.sim.TransferBody(c.sim.TransferID(c.want.Name)))["schedule"].(map[string]any)
	mode := model.ScheduleManual
	if c.want.Scheduled() {
		mode = e.Get(model.KeyScheduleMode)
	}
	if schedule["mode"] != mode {
		c.wrong("it is said to be done, and the schedule of the copy is %v, not %s", schedule["mode"], mode)
	}
}

// judgeFate: the original is where it was to be in the end.
func (c *copyist) judgeFate() {
	c.Helper()
	if c.want.Fate == model.FateGoes {
		c.y.add(c.realm() + " gone")
	}
	if !c.files() {
		status := c.sim.Status(c.original.Raw())
		if c.want.Fate == model.FateGoes && status != "" && status != "DELETED" || c.want.Fate == model.FateRests && status != "PAUSING" {
			c.wrong("it is said to be done, and the original is %s", status)
		}
		return
	}
	_, executing, deleted := c.sim.TransferState(c.original.Raw())
	schedule, _ := members(c.sim.TransferBody(c.original.Raw()))["schedule"].(map[string]any)
	switch c.want.Fate {
	case model.FateGoes:
		if !deleted || executing {
			c.wrong("it is said to be done, and the original is deleted %t, runs %t", deleted, executing)
		}
	case model.FateRests:
		if c.meddled.IsZero() && (schedule["mode"] != model.ScheduleManual || executing) {
			c.wrong("it is said to be done, and the original is %v, runs %t", schedule["mode"], executing)
		}
	case model.FateStays:
		if deleted {
			c.wrong("the original is deleted, and nobody asked for it")
		}
	}
}

func members(raw []byte) map[string]any {
	out := map[string]any{}
	_ = json.Unmarshal(raw, &out)
	return out
}

func text(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// bare is a value as it is compared: of an end the connection, the folder and whose name it
// is done in, whatever else is told of them.
func bare(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	connection, ok := m["connection"].(map[string]any)
	if !ok {
		return v
	}
	return []any{connection["id"], folder(m["target"]), m["impersonate_as"], m["options"]}
}

// folder is the path of an end, which may come as a chain of its folders.
func folder(v any) string {
	target, _ := v.(map[string]any)
	if path, ok := target["path"].(string); ok {
		return path
	}
	out := ""
	for at, _ := target["item"].(map[string]any); at != nil && at["root"] != true; at, _ = at["parent"].(map[string]any) {
		out = "/" + fmt.Sprint(at["name"]) + out
	}
	return out
}
