package sim

import (
	"slices"
	"strings"
	"time"
)

// filter is what both lists can be narrowed by. Empty members do not narrow.
type filter struct {
	name       string // part of a name, or ids separated by commas
	ids        []string
	statuses   []string
	engine     string
	net        string
	enterprise string
	address    string
	instances  []string
}

// newFilter splits a name that holds ids into those.
func newFilter(name string) filter {
	f := filter{name: name}
	if parts := strings.Split(name, ","); name != "" && len(parts[0]) == idLength && strings.Contains(parts[0], "jb") {
		f.name, f.ids = "", parts
	}
	return f
}

func (f *filter) narrows() bool {
	return f.name != "" || f.ids != nil || f.statuses != nil || f.engine != "" || f.net != "" ||
		f.enterprise != "" || f.address != "" || f.instances != nil
}

// matches looks at a top-level row; children come with their parent.
func (s *Sim) matches(f *filter, i int, now time.Time, engine string) bool {
	j := &s.world.jobs[i]
	switch {
	case f.name != "" && !strings.Contains(strings.ToLower(j.name), strings.ToLower(f.name)):
		return false
	case f.ids != nil && !slices.Contains(f.ids, s.world.id(i)):
		return false
	case f.engine != "" && f.engine != engine, f.net != "" && f.net != j.net.wire():
		return false
	case f.enterprise != "" && f.enterprise != s.enterprise(i):
		return false
	case f.address != "" && !s.sourceAt(i, f.address):
		return false
	case f.instances != nil && !slices.Contains(f.instances, s.instanceOf(i)):
		return false
	case f.statuses != nil:
		return slices.Contains(f.statuses, s.status(i, now))
	}
	return true
}

// narrow applies the filter; the sorted rows themselves are shared and stay.
func (s *Sim) narrow(rows []int32, f *filter, now time.Time, engine func(pair) string) []int32 {
	if !f.narrows() {
		return rows
	}
	var out []int32
	for _, i := range rows {
		if s.matches(f, int(i), now, engine(s.world.jobs[i].link.pair())) {
			out = append(out, i)
		}
	}
	return out
}

// page cuts a page out of rows.
func page[T any](rows []T, offset, limit int) []T {
	offset = min(offset, len(rows))
	return rows[offset:min(offset+limit, len(rows))]
}
