package objects

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Operation is a way to fill a column that is made on the target.
type Operation struct {
	ID    string   // what follows the comma on the wire
	Words string   // as the screen calls it
	Wire  string   // DRS: operation_type
	Types []string // that the column can have
	Value string   // what the value is; "": none is given
	Fixed string   // the value where it is always the same
}

// The types of added columns.
const (
	typeInt       = "int"
	typeLong      = "long"
	typeText      = "varchar(256)"
	typeDateTime  = "datetime"
	typeTimestamp = "timestamp"
)

const operationMark = "ADDITIONALCOLUMN,"

// Operations are the ways to fill an added column, the most usual one first.
func Operations() []Operation {
	op := func(id, words, value, fixed string, types ...string) Operation {
		return Operation{ID: id, Words: words, Wire: operationMark + id, Types: types, Value: value, Fixed: fixed}
	}
	return []Operation{
		op("default_value", "a fixed value", "the value that every row gets", "", typeInt, typeLong, typeText, typeDateTime, typeTimestamp),
		op("create_time", "time of creation", "", "", typeLong, typeDateTime, typeTimestamp),
		op("update_time", "time of the last change", "", "", typeLong, typeDateTime, typeTimestamp),
		op("expression", "database@table", "always db@table", "db@table", typeText),
		op("server_database_table", "server@database@table", "the name that the server gets", "", typeText),
	}
}

// FindOperation is an operation by its wire form, or by its id.
func FindOperation(wire string) (Operation, bool) {
	all := Operations()
	i := slices.IndexFunc(all, func(o Operation) bool { return o.Wire == wire || o.ID == wire })
	if i < 0 {
		return Operation{Words: wire, Wire: wire}, false
	}
	return all[i], true
}

// NeedsValue reports that somebody has to say with what the column is filled.
func (o Operation) NeedsValue() bool { return o.Value != "" && o.Fixed == "" }

// Check says what is wrong with the type and the value of a column that is filled
// this way; "": nothing.
func (o Operation) Check(typ, value string) string {
	switch {
	case typ == "":
		return "a type is needed: " + strings.Join(o.Types, ", ")
	case !slices.Contains(o.Types, typ):
		return "the type is " + strings.Join(o.Types, ", ")
	case o.Fixed != "" && value == "":
		return "the value is always " + o.Fixed
	case o.Value == "" && value != "":
		return "no value: the service fills it"
	case !o.NeedsValue():
		return ""
	case value == "":
		return "a value is needed: " + o.Value
	}
	return checkValue(typ, value)
}

// checkValue says what is wrong with a value of a type.
func checkValue(typ, value string) string {
	switch typ {
	case typeInt:
		if _, err := strconv.ParseInt(value, 10, 32); err != nil {
			return "a whole number from -2147483648 to 2147483647"
		}
	case typeLong:
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return "a whole number of at most 19 digits"
		}
	case typeText:
		if n := utf8.RuneCountInString(value); n > 256 {
			return strconv.Itoa(n) + " of 256 letters"
		}
	case typeDateTime, typeTimestamp:
		return checkMoment(typ, value)
	}
	return ""
}

// checkMoment says what is wrong with a moment as SQL writes it.
func checkMoment(typ, value string) string {
	at, err := time.Parse(time.DateTime, value) // takes fractions, too
	if err != nil {
		at, err = time.Parse(time.DateOnly, value)
	}
	switch {
	case err != nil:
		return "a moment like 2025-01-31 23:59:59"
	case typ == typeTimestamp && (at.Year() < 1970 || at.Year() > 2038):
		return "a timestamp lies between 1970 and 2038"
	}
	return ""
}

// CheckAdded says what is wrong with a column that is to be made on the target; "":
// nothing.
func CheckAdded(c Column, limit NameLimit) string {
	if why := CheckTarget(c.Name, "", limit); why != "" {
		return why
	}
	op, ok := FindOperation(c.Operation)
	if !ok {
		return "it is filled with one of: " + operationWords()
	}
	return op.Check(c.Type, c.Value)
}

func operationWords() string {
	var out []string
	for _, o := range Operations() {
		out = append(out, o.Words)
	}
	return strings.Join(out, ", ")
}
