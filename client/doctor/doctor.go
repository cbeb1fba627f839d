package doctor

import (
	"context"
	"fmt"
	"time"

	"drover/client/profile"
)

// Checks is what is looked at, and with what. The network is asked through
// functions, so that a report can be made without one.
type Checks struct {
	Version  string // version, commit, Go
	Terminal Terminal
	Getenv   func(string) string
	Now      func() time.Time

	Found       profile.Found // of which the configuration is reported
	Settings    profile.Settings
	SettingsErr error // why there are no settings: what else needs them is left out

	Network Network
	// Login logs in once and reads a little. nil: nothing can be tried.
	Login func(context.Context) Login

	State    string // folder of journal and views
	StateErr error
}

// patience is how long one step of the way may take.
const patience = 10 * time.Second

// Report looks at everything once. usable is false if any line is bad.
func Report(ctx context.Context, c Checks) (text string, usable bool) {
	r := &report{}
	r.add(ok, "version", c.Version)
	around(r, c)
	if configured(r, c) {
		clock := &skew{}
		reach(ctx, r, c, "service", c.Settings.Endpoint, clock)
		if c.Settings.IAMEndpoint != "" && c.Settings.IAMEndpoint != c.Settings.Endpoint {
			reach(ctx, r, c, "IAM", c.Settings.IAMEndpoint, clock)
		}
		clock.say(r, c.Settings.Way())
		login(ctx, r, c)
	}
	state(r, c)
	verdict := "drover can be used"
	if !r.usable() {
		verdict = "drover cannot be used like this: what is bad above says why"
	}
	return r.text() + fmt.Sprintf("\n%s\n", verdict), r.usable()
}
