package client

import (
	"context"

	"drover/model"
	"drover/model/objects"
)

// Objects reads objects of a job; see Backend.Objects.
func (c *Client) Objects(ctx context.Context, job model.Job, ask objects.Ask, told func(objects.Progress)) (objects.Reading, error) {
	has, err := c.selection()
	if err != nil {
		return objects.Reading{}, err
	}
	return has.Objects(ctx, job, ask, told)
}

// Columns reads the columns of some tables; see Backend.Columns.
func (c *Client) Columns(ctx context.Context, job model.Job, tables []objects.Path, refresh bool) ([]objects.TableColumns, error) {
	has, err := c.selection()
	if err != nil {
		return nil, err
	}
	return has.Columns(ctx, job, tables, refresh)
}

// ObjectSupport reads what object selection can do for a job; see
// Backend.ObjectSupport.
func (c *Client) ObjectSupport(ctx context.Context, job model.Job) (objects.Support, error) {
	has, err := c.selection()
	if err != nil {
		return objects.Support{}, err
	}
	return has.ObjectSupport(ctx, job)
}

// CheckFilters has row filters checked; see Backend.CheckFilters.
func (c *Client) CheckFilters(ctx context.Context, job model.Job, tries []objects.FilterTry) ([]objects.FilterVerdict, error) {
	has, err := c.selection()
	if err != nil {
		return nil, err
	}
	return has.CheckFilters(ctx, job, tries)
}

// ObjectMappings reads a page of where objects go; see Backend.ObjectMappings.
func (c *Client) ObjectMappings(ctx context.Context, job model.Job, below objects.Path, page model.Page) (model.Listed[objects.Mapping], error) {
	has, err := c.selection()
	if err != nil {
		return model.Listed[objects.Mapping]{}, err
	}
	return has.ObjectMappings(ctx, job, below, page)
}

// SavingStatus reads how far a saving of objects is; see Backend.SavingStatus.
func (c *Client) SavingStatus(ctx context.Context, id model.JobID, query model.Text) (objects.SavingStatus, error) {
	has, err := c.selection()
	if err != nil {
		return objects.SavingStatus{}, err
	}
	return has.SavingStatus(ctx, id, query)
}
