package model

import (
	"slices"
	"strconv"
	"strings"
)

// allTags is how many tags a job can have, drover's own among them.
const allTags = mostTags + 1

// Fields of the form for one tag, and its button.
const (
	tagAdd    = KeyTags + addOne
	tagIntent = KeyTags + "#intent"

	tagKey    = "key"
	tagValue  = "value"
	tagRemove = "remove"
)

// droversOwn is why a tag cannot be changed.
const droversOwn = "drover's own"

// tagRules are those of a job's tags. They are one value; the form has fields of
// its own for the key and the value of each. The service adds and changes with one
// request, and removes with another.
func tagRules() sectionRules {
	return sectionRules{
		fields: tagFields, means: tagMeans, with: withTag, press: pressTag, effects: tagEffects, first: firstTags,
		label: func(_ Edit, key FieldKey) string {
			if key == KeyTags {
				return SectionTags.Word()
			}
			return ""
		},
		words: func(_ Edit, key FieldKey, value string) string {
			if key == KeyTags && value == "" {
				return "no tag"
			}
			return ""
		},
	}
}

// tagPlace is the key of a part of the tag i, from 0: "base_info.tags#0.key".
func tagPlace(i int, part string) FieldKey { return KeyTags + FieldKey("#"+itoa(i)+"."+part) }

// tagPart reads what tagPlace made.
func tagPart(key FieldKey) (i int, part string, ok bool) {
	rest, ok := strings.CutPrefix(string(key), string(KeyTags)+"#")
	if !ok {
		return 0, "", false
	}
	number, part, ok := strings.Cut(rest, ".")
	i, err := strconv.Atoi(number)
	return i, part, ok && err == nil && i >= 0
}

// TagsIn reads the one value of all tags as it stands, whatever stands in it;
// ParseTags judges.
func TagsIn(value string) []Tag {
	var out []Tag
	for _, pair := range listed(value) {
		key, text, _ := strings.Cut(pair, "=")
		out = append(out, Tag{Key: NewText(strings.TrimSpace(key)), Value: NewText(strings.TrimSpace(text))})
	}
	return out
}

// putTags folds tags into the one value, in the order of the form.
func putTags(e Edit, tags []Tag) Edit {
	pairs := make([]string, 0, len(tags))
	for _, t := range tags {
		pairs = append(pairs, t.Key.Raw()+"="+t.Value.Raw())
	}
	return e.Put(KeyTags, strings.Join(pairs, ", "))
}

func withTag(e Edit, key FieldKey, value string) Edit {
	if key == KeyTags {
		if value == e.Base.Get(KeyTags) {
			return e.Put(KeyTags, value)
		}
		return putTags(e, TagsIn(value))
	}
	tags := TagsIn(e.Get(KeyTags))
	i, part, ok := tagPart(key)
	if !ok || i >= len(tags) {
		return e
	}
	parting := ",\t\r\n" // they part the tags within the one value
	if part == tagKey {
		parting += "="
	}
	text := NewText(strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(parting, r) {
			return -1
		}
		return r
	}, value)))
	switch part {
	case tagKey:
		tags[i].Key = text
	case tagValue:
		tags[i].Value = text
	}
	return putTags(e, tags)
}

func pressTag(e Edit, key FieldKey) Edit {
	tags := TagsIn(e.Get(KeyTags))
	switch i, part, ok := tagPart(key); {
	case key == tagAdd && len(tags) < roomForTags(e):
		return putTags(e, append(tags, Tag{}))
	case ok && part == tagRemove && i < len(tags):
		return putTags(e, slices.Delete(tags, i, i+1))
	}
	return e
}

// intentTag is drover's own tag of the job, "" if it has none.
func intentTag(e Edit) string {
	for _, t := range e.Detail.Tags {
		if t.Key.Raw() == IntentTag {
			return t.Value.Raw()
		}
	}
	return ""
}

// roomForTags is how many tags the user can give the job.
func roomForTags(e Edit) int {
	if intentTag(e) != "" && tagMap(TagsIn(e.Base.Get(KeyTags)))[IntentTag] == "" {
		return mostTags
	}
	return allTags
}

// tagFields are key and value of each tag, and the buttons.
func tagFields(e Edit, _ Around) []Field {
	tags, most := TagsIn(e.Get(KeyTags)), roomForTags(e)
	was := tagMap(TagsIn(e.Base.Get(KeyTags)))
	fields := make([]Field, 0, 3*len(tags)+2)
	for i, t := range tags {
		key := Field{
			Key: tagPlace(i, tagKey), Label: "tag " + itoa(i+1), Value: t.Key.Raw(), Need: true, Wire: "tags[].key",
			Hint: "up to 36 of A-z 0-9 - _", Help: "What the tag is called. Jobs are found and billed by their tags.",
		}
		value := Field{
			Key: tagPlace(i, tagValue), Label: "  is", Value: t.Value.Raw(), Need: true, Wire: "tags[].value",
			Hint: "up to 43 of A-z 0-9 - _", Help: "What the tag says of this job.",
		}
		if old, stood := was[t.Key.Raw()]; !stood || old != t.Value.Raw() { // what the service took may be as it is
			tagFault(&key, "the key", longestTagKey)
			tagFault(&value, "the value", longestTagValue)
		}
		_, stood := was[t.Key.Raw()]
		switch {
		case t.Key.Raw() == IntentTag && stood:
			key.Fixed, value.Fixed = droversOwn, droversOwn
		case t.Key.Raw() == IntentTag:
			key.Wrong = IntentTag + " is " + droversOwn
		case t.Key.Raw() != "" && slices.ContainsFunc(tags[:i], func(o Tag) bool { return o.Key == t.Key }):
			key.Wrong = "it stands there twice"
		case i >= most && e.changedKey(KeyTags):
			key.Wrong, key.Missing = "at most "+itoa(allTags)+" tags in all", false
		}
		remove := Field{Key: tagPlace(i, tagRemove), Label: "remove " + itoa(i+1), Kind: ButtonField, Help: "Takes the tag out. Tags are removed by a review of their own."}
		if key.Fixed != "" {
			remove.Grey = droversOwn
		}
		fields = append(fields, key, value, remove)
	}
	if id := intentTag(e); id != "" && tagMap(tags)[IntentTag] == "" {
		fields = append(fields, Field{
			Key: tagIntent, Label: IntentTag, Value: id, Fixed: droversOwn,
			Help: "Tells which request of drover made the job, should its answer be lost. It stays.",
		})
	}
	add := Field{Key: tagAdd, Label: "add a tag", Kind: ButtonField, Help: "A job can have " + itoa(allTags) + " tags, drover's own among them."}
	if len(tags) >= most {
		add.Grey = "a job has at most " + itoa(allTags) + " tags"
	}
	return append(fields, add)
}

// tagFault says what is wrong with one part of a tag.
func tagFault(f *Field, what string, most int) {
	if f.Value == "" {
		f.Wrong, f.Missing = neededHere, true
		return
	}
	if err := tagWrong(what, f.Value, most); err != nil {
		f.Wrong = err.Error()
	}
}

func tagMap(tags []Tag) map[string]string {
	out := make(map[string]string, len(tags))
	for _, t := range tags {
		out[t.Key.Raw()] = t.Value.Raw()
	}
	return out
}

// tagChanges tells the changed tags apart.
func tagChanges(e Edit) (added, changed, removed []Tag) {
	was, is := TagsIn(e.Base.Get(KeyTags)), TagsIn(e.Get(KeyTags))
	before, after := tagMap(was), tagMap(is)
	for _, t := range is {
		switch old, stood := before[t.Key.Raw()]; {
		case !stood:
			added = append(added, t)
		case old != t.Value.Raw():
			changed = append(changed, t)
		}
	}
	for _, t := range was {
		if _, stays := after[t.Key.Raw()]; !stays {
			removed = append(removed, t)
		}
	}
	return added, changed, removed
}

// firstTags is what one request takes: what is added and changed, and what is
// removed with the next one. Where there is no room for what is added, what is
// removed goes first.
func firstTags(e Edit) (first Edit, later int) {
	added, changed, removed := tagChanges(e)
	if len(removed) == 0 || len(added)+len(changed) == 0 {
		return e, 0
	}
	was := TagsIn(e.Base.Get(KeyTags))
	if len(was)+len(added) > roomForTags(e) {
		left := slices.DeleteFunc(was, func(t Tag) bool { return slices.Contains(removed, t) })
		return putTags(e, left), len(added) + len(changed)
	}
	return putTags(e, append(TagsIn(e.Get(KeyTags)), removed...)), len(removed)
}

func tagMeans(e Edit, _ Around) []Effect {
	added, changed, removed := tagChanges(e)
	if len(added)+len(changed)+len(removed) == 0 {
		return nil
	}
	var parts []string
	for _, p := range []struct {
		tags []Tag
		word string
	}{{added, "added"}, {changed, "changed"}, {removed, "removed"}} {
		if n := len(p.tags); n > 0 {
			parts = append(parts, plural(n, "tag", "tags")+" "+p.word)
		}
	}
	var s saying
	s.note("In all: " + strings.Join(parts, ", ") + ".")
	if _, later := firstTags(e); later > 0 {
		s.note("Adding and removing are requests of their own: two reviews, one by one.")
	}
	return s
}

func tagEffects(e Edit, _ Around) []Effect {
	var s saying
	if _, _, removed := tagChanges(e); len(removed) > 0 {
		s.risk("Who finds or bills jobs by a removed tag does not find this one any more.")
	}
	s.note("Tags act on nothing that the job does.")
	return s
}
