// Package oauth is where logins at a DryvIQ server come from: a user's password
// becomes a token, and a refresh token the next one. It speaks to the server's
// token endpoint through a connection of its own.
//
//	service.go     the endpoint, its operation
//	token.go       POST /connect/token on the wire
//	password.go    the credential that logs in when it is needed
package oauth
