package objects

import "slices"

// LookupUse is how the filters of other tables use one.
type LookupUse struct {
	Only    bool     // it is only looked up: nothing of it is copied
	Join    []string // how its rows are found
	Keys    []string // columns of its key
	Indexes []string // columns of the index that it is found by
}

// LookupUse is how others' filters use a table.
func (x *Extra) LookupUse() LookupUse {
	if x == nil {
		return LookupUse{}
	}
	u := LookupUse{Only: x.Lookup, Join: slices.Clone(x.Join)}
	for _, c := range x.Columns {
		if c.FilterKey != "" {
			u.Keys = append(u.Keys, c.Name)
		}
		if c.FilterIndex != "" {
			u.Indexes = append(u.Indexes, c.Name)
		}
	}
	return u
}

// PutLookupUse says how others' filters use a table. A column that nothing else is
// said of is named for as long as it is used.
func (x *Extra) PutLookupUse(u LookupUse) *Extra {
	out := x.Clone()
	out.Lookup, out.Join = u.Only, slices.Clone(u.Join)
	out.Columns = nil
	left := map[string]bool{}
	for _, name := range append(slices.Clone(u.Keys), u.Indexes...) {
		left[name] = true
	}
	use := func(c Column) Column {
		c.FilterKey, c.FilterIndex = "", ""
		if slices.Contains(u.Keys, c.Name) {
			c.FilterKey = c.Name
		}
		if slices.Contains(u.Indexes, c.Name) {
			c.FilterIndex = c.Name
		}
		return c
	}
	for _, c := range x.Clone().Columns {
		if c.Added {
			out.Columns = append(out.Columns, c)
			continue
		}
		if was := c; left[c.Name] || !was.onlyUsed() {
			out.Columns = append(out.Columns, use(c))
		}
		delete(left, c.Name)
	}
	for _, name := range append(slices.Clone(u.Keys), u.Indexes...) {
		if left[name] {
			out.Columns = append(out.Columns, use(Column{Name: name}))
			delete(left, name)
		}
	}
	return out
}

// onlyUsed reports a column that is named for others' filters alone.
func (c Column) onlyUsed() bool {
	return (c.FilterKey != "" || c.FilterIndex != "") && c.Target == "" && c.Keep == 0 && !c.Added && !c.Lookup && len(c.Unknown) == 0
}
