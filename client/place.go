package client

import "strings"

// NoProject stands for the project of a service that has none; a set of nodes that
// answers apart stands there as "site:NAME".
const NoProject = "-"

// Site is the name of the set of nodes, "" where there is none.
func (p Place) Site() string {
	name, is := strings.CutPrefix(p.Project, "site:")
	if !is {
		return ""
	}
	return name
}

// HasProject reports a service that is divided into projects.
func (p Place) HasProject() bool { return p.Project != "" && p.Project != NoProject && p.Site() == "" }

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
