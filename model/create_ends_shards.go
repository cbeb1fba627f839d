package model

import (
	"strconv"
	"strings"
)

// shards are the physical sources within a source, the one that is looked at.
func (e draftEnd) shards() []Field {
	list := Shards(e.list, e.i)
	n := e.d.Count(list)
	if !e.source && n == 0 {
		return nil
	}
	at := min(max(e.d.At(list), 0), max(n-1, 0))
	var out []Field
	if n > 0 {
		out = append(out, elementChoice(list, "shard", at, n))
	}
	add := Field{
		Key: FieldKey(list + addOne), Label: "add a shard", Kind: ButtonField,
		Help: "A physical source within this one, where the database is split over several.",
	}
	switch {
	case !e.source:
		add.Grey = "only of a source"
	case n >= mostElements:
		add.Grey = "there are " + itoa(n) + " already"
	}
	out = append(out, add)
	if n == 0 {
		return out
	}
	out = append(out, Field{Key: FieldKey(list + takeOut), Label: "take it out", Kind: ButtonField, Help: "Takes out the shard that is shown."})
	prefix := "endpoint.source_sharding[" + strconv.Itoa(at) + "]."
	out = append(out, e.access(prefix)...)
	return append(out, e.sort(prefix), e.id(prefix))
}

// pressed is the draft after one of the buttons of the form.
func pressed(d Draft, key FieldKey) Draft {
	if list, ok := strings.CutSuffix(string(key), addOne); ok {
		n := d.Count(list)
		if !isShards(list) {
			n = max(n, 1)
		}
		if n >= mostElements {
			return d
		}
		return d.Put(FieldKey(list+"["+itoa(n)+"]"+hereMark), "true").Look(list, n)
	}
	if list, ok := strings.CutSuffix(string(key), takeOut); ok {
		return d.without(list, min(max(d.At(list), 0), max(d.Count(list)-1, 0)))
	}
	return d
}

func isShards(list string) bool { return strings.HasSuffix(list, ".source_sharding") }

// without is the draft without an element of a list: the later ones move up,
// with their secrets. The only end of a side stays.
func (d Draft) without(list string, i int) Draft {
	n := d.Count(list)
	if n == 0 || i >= n || n == 1 && !isShards(list) {
		return d
	}
	out := d
	out.values, out.secrets, out.at = map[FieldKey]string{}, nil, map[string]int{}
	for key, value := range d.values {
		if k, ok := moved(string(key), list, i); ok {
			out.values[FieldKey(k)] = value
		}
	}
	for key, secret := range d.secrets {
		if k, ok := moved(string(key), list, i); ok {
			out = out.PutSecret(FieldKey(k), secret)
		}
	}
	for key, at := range d.at {
		if k, ok := moved(key, list, i); ok {
			out.at[k] = at
		}
	}
	if at := min(i, n-2); at > 0 {
		return out.Look(list, at)
	}
	delete(out.at, list)
	return out
}

// moved is a key after an element of a list was taken out; ok is false for a
// key of that element.
func moved(key, list string, out int) (string, bool) {
	rest, ok := strings.CutPrefix(key, list+"[")
	if !ok {
		return key, true
	}
	digits, rest, _ := strings.Cut(rest, "]")
	switch i, err := strconv.Atoi(digits); {
	case err != nil || i < out:
		return key, true
	case i == out:
		return "", false
	default:
		return list + "[" + strconv.Itoa(i-1) + "]" + rest, true
	}
}
