package model

import "time"

// Offer is what a form knows of what the service offers, as far as it was read.
type Offer struct {
	Region  string // where drover works: proposed for an end in the cloud
	Project string
	// Now is the service's clock and Zone where the user is (nil: UTC), for a start
	// that is scheduled. A zero Now is not known yet.
	Now  time.Time
	Zone *time.Location
	// Links by scenario; a scenario that is missing was not read yet.
	Links map[Scenario]Links
	// Sizes, Zones and Enterprises are nil until they were read; their Err says
	// why they could not be: then what is typed is taken as it is.
	Sizes          []NodeSize
	SizesErr       string
	Zones          []Zone
	ZonesErr       string
	Enterprises    []Enterprise
	EnterprisesErr string
	Name           NameCheck // the service's word on the name that stands there
	NameListed     bool      // a job on the list has the name
	Unable         string    // why no job can be created here at all; "" = it can
}

// Links is what may be joined in one scenario.
type Links struct {
	All     []Link
	Builtin string // why this is drover's own table and not the service's; "" = it is the service's
}

// Link is one way to join two databases (DRS: ListLinks).
type Link struct {
	Scenario   Scenario
	Engine     string // engine_type: "mysql-to-mysql"
	Source     string // source_endpoint_type: offline, ecs, cloud
	Target     string // target_endpoint_type
	Direction  string // up, down, non-dbs
	Net        string // eip, vpc, vpn
	Tasks      []TaskType
	Modes      []string // cluster_modes of an instance in the cloud
	OnlyV3     bool     // no call of v5 creates it
	Deprecated string   // what the service says of it (description)
}

// NodeSize is a size of the node that does the work (DRS: V3ListAvailableNodeTypes).
type NodeSize struct {
	Code    string // micro, small, medium, high
	SoldOut bool
}

// Zone is an availability zone with stock (DRS: V3ListAvailableZone).
type Zone struct {
	Code    string
	Name    string
	SoldOut bool
}

// Enterprise is an enterprise project (DRS: ShowEnterpriseProject).
type Enterprise struct {
	ID, Name Text
}

// NodeAsk is what sizes and zones depend on.
type NodeAsk struct {
	Scenario   Scenario
	Engine     string
	Direction  string
	Size       string // of zones alone
	MultiWrite bool
}

// NodeAskOf is what the sizes and zones for a draft depend on; ok is false
// while the draft does not say enough.
func NodeAskOf(d Draft) (ask NodeAsk, ok bool) {
	ask = NodeAsk{
		Scenario: Scenario(d.Get(KeyScenario)), Engine: d.Get(KeyEngine), Direction: d.Get(KeyDirection),
		Size: d.Get(KeyNodeType), MultiWrite: d.Get(KeyMultiWrite) == "true",
	}
	return ask, ask.Scenario != "" && ask.Engine != "" && ask.Direction != ""
}
