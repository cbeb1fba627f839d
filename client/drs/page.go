package drs

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"sync"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// source is one of the lists that make up the whole.
type source struct {
	scenario   model.Scenario
	generation string
}

// page is one answer of a source.
type page struct {
	count int         // rows on the wire, children not counted
	total int         // as announced; 0: not told
	jobs  []model.Job // children behind their parents
}

// rowRoom is room for the rows of pages, used again and again: a list of
// 100,000 jobs has a thousand pages, most of which tell nothing new.
type rowRoom struct{ free sync.Pool }

// take gives room for a page of about n rows.
func (r *rowRoom) take(n int) []model.Job {
	if room, ok := r.free.Get().(*[]model.Job); ok && cap(*room) >= n {
		return *room
	}
	return make([]model.Job, 0, n+n/8) // children come on top
}

// give takes room back that nobody looks at any more.
func (r *rowRoom) give(rows []model.Job) {
	clear(rows)
	rows = rows[:0]
	r.free.Put(&rows)
}

// fetch reads page n (from 1) of a source, size rows large.
func (b *Backend) fetch(ctx context.Context, src source, n, size int) (page, error) {
	answer, err := b.read(ctx, b.pageCall(src, n, size))
	if err != nil {
		return page{}, err
	}
	defer answer.Release() // whatever is kept of a row is a copy
	p := page{jobs: b.rows.take(size)}
	var list wire.Value
	for name, m := range answer.Body.Members() {
		switch string(name) {
		case "total_count", "total_record":
			total, _ := m.Int()
			p.total = int(min(max(total, 0), maxRows))
		case "jobs":
			list = m
		}
	}
	if !list.IsArray() && p.total > 0 {
		return page{}, &rest.Error{
			Op: string(b.op(src)), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
			Cause: errors.New("the answer announces jobs and lists none"),
		}
	}
	reader := newRows(src.generation, src.scenario)
	for row := range list.Elements() {
		p.count++
		p.jobs = reader.family(p.jobs, row)
	}
	return p, nil
}

func (*Backend) op(src source) rest.Op {
	if src.generation == v5 {
		return listJobs
	}
	return v3List
}

// pageCall asks oldest first, so that a job born meanwhile lands at the end
// and moves no page.
func (b *Backend) pageCall(src source, n, size int) rest.Call {
	if src.generation == v3 {
		return b.call(v3List, v3ListBody{DBUseType: string(src.scenario), CurPage: n, PerPage: size})
	}
	call := b.call(listJobs, nil)
	call.Query = url.Values{
		"job_type": {string(src.scenario)}, "sort_key": {"create_time"}, "sort_dir": {"asc"},
		"offset": {strconv.Itoa((n - 1) * size)}, "limit": {strconv.Itoa(size)},
	}
	return call
}

type v3ListBody struct {
	CurPage   int    `json:"cur_page"`
	PerPage   int    `json:"per_page"`
	DBUseType string `json:"db_use_type"`
}

// firstPage reads page 1 in the largest size that the service takes.
func (b *Backend) firstPage(ctx context.Context, src source) (page, error) {
	for size := b.memory.size(src.generation); ; size /= 10 {
		p, err := b.fetch(ctx, src, 1, size)
		if size > 10 && sizeRefused(err) {
			continue
		}
		if err == nil {
			b.memory.takes(src.generation, size)
		}
		return p, err
	}
}

// sizeRefused reports that the page was too large for the service.
func sizeRefused(err error) bool {
	var e *rest.Error
	if !errors.As(err, &e) || e.Kind != rest.Refused {
		return false
	}
	return e.Code.Raw() == "DRS.M00210" || e.Code.Raw() == "DRS.M00211"
}
