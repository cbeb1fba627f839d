package tui

import (
	"cmp"
	"slices"

	"drover/client"
	"drover/model"
)

// takeRow is a section as file and job have it.
type takeRow struct {
	name     takeName
	word     string
	section  model.Section // "" of what is fixed
	told     map[model.FieldKey]string
	spoken   bool // the file speaks of it
	edit     model.Edit
	rows     []model.FileRow
	same     int // values
	mistakes []client.Mistake
	why      string // why nothing of it can be taken
	done     bool   // it was edited, and is as the file has it
}

// compare holds the file against the job anew. What was chosen stays chosen,
// where it still differs.
func (t *jobTake) compare() {
	if t.rows = nil; !t.file.have || !t.read.have || t.file.err != nil {
		return
	}
	file, now := t.file.value, t.read.value
	ends, fixed := model.Beyond(now.detail, file.Draft)
	for _, s := range model.Sections() {
		switch {
		case s == model.SectionEnds:
			r := takeRow{name: takeName(s), word: s.Word(), section: s, rows: ends, spoken: file.Draft.Count(model.Sources)+file.Draft.Count(model.Targets) > 0}
			r.why, r.mistakes = t.why(s), file.MistakesIn(s)
			t.rows = append(t.rows, r)
		case s != model.SectionPeriod && s != model.SectionRecreate:
			if r, ok := t.row(s); ok {
				t.rows = append(t.rows, r)
			}
		}
	}
	if len(fixed) > 0 {
		t.rows = append(t.rows, takeRow{name: takeFixed, word: "fixed", rows: fixed, spoken: true, why: "creation has fixed it"})
	}
	t.keepChosen()
	if !t.placed {
		t.at = slices.IndexFunc(t.rows, func(r takeRow) bool { return r.differ() > 0 && r.why == "" })
		t.placed = true
	}
	t.at = max(min(t.at, len(t.rows)-1), 0)
}

// row is a section; ok is false where neither side has anything to say of it.
func (t *jobTake) row(s model.Section) (r takeRow, ok bool) {
	file, now := t.file.value, t.read.value
	r = takeRow{name: takeName(s), word: s.Word(), section: s, mistakes: file.MistakesIn(s)}
	r.told, r.spoken = file.Tells(s)
	at := slices.IndexFunc(now.parts, func(p model.Part) bool { return p.Section == s })
	if at < 0 { // a job of its kind has none
		r.why = model.WhyNoSection(now.detail.Job, s)
		r.rows, _ = model.NewEdit(now.detail, model.Part{Section: s}).Against(r.told, nil, t.around())
		return r, r.spoken || len(r.mistakes) > 0
	}
	if part := now.parts[at]; part.Lacks != "" {
		r.why = "it was not read: " + model.Clean(part.Lacks)
		return r, true
	}
	r.edit = model.NewEdit(now.detail, now.parts[at])
	var mistaken []model.FieldKey
	for _, m := range r.mistakes {
		mistaken = append(mistaken, m.Key)
	}
	r.rows, r.same = r.edit.Against(r.told, mistaken, t.around())
	r.why = t.why(s)
	return r, true
}

func (t *jobTake) around() model.Around {
	return model.Around{Now: t.env.serviceNow(), Zone: t.env.zone}
}

// why is why a section of the job cannot be changed now.
func (t *jobTake) why(s model.Section) string {
	if t.env.where().ReadOnly {
		return "this session is read-only"
	}
	return model.CanEdit(t.env.client.Capabilities(), t.read.value.detail.Job, s)
}

// id names a value of a row.
func (r takeRow) id(v model.FileRow) takenID { return takenID{r.name, v.Key, v.Item} }

// cannot is why a value is not taken.
func (r takeRow) cannot(v model.FileRow) string { return cmp.Or(r.why, v.Why) }

// count counts values.
func (r takeRow) count(is func(model.FileRow) bool) int {
	n := 0
	for _, v := range r.rows {
		if is(v) {
			n++
		}
	}
	return n
}

// differ, lacks and barred count what the file has otherwise, what it lacks, and
// what it has but the job cannot take.
func (r takeRow) differ() int {
	return r.count(func(v model.FileRow) bool { return !v.Remove && v.Why == "" })
}

func (r takeRow) lacks() int { return r.count(func(v model.FileRow) bool { return v.Remove }) }

func (r takeRow) barred() int {
	return r.count(func(v model.FileRow) bool { return !v.Remove && v.Why != "" })
}

// taken are the values of a row that are chosen.
func (t *jobTake) taken(r takeRow) []model.FileRow {
	var out []model.FileRow
	for _, v := range r.rows {
		if t.chosen[r.id(v)] && r.cannot(v) == "" {
			out = append(out, v)
		}
	}
	return out
}

// keepChosen forgets what differs no more, and says done of what was edited and
// needs nothing any more.
func (t *jobTake) keepChosen() {
	left := map[takenID]bool{}
	for i, r := range t.rows {
		for _, v := range r.rows {
			if t.chosen[r.id(v)] && r.cannot(v) == "" {
				left[r.id(v)] = true
			}
		}
		t.rows[i].done = t.sent[r.name] && len(t.taken(r)) == 0
	}
	t.chosen = left
}

// choosing is what space does to a whole section: everything that the file has
// otherwise, or nothing. What it lacks is chosen value by value.
func (t *jobTake) choosing(r takeRow) {
	on := len(t.taken(r)) == 0
	for _, v := range r.rows {
		if !on {
			delete(t.chosen, r.id(v))
		} else if !v.Remove && r.cannot(v) == "" {
			t.chosen[r.id(v)] = true
		}
	}
}

// next is the first section of which something is chosen.
func (t *jobTake) next() (takeRow, bool) {
	for _, r := range t.rows {
		if len(t.taken(r)) > 0 {
			return r, true
		}
	}
	return takeRow{}, false
}

// chosenSections counts those of which something is chosen.
func (t *jobTake) chosenSections() int {
	n := 0
	for _, r := range t.rows {
		if len(t.taken(r)) > 0 {
			n++
		}
	}
	return n
}
