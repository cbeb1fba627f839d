package client

import (
	"errors"
	"fmt"

	"drover/client/journal"
)

// byUser is the code of a journal line that rests on the user's word.
const byUser = "BY-USER"

// Declare settles an entry that no reading can settle, by the user's word:
// applied or not. Nothing is sent. It is refused while somebody works on the
// job, and for what is known already or belongs elsewhere.
func (c *Client) Declare(e Entry, applied bool) error {
	switch {
	case c.journal == nil:
		return c.broken
	case !e.Here:
		return errors.New("it belongs to another service or project: settle it there")
	}
	lock, err := c.journal.Lock(e.Target())
	if err != nil {
		return fmt.Errorf("it is being looked for: %w", err)
	}
	defer lock.Release()
	now, err := c.find(e) // what the lock kept others from changing
	switch {
	case err != nil:
		return err
	case !now.Unresolved():
		return errors.New("its outcome is known by now")
	}
	l := now.Line
	l.State, l.Code, l.Time = journal.Absent, byUser, c.now()
	if applied {
		l.State = journal.Applied
	}
	return c.journal.Append(l)
}

// find reads an entry anew.
func (c *Client) find(e Entry) (Entry, error) {
	all, err := c.entries()
	if err != nil {
		return Entry{}, err
	}
	for _, now := range all {
		if now.Intent == e.Intent && now.Target() == e.Target() {
			return now, nil
		}
	}
	return Entry{}, errors.New("the journal does not hold it any more")
}
