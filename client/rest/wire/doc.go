// Package wire reads JSON that cannot be trusted to keep its own contract:
// flags as strings, numbers as strings, times in three formats, a list where a
// map was promised, nulls, unknown members. Every reader answers for the one
// value it was asked for, so a member that does not fit never costs the row it
// stands in. Names are compared as they are: unlike encoding/json, "ID" is not
// "id".
package wire
