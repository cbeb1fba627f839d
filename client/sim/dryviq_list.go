package sim

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dvFieldsOf reads fields; none mean the short form.
func dvFieldsOf(q url.Values) []string {
	var out []string
	for _, value := range q["fields"] {
		for field := range strings.SplitSeq(value, ",") {
			if field = strings.TrimSpace(field); field != "" {
				out = append(out, field)
			}
		}
	}
	return out
}

// shown is a job in the form that was asked for.
func (w *dvWorld) shown(i int, fields []string, now time.Time) map[string]any {
	switch {
	case len(fields) == 0:
		return w.short(i)
	case slices.Contains(fields, "all"):
		return w.full(i, now)
	}
	wanted := func(member string) bool {
		return slices.ContainsFunc(fields, func(f string) bool {
			rest, is := strings.CutPrefix(f, member)
			return is && (rest == "" || rest[0] == '.')
		})
	}
	return dvPick(w.part(i, now, wanted), append(slices.Clone(fields), "id", "type"))
}

// dvTellsStatus tells whether a form says how a job stands.
func dvTellsStatus(fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return dvIs(f, "all", "status") || strings.HasPrefix(f, "execution") })
}

func (s *Sim) dvGetJob(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.find(c.request.PathValue("id"))
	if !there {
		return dvGone(c)
	}
	fields := dvFieldsOf(c.request.URL.Query())
	a := dvSay(http.StatusOK, "job", w.shown(i, fields, c.now))
	if dvTellsStatus(fields) {
		w.observe(i, c.now)
	}
	return a
}

func (s *Sim) dvListJobs(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	q := c.request.URL.Query()
	found := w.choose(q, c.now)
	if !w.sort(found, q.Get("sort")) {
		return dvWrong("The parameter sort is invalid.")
	}
	return s.dvPage(c, "jobs", len(found), func(n int, fields []string) map[string]any {
		row := w.shown(found[n], fields, c.now)
		if dvTellsStatus(fields) {
			w.observe(found[n], c.now)
		}
		return row
	})
}

// choose finds the jobs that a filter is about; an empty one is about all.
func (w *dvWorld) choose(q url.Values, now time.Time) []int {
	var out []int
	text, kind, parent, node := strings.ToLower(q.Get("q")), q.Get("kind"), q.Get("parent"), q.Get("node")
	statuses := slices.DeleteFunc(strings.Split(q.Get("status"), ","), func(s string) bool { return s == "" })
	filtered, active := q.Has("active"), q.Get("active") == "true"
	for i := range w.jobs {
		j := &w.jobs[i]
		switch {
		case j.gone,
			text != "" && !strings.Contains(strings.ToLower(j.name), text),
			kind != "" && kind != j.kind,
			len(statuses) > 0 && !slices.Contains(statuses, j.status),
			parent != "" && parent != j.parent,
			node != "" && (j.run == nil || node != w.tellRun(i, j.run, now)["node_address"]),
			filtered && active == (j.barred || j.status == "complete"):
			continue
		}
		out = append(out, i)
	}
	return out
}

// sort orders by "name ASC" and the like; false for an order that there is not.
func (w *dvWorld) sort(found []int, by string) bool {
	if by == "" {
		return true
	}
	key, way, _ := strings.Cut(by, " ")
	less := map[string]func(a, b *dvJob) int{
		"name":        func(a, b *dvJob) int { return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) },
		"kind":        func(a, b *dvJob) int { return cmp.Compare(a.kind, b.kind) },
		"status":      func(a, b *dvJob) int { return cmp.Compare(a.status, b.status) },
		"created_on":  func(a, b *dvJob) int { return a.made.Compare(b.made) },
		"modified_on": func(a, b *dvJob) int { return a.changed.Compare(b.changed) },
		"execute_on":  func(a, b *dvJob) int { return a.next.Compare(b.next) },
	}[key]
	down := strings.EqualFold(way, "DESC")
	if less == nil || !down && way != "" && !strings.EqualFold(way, "ASC") {
		return false
	}
	slices.SortStableFunc(found, func(a, b int) int {
		if down {
			a, b = b, a
		}
		return less(&w.jobs[a], &w.jobs[b])
	})
	return true
}

// The page that comes unless another size is asked for, and the largest.
const (
	dvPageUsual = 20
	dvPageMost  = 1000
)

// dvPage answers a page of a list with n rows.
func (s *Sim) dvPage(c *call, name string, n int, row func(i int, fields []string) map[string]any) answer {
	q := c.request.URL.Query()
	offset, fine := dvNumber(q, "offset", 0, 0)
	limit, also := dvNumber(q, "limit", dvPageUsual, 1)
	if !fine || !also {
		return dvWrong("offset and limit are whole numbers, from 0 and from 1.")
	}
	limit = min(limit, dvPageMost)
	fields := dvFieldsOf(q)
	from, to := min(offset, n), min(offset+limit, n)
	rows := make([]any, 0, to-from)
	for i := from; i < to; i++ {
		rows = append(rows, row(i, fields))
	}
	links := map[string]any{"next": nil, "prev": nil}
	link := func(at int) map[string]any {
		turned := c.request.URL.Query()
		turned.Set("offset", strconv.Itoa(at))
		turned.Set("limit", strconv.Itoa(limit))
		return dvLink("http://" + c.request.Host + c.request.URL.Path + "?" + turned.Encode())
	}
	if to < n {
		links["next"] = link(to)
	}
	if from > 0 {
		links["prev"] = link(max(from-limit, 0))
	}
	return okay(encodeValue(map[string]any{
		"status": http.StatusOK, "type": name, name: rows,
		"meta": map[string]any{"offset": offset, "limit": limit, "total_count": n, "has_more": to < n, "links": links},
	}))
}

// dvNumber reads a number of the query.
func dvNumber(q url.Values, name string, usual, least int) (int, bool) {
	if !q.Has(name) {
		return usual, true
	}
	const most = 1 << 30
	n, err := strconv.Atoi(q.Get(name))
	return n, err == nil && n >= least && n <= most
}

// dvListExecutions answers the runs of a job, the newest first; without a job,
// those of all that are there. The runs of a deleted job stay.
func (s *Sim) dvListExecutions(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	q := c.request.URL.Query()
	type entry struct {
		i int
		r dvRun
	}
	var all []entry
	add := func(i int) {
		j := &w.jobs[i]
		if j.run != nil {
			all = append(all, entry{i, *j.run})
		}
		past := w.history(i)
		for n := len(past) - 1; n >= 0; n-- {
			all = append(all, entry{i, past[n]})
		}
	}
	if id := q.Get("job"); id != "" {
		i, there := w.byID[id]
		if !there {
			return dvGone(c)
		}
		add(i)
		defer w.observe(i, c.now)
	} else {
		for i := range w.jobs {
			if !w.jobs[i].gone {
				add(i)
			}
		}
		slices.SortStableFunc(all, func(a, b entry) int { return b.r.begin.Compare(a.r.begin) })
	}
	switch which := q.Get("execution"); which {
	case "":
	case "last":
		all = slices.DeleteFunc(all, func(e entry) bool { return e.r.status == "running" })
		all = all[:min(1, len(all))]
	case "current":
		all = slices.DeleteFunc(all, func(e entry) bool { return e.r.status != "running" })
	default:
		all = slices.DeleteFunc(all, func(e entry) bool { return strconv.FormatInt(e.r.id, 10) != which })
	}
	return s.dvPage(c, "job_executions", len(all), func(n int, fields []string) map[string]any {
		told := w.tellRun(all[n].i, &all[n].r, c.now)
		if len(fields) > 0 && !slices.Contains(fields, "all") {
			return dvPick(told, append(fields, "id", "job_id"))
		}
		return told
	})
}

func (s *Sim) dvListCategories(*call) answer {
	rows := []any{}
	for n, name := range []string{"Default", "Finance", "People", "Media"} {
		rows = append(rows, map[string]any{"id": n + 1, "name": name, "caption": name})
	}
	return dvSay(http.StatusOK, "job_categories", rows)
}

// dvStats answers getJobStats.
func (s *Sim) dvStats(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.find(c.request.PathValue("id"))
	if !there || w.jobs[i].kind != "transfer" {
		return dvGone(c)
	}
	past := w.history(i)
	timeline := []any{}
	for n := range past {
		timeline = append(timeline, map[string]any{"timestamp": past[n].end.Unix(), "stats": w.stats(i, &past[n], 1)})
	}
	files := int(200 + w.hash(i)>>10%40000)
	amount := func(n int) map[string]any {
		side := map[string]any{"bytes": int64(n) * 734_003, "files": n, "folders": n / 20}
		return map[string]any{"source": side, "destination": side}
	}
	return dvSay(http.StatusOK, "transfer_stats", map[string]any{
		"timeline": timeline, "by_status": map[string]any{"success": amount(files), "pending": amount(files / 9), "flagged": amount(files / 400)},
		"by_category": map[string]any{"documents": amount(files / 2), "images": amount(files / 3), "other": amount(files / 6)},
		"processing":  amount(files / 50), "executions": len(past), "stop_policy": map[string]any{"none": len(past), "pending": 0, "complete": 0},
	})
}
