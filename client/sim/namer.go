package sim

import (
	"strconv"
	"strings"
)

// namer makes the names of all objects of a job, none of which is kept: a name
// follows from the job and the number of the object. It is a value of its own,
// so that an answer of a million names needs no lock while it goes out.
type namer struct {
	fleet   string
	shift   int // which word the first table begins with
	tables  int
	upper   bool // in capitals, as Oracle has them
	hostile bool
	wide    bool // one database holds about half of all tables
}

// wideName is the job with one database that has more tables than are listed at
// once.
const wideName = "wave2-shop-02"

// namer gives the names of a job. The caller holds the lock.
func (s *Sim) namer(i int) namer {
	i = s.world.face(i)
	j := &s.world.jobs[i]
	return namer{
		fleet: s.fleet(i), shift: int(s.world.hash(i) % 7), tables: s.options.Tables, upper: j.link == oracleGauss, hostile: j.is(hostile),
		wide: s.firstName(i) == wideName && s.world.made[i] == nil,
	}
}

// firstName is the name that a job was made with.
func (s *Sim) firstName(i int) string { return or(s.editsOf(i).born, s.world.jobs[i].name) }

// object is the database of the k-th object of a kind, and its own name.
func (n namer) object(kind kindOf, k int) (db, name string) {
	table := k
	switch kind.name {
	case "database":
		return n.database(k), ""
	case "table_indexs":
		table = k / 2
		name = n.table(table) + n.cased(".idx_"+strconv.Itoa(1+k%2))
	case "table", "table_structure":
		name = n.table(table)
	default: // spread over the tables
		table = n.spread(kind, k)
		name = n.finished(table, kind.prefix+n.word(table))
	}
	return n.database(n.databaseOf(table)), name
}

// spread is the table that the k-th view, procedure or the like stands beside.
func (n namer) spread(kind kindOf, k int) int {
	return k * max(n.tables, 1) / max(kind.count(n.tables), 1)
}

// bakEvery: one table in so many is a copy that somebody left behind.
const bakEvery = 50

// table is the name of the k-th table; those beyond tables came later.
func (n namer) table(k int) string {
	name := n.word(k)
	if k > 0 && k%bakEvery == 0 {
		name += "_bak"
	}
	return n.finished(k, name)
}

func (n namer) word(k int) string {
	words := [...]string{"customers", "orders", "order_items", "payments", "invoices", "shipments", "sessions", "audit_log", "prices", "stock"}
	digits := strconv.Itoa(k)
	if len(digits) < 4 {
		digits = "0000"[len(digits):] + digits
	}
	return words[(k+n.shift)%len(words)] + "_" + digits
}

// finished puts a name into the letters of the job.
func (n namer) finished(table int, name string) string {
	if n.hostile && table%3 == 0 {
		return name + "\x1b[7m\u202etxt.\r"
	}
	return n.cased(name)
}

func (n namer) cased(name string) string {
	if n.upper {
		return strings.ToUpper(name)
	}
	return name
}

// database is the name of the d-th database; of a job with schemas, of the d-th
// schema.
func (n namer) database(d int) string {
	return n.cased(string(appendNumber([]byte(n.fleet+"_"), d)))
}

// narrow is how many tables the databases of a wide job have, but for the first.
func (n namer) narrow() int { return perDatabase(n.tables) / 2 }

// first is how many tables the first database has.
func (n namer) first() int {
	if n.wide {
		return n.tables - (databases(n.tables)-1)*n.narrow()
	}
	return min(perDatabase(n.tables), n.tables)
}

// span is where the tables of the d-th database begin and end.
func (n namer) span(d int) (from, to int) {
	first, per := n.first(), perDatabase(n.tables)
	if n.wide {
		per = n.narrow()
	}
	if d == 0 {
		return 0, first
	}
	from = first + (d-1)*per
	return min(from, n.tables), min(from+per, n.tables)
}

// databaseOf is the database that a table is in. Those that came later are
// spread over all.
func (n namer) databaseOf(table int) int {
	all := databases(n.tables)
	if table >= n.tables {
		return ((table-n.tables)*7 + n.shift) % all
	}
	first, per := n.first(), perDatabase(n.tables)
	if n.wide {
		per = n.narrow()
	}
	if table < first {
		return 0
	}
	return 1 + (table-first)/per
}
