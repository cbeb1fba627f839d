package model

import (
	"slices"
	"strings"
)

// EditEnds is the draft in which the ends of a job that exists are edited: as they
// were read, without what does not count at such ends, and without passwords and
// certificates, which the service does not tell.
func EditEnds(det Detail) Draft {
	d, _ := DraftEnds(det).Settle(Offer{})
	d.Step = StepSource
	return d
}

// EndsDifferences lists what is to be another value of a job's ends, source before
// target, in the order of the form; a secret that was typed is "set anew". What
// follows from other values is not told.
func EndsDifferences(was, is Draft) []Difference {
	was, is = was.Tidy(), is.Tidy()
	var out []Difference
	for _, list := range []string{Sources, Targets} {
		keys := endKeys(was, is, list)
		for i := range max(was.Count(list), is.Count(list)) {
			out = append(out, endDifferences(was, is, list, i, keys)...)
		}
	}
	return out
}

// endKeys are the keys of a side that are not the same in both drafts, sorted, with
// those of its secrets.
func endKeys(was, is Draft, list string) []FieldKey {
	var out []FieldKey
	for _, key := range keysOf(was.values, is.values) {
		if strings.HasPrefix(string(key), list+"[") && !strings.Contains(string(key), "#") && was.Get(key) != is.Get(key) {
			out = append(out, key)
		}
	}
	for key := range is.secrets {
		if strings.HasPrefix(string(key), list+"[") {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// endDifferences are those of one end, as its fields have them.
func endDifferences(was, is Draft, list string, i int, keys []FieldKey) []Difference {
	var out []Difference
	step := StepSource
	if list == Targets {
		step = StepTarget
	}
	var fields []Field
	for _, d := range []Draft{is, was} {
		d = d.Look(list, i)
		shards := Shards(list, i)
		for j := range max(d.Count(shards), 1) {
			fields = append(fields, FormOf(d.Look(shards, j), Offer{}).Steps[step].Fields...)
		}
	}
	keys = slices.DeleteFunc(slices.Clone(keys), func(key FieldKey) bool { return !strings.HasPrefix(string(key), string(Element(list, i, ""))) })
	slices.SortStableFunc(keys, byForm(fields))
	for _, key := range keys {
		at := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
		f := Field{Key: key, Label: Clean(string(key))}
		if at >= 0 {
			f = fields[at]
		}
		d := Difference{Key: key, Label: f.Label}
		if word := endWord(is, key); word != "" && at >= 0 {
			d.Label = word + " " + f.Label
		}
		switch {
		case !is.Secret(key).Empty():
			d.Is = "set anew"
		case f.Fixed != "":
			continue
		default:
			d.Was, d.Is = f.said(was.Get(key)), f.said(is.Get(key))
		}
		out = append(out, d)
	}
	return out
}

// EndsOnto is what was changed of a job's ends, upon what stands there now: others'
// changes stay where nothing was changed here. clash are the values that both
// changed; what was changed here is kept of them.
func EndsOnto(was, is, now Draft) (d Draft, clash []Difference) {
	d = now
	mine, theirs := map[FieldKey]bool{}, map[FieldKey]bool{}
	for _, key := range keysOf(was.values, is.values, now.values) {
		if mine[key] = was.Get(key) != is.Get(key); mine[key] {
			d = d.Put(key, is.Get(key))
		}
		theirs[key] = was.Get(key) != now.Get(key)
	}
	for _, diff := range EndsDifferences(now, d) {
		if mine[diff.Key] && theirs[diff.Key] {
			clash = append(clash, diff)
		}
	}
	d, _ = CarrySecrets(is, d)
	d.at = is.Looks()
	return d, clash
}

// PlanEditEnds plans the storing of a job's ends in place of those that were read.
// Where others stand there once it is sent, it is not.
func PlanEditEnds(intent string, caps Capabilities, det Detail, d Draft) Plan {
	p := PlanSaveEnds(intent, caps, det.Job, d)
	if store, ok := p.Steps[0].Change.(StoreEnds); ok {
		store.Was, store.Draft = &det, withUnasked(store.Draft, det)
		p.Steps[0].Change = store
	}
	return p
}

// withUnasked is a draft of ends with what the service told of them and no form asks for at
// such a job: storing replaces an end as a whole. Of an end of another kind it is not.
func withUnasked(d Draft, det Detail) Draft {
	read, asked := DraftEnds(det), EditEnds(det)
	for _, list := range []string{Sources, Targets} {
		for i := range min(d.Count(list), read.Count(list)) {
			if kind := Element(list, i, "endpoint_type"); d.Get(kind) != read.Get(kind) {
				continue
			}
			for _, key := range read.Keys() {
				if strings.HasPrefix(string(key), string(Element(list, i, ""))) && !asked.Has(key) && !d.Has(key) {
					d = d.Put(key, read.Get(key))
				}
			}
		}
	}
	return d
}

// OfInstance is a draft whose ends name another instance than before, without the
// name, address and port that were those of the former one, and what went: values
// that were changed along with it stay.
func OfInstance(before, now Draft) (Draft, []Drop) {
	var drops []Drop
	for _, list := range []string{Sources, Targets} {
		for i := range now.Count(list) {
			id := Element(list, i, "endpoint.instance_id")
			if !before.Has(id) || before.Get(id) == now.Get(id) {
				continue
			}
			for _, member := range []struct{ name, label string }{
				{"endpoint.instance_name", "instance name"}, {"endpoint.ip", "address"}, {"endpoint.db_port", "port"},
			} {
				key := Element(list, i, member.name)
				if was := before.Get(key); was != "" && now.Get(key) == was {
					drops = append(drops, Drop{Key: key, Label: endWord(now, key) + " " + member.label, Value: was, Why: "it was the former instance's"})
					now = now.Put(key, "")
				}
			}
		}
	}
	return now, drops
}
