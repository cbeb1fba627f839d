package model

// Collisions are the jobs over the same paths that are live at once: each with all of
// the others. Jobs whose paths are not told are none of them.
func Collisions(jobs []Job) map[JobID][]JobID {
	first := map[string]JobID{}
	groups := map[string][]JobID{} // of two or more
	for i := range jobs {
		j := &jobs[i]
		if j.Paths.Empty() || !j.Live() {
			continue
		}
		path := j.Paths.Raw()
		one, there := first[path]
		if !there {
			first[path] = j.ID
			continue
		}
		if groups[path] == nil {
			groups[path] = []JobID{one}
		}
		groups[path] = append(groups[path], j.ID)
	}
	out := map[JobID][]JobID{}
	for _, group := range groups {
		for _, id := range group {
			for _, other := range group {
				if other != id {
					out[id] = append(out[id], other)
				}
			}
		}
	}
	return out
}

// CollisionsOfCopies are the jobs of databases that run at the same time as the one
// that they were cloned from: both write one target. copies leads from a copy to its
// original.
func CollisionsOfCopies(jobs []Job, copies map[JobID]JobID) map[JobID][]JobID {
	runs := map[JobID]bool{}
	for i := range jobs {
		if jobs[i].Realm == Databases && jobs[i].State.Family == Running {
			runs[jobs[i].ID] = true
		}
	}
	out := map[JobID][]JobID{}
	for i := range jobs {
		id := jobs[i].ID
		original, is := copies[id]
		if is && original != id && runs[id] && runs[original] {
			out[id] = append(out[id], original)
			out[original] = append(out[original], id)
		}
	}
	return out
}

// Colliding are the jobs that spoil each other's work, in a realm's way: transfers that
// are live over the same paths, databases whose copy runs beside its original. copies
// leads from a copy to its original.
func Colliding(r Realm, jobs []Job, copies map[JobID]JobID) map[JobID][]JobID {
	if r == Files {
		return Collisions(jobs)
	}
	return CollisionsOfCopies(jobs, copies)
}

// CollideByPath reports a realm whose jobs collide by where they read and write,
// whoever made them; in the other one a copy collides with its original.
func CollideByPath(r Realm) bool { return r == Files }

// CollisionTail says of a job that collides with another one why it does.
func CollisionTail(r Realm) string {
	if r == Files {
		return "both are live over the same paths"
	}
	return "one is a copy of the other, and both write one target"
}

// collides says in general what becomes of two such jobs, as the tail of a sentence.
func collides(r Realm) string {
	if r == Files {
		return "two live jobs over the same paths spoil each other's work"
	}
	return "two jobs writing one target collide"
}
