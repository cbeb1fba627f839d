package tui

import "drover/model"

// plainOffer is what is offered before anything is asked: where drover works, and
// the service's clock.
func plainOffer(e *env) model.Offer {
	o := model.Offer{Region: e.where().Region, Project: e.where().Project, Now: e.serviceNow(), Zone: e.zone}
	if o.Unable = e.client.Capabilities().Verbs[model.Create]; e.where().ReadOnly {
		o.Unable = "this session is read-only"
	}
	return o
}

// offerFor is what is offered for a draft, as it stands now. Sizes and zones that
// were read for another link are not among it: they would judge what they do not
// know.
func (c *create) offerFor(d model.Draft) model.Offer {
	o := c.offer
	o.Now, o.Zone = c.env.serviceNow(), c.env.zone
	a, _ := model.NodeAskOf(d)
	if a != c.reads.zonesFor {
		o.Zones, o.ZonesErr = nil, ""
	}
	if a.Size = ""; a != c.reads.sizesFor {
		o.Sizes, o.SizesErr = nil, ""
	}
	return o
}

// with is a draft after somebody has set a field.
func (c *create) with(d model.Draft, key model.FieldKey, value string) (model.Draft, []model.Drop) {
	return d.With(c.offerFor(d.Put(key, value)), key, value)
}

// offered has what there is no choice of any more set, once more was read.
// Nothing is dropped for that. What is being typed is settled once it is left.
func (c *create) offered() (changed bool) {
	if c.now.typed {
		return false
	}
	before := c.draft
	c.draft, _ = c.draft.Settle(c.offerFor(c.draft))
	return !c.draft.SameValues(before)
}
