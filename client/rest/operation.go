package rest

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"drover/model"
)

// Op is an operation's name in the contract.
type Op string

// Class says whether an operation may be repeated. It belongs to the
// operation, not to its method: POST /v3/../jobs only lists, POST /v5/../jobs
// creates and bills.
type Class uint8

// The classes. The zero value is the careful one.
const (
	Write Class = iota // one attempt per send, ever
	Read               // repeated by rest itself when the network or the service has trouble
)

// Operation is one row of a backend's table.
type Operation struct {
	Op         Op
	Method     string
	Path       string // as in the contract: /v3/{project_id}/jobs
	Generation string // "v5", "v3": which API generation offers it
	Class      Class
	Deadline   time.Duration // of one attempt, answer included
	Manner     Manner        // how the service speaks of errors
	Form       bool          // the body is a form, not JSON
}

// Table holds a backend's operations, one row each.
type Table []Operation

// Row finds an operation. One that stands in no table is a programmer's
// mistake and panics.
func (t Table) Row(op Op) Operation {
	for _, row := range t {
		if row.Op == op {
			return row
		}
	}
	panic("rest: no row for operation " + string(op))
}

// Call is one operation with its values.
type Call struct {
	Operation
	Values map[string]string // for the names in the path, as they came
	Query  url.Values
	Body   []byte // JSON, or a form; nil: none
	Site   string // of a DryvIQ server: its /v1/… are then /v1/sites/SITE/api/…; "": none

	As      Credential     // who sends it, instead of the Conn's; nil: the Conn's
	Secrets []model.Secret // in Body: nobody sees them, wherever the answer repeats them

	take func(io.Reader) error // see Conn.Stream
}

// path fills the values in. A value that would change the path's shape is an
// error: ids come from outside.
func (c Call) path() (string, error) {
	var parts []string
	template := c.Path
	if c.Site != "" {
		template = atSite(template)
	}
	for part := range strings.SplitSeq(template, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			value := c.value(strings.TrimSuffix(name, "}"))
			if value == "" || value == "." || value == ".." {
				return "", fmt.Errorf("%q cannot stand in a path", value)
			}
			part = url.PathEscape(value)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "/"), nil
}

func (c Call) value(name string) string {
	if name == siteValue && c.Site != "" {
		return c.Site
	}
	return c.Values[name]
}
