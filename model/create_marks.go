package model

import "strings"

// What stands behind the place of a value that is the form's own: how something
// comes in, what was typed for it, what is looked at. None goes over the wire or
// into a job file; a draft on disk keeps them, but for the Unkept.
const (
	topologyMark = "#topology"
	linksMark    = "#links" // a fact, without a value
	typedMark    = "#typed"
	fromMark     = "#from"
	envMark      = "#env"
	commandMark  = "#command"
	fileMark     = "#cert_file"
	readMark     = "#read"
	hereMark     = "#here" // an element that was added and has no value yet: "source_endpoint[1]#here"
	lookAt       = "#at"   // chooses an element: see Draft.Look
	addOne       = "#add"  // a button
	takeOut      = "#remove"
)

// FormOwn reports the keys of values that are the form's own.
func FormOwn(key FieldKey) bool { return strings.Contains(string(key), "#") }

// Unkept reports the values that are never written to a draft on disk: a
// command may hold a secret.
func Unkept(key FieldKey) bool { return strings.HasSuffix(string(key), commandMark) }
