package model

import "time"

// Detail is a job with its sections, as the service shows them in full. A
// section the service did not send is empty, never made up.
type Detail struct {
	Job         Job
	Sample      Sample
	From, To    []Endpoint
	Policy      []Fact // conflict, ddl, dml … in the order of the page
	Limits      []Window
	Tags        []Tag
	Alarm       []Fact
	Topology    Text // one2one, one2many, many2one (data_sync_topology_type)
	MultiWrite  Tri
	TaskVersion Text
	ExpiredDays int // days in failure until the job ends by itself; 0: not told
	NodeType    Text
	Node        Node
	Order       Order // of a job billed by month or year
	Master      JobID // main task of a multi-task job
	Enterprise  Text  // enterprise project; "0" is the default one
	Started     time.Time
	FullDone    time.Time
	IncrStarted time.Time
	Ended       time.Time
	Updated     time.Time
	ScheduledAt time.Time // start_time of a scheduled job
	Position    Text      // where the incremental phase begins (incre_start_position)
	GTID        Text
	Kernel      Text // direction the data really flows in disaster recovery: up, down
	FastClean   Tri  // the source's logs are cleared early
	Scope       Scope
	Objects     []ObjectCount
	Tuning      []Fact // parameters by phase
	Params      []Fact // database parameters set at the target
	Features    []Fact // what the service says this job can do
	Failure     Text   // failed_reason or error_message
	FailureCode Text
	Groups      []FactGroup // what only this service tells, in the order of the page
	Executing   *Execution  // the run that goes on; nil: none, or not told
	LastRun     *Execution  // the one before it; nil: not told
	Runs        Tri         // of a transfer: whether a run goes on
	Read        time.Time
	Lacks       string // why a part of it could not be read; "": what the service tells is here
	Raw         []RawSection
}

// Tri is a yes, a no, or a thing nobody told.
type Tri uint8

// The three answers.
const (
	NotTold Tri = iota
	No
	Yes
)

// Endpoint is one end of a job. The password is never part of it: the service
// does not send it back, and drover does not keep it.
type Endpoint struct {
	Engine   Text // db_type
	Kind     Text // endpoint_type: offline, ecs, cloud
	Sort     Text // endpoint_name: kind of database and where it runs, cloud_mysql
	Record   Text // id of the endpoint's record
	Project  Text // id of the project that its instance is in
	Address  Text
	Port     Text
	User     Text
	Instance Text // instance_id
	Name     Text // instance_name
	Database Text
	Region   Text
	Zone     Text
	TLS      Tri
	Network  Network
	ReadOnly Tri  // target: read-only while the job runs
	Nodes    int  // subtasks that read a cluster; 0: not told
	Cert     Text // name of the TLS certificate
	CertSum  Text // its checksum, SHA-256
	Resolver Text // address of its own DNS server
	OwnDNS   Tri  // it has one
	// DNSAction is what was done with the setting of the DNS server: add, keep,
	// update, recover.
	DNSAction Text
	// Shard says that this is a physical source within the source before it.
	Shard    bool
	Mode     Text // cluster_mode, mongo_ha_mode or kafka security, as it came
	Topic    Text
	Password Tri // whether one is stored, where the answer shows it (masked)
}

// Fact is a label and its value, ready to show.
type Fact struct {
	Label string
	Value Text
}

// FactGroup is some facts under one label.
type FactGroup struct {
	Label string // at most 10 cells
	Facts []Fact
}

// Window is one flow-control window, in UTC as on the wire.
type Window struct{ Begin, End, Speed Text }

// Tag is one resource tag.
type Tag struct{ Key, Value Text }

// ObjectCount is how many objects of one kind are done.
type ObjectCount struct {
	Kind, Source, Done, Status Text
	Begun, Finished            time.Time
}

// RawSection is one answer of the service, as it came, for the raw tab.
// Secrets in it are masked before it gets here.
type RawSection struct {
	Title string // the operation it came from
	JSON  []byte // indented
}
