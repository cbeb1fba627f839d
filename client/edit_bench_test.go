package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"drover/client"
	"drover/client/drs"
	"drover/client/journal"
	"drover/client/sim"
	"drover/model"
)

// editBench is a bench on which sections of one job are changed, by drover and by
// somebody else. Every write brings a value that no other write does, its token:
// by that the service's log tells whose it was.
type editBench struct {
	*bench
	job    model.JobID
	blind  bool // the job came to where nothing can be read of it
	others sync.WaitGroup

	mu      sync.Mutex
	count   int
	tokens  map[string]string        // of each intent
	theirs  map[string]bool          // tokens of somebody else
	read    map[model.Section]asRead // as drover read them last
	writes  []editCall
	touched map[model.Section]bool // somebody else tried to write it
}

// asRead is what a reading told drover.
type asRead struct {
	part    model.Part
	applied int // writes that were applied before it began
	at      time.Time
}

// editCall is one call that drover made.
type editCall struct {
	intent, token string
	before        int // writes applied before it
}

func editSections() []model.Section {
	return []model.Section{model.SectionName, model.SectionPolicy, model.SectionFlow, model.SectionAlarm}
}

// ddlKinds are what a policy can let through: enough of them for 255 policies.
func ddlKinds() []string {
	return []string{"CREATE_TABLE", "ADD_COLUMN", "MODIFY_COLUMN", "CHANGE_COLUMN", "DROP_INDEX", "ADD_INDEX", "CREATE_INDEX", "RENAME_INDEX"}
}

// fresh changes a section to what was never there, and tells its token.
func (b *editBench) fresh(e model.Edit) (model.Edit, string) {
	b.mu.Lock()
	b.count++
	n := b.count
	b.mu.Unlock()
	switch e.Section {
	case model.SectionName:
		e = e.Put(model.KeyName, fmt.Sprintf("write-%d-%d", b.seed, n))
	case model.SectionPolicy:
		var kinds []string
		for i, kind := range ddlKinds() {
			if n&(1<<i) != 0 {
				kinds = append(kinds, kind)
			}
		}
		e = e.Put(model.KeyDDLKinds, strings.Join(kinds, ",")).Put(model.KeyDDL, "true").Put(model.KeyConflict, []string{"ignore", "overwrite", "stop"}[n%3])
	case model.SectionFlow:
		e = e.Put(model.KeyWindows, fmt.Sprintf("%02d:00-%02d:59=%d", n%20, n%20+1, 100+n))
	case model.SectionAlarm:
		e = e.Put(model.KeyAlarmOn, "true").Put(model.KeyAlarmDelay, fmt.Sprint(n)).Put(model.KeyAlarmTopic, "urn:smn:cn-north-4:9dc8c0f3f74c4dbb23c29cf0318ee561:drover")
	default:
		b.Fatalf("no values of %s", e.Section)
	}
	return e, tokenIn(e.Section, e.Get)
}

// tokenIn is the token of a section's values.
func tokenIn(s model.Section, get func(model.FieldKey) string) string {
	switch s {
	case model.SectionName:
		return get(model.KeyName)
	case model.SectionPolicy:
		return model.Canonical(model.KeyDDLKinds, get(model.KeyDDLKinds))
	case model.SectionFlow:
		return model.Canonical(model.KeyWindows, get(model.KeyWindows))
	case model.SectionAlarm:
		return get(model.KeyAlarmDelay)
	default:
		return ""
	}
}

// tokenOf is the token of a write that the service applied, as it was sent.
func (b *editBench) tokenOf(a sim.Applied) string {
	var sent struct {
		Base   struct{ Name string } `json:"base_info"`
		Policy struct {
			Kinds string `json:"support_ddl_info"`
		} `json:"policy_config"`
		Limits []struct{ Begin, End, Speed string } `json:"speed_limit"`
		Alarm  struct {
			Delay json.Number `json:"delay_time"`
		} `json:"alarm_notify"`
	}
	if err := json.Unmarshal(a.Params, &sent); err != nil {
		b.fail("the log holds %s: %v", a.Params, err)
	}
	var windows []model.Window
	for _, w := range sent.Limits {
		windows = append(windows, model.Window{Begin: model.NewText(w.Begin), End: model.NewText(w.End), Speed: model.NewText(w.Speed)})
	}
	values := map[model.FieldKey]string{
		model.KeyName: sent.Base.Name, model.KeyDDLKinds: sent.Policy.Kinds, model.KeyWindows: model.WindowsText(windows), model.KeyAlarmDelay: sent.Alarm.Delay.String(),
	}
	return tokenIn(model.Section(a.Action), func(key model.FieldKey) string { return values[key] })
}

// applied lists the writes of one section that the service applied, the first n of
// all of them.
func (b *editBench) applied(s model.Section, n int) []sim.Applied {
	all := b.sim.Applied()
	return slices.DeleteFunc(all[:min(n, len(all))], func(a sim.Applied) bool { return a.Action != string(s) || a.JobID != b.job.Raw() })
}

// editSpy watches what drover reads and sends.
type editSpy struct {
	*drs.Backend
	bench   *editBench
	journal *journal.Journal
}

func (s *editSpy) Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error) {
	before := len(s.bench.sim.Applied())
	d, parts, err := s.Backend.Sections(ctx, id, sections...)
	s.bench.mu.Lock()
	defer s.bench.mu.Unlock()
	if err == nil {
		for _, p := range parts {
			s.bench.read[p.Section] = asRead{p, before, time.Now()}
		}
	}
	return d, parts, err
}

// Apply holds what is sent against what drover knew.
func (s *editSpy) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	b := s.bench
	for _, ch := range changes {
		edit := ch.(model.EditJob)
		token := tokenIn(edit.Section, func(key model.FieldKey) string { return edit.Want[key] })
		intent := s.intent(edit.Job.ID)
		b.mu.Lock()
		read, known := b.read[edit.Section]
		b.writes = append(b.writes, editCall{intent, string(edit.Section) + token, len(b.sim.Applied())})
		b.mu.Unlock()
		base := tokenIn(edit.Section, edit.Base.Get)
		switch age := time.Since(read.at); {
		case !known || age > 2*time.Second:
			b.fail("the %s is sent %v after it was read", edit.Section, age)
		case base != tokenIn(edit.Section, read.part.Get):
			b.fail("the %s is made from %q, and the service told %q last", edit.Section, base, tokenIn(edit.Section, read.part.Get))
		}
		if before := b.applied(edit.Section, read.applied); len(before) > 0 && b.tokenOf(before[len(before)-1]) != base {
			b.fail("the %s that somebody wrote is written over: %s", edit.Section, before[len(before)-1].Params)
		}
	}
	return s.Backend.Apply(ctx, changes)
}

// intent is the one that the journal says is being sent. While it is, nothing of
// the job may be unknown.
func (s *editSpy) intent(id model.JobID) string {
	intent := ""
	for _, e := range s.journal.Seen() {
		switch {
		case e.Job == id && e.Written == journal.Sending && intent != "":
			s.bench.fail("two intents are being sent for %v", id)
		case e.Job == id && e.Written == journal.Sending:
			intent = e.Intent
		case e.Job == id && e.Written == journal.Unknown:
			s.bench.fail("%v is sent while an earlier write is unknown", id)
		}
	}
	if intent == "" {
		s.bench.fail("%v is sent without a SENDING in the journal", id)
	}
	return intent
}

// somebodyWrites has another person change a section of the job, who reads it just
// before. Whether it was applied the log tells.
func (b *editBench) somebodyWrites(s model.Section) {
	backend, conn := connect(b.T, b.sim.Dial)
	defer conn.Close()
	b.mu.Lock()
	b.touched[s] = true
	b.mu.Unlock()
	d, parts, err := backend.Sections(b.Context(), b.job, s)
	if err != nil || parts[0].Lacks != "" {
		return
	}
	e, token := b.fresh(model.NewEdit(d, parts[0]))
	b.mu.Lock()
	b.theirs[string(s)+token] = true
	b.mu.Unlock()
	backend.Apply(b.Context(), []model.Change{model.EditJob{Job: d.Job, Section: s, Base: parts[0], Want: e.Want()}})
}

// judgeEdits compares what drover says with what the service did.
func (b *editBench) judgeEdits(entries []journal.Entry, runs []*client.Run) {
	truth, stood := map[string]int{}, map[string]string{}
	for n, a := range b.sim.Applied() {
		if a.JobID != b.job.Raw() || !slices.Contains(editSections(), model.Section(a.Action)) {
			continue
		}
		token := b.tokenOf(a)
		again := stood[a.Action] == token
		stood[a.Action] = token
		if b.theirs[a.Action+token] {
			continue
		}
		if again {
			b.fail("%s %q was applied where it stood already", a.Action, token)
		}
		owner := ""
		for _, c := range b.writes {
			if c.token == a.Action+token && c.before <= n {
				owner = c.intent
			}
		}
		if owner == "" {
			b.fail("%s %q was applied and never sent", a.Action, token)
		}
		if truth[owner]++; truth[owner] > 1 {
			b.fail("%s %q was applied twice", a.Action, token)
		}
	}
	for _, run := range runs {
		r := run.Report()
		for _, row := range r.Rows {
			b.holds("the report", row.Outcome.Kind.String(), r.Plan.ID, truth)
			if row.Outcome.Kind == model.Done && !run.Settles() {
				b.lasts(r.Plan.Edit.Edit, row)
			}
		}
	}
	for _, e := range entries {
		b.holds("the journal", string(e.State), e.Intent, truth)
		if e.Unresolved() && !b.blind && !b.touched[client.Entry{Entry: e}.Section()] {
			b.fail("%s of %s was never settled", client.Entry{Entry: e}.What(), e.Intent)
		}
	}
}

// holds compares one word with the log.
func (b *editBench) holds(where, said, intent string, truth map[string]int) {
	n := truth[intent]
	switch said {
	case "accepted", "done", "APPLIED":
		if n != 1 && b.tokens[intent] != "" {
			b.fail("%s says %s of %q, which was applied %d times", where, said, b.tokens[intent], n)
		}
	case "refused", "not sent", "absent", "skipped", "REJECTED", "NOT_SENT", "ABSENT":
		if n != 0 {
			b.fail("%s says %s of %q, which was applied", where, said, b.tokens[intent])
		}
	}
}

// lasts makes sure that what is called done was shown, and stands there unless
// somebody wrote after it.
func (b *editBench) lasts(e model.Edit, row model.Result) {
	token := tokenIn(e.Section, e.Get)
	if row.Shows == nil || tokenIn(e.Section, row.Shows.Get) != token {
		b.fail("%s %q is done, and nothing showed it", e.Section, token)
	}
	all := b.applied(e.Section, len(b.sim.Applied()))
	if len(all) == 0 || b.tokenOf(all[len(all)-1]) != token {
		return
	}
	backend, conn := connect(b.T, b.sim.Dial)
	defer conn.Close()
	_, parts, err := backend.Sections(b.Context(), b.job, e.Section)
	if (err != nil || tokenIn(e.Section, parts[0].Get) != token) && !b.blind {
		b.fail("%s %q is done, and does not stand there: %v", e.Section, token, err)
	}
}
