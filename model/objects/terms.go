package objects

import (
	"slices"

	"drover/model"
)

// Support is what the service says that choosing objects can do on a link (DRS:
// object/support). What it did not say is not told, and is not held against anybody.
type Support struct {
	Read bool // it was asked, and answered

	// Whether objects can be chosen in tasks of these phases.
	Full, Incr, FullIncr model.Tri

	ColumnMapping model.Tri // columns can have other names

	// Whether the source can be searched by name at these levels.
	SearchDatabase, SearchSchema, SearchTable model.Tri

	// What a file may bring, for services that take one.
	ImportEngines   []string
	ImportLevel     string
	ImportMapping   string
	ImportColumns   model.Tri
	ImportUniqueKey model.Tri
	FileSize        string
	PreviousSelect  string // how objects were chosen before
}

// Objects reports whether objects can be chosen in a task of these phases.
func (s Support) Objects(task model.TaskType) model.Tri {
	switch task {
	case model.Full:
		return s.Full
	case model.Incr:
		return s.Incr
	case model.FullIncr:
		return s.FullIncr
	}
	return model.NotTold
}

// NameLimit is how long a name may be on a target.
type NameLimit struct {
	Most  int  // 0: not known
	Bytes bool // bytes count, else letters
}

// Terms are what a job's link, phase and past allow: its choice of objects is held
// against them.
type Terms struct {
	Started    bool      // what was chosen at one level stays at that level
	Scope      Scope     // that level; ScopeNotTold: nobody told it
	Sync       bool      // a synchronization: the only kind of job with columns, lookups and row filters
	NeedsRoot  bool      // all goes into one database on the target (DRS: target_root_db)
	ManyToOne  bool      // several objects may have one target
	OneToMany  model.Tri // one table may go elsewhere than its database does
	From, To   string
	MaxTarget  NameLimit
	FoldNames  bool      // the target may not tell upper-case letters from lower-case ones
	Selectable model.Tri // No: this task takes all there is
	Support    Support

	// Columns are those of a leaf as far as they were read; nil, or an answer of
	// nil: they were not.
	Columns func(leaf Node) *TableColumns
}

// ruleManyToOne is the topology of several sources that write one target.
const ruleManyToOne = "many2one"

// ruleOneToMany is that of one source whose tables go to several databases.
const ruleOneToMany = "one2many"

// TermsOf reads the terms of a job. held is the scope of the document that the job
// has; d may be nil.
func TermsOf(job model.Job, d *model.Detail, support Support, held Scope) Terms {
	t := Terms{Started: jobStarted(job, d), Sync: job.Scenario == model.Sync, Support: support, Selectable: support.Objects(job.Task)}
	t.From, t.To = model.Ends(job.Engine.Raw())
	if t.Started {
		t.Scope = held
	}
	t.NeedsRoot = twoLevels(t.From) && threeLevels(t.To)
	t.MaxTarget = LimitOf(t.To)
	t.FoldNames = foldsNames(t.To)
	if d != nil {
		t.ManyToOne = d.Topology.Raw() == ruleManyToOne
		switch d.Topology.Raw() {
		case "":
		case ruleOneToMany:
			t.OneToMany = model.Yes
		default:
			t.OneToMany = model.No
		}
	}
	return t
}

// jobStarted reports whether a job was started before.
func jobStarted(job model.Job, d *model.Detail) bool {
	before := []string{"", "CREATING", "CREATE_FAILED", "CONFIGURATION", "WAITING_FOR_START"}
	return d != nil && !d.Started.IsZero() || !slices.Contains(before, job.Status.Raw())
}

// twoLevels are engines whose tables lie in databases; Oracle's users count as such.
func twoLevels(engine string) bool {
	return slices.Contains([]string{"mysql", "taurus", "mariadb", "oracle"}, engine)
}

// threeLevels are engines whose tables lie in schemas of databases.
func threeLevels(engine string) bool {
	return slices.Contains([]string{"gaussdb", "gaussha", "pg"}, engine)
}

// LimitOf is how long a name may be on an engine, by its short name; 0 where that is
// not known for sure.
func LimitOf(engine string) NameLimit {
	switch engine {
	case "mysql", "taurus", "mariadb":
		return NameLimit{Most: 64}
	case "pg", "gaussdb", "gaussha":
		return NameLimit{Most: 63, Bytes: true}
	}
	return NameLimit{}
}

// foldsNames are engines that can be set to ignore the case of table names (MySQL:
// lower_case_table_names).
func foldsNames(engine string) bool {
	return slices.Contains([]string{"mysql", "taurus", "mariadb"}, engine)
}
