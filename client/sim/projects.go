package sim

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// project is one that the account's jobs are in.
type project struct{ id, name string }

// region is the name up to the underscore: the main project of a region has
// the region's name, and its sub-projects begin with it.
func (p project) region() string {
	region, _, _ := strings.Cut(p.name, "_")
	return region
}

func (p project) sub() bool { return strings.Contains(p.name, "_") }

// parseProjects reads "id=name,id=name". The error is one sentence.
func parseProjects(spec string) ([]project, error) {
	var out []project
	for item := range strings.SplitSeq(spec, ",") {
		id, name, _ := strings.Cut(strings.TrimSpace(item), "=")
		p := project{id, name}
		twice := slices.ContainsFunc(out, func(q project) bool { return q.id == id || q.name == name })
		switch {
		case !idOrName(id) || !idOrName(name):
			return nil, with("projects", item, "write ID=NAME, such as p1=cn-north-4 or p2=cn-north-4_team")
		case twice:
			return nil, with("projects", item, "an ID and a name stand for one project alone")
		}
		out = append(out, p)
	}
	return out, nil
}

func idOrName(s string) bool {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
	}
	return s != "" && len(s) <= 64 && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0
}

// openProjects makes the projects of the options. The first is that of the
// service itself; each other one gets a service with a world of its own.
func (s *Sim) openProjects() {
	for i, p := range s.account.projects[1:] {
		o := s.options
		o.Project, o.Region, o.Seed = p.id, p.region(), o.Seed+int64(i)+1
		other := newService(o)
		other.account, other.record = s.account, s.record
		s.others[p.id] = other
	}
}

// authProjects answers KeystoneListAuthProjects: all of them, on one page.
func (s *Sim) authProjects(c *call) answer {
	if len(c.request.URL.Query()) > 0 {
		return iamRefuse(http.StatusBadRequest, "The request has no parameters")
	}
	return s.listProjects(c, s.account.projects, "", "")
}

// findProjects answers KeystoneListProjects. A name matches as a whole.
func (s *Sim) findProjects(c *call) answer {
	q := c.request.URL.Query()
	from, size, err := projectPage(q)
	if err != nil {
		return iamRefuse(http.StatusBadRequest, err.Error())
	}
	a := s.account
	found := slices.DeleteFunc(slices.Clone(a.projects), func(p project) bool {
		wrong := func(key, is string) bool { return q.Has(key) && q.Get(key) != is }
		return wrong("name", p.name) || wrong("domain_id", a.domainID) || wrong("parent_id", a.parent(p)) ||
			wrong("enabled", "true") || wrong("is_domain", "false")
	})
	if size == 0 {
		return s.listProjects(c, found, "", "")
	}
	link := func(n int) string {
		if n < 1 || (n-1)*size >= len(found) {
			return ""
		}
		turned := c.request.URL.Query()
		turned.Set("page", strconv.Itoa(n))
		return "/v3/projects?" + turned.Encode()
	}
	return s.listProjects(c, page(found, (from-1)*size, size), link(from-1), link(from+1))
}

// projectPage reads page and per_page, which stand there together or not at
// all; a size of 0 means all.
func projectPage(q url.Values) (from, size int, err error) {
	names := []string{"name", "domain_id", "parent_id", "enabled", "is_domain", "page", "per_page"}
	for name, values := range q {
		if !slices.Contains(names, name) || len(values) != 1 {
			return 0, 0, fmt.Errorf("the parameter %q is invalid", name)
		}
	}
	if !q.Has("page") && !q.Has("per_page") {
		return 1, 0, nil
	}
	const largest = 5000
	from, wrongFrom := strconv.Atoi(q.Get("page"))
	size, wrongSize := strconv.Atoi(q.Get("per_page"))
	if wrongFrom != nil || wrongSize != nil || from < 1 || from > 1<<20 || size < 1 || size > largest {
		return 0, 0, errors.New("page and per_page go together, from 1 and from 1 to 5000")
	}
	return from, size, nil
}

// parent of a sub-project is its region's project; of the others, the account.
func (a *account) parent(p project) string {
	if i := slices.IndexFunc(a.projects, func(q project) bool { return q.name == p.region() }); p.sub() && i >= 0 {
		return a.projects[i].id
	}
	return a.domainID
}

// listProjects writes a list with its links, which are null where there is no
// such page.
func (s *Sim) listProjects(c *call, shown []project, previous, next string) answer {
	base := "http://" + c.request.Host
	link := func(path string) any {
		if path == "" {
			return nil
		}
		return base + path
	}
	rows := make([]any, 0, len(shown))
	for _, p := range shown {
		rows = append(rows, object{
			"id": p.id, "name": p.name, "domain_id": s.account.domainID, "parent_id": s.account.parent(p),
			"enabled": true, "is_domain": false, "description": "", "links": object{"self": base + "/v3/projects/" + p.id},
		})
	}
	return okay(object{
		"projects": rows,
		"links":    object{"self": base + c.request.URL.RequestURI(), "previous": link(previous), "next": link(next)},
	}.encode())
}
