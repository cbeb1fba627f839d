// Package doctor is "drover doctor": what drover finds on this machine and on
// the way to its service, as plain text that may be sent to somebody. It writes
// nothing, and no secret comes near it.
//
//	doctor.go   the report: what is looked at, in which order
//	line.go     one finding, and how it is printed
//	around.go   terminal, locale, ssh
//	config.go   configuration and where each setting came from
//	reach.go    the way to an address: name, connection, certificate, answer, clock
//	network.go  the network itself, as small functions
//	login.go    logging in once
//	state.go    journal and view.json
package doctor
