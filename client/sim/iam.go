package sim

import (
	"net/http"
	"slices"
	"strings"
)

// loginOp is the one operation that is open to everybody.
const loginOp = "KeystoneCreateUserTokenByPassword"

// iamOperations lists what IAM offers at the same address.
func iamOperations() []operation {
	return []operation{
		{loginOp, "POST /v3/auth/tokens", (*Sim).login},
		{"KeystoneListProjects", "GET /v3/projects", (*Sim).findProjects},
		{"KeystoneListAuthProjects", "GET /v3/auth/projects", (*Sim).authProjects},
	}
}

func isIAM(op string) bool { return strings.HasPrefix(op, "Keystone") }

// offered is what this service publishes: one of the third generation alone
// has no v5 at all, as on Open Telekom Cloud.
func (s *Sim) offered() []operation {
	ops := slices.Concat(operations(), iamOperations(), dvOffered())
	if s.options.Generation == "v3" {
		ops = slices.DeleteFunc(ops, func(op operation) bool { return strings.Contains(op.pattern, " /v5/") })
	}
	return ops
}

// iamRefuse is the error envelope of IAM.
func iamRefuse(status int, message string) answer {
	return answer{status: status, body: object{
		"error": object{"code": status, "message": message, "title": http.StatusText(status)},
	}.encode()}
}
