// Package model is drover's vocabulary: jobs, states, plans and outcomes, and
// the pure rules that connect them. It knows no service, no disk, no screen
// and no clock; everything that depends on "now" is told what now is.
//
//	text.go secret.go   strings of a server, and strings nobody may see; secret_name.go tells the names of such
//	job.go detail.go node.go    what a job is, thin for lists and whole for its page
//	kept.go             a job as a list of 100,000 keeps it
//	state.go            the 29 statuses, their words and families
//	attention.go        which jobs want to be looked at first
//	deadline.go         what will happen to a job by itself, and when
//	watch.go            waiting for one thing to happen among jobs
//	sample.go           one reading of status, percent and lag
//	run.go trail.go     what a running job tells, and the lag seen of it
//	view.go             how somebody wants the list, remembered
//	precheck.go         the result of a pre-check
//	verb.go can.go      what may be done to a job now, or why not
//	query*.go           the filter language
//	moment*.go          durations and moments as they are typed and shown
//	engine.go           the short names of both ends
//	change.go plan*.go  what a run would send, and what it leaves out and why
//	field.go draft*.go  what a form shows, and a job that somebody describes, or one
//	                    like a job that exists
//	draft_carry.go      which secrets a draft takes over from the one before it
//	mistake.go          what is wrong with the file that a draft was read from
//	create.go create_form.go offer.go  the form of that, in seven steps, from what is offered
//	create_*.go         its fields, by step: scenario, link, ends*, instance and node_net,
//	                    options, tags and start; text, judge and words are for all of them
//	create_ways.go create_settle.go    which choices go together, and what one drops
//	create_plan.go create_facts.go     what a create would send, and what would exist then
//	create_refusal.go   which field a refusal names
//	section.go part.go edit.go edit_*.go  a section of a job: as it was read, and as a
//	                    form changes it. By section: base, expiry, policy*, alarm, recreate …
//	edit_differences.go  what is to be another value
//	edit_take.go edit_clash.go  values of another job, and what somebody else changed
//	edit_tokens.go      lists with tokens that drover does not know, which stay
//	realm.go            databases or files: what a service moves; state_files and can_files
//	                    are the statuses and verbs of transfers, consequence_files what they do
//	schedule_*.go       when a transfer runs by itself: value (what says the same), moment (dates
//	                    as they are typed), form, with (changes), judge (what goes together), means (in words, and the proof)
//	copy_*.go           what the copy of a transfer has of its own: form and fields, value (paths,
//	                    filters), means, members (of the body), verify (what is read back)
//	copying*.go         a copy and what becomes of its original: the steps, in words, and where they stand
//	collision.go        jobs that spoil each other's work
//	objects_plan.go     the objects of a job, replaced: what they are lies in the folder objects
//	outcome.go report.go  what came of it, and what may be tried again
package model
