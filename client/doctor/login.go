package doctor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"drover/client"
	"drover/client/profile"
	"drover/client/rest"
)

// Login is what came of logging in once.
type Login struct {
	Source     string         // where the credential came from, in words
	Ends       time.Time      // of a token; zero: not told
	Offers     []client.Offer // what can be asked for, and of which generation
	What, Cure string         // what went wrong and what mends it; "": nothing
}

// Failed is a login that went wrong: what is wrong, and what mends it. source is
// where the credential came from.
func Failed(err error, source string) Login {
	var e *rest.Error
	if errors.As(err, &e) {
		if what, cure := rest.Advice(e, 0, source); what != "" {
			return Login{What: what, Cure: cure}
		}
	}
	if own := (rest.Curable)(nil); errors.As(err, &own) {
		return Login{What: own.What(), Cure: own.Cure()}
	}
	cure := "drover -h tells where a credential comes from, and how a project is named"
	if e != nil && e.Manner == rest.DryvIQ { // which has no projects
		cure = "check endpoint and site: they name the DryvIQ server, and one of its sites"
	}
	return Login{What: err.Error(), Cure: cure}
}

// shortLife is how little of a token's life is worth a warning.
const shortLife = 30 * time.Minute

// login logs in once, where there is something to log in with.
func login(ctx context.Context, r *report, c Checks) {
	s := c.Settings
	switch {
	case s.Command == nil && s.Credential.Kind == "":
		r.add(warn, "login", "not tried: there is no credential here; drover asks for one when it begins")
		return
	case !r.usable():
		r.add(warn, "login", "not tried: what is bad above comes first")
		return
	case c.Login == nil:
		r.add(warn, "login", "not tried")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 3*patience)
	defer cancel()
	l := c.Login(ctx)
	if l.What != "" {
		r.wrong(bad, "login", l.What, l.Cure)
		return
	}
	r.add(ok, "login", "%s", l.Source)
	life(r, l.Ends, c.Now(), c.Settings.Backend)
	offers(r, l.Offers)
}

// offers tells what each generation of the API is asked for, and what none can.
func offers(r *report, all []client.Offer) {
	by := map[string][]string{}
	for _, o := range all {
		key := o.Generation
		if key == "" {
			key = o.Why
		}
		by[key] = append(by[key], o.What)
	}
	for _, generation := range []string{"v5 and v3", "v5", "v3", "v1"} {
		if len(by[generation]) > 0 {
			r.add(ok, "by "+generation, "%s", strings.Join(by[generation], ", "))
		}
		delete(by, generation)
	}
	for _, why := range slices.Sorted(maps.Keys(by)) {
		r.add(ok, "not here", "%s: %s", strings.Join(by[why], ", "), why)
	}
}

func life(r *report, ends, now time.Time, backend string) {
	fresh := "get a new one: it lives 24 hours"
	if backend == profile.DryvIQ { // how long one lives there is the server's to say
		fresh = "get a new one"
	}
	left := ends.Sub(now).Truncate(time.Second)
	switch {
	case ends.IsZero():
		r.add(ok, "token life", "not told, or not a token")
	case left <= 0:
		r.wrong(bad, "token life", "ended at "+ends.UTC().Format(time.RFC3339), fresh)
	case left < shortLife:
		r.wrong(warn, "token life", fmt.Sprintf("ends in %s", left), "get a new one before you begin something long")
	default:
		r.add(ok, "token life", "ends in %s, at %s", left, ends.UTC().Format(time.RFC3339))
	}
}
