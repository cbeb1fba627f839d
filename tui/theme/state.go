package theme

import "drover/model"

// Glyph is the sign of a family of states, one cell wide. It always stands
// beside the state's word.
func (t *Theme) Glyph(f model.Family) string {
	pretty, plain := familyGlyph(f)
	if t.opts.ASCII {
		return plain
	}
	return pretty
}

func familyGlyph(f model.Family) (pretty, plain string) {
	switch f {
	case model.Idle:
		return "○", "o"
	case model.Busy:
		return "~", "~"
	case model.Running:
		return "►", "+"
	case model.Paused:
		return "║", "="
	case model.Failed:
		return "×", "x"
	case model.Ended:
		return "■", "#"
	case model.Unknown:
	}
	return "?", "?"
}

// FamilyTone is the tone of a family's glyph.
func (t *Theme) FamilyTone(f model.Family) Tone {
	switch f {
	case model.Idle:
		return Text
	case model.Busy:
		return Busy
	case model.Running:
		return OK
	case model.Paused:
		return Warn
	case model.Failed:
		return Bad
	case model.Ended:
		return Muted
	case model.Unknown:
	}
	return Unknown
}

// WordTone is the tone of a state's word: only what is wrong or over has one
// of its own, since the glyph before it is coloured already.
func (t *Theme) WordTone(f model.Family) Tone {
	switch f {
	case model.Paused:
		return Warn
	case model.Failed:
		return Bad
	case model.Ended, model.Unknown:
		return Muted
	case model.Idle, model.Busy, model.Running:
	}
	return Text
}

// OutcomeGlyph is the sign of an outcome, one cell wide.
func (t *Theme) OutcomeGlyph(k model.OutcomeKind) string {
	switch k {
	case model.Accepted, model.Done:
		if t.opts.ASCII {
			return "v"
		}
		return "√"
	case model.Refused:
		return t.Glyph(model.Failed)
	case model.UnknownOutcome:
		return "?"
	case model.Waiting:
		return "~"
	case model.Skipped, model.NotSent, model.Absent:
	}
	return "-"
}

// OutcomeTone is the tone of an outcome's glyph and word.
func (t *Theme) OutcomeTone(k model.OutcomeKind) Tone {
	switch k {
	case model.Accepted, model.Done:
		return OK
	case model.Refused:
		return Bad
	case model.UnknownOutcome:
		return Unknown
	case model.Waiting:
		return Busy
	case model.NotSent, model.Absent:
		return Warn
	case model.Skipped:
	}
	return Muted
}
