package tui

import (
	"context"

	"drover/client"
	"drover/model"
)

// lookBackAt asks the journal what became of the create that was sent for a
// draft, "" where it knows nothing of it.
func (e *env) lookBackAt(intent string) func(context.Context) (string, error) {
	cl := e.client
	return func(context.Context) (string, error) {
		history, err := cl.History()
		if err != nil {
			return "", err
		}
		for _, entry := range history.Entries {
			if entry.Intent == intent {
				return e.sentWord(entry), nil
			}
		}
		return "", nil
	}
}

// sentWord is what became of a create, a clause.
func (e *env) sentWord(entry client.Entry) string {
	when := " " + e.at(entry.Time)
	switch entry.State {
	case client.JournalApplied:
		if !entry.Made.Empty() {
			return "made" + when + " as " + entry.Made.String()
		}
		return "accepted" + when
	case client.JournalRejected:
		return "refused" + when
	case client.JournalNotSent:
		return "not sent after all"
	case client.JournalAbsent:
		return "looked for until" + when + " and not found"
	case client.JournalUnknown, client.JournalIntent, client.JournalSending:
	}
	return "without a known outcome since" + when + ": it is not sent again before that is known"
}

// sentLine says that a create was sent for the draft, and what came of it.
func (c *create) sentLine() string {
	words := "a create was sent for this draft"
	switch s := &c.sent; {
	case s.loading():
		return words + "; what came of it is being looked up"
	case s.err != nil:
		return words + "; the journal cannot be read: " + model.Clean(s.err.Error())
	case s.value == "":
		return words + "; the journal knows nothing of it"
	default:
		return words + ": " + s.value
	}
}
