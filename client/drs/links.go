package drs

import (
	"context"
	"errors"

	"drover/model"
)

var errUnread = errors.New("not read yet")

// Links lists what may be joined in a scenario (ListLinks).
func (b *Backend) Links(context.Context, model.Scenario) (model.Links, error) {
	return model.Links{}, errUnread
}

// NodeSizes lists the sizes of a node (V3ListAvailableNodeTypes).
func (b *Backend) NodeSizes(context.Context, model.NodeAsk) ([]model.NodeSize, error) {
	return nil, errUnread
}

// Zones lists where a node can be (V3ListAvailableZone).
func (b *Backend) Zones(context.Context, model.NodeAsk) ([]model.Zone, error) {
	return nil, errUnread
}

// Enterprises lists the enterprise projects (ShowEnterpriseProject).
func (b *Backend) Enterprises(context.Context) ([]model.Enterprise, error) {
	return nil, errUnread
}
