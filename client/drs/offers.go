package drs

import (
	"strings"

	"drover/client"
	"drover/model"
)

// reads lists what is read, and by which generations: where there are two, both
// are asked and their answers joined.
func reads() []way {
	return []way{
		{generation: v5 + " " + v3, op: "list of jobs"}, {generation: v5 + " " + v3, op: "detail"},
		{generation: v3, op: "status"}, {generation: v3, op: "progress and lag"}, {generation: v3, op: "pre-check result"},
		{generation: v5, op: "measures of the node"}, {generation: v5, op: "progress of objects"}, {generation: v5, op: "dirty rows"},
		{generation: v5, op: "skipped DDL"}, {generation: v5, op: "log"}, {generation: v5, op: "timeline"}, {generation: v5, op: "check of a name"},
		{generation: v5, op: "links"}, {generation: v3, op: "sizes of a node"}, {generation: v3, op: "zones"}, {generation: v5, op: "enterprise projects"},
		{generation: v5, op: "objects"}, {generation: v5, op: "columns"}, {generation: v5, op: "check of filters"},
	}
}

// Offers tells of everything drover asks a service for which generation is
// asked here, as far as is known: what no list has taught yet counts as offered.
func (b *Backend) Offers() []client.Offer {
	var out []client.Offer
	for _, r := range reads() {
		o := client.Offer{What: string(r.op)}
		var here []string
		for _, g := range strings.Fields(r.generation) {
			if b.memory.offers(g) {
				here = append(here, g)
			} else {
				o.Why = "needs the " + g + " API, which " + b.memory.why(g)
			}
		}
		o.Generation = strings.Join(here, " and ")
		out = append(out, o)
	}
	caps := b.Capabilities()
	for _, verb := range model.EveryVerb() {
		o := client.Offer{What: string(verb), Why: caps.Verbs[verb]}
		for _, w := range ways(verb) {
			if b.memory.offers(w.generation) {
				o.Generation = w.generation
				break
			}
		}
		out = append(out, o)
	}
	return out
}
