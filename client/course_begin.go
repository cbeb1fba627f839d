package client

import (
	"context"
	"errors"

	"drover/model"
)

// Copy begins a copying. It returns at once; the course goes on whatever becomes of
// ctx. An error means that nothing was or will be sent for this call.
func (c *Client) Copy(ctx context.Context, copying model.Copying) (*Course, error) {
	return nil, errors.New("copying is not there yet")
}

// Copyings lists what lies unfinished on the disk for this place, the one saved last
// first, and what cannot be read. It asks the disk: call it from a command.
func (c *Client) Copyings() ([]CopyKept, error) { return nil, nil }

// GoOn takes a copying up again that rests.
func (c *Client) GoOn(ctx context.Context, id string, in CopyInput) (*Course, error) {
	return nil, errors.New("copying is not there yet")
}

// DropCopying forgets a copying that rests: what was made stays, nothing more is done.
// One that cannot be read is moved aside.
func (c *Client) DropCopying(id string) error { return errors.New("copying is not there yet") }
