package sim

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"
)

// renaming is what an update of base_info says; each type takes its own member.
type renaming struct {
	Base struct {
		Name    *string `json:"name"`
		About   *string `json:"description"`
		Expires *string `json:"expired_days"`
	} `json:"base_info"`
}

// changingBase reads the updates name, description and expired_days.
func (s *Sim) changingBase(part string, params json.RawMessage) (change, answer) {
	w, problem := readWhole[renaming](params, partShape("base_info", baseShape()))
	if problem.status != 0 {
		return change{}, problem
	}
	b, ch := w.Base, change{letter: 'N'}
	switch part {
	case "name":
		if b.Name == nil {
			return ch, lacks("base_info.name")
		}
		if !goodName(*b.Name, mostForJobs) {
			return ch, refuse(http.StatusBadRequest, "DRS.M00202", "The parameter base_info.name is invalid. "+nameRule(mostForJobs))
		}
		ch.bars = func(i int) answer { return s.nameTaken(i, *b.Name) }
		ch.do = func(i int) { s.rename(i, *b.Name) }
	case "description":
		if b.About == nil {
			return ch, lacks("base_info.description")
		}
		ch.do = func(i int) { s.edit(i).about = b.About }
		return ch, lawfulAbout(*b.About)
	default:
		if b.Expires == nil {
			return ch, lacks("base_info.expired_days")
		}
		if !within(*b.Expires, leastExpired, mostExpired) {
			return ch, wrong("base_info.expired_days", "14 to 100 days")
		}
		ch.bars = func(i int) answer {
			if s.world.jobs[i].is(period) {
				return unfit("base_info.expired_days", "a yearly or monthly task does not end by itself")
			}
			return answer{}
		}
		ch.do = func(i int) { s.edit(i).expires = b.Expires }
	}
	return ch, answer{}
}

// nameTaken refuses the name of another job; that of the job itself is its own,
// in other letters too.
func (s *Sim) nameTaken(i int, name string) answer {
	if s.taken(name) && !strings.EqualFold(name, s.world.jobs[i].name) {
		return refuse(http.StatusUnprocessableEntity, "DRS.M00277", "The task name already exists.")
	}
	return answer{}
}

func lawfulAbout(about string) answer {
	switch {
	case utf8.RuneCountInString(about) > mostAbout:
		return wrong("base_info.description", "at most "+strconv.Itoa(mostAbout)+" characters")
	case strings.ContainsAny(about, "!<>&'\"\\"):
		return forbidden("base_info.description", `none of ! < > & ' " \ may stand there`)
	}
	return answer{}
}

// partShape is the params of an update of one section.
func partShape(name string, s shape) shape {
	return closed(name, map[string]shape{"job_id": text(), name: s})
}
