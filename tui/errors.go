package tui

import (
	"cmp"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// errorPanel says what happened, what was and was not changed, the service's
// code and request id. The keys below it are the screen's.
func errorPanel(e *env, err error, consequence string) []string {
	facts, title := errorFacts(e, err), errorTitle(e, err)
	advice := loginAdvice(e, err)
	if what, cure := loginTrouble(e, err); strings.EqualFold(title+".", what) { // it is said once
		advice = cure
	}
	if advice == "" {
		_, advice = client.Advice(err, 0, "")
	}
	if advice != "" {
		facts = append([]string{advice}, facts...)
	}
	return panel(e, title, consequence, facts...)
}

// loginAdvice says what is wrong with a login and what to do; "" where that is
// not the trouble.
func loginAdvice(e *env, err error) string {
	what, cure := loginTrouble(e, err)
	return strings.TrimSpace(what + " " + cure)
}

func loginTrouble(e *env, err error) (what, cure string) {
	var ahead time.Duration // of the service's clock
	if e.client != nil {
		ahead, _ = e.client.Skew()
	}
	return client.LoginAdvice(err, -ahead, "")
}

// panel is trouble in four lines: its name, what was and was not changed, and
// the facts, at most three lines each.
func panel(e *env, title, consequence string, facts ...string) []string {
	th, w := e.theme, e.width
	out := []string{
		th.Rule(w, th.Paint(theme.Bad, th.Glyph(model.Failed)+" "+title)),
		" " + th.Paint(theme.Text, theme.Cut(consequence, w-2, th.Signs().Cut)),
	}
	for _, fact := range facts {
		for _, line := range fill(wrapped(theme.Safe(fact), w-2), 3) {
			if line != "" {
				out = append(out, " "+th.Paint(theme.Muted, line))
			}
		}
	}
	return out
}

// errorTitle is the one clause that names the trouble.
func errorTitle(e *env, err error) string {
	var ce *client.Error
	if !errors.As(err, &ce) {
		return model.Clean(err.Error())
	}
	host := hostOf(e)
	switch ce.Kind {
	case client.Unreached:
		var login *client.Error
		switch {
		case errors.As(ce.Cause, &login):
			return "no new login could be had"
		case ce.Status != 0:
			return host + " did not answer as the service does"
		}
		return host + " was not reached"
	case client.Throttled:
		return host + " asks to slow down"
	case client.LoginEnded:
		if ends := e.ends(); !ends.IsZero() && !ends.After(e.now()) {
			return "the token ended at " + e.atSecond(ends)
		}
		if errors.Is(err, client.ErrPasscode) {
			return "a passcode is wanted"
		}
		return loginTitle(e, err)
	case client.NotPermitted:
		return "this user may not do that"
	case client.Refused:
		return host + " refused"
	case client.NotThere:
		return "this API is not offered in this region"
	case client.Gone:
		if strings.HasPrefix(strings.ToLower(ce.Op), "list") { // it asked for no job
			return host + " knows no such place: look at the endpoint and the site of the profile"
		}
		return "the job does not exist any more"
	case client.BadAnswer:
		return host + " did not answer as the service does"
	case client.Lost:
		if ce.Status != 0 {
			return host + " answered " + digit(ce.Status)
		}
	}
	return "the answer of " + host + " was lost"
}

func hostOf(e *env) string {
	return cmp.Or(hostIn(e.where().Origin), "the service")
}

// loginTitle is the clause that the advice on a login begins with, without the
// credential's source, which stands below.
func loginTitle(e *env, err error) string {
	what, _ := loginTrouble(e, err)
	what = theme.Safe(model.Clean(strings.TrimSuffix(what, ".")))
	first, size := utf8.DecodeRuneInString(what)
	if size == 0 || theme.Width(what) > max(e.width-8, 1) {
		return "the login was not accepted"
	}
	if next, _ := utf8.DecodeRuneInString(what[size:]); unicode.IsUpper(next) {
		return what
	}
	return string(unicode.ToLower(first)) + what[size:]
}

// hostIn is host and port of an endpoint, safe to be drawn; "" where there is
// none.
func hostIn(endpoint string) string {
	if _, after, ok := strings.Cut(endpoint, "://"); ok {
		endpoint = after
	}
	host, _, _ := strings.Cut(endpoint, "/")
	return theme.Safe(model.Clean(host))
}

// errorFacts is operation, status, code and words of the service, quoted; then
// the request id and whose login it was.
func errorFacts(e *env, err error) []string { return factsOf(err, whoseLogin(e.where(), e.login)) }

func factsOf(err error, whose string) []string {
	var ce *client.Error
	if !errors.As(err, &ce) {
		return nil
	}
	first := ce.Op
	if ce.Status != 0 {
		first += "   " + digit(ce.Status)
	}
	said := strings.TrimSpace(ce.Code.String() + " " + ce.Message.String())
	if said == "" && ce.Cause != nil {
		said = model.Clean(ce.Cause.Error())
	}
	out := []string{first + "   " + said}
	second := whose
	if !ce.RequestID.Empty() {
		second = "request " + ce.RequestID.String() + "   " + second
	}
	if second != "" {
		out = append(out, second)
	}
	return out
}

// shortError is an error in one clause, for a line that holds more.
func shortError(err error) string {
	var ce *client.Error
	if !errors.As(err, &ce) {
		return model.Clean(err.Error())
	}
	parts := []string{}
	if ce.Status != 0 {
		parts = append(parts, digit(ce.Status))
	}
	if s := strings.TrimSpace(ce.Code.String() + " " + ce.Message.String()); s != "" {
		parts = append(parts, s)
	} else if ce.Cause != nil {
		parts = append(parts, model.Clean(ce.Cause.Error()))
	}
	return strings.Join(parts, " ")
}

// overlayBottom lays lines over the last ones of a screen of h lines.
func overlayBottom(lines, over []string, h int) []string {
	lines = fill(lines, h)
	at := max(len(lines)-len(over), 1)
	return fill(append(lines[:at:at], over...), h)
}
