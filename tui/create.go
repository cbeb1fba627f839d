package tui

import (
	"drover/client"
	"drover/model"
)

// create is the walk through the creation of a job: steps, the fields of one,
// and what is to be known of the field with the focus.
type create struct {
	env   *env
	file  *client.DraftFile
	draft model.Draft
	offer model.Offer
	form  model.CreateForm // of the two
}

// newCreate goes on with a draft where it was left.
func newCreate(e *env, file *client.DraftFile, d model.Draft) *create {
	c := &create{env: e, file: file, draft: d}
	c.offer.Region, c.offer.Project = e.where().Region, e.where().Project
	c.form = model.FormOf(c.draft, c.offer)
	return c
}

// refused opens the field that a refusal of the service names, with its words.
func (c *create) refused(words string) {}
