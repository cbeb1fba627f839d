package sim

import (
	"net/http"
	"slices"
)

type tagsWish struct {
	Action string    `json:"action"`
	Tags   []tagWish `json:"tags"`
}

// taggable finds the job of a path that also names its scenario. v5 keeps the tags
// of every job, also of those that it serves with nothing else. The caller holds
// the lock.
func (s *Sim) taggable(c *call) (int, answer) {
	i, ok := s.world.find(c.request.PathValue("id"))
	switch kind := c.request.PathValue("kind"); {
	case !ok:
		return 0, refuse(http.StatusBadRequest, "DRS.10000010", "The task does not exist.")
	case kind != s.world.jobs[i].scenario.wire():
		return 0, wrong("resource_type", "the task is one of "+s.world.jobs[i].scenario.wire())
	case s.status(i, c.now) == "DELETED":
		return 0, refuse(http.StatusBadRequest, "DRS.M05004", "The task has been deleted or released.")
	}
	return i, answer{}
}

// tagsV5 answers ShowInstanceTags. Its pattern takes more than its path is, since
// that of ShowProgressData crosses it.
func (s *Sim) tagsV5(c *call) answer {
	if c.request.PathValue("part") != "tags" {
		return refuse(http.StatusNotFound, "APIGW.0101", "The API does not exist or has not been published in the environment.")
	}
	defer s.lock()()
	i, problem := s.taggable(c)
	if problem.status != 0 {
		return problem
	}
	tags := s.tags(i)
	if tags == nil {
		tags = []object{}
	}
	return okay(object{"tags": tags}.encode())
}

// tagV5 answers BatchTagAction: a key that is there gets the new value; one that
// is not there is as good as deleted.
func (s *Sim) tagV5(c *call) answer {
	w, problem := readWhole[tagsWish](c.body, closed("action tags", map[string]shape{
		"action": text("create", "delete"),
		"tags":   listOf(func() shape { return closed("key", map[string]shape{}).texts("key", "value") }),
	}))
	if problem.status != 0 {
		return problem
	}
	if len(w.Tags) == 0 {
		return lacks("tags")
	}
	asked := slices.Clone(w.Tags)
	if w.Action == "delete" { // what value a key has does not matter
		for n := range asked {
			asked[n].Value = "any"
		}
	}
	if problem := lawfulTags("tags", asked); problem.status != 0 {
		return problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, problem := s.taggable(c)
	if problem.status != 0 {
		return problem
	}
	after := s.retagged(i, w)
	problem = s.apply(c, act{letter: 'N', name: "tags", id: s.world.id(i), anywhere: true}, change{letter: 'N', bars: func(int) answer {
		return lawfulTags("tags", after)
	}, do: func(i int) {
		e := s.edit(i)
		e.tags, e.tagged = after, true
	}}, c.body)
	if problem.status != 0 {
		return problem
	}
	return okay([]byte(`{}`))
}

// retagged are the tags of a job after an action.
func (s *Sim) retagged(i int, w tagsWish) []tagWish {
	var out []tagWish
	for _, t := range s.tags(i) {
		key, _ := t["key"].(string)
		value, _ := t["value"].(string)
		out = append(out, tagWish{key, value})
	}
	for _, t := range w.Tags {
		k := slices.IndexFunc(out, func(have tagWish) bool { return have.Key == t.Key })
		switch {
		case w.Action == "create" && k >= 0:
			out[k].Value = t.Value
		case w.Action == "create":
			out = append(out, t)
		case k >= 0:
			out = slices.Delete(out, k, k+1)
		}
	}
	return out
}
