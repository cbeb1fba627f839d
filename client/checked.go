package client

import "drover/model"

// dropQuery forgets where a result is read, unless another pre-check was
// accepted meanwhile.
func (c *Client) dropQuery(id model.JobID, query model.Text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.queries[id] == query {
		delete(c.queries, id)
	}
}

// checked is what was read of a job's pre-checks: of the run that was read last,
// and of the one before.
type checked struct {
	last, before model.PreCheck
	came         uint64 // when last came, counted in readings
}

// checkAsked begins a reading: what it returns goes with it to keepCheck.
func (c *Client) checkAsked() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asks++
	return c.asks
}

// keepCheck remembers a reading. Another id tells another run, and so does a
// percent that has fallen: v3 gives one id to all runs of a job. A reading that
// was asked for before the last one came may be the older of the two, so it
// tells of no other run.
func (c *Client) keepCheck(id model.JobID, p model.PreCheck, asked uint64) {
	if !p.Ran {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.checked == nil {
		c.checked = map[model.JobID]checked{}
	}
	k := c.checked[id]
	if another := p.ID != k.last.ID || !p.Done(); k.last.Done() && another {
		if asked <= k.came {
			return
		}
		k.before = k.last
	}
	k.last, k.came = p, c.asks
	c.checked[id] = k
}

// CheckBefore is the run before the pre-check of a job that this client read
// last, complete; ok is false if it has read none.
func (c *Client) CheckBefore(id model.JobID) (before model.PreCheck, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before = c.checked[id].before
	return before, before.Ran
}
