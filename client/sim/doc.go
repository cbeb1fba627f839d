// Package sim is the Data Replication Service itself, simulated over HTTP in
// both of its API generations, and DryvIQ beside it: for the demo (in process), for "drover sim" (on
// loopback) and as the judge in tests.
//
// It is an independent reading of the contract. It imports no backend and no
// client, so what it answers and what drover asks were written down twice, and
// a mistake in one shows against the other. Everything it says is in the
// contract of ../testdata/openapi, which its tests check answer by answer.
//
// IAM answers at the same address: logins by password and passcode, projects.
// A call comes in by the given token, by one that a login gave out, or signed
// with the access key; each project has a world of its own.
//
// The world is made from a seed: the same seed and number of jobs give the
// same ids, names and states. Ages count back from the moment of New. What the
// service APPLIED is on record (Applied), however an answer was lost or
// bent on its way; that record is what a test judges a client by.
//
// Jobs are created, cloned, checked, started, paused, resumed, reset, ended and deleted
// as their status allows: one table (allowed) makes both the offers of
// job_action and what is accepted. In a frozen world a job moves on by readings
// of its status, a pre-check by readings of its result. What a pre-check finds
// is mended by somebody within twenty seconds, or at once by a test (Mend).
//
// A creation is held against the closed contract (shape), then against the rules
// between its members (lawful), then against the jobs there are. What it said is
// kept and told as it came, but for its secrets. Links, sizes and zones are one
// table each, by which offers are made and creations refused.
//
// An update (UpdateJob) replaces one section of a job as a whole, by the rules of
// update_*.go and tuning.go; edits holds what was changed. Accounts, parameters
// of the destination, tags, orders and start positions have calls of their own.
// One job of the cast (hintedName) is told with members that no page names.
//
// The objects of a job, of any number, follow from its name and its seed (namer,
// tree) and are made while they go out (stream): none is kept. What a job has
// chosen of them (selection) is the document as it came, which is read in place
// (cursor) and held against the rules (lawful_objects.go and its neighbours).
// Readings, savings, columns and checks of filters take their time, and are polled.
// A running synchronisation takes a new selection over by a child (reedit.go).
//
// DryvIQ answers at the same address (dryviq_*.go): transfers of files, of which no
// project knows, with executions, schedules, clones and tokens of its own. Its world
// is made when it is first asked for; what happens in it by itself happens when
// somebody looks, in the order of its moments (settle). It, too, is an independent
// reading of its contract. Whether two transfers ran at once over the same folders is
// on record (TransferCollisions, TransfersLiveTwice).
//
// Trouble is asked for by a fault specification (see ParseFaults) or, call by
// call, by a Script.
package sim
