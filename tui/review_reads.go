package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// statesAtOnce is how many jobs' states are asked for together: the service
// tells a hundred a call, and the list's own reads are not to wait.
const statesAtOnce = 600

// states is how far the reading of the jobs' states is.
type states struct {
	done    int
	changed string // what became of the last job that has changed
}

// readJobs reads the status of every job; the pre-checks follow.
func (r *review) readJobs() tea.Cmd {
	r.states = states{}
	return r.readStates()
}

// readStates asks for the next states.
func (r *review) readStates() tea.Cmd {
	ids := make([]model.JobID, 0, min(statesAtOnce, r.plan.Len()))
	jobs := make(map[model.JobID]model.Job, cap(ids))
	for i := r.states.done; i < r.statesTo(); i++ {
		job := r.plan.Pick(i).Job
		ids, jobs[job.ID] = append(ids, job.ID), job
	}
	c := r.env.client
	far := !r.plan.Wish().NeedsCheck()
	return ask(r.env, r.owner, &r.status, func(ctx context.Context) (samples, error) {
		got, err := c.Status(ctx, ids)
		if err != nil || !far {
			return got, err
		}
		return howFar(ctx, c, jobs, got), nil
	})
}

// howFar adds lag and percent of those that run. That they cannot be read is no
// obstacle: the review says that they are not known.
func howFar(ctx context.Context, c *client.Client, jobs map[model.JobID]model.Job, got samples) samples {
	var ids []model.JobID
	for id, s := range got {
		switch jobs[id].WithStatus(s.Status).Phase() {
		case model.PhaseFull, model.PhaseLags:
			ids = append(ids, id)
		case model.PhaseNone, model.PhaseWaits, model.PhaseFailed, model.PhaseCopied:
		}
	}
	if len(ids) == 0 {
		return got
	}
	slices.SortFunc(ids, func(a, b model.JobID) int { return strings.Compare(a.Raw(), b.Raw()) })
	far, err := c.Progress(ctx, ids)
	if err != nil {
		return got
	}
	for id, s := range far {
		s.Status = got[id].Status // the status reading is the word on that
		got[id] = s
	}
	return got
}

// statesTo is where those that are asked for end.
func (r *review) statesTo() int { return min(r.states.done+statesAtOnce, r.plan.Len()) }

// statusRead lays fresh states over the plan; after the last ones the
// pre-checks begin.
func (r *review) statusRead(a answer[samples]) tea.Cmd {
	if !a.take() {
		return nil
	}
	if a.err != nil {
		r.note = "the states could not be read: " + strings.TrimRight(shortError(a.err), ".") + "; " + r.keyAgain() + " again"
		return r.nextChecks()
	}
	for i := r.states.done; i < r.statesTo(); i++ {
		pick := r.plan.Pick(i)
		got, ok := a.value[pick.Job.ID]
		if !ok || got.Status.Empty() || !r.far(&pick, got) && got.Status == pick.Job.Status {
			continue
		}
		was := pick.Job.Status
		pick.Job = pick.Job.WithStatus(got.Status)
		r.put(i, pick)
		if got.Status == was {
			continue
		}
		r.checks.next = min(r.checks.next, i)
		r.states.changed = pick.Job.Name.String() + " is " + pick.Job.State.Word + " now"
	}
	if r.states.done = r.statesTo(); r.states.done < r.plan.Len() {
		return r.readStates()
	}
	r.read = a.at
	r.reopen()
	defer r.heed()
	if r.states.changed != "" && r.sentBefore() {
		r.note = r.states.changed + "; press Send anew"
		if t := r.plan.Tally(); t.Goes+t.Pending == 0 {
			r.note = r.states.changed + "; nothing was sent"
		}
	}
	return r.nextChecks()
}

// far notes how far a job is, and reports whether that is new.
func (r *review) far(pick *model.Pick, got model.Sample) bool {
	if got.Lag < 0 && got.Percent < 0 {
		return false
	}
	pick.Sample = &got
	return true
}

// sentBefore reports whether Send was pressed on a review that was too old.
func (r *review) sentBefore() bool { return r.note != "" }

// checks is how far the reading of the pre-checks is. The service answers them
// one job a call.
type checks struct {
	asked map[*remote[model.PreCheck]]int // those under way, and the place of their job
	next  int                             // before it nobody is left to be asked for
	done  int
	marks [2]checkMark // what the time that is left is told by: the pace of late
}

// nextChecks asks for pre-checks that are not read yet, a few at a time: the
// list and the states keep two of the reads that may be under way.
func (r *review) nextChecks() tea.Cmd {
	c, k := r.env.client, &r.checks
	if !r.plan.Wish().NeedsCheck() {
		return nil
	}
	most := max(c.Limits().Parallel-2, 1)
	if k.marks[0].at.IsZero() {
		k.marks = [2]checkMark{{at: r.env.now()}, {at: r.env.now()}}
	}
	var cmds []tea.Cmd
	for ; k.next < r.plan.Len() && len(k.asked) < most; k.next++ {
		if !r.plan.Unread(k.next) || k.asking(k.next) {
			continue
		}
		id, slot := r.plan.Step(k.next).Job.ID, &remote[model.PreCheck]{}
		k.asked[slot] = k.next
		cmds = append(cmds, ask(r.env, r.owner, slot, func(ctx context.Context) (model.PreCheck, error) { return c.PreCheck(ctx, id) }))
	}
	return tea.Batch(cmds...)
}

// asking reports whether the pre-check of the job at a place is under way.
func (k *checks) asking(i int) bool {
	for _, at := range k.asked {
		if at == i {
			return true
		}
	}
	return false
}

func (r *review) checkRead(a answer[model.PreCheck]) tea.Cmd {
	i, asked := r.checks.asked[a.slot]
	if !a.take() || !asked {
		return nil
	}
	delete(r.checks.asked, a.slot)
	pick := r.plan.Pick(i)
	if a.err != nil {
		pick.CheckEr = shortError(a.err)
	} else {
		check := a.value
		pick.Check = &check
	}
	r.put(i, pick)
	r.checks.landed(a.at)
	if strings.HasPrefix(r.note, waiting) {
		r.note = ""
	}
	return r.nextChecks()
}

// statesUnread is why Send is grey until the states are read.
const statesUnread = "the states are still being read"

// heed takes a note away that has become untrue by itself.
func (r *review) heed() {
	if r.note == statesUnread && r.cannotSend() != statesUnread {
		r.note = ""
	}
}

// waiting begins the sentence that is over once all pre-checks are read.
const waiting = "wait for "

// again reads states and pre-checks anew.
func (r *review) again() (tea.Cmd, Nav) {
	for slot := range r.checks.asked {
		slot.drop()
	}
	r.checks, r.note = newChecks(), ""
	for i := range r.plan.Len() {
		if pick := r.plan.Pick(i); pick.Check != nil || pick.CheckEr != "" {
			pick.Check, pick.CheckEr = nil, ""
			r.put(i, pick)
		}
	}
	r.reopen()
	return r.readJobs(), stay
}

func newChecks() checks { return checks{asked: map[*remote[model.PreCheck]]int{}} }

// Moved plans anew what a run settled, and what it left without an outcome.
func (r *review) Moved(*client.Run, bool) tea.Cmd {
	r.reopen()
	return nil
}

// reopen notes the jobs with an earlier write of unknown outcome: only those
// that turned are planned anew.
func (r *review) reopen() {
	open := blockedIDs(r.env.client)
	for id := range r.open {
		if !open[id] {
			r.turn(id, false)
		}
	}
	for id := range open {
		if !r.open[id] {
			r.turn(id, true)
		}
	}
	r.open = open
}

// turn notes whether one job's outcome is unknown.
func (r *review) turn(id model.JobID, open bool) {
	if r.places == nil {
		r.places = make(map[model.JobID]int, r.plan.Len())
		for i := range r.plan.Len() {
			r.places[r.plan.Step(i).Job.ID] = i
		}
	}
	if i, picked := r.places[id]; picked {
		pick := r.plan.Pick(i)
		pick.Open = open
		r.put(i, pick)
	}
}

// put plans one job's step anew.
func (r *review) put(i int, pick model.Pick) {
	r.plan.Put(i, pick)
	r.lines.turned(i, r.linesOf)
}
