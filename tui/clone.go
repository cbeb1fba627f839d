package tui

import (
	"cmp"
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// clone is the page that stands before a copy: its name, what it has of its own and
// what becomes of the original then, the exact first request, and Send.
type clone struct {
	env    *env
	job    model.Job // what is copied, as it was when the page opened
	plan   *model.Planner
	retry  string // the name of an earlier attempt that is tried again; "": none
	drawn  bool   // keys typed before the first picture are dropped
	focus  cloneFocus
	rested bool // Back was not gone to by tab: the next one offers Send
	name   line
	chosen bool   // the version was chosen by hand
	note   string // why Send did nothing

	proposed string // the name it opened with
	forgets  bool   // it was asked whether what was typed may be dropped

	copying model.Copying // but for name and version, which the plan has; of nothing until the job was read
	detail  remote[sectionRead]
	given   map[model.Difference]bool // what differed before anybody changed anything: a copy has no schedule
	lacks   string                    // why what was read does not tell what the copy may have of its own
	renamed bool                      // a name was written in an editor, and is to be asked for
	stands  bool                      // something of the original has changed since what the copy is to have was typed
	conns   []model.Connection        // as the form of the values read them; nil: it did not
	filters remote[int]               // row filters of the original
	check   remote[model.NameCheck]
	typed   int  // counts the changes of the name, so that only the last one's rest asks
	due     bool // the name has changed and is to be asked for
	top     int  // first line of what the copy is, where there is no room for all
	lit     int  // the line of the row with the focus; -1: a button has it
	sought  bool // that line is to be in sight
	room    int  // how many lines were in sight when it was drawn last
	keep    cloneKeep
	width   int
	height  int
}

// nameRested comes a moment after the last letter of a name.
type nameRested struct{ typed int }

// askNameAfter is how long a name must rest before the service is asked.
const askNameAfter = 400 * time.Millisecond

// newClone opens with a name proposed from the job's own.
func newClone(e *env, job model.Job) *clone {
	id := e.client.NewIntent()
	return openClone(e, job, id, model.CloneAs{Name: e.client.Capabilities().Realm.CloneName(job.Name, id)})
}

// againClone opens with what an earlier run asked for: after an outcome that
// may be wrong a copy goes again under its own name, or not at all.
//
// What was read from the journal tells no version: then it is proposed anew.
func againClone(e *env, report model.Report, settled bool) *clone {
	step := report.Plan.Steps[0]
	job := step.Job
	if listed, _, ok := e.listed(job.ID); ok {
		job = listed
	}
	c := openClone(e, job, e.client.NewIntent(), report.Plan.Clone)
	c.retry, c.chosen = report.Plan.Clone.Name, !settled
	return c
}

func openClone(e *env, job model.Job, intent string, as model.CloneAs) *clone {
	c := &clone{env: e, job: job, name: newLine(as.Name), proposed: as.Name, rested: true}
	c.plan = model.NewPlanner(intent, e.client.Capabilities(), model.Wish{Verb: model.Clone, Clone: as}, []model.Pick{{Job: job}})
	c.reopen()
	return c
}

// Title starts with the verb.
func (c *clone) Title() string { return "clone" }

// Init reads the job anew and asks for the name.
func (c *clone) Init() tea.Cmd {
	drawn := tea.Tick(seenAfter, func(time.Time) tea.Msg { return reply{to: c, msg: reviewDrawn{}} })
	return tea.Batch(drawn, c.read(), c.askName(), c.readFormer())
}

func (c *clone) Resize(w, h int) { c.width, c.height = w, h }

// Typing: the page looks at every key itself until it could be seen.
func (c *clone) Typing() bool { return true }

// Letters reports whether letters are text now.
func (c *clone) Letters() bool { return c.focus == cloneName }

// Update takes answers, and keys once the page could be seen.
func (c *clone) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case reviewDrawn:
		c.drawn = true
	case answer[sectionRead]:
		c.detailRead(m)
		c.heed()
		if c.detail.have {
			return c.readFilters(), stay
		}
	case answer[model.Copying]:
		c.formerRead(m)
		return c.askName(), stay
	case copyKeepDue:
		return c.keepNow(), stay
	case answer[string]:
		return c.keptAnswer(m), stay
	case answer[int]:
		m.take()
	case answer[model.NameCheck]:
		m.take()
		c.heed()
	case nameRested:
		if m.typed == c.typed {
			return c.askName(), stay
		}
	case tea.KeyPressMsg:
		if !c.drawn {
			return nil, stay
		}
		c.pressed(m.String())
		return c.key(m)
	case tea.PasteMsg:
		if c.drawn && c.focus == cloneName {
			return c.edit(m), stay
		}
	}
	return nil, stay
}

// one reports that all that a copy may have of its own is one form.
func (c *clone) one() bool { return len(model.CopySections(c.env.client.Capabilities().Realm)) == 0 }

// Closed waits for nothing. What is described stays on the disk, unless somebody has said
// that it goes, or there is nothing of it.
func (c *clone) Closed() {
	switch {
	case c.keep.over:
	case c.forgets, c.typedWork() == "":
		c.keepOver()
	default:
		c.Flush()
		c.env.client.LeaveCopy(c.keep.id)
	}
	c.keep.former.drop()
	c.detail.drop()
	c.check.drop()
	c.filters.drop()
}

// read reads what is copied: topology, version and state decide. Where what the copy
// may have of its own is one form, that is read with it.
func (c *clone) read() tea.Cmd {
	cl, id := c.env.client, c.job.ID
	if c.one() {
		return ask(c.env, c, &c.detail, readSection(cl, id, model.SectionCopy))
	}
	return ask(c.env, c, &c.detail, func(ctx context.Context) (sectionRead, error) {
		d, err := cl.Job(ctx, id)
		return sectionRead{detail: d}, err
	})
}

// detailRead plans anew by what was read.
func (c *clone) detailRead(a answer[sectionRead]) {
	if !a.take() {
		return
	}
	pick := c.plan.Pick(0)
	pick.Detail, pick.DetailEr = nil, ""
	if a.err != nil {
		pick.DetailEr = strings.TrimRight(shortError(a.err), ".")
		c.plan.Put(0, pick)
		return
	}
	d := a.value.detail
	if c.lacks = cmp.Or(a.value.part.Lacks, d.Lacks); c.lacks != "" {
		pick.DetailEr = c.lacks
		c.plan.Put(0, pick)
		return
	}
	if pick.Detail = &d; !d.Job.Status.Empty() && d.Job.Status != pick.Job.Status {
		pick.Job = pick.Job.WithStatus(d.Job.Status)
		pick.Job.Actions = model.Actions{} // they are of another state
	}
	c.plan.Put(0, pick)
	if !c.chosen {
		c.setVersion(model.CloneVersion(d.TaskVersion))
	}
	c.upon(a.value)
}

func (c *clone) setVersion(version string) {
	as := c.plan.Wish().Clone
	as.Version = version
	c.plan.SetClone(as)
}

// again reads the job and asks for the name anew.
func (c *clone) again() (tea.Cmd, Nav) {
	c.note = ""
	return tea.Batch(c.read(), c.askName()), stay
}

// heed takes a note away that has become untrue by itself.
func (c *clone) heed() {
	switch {
	case (c.note == jobUnread || c.note == nameUnasked) && c.cannotSend() != c.note:
		c.note = ""
	case c.note == fateUnread && !c.copying.Original.Job.ID.Empty():
		c.note = ""
	case c.note == pageStale && !c.detail.loading() && !c.due && !c.check.loading():
		if c.note = ""; c.detail.err == nil && c.cannotSend() == "" {
			c.note = pageFresh
		}
	}
}

// Moved plans anew what a run settled, or left without an outcome.
func (c *clone) Moved(*client.Run, bool) tea.Cmd {
	c.reopen()
	return nil
}

// reopen notes whether an earlier write to the job has no known outcome.
func (c *clone) reopen() {
	pick := c.plan.Pick(0)
	if open := blockedIDs(c.env.client)[c.job.ID]; pick.Open != open {
		pick.Open = open
		c.plan.Put(0, pick)
	}
}
