package model

// Realm is what a service moves. What differs between the two in words and rules
// stands in this package; a screen asks it, and never which service it serves.
type Realm uint8

// The realms.
const (
	Databases Realm = iota // DRS
	Files                  // DryvIQ: its jobs are transfers
)

// Facet is a group of things that can be read of a service, and that not every
// service has.
type Facet string

// The facets, by the word that says what is missing.
const (
	FacetChecks   Facet = "pre-check"
	FacetCreation Facet = "creation"
	FacetMeasures Facet = "measurements"
	FacetObjects  Facet = "objects"
	FacetFolders  Facet = "connections" // to be listed, and their folders
	FacetRuns     Facet = "runs"        // a job runs again and again, and each run is told
)

// Lacks is why a facet is not there, as the tail of a sentence; "" if it is.
func (c Capabilities) Lacks(f Facet) string {
	why, offered := c.Facets[f]
	if !offered {
		return c.Service + " has no " + string(f)
	}
	return why
}
