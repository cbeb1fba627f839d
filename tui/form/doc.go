// Package form asks for a few values: a token, a name, a choice. It is for
// small forms; an editor with many fields is a screen of its own.
//
//	box.go    a form in a box of a screen
//	field.go  the fields
//	hold.go   the guard against keys typed ahead
package form
