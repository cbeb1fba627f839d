package client

import (
	"context"
	"slices"
	"strings"

	"drover/model"
	"drover/model/objects"
)

// comparedSections are those that a service of databases copies with a job, and that are
// told of both.
func comparedSections() []model.Section {
	return append(model.CopySections(model.Databases), model.SectionTags)
}

// sections tells what the copy has in its sections that its original has not, and that it
// was not given here.
func (k *Course) sections() ([]model.Difference, copySaid) {
	was, gone, s := k.allSections(k.record.Original)
	if gone || s.state != model.CopyDone { // of what is gone nothing can be lost
		return nil, s
	}
	is, gone, s := k.allSections(k.record.Copy)
	if gone {
		return nil, stepRefused("the copy is gone")
	}
	if s.state != model.CopyDone {
		return nil, s
	}
	var out []model.Difference
	for i, section := range comparedSections() {
		if was.parts[i].Lacks != "" || is.parts[i].Lacks != "" {
			continue // what is not told cannot be compared
		}
		out = append(out, k.sectionDiffers(section, was.detail, was.parts[i], is.parts[i])...)
	}
	return out, stepDone("")
}

// sectionDiffers holds a section of the copy against what it is to be: what the original
// tells, and over that what was sent for the copy. What the original does not tell counts
// for nothing.
func (k *Course) sectionDiffers(section model.Section, d model.Detail, was, is model.Part) []model.Difference {
	want := map[model.FieldKey]string{}
	for key, value := range was.Values {
		if value != "" {
			want[key] = value
		}
	}
	if own, ok := k.copying.Edit(section); ok && k.given(section) {
		for _, key := range own.Changed() { // what was taken out is to be gone, too
			want[key] = own.Get(key)
		}
	}
	e := model.NewEdit(d, model.Part{Section: section, Values: want, Settings: was.Settings})
	for key := range want {
		e = e.Put(key, is.Get(key))
	}
	return e.Differences(k.around())
}

// given reports that the copy was given what it is to have of its own in a section.
func (k *Course) given(section model.Section) bool {
	return slices.ContainsFunc(k.Report().Steps, func(r model.CopyResult) bool {
		return r.Step.Kind == model.CopySection && r.Step.Section == section && r.State == model.CopyDone
	})
}

// readSections are the sections of a job, in the order of comparedSections.
type readSections struct {
	detail model.Detail
	parts  []model.Part
}

func (k *Course) allSections(id model.JobID) (out readSections, gone bool, s copySaid) {
	all := comparedSections()
	err := k.read(func(ctx context.Context) (err error) {
		out.detail, out.parts, err = k.client.backend.Sections(ctx, id, all...)
		return err
	})
	which := "the original"
	if id == k.record.Copy {
		which = "the copy"
	}
	switch {
	case err != nil && copyGone(err):
		return out, true, stepDone("")
	case err != nil:
		return out, false, copyUnread(which, err)
	case out.detail.Job.ID != id || !slices.EqualFunc(out.parts, all, func(p model.Part, s model.Section) bool { return p.Section == s }):
		return out, false, copyUnread(which, errCopyOther)
	}
	return out, false, stepDone("")
}

// objects tells where the objects of the copy are others than its original's, but for what a
// service loses of them by itself: that is put back in a step of its own, or is known.
func (k *Course) objects(was, is model.Job) ([]model.Difference, copySaid) {
	if k.client.Capabilities().Lacks(model.FacetObjects) != "" {
		return nil, stepDone("")
	}
	original, err := k.held(was)
	switch {
	case err != nil && !untold(err):
		return nil, copyUnread("the objects of the original", err)
	case err != nil, original.Tree.Len() == 0:
		return nil, stepDone("") // what is not told cannot be compared
	}
	differs := func(is string) ([]model.Difference, copySaid) {
		return []model.Difference{{Key: "#objects", Label: "objects", Was: "the original's", Is: is}}, stepDone("")
	}
	copied, err := k.held(is)
	switch {
	case err != nil && !untold(err):
		return nil, copyUnread("the objects of the copy", err)
	case err != nil: // somebody may take it as it is: else nothing would lead on
		return differs("not told" + statusOf(err))
	}
	whole, _ := objects.PutBack(copied, original)
	if whole.Print() == original.Print() {
		return nil, stepDone("")
	}
	changed := objects.Compare(objects.Open(original, original), objects.Open(original, whole))
	if changed.Empty() {
		return nil, stepDone("")
	}
	_, words, _ := strings.Cut(changed.Words("the original"), ": ")
	return differs(words)
}
