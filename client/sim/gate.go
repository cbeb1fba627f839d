package sim

import "net/http"

// gate is what stands before every operation: the login, then the project.
// An answer without a status lets the call pass.
func (s *Sim) gate(c *call) answer {
	if isDv(c.op) {
		return s.dvGate(c)
	}
	if c.op != loginOp {
		may, refused := s.account.admit(c)
		if refused.status != 0 {
			return refused
		}
		if isIAM(c.op) {
			return answer{}
		}
		p, known := s.account.project(c.request.PathValue("project"))
		if !known || !may(p) {
			return refuse(http.StatusForbidden, "DRS.M00261", "The project ID is invalid or does not match the token.")
		}
	}
	if (c.request.Method == http.MethodPost || c.request.Method == http.MethodPut) && !isJSON(c.request.Header.Get("Content-Type")) {
		if c.op == loginOp {
			return iamRefuse(http.StatusBadRequest, "The request body must be application/json.")
		}
		return refuse(http.StatusBadRequest, "DRS.M00007", "The request body must be application/json.")
	}
	return answer{}
}

// home is the service as the call's project knows it: every project has a
// world of its own.
func (s *Sim) home(c *call) *Sim {
	if other, ok := s.others[c.request.PathValue("project")]; ok {
		return other
	}
	return s
}

// inTongue puts a refusal that a fault made into the words of who is asked:
// IAM has an envelope of its own for all that the gateway does not say.
func (c *call) inTongue(a answer) answer {
	r := c.fx.wire
	switch {
	case isDv(c.op):
		return a
	case r.Kind == "401" && c.op == loginOp:
		return iamRefuse(http.StatusUnauthorized, wrongPassword)
	case r.Kind == "401" && c.request.Header.Get("X-Auth-Token") == "":
		return unauthenticated(badSign)
	case !isIAM(c.op) || r.Arg != "":
		return a
	case r.Kind == "400":
		return iamRefuse(http.StatusBadRequest, "The request body is invalid")
	case r.Kind == "403":
		return iamRefuse(http.StatusForbidden, "You are not authorized to perform the requested action.")
	case r.Kind == "500", r.Kind == "m00004":
		return iamRefuse(http.StatusInternalServerError, "An unexpected error prevented the server from fulfilling your request.")
	}
	return a
}
