// Package rest is the HTTP below every backend: one attempt per send, no
// redirects, credentials bound to their origin, capped answers, errors that
// say whether anything can have happened, and one table that gives every
// operation its retry class.
package rest
