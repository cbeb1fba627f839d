package model

import (
	"maps"
	"slices"
	"time"
)

// EditOf says of what a draft is that creates nothing: of one section of a job,
// and of the values that it was begun from.
type EditOf struct {
	Job     JobID
	Section Section
	Base    map[FieldKey]string
	Over    []FieldKey // values that replace what somebody else wrote meanwhile
}

// DraftOfEdit is an edit as a draft keeps it, secrets left out.
func DraftOfEdit(id string, begun time.Time, e Edit) Draft {
	d := Draft{ID: id, Begun: begun, From: e.Detail.Job.Name.String()}
	d.Of = &EditOf{Job: e.Detail.Job.ID, Section: e.Section, Base: maps.Clone(e.Base.Values), Over: slices.Sorted(maps.Keys(e.over))}
	d.values = maps.Clone(e.want)
	return d
}

// EditFrom is the edit that a draft keeps, upon the values that it was begun from;
// what else there is to know of the section is as it was read now. See Onto.
func EditFrom(d Draft, detail Detail, now Part) Edit {
	base := now
	base.Values = maps.Clone(d.Of.Base)
	e := NewEdit(detail, base)
	e.want = maps.Clone(d.values)
	for _, key := range d.Of.Over {
		if e.over == nil {
			e.over = map[FieldKey]bool{}
		}
		e.over[key] = true
	}
	return e
}
