package jobfile

import (
	"maps"
	"slices"

	"drover/model"
)

// Sections are those sections of a job that no create sends, as a file tells
// them: by their keys. A section is there if the file speaks of it; a value that
// is "" is told to be none, one that is not there is not spoken of.
type Sections map[model.Section]map[model.FieldKey]string

// Later lists the sections that a file can tell besides what creates a job, in
// the order of a menu.
func Later() []model.Section {
	return []model.Section{
		model.SectionPolicy, model.SectionFlow, model.SectionAlarm, model.SectionTuning, model.SectionUsers, model.SectionParams, model.SectionPosition,
	}
}

// Told lists the sections, in the order of a menu.
func (s Sections) Told() []model.Section {
	return slices.DeleteFunc(Later(), func(one model.Section) bool { _, ok := s[one]; return !ok })
}

// Get is a value, and whether it is told.
func (s Sections) Get(key model.FieldKey) (string, bool) {
	section, ok := model.SectionOf(key)
	if !ok {
		return "", false
	}
	value, told := s[section][key]
	return value, told
}

// Same reports whether two files tell the same of their sections.
func (s Sections) Same(o Sections) bool {
	return maps.EqualFunc(s, o, func(a, b map[model.FieldKey]string) bool {
		return maps.EqualFunc(a, b, func(x, y string) bool { return x == y })
	})
}

// later reports whether a key is of such a section, and of which.
func later(key model.FieldKey) (model.Section, bool) {
	s, ok := model.SectionOf(key)
	return s, ok && slices.Contains(Later(), s)
}

// nameOf is what a section is called in the document.
func nameOf(s model.Section) string {
	switch s {
	case model.SectionPolicy:
		return "policy_config"
	case model.SectionAlarm:
		return "alarm_notify"
	case model.SectionTuning:
		return "tuning_params"
	case model.SectionFlow, model.SectionUsers, model.SectionParams, model.SectionPosition:
		return string(s)
	case model.SectionName, model.SectionDescription, model.SectionTags, model.SectionExpiry, model.SectionEnds, model.SectionPeriod, model.SectionRecreate, model.SectionSchedule, model.SectionCopy:
	}
	return ""
}

// sectionShapes are the sections as parts of the document, in the contract's
// order; the policy's members stand in the order of the document's example.
func sectionShapes() []*shape {
	leaf := func(key model.FieldKey, kind model.LeafKind) *shape {
		return &shape{name: lastName(string(key)), leaf: model.Leaf{Path: string(key), Kind: kind}}
	}
	object := func(s model.Section, members ...*shape) *shape {
		return &shape{name: nameOf(s), section: s, members: members}
	}
	phase := func(name string) *shape { return &shape{name: name, own: &own{read: readNamed, write: writeNamed}} }
	group := func(name string) *shape { return &shape{name: name, own: &own{read: readParams, write: writeParams}} }
	return []*shape{
		object(model.SectionAlarm,
			leaf(model.KeyAlarmOn, model.BoolLeaf), leaf(model.KeyAlarmTopic, model.TextLeaf), leaf(model.KeyAlarmDelay, model.NumberLeaf),
			leaf(model.KeyAlarmRPO, model.NumberLeaf), leaf(model.KeyAlarmRTO, model.NumberLeaf)),
		{name: nameOf(model.SectionFlow), section: model.SectionFlow, own: &own{read: readWindows, write: writeWindows}},
		object(model.SectionUsers,
			leaf(model.KeyMoveUsers, model.BoolLeaf), leaf(model.KeyOnePassword, model.BoolLeaf),
			&shape{name: "password", leaf: model.Leaf{Path: string(model.KeyUsersSecret), Secret: true}},
			&shape{name: "user_list", own: &own{read: readUsers, write: writeUsers}},
			&shape{name: "role_list", own: &own{read: readRoles, write: writeRoles}}),
		object(model.SectionPolicy,
			leaf(model.KeyConflict, model.TextLeaf), leaf(model.KeyDropDatabase, model.TextLeaf), leaf(model.KeyIndexes, model.BoolLeaf),
			leaf(model.KeyDDL, model.BoolLeaf), leaf(model.KeyDML, model.TextLeaf), leaf(model.KeyTopologyType, model.TextLeaf),
			leaf(model.KeyDDLKinds, model.TextLeaf), leaf(model.KeyMoves, model.TextLeaf), leaf(model.KeyReadMode, model.TextLeaf),
			leaf(model.KeyIndexFirst, model.BoolLeaf)),
		object(model.SectionParams, group("common"), group("performance")),
		object(model.SectionTuning, leaf(model.KeyRecovery, model.BoolLeaf), phase("full_sync"), phase("incre_capture"), phase("incre_apply"), phase("incre_relay")),
		object(model.SectionPosition, leaf(model.KeyPosition, model.TextLeaf), leaf(model.KeyGTID, model.TextLeaf)),
	}
}
