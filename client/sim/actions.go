package sim

import "strings"

// allowed tells, one letter per operation, what a status allows (drs-facts
// section 1): S start, N name and notification, E ends and policy, K pre-check,
// O objects, P pause, R resume, X reset, C clone, Q end, D delete. A lower-case
// letter is neither offered nor refused, because sources differ; it is accepted.
func allowed(status string) string {
	switch status {
	case "CREATING":
		return "NQ"
	case "CREATE_FAILED":
		return "ND"
	case "CONFIGURATION":
		return "SNEKOQ"
	case "WAITING_FOR_START":
		return "sNQ"
	case "STARTJOBING":
		return "N"
	case "START_JOB_FAILED":
		return "Ncr"
	case "PAUSING":
		return "NkRxCQ"
	case "FULL_TRANSFER_STARTED", "INCRE_TRANSFER_STARTED":
		if status == "INCRE_TRANSFER_STARTED" {
			return "NkOPCQ"
		}
		return "NPCQ"
	case "FULL_TRANSFER_FAILED":
		return "NkpRxCQ"
	case "FULL_TRANSFER_COMPLETE":
		return "NPC"
	case "INCRE_TRANSFER_FAILED":
		return "NkopRXCQ"
	}
	return allowedAside(status)
}

func allowedAside(status string) string {
	switch status {
	case "CHANGE_JOB_STARTED", "CHANGE_JOB_FAILED",
		"CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_COMPLETE", "CHILD_TRANSFER_FAILED":
		return "NC"
	case "RELEASE_CHILD_TRANSFER_COMPLETE", "RELEASE_RESOURCE_COMPLETE":
		return "CD"
	case "RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_FAILED",
		"NODE_UPGRADE_START", "NODE_UPGRADE_COMPLETE", "NODE_UPGRADE_FAILED":
		return "C"
	case "REBUILD_NODE_STARTED", "REBUILD_NODE_FAILED":
		return "Cq"
	}
	return ""
}

// current is the operation under way in a busy status.
func current(status string) string {
	switch status {
	case "CREATING":
		return "CREATE"
	case "STARTJOBING":
		return "START"
	case "CHANGE_JOB_STARTED":
		return "CHANGE"
	case "RELEASE_RESOURCE_STARTED", "RELEASE_CHILD_TRANSFER_STARTED":
		return "FREE_RESOURCE"
	}
	return ""
}

// class sorts jobs by what their sort refuses, whatever their status: bits of
// noClone and the like.
type class uint8

const (
	noClone    class = 1 << iota // only synchronisation is cloned, and not many-to-one
	noPause                      // disaster recovery has neither pause nor objects
	parentEnds                   // half of a dual-active pair: its parent is ended
	onlyEnds                     // parent of such a pair: its children are asked instead
)

func (j *job) class() class {
	var c class
	if j.scenario != synchronisation || j.is(manyToOne) {
		c |= noClone
	}
	if j.scenario == dr {
		c |= noPause
	}
	switch {
	case j.dualParent():
		c |= onlyEnds
	case j.is(dualPart):
		c |= parentEnds
	}
	return c
}

// letters are those of allowed that are left to a class of jobs.
func (c class) letters(status string) string {
	gone := ""
	if c&noClone != 0 {
		gone += "Cc"
	}
	if c&noPause != 0 {
		gone += "PpOo"
	}
	if c&parentEnds != 0 {
		gone += "QqDd"
	}
	if c&onlyEnds != 0 {
		gone += "SsEKkOoPpRrXx"
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(gone, r) {
			return -1
		}
		return r
	}, allowed(status))
}

// offers is the job_action of a row, by class and status: lists of 100,000
// rows copy it instead of working it out.
type offers map[class]map[string][]byte

func newOffers() offers {
	out := offers{}
	for _, c := range []class{0, noClone, noClone | noPause, noClone | noPause | parentEnds, noClone | noPause | onlyEnds} {
		out[c] = map[string][]byte{}
		for _, status := range []string{
			"CREATING", "CONFIGURATION", "WAITING_FOR_START", "STARTJOBING", "START_JOB_FAILED", "PAUSING",
			"FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED", "FULL_TRANSFER_COMPLETE",
			"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED", "RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_COMPLETE",
		} {
			out[c][status] = appendOffer(make([]byte, 0, 320), c.letters(status), status)
		}
	}
	return out
}

// append writes the job_action of a row.
func (o offers) append(b []byte, j *job, status string) []byte {
	c := j.class()
	if offer, there := o[c][status]; there {
		return append(b, offer...)
	}
	return appendOffer(b, c.letters(status), status)
}

func appendOffer(b []byte, letters, status string) []byte {
	b = append(b, `{"available_actions":[`...)
	b = appendCodes(b, func(letter byte) bool { return strings.IndexByte(letters, letter) >= 0 })
	b = append(b, `],"unavailable_actions":[`...)
	b = appendCodes(b, func(letter byte) bool {
		return strings.IndexByte(letters, letter) < 0 && strings.IndexByte(letters, letter|' ') < 0
	})
	b = append(b, `],"current_action":`...)
	return append(appendString(b, current(status)), '}')
}

func appendCodes(b []byte, wanted func(letter byte) bool) []byte {
	codes := [...]struct {
		letter byte
		code   string
	}{
		{'S', `"START"`}, {'N', `"MODIFY_CONFIGURATION"`}, {'E', `"MODIFY_DB_CONFIG"`}, {'K', `"PRE_CHECK"`},
		{'O', `"CHOOSE_OBJECT"`}, {'P', `"PAUSE"`}, {'R', `"RETRY"`}, {'X', `"RESET"`},
		{'C', `"CLONE"`}, {'Q', `"FREE_RESOURCE"`}, {'D', `"DELETE"`},
	}
	first := true
	for _, c := range codes {
		if !wanted(c.letter) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		b, first = append(b, c.code...), false
	}
	return b
}
