package model

import "time"

// Network is where something stands in the cloud's network.
type Network struct {
	VPC, Subnet Text
	Group       Text // security group
}

// Node is the machine that runs a job, as far as the service tells of it. Its
// size is Detail.NodeType.
type Node struct {
	Network Network
	Address Text // own address in the subnet (custom_node_ip, in v3 ip)
	Public  Text // addresses on the internet, by commas
	Binding Text // whether those were bound: SUCCESS, FAILED
	Shape   Text // single, ha
	Arch    Text // x86, arm
	Zone    Text // one for each node, by commas
	Status  Text
	Role    Text // of the node shown: primary or standby
	Disk    Text // volume_size; the contract names no unit
	Count   int  // nodes or subtasks; 0: not told
	MultiAZ Tri
}

// Order is the subscription that a job is billed by.
type Order struct {
	Unit   string // month, year; "": not told
	Count  int    // units ordered; 0: not told
	Renews Tri
	Status Text
	Begins time.Time
	Ends   time.Time
}

// Scope is what was chosen to be moved, as far as the service tells.
type Scope struct {
	Told      bool // the counts were
	Databases int
	Schemas   int
	Tables    int
	Others    int    // of further kinds
	Renamed   int    // objects with another name at the target
	Names     []Text // databases, in the order of the service; "a > b" if renamed
	Whole     Tri    // whole databases (sync_database)
	Accounts  Tri    // database accounts go along
	Users     int    // accounts named; 0: none, or not told
	Roles     int
	Definers  Tri // definers become the target's account
}
