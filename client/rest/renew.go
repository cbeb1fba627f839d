package rest

import (
	"context"
	"errors"
	"net/http"
)

// Renewer is a Credential that can get something newer to send. A Conn asks it
// once for a call that was answered with LoginEnded. A read is then sent again;
// a write is not.
type Renewer interface {
	// Renew returns once Sign has something newer than what used was signed
	// with, which may be at once. However many ask, it logs in once.
	Renew(ctx context.Context, used *http.Request) error
}

// ErrPasscode says that only somebody with a passcode can log in: a login with
// a second factor cannot be renewed by itself.
var ErrPasscode = errors.New("a passcode is wanted")

// ErrPasscodeRefused says that a passcode was sent and another one is wanted: it
// is an ErrPasscode.
var ErrPasscodeRefused error = refusedPasscode{}

type refusedPasscode struct{}

func (refusedPasscode) Error() string        { return "the passcode was not accepted, or is too old" }
func (refusedPasscode) Is(target error) bool { return target == ErrPasscode }

// errRenewal marks a login that ended and could not be renewed.
var errRenewal = errors.New("the login has ended and could not be renewed")

// ended reports an answer after which a new login may help.
func ended(t try, err *Error) bool {
	return err != nil && err.Kind == LoginEnded && err.Status != 0 && t.req != nil
}

// renew gets what is newer than an attempt's credential. again is false where
// nothing can be: a signature, a token somebody typed.
func (c *Conn) renew(ctx context.Context, call Call, t try) (again bool, err error) {
	if _, login := c.signer(); call.As == nil && login != t.login {
		return true, nil // somebody has logged in meanwhile
	}
	r, ok := t.by.(Renewer)
	if later, is := t.by.(*Later); is {
		r, ok = later.renewer()
	}
	if !ok {
		return false, nil
	}
	return true, r.Renew(ctx, t.req)
}

// unrenewed is the error of a read whose login could not be renewed: it is
// that of the renewal.
func unrenewed(op Op, failed error) *Error {
	return &Error{Op: string(op), Kind: loginKind(failed), RequestID: requestOf(failed), Cause: unlogged{errRenewal, failed}}
}

// afterWrite renews for those that come next. The write itself was not done and
// is not sent again: that is for the user to say.
func (c *Conn) afterWrite(ctx context.Context, call Call, t try, err *Error) *Error {
	if !ended(t, err) {
		return err
	}
	_, failed := c.renew(ctx, call, t)
	if failed == nil {
		return err
	}
	e := *err
	e.Cause = unlogged{errRenewal, failed}
	return &e
}

// loginKind says whether a failed login is one: where the service of logins
// was not reached, or did not answer, trying again may do.
func loginKind(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		switch e.Kind {
		case Unreached, Lost, Throttled, BadAnswer:
			return Unreached
		case LoginEnded, NotPermitted, Refused, NotThere, Gone:
		}
	} else if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Unreached
	}
	return LoginEnded
}
