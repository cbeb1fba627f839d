package model

// Verb is something drover does to a job: the word the user sees.
type Verb string

// The verbs. What a screen offers of them depends on Can.
const (
	Start Verb = "start"
)

// Capabilities is what a backend can do at all, independent of any job.
type Capabilities struct {
	Verbs   map[Verb]string // "" = can; else the reason why not, in a sentence's tail
	Service string          // "DRS", "DryvIQ": the word in the banner
}
