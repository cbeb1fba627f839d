package model

import "time"

// fileEffects says what sending does to transfers.
func fileEffects(wish Wish, sum Sum, now time.Time, zone *time.Location) []Effect {
	n := sum.Goes
	switch wish.Verb {
	case Start:
		return []Effect{
			{Text: oneOrMany(n, "A run of it is queued at once, whatever its schedule says.", "A run of each is queued at once, whatever their schedules say.")},
			{Text: oneOrMany(n, "Its schedule stays as it is.", "Their schedules stay as they are.")},
		}
	case Pause:
		return filePauseEffects(sum)
	case Resume:
		return []Effect{
			{Text: oneOrMany(n, "It runs by its schedule again.", "They run by their schedules again.")},
			{Text: oneOrMany(n, "Whether a run that was stopped goes on from there the server does not say.", "Whether runs that were stopped go on from there the server does not say.")},
		}
	case Cancel:
		return []Effect{
			{Text: oneOrMany(n, "The run ends within seconds; what it moved stays. The job stays.", "The runs end within seconds; what they moved stays. The jobs stay.")},
			{Text: oneOrMany(n, "A job with the mode auto runs again when its schedule says so.", "Those with the mode auto run again when their schedules say so.")},
		}
	case Delete:
		return fileDeleteEffects(sum)
	case Clone:
		if wish.Clone.With != nil {
			return copyMeans(*wish.Clone.With, Around{Now: now, Zone: zone})
		}
		return []Effect{{Text: "The copy is made without a schedule: it runs when it is started, and not by itself."}}
	case Update:
		return editEffects(wish.Edit)
	case StartNow, RunCheck, SkipItem, TryAgain, Reset, End, ForceEnd, TestEnds, Create, SaveEnds, SaveObjects, ReEdit: // a transfer has none of them
	}
	return nil
}

func filePauseEffects(sum Sum) []Effect {
	n := sum.Goes
	if sum.Running == 0 {
		return []Effect{{Text: oneOrMany(n, "It does not run by itself until it is resumed.", "They do not run by themselves until they are resumed.")}}
	}
	out := []Effect{{Text: oneOrMany(n,
		"Its run stops. Until it is resumed nothing of it runs by itself; whether a stopped run goes on from there the server does not say.",
		"Runs stop. Until they are resumed nothing of them runs by itself; whether stopped runs go on from there the server does not say.")}}
	return append(out, Effect{Text: "A change of the schedule drops a pause."})
}

func fileDeleteEffects(sum Sum) []Effect {
	n := sum.Goes
	out := []Effect{{Risk: true, Text: oneOrMany(n,
		"It is flagged as deleted and leaves every list; a run is ended within about 5s; its history stays in the server, there is no way back.",
		"They are flagged as deleted and leave every list; runs are ended within about 5s; their history stays in the server, there is no way back.")}}
	if sum.Running > 0 {
		if n == 1 {
			return append(out, Effect{Risk: true, Text: "It runs: what is not moved yet stays where it is."})
		}
		out = append(out, Effect{Risk: true, Text: of(sum.Running, n) + " running: what is not moved yet stays where it is."})
	}
	return out
}
