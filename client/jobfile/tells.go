package jobfile

import "drover/model"

// Tells is what the file says of a section, by keys; "" says that there is none.
// ok is false if the file does not speak of it.
func (f File) Tells(s model.Section) (values map[model.FieldKey]string, ok bool) {
	var key model.FieldKey
	switch s {
	case model.SectionName:
		key = model.KeyName
	case model.SectionDescription:
		key = model.KeyDescription
	case model.SectionTags:
		key = model.KeyTags
	case model.SectionExpiry:
		key = model.KeyExpired
	case model.SectionPolicy, model.SectionFlow, model.SectionAlarm, model.SectionTuning, model.SectionUsers, model.SectionParams, model.SectionPosition,
		model.SectionEnds, model.SectionPeriod, model.SectionRecreate:
		values, ok = f.Sections[s]
		return values, ok
	case model.SectionSchedule, model.SectionCopy:
	}
	if !f.told[key] {
		return nil, false
	}
	return map[model.FieldKey]string{key: f.Draft.Get(key)}, true
}

// MistakesIn lists what the file says wrong of a section.
func (f File) MistakesIn(s model.Section) []Mistake {
	var out []Mistake
	for _, m := range f.Mistakes {
		if of, ok := model.SectionOf(m.Key); ok && of == s {
			out = append(out, m)
		}
	}
	return out
}
