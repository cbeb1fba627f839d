// Package rest is the HTTP below every backend: one attempt per send, no
// redirects, credentials bound to their origin, capped answers, errors that
// say whether anything can have happened, and one table that gives every
// operation its retry class.
//
//	operation.go endpoint.go credential.go    what is called, where, and as whom
//	sign.go trial.go                          signing with an access key, a wrong one not too often
//	lease.go later.go renew.go                logins that end, or begin when they are needed, and what then
//	conn.go attempt.go retry.go pace.go       sending: writes once, reads again
//	stream.go                                 answers that are too long to be held
//	transport.go proxy.go meter.go            connections, and whether a byte left
//	answer.go words.go classify.go error.go   what came back, and what it means
//	manner.go                                 the same of a service that speaks otherwise: DryvIQ
//	advice.go advice_dryviq.go                what is wrong with a login, and the cure
//	trace.go exchange.go rate.go log.go       what went over the wire of late
//	redact.go curl.go                         requests and answers for the eyes: the one place where secrets are masked
//	clock.go                                  the service's clock
//	wire/                                     reading JSON that breaks its promises
package rest
