package sim

import "encoding/json"

// meddleObjects is somebody else's selection for the job that a call was about: it
// takes the database that hardly holds anything, or leaves it out. It comes after
// the call was answered, so that the next reading differs.
func (s *Sim) meddleObjects(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, there := s.world.find(c.request.PathValue("id"))
	if !there || s.gone[i] || s.isSaving(i) {
		return
	}
	a, d := act{letter: 'O', name: "db_object", id: s.world.id(i)}, s.current(i)
	if code, _ := s.obstacle(i, a, c); code != "" || d == nil || d.info == nil || s.world.jobs[i].gens&v5 == 0 {
		return
	}
	t := s.tree(i)
	var all, info map[string]json.RawMessage
	if json.Unmarshal(d.raw, &all) != nil || json.Unmarshal(d.info, &info) != nil {
		return
	}
	level := info
	var root, schemas map[string]json.RawMessage
	if t.root != "" {
		if json.Unmarshal(info[t.root], &root) != nil || json.Unmarshal(root["schemas"], &schemas) != nil {
			return // it is taken as a whole
		}
		level = schemas
	}
	name := t.container(databases(t.tables))
	if _, taken := level[name]; taken {
		delete(level, name)
	} else {
		level[name] = object{"name": name, "all": true}.encode()
	}
	if t.root != "" {
		root["schemas"] = encodeValue(schemas)
		info[t.root] = encodeValue(root)
	}
	all["object_info"] = encodeValue(info)
	ch := s.choiceOf(i, s.status(i, c.now))
	changed, problem := ch.lawful(encodeValue(all))
	if problem.status != 0 {
		return
	}
	s.keep(i, changed, c.now, event{c.now, "MODIFY_CONFIGURATION", "SUCCESS", "somebody"})
	s.othersDid = append(s.othersDid, Applied{
		Op: "UpdateJob", JobID: a.id, Action: a.name, Params: keepable(changed.raw), At: c.now, RequestID: c.id, Seq: len(s.othersDid) + 1,
	})
}
