// Package dbobject has the forms of a document of objects: as the service knows it
// (DRS: DbObject), streamed both ways, and as a table for a spreadsheet.
//
//	read.go     what there is to read: a document, an answer, its limits
//	scan.go     bytes to tokens, through a window
//	token.go    … strings, numbers, whole values
//	decode.go   tokens to a document: databases, schemas
//	leaf.go     … tables, and columns.go their columns
//	write.go    a document to JSON, and how large that is
//	members.go  … its members; quote.go its strings
//	csv.go      the columns of the table; csv_write.go, csv_read.go
//	cell.go     the small language of its cells for columns and lists
//	file.go     JSON or table, by what stands in the file
//
// Reading is tolerant, writing is strict. What drover does not know, or does not
// understand, is kept as it came and goes back as it came.
package dbobject
