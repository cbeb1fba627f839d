package sim

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
)

// mostWindows is how many flow-control windows a job may have.
const mostWindows = 3

type limitWish struct {
	Windows []windowWish `json:"speed_limit"`
}

type windowWish struct {
	Begin string `json:"begin"`
	End   string `json:"end"`
	Speed string `json:"speed"`
}

// changingLimits reads the update of the flow control; no window lifts it.
func (s *Sim) changingLimits(params json.RawMessage) (change, answer) {
	w, problem := readWhole[limitWish](params, partShape("speed_limit", listOf(func() shape {
		return closed("begin end speed", map[string]shape{}).texts("begin", "end", "speed")
	})))
	if problem.status != 0 {
		return change{}, problem
	}
	limits, problem := lawfulLimits(w.Windows)
	if problem.status != 0 {
		return change{}, problem
	}
	return change{
		letter: 'N',
		bars: func(i int) answer {
			switch j := &s.world.jobs[i]; {
			case j.task == incrOnly:
				return unfit("speed_limit", "flow control acts in the full phase, which the task does not have")
			case j.dualParent():
				return refuse(http.StatusBadRequest, "DRS.M00307", "Only subtasks support this operation.")
			}
			return answer{}
		},
		do: func(i int) {
			e := s.edit(i)
			e.limits, e.limited = limits, true
		},
	}, answer{}
}

// lawfulLimits holds windows against the rules, and gives them as they are kept:
// they begin with the hour, whatever minutes were said.
func lawfulLimits(windows []windowWish) ([]object, answer) {
	if len(windows) > mostWindows {
		return nil, wrong("speed_limit", "at most "+strconv.Itoa(mostWindows)+" windows")
	}
	var out []object
	var taken [24]bool
	for n, w := range windows {
		at := item5("speed_limit", n)
		from, ok := hourOf(w.Begin, "[0-5][0-9]")
		if !ok {
			return nil, wrong(at+".begin", "hh:mm, 00:00 to 23:59")
		}
		to, ok := hourOf(w.End, "59")
		switch {
		case !ok:
			return nil, wrong(at+".end", "hh:59, 00:59 to 23:59")
		case w.Begin == w.End:
			return nil, wrong(at, "begin and end must differ")
		case !within(w.Speed, 1, 9999):
			return nil, wrong(at+".speed", "1 to 9999 MB/s")
		}
		for hour := from; ; hour = (hour + 1) % len(taken) {
			if taken[hour] {
				return nil, wrong(at, "it overlaps another window")
			}
			taken[hour] = true
			if hour == to {
				break
			}
		}
		out = append(out, object{"begin": w.Begin[:2] + ":00", "end": w.End, "speed": w.Speed})
	}
	return out, answer{}
}

// hourOf reads the hour of a time whose minutes fit.
func hourOf(at, minutes string) (hour int, ok bool) {
	fits, err := regexp.MatchString(`^([01][0-9]|2[0-3]):`+minutes+`$`, at)
	if !fits || err != nil {
		return 0, false
	}
	hour, err = strconv.Atoi(at[:2])
	return hour, err == nil
}
