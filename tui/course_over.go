package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// Why nothing of a copy is kept any more.
const (
	copyForgotten = "it was forgotten"
	copyDeleted   = "the copy was deleted"
	copyElsewhere = "it is on the disk no more"
)

// Moved closes the record of a copy that is deleted: nothing of it is left to be gone on
// with.
func (s *coursePage) Moved(run *client.Run, over bool) tea.Cmd {
	if !over || s.gone != "" || s.going() {
		return nil
	}
	copied, _ := s.jobs()
	r := run.Report()
	if v := r.Plan.Verb; copied.ID.Empty() || v != model.Delete && v != model.End && v != model.ForceEnd {
		return nil
	}
	for _, row := range r.Rows {
		if row.ID != copied.ID || row.Outcome.Kind != model.Done {
			continue
		}
		if err := s.env.client.DropCopying(s.id); err != nil {
			return s.env.say(badNote(err))
		}
		s.gone = copyDeleted
		s.env.copyGone(s.id)
		words := "the copy is gone, the original stays as it is: " + shortName(s.copyName())
		return s.env.say(note{kind: noteGood, text: words, bare: "a copy is gone"})
	}
	return nil
}

// deleteVerb is how the copy is got rid of now: what has an end of its own is ended
// first.
func (s *coursePage) deleteVerb() model.Verb {
	copied, _ := s.jobs()
	copied = s.asListed(copied)
	if caps := s.env.client.Capabilities(); model.Can(caps, copied, model.Delete) != "" && model.Can(caps, copied, model.End) == "" {
		return model.End
	}
	return model.Delete
}

func (s *coursePage) deleteWord() string {
	if s.deleteVerb() == model.End {
		return "end the copy"
	}
	return "delete the copy"
}

// asListed is a job with what the list knows of it: which actions the service allows.
func (s *coursePage) asListed(job model.Job) model.Job {
	if listed, _, ok := s.env.listed(job.ID); ok && !job.ID.Empty() && (listed.Status == job.Status || job.Status.Empty()) {
		return listed
	}
	return job
}

func (s *coursePage) cannotDelete() string {
	copied, _ := s.jobs()
	copied = s.asListed(copied)
	switch {
	case s.gone == copyDeleted:
		return s.gone
	case s.noCopy() != "":
		return s.noCopy()
	case s.going():
		return "x stops after this step first"
	case s.originalOver():
		return "the original is given up: the copy is what is left of it, and is deleted from the list alone"
	case copied.Status.Empty():
		return "the state of the copy is not known: the list tells it"
	}
	return cannotDo(s.env, copied, s.deleteVerb())
}

// originalOver reports an original that was ended or deleted, or may have been.
func (s *coursePage) originalOver() bool {
	return slices.ContainsFunc(s.report.Steps, func(r model.CopyResult) bool {
		if r.Step.Kind != model.CopyEnd && r.Step.Kind != model.CopyDelete {
			return false
		}
		cutOff := s.course == nil && r.State == model.CopyWaits && r.Why != ""
		return cutOff || r.State == model.CopyDone || r.State == model.CopyGoes || r.State == model.CopyUnknown
	})
}

func (s *coursePage) deleteCopy() (tea.Cmd, Nav) {
	copied, _ := s.jobs()
	copied = s.asListed(copied)
	return nil, push(reviewOf(s.env, wishOf(s.deleteVerb()), []model.Pick{{Job: copied}}))
}

// cannotChange is why what is asked of the copy cannot be changed any more.
func (s *coursePage) cannotChange() string {
	switch r, _ := s.at(); {
	case s.env.where().ReadOnly:
		return "this session is read-only"
	case s.gone != "":
		return s.gone
	case s.course == nil:
		return "S goes on first: then it is known whether it is made"
	case s.going():
		return "it goes on by itself"
	case !s.report.Copy.ID.Empty(), r.Step.Kind != model.CopyMake:
		return "the copy is made"
	case r.State == model.CopyUnknown:
		return "nobody knows yet whether it is made"
	case r.Outcome.Kind == model.Absent:
		return "a job of the name may still show; S tries it again, under its own name"
	}
	return ""
}

// change goes back to the page before the copy with all that was asked for: its name was
// taken, or the service refused something of it.
func (s *coursePage) change() (tea.Cmd, Nav) {
	asked := s.report.Copying
	if err := s.env.client.DropCopying(s.id); err != nil {
		return s.env.say(badNote(err)), stay
	}
	s.env.copyGone(s.id)
	_, job := s.jobs()
	c := openClone(s.env, job, s.env.client.NewIntent(), model.CloneAs{Name: asked.Name, Version: asked.Version})
	c.proposed, c.chosen = "", true
	c.keep.former = remote[model.Copying]{have: true, value: asked}
	c.note = theme.Safe("nothing was sent of it: change what is wrong, and send it anew")
	return nil, replace(c)
}

func (s *coursePage) cannotForget() string {
	switch {
	case s.gone != "", s.course != nil && s.report.Done():
		return "nothing of it is kept any more"
	case s.course == nil && s.kept.Busy:
		return "another drover has it"
	}
	return unless(!s.going(), "x stops after this step first")
}

// askForget asks before what lies on the disk of the copy is taken away.
func (s *coursePage) askForget() (tea.Cmd, Nav) {
	m := newMenu(s.env, "forget the copy "+shortName(s.copyName()), []choice{
		{key: "b", name: "back, it stays", do: func() (tea.Cmd, Nav) { return nil, stay }},
		{key: "f", name: "forget it", do: s.forget},
	})
	m.about = []string{"Nothing is sent: both jobs stay as they are.", "drover goes on with none of its steps then."}
	if s.kept.Err != nil {
		m.about = append(m.about, "Its file cannot be read: it is moved aside, as NAME.damaged.")
	}
	return nil, push(m)
}

func (s *coursePage) forget() (tea.Cmd, Nav) {
	if err := s.env.client.DropCopying(s.id); err != nil {
		return s.env.say(badNote(err)), stay
	}
	s.gone = copyForgotten
	s.env.copyGone(s.id)
	words := "the copy is forgotten, both jobs stay: " + shortName(s.copyName())
	return s.env.say(note{kind: noteGood, text: words, bare: "a copy was forgotten"}), pop()
}

// readDisk reads anew what lies on the disk: another drover may be at it.
func (s *coursePage) readDisk() (tea.Cmd, Nav) {
	cl := s.env.client
	return work(s.env, s, &s.disk, func(context.Context) ([]client.CopyKept, error) { return cl.Copyings() }), stay
}

func (s *coursePage) cannotReadDisk() string {
	switch {
	case s.course != nil:
		return "the page shows what this drover does as it comes"
	case s.gone != "":
		return s.gone
	}
	return unless(!s.disk.loading(), "it is being read")
}

// diskRead takes it. What is not there any more is done, or was forgotten elsewhere.
func (s *coursePage) diskRead(a answer[[]client.CopyKept]) tea.Cmd {
	if !a.take() || s.course != nil {
		return nil
	}
	if a.err != nil {
		return s.env.say(badNote(a.err))
	}
	for _, k := range a.value {
		if k.ID == s.id {
			s.kept, s.report = k, k.Report
			return nil
		}
	}
	s.gone = copyElsewhere
	s.env.copyGone(s.id)
	return nil
}
