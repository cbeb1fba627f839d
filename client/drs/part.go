package drs

import (
	"context"
	"errors"
	"math"
	"net/url"
	"strconv"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// five sends a read that only v5 has. Where v5 is known to be missing nothing
// is asked.
func (b *Backend) five(ctx context.Context, call rest.Call) (*rest.Answer, error) {
	if !b.memory.offers(v5) {
		return nil, lacking(call.Op)
	}
	return b.read(ctx, call)
}

// lacking is the error of a call that is not made, because its generation is
// not offered here.
func lacking(op rest.Op) error {
	return &rest.Error{Op: string(op), Kind: rest.NotThere, Cause: errors.New("the service does not offer this generation of the API")}
}

// senseless is the error of a call that the contract does not know, which is
// not made either.
func senseless(op rest.Op, why string) error {
	return &rest.Error{Op: string(op), Kind: rest.Unreached, Cause: errors.New(why)}
}

// paged is the query for one part of a long list.
func paged(page model.Page) url.Values {
	return url.Values{"offset": {strconv.Itoa(page.Offset)}, "limit": {strconv.Itoa(page.Limit)}}
}

// lister says how one kind of long list is written.
type lister[T any] struct {
	op          rest.Op
	rows, count string // members
	read        func(wire.Value) T
}

// part reads a part of a long list. A row that is none is left out; rows
// beyond the page would come again with the next one.
func (l lister[T]) part(answer *rest.Answer, body wire.Value, page model.Page) (model.Listed[T], error) {
	out := model.Listed[T]{Offset: page.Offset}
	told, counted := body.Get(l.count).Int()
	list := body.Get(l.rows)
	if listless := !list.IsArray() && !list.IsObject(); !body.IsObject() || listless && told > int64(page.Offset) {
		return out, &rest.Error{
			Op: string(l.op), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
			Cause: errors.New("the answer does not hold the rows that were asked for"),
		}
	}
	for row := range list.Each() {
		if row.IsObject() && len(out.Rows) < page.Limit {
			out.Rows = append(out.Rows, l.read(row))
		}
	}
	seen := page.Offset + len(out.Rows)
	switch {
	case !counted && len(out.Rows) == page.Limit: // there may be more
		out.Total = seen + 1
	case !counted, len(out.Rows) > 0:
		out.Total = max(seen, whole(told))
	default:
		out.Total = whole(told)
	}
	return out, nil
}

// whole is a count as it may be believed.
func whole(n int64) int { return int(max(0, min(n, math.MaxInt32))) }

// count is a number that is not negative; -1 for anything else.
func count(v wire.Value) int64 {
	if n, ok := v.Int(); ok && n >= 0 {
		return n
	}
	return -1
}

// word is a text of a closed set, around which some services leave blanks.
func word(v wire.Value) model.Text { return model.NewText(strings.TrimSpace(v.String())) }
