package client

import (
	"cmp"

	"drover/client/journal"
	"drover/model"
)

// recordOf is what of a copying lies on the disk before its first step.
func (c *Client) recordOf(id string, copying model.Copying) journal.CopyRecord {
	o := copying.Original.Job
	r := journal.CopyRecord{
		ID: id, Place: c.draftPlace(), Realm: o.Realm, Original: o.ID, Was: o.Name.String(), Name: copying.Name, Version: copying.Version,
		Fate: copying.Fate, Filters: copying.Filters, Check: copying.Check, Begun: c.now(), Saved: c.now(),
	}
	for _, s := range append(copying.Sections(), model.SectionCopy) {
		if e, ok := copying.Edit(s); ok {
			r.Edits = append(r.Edits, copyEditKept(e))
		}
	}
	for _, s := range copying.Steps() {
		r.Steps = append(r.Steps, journal.CopyNote{Step: s})
	}
	return r
}

func copyEditKept(e model.Edit) journal.CopyEdit {
	return journal.CopyEdit{Section: e.Section, Base: e.Base.Values, Want: e.Want()}
}

// copyingOf is a copying as its record has it: without secrets, and without what only a
// reading of the original tells.
func copyingOf(r journal.CopyRecord) model.Copying {
	out := model.Copying{
		Original: model.Detail{Job: model.Job{ID: r.Original, Name: model.NewText(r.Was), Realm: r.Realm}},
		Name:     r.Name, Version: r.Version, Fate: r.Fate, Filters: r.Filters, Check: r.Check,
	}
	for _, kept := range r.Edits {
		base := model.Part{Section: kept.Section, Values: kept.Base}
		e := model.NewEdit(out.Original, base)
		for key := range kept.Base {
			e = e.Put(key, kept.Want[key])
		}
		for key, value := range kept.Want {
			e = e.Put(key, value)
		}
		out = out.With(e)
	}
	return out
}

// reportOf is what is known of a copying from its record.
func (c *Client) reportOf(r journal.CopyRecord, copying model.Copying) model.CopyReport {
	out := model.CopyReport{
		ID: r.ID, Copying: copying, Begun: r.Begun, Original: copying.Original.Job,
		Copy: model.Job{ID: r.Copy, Name: model.NewText(r.Name), Realm: r.Realm},
	}
	for _, s := range r.Steps {
		state := s.State
		if state == model.CopyGoes { // a death ended it
			state = model.CopyWaits
		}
		out.Steps = append(out.Steps, model.CopyResult{Step: s.Step, State: state, Why: s.Why, At: s.At})
	}
	return out
}

// save writes the record as it is now.
func (k *Course) save() error {
	report := k.Report()
	for i, s := range report.Steps {
		n := &k.record.Steps[i]
		n.State, n.Why, n.At = s.State, s.Why, s.At
	}
	k.record.Saved = k.client.now()
	return k.hold.Save(k.record)
}

// rest goes no further by itself: somebody else may take it up from here.
func (k *Course) rest(why string) {
	why = cmp.Or(why, "it goes no further by itself")
	k.record.Rests = why
	err := k.save()
	k.hold.Close()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.report.Rests = why; err != nil {
		k.report.Trouble = model.Clean(err.Error())
	}
}

// finish forgets a copying that is done.
func (k *Course) finish() {
	err := k.hold.Drop()
	k.hold.Close()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.report.Ended = k.client.now(); err != nil {
		k.report.Trouble = model.Clean(err.Error())
	}
}

// end tells that nothing changes any more.
func (k *Course) end() {
	close(k.done)
	k.wake()
}

// become enters another copying, and what of it is on the disk.
func (k *Course) become(copying model.Copying) {
	k.record.Edits = nil
	for _, s := range append(copying.Sections(), model.SectionCopy) {
		if e, ok := copying.Edit(s); ok {
			k.record.Edits = append(k.record.Edits, copyEditKept(e))
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.copying, k.report.Copying = copying, copying
}
