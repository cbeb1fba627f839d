package doors

import (
	"context"
	"errors"
	"time"

	"drover/client"
	"drover/client/login"
	"drover/client/profile"
)

// Trial is what came of logging in once.
type Trial struct {
	Source string         // where the credential came from, in words
	Ends   time.Time      // of a token; zero: not told
	Offers []client.Offer // what can be asked for, where the service has several generations of its API
}

// ErrSetting is a door that cannot even be made.
var ErrSetting = errors.New("a setting is no use")

// settingError is an ErrSetting in the words of its cause.
type settingError struct{ error }

func (settingError) Is(target error) bool { return target == ErrSetting }

// Unwrap gives the cause.
func (e settingError) Unwrap() error { return e.error }

// Try logs in once and reads the list of jobs; nothing is kept. An error that is
// no ErrSetting comes with the Source.
func Try(ctx context.Context, set profile.Settings) (Trial, error) {
	d, err := New(Session{}, set, nil)
	if err != nil {
		return Trial{}, settingError{err}
	}
	defer d.Close()
	return d.try(ctx)
}

func (d *Door) try(ctx context.Context) (Trial, error) {
	project, err := d.Pick(ctx)
	if several := (*login.SeveralError)(nil); errors.As(err, &several) {
		project, err = several.Projects[0].ID, nil // any will do to see that the login works
	}
	t := Trial{Source: d.Login().Source()}
	if err != nil {
		return t, err
	}
	backend, err := d.Backend(project)
	if err != nil {
		return t, settingError{err}
	}
	for _, err := range backend.Jobs(ctx) { // which teaches what is offered
		if err != nil {
			return Trial{Source: d.Login().Source()}, err
		}
	}
	t = Trial{Source: d.Login().Source(), Ends: d.Login().Ends()}
	if by, ok := backend.(interface{ Offers() []client.Offer }); ok {
		t.Offers = by.Offers()
	}
	return t, nil
}
