// Package journal is drover's memory of what it sent: an append-only file of
// JSON lines that several drovers may share, written and synced before the
// first byte of a write goes out. Beside it in the same folder is how each
// person wants the list, the jobs that somebody is describing, and the copies that are
// not done.
//
//	entry.go    a line, and what the lines of one job of one intent add up to
//	book.go     the lines read so far
//	codec.go    a line as bytes: JSON with a checksum
//	journal.go  opening, appending, reading
//	target.go   the lock on one job, held while a write to it is under way
//	files.go    folder and files of one owner only, and their locks; file_error.go why not
//
//	views*.go   view.json: reading, keeping what others wrote, bounds
//	drafts*.go  drafts/: the jobs that somebody is describing, and the objects that somebody is
//	            choosing, each open in one drover
//	shelf.go    what both are: a folder of files, each with a lock
//	copyings*.go copies/: the copies that are not done, each worked on by one drover
//	inspect.go  looking without changing anything
//	passing.go  the state folder of a demo, of which view and drafts alone stay
//
// The reading rule: an INTENT without SENDING was not sent; a SENDING without
// an end is unknown. Lines are never rewritten and the file is never
// compacted: a start costs about 1.5 kB, a thousand starts 1.5 MB.
package journal
