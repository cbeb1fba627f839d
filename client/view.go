package client

import (
	"cmp"
	"slices"

	"drover/model"
)

// View is how the list of this profile is wanted: as it was kept when the
// client was opened, or saved since. The zero View is how the list comes; the
// copy is the caller's.
func (c *Client) View() model.View {
	c.mu.Lock()
	defer c.mu.Unlock()
	return cloneView(c.view)
}

func cloneView(v model.View) model.View {
	v.Columns, v.History = slices.Clone(v.Columns), slices.Clone(v.History)
	v.Saved, v.Recent = slices.Clone(v.Saved), slices.Clone(v.Recent)
	return v
}

// SaveView keeps a view for the next start. It works on the disk: call it from
// a command, one at a time, with lists that nobody changes meanwhile. The error
// is one sentence for the message line: it could not be kept, or the file was
// damaged meanwhile and begun anew. It is nil where ViewTrouble said already
// that nothing is kept.
func (c *Client) SaveView(v model.View) error {
	c.mu.Lock()
	c.view = cloneView(v)
	c.mu.Unlock()
	if c.views == nil {
		return nil
	}
	return c.views.Write(c.viewKey(), v)
}

// ViewTrouble is one clean sentence about what was wrong with what was kept,
// to be said once, at the start; "" if nothing was.
func (c *Client) ViewTrouble() string { return c.viewTrouble }

// loadView reads what was kept.
func (c *Client) loadView() {
	if c.views == nil {
		return
	}
	view, trouble := c.views.Read(c.viewKey())
	c.view, c.viewTrouble = view, model.Clean(trouble)
}

// viewKey is what a view is kept under: the profile, or the project where
// there is none.
func (c *Client) viewKey() string {
	return cmp.Or(c.place.Profile, c.place.Origin+" "+c.place.Project)
}
