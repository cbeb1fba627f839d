package tui

import (
	"cmp"
	"time"

	"drover/model"
	"drover/tui/table"
	"drover/tui/theme"
)

// The columns that are there on request only. What no answer of a list tells
// is shown where drover has read it in a detail, else a dash.

func (s *jobsScreen) askedHeadings() []heading {
	text := func(title string, width, most int, of func(*row) string) func() table.Column[*row] {
		return func() table.Column[*row] {
			return table.Column[*row]{Title: title, Width: width, Most: most, Cell: func(r *row) table.Cell {
				return table.Plain(theme.Muted, cmp.Or(of(r), "-"))
			}}
		}
	}
	number := func(title string, width int, of func(*row) string) func() table.Column[*row] {
		make := text(title, width, 0, of)
		return func() table.Column[*row] { c := make(); c.Right = true; return c }
	}
	by := func(of func(*row) string) func(a, b *row) int {
		return func(a, b *row) int { return cmp.Compare(of(a), of(b)) }
	}
	at := func(of func(*row) time.Time) func(a, b *row) int {
		return func(a, b *row) int { return soonest(of(a), of(b)) }
	}
	id := func(r *row) string { return r.job.ID.String() }
	direction := func(r *row) string { return r.job.Direction.String() }
	spec := func(r *row) string { return s.learned[r.job.ID].spec }
	next := (*row).starts
	made := func(r *row) time.Time { return r.job.Created }
	expires := func(r *row) time.Time {
		d, _ := s.deadline(r)
		return d.At
	}
	profile := func(*row) string { return model.Clean(s.env.where().Profile) }
	return []heading{
		{title: "ID", about: "the service's name of the job", by: "id", key: "d", rank: rankAsked, make: text("ID", 8, 36, id), order: by(id)},
		{title: "READ", about: "since its last reading", by: "read", key: "r", rank: rankAsked, make: number("READ", 5, s.since(s.readAt)), order: at(s.readAt)},
		{title: "PROFILE", about: "where it was read", rank: rankAsked, make: text("PROFILE", 8, 20, profile)},
		{title: "DIRECTION", about: "up into the cloud, down", by: "direction", key: "o", rank: rankAsked, make: text("DIRECTION", 10, 0, direction), order: by(direction)},
		{title: "SPEC", about: "the node's size, once its page was read", by: "spec", key: "p", rank: rankAsked, make: text("SPEC", 5, 20, spec), order: by(spec)},
		{title: "EXPIRES", about: "until a known clock runs out", by: "expires", key: "x", rank: rankAsked, make: number("EXPIRES", 8, s.until(expires)), order: at(expires)},
		{title: "CREATED", about: "when it was made, UTC", by: "created", key: "c", rank: rankAsked, make: text("CREATED", 8, 18, s.moment(made)), order: at(made)},
		{title: "NEXT RUN", about: "a known start to come", by: "next", key: "u", rank: rankAsked, make: number("NEXT RUN", 9, s.until(next)), order: at(next)},
	}
}

// soonest orders moments; one that is not known comes last.
func soonest(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return a.Compare(b)
}

func (s *jobsScreen) since(of func(*row) time.Time) func(*row) string {
	return func(r *row) string {
		if t := of(r); !t.IsZero() {
			return model.Duration(s.env.now().Sub(t))
		}
		return ""
	}
}

func (s *jobsScreen) until(of func(*row) time.Time) func(*row) string {
	return func(r *row) string {
		if t := of(r); !t.IsZero() {
			return "in" + model.Duration(max(t.Sub(s.env.now()), 0))
		}
		return ""
	}
}

func (s *jobsScreen) moment(of func(*row) time.Time) func(*row) string {
	return func(r *row) string {
		if t := of(r); !t.IsZero() {
			return model.Moment(t, s.env.now(), time.UTC)
		}
		return ""
	}
}
