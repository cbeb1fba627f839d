package sim

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Sign signs a request the way a client would, with the code that the vectors
// have proven: date, then names of headers beside host and x-sdk-date, sorted
// among them. An empty scope means the Access form.
func Sign(r *http.Request, body []byte, ak, sk, scope, date string, names ...string) {
	r.Header.Set("X-Sdk-Date", date)
	s := signature{key: ak, scope: scope, headers: append([]string{"host", "x-sdk-date"}, names...)}
	who := "Access=" + ak
	if scope != "" {
		who = "Credential=" + ak + "/" + scope
	}
	s.value = s.sign(sk, date, canonicalRequest(r, s.headers, body))
	r.Header.Set("Authorization", algorithm+" "+who+", SignedHeaders="+strings.Join(s.headers, ";")+", Signature="+s.value)
}

// UserID is the id of the account's user of this name.
func UserID(name string) string { return hexID("user " + name) }

// Walk reads a JSON text with the cursor that selections are read by; ok is false
// for one that has a name twice in an object.
func Walk(b []byte) (v any, ok bool) {
	c := cursor{b: b}
	v, ok = walkValue(&c)
	return v, ok && c.next() == 0
}

func walkValue(c *cursor) (v any, ok bool) {
	switch c.next() {
	case '{':
		out := map[string]any{}
		a := c.members(spot{}, func(name string) answer {
			one, fine := walkValue(c)
			out[name] = one
			if !fine {
				return answer{status: http.StatusBadRequest}
			}
			return answer{}
		})
		return out, a.status == 0
	case '[':
		out := []any{}
		a := c.items(spot{}, func() answer {
			one, fine := walkValue(c)
			out = append(out, one)
			if !fine {
				return answer{status: http.StatusBadRequest}
			}
			return answer{}
		})
		return out, a.status == 0
	case '"':
		return c.text()
	case 't', 'f':
		return c.truth()
	}
	var out any
	err := json.Unmarshal(c.raw(), &out)
	return out, err == nil
}

// Lawful holds a selection against the rules of a job of the world, by its name.
func (s *Sim) Lawful(name string, raw []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, _ := s.world.find(s.world.id(s.world.named(name)[0]))
	ch := s.choiceOf(i, s.status(i, s.options.Now()))
	d, a := ch.lawful(raw)
	if a.status == 0 {
		coverOf(d, ch.tree.root).of("wave2_01")
		ch.tree.mappings(coverOf(d, ch.tree.root), d, mappingWish{limit: 1}, func(object) {})
	}
	return a.status == 0
}

// Layout is how so many tables are spread over databases: where each database
// begins and ends, and the one that a table is in.
func Layout(tables int, wide bool) (spans [][2]int, of func(table int) int) {
	n := namer{fleet: "a", tables: tables, wide: wide}
	for d := range databases(tables) {
		from, to := n.span(d)
		spans = append(spans, [2]int{from, to})
	}
	return spans, n.databaseOf
}

// NamesIn are the names of all objects of one database of so many tables.
func NamesIn(tables, database int, wide bool) []string {
	t := tree{namer: namer{fleet: "a", tables: tables, wide: wide}, grown: 9}
	var out []string
	t.each(database, func(name, _ string, _ bool) { out = append(out, name) })
	return out
}

// NextRun is when a transfer of this schedule runs next, of which the last run was
// due at a moment, and which had so many runs every day.
func NextRun(schedule map[string]any, now, last time.Time, ran int) (time.Time, bool) {
	plan, err := dvReadSchedule(schedule)
	if err != nil {
		return time.Time{}, false
	}
	return plan.next(now, last, func(time.Time) int { return ran })
}
