// Package table is a list of rows that may be very long. It formats only the
// rows on screen, once per frame, and knows its cursor and its marks by the
// keys of rows, so that no refresh, sort or filter can move them.
//
//	table.go   a Table, its options and its rows
//	places.go  rows by their keys
//	each.go    every row, filtered out or not
//	index.go   from rows to lines: order, filter, children below parents
//	cursor.go  moving; what keeps its place when the rows change
//	mark.go    marks
//	range.go   the rows from an anchor to the cursor
//	fold.go    children shown or hidden
//	column.go  columns and the cells they get
//	fit.go     columns as wide as what is in them
//	view.go    drawing
package table
