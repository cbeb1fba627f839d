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

// page is one answer of a list.
type page struct {
	offset int
	rows   []wire.Value
	fresh  []wire.Value // those of rows that no page before has told
	seen   int          // entries of the list up to its end, whatever they are
	total  int          // as announced, at least what is seen
	told   bool         // total was announced
	counts int64        // what was announced
	stuck  bool         // it has no entries, and the service says that there are more
	next   url.Values
}

// pages reads a list page by page, name being the member that holds its rows and
// key what tells one row from another. It ends with the list, or with an error: who looks
// for a job in it must not take a part for the whole. One that is not whole is read once
// more, since rows may have come or gone meanwhile; what it tells then is added.
func (b *Backend) pages(ctx context.Context, call rest.Call, name string, key func(wire.Value) string) iter.Seq2[page, error] {
	return func(yield func(page, error) bool) {
		l := listing{backend: b, call: call, name: name, key: key, told: map[string]bool{}, yield: yield}
		err := l.read(ctx)
		if errors.Is(err, errNotWhole) {
			l.again = true
			err = l.read(ctx)
		}
		if err != nil && !errors.Is(err, errEnough) {
			yield(page{}, err)
		}
	}
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
	p := page{offset: offset, told: counted && n >= 0, counts: n, seen: offset}
	for row := range list.Elements() {
		if p.seen++; row.IsObject() {
			p.rows = append(p.rows, row)
		}
	}
	p.total = max(p.seen, min(whole(n), maxRows))
	goes := more(meta, p.seen, p.seen-offset, call.Query)
	if p.stuck = goes && p.seen == offset; goes && !p.stuck {
		p.next = follow(call.Query, meta, p.seen)
	}
	return p, nil
}

// more reports whether a page may have another one behind it. The service's word
// on that counts; without one a full page may have.
func more(meta wire.Value, seen, rows int, asked url.Values) bool {
	if has, told := meta.Get("has_more").Bool(); told {
		return has
	}
	if total, told := meta.Get("total_count").Int(); told && rows == 0 { // whatever it links to
		return int64(seen) < total
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
