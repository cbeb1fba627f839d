package model

import "strings"

// windowsWords are windows in words: "02:00-05:59Z at 80 MB/s".
func windowsWords(windows []Window) string {
	if len(windows) == 0 {
		return "no limit"
	}
	out := make([]string, 0, len(windows))
	for _, w := range ParseWindows(WindowsText(windows)) { // in the order of their begins
		span := w.Begin.String() + "-" + w.End.String() + "Z"
		if w.Length() == dayHours {
			span += " (all day)"
		}
		out = append(out, span+" at "+w.Speed.String()+" MB/s")
	}
	return strings.Join(out, ", ")
}

// flowMeans says when the windows act, how much of the day they limit, and when
// that is where the user is.
func flowMeans(e Edit, a Around) []Effect {
	windows := flowWindows(e)
	var out []Effect
	if pastFull(e.Detail) {
		out = append(out, Effect{Risk: true, Text: "Full phase only: no effect now, the full phase is over."})
	} else {
		out = append(out, Effect{Text: "Full phase only: what is replayed afterwards is not limited."})
	}
	limited := 0
	for _, n := range WindowHours(windows) {
		if n > 0 {
			limited++
		}
	}
	switch limited {
	case 0:
		out = append(out, Effect{Text: "No hour is limited: it copies as fast as it can."})
	case dayHours:
		out = append(out, Effect{Text: "All 24 hours of the day are limited."})
	default:
		out = append(out, Effect{Text: plural(limited, "hour", "hours") + " of 24 " + oneOrMany(limited, "is", "are") + " limited; in the others it copies as fast as it can."})
	}
	if !localDiffers(a) {
		return out
	}
	for i, w := range windows {
		l, ok := w.Local(a.Now, a.Zone)
		if !ok {
			continue
		}
		out = append(out, Effect{Text: "Window " + itoa(i+1) + ", " + w.Begin.String() + "-" + w.End.String() + "Z, is " + l.Words() + " here."})
		if from, then, moves := w.Moves(a.Now, a.Zone); moves {
			out = append(out, Effect{Risk: true, Text: "The clocks change: from " + from.In(a.Zone).Weekday().String() + " on window " + itoa(i+1) + " is " + then.Words() + " here."})
		}
	}
	return saying(out).risksFirst()
}

func flowEffects(Edit, Around) []Effect {
	return []Effect{{Text: "All flow windows are replaced as one list."}}
}

// pastFull reports whether the full phase of a job is over, so that what acts in
// it alone has no effect any more.
func pastFull(d Detail) bool {
	status := d.Job.Status.Raw()
	switch {
	case strings.HasPrefix(status, "INCRE_"), strings.HasPrefix(status, "CHILD_"), status == "FULL_TRANSFER_COMPLETE":
		return true
	case strings.HasPrefix(status, "FULL_"), status == "CONFIGURATION", status == "CREATING", status == "WAITING_FOR_START", status == "STARTJOBING":
		return false // a reset begins the full phase again
	}
	return !d.FullDone.IsZero()
}
