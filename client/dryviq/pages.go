package dryviq

import (
	"context"
	"errors"
	"iter"
	"net/url"
	"strconv"

	"drover/client/rest"
	"drover/client/rest/wire"
)

// maxRows is how many rows of one list are believed: a service that announces
// more, or goes on for ever, must not keep drover asking.
const maxRows = 1_000_000

// page is one answer of a list.
type page struct {
	offset int
	rows   []wire.Value
	total  int  // as announced, at least what is seen
	told   bool // total was announced
	next   url.Values
}

// pages reads a list page by page, name being the member that holds its rows and
// key what tells one row from another. It ends with the list, with a page that
// brings nothing new, or with an error. A list that repeats itself before its end is
// one: who looks for a job in it must not take it for the whole.
func (b *Backend) pages(ctx context.Context, call rest.Call, name string, key func(wire.Value) string) iter.Seq2[page, error] {
	return func(yield func(page, error) bool) {
		seen, asked := map[string]bool{}, map[string]bool{}
		for offset := 0; offset < maxRows; {
			if asked[call.Query.Encode()] {
				yield(page{}, repeats(call))
				return
			}
			asked[call.Query.Encode()] = true
			p, err := b.page(ctx, call, name, offset)
			if err != nil {
				yield(page{}, err)
				return
			}
			fresh := false
			for _, row := range p.rows {
				if k := key(row); !seen[k] {
					seen[k], fresh = true, true
				}
			}
			if !fresh && offset > 0 && len(p.rows) > 0 {
				yield(page{}, repeats(call))
				return
			}
			if !yield(p, nil) || p.next == nil {
				return
			}
			offset += len(p.rows)
			call.Query = p.next
		}
	}
}

// repeats is the error of a list whose next page tells nothing that was not there.
func repeats(call rest.Call) error {
	return &rest.Error{Op: string(call.Op), Kind: rest.BadAnswer, Cause: errors.New("the list repeats itself before its end")}
}

// page reads one page of a list.
func (b *Backend) page(ctx context.Context, call rest.Call, name string, offset int) (page, error) {
	answer, err := b.read(ctx, call)
	if err != nil {
		return page{}, err
	}
	list, meta := payload(answer.Body, name), answer.Body.Get("meta")
	n, counted := meta.Get("total_count").Int()
	empty := list.Absent() && (counted && n == 0 || offset > 0 && told(answer.Body, name)) // some say null behind the end
	if !list.IsArray() && !empty {
		return page{}, bad(call.Op, answer, "the answer does not hold the rows that were asked for")
	}
	p := page{offset: offset, told: counted && n >= 0}
	for row := range list.Elements() {
		if row.IsObject() {
			p.rows = append(p.rows, row)
		}
	}
	seen := offset + len(p.rows)
	p.total = max(seen, min(whole(n), maxRows))
	if more(meta, seen, len(p.rows), call.Query) {
		p.next = follow(call.Query, meta, seen)
	}
	return p, nil
}

// more reports whether a page may have another one behind it. The service's word
// on that counts; without one a full page may have.
func more(meta wire.Value, seen, rows int, asked url.Values) bool {
	if rows == 0 {
		return false
	}
	if has, told := meta.Get("has_more").Bool(); told {
		return has
	}
	if !meta.Path("links", "next", "href").Absent() {
		return true
	}
	if total, told := meta.Get("total_count").Int(); told {
		return int64(seen) < total
	}
	size, told := meta.Get("limit").Int()
	if !told {
		size, _ = strconv.ParseInt(asked.Get("limit"), 10, 64)
	}
	return size > 0 && int64(rows) >= size
}

// follow is the query of the next page: what links.next says of the place in the
// list, else the offset behind what was seen. What is asked for stays as it was.
func follow(asked url.Values, meta wire.Value, seen int) url.Values {
	next := url.Values{}
	for name, values := range asked {
		next[name] = values
	}
	href, err := url.Parse(meta.Path("links", "next", "href").String())
	if query := hrefQuery(href, err); len(query) > 0 {
		for name, values := range query {
			if _, ours := asked[name]; !ours || name == "offset" || name == "limit" {
				next[name] = values
			}
		}
		if next.Encode() != asked.Encode() {
			return next
		}
	}
	next.Set("offset", strconv.Itoa(seen))
	return next
}

func hrefQuery(href *url.URL, err error) url.Values {
	if err != nil || href == nil {
		return nil
	}
	return href.Query()
}

// from is a query with the place in a list.
func from(query url.Values, offset, limit int) url.Values {
	query.Set("offset", strconv.Itoa(offset))
	query.Set("limit", strconv.Itoa(limit))
	return query
}
