package objects

import "drover/model"

// Kind says what an object is.
type Kind uint8

// The kinds. Databases and schemas hold others (boxes), the rest are leaves.
const (
	Database Kind = iota
	Schema
	Table
	View
	Procedure
)

// Word is the kind as the wire and the screen call it.
func (k Kind) Word() string {
	return [...]string{"database", "schema", "table", "view", "procedure"}[k]
}

// LeafKind reads the wire's word for a leaf; what is not known is a table.
func LeafKind(word string) Kind {
	switch word {
	case "view":
		return View
	case "procedure":
		return Procedure
	}
	return Table
}

// Scope is the level at which objects are chosen (DRS: object_scope).
type Scope string

// The scopes. All takes everything and lists nothing; the service fixes the scope
// once the job has been started.
const (
	ScopeNotTold  Scope = ""
	ScopeAll      Scope = "all"
	ScopeDatabase Scope = "database"
	ScopeTable    Scope = "table"
)

// Node is one object's place in a Tree: databases first, then schemas, then leaves,
// each below the one before it in order of their names. It means nothing in another
// Tree.
type Node int32

// None is no object.
const None Node = -1

// Path names an object: Schema is "" where the engine has none, or for a database;
// Name is "" for a database or a schema.
type Path struct{ Database, Schema, Name string }

// String is the path with dots between its parts, cleaned.
func (p Path) String() string {
	out := p.Database
	for _, part := range []string{p.Schema, p.Name} {
		if part != "" {
			out += "." + part
		}
	}
	return model.Clean(out)
}

// Root is the database that a link of two levels needs on a target of three (DRS:
// target_root_db); its zero value is none.
type Root struct {
	Name, Encoding string // Encoding "": the service's default, UTF-8
	Unknown        []Member
}

// Empty reports that there is none.
func (r Root) Empty() bool { return r.Name == "" && r.Encoding == "" && len(r.Unknown) == 0 }
