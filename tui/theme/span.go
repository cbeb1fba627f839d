package theme

// Span is a piece of text in one tone.
type Span struct {
	Text string
	Tone Tone
}
