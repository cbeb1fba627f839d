package client

import (
	"context"

	"drover/model"
)

// Sections reads sections of a job to be edited; see Backend.Sections.
func (c *Client) Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error) {
	return c.backend.Sections(ctx, id, sections...)
}

// Monitor reads what the node of a running job measures; see Backend.Monitor.
func (c *Client) Monitor(ctx context.Context, id model.JobID) (model.Monitor, error) {
	has, err := c.measures()
	if err != nil {
		return model.Monitor{}, err
	}
	return has.Monitor(ctx, id)
}

// ObjectProgress reads a page of how far a job's objects are; see
// Backend.ObjectProgress.
func (c *Client) ObjectProgress(ctx context.Context, id model.JobID, ask model.ObjectAsk) (model.Listed[model.ObjectProgress], error) {
	has, err := c.measures()
	if err != nil {
		return model.Listed[model.ObjectProgress]{}, err
	}
	return has.ObjectProgress(ctx, id, ask)
}

// DirtyRows reads a page of the rows the target refused; see
// Backend.DirtyRows.
func (c *Client) DirtyRows(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.DirtyRow], error) {
	has, err := c.measures()
	if err != nil {
		return model.Listed[model.DirtyRow]{}, err
	}
	return has.DirtyRows(ctx, id, page)
}

// DDLs reads a page of the changes of structure a job met; see Backend.DDLs.
func (c *Client) DDLs(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.DDL], error) {
	has, err := c.measures()
	if err != nil {
		return model.Listed[model.DDL]{}, err
	}
	return has.DDLs(ctx, id, page)
}

// Log reads a page of a job's log; see Backend.Log.
func (c *Client) Log(ctx context.Context, id model.JobID, page model.Page, level string) (model.Listed[model.LogLine], error) {
	has, err := c.measures()
	if err != nil {
		return model.Listed[model.LogLine]{}, err
	}
	return has.Log(ctx, id, page, level)
}

// Timeline reads a page of a job's history; see Backend.Timeline.
func (c *Client) Timeline(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.Event], error) {
	return c.backend.Timeline(ctx, id, page)
}

// Connections lists where a transfer may read or write; see Folders.
func (c *Client) Connections(ctx context.Context, text string) ([]model.Connection, error) {
	has, err := c.folders()
	if err != nil {
		return nil, err
	}
	return has.Connections(ctx, text)
}

// Folders lists the entries of a connection; see Folders.
func (c *Client) Folders(ctx context.Context, connection, below string) ([]model.Folder, error) {
	has, err := c.folders()
	if err != nil {
		return nil, err
	}
	return has.Folders(ctx, connection, below)
}
