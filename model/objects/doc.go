// Package objects is the db_object of a job: which databases, schemas, tables,
// views and procedures move, under which names, with which filters. It is made for
// a million tables: what a source holds is a Tree (one block of names, no map), what
// goes of it is a State, which shares with the State before whatever did not change.
//
//	kind.go            kinds, scopes, places in a tree
//	tree.go            Tree: what there is, below what, in order
//	extra.go           what only few tables have: filters, columns, aliases
//	listing.go         Listing: one document (DRS: DbObject), as told or as sent
//	ask.go             what a service is asked for, how far it is, and what it answers
//	builder.go         how a decoder makes a Listing; merged.go one of several
//	order.go           … and puts its names in order
//	chunk.go           the blocks that States share
//	state.go           State: what goes; its questions
//	state_ops.go       … and its changes, each of which gives a new State
//	set.go             Set: objects that something is done to
//	open.go            Listing of the source + Listing of the job ⇒ Tree and State
//	document.go        State ⇒ the smallest document that says it
//	print.go           what a document says, as a hash
//	filter*.go         what somebody looks for: parse (terms), words (word, glob), asked of
//	                   64 leaves at a time (ask), of a part of the tree (only)
//	hits.go            what a filter finds
//	outline*.go        what is seen of a tree, line by line; the next change
//	reopen.go          a State over a source that was read anew; onto.go mine on top of
//	                   what somebody else has saved meanwhile
//	sums.go            what goes, counted; the scope it needs
//	means*.go          … and in words
//	diff*.go           what differs between two States: counted, in words, to review
//	take.go            a selection from a file or from another job
//	select_by.go       … and by rules, one a line
//	history.go         the way back, and forth again
//	say.go             numbers and names in sentences
//	terms.go           what a job's link, phase and past allow
//	names.go           what a name on the target may be
//	rename*.go         many names by one pattern: rule (parse), match, walk; preview and apply
//	clash*.go          objects that would have one name
//	columns*.go        the columns of a table: shown, left out, mapped, added (edit)
//	lookup_use.go      how others' filters use a table
//	operations.go      how an added column is filled
//	lookup_use.go      tables that others' filters look up
//	where.go           what can be said of a row filter without the service
//	mistakes*.go       what keeps a State from being sent: whole, names, synced, extra
//	side.go            work that is done side by side
//
// Names are the service's: they are kept byte by byte, and hostile until they went
// through model.Clean.
package objects
