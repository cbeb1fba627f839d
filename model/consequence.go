package model

import (
	"strings"
	"time"
)

// Effect is one sentence on what sending a plan does.
type Effect struct {
	Text string
	Risk bool // it is to be read before anything is sent
}

// Effects says what sending does to the jobs that go, of one job in the
// singular and with its own numbers. now is the service's clock; zone is where
// the user is.
func Effects(wish Wish, sum Sum, now time.Time, zone *time.Location) []Effect {
	if sum.Goes == 0 {
		return []Effect{{Text: "Nothing would be sent."}}
	}
	if wish.Realm == Files {
		return fileEffects(wish, sum, now, zone)
	}
	var out []Effect
	switch wish.Verb {
	case Start:
		out = startEffects(wish.When, sum, now, zone)
	case StartNow:
		out = startNowEffects(sum)
	case Pause:
		out = pauseEffects(wish.Pause, sum, now, zone)
	case Resume:
		out = resumeEffects(sum)
	case TryAgain:
		out = retryEffects(sum)
	case Reset:
		out = resetEffects(sum)
	case End, ForceEnd:
		out = endEffects(wish.Verb, sum)
	case Delete:
		out = deleteEffects(sum)
	case RunCheck:
		out = checkEffects(sum)
	case SkipItem:
		out = skipEffects(wish.Skip)
	case Clone:
		out = []Effect{{Text: "The copy rests in configuration; nothing starts by itself."}}
	case Create:
		for _, text := range CreateEffects(wish.Create, zone) {
			out = append(out, Effect{Text: text})
		}
		return out
	case SaveEnds:
		out = []Effect{{Text: "Both endpoints are replaced as a whole; nothing starts by itself."}}
	case Update:
		return editEffects(wish.Edit)
	case SaveObjects:
		return objectsEffects(wish.Objects)
	case ReEdit:
		out = reEditEffects()
	case TestEnds:
		out = []Effect{{Text: "Both ends are tried; nothing is stored."}}
	case Cancel:
	}
	return append(out, billEffects(wish.Verb, sum)...)
}

// oneOrMany picks the words for one job, or for several.
func oneOrMany(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// billed says which jobs cost from some moment on: "Both are billed from now
// until ended." Those with an order, or of unknown billing, have sentences of
// their own; "" if there are no others.
func billed(sum Sum, from string) string {
	who := ""
	switch n := sum.Goes - sum.Orders - sum.NoBill; {
	case n <= 0:
		return ""
	case n < sum.Goes:
		who = plural(n, "job is", "jobs are")
	case n == 1:
		who = "It is"
	case n == 2:
		who = "Both are"
	default:
		who = "All " + itoa(n) + " are"
	}
	return who + " billed from " + from + " until ended."
}

func startEffects(when When, sum Sum, now time.Time, zone *time.Location) []Effect {
	if _, later := when.Time(); later {
		_, local, in := when.Words(now, zone)
		text := "Nothing moves before " + local + " (" + in + ")"
		if sum.Orders == 0 && sum.NoBill == 0 {
			return []Effect{{Text: text + "; billed from then until ended."}}
		}
		return []Effect{{Text: strings.TrimSpace(text + ". " + billed(sum, "then"))}}
	}
	return []Effect{{Text: strings.TrimSpace(begins(sum) + " begins at once. " + billed(sum, "now"))}}
}

func begins(sum Sum) string {
	if sum.Incr == sum.Goes {
		return "Replication"
	}
	return "The full copy"
}

func startNowEffects(sum Sum) []Effect {
	out := []Effect{{Text: oneOrMany(sum.Goes, "Its schedule is dropped.", "Their schedules are dropped.") + " " + begins(sum) + " begins at once."}}
	if costs := billed(sum, "now"); costs != "" {
		out = append(out, Effect{Text: costs})
	}
	return out
}

func pauseEffects(mode PauseMode, sum Sum, now time.Time, zone *time.Location) []Effect {
	out := []Effect{{Text: oneOrMany(sum.Goes, "Replication stops until it is resumed. Billing goes on.", "Replication stops until they are resumed. Billing goes on.")}}
	if mode == PauseAll {
		utc, local, _ := AtTime(now.Add(pausedFor)).Words(now, zone)
		out = append(out, Effect{Risk: true, Text: "Resume by " + utc + "  " + local + ", about 24h: after that the source's log may be gone."})
	} else {
		out = append(out, Effect{Text: "The source's log goes on being read, so nothing written meanwhile is lost."})
	}
	if sum.Copying > 0 {
		out = append(out, Effect{Text: oneOrMany(sum.Goes, "The full copy stops where it is, and goes on from there.", "A full copy stops where it is, and goes on from there.")})
	}
	if sum.Lag >= time.Second {
		whose, of := "Its lag, ", ""
		if sum.Goes > 1 {
			whose, of = "The longest lag, ", " ("+sum.LagOf.String()+")"
		}
		out = append(out, Effect{Text: whose + Duration(sum.Lag) + of + ", grows until then."})
	}
	return out
}

// lagBegins begins a sentence with the lag, or the longest of several.
func lagBegins(sum Sum) string {
	if sum.Goes == 1 {
		return "lag is " + Duration(sum.Lag)
	}
	return "the longest lag is " + Duration(sum.Lag) + " (" + sum.LagOf.String() + ")"
}

func resumeEffects(sum Sum) []Effect {
	return []Effect{
		{Text: "Replication goes on where it stopped, and catches up on what was written since."},
		{Risk: true, Text: "If the source's log is gone by now, " + oneOrMany(sum.Goes, "it fails", "they fail") + " and only a reset helps."},
	}
}

func retryEffects(sum Sum) []Effect {
	return []Effect{
		{Text: oneOrMany(sum.Goes, "It goes on where it failed.", "They go on where they failed.")},
		{Text: "The service retries three times by itself, network faults without end: if the cause is not mended, " +
			oneOrMany(sum.Goes, "it fails again.", "they fail again.")},
	}
}

func resetEffects(sum Sum) []Effect {
	return []Effect{
		{Text: "A reset cannot be undone: " + oneOrMany(sum.Goes, "the job begins", "the jobs begin") + " again with the full phase."},
		{Risk: true, Text: "The target is not cleared: rows that are there already may be in conflict."},
	}
}

func endEffects(verb Verb, sum Sum) []Effect {
	what := "Ending"
	if verb == ForceEnd {
		what = "A forced end"
	}
	stops := "replication stops and "
	if sum.Unstarted == sum.Goes {
		stops = ""
	}
	out := []Effect{{Text: what + " cannot be undone: " + stops + oneOrMany(sum.Goes, "the node is released.", "the nodes are released.")}}
	if sum.Unstarted < sum.Goes {
		out = append(out, Effect{Text: "Rows written on the " + oneOrMany(sum.Goes, "source", "sources") + " from now on do not arrive."})
	}
	switch {
	case sum.Scheduled > 0:
		out = append(out, Effect{Text: oneOrMany(sum.Goes, "Its start is dropped.", plural(sum.Scheduled, "job is", "jobs are")+" scheduled: their starts are dropped.")})
	case sum.Unstarted == sum.Goes:
		out = append(out, Effect{Text: "Nothing was copied yet; what was configured is lost."})
	}
	out = append(out, childEffects("end", "ends", sum)...)
	out = append(out, onTheirWay(sum)...)
	switch {
	case verb == ForceEnd:
		out = append(out, Effect{Risk: true, Text: "It leaves undone what a plain end does last: triggers and events of a migration."})
	case sum.Migrations > 0:
		out = append(out, Effect{Text: "Triggers and events of a migration are moved last, as part of the end."})
	}
	return out
}

// onTheirWay says what an end cuts off.
func onTheirWay(sum Sum) []Effect {
	var out []Effect
	risk := func(text string) { out = append(out, Effect{Risk: true, Text: text}) }
	switch {
	case sum.Running == 0:
	case sum.Goes > 1 && sum.Lag >= 0:
		risk(of(sum.Running, sum.Goes) + " running; " + lagBegins(sum) + ".")
	case sum.Goes > 1:
		risk(of(sum.Running, sum.Goes) + " running; the lag is not known.")
	case sum.Copying > 0 && sum.Percent >= 0:
		risk("the full copy is at " + itoa(sum.Percent) + " %: what is not copied yet never arrives.")
	case sum.Copying > 0:
		risk("the full copy is under way: what is not copied yet never arrives.")
	case sum.Lag >= time.Second:
		risk(lagBegins(sum) + ": " + secondsOf(sum.Lag) + " still on their way.")
	}
	if sum.Goes > 1 && sum.Copying > 0 {
		risk(itoa(sum.Copying) + " still " + oneOrMany(sum.Copying, "copies", "copy") + ": what is not copied yet never arrives.")
	}
	switch {
	case sum.Stopped == 0:
	case sum.Goes == 1:
		risk("What was written on the source since it stopped has not arrived, and never will.")
	default:
		risk(of(sum.Stopped, sum.Goes) + " paused or failed: what was written since never arrives.")
	}
	return out
}

// of begins a sentence on some of several: "3 of 4 are".
func of(n, all int) string { return itoa(n) + " of " + itoa(all) + oneOrMany(n, " is", " are") }

func secondsOf(lag time.Duration) string {
	if lag < time.Minute {
		n := int(lag / time.Second)
		return plural(n, "second", "seconds") + " of changes " + oneOrMany(n, "is", "are")
	}
	return Duration(lag) + " of changes are"
}

func deleteEffects(sum Sum) []Effect {
	out := []Effect{{Text: oneOrMany(sum.Goes, "Its record goes", "Their records go") + " from the service, and cannot be brought back."}}
	out = append(out, childEffects("go", "goes", sum)...)
	return append(out, Effect{Text: "Afterwards nothing is to be seen of " + oneOrMany(sum.Goes, "it", "them") + ": history, log, settings."})
}

// childEffects says what becomes of the jobs below dual-active parents: the
// service does to them what is done to their parent.
func childEffects(do, does string, sum Sum) []Effect {
	if sum.Parents == 0 {
		return nil
	}
	whose, with := "Its ", "it"
	if sum.Goes > 1 {
		whose, with = oneOrMany(sum.Parents, "The parent's ", "The parents' "), oneOrMany(sum.Parents, "it", "them")
	}
	what, verb := "jobs", do
	if sum.Children > 0 {
		what, verb = plural(sum.Children, "job", "jobs"), oneOrMany(sum.Children, does, do)
	}
	text := whose + what + " " + verb + " with " + with
	for i, name := range sum.ChildNames {
		text += []string{": ", ", "}[min(i, 1)] + name.String()
	}
	return []Effect{{Risk: true, Text: text + "."}}
}

func checkEffects(sum Sum) []Effect {
	return []Effect{
		{Text: oneOrMany(sum.Goes, "A new pre-check begins: the old result is void, whatever the new one says.",
			"New pre-checks begin: the old results are void, whatever the new ones say.")},
		{Text: "Nothing moves, and nothing is billed for it."},
	}
}

// billEffects says which orders are placed or given back.
func billEffects(verb Verb, sum Sum) []Effect {
	if !orders(verb) {
		return nil
	}
	order, unread := "starting places and pays the order.", "a start may place an order."
	if verb == End || verb == ForceEnd {
		order, unread = "ending returns the order (unsubscribe).", "an end may return an order."
	}
	var out []Effect
	if n := sum.Orders; n > 0 {
		out = append(out, Effect{Risk: true, Text: plural(n, "job is", "jobs are") + " billed by the month or year: " + order})
	}
	if n := sum.NoBill; n > 0 {
		out = append(out, Effect{Risk: true, Text: "How " + plural(n, "job is", "jobs are") + " billed cannot be read here: " + unread})
	}
	return out
}

func plural(n int, one, many string) string { return itoa(n) + " " + oneOrMany(n, one, many) }

// skipEffects names what is passed over and why, as it goes to the service.
func skipEffects(as SkipAs) []Effect {
	if len(as.Items) == 0 {
		return []Effect{{Text: "The pre-check passes over these items; the reason goes to the service."}}
	}
	var items []string
	for _, code := range as.Items {
		items = append(items, CheckItem{Item: NewText(code), Result: NewText("FAILED")}.Title())
	}
	return []Effect{
		{Text: "The pre-check passes over: " + strings.Join(items, ", ") + "."},
		{Text: "The service is told why: " + strings.TrimSuffix(Clean(as.Reason), ".") + "."},
	}
}
