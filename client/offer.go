package client

// Offer is one thing that a service can be asked for, and the generation of its
// API that drover asks here.
type Offer struct {
	What       string // a verb, or what is read
	Generation string // "v5", "v3", "v5 and v3"; "": none
	Why        string // why none, as a sentence's tail
}
