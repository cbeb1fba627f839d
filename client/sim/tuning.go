package sim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// tunable is a parameter of a phase, the same for every link. What a node may
// have at most depends on its size.
type tunable struct {
	part    string // full_sync and its like
	name    string
	value   int // unless it was set
	least   int
	most    [4]int // micro, small, medium, high and above
	restart bool
	known   bool // it is told in every detail
	about   string
}

func tunables() []tunable {
	return []tunable{
		{"full_sync", "parallel_threads", 8, 1, [4]int{8, 16, 32, 64}, true, true, "Threads that copy tables side by side."},
		{"full_sync", "rows_per_fetch", 10000, 1000, [4]int{20000, 50000, 100000, 100000}, false, false, "Rows that one read of a table fetches."},
		{"incre_capture", "capture_buffer_mb", 64, 16, [4]int{64, 128, 256, 512}, true, false, "Memory for changes that were read and not sent, in MB."},
		{"incre_relay", "relay_files", 5, 1, [4]int{10, 20, 40, 80}, false, false, "Log files that are kept on the node."},
		{"incre_apply", "apply_threads", 16, 1, [4]int{16, 32, 64, 128}, true, true, "Threads that write changes side by side."},
		{"incre_apply", "apply_batch_rows", 500, 1, [4]int{1000, 2000, 5000, 5000}, false, false, "Rows that one transaction writes at most."},
	}
}

// upTo is the largest value on a node of this size.
func (t tunable) upTo(size string) int {
	if k := slices.Index([]string{"micro", "small", "medium"}, size); k >= 0 {
		return t.most[k]
	}
	return t.most[3]
}

// sizeOf is the size of a job's node.
func (s *Sim) sizeOf(i int) string {
	if w := s.creationOf(i); w != nil {
		return w.Node.Spec.Size
	}
	return "high"
}

// tuned is the value that a job has of a parameter.
func (s *Sim) tuned(i int, t tunable) string {
	if value, set := s.editsOf(i).tuning[t.name]; set {
		return value
	}
	return strconv.Itoa(t.value)
}

// tuningOf is how a detail tells the parameters: those that people look for, and
// whatever was set.
func (s *Sim) tuningOf(i int) object {
	out := object{}
	for _, t := range tunables() {
		value := s.tuned(i, t)
		if !t.known && value == strconv.Itoa(t.value) {
			continue
		}
		list, _ := out[t.part].([]object)
		out[t.part] = append(list, object{"param_name": t.name, "param_value": value, "availability": true})
	}
	return out
}

// parametersV5 answers ListJobParameters.
func (s *Sim) parametersV5(c *call) answer {
	q := c.request.URL.Query()
	offset, limit, problem := part(q, "name")
	if problem.status != 0 {
		return problem
	}
	defer s.lock()()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	met := slices.DeleteFunc(tunables(), func(t tunable) bool { return !strings.Contains(t.name, q.Get("name")) })
	created := s.world.created(at.i).UTC().Format(layoutV5)
	return listing("parameter_config_list", len(met), offset, limit, func(k int) object {
		t := met[k]
		return object{
			"name": t.name, "value": s.tuned(at.i, t), "default_value": strconv.Itoa(t.value), "is_need_restart": t.restart, "description": t.about,
			"value_range": strconv.Itoa(t.least) + "-" + strconv.Itoa(t.upTo(s.sizeOf(at.i))), "created_at": created, "updated_at": created,
		}
	})
}

type tuningWish struct {
	Params struct {
		Full     map[string]string `json:"full_sync"`
		Capture  map[string]string `json:"incre_capture"`
		Apply    map[string]string `json:"incre_apply"`
		Relay    map[string]string `json:"incre_relay"`
		Recovery bool              `json:"recovery"`
	} `json:"tuning_params"`
}

// changingTuning reads the update of parameters. Those that it does not name stay
// as they are, unless all go back to their defaults first.
func (s *Sim) changingTuning(params json.RawMessage, c *call) (change, answer) {
	w, problem := readWhole[tuningWish](params, partShape("tuning_params", closed("incre_capture incre_apply", map[string]shape{
		"full_sync": mapOfTexts(), "incre_capture": mapOfTexts(), "incre_apply": mapOfTexts(), "incre_relay": mapOfTexts(), "recovery": truth(),
	})))
	if problem.status != 0 {
		return change{}, problem
	}
	p := w.Params
	parts := map[string]map[string]string{"full_sync": p.Full, "incre_capture": p.Capture, "incre_apply": p.Apply, "incre_relay": p.Relay}
	return change{letter: 'N', bars: func(i int) answer {
		for _, name := range slices.Sorted(maps.Keys(parts)) {
			for _, key := range slices.Sorted(maps.Keys(parts[name])) {
				if a := s.untunable(i, "tuning_params."+name+"."+key, name, key, parts[name][key]); a.status != 0 {
					return a
				}
			}
		}
		return s.unmade(i, c)
	}, do: func(i int) {
		if p.Recovery {
			s.edit(i).tuning = nil
		}
		for _, values := range parts {
			s.tune(i, values)
		}
	}}, answer{}
}

func (s *Sim) tune(i int, values map[string]string) {
	e := s.edit(i)
	if e.tuning == nil {
		e.tuning = map[string]string{}
	}
	maps.Copy(e.tuning, values)
}

// untunable is why a parameter cannot have a value on a job; in no part of them
// in particular if that is empty.
func (s *Sim) untunable(i int, at, part, name, value string) answer {
	all := tunables()
	k := slices.IndexFunc(all, func(t tunable) bool { return t.name == name && (part == "" || t.part == part) })
	if k < 0 {
		return wrong(at, "there is no such parameter")
	}
	if most := all[k].upTo(s.sizeOf(i)); !within(value, all[k].least, most) {
		return wrong(at, strconv.Itoa(all[k].least)+" to "+strconv.Itoa(most)+" on a node of this size")
	}
	return answer{}
}

// unmade refuses what needs a node while there is none.
func (s *Sim) unmade(i int, c *call) answer {
	switch status := s.status(i, c.now); status {
	case "CREATING", "CREATE_FAILED":
		return refuse(http.StatusBadRequest, "DRS.M00304", "The operation is not allowed in the current status: "+status+".")
	}
	return answer{}
}

// configureV5 answers UpdateJobConfigurations: parameters by their names alone.
func (s *Sim) configureV5(c *call) answer {
	type wish struct {
		Values []struct {
			Name  string `json:"parameter_name"`
			Value string `json:"parameter_value"`
		} `json:"values"`
	}
	w, problem := readWhole[wish](c.body, closed("values", map[string]shape{"values": listOf(func() shape {
		return closed("parameter_name parameter_value", map[string]shape{}).texts("parameter_name", "parameter_value")
	})}))
	if problem.status != 0 {
		return problem
	}
	if len(w.Values) == 0 {
		return lacks("values")
	}
	values := map[string]string{}
	for n, v := range w.Values {
		if _, twice := values[v.Name]; twice {
			return wrong(item5("values", n), "the parameter stands there twice")
		}
		values[v.Name] = v.Value
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	problem = s.apply(c, act{letter: 'N', name: "modify_configuration", id: c.request.PathValue("id")}, change{letter: 'N', bars: func(i int) answer {
		for n, v := range w.Values {
			if a := s.untunable(i, item5("values", n)+".parameter_value", "", v.Name, v.Value); a.status != 0 {
				return a
			}
		}
		return s.unmade(i, c)
	}, do: func(i int) { s.tune(i, values) }}, c.body)
	if problem.status != 0 {
		return problem
	}
	return answer{status: http.StatusNoContent}
}
