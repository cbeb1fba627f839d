package model

import "slices"

// Reading is a job whole, with its sections, as it was read to be compared.
type Reading struct {
	Detail Detail
	Parts  []Part
}

// Part finds a section.
func (r Reading) Part(s Section) (Part, bool) {
	i := slices.IndexFunc(r.Parts, func(p Part) bool { return p.Section == s })
	if i < 0 {
		return Part{}, false
	}
	return r.Parts[i], true
}

// Block is a part of two jobs side by side.
type Block struct {
	Title   string
	Section Section // "": no section that an edit changes
	Pairs   []Pair
	Lacks   [2]string // why it was not read of a job; "": it was
}

// Pair is one value of both jobs.
type Pair struct {
	Key    FieldKey // of a section; "": of none
	Label  string
	Values [2]string
	Words  [2]string // "": nothing stands there
	Same   bool
	Items  []Item // of a list
}

// Item is an element of a list, and in which of both it is.
type Item struct {
	Words string
	In    [2]bool
}

// Differing counts the values that are not the same.
func (b Block) Differing() int {
	n := 0
	for _, p := range b.Pairs {
		if !p.Same {
			n++
		}
	}
	return n
}

// Unread reports whether the block was read of one job alone, or of none.
func (b Block) Unread() bool { return b.Lacks != [2]string{} }

// Compare lays two jobs side by side: first what they are, which no edit changes,
// then their sections in the order of the menu. What neither job has is left out.
func Compare(a, b Reading) []Block {
	out := compareFacts(a.Detail, b.Detail)
	for _, s := range comparedSections(a.Detail.Job.Realm) {
		if block, ok := compareSection(a, b, s); ok {
			out = append(out, block)
		}
	}
	return out
}

// comparedSections are the sections whose values two jobs can have in common. The others
// are told by the facts, or are no value.
func comparedSections(r Realm) []Section {
	if r == Files {
		return []Section{SectionSchedule, SectionCopy}
	}
	return []Section{
		SectionDescription, SectionTags, SectionExpiry, SectionPolicy, SectionFlow, SectionAlarm, SectionTuning, SectionUsers, SectionParams,
		SectionPosition,
	}
}

// Comparable are the sections to be read of a job before it is compared: those
// that its kind has.
func Comparable(job Job) []Section {
	return slices.DeleteFunc(comparedSections(job.Realm), func(s Section) bool { return unfitSection(job, s) != "" })
}

// compareSection is one section; ok is false if neither job has it, or nothing
// stands in it.
func compareSection(a, b Reading, s Section) (block Block, ok bool) {
	block = Block{Title: s.Word(), Section: s}
	var edits [2]Edit
	var fields [2][]Field
	unfit := 0
	for i, r := range []Reading{a, b} {
		part, read := r.Part(s)
		part.Section = s
		edits[i] = NewEdit(r.Detail, part)
		fields[i] = edits[i].Form(Around{}).Fields
		switch why := unfitSection(r.Detail.Job, s); {
		case !read && why != "":
			block.Lacks[i] = why
			unfit++
		case !read:
			block.Lacks[i] = "it was not read"
		default:
			block.Lacks[i] = part.Lacks
		}
	}
	if block.Unread() { // one alone is no comparison
		return block, unfit < 2
	}
	keys := slices.DeleteFunc(keysOf(edits[0].Base.Values, edits[1].Base.Values), untold)
	slices.SortStableFunc(keys, byForm(slices.Concat(fields[0], fields[1])))
	for _, key := range keys {
		block.Pairs = append(block.Pairs, pairOf(edits[0].describe(fields[0], key), edits[1].describe(fields[1], key)))
	}
	return block, len(block.Pairs) > 0
}

// pairOf lays two values side by side.
func pairOf(a, b Told) Pair {
	p := Pair{
		Key: a.Key, Label: a.Label, Values: [2]string{a.Value, b.Value}, Words: [2]string{a.Words, b.Words},
		Same: SameValue(a.Key, a.Value, b.Value),
	}
	if p.Label == Clean(string(a.Key)) { // the other form may have a field for it
		p.Label = b.Label
	}
	for side, told := range []Told{a, b} {
		if told.Value == "" {
			p.Words[side] = ""
		}
		for _, item := range told.Items {
			i := slices.IndexFunc(p.Items, func(it Item) bool { return it.Words == item.Words })
			if i < 0 {
				i = len(p.Items)
				p.Items = append(p.Items, Item{Words: item.Words})
			}
			p.Items[i].In[side] = true
		}
	}
	return p
}
