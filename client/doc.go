// Package client is the one API client: reads pass through to a Backend, and
// Client.Apply is the only path of a write.
//
//	backend.go  what a replication service must be able to do
//	errors.go   what a failed call means
//	place.go    where a client works
//	door.go     who comes in there, and how a login is proved
//	offer.go    what a service can be asked for, and in which generation of its API
//	client.go   opening, reading, closing
//	reads.go    what the run page of a job reads; reads_objects.go what the page of its objects does
//	apply.go    from a plan to a run
//	run.go      a run: its rows, its snapshot, its end
//	send.go     chunk by chunk, attempt by attempt
//	ready.go    what must hold before a chunk goes out
//	making.go   jobs that are made: their names stand for them
//	evidence.go which job of a name is the one that was made
//	stored.go   what shows that endpoints were stored
//	edits.go    a section is read before it is replaced; edited.go reads it again
//	marks.go    what the journal keeps of that
//	objects_*.go a job's objects: read before they are replaced, followed while the service stores them, and read again;
//	            objects_draft.go keeps what somebody is choosing
//	gate.go     one write at a time, and not too fast
//	course*.go  a copy step by step, each step a plan of its own: begun and gone on with (begin), what of it lies on the
//	            disk (record), how a step is taken (work) and its goal read (reads), what an earlier try left (earlier), and the
//	            steps themselves: make (with paths), prove (compare reads the copy, sections what of a copy of databases is
//	            the original's, live whether a transfer runs or would), databases, checks, original, schedule, ending;
//	            copy_described.go keeps one before it is sent, copy_body and copy_text are what of it is sent and edited
//	check.go    where a pre-check's result is read; checked.go keeps the one before
//	look.go     an unknown outcome is looked for by reads
//	proof.go    what a status proves; proof_files of a transfer, whose runs prove more
//	again.go    what may be tried again without asking
//	settled.go  outcomes on their way to disk and screen
//	follow.go   accepted jobs are followed to where they rest
//	settle.go   what an earlier process left unknown
//	declare.go  what only the user can settle
//	exchange.go what went over the wire of late
//	history.go  the journal as screens see it
//	chance.go   intents' ids and jitter
//	view.go     how somebody wants the list, from one start to the next
//	options.go  what the service offers to a job that is being described
//	drafts.go   jobs that somebody is describing, from one start to the next
//	jobfile*.go a job as a file, read and judged by the folder jobfile
//	objectfile.go a job's objects as a file, JSON or CSV; the folder dbobject has both
//	editor.go   what somebody writes texts with; scratch.go the file of it
//	secret.go   a password from a variable or a command
//	export.go   the list as a file
//	file.go     a file that is there whole or not at all; readfile.go reads a small one
package client
