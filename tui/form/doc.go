// Package form asks for values: a token, a name, a choice, and whole pages of
// fields.
//
//	box.go     a small form of the library in a box of a screen
//	field.go   its fields
//	hold.go    the guard against keys typed ahead
//	line.go    a one-line text field
//	sheet*.go  a form of many fields of drover's own: focus, keys, view, values
//	pick.go    a list to choose one option of a field from
package form
