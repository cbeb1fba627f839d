package tui

import (
	"slices"

	"drover/client"
)

// sentCreates is what the journal knows of the creates that drafts were sent as.
type sentCreates struct {
	entries []client.Entry
	err     error
}

// sentOf reads the journal, if a draft was sent at all.
func sentOf(cl *client.Client, notes []client.DraftNote) sentCreates {
	if !slices.ContainsFunc(notes, func(n client.DraftNote) bool { return n.Draft.Sent != "" }) {
		return sentCreates{}
	}
	h, err := cl.History()
	return sentCreates{entries: h.Entries, err: err}
}

// of is what became of the create of an intent, in a word; "" for no intent.
func (s sentCreates) of(intent string) string {
	if intent == "" {
		return ""
	}
	if s.err != nil {
		return "sent; the journal cannot be read"
	}
	i := slices.IndexFunc(s.entries, func(e client.Entry) bool { return e.Intent == intent })
	if i < 0 {
		return "not sent after all"
	}
	switch s.entries[i].State {
	case client.JournalApplied:
		return "made"
	case client.JournalRejected:
		return "refused"
	case client.JournalAbsent:
		return "sent, absent"
	case client.JournalNotSent:
		return "not sent after all"
	case client.JournalUnknown, client.JournalIntent, client.JournalSending:
	}
	return "sent, unknown"
}
