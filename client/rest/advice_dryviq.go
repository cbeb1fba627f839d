package rest

import (
	"crypto/tls"
	"errors"
	"strings"

	"drover/model"
)

// TokenOp is the operation of the contract of DryvIQ that logs in.
const TokenOp Op = "createToken"

// dryviqAdvice is LoginAdvice for a DryvIQ server, of the deepest error there is.
func dryviqAdvice(e *Error, source string) (what, cure string) {
	said := strings.TrimSpace(e.Message.String())
	switch {
	case e.Kind == NotPermitted && Op(e.Op) != TokenOp:
		return "The login is fine, but this user lacks a permission" + from(source), "Ask an administrator of the DryvIQ server for a role that may do this."
	case noTokens(e):
		return "There is no DryvIQ server at the endpoint, or it gives no tokens" + from(source), "Check endpoint in the profile: the server's address, without /v1."
	case Op(e.Op) == TokenOp && (e.Code.Raw() == "invalid_grant" || e.Status == 401):
		return "User name or password is wrong" + from(source), "Check both before the next try."
	case Op(e.Op) == TokenOp && said != "":
		return "The login was not accepted: " + model.Clean(strings.TrimRight(said, ". ")) + from(source), "Log in again; an administrator of the DryvIQ server sees why."
	case Op(e.Op) == TokenOp:
		return "The login was not accepted" + from(source), "Log in again; an administrator of the DryvIQ server sees why."
	}
	return "The token has ended, or is none of this server" + from(source), "Log in again; a token must be copied whole."
}

// noTokens reports that there are no logins at the endpoint, whoever says so: a server that
// has none, or another one with a page of its own.
func noTokens(e *Error) bool { return Op(e.Op) == TokenOp && noSuchThing(e.Status) }

// unreachedLogin says what to check where no new login could be got.
func unreachedLogin(e *Error) string {
	if bad := (*tls.CertificateVerificationError)(nil); errors.As(e.Cause, &bad) {
		_, cure := wayAdvice(e)
		return cure
	}
	if e.Manner == DryvIQ {
		return "Check the endpoint and the proxy; the next request tries again."
	}
	return "Check the IAM endpoint and the proxy; the next request tries again."
}

// ofDryvIQ reports an error of a DryvIQ server itself, not of what keeps it away.
func ofDryvIQ(e *Error) bool {
	own := (Curable)(nil)
	return e.Manner == DryvIQ && e.Status != 0 && !errors.As(e, &own)
}
