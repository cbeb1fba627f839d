// Package iam is where logins come from: a user's password, maybe with a
// passcode, becomes a token of a project; and a region's projects have ids. It
// speaks to the IAM endpoint through a connection of its own.
//
//	service.go     the endpoint, its operations
//	token.go       POST /v3/auth/tokens on the wire
//	password.go    the credential that logs in when it is needed
//	projects.go    which projects there are
package iam
