package doctor

import (
	"cmp"
	"fmt"

	"drover/client/journal"
)

// state looks at what drover keeps, and changes nothing.
func state(r *report, c Checks) {
	if c.StateErr != nil {
		r.wrong(bad, "state folder", c.StateErr.Error(), "set XDG_STATE_HOME, or HOME, to a folder of your own")
		return
	}
	s, err := journal.Inspect(c.State)
	switch {
	case err != nil:
		r.wrong(bad, "journal", err.Error(), "until this is mended nothing can be written: no start, no change")
	case !s.There:
		r.add(ok, "state folder", "%s is made at the first start", c.State)
		return
	case !s.Kept:
		r.add(ok, "journal", "none yet in %s", c.State)
	case len(s.Damaged) > 0:
		first := s.Damaged[0]
		r.wrong(warn, "journal", fmt.Sprintf("%d entries, %d unresolved; %d lines cannot be read, the first is %d (%s)", s.Entries, s.Unresolved, len(s.Damaged), first.Line, first.Why),
			"drover goes on with the others; what those lines meant is looked for at the service")
	case s.Unresolved > 0:
		r.wrong(warn, "journal", fmt.Sprintf("sound, %d entries, %d unresolved", s.Entries, s.Unresolved), "drover looks for their outcomes when it begins")
	default:
		r.add(ok, "journal", "sound, %d entries, none unresolved", s.Entries)
	}
	if s.View != "" {
		r.wrong(warn, "view.json", s.View, "drover sets a damaged one aside and begins a new one")
	} else if err == nil {
		r.add(ok, "view.json", "sound, or not there yet")
	}
	drafts(r, s)
}

// drafts looks at what somebody was describing.
func drafts(r *report, s journal.Sight) {
	switch {
	case s.DraftsErr != nil:
		r.wrong(warn, "drafts", s.DraftsErr.Error(), "until this is mended no draft is kept: what is typed is lost when drover ends")
	case len(s.Unread) > 0:
		first := s.Unread[0]
		r.wrong(warn, "drafts", fmt.Sprintf("%d, of which %d cannot be read, the first is %s (%s)", s.Drafts, len(s.Unread), first.File, first.Why),
			cmp.Or(first.Mend, "D on the page create job moves it aside"))
	case s.Drafts > 0:
		r.add(ok, "drafts", "%d, all can be read", s.Drafts)
	}
}
