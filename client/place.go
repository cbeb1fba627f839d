package client

// Place is where a client works, for banners, reviews and the journal.
type Place struct {
	Profile string // a label
	Region  string // "": a service without regions
	Project string // the project's id; of a DryvIQ server "site:NAME", or "-" for the server itself
	Origin  string // scheme, host and port of the service
	Service string // the word in the banner: "DRS", "DryvIQ"

	Demo       bool
	Production bool
	ReadOnly   bool // every write is refused

	LoginSource string // where the credential came from: "DROVER_TOKEN", "typed"
}
