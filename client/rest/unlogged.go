package rest

import (
	"errors"

	"drover/model"
)

// unlogged is why a call had no login to be sent with: what mark says, and what
// went wrong below it.
type unlogged struct{ mark, cause error }

// Error is a clause. The operation and the request below it are named once, by
// the call's own error.
func (u unlogged) Error() string {
	words := u.cause.Error()
	if inner := (*Error)(nil); errors.As(u.cause, &inner) {
		words = inner.words()
	}
	return u.mark.Error() + ": " + words
}

// Unwrap gives both.
func (u unlogged) Unwrap() []error { return []error{u.mark, u.cause} }

// requestOf is the request of the service of logins that an error is about.
func requestOf(err error) model.Text {
	if inner := (*Error)(nil); errors.As(err, &inner) {
		return inner.RequestID
	}
	return model.Text{}
}
