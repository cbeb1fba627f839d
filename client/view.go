package client

import "drover/model"

// View is how the list is wanted; the zero value is how it comes.
func (c *Client) View() model.View {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.view
}

// SaveView keeps how the list is wanted.
func (c *Client) SaveView(v model.View) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.view = v
	return nil
}
