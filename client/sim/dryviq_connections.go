package sim

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// dvConnection is one storage that transfers read and write.
type dvConnection struct {
	id, name, platform, platformName string
	account, email                   string
	group                            bool // a pool
	pool                             int  // the place of its pool, from 1; 0: none
	disabled                         bool
	barred                           bool // its folders may not be seen
}

// The connections by their place in dvConnections.
const (
	dvBox = iota
	dvSharePoint
	dvDrive
	dvShares
	dvDropbox
	dvOneDrive
	dvS3
	dvBoxLegal
	dvOldShares
	dvOneDrive1
	dvNames
)

// dvConnections lists them all.
func dvConnections() []dvConnection {
	list := []dvConnection{
		dvBox:        {name: "Box", platform: "box", platformName: "Box", account: "Data Movers", email: "movers@example.com"},
		dvSharePoint: {name: "SharePoint intranet", platform: "sharepoint", platformName: "SharePoint Online", account: "svc-migration", email: "svc-migration@example.com"},
		dvDrive:      {name: "Google Drive research", platform: "google", platformName: "Google Drive", account: "Research", email: "research@example.org"},
		dvShares:     {name: "File shares Frankfurt", platform: "nfs", platformName: "Network File Share", account: `EXAMPLE\svc-files`},
		dvDropbox:    {name: "Dropbox agency", platform: "dropbox", platformName: "Dropbox Business", account: "Agency", email: "it@agency.example"},
		dvOneDrive:   {name: "OneDrive staff", platform: "onedrive", platformName: "OneDrive for Business", group: true},
		dvS3:         {name: "S3 archive", platform: "s3", platformName: "Amazon S3", account: "archive-writer"},
		dvBoxLegal:   {name: "Box legal", platform: "box", platformName: "Box", account: "Legal", email: "legal@example.com", barred: true},
		dvOldShares:  {name: "Old file server", platform: "nfs", platformName: "Network File Share", account: `EXAMPLE\old`, disabled: true},
		dvOneDrive1:  {name: "OneDrive staff 01", platform: "onedrive", platformName: "OneDrive for Business", account: "staff-01", email: "staff-01@example.com", pool: dvOneDrive + 1},
		dvNames:      {name: "Box \x1b[31mred\u202e end", platform: "box", platformName: "Box", account: "Ev\x07il", email: "evil@example.com"},
	}
	for i := range list {
		list[i].id = hexID("connection " + strconv.Itoa(i))
	}
	return list
}

// connection finds one by its id.
func (w *dvWorld) connection(id string) (int, bool) {
	i := slices.IndexFunc(w.ends, func(c dvConnection) bool { return c.id == id })
	return i, i >= 0
}

// tellConnection is a connection as answers tell it.
func (w *dvWorld) tellConnection(i int) map[string]any {
	c := w.ends[i]
	out := map[string]any{
		"id": c.id, "name": c.name, "type": "connection", "disabled": c.disabled, "group": c.group,
		"platform":    map[string]any{"id": c.platform, "name": c.platformName},
		"modified_on": 1700000000,
		"links":       map[string]any{"self": dvLink("/v1/connections/" + c.id), "items": dvLink("/v1/connections/" + c.id + "/items")},
	}
	if c.account != "" {
		account := map[string]any{"id": c.id[:8], "name": c.account}
		if c.email != "" {
			account["email"] = c.email
		}
		out["account"] = account
	}
	if c.pool > 0 {
		p := w.ends[c.pool-1]
		out["pool"] = map[string]any{"id": p.id, "name": p.name}
	}
	return out
}

func dvLink(href string) map[string]any { return map[string]any{"href": href} }

func (s *Sim) dvListConnections(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	q := c.request.URL.Query()
	var rows []map[string]any
	for i, one := range w.ends {
		switch {
		case q.Get("platform") != "" && q.Get("platform") != one.platform,
			q.Has("active") && (q.Get("active") == "true") == one.disabled,
			q.Has("pools") && (q.Get("pools") == "true") != one.group,
			!strings.Contains(strings.ToLower(one.name), strings.ToLower(q.Get("q"))):
			continue
		}
		rows = append(rows, w.tellConnection(i))
	}
	return s.dvPage(c, "connections", len(rows), func(i int, fields []string) map[string]any {
		if len(fields) > 0 && !slices.Contains(fields, "all") {
			return dvPick(rows[i], append(fields, "id", "type"))
		}
		return rows[i]
	})
}

func (s *Sim) dvGetConnection(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.connection(c.request.PathValue("id"))
	if !there {
		return dvGone(c)
	}
	return dvSay(http.StatusOK, "connection", w.tellConnection(i))
}

// dvListItems answers the folders at the root of a connection, or below an item.
func (s *Sim) dvListItems(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.connection(c.request.PathValue("id"))
	if !there {
		return dvGone(c)
	}
	one := w.ends[i]
	switch {
	case one.barred:
		return dvRefuse(http.StatusForbidden, "forbidden", "The account of the connection has no rights to list folders.")
	case one.disabled:
		return dvRefuse(http.StatusBadRequest, "disabled", "The connection is disabled.")
	}
	path := ""
	if item := c.request.PathValue("item"); item != "" {
		if path, there = dvItem(i, item); !there {
			return dvGone(c)
		}
	}
	items := []map[string]any{}
	for _, name := range dvFolders(i, path) {
		id := dvItemID(i, path+"/"+name)
		items = append(items, map[string]any{
			"id": id, "name": name, "type": "folder", "item_type": "folder",
			"links": map[string]any{"items": dvLink("/v1/connections/" + one.id + "/items/" + id)},
		})
	}
	for n, name := range dvFiles(path) {
		items = append(items, map[string]any{
			"id": dvItemID(i, path+"/"+name), "name": name, "type": "file", "item_type": "file", "bytes": 1 + int(mix(uint64(n))%9_000_000),
		})
	}
	return answer{status: http.StatusOK, body: encodeValue(map[string]any{
		"status": http.StatusOK, "type": "items", "items": items, "meta": map[string]any{"total_count": len(items), "has_more": false},
	})}
}

// dvItemID is the id of a folder: what a path is made of, in a form that says
// nothing to whoever reads it.
func dvItemID(connection int, path string) string {
	return hex.EncodeToString([]byte(strconv.Itoa(connection) + path))
}

// dvItem finds the path of an item by its id.
func dvItem(connection int, id string) (string, bool) {
	raw, err := hex.DecodeString(id)
	path, ok := strings.CutPrefix(string(raw), strconv.Itoa(connection))
	return path, err == nil && ok && dvThere(connection, path)
}

// dvThere tells whether a folder is there.
func dvThere(connection int, path string) bool {
	path = dvTrim(path)
	at := ""
	for part := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		if part != "" && !slices.Contains(dvFolders(connection, at), part) {
			return false
		}
		at += "/" + part
	}
	return true
}

// dvTrim writes a path in one way: with a slash before it and none behind.
func dvTrim(path string) string { return "/" + strings.Trim(path, "/") }

// dvFolders names the folders below a path; one of them holds hundreds.
func dvFolders(connection int, path string) []string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case parts[0] == "":
		roots := []string{"Archive", "Finance", "HR", "Legal", "Media", "Projects", "Shared", "Users"}
		if connection == dvDrive || connection == dvNames {
			roots = append(roots, "Q4 \x1b[2J\u202efdp")
		}
		return roots
	case len(parts) == 1:
		return dvBelowRoot(parts[0])
	case len(parts) == 2 && parts[0] == "Projects":
		return []string{"Drawings", "Minutes"}
	case len(parts) == 2 && parts[0] == "Finance":
		return []string{"Invoices", "Reports"}
	case len(parts) == 2 && parts[0] == "Users":
		return []string{"Documents", "Pictures"}
	}
	return nil
}

func dvBelowRoot(root string) []string {
	switch root {
	case "Archive":
		return []string{"2019", "2020", "2021", "2022", "2023", "2024", "HR", "Mail"}
	case "Finance":
		return []string{"2023", "2024", "2025", "Ledgers"}
	case "HR":
		return []string{"Contracts", "Personnel", "Training"}
	case "Legal":
		return []string{"Contracts", "Holds"}
	case "Media":
		return []string{"Masters", "Raw", "Renders"}
	case "Shared":
		return []string{"Board", "Design", "Finance", "HR", "Intranet", "Legal", "Marketing", "Partners", "Plants", "Sales"}
	case "Users":
		return []string{"anna", "bela", "chen", "dora", "emil"}
	case "Projects":
		names := make([]string, dvProjects)
		for n := range names {
			names[n] = dvProject(n)
		}
		return names
	}
	return nil
}

// dvProjects is how many folders the largest one holds.
const dvProjects = 400

func dvProject(n int) string { return fmt.Sprintf("project-%04d", n+1) }

// dvFiles names the files in a folder that is deep enough to hold any.
func dvFiles(path string) []string {
	if strings.Count(path, "/") < 2 {
		return nil
	}
	return []string{"budget.xlsx", "notes.docx", "plan.pdf"}
}
