package tui

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"drover/client"
	"drover/model"
)

// lastTold is how many requests, and how many messages, a report tells.
const lastTold = 50

// supportReport is what somebody who helps needs to know, as plain text for a
// ticket. It is built from what drover knows by itself: of what the service
// says only codes, statuses and ids stand in it.
func supportReport(e *env) string {
	var b strings.Builder
	p := e.where()
	all := e.client.Exchanges()
	write := func(format string, values ...any) { fmt.Fprintf(&b, format+"\n", values...) }
	write("drover support report")
	write("It holds: versions, the terminal's size, the place, counts, the last requests without their bodies, errors by code, ids.")
	write("It does not hold: tokens, passwords, user names, names of jobs, bodies, SQL, or words of the service.")
	write("")
	write("made       %s", e.now().UTC().Format(time.RFC3339))
	write("drover     %s   %s   %s/%s", cmp.Or(e.version, "unknown"), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	write("terminal   %d×%d   %s", e.width, e.height, e.theme.Described())
	if p.HasProject() || p.Region != "" {
		write("place      %s   region %s   %s   project %s", bareWord(p.Service), bareWord(p.Region), model.Clean(p.Origin), bareWord(p.Project))
	} else {
		write("place      %s   %s   site %s", bareWord(p.Service), model.Clean(p.Origin), bareWord(p.Site()))
	}
	write("refresh    %s   read-only %v   demo %v", refreshWords(e), p.ReadOnly, p.Demo)
	write("clock      %s", cmp.Or(e.skewWords(), "within a minute of the service's, as far as it is known"))
	write("pace       %s", cmp.Or(paceWords(e.client.Pace()), "not known"))
	write("jobs       %s", familyWords(e.families()))
	reportRequests(write, all)
	reportErrors(write, troubles(e.client))
	reportJournal(write, e.client)
	reportMessages(write, e.said())
	return b.String()
}

type writeLine = func(format string, values ...any)

func refreshWords(e *env) string {
	if e.refresh <= 0 {
		return "by hand"
	}
	return "every " + model.Duration(e.refresh)
}

func familyWords(counts [model.Ended + 1]int) string {
	var parts []string
	for _, f := range []model.Family{model.Failed, model.Running, model.Paused, model.Busy, model.Idle, model.Ended, model.Unknown} {
		if n := counts[f]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, f))
		}
	}
	return cmp.Or(strings.Join(parts, "   "), "none known")
}

func reportRequests(write writeLine, all []client.Exchange) {
	write("\nlast requests, %d of %d remembered", min(len(all), lastTold), len(all))
	for _, x := range all[:min(len(all), lastTold)] {
		parts := []string{x.Began.UTC().Format("2006-01-02T15:04:05.000Z"), resultWord(x, "open"), fmt.Sprintf("%s %s %s", x.Method, x.Generation, x.Path), x.Op}
		for _, more := range []string{took(x), tryWord(x), statusWords(x.Err), bytesWords(x), bareID(x.RequestID)} {
			if more != "" {
				parts = append(parts, more)
			}
		}
		write("%s", model.Clean(strings.Join(parts, "  ")))
	}
}

func bytesWords(x client.Exchange) string {
	return fmt.Sprintf("%d B out, %d B in", x.Sent, x.Received)
}

// statusWords is the status and the service's code, where something went
// wrong.
func statusWords(e *client.Error) string {
	switch {
	case e == nil:
		return ""
	case e.Status == 0:
		return bareWord(e.Code.String())
	}
	return strings.TrimSpace(digit(e.Status) + " " + bareWord(e.Code.String()))
}

func reportErrors(write writeLine, troubles []trouble) {
	write("\nerrors, %d", len(troubles))
	for _, t := range troubles[:min(len(troubles), lastTold)] {
		parts := []string{t.last.UTC().Format(time.RFC3339), t.err.Op, t.word(), plural(t.times, "time", "times"), "not answered since"}
		if !t.answered.IsZero() {
			parts[4] = "answered since"
		}
		for _, more := range []string{statusWords(t.err), bareID(t.err.RequestID)} {
			if more != "" {
				parts = append(parts, more)
			}
		}
		write("%s", model.Clean(strings.Join(parts, "  ")))
	}
}

func reportJournal(write writeLine, c *client.Client) {
	open := c.Unresolved()
	write("\nunresolved writes, %d", len(open))
	for _, e := range open {
		write("%s  run %s  intent %s  job %s", e.Time.UTC().Format(time.RFC3339), bareWord(e.Run), bareWord(e.Intent), bareWord(e.Job.String()))
	}
}

func reportMessages(write writeLine, said []saying) {
	write("\nlast messages, %d of %d; those with names or words of others in them are left out", min(len(said), lastTold), len(said))
	for _, s := range said[:min(len(said), lastTold)] {
		write("%s %s %s", s.at.UTC().Format(time.RFC3339), s.sign(), cmp.Or(s.bare, "(left out)"))
	}
}

// bareWord lets a code or an id through, and nothing that could be a sentence.
func bareWord(s string) string {
	plain := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("._-", r)
	}
	if len(s) > 64 || slices.ContainsFunc([]rune(s), func(r rune) bool { return !plain(r) }) {
		return "(left out)"
	}
	return s
}

func bareID(t model.Text) string {
	if t.Empty() {
		return ""
	}
	return "request " + bareWord(t.String())
}
