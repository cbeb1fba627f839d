package client

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"drover/client/journal"
	"drover/model"
)

// Storing endpoints says nothing that a status could show. What shows it is the
// job itself: before it is sent, drover reads what stands there, and afterwards
// whether what was asked does. Passwords are in no answer.

// mark is one value that is stored, and what stood in its place: as hashes, so
// that the journal holds neither, made with the intent, so that two entries
// cannot be compared either.
type mark struct {
	key        model.FieldKey
	was, asked string
}

// member is what an end shows of itself once it was stored; the rest the service
// may fill in by itself.
type member struct {
	name, word string
	of         func(model.Endpoint) string
}

func members() []member {
	return []member{
		{"endpoint.ip", "address", func(e model.Endpoint) string { return e.Address.String() }},
		{"endpoint.db_port", "port", func(e model.Endpoint) string { return e.Port.String() }},
		{"endpoint.db_user", "user", func(e model.Endpoint) string { return e.User.String() }},
		{"endpoint.instance_id", "instance", func(e model.Endpoint) string { return e.Instance.String() }},
		{"cloud.region", "region", func(e model.Endpoint) string { return e.Region.String() }},
		{"ssl.ssl_link", "TLS", func(e model.Endpoint) string { return strconv.FormatBool(e.TLS == model.Yes) }},
	}
}

// shownEnds is what a job's ends tell, by its place in a draft.
func shownEnds(d model.Detail) map[model.FieldKey]string {
	out := map[model.FieldKey]string{}
	for list, ends := range map[string][]model.Endpoint{model.Sources: d.From, model.Targets: d.To} {
		for i, e := range ends {
			for _, m := range members() {
				out[model.Element(list, i, m.name)] = m.of(e)
			}
		}
	}
	return out
}

// askedEnd is a value of a draft that reading the job can compare.
type askedEnd struct {
	key   model.FieldKey
	value string
	words string // "the source's address"
}

func askedEnds(d model.Draft) []askedEnd {
	var out []askedEnd
	for _, list := range []string{model.Sources, model.Targets} {
		whose := "the source's "
		if list == model.Targets {
			whose = "the target's "
		}
		for i := range d.Count(list) {
			for _, m := range members() {
				if key := model.Element(list, i, m.name); d.Has(key) {
					out = append(out, askedEnd{key, model.Clean(d.Get(key)), whose + m.word})
				}
			}
		}
	}
	return out
}

// rememberEnds reads what stands there before other endpoints are stored. A job
// that cannot be read is not written to: nobody could tell what came of it.
func (r *Run) rememberEnds(steps []model.Step) []model.Step {
	return r.without(steps, func(s model.Step) string {
		store, ok := s.Change.(model.StoreEnds)
		if !ok {
			return ""
		}
		d, err := r.client.backend.Job(r.client.reading, s.Job.ID)
		r.heard(err)
		switch {
		case err != nil:
			return "the endpoints that stand there could not be read: " + model.Clean(err.Error())
		case d.Job.ID != s.Job.ID || d.Lacks != "":
			return "the endpoints that stand there could not be read whole"
		}
		shown := shownEnds(d)
		if words := changedEnds(store.Was, shown); words != "" {
			return "somebody else has changed " + words + " since it was read"
		}
		var marks []model.JobID
		for _, a := range askedEnds(store.Draft) {
			marks = append(marks, model.NewJobID(string(a.key)+":"+hash(r.intent, a.key, shown[a.key])+":"+hash(r.intent, a.key, a.value)))
		}
		r.note(s.Job.ID, marks)
		return ""
	})
}

// changedEnds says which value of a job's ends is not what it was when they were
// read to be edited; "" if all are.
func changedEnds(was *model.Detail, shown map[model.FieldKey]string) string {
	if was == nil {
		return ""
	}
	former := shownEnds(*was)
	for _, side := range []struct{ list, whose string }{{model.Sources, "the source's "}, {model.Targets, "the target's "}} {
		for i := range max(len(was.From), len(was.To), len(shown)/len(members())) {
			for _, m := range members() {
				if key := model.Element(side.list, i, m.name); former[key] != shown[key] {
					return side.whose + m.word
				}
			}
		}
	}
	return ""
}

// hash hides a value; that of another intent is another one.
func hash(intent string, key model.FieldKey, value string) string {
	h := sha256.Sum256([]byte(intent + "\x00" + string(key) + "\x00" + value))
	return hex.EncodeToString(h[:6])
}

// marksOf reads the marks of an entry again.
func marksOf(l journal.Line) []mark {
	var out []mark
	for word := range strings.FieldsSeq(l.Seen) {
		if parts := strings.Split(word, ":"); len(parts) == 3 {
			out = append(out, mark{model.FieldKey(parts[0]), parts[1], parts[2]})
		}
	}
	return out
}

// lookAtEnds settles what only the job's own endpoints can tell of. Where they
// were the same before, and only a password can have changed, no reading can.
func (r *Run) lookAtEnds(id model.JobID, last bool) (model.Outcome, bool) {
	l := r.line(id)
	d, err := r.client.backend.Job(r.client.reading, id)
	r.heard(err)
	if err != nil || d.Job.ID != id || d.Lacks != "" {
		r.why(id, "the answer was lost, and the job could not be read: "+storeAgain)
		return model.Outcome{}, false
	}
	shown, marks := shownEnds(d), marksOf(l)
	same, former, asked := true, true, true
	for _, m := range marks {
		now := hash(l.Intent, m.key, shown[m.key])
		same, former, asked = same && m.was == m.asked, former && now == m.was, asked && now == m.asked
	}
	switch {
	case same: // or there are no marks
		return model.Outcome{ID: id, Kind: model.UnknownOutcome, Why: "the answer was lost, and what can be read was the same before: " + storeAgain}, true
	case asked:
		return model.Outcome{ID: id, Kind: model.Done, Why: "the answer was lost; the job shows the endpoints that were stored"}, true
	case former && last:
		return model.Outcome{ID: id, Kind: model.Absent, Why: absentWords(model.SaveEnds)}, true
	case !former:
		r.why(id, "the answer was lost, and the job shows other endpoints than these: "+storeAgain)
	}
	return model.Outcome{}, false
}

const storeAgain = "storing them again is safe"

// readBack looks at once whether what was taken on is there.
func (r *Run) readBack(outcomes []model.Outcome) {
	for _, id := range only(outcomes, model.Accepted) {
		switch r.asked(id).verb { // follow tells of the next reading
		case model.SaveEnds:
			r.replace(id)
			_ = r.followEnds(id)
		case model.Update:
			r.mu.Lock()
			r.noted[id] = r.report.Rows[r.rows[id]].Outcome.Why
			r.mu.Unlock()
			r.replace(id)
			_ = r.followEdit(id)
		default:
		}
	}
}

// followEnds reads whether a job shows the endpoints that it took on.
func (r *Run) followEnds(id model.JobID) error {
	d, err := r.client.backend.Job(r.client.reading, id)
	if err != nil || d.Job.ID != id {
		return err
	}
	store, ok := stepOf(r.Report().Plan.Steps, id).Change.(model.StoreEnds)
	if !ok {
		return nil
	}
	differs := differing(store.Draft, d)
	r.row(id, func(row *model.Result) {
		switch {
		case row.Outcome.Kind != model.Accepted:
		case differs == "":
			row.Outcome.Kind, row.Outcome.Why = model.Done, ""
		default:
			row.Outcome.Why = "the service shows other endpoints: " + differs
		}
	})
	return nil
}

// differing says what a job shows otherwise than a draft has it; "" if nothing.
func differing(asked model.Draft, d model.Detail) string {
	shown := shownEnds(d)
	for _, a := range askedEnds(asked) {
		if now := shown[a.key]; now != a.value {
			return a.words + " is " + cmp.Or(now, "empty") + ", not " + a.value
		}
	}
	return ""
}

// replaced is the code of a journal line of a write that a later one undid,
// whatever came of it.
const replaced = "REPLACED"

// replace settles earlier writes of a job's endpoints, or of its users' passwords,
// that nobody could tell the outcome of: what they may have stored is no more.
func (r *Run) replace(id model.JobID) {
	entries, err := r.client.journal.Entries()
	if err != nil {
		return
	}
	var lines []journal.Line
	for _, e := range entries {
		if e.Unresolved() && e.Target() == r.client.jobTarget(id) && e.Intent != r.line(id).Intent && undone(e.Line, r.line(id)) {
			e.State, e.Code, e.Time = journal.Absent, replaced, r.client.now()
			lines = append(lines, e.Line)
		}
	}
	if len(lines) > 0 {
		_ = r.client.journal.Append(lines...) // the next one does it as well
	}
}

// undone reports whether nothing is left of a write once a later one of the same
// job was taken on: all ends are stored together, and a secret is set over another.
func undone(former, later journal.Line) bool {
	switch {
	case former.Op != later.Op:
		return false
	case former.Op == string(model.SaveEnds):
		return true
	}
	set := secretsOf(later)
	return onlySecrets(former) && !slices.ContainsFunc(secretsOf(former), func(word string) bool { return !slices.Contains(set, word) })
}

// blocks reports whether nothing more may be sent where an entry's write went.
// Storing endpoints again is safe, and so is setting passwords, which are in no
// answer: once no look is left such a write stands in nobody's way.
func (c *Client) blocks(e journal.Entry) bool {
	if !e.Unresolved() || e.Op != string(model.SaveEnds) && !onlySecrets(e.Line) {
		return e.Unresolved()
	}
	moments := looks()
	return c.now().Sub(e.Time) < moments[len(moments)-1]+time.Second
}
