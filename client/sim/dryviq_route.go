package sim

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// dvHouse is DryvIQ at the same address: transfers of files, of which no project
// knows. Its world is made when it is first asked for.
type dvHouse struct {
	once  sync.Once
	mu    sync.Mutex // guards the world and what follows
	w     *dvWorld
	keys  dvKeys
	other []Applied // what somebody else did (drift)
}

// dvTokenOp is the operation that is open to everybody.
const dvTokenOp = "createToken"

// dvOperations lists what DryvIQ offers.
func dvOperations() []operation {
	return []operation{
		{dvTokenOp, "POST /connect/token", (*Sim).dvToken},
		{"listJobs", "GET /v1/jobs", (*Sim).dvListJobs},
		{"createJob", "POST /v1/jobs", (*Sim).dvCreateJob},
		{"patchJobs", "PATCH /v1/jobs", (*Sim).dvPatchJobs},
		{"getJob", "GET /v1/jobs/{id}", (*Sim).dvGetJob},
		{"patchJob", "PATCH /v1/jobs/{id}", (*Sim).dvPatchJob},
		{"deleteJob", "DELETE /v1/jobs/{id}", (*Sim).dvDeleteJob},
		{"cloneJob", "POST /v1/jobs/{id}/clone", (*Sim).dvCloneJob},
		{"listExecutions", "GET /v1/jobs/history", (*Sim).dvListExecutions},
		{"listJobCategories", "GET /v1/jobs/categories", (*Sim).dvListCategories},
		{"getJobStats", "GET /v1/transfers/{id}/stats", (*Sim).dvStats},
		{"listConnections", "GET /v1/connections", (*Sim).dvListConnections},
		{"getConnection", "GET /v1/connections/{id}", (*Sim).dvGetConnection},
		{"listRootItems", "GET /v1/connections/{id}/items", (*Sim).dvListItems},
	}
}

// dvOffered adds the ways that are no operations of their own: the levels below
// the root of a connection, and everything once more below a site.
func dvOffered() []operation {
	ops := append(dvOperations(), operation{"listRootItems", "GET /v1/connections/{id}/items/{item}", (*Sim).dvListItems})
	for _, op := range slices.Clone(ops) {
		method, path, _ := strings.Cut(op.pattern, " /v1/")
		if path != "" {
			ops = append(ops, operation{op.name, method + " /v1/sites/{site}/api/" + path, op.do})
		}
	}
	return ops
}

// isDv tells whether an operation is one of DryvIQ's.
func isDv(op string) bool {
	return op != "" && slices.ContainsFunc(dvOperations(), func(o operation) bool { return o.name == op })
}

// dvGate is what stands before DryvIQ's operations: the token, then the site.
func (s *Sim) dvGate(c *call) answer {
	if c.op == dvTokenOp {
		return answer{}
	}
	if !s.dvKnows(dvBearer(c.request)) {
		return dvRefuse(http.StatusUnauthorized, "", "The access token is missing or no longer valid.")
	}
	if site := c.request.PathValue("site"); site != "" && site != s.options.Site {
		return dvRefuse(http.StatusNotFound, "", "There is no such site.")
	}
	if len(c.body) > 0 && c.request.Method != http.MethodGet && !isJSON(c.request.Header.Get("Content-Type")) {
		return dvRefuse(http.StatusUnsupportedMediaType, "", "The request body must be application/json.")
	}
	for _, r := range c.fx.bent {
		if r.Kind == "fail" && s.dvMeans(c.request.PathValue("id"), r.Arg) {
			return dvRefuse(http.StatusBadRequest, "refused", "The operation failed for this job.")
		}
	}
	return answer{}
}

// dvBearer is the token that a request carries.
func dvBearer(r *http.Request) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return token
	}
	return ""
}

// dvSay is an answer in the usual envelope; its type names the payload.
func dvSay(status int, name string, payload any) answer {
	return answer{status: status, body: encodeValue(map[string]any{"status": status, "type": name, name: payload})}
}

// dvRefuse is a refusal. With a code it is a list of errors, without one a
// description alone: both are in use.
func dvRefuse(status int, code, why string) answer {
	if code == "" {
		return answer{status: status, body: encodeValue(map[string]any{"status": status, "type": "error", "description": why})}
	}
	return answer{status: status, body: encodeValue(map[string]any{
		"status": status, "type": "error", "errors": []any{map[string]any{"description": why, "code": code}},
	})}
}

// dvWrong refuses a body that breaks the rules.
func dvWrong(why string) answer { return dvRefuse(http.StatusBadRequest, "invalid", why) }

// dvGone says in one of four ways that there is no such thing; half of them say nothing at
// all. A page of text would be a proxy's.
func dvGone(c *call) answer {
	switch c.fx.dice.below(4) {
	case 0:
		return dvRefuse(http.StatusNotFound, "not_found", "There is no such thing.")
	case 1:
		return answer{status: http.StatusNotFound, header: map[string]string{"Content-Type": "text/plain"}}
	case 2:
		return answer{status: http.StatusNotAcceptable, header: map[string]string{"Content-Type": "text/plain"}}
	}
	return dvRefuse(http.StatusNotFound, "", "There is no such thing.")
}

// dvTongue puts a refusal that a fault made into DryvIQ's words.
func (s *Sim) dvTongue(c *call, a answer) answer {
	r := c.fx.wire
	var out answer
	switch r.Kind {
	case "redirect", "garbage":
		out = dvRefuse(a.status, "", "bad\x1b[2J\x1b]0;owned\x07 \x1b[31mred\r\u009b1;1H\u202egnp \u0085\x08\x08end")
		if r.Kind == "redirect" {
			out = dvRefuse(a.status, "", "Look elsewhere.")
		}
	case "401", "expire":
		why := "The access token is missing or no longer valid."
		if r.Kind == "expire" {
			why += s.dvExpire(dvBearer(c.request))
		}
		out = dvRefuse(http.StatusUnauthorized, "", why)
		if c.op == dvTokenOp {
			out = dvOAuth("invalid_grant", "The user name or password is wrong.")
		}
	case "403":
		out = dvRefuse(http.StatusForbidden, or(r.Arg, "forbidden"), "Your role does not allow this.")
	case "429", "limit":
		out = dvRefuse(a.status, "", "Too many requests.")
	case "400":
		out = dvRefuse(a.status, or(r.Arg, "invalid"), "The request was refused.")
	default:
		out = dvRefuse(max(a.status, http.StatusBadRequest), "", "Something went wrong on the server, fault "+strconv.Quote(r.Kind)+".")
	}
	out.header = a.header
	return out
}
