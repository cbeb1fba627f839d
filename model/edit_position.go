package model

import (
	"regexp"
	"strings"
)

// longestPosition is far more than any position of a log has; a GTID set may name
// many servers.
const (
	longestPosition = 256
	longestGTID     = 8192
)

var (
	// binlogPosition is a place in a binlog: mysql-bin.000012:4.
	binlogPosition = regexp.MustCompile(`^[^\s:]+\.\d+:\d+$`)
	// gtidSet is one, or several joined by commas: 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7.
	gtidSet = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(:\d+(-\d+)?)+$`)
)

// positionRules are those of where an incremental job begins to read the source's
// log (start_position).
func positionRules() sectionRules {
	return sectionRules{
		fields: positionFields, means: positionMeans, effects: positionEffects,
		with: func(e Edit, key FieldKey, value string) Edit {
			return withLive(e, positionFields(e, Around{}), key, e.trimmed(key, value))
		},
	}
}

func fromMySQL(e Edit) bool {
	from, _ := Ends(e.Detail.Job.Engine.String())
	return from == "mysql" || from == "mariadb"
}

func positionFields(e Edit, _ Around) []Field {
	at := Field{
		Key: KeyPosition, Label: "begin at", Kind: TextField, Value: e.Get(KeyPosition), Need: true, Hint: "mysql-bin.000012:4",
		Help: "File and position in the source's log from which changes are read.",
	}
	gtid := Field{
		Key: KeyGTID, Label: "GTID set", Kind: TextField, Value: e.Get(KeyGTID), Hint: "uuid:1-5, uuid:7",
		Help: "The transactions that the target has already, of a source with GTIDs. Left out, the position alone counts.",
	}
	mysql := fromMySQL(e)
	if !mysql {
		at.Hint = ""
		gtid.Grey = "only a MySQL source has GTIDs"
	}
	if e.changedKey(KeyPosition) {
		at.Wrong = positionWrong(at.Value, longestPosition)
		if at.Wrong == "" && mysql && at.Value != "" && !binlogPosition.MatchString(at.Value) {
			at.Risk = "it does not look like mysql-bin.000012:4"
		}
	}
	if e.changedKey(KeyGTID) {
		gtid.Wrong = positionWrong(gtid.Value, longestGTID)
		if gtid.Wrong == "" && gtid.Value != "" && !isGTIDSet(gtid.Value) {
			gtid.Risk = "it does not look like uuid:1-5"
		}
	}
	if len(e.Changed()) > 0 {
		judge(&at)
	}
	return heldGrey(e, []Field{at, gtid})
}

func positionWrong(value string, most int) string {
	switch {
	case Clean(value) != value:
		return "one line of plain text"
	case len(value) > most:
		return "at most " + itoa(most) + " characters"
	}
	return ""
}

func isGTIDSet(value string) bool {
	for one := range strings.SplitSeq(value, ",") {
		if !gtidSet.MatchString(strings.TrimSpace(one)) {
			return false
		}
	}
	return true
}

func positionMeans(e Edit, _ Around) []Effect {
	var s saying
	if at := e.Get(KeyPosition); at == "" {
		s.note("Nobody told yet where it begins.")
		return s
	}
	s.risk("What was written on the source before it is not replicated.")
	s.note("Too early, and changes come that the target has already: conflicts.")
	if e.Get(KeyGTID) != "" && !e.changedKey(KeyGTID) && e.changedKey(KeyPosition) {
		s.risk("The GTID set stays: it must belong to the new position.")
	}
	return s.risksFirst()
}

func positionEffects(Edit, Around) []Effect {
	return []Effect{{Text: "It counts from the start of the job on; nothing is read before that."}}
}
