// Package login is how a session proves who it is: by what its settings found,
// else by what is typed. It knows every way (a token, an access key, a password,
// a profile's command) and gives each connection its credential.
//
//	login.go    the Login of a door
//	again.go    what is at hand, tried once more
//	ways.go     one credential for each way of logging in
//	password.go the same of a user's password, at IAM or a DryvIQ server
//	prompts.go  what must be typed for it
//	projects.go the projects of the account, and which one the settings mean
package login
