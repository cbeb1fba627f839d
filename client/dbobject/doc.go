// Package dbobject has the forms of a document of objects: as the service knows it
// (DRS: DbObject), streamed both ways, and as a table for a spreadsheet.
//
//	read.go     what there is to read: a document, an answer, the limits
//	scan.go     bytes to tokens, through a window
//	token.go    … strings, numbers, whole values
//	members.go  the members that are known, by level
//	decode.go   tokens to a document: databases, schemas
//	leaf.go     … tables and their columns
//	values.go   … what a member says, and what is kept as it came
//	write.go    a document to JSON, and how large that is; quote.go its strings
//	encode.go   … its objects
//	csv.go      the columns of the table; csv_write.go a document to rows
//	csv_rows.go bytes to rows; csv_read.go, csv_objects.go rows to a document
//	cell.go     the small language of the cell for columns; cell_read.go reads it
//	file.go     JSON or table, by what stands in the file
//
// Reading is tolerant, writing is strict. What drover does not know, or does not
// understand, is kept as it came and goes back as it came.
package dbobject
