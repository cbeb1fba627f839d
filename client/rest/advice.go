package rest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"drover/model"
)

// skewMost is how far from the gateway's time a signature may be.
const skewMost = 15 * time.Minute

// advice is what some words of a service mean for the one who logs in. The
// first that fits counts.
type advice struct {
	said []string // one of these, in lower case; a star stands for anything
	what string   // a clause; the source of the login follows
	cure string
}

func advices() []advice {
	return []advice{
		{[]string{"failed to reach the limit"}, "the access key is locked, because several signatures in a row were wrong",
			"Wait five minutes, and check the secret key before the next try."},
		{[]string{"get secretkey failed", "ak * not exist", "ak not exist"}, "the service does not know the access key",
			"Check its id, and that it belongs to this cloud: a key of Huawei Cloud is none of OTC, nor the other way round."},
		{[]string{"signature expired"}, "the signature is not in time, or the access key has ended",
			"Check this machine's clock, then whether the access key is still active in the console."},
		{[]string{"signature fail", "aksk signature", "verify signature"}, "the secret key does not belong to the access key",
			"Check that both were copied whole; a temporary key needs its security token; OTC may need signature = \"credential\" in the profile."},
		{[]string{"mfa", "totp", "passcode", "verification code"}, "this user logs in with a second factor",
			"Type the passcode that the authenticator app shows now."},
		{[]string{"huawei id", "huaweiid"}, "a HUAWEI ID cannot log in here",
			"Create an IAM user for it in the console, and log in as that user."},
		{[]string{"arrears", "frozen", "suspended"}, "the account is frozen",
			"See in the console what it owes, or ask its administrator."},
		{[]string{"locked"}, "the user is locked, because several passwords in a row were wrong",
			"Wait fifteen minutes, and check the password before the next try."},
		{[]string{"expired password", "password has expired", "password expired", "change the password", "change your password"}, "the password has ended",
			"Set a new one in the console, then log in with it."},
		{[]string{"username or password", "user name or password", "incorrect password", "wrong password"}, "user name, password or account name is wrong",
			"Check all three, and the passcode if there is one: the account name is what the console shows under My Credentials. A HUAWEI ID cannot log in here, only an IAM user can."},
		{[]string{"domain", "account name"}, "there is no account of that name",
			"Give the account name that the console shows under My Credentials, not the user's name."},
		{[]string{"project"}, "the user may not use this project, or there is none of that name",
			"Check the project's name or id: the main project of a region is named like the region."},
		{[]string{"x-auth-token not found"}, "the request had no token", "Log in again."},
		{[]string{"token"}, "the token has ended, or is none of this region",
			"Log in again; a token must be copied whole, and fetched where it is used."},
	}
}

// LoginAdvice says what is wrong with a login and what to do, in a sentence or
// two each; both are "" where err is no trouble with one. skew is how far this
// machine's clock is ahead of the service's, 0 where nobody knows; source is
// where the credential came from.
func LoginAdvice(err *Error, skew time.Duration, source string) (what, cure string) {
	if err == nil || !errors.Is(err, errCredential) && !errors.Is(err, errRenewal) && !aboutLogin(err) {
		return "", ""
	}
	deepest := err
	for inner := (*Error)(nil); errors.As(deepest.Cause, &inner); {
		deepest = inner
	}
	said := strings.ToLower(deepest.Message.Raw())
	switch {
	case noTokens(deepest) && ofDryvIQ(deepest): // also where a page says so that may be a proxy's
		return dryviqAdvice(deepest, source)
	case deepest != err && loginKind(deepest) == Unreached:
		return "No new login: " + deepest.Error() + ".", unreachedLogin(deepest)
	case ofDryvIQ(deepest):
		return dryviqAdvice(deepest, source)
	case strings.Contains(said, "sign") && skew.Abs() > skewMost:
		return fmt.Sprintf("This machine's clock is %s, and a signature more than 15 minutes off is refused%s", apart(skew), from(source)), "Set the clock, then try again."
	case errors.Is(err, ErrPasscodeRefused):
		return sentence(ErrPasscodeRefused.Error()) + from(source), "Type the one that the authenticator app shows now; if that is not accepted either, check the clock of the app's device."
	case errors.Is(err, ErrPasscode):
		said = "passcode"
	case deepest.Code.Raw() == "DRS.M00261":
		said = "project"
	case deepest.Kind == NotPermitted:
		return "The login is fine, but this user lacks a permission" + from(source), "Ask an administrator of the account for the permissions of DRS."
	}
	for _, a := range advices() {
		for _, part := range a.said {
			if holds(said, part) {
				return sentence(a.what) + from(source), a.cure
			}
		}
	}
	if own := (Curable)(nil); errors.As(err, &own) {
		return sentence(model.Clean(own.What())) + ".", sentence(model.Clean(own.Cure())) + "."
	}
	if deepest.Status == 0 && deepest.Cause != nil {
		why := strings.TrimPrefix(deepest.Cause.Error(), errCredential.Error()+": ")
		return sentence(model.Clean(why)) + from(source), "Log in again."
	}
	return "The login was not accepted" + from(source), "Log in again."
}

// Curable is an error of a login that is got elsewhere, which knows what mends
// it. What and Cure are clauses without an end.
type Curable interface {
	error
	What() string
	Cure() string
}

// Advice says of any failed call what is wrong and what to do, in a sentence or
// two each: of a login as LoginAdvice does, else of the way to the service.
// Both are "" where the service was reached and has said why.
func Advice(err *Error, skew time.Duration, source string) (what, cure string) {
	if what, cure = LoginAdvice(err, skew, source); what != "" || err == nil || err.Status != 0 {
		return what, cure
	}
	return wayAdvice(err)
}

func holds(said, part string) bool {
	first, second, _ := strings.Cut(part, "*")
	_, rest, ok := strings.Cut(said, first)
	return ok && strings.Contains(rest, second)
}

// aboutLogin reports an error that a login can be the reason of.
func aboutLogin(err *Error) bool {
	switch err.Kind {
	case LoginEnded, NotPermitted:
		return true
	case Refused:
		return err.Code.Raw() == "DRS.M00261" || Op(err.Op) == TokenOp || strings.HasPrefix(err.Op, "Keystone")
	case Gone, Lost, BadAnswer:
		return noTokens(err)
	case Unreached, Throttled, NotThere:
	}
	return false
}

// mends reports a refusal that says nothing of the key itself: the gateway does
// not look at it for a while, or the clocks are apart.
func mends(err *Error) bool {
	said := strings.ToLower(err.Message.Raw())
	return strings.Contains(said, "failed to reach the limit") || strings.Contains(said, "signature expired")
}

func apart(skew time.Duration) string {
	side := "ahead of"
	if skew < 0 {
		side = "behind"
	}
	return fmt.Sprintf("%d minutes %s the service's", int(skew.Abs().Minutes()), side)
}

func from(source string) string {
	if source == "" {
		return "."
	}
	return ": " + model.Clean(source) + "."
}

func sentence(clause string) string { return strings.ToUpper(clause[:1]) + clause[1:] }
