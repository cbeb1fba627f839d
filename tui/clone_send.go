package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// asked is the copy as it is asked for on the page.
func (c *clone) asked() model.Copying {
	as, out := c.plan.Wish().Clone, c.copying
	out.Name, out.Version = as.Name, as.Version
	return out
}

// put takes another copying in place of the one on the page, and has the first
// request follow.
func (c *clone) put(next model.Copying) {
	c.copying = next
	as := c.plan.Wish().Clone
	as.With = nil
	if e, ok := next.Edit(model.SectionCopy); ok {
		as.With = &e
	}
	c.plan.SetClone(as)
}

// upon puts what the copy is to have upon another reading of the original; the first
// one begins it.
func (c *clone) upon(r sectionRead) {
	before := c.copying
	if before.Original.Job.ID.Empty() {
		next := model.NewCopying(r.detail, c.name.value())
		next.Check = false // it rests in configuration, unless somebody asks for more
		if c.one() {
			next = next.With(model.NewEdit(r.detail, r.part))
		}
		c.put(next)
		c.given = map[model.Difference]bool{}
		for _, d := range c.differences() {
			c.given[d] = true
		}
		c.keep.kept = c.keepPrint(c.wanted())
		c.layFormer()
		return
	}
	next := before
	next.Original = r.detail
	if e, ok := before.Edit(model.SectionCopy); ok && c.one() {
		now := e.Onto(r.detail, r.part, nil)
		c.stands = c.stands || len(e.Clashes(r.part, c.around())) > 0
		next = next.With(now)
	}
	c.put(next)
}

// around is what a form of an edit knows besides its values.
func (e *env) around() model.Around {
	return model.Around{Now: e.serviceNow(), Zone: e.zone}
}

// around knows the connections too, once the form of the values has read them: what
// was changed to another one is shown by its name.
func (c *clone) around() model.Around {
	a := c.env.around()
	a.Connections = c.conns
	return a
}

// What Send waits for.
const (
	jobUnread   = "the job is still being read"
	nameUnasked = "the name is still being asked for"
	fateUnread  = "the original is not read yet"
	pageStale   = "this page was older than 60s: it reads the job again; press Send anew"
	pageFresh   = "it was older than 60s and is read again: press Send anew"
)

// cannotSend is why Send is grey.
func (c *clone) cannotSend() string {
	step := c.plan.Step(0)
	switch {
	case c.env.client.Broken() != nil:
		return c.env.client.Broken().Error()
	case c.keep.former.err != nil:
		return "what was described could not be read (" + model.Clean(shortError(c.keep.former.err)) + "): esc leaves, C begins anew"
	case c.detail.loading():
		return jobUnread
	case c.nameWrong() != "":
		return "the name of the copy: " + c.nameWrong()
	case step.Why != "":
		return step.Why
	case !step.Goes():
		return "the job could not be read; r reads it again"
	case c.askedWhy() != "":
		return c.askedWhy()
	case c.due || c.check.loading():
		return nameUnasked
	}
	return ""
}

// askedWhy is why the copy cannot be made as it is asked for, and how to mend that.
func (c *clone) askedWhy() string {
	if c.copying.Original.Job.ID.Empty() {
		return ""
	}
	why, mend := c.asked().Why(c.env.client.Capabilities(), c.around())
	if why != "" && mend != "" {
		why += ": " + mend
	}
	return why
}

// send begins the copy. Passwords that it needs are asked for first; where the
// original is deleted in the end, its name is typed on a page of its own.
func (c *clone) send() (tea.Cmd, Nav) {
	if why := c.cannotSend(); why != "" {
		c.note = why
		return nil, stay
	}
	if c.env.now().Sub(c.detail.got) > stale {
		c.note = pageStale
		return tea.Batch(c.read(), c.askName()), stay
	}
	if asked := c.asked(); asked.Check && len(model.CopySecrets(asked.Original)) > 0 {
		verb := "send"
		if asked.Word() != "" { // that is typed first
			verb = "go on"
		}
		return nil, push(askCopySecrets(c.env, asked.Original, verb, func(typed model.EndSecrets) {
			c.copying.Secrets = typed
		}, c.sure))
	}
	return c.sure()
}

// sure has the original's name typed where it is deleted in the end, and begins.
func (c *clone) sure() (tea.Cmd, Nav) {
	asked := c.asked()
	word := asked.Word()
	if word == "" {
		course, err := c.env.client.Copy(context.Background(), asked)
		if err != nil {
			c.note = theme.Safe(model.Clean(err.Error()))
			return nil, stay
		}
		c.keepOver()
		return c.env.ownCourse(course), replace(newCourse(c.env, course))
	}
	p := &planned{env: c.env, plan: c.plan.Plan(), title: "clone " + c.job.Name.String() + ", then delete it", word: word}
	p.about, p.others = c.sureAbout, c.others()
	p.begin = func() (tea.Cmd, Nav, error) {
		course, err := c.env.client.Copy(context.Background(), asked)
		if err != nil {
			return nil, stay, err
		}
		c.keepOver()
		return c.env.ownCourse(course), popThen(func() (tea.Cmd, Nav) { return nil, replace(newCourse(c.env, course)) }), nil
	}
	return nil, push(p.open())
}

// sureAbout is what differs and what is done, on the page with the name to type.
func (c *clone) sureAbout(w int) []string {
	th, asked := c.env.theme, c.asked()
	out := signed(th, th.Paint(theme.Muted, th.Signs().Dot), "The copy is called "+asked.Name+".", w)
	if d := c.differences(); len(d) > 0 {
		out = append(append(out, ""), differenceLines(th, d, w)...)
	}
	out = append(out, "")
	for _, risk := range asked.Risks() {
		out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), risk, w)...)
	}
	out = append(out, signed(th, th.Paint(theme.Muted, th.Signs().Dot), asked.Order(), w)...)
	for i, step := range asked.Steps() {
		out = append(out, stepLines(th, i+1, asked.Line(step, c.around()), w)...)
	}
	return out
}

// requests shows what Send would send first.
func (c *clone) requests(title string, curl bool) (tea.Cmd, Nav) {
	reqs, err := c.env.client.Requests(c.plan.Plan())
	if err != nil {
		c.note = model.Clean(err.Error())
		return nil, stay
	}
	return nil, push(newWhole(c.env, title, requestText(reqs, curl, c.cannotSend(), c.others()), false))
}

// others says of which steps no request can be shown yet.
func (c *clone) others() string {
	all, writes := c.asked().Steps(), 0
	for _, step := range all {
		if step.Writes() {
			writes++
		}
	}
	words := "step 1 of " + digit(len(all)) + ": "
	if writes == 1 {
		return words + "the others only read"
	}
	return words + "what the others send depends on what is read before each"
}

// requestText is the first of some requests as it is shown, below what is to be known of
// the others; of none, why.
func requestText(reqs []client.Request, curl bool, why, others string) []string {
	var out []string
	switch {
	case len(reqs) == 0:
		return []string{"nothing would be sent now: " + why}
	case others != "" && curl: // what is copied from here goes to a shell
		out = []string{"# " + others, ""}
	case others != "":
		out = []string{others, ""}
	}
	q := reqs[0]
	if curl {
		return append(out, strings.Split(q.Curl, "\n")...)
	}
	return append(append(out, q.Op+"   "+q.Method+" "+q.URL), strings.Split(string(q.Body), "\n")...)
}
