package dryviq

import (
	"context"
	"errors"
	"fmt"

	"drover/client/rest"
	"drover/client/rest/wire"
)

// maxRows is how many rows of one list are believed: a service that announces
// more, or goes on for ever, must not keep drover asking.
const maxRows = 1_000_000

// errNotWhole marks a list of which something may be missing: it proves of nobody that he
// is not in it. errEnough is no trouble: who reads has what he wants.
var (
	errNotWhole = errors.New("the list is not whole")
	errEnough   = errors.New("no more of the list is wanted")
)

// listing is a list that is read.
type listing struct {
	backend *Backend
	call    rest.Call // of its first page
	name    string    // the member that holds its rows
	key     func(wire.Value) string
	told    map[string]bool // keys of the rows that were yielded
	again   bool            // it is read for the second time
	yield   func(page, error) bool
}

// read reads the list from its beginning to its end.
func (l *listing) read(ctx context.Context) error {
	seen, asked := map[string]bool{}, map[string]bool{}
	call, most := l.call, int64(0)
	for offset := 0; ; {
		if asked[call.Query.Encode()] {
			return l.repeats()
		}
		asked[call.Query.Encode()] = true
		p, err := l.backend.page(ctx, call, l.name, offset)
		if err != nil {
			return err
		}
		if !l.note(&p, seen) && offset > 0 && len(p.rows) > 0 {
			return l.repeats()
		}
		if !l.yield(p, nil) {
			return errEnough
		}
		if p.told && p.counts < most { // where the next page begins has moved: rows may lie before it
			return l.bad(fmt.Errorf("%w: it became shorter while it was read", errNotWhole))
		}
		most = max(most, p.counts)
		if p.next == nil {
			return l.whole(p)
		}
		if offset = p.seen; offset >= maxRows {
			return l.bad(fmt.Errorf("the list is longer than %d rows, and the rest was not read", maxRows))
		}
		call.Query = p.next
	}
}

// note enters the rows of a page; fresh: one of them was on no page of this reading before.
func (l *listing) note(p *page, seen map[string]bool) (fresh bool) {
	for _, row := range p.rows {
		k := l.key(row)
		if !seen[k] {
			seen[k], fresh = true, true
		}
		if k == "" && !l.again || k != "" && !l.told[k] {
			l.told[k] = true
			p.fresh = append(p.fresh, row)
		}
	}
	return fresh
}

// whole holds what came against what the service said of it at the end of the list.
func (l *listing) whole(last page) error {
	switch {
	case last.stuck:
		return l.bad(fmt.Errorf("%w: it goes on after %d rows, and no more came", errNotWhole, last.seen))
	case last.told && int64(last.seen) < last.counts:
		return l.bad(fmt.Errorf("%w: %d rows came of %d", errNotWhole, last.seen, last.counts))
	}
	return nil
}

func (l *listing) bad(cause error) error {
	return &rest.Error{Op: string(l.call.Op), Kind: rest.BadAnswer, Cause: cause}
}

// repeats is the error of a list whose next page tells nothing that was not there.
func (l *listing) repeats() error {
	return l.bad(errors.New("the list repeats itself before its end"))
}
