package client

import (
	"context"

	"drover/model"
)

// Links lists what may be joined in a scenario; see Backend.Links.
func (c *Client) Links(ctx context.Context, scenario model.Scenario) (model.Links, error) {
	has, err := c.creation()
	if err != nil {
		return model.Links{}, err
	}
	return has.Links(ctx, scenario)
}

// NodeSizes lists the sizes of a job's node; see Backend.NodeSizes.
func (c *Client) NodeSizes(ctx context.Context, ask model.NodeAsk) ([]model.NodeSize, error) {
	has, err := c.creation()
	if err != nil {
		return nil, err
	}
	return has.NodeSizes(ctx, ask)
}

// Zones lists where a node of a size can be; see Backend.Zones.
func (c *Client) Zones(ctx context.Context, ask model.NodeAsk) ([]model.Zone, error) {
	has, err := c.creation()
	if err != nil {
		return nil, err
	}
	return has.Zones(ctx, ask)
}

// Enterprises lists the enterprise projects; see Backend.Enterprises.
func (c *Client) Enterprises(ctx context.Context) ([]model.Enterprise, error) {
	has, err := c.creation()
	if err != nil {
		return nil, err
	}
	return has.Enterprises(ctx)
}
