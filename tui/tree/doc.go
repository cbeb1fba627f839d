// Package tree is a list of lines that somebody else puts together, a few of them on
// screen: what opens and closes is the rows' own business. It asks for the rows that
// are drawn alone, and knows its cursor by the row's key, so that nothing that opens,
// closes or is filtered away elsewhere can move it on the screen.
//
//	tree.go   a Model, its rows, its cursor
//	view.go   drawing
package tree
