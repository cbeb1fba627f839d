// Package tui is everything the user sees. It imports client and model, and
// nothing imports it but main.
//
// # The map
//
// One tea.Model, app, holds a stack of screens; the top one has the keyboard.
// A screen is a file, or a few with the same beginning:
//
//	run.go        how the program around the screens starts them
//	paint*.go     who draws: painter (when), canvas (which bytes), probe, signals
//	terminal*.go  what is changed about the terminal, and how it is left; its keys; how it is lent to an editor
//	app.go        the stack, the routing of messages, the one clock
//	dispatch.go   keys → actions; the keys that work anywhere
//	chrome.go     banner (banner.go), message line (note.go) and footer around a screen
//	screen.go     what a screen is, what an Action is
//	nav.go        where a screen wants to go: a return value, never a message
//	ask.go        a question to the service, its ticket and its answer
//	stream.go     the list as it lands, gathered into windows
//	runs.go       the runs the app owns: leaving a screen never ends one
//	traffic.go    what banner and message line tell of requests
//	env.go        what every screen shares; clock.go says a moment the way the user wants it
//	crash.go      a panic anywhere becomes one clean line
//
//	jobs*.go      the list: read (when), sample (lag and percent), rows (merge; row.go is one), view, empty, actions, filter, saved,
//	              columns (which), cells, asked, last (what is in them), sort, marks, preview, learned,
//	              watch, alarm (when it rings), copy, export, words (for the palette), keep (what is remembered),
//	              cloned (the row of a copy that a run made)
//	columns.go    which columns, chosen over the list
//	export.go     a file's format and name, asked before it is replaced
//	keep.go       how somebody wants the screens, from one start to the next
//	copy.go       the terminal's clipboard, bell and notifications
//	job_*.go      one job in tabs, for its page (job.go) and the preview (jobs_preview.go): pane,
//	              read, keys; overview, state, foot, words, sections, limits; run, run_view, paged, whole;
//	              transfer is what a job that runs again and again tells besides
//	job_take*.go  a file held against a job (I): job_take (page, reads), rows (sections, what is chosen), keys, view, values
//	              (one section, value by value); what is chosen goes to edit; jobfile.go is what O writes
//	writes*.go    what may be done to which jobs: keys, the menu of every action, the palette's verbs; one is what has a page of its own
//	review*.go    what stands between a wish and a write: guard, choice (when, what), reads, pace, jobs, view, body;
//	              dialog is the same over the list, for the end of one job
//	checks*.go    the pre-check: a job's worklist (the tab: checks, view, keys), many jobs side by side (matrix: reads, keys, view)
//	ends*.go      the test of a job's ends; ask_secrets asks for passwords, and files of certificates, wherever they are wanted
//	compare*.go   two jobs side by side: rows, keys (what one takes from the other), view, text
//	clone*.go     the page before a copy: name, reads, send, rows (what is chosen), values (the copy's own: a section of edit, or a menu of
//	              them), editor, keep (on the disk until it is sent), keys (and C of list and job), view; folders.go is the list of a connection's folders
//	course*.go    what became of a copy, step by step: keys, review (of going on), view, steps (a step of it), over (its end, and the copy's); courses.go is what app and list know of them,
//	              jobs_collide which jobs spoil each other's work
//	start*.go     the page before creation: an empty draft, one like a job, from a file, or one begun earlier
//	              (drafts, view; jobs_drafts.go is what the list says of them); from.go is --from
//	create*.go    the walk through the creation of a job: create (page), keys, values (changes, what they drop, undo), reads (what is
//	              offered), secrets (variables, commands, certificates), save (the draft on the disk), errors (the last step),
//	              pick (the list of a choice), view, side (steps and help); review is the page before Send
//	create_files  creation and files: O, I, mistakes; create_editor is $EDITOR (terminal_lend.go), create_taking what would change,
//	              create_take the network of another job (pick_job.go finds it), jobfile.go what is written
//	edit*.go      one section of a job: edit (page), keys, values, reads, view, editor ($EDITOR), like (from another job);
//	              menu (e: every section, a letter each), review, clash (theirs beside mine), report (what the service shows then)
//	objects*.go   what of a job's source moves, as a tree: objects (page), keys, view, means (below it), row (a line), read (what the job holds, what
//	              there is), columns (of a table, when asked for), change (what is chosen), filter, files (O, I, patterns, another job),
//	              save (the draft), review, clash (somebody else was faster), saving (from Send to the child that copies what joined; its view, names: how the service has understood it);
//	              its dialogs: name, rule (many names at once), where (row filter), added, lookup, alias, root, made of form (fields in
//	              a dialog; form_many: done to all that is hit; ref: what it is about); table is the page of a table's columns
//	schedule.go   the key of a transfer's schedule, which is a section like the others
//	day_bar.go    flow windows on a bar of 24 hours
//	planned*.go   the review of one plan that another page has made whole: of a create, of storing its ends, of one section
//	created*.go   what became of a create until its ends are stored: keys, view, secrets (passwords that are not in memory any more)
//	edit_ends*.go the ends of a job that exists, on their way to be stored anew; ends_legs*.go are the steps that created has, too
//	report*.go    what came of it, job by job: rows (order), view
//	heights.go    where the lines of a tall list begin, for both of them
//	activity*.go  what drover did and was told: errors, requests, journal, messages; the support report
//
//	doors.go      who came in where: profiles left and opened, what stays with each, the end of their clients
//	first.go      the first screen; paper.go is a page of text to read and copy
//	entry*.go     the way through a door: what must be typed, then projects.go, then the list
//	login*.go     logging in again over a page; typing is the form and the call, for entry too
//	profiles.go   the switcher
//	ended.go      a login that has ended: nothing is sent until somebody logs in
//
//	dialog.go menu.go prompt.go help.go palette*.go leave.go   dialogs float over a page
//	errors.go     an error in four lines: what, what was not changed, code, next key
//	line.go       a one-line text field
//	textview.go   a text to be scrolled and searched
//
// The widgets beside it know neither client nor screens: table (virtual rows,
// cursor and marks on keys), tree (lines that somebody else puts together, a cursor
// on keys), form (huh with a guard against type-ahead; sheets of
// many fields, whose keys are done when Update returns),
// theme (tones, signs, widths; the only place with colours).
//
// # Walks
//
// Refresh: jobs.readAll → listing → client.Jobs ⇒ batch → jobs.landed →
// jobs.take → table.Put.
//
// Write: writes.do → review (status, lag, pre-checks) → model.Planner →
// review.send → client.Apply ⇒ Run → report.Moved, jobs.Moved. What sending
// does is said by model.Effects.
//
// Pre-check: checkTab.run → review → client.Apply ⇒ Run → jobPane.moved →
// checkTab.told; a check that runs is read again by checkTab.due.
//
// Clone: jobs.clone → openClonePage → clone (detail, name) → clone.values → edit ⇒ clone.put →
// model.Copying; clone.send → client.Copy ⇒ Course → app.ownCourse → coursePage.CourseMoved; its runs
// are owned like any: jobs.Moved → the list goes to the copy. What rests: jobs.readCopyings ⇒
// client.CopyKept → openCopying → coursePage.askGoOn → planned → client.GoOn ⇒ Course.
//
// Create: jobs.N → start → create.key → form.Sheet ⇒ Did → create.set →
// model.Draft.With → model.FormOf → Sheet.Put; beside it create.changed →
// draftWriter, and need → ask → offer. Then create.review → model.PlanCreate →
// planned → create.mark (the draft says it was sent) → client.Apply ⇒ Run →
// created.Moved → created.test; created.storeEnds → model.PlanSaveEnds → planned →
// client.Apply ⇒ Run → created.letGo (the draft goes).
//
// Edit: jobs.e → editMenu → edit (client.Sections) → form.Sheet ⇒ Did → edit.set →
// model.Edit.With → Edit.Form → Sheet.Put. Then edit.review → the section once more →
// (clash, where somebody else has changed it) → model.PlanEdit → planned →
// client.Apply ⇒ Run → report, with what the service shows.
//
// Objects: 4 of a job, or e o → objectsPage.Init → Client.Objects ⇒ heldRead, sourceRead →
// objects.Open ⇒ State, over what there is. A key → a State made of it → objectsPage.do
// (History) → reshow: Outline.Show → tree; beside the loop Filter.Hits, objects.CheckWithin
// and keepDue → Client.KeepObjects. Then objectsPage.review → State.Document →
// model.PlanObjects → planned → client.Apply ⇒ Run → objectsSaving.Moved →
// objectsPage.savedNow (read again, the draft goes). A job that runs goes on from there:
// runCheck, takeOn → planned → Run → Client.ChildrenOf. Where the Run found other objects
// than were read: askTheirs ⇒ theirsRead → upon, and the review again.
//
// From a file: takeAction → prompt → jobTake (client.LoadJobFile; Client.Sections) ⇒
// compare: model.Edit.Against → jobTake.start → openEditWith(Edit.Taking) → … →
// jobTake.Resumed reads the job again, and says done.
//
// Unresolved: app.settle → client.Settle ⇒ Run → the same Moved.
//
// Coming in: app.begin or goThrough → enter → (entryScreen: typing → Login.Enter
// → Door.Projects) → Door.Open → navIn → app.moveIn → jobs.Init.
//
// # Laws that live in code
//
// A lower-case letter never sends; the key that confirms is never the key
// that began; keys typed before a review could be seen are dropped; an action
// that cannot be done is shown grey with its reason; a failed reading takes no
// data away; after a login has ended nothing is sent by itself.
package tui
