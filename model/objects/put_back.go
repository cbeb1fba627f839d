package objects

// PutBack is what a copy of a job holds with what it has lost of the original's objects:
// row filters, lookups, columns that are left out, have other names or are made on the
// target. lost counts the objects that had lost something. What the copy says otherwise
// than the original stays, and nothing joins or leaves.
func PutBack(copied, original *Listing) (want *Listing, lost int) {
	has, had := Open(original, copied), Open(original, original)
	out := has.PutExtras(func(yield func(Node, *Extra) bool) {
		had.EachExtra(func(n Node, x *Extra) bool {
			at, there := has.tree.Find(had.tree.Path(n))
			if !there || !x.Lookup && has.Chosen(at) == Nothing {
				return true
			}
			back, gone := putBack(has.Extra(at), x, has.Chosen(at) == Whole)
			if !gone {
				return true
			}
			lost++
			return yield(at, back)
		})
	})
	if lost == 0 {
		return copied, 0
	}
	return out.Document(copied.Scope), lost
}

// putBack is what is said of an object of the copy with what it has lost; gone is false
// where that is nothing.
func putBack(has, had *Extra, copied bool) (back *Extra, gone bool) {
	back = has.Clone()
	if len(back.Filter) == 0 && len(had.Filter) > 0 {
		back.Filter, gone = had.Filter, true
	}
	if len(back.Join) == 0 && len(had.Join) > 0 {
		back.Join, gone = had.Join, true
	}
	if had.Lookup && !back.Lookup && !copied {
		back.Lookup, gone = true, true
	}
	known := map[string]bool{}
	for _, c := range back.Columns {
		known[columnKey(c)] = true
	}
	for _, c := range had.Columns {
		if !known[columnKey(c)] {
			back.Columns, gone = append(back.Columns, c), true
		}
	}
	return back, gone
}
