// Package profile finds out which service drover talks to and with whose
// credential: from flags, the configuration file and the environment, in this
// order.
//
//	flags.go help.go completion.go   the command line
//	config.go keys.go toml.go        the configuration: profiles, their keys, in which line each stands
//	file.go                          which files are trusted, and who may read the log
//	environment.go credential.go     families of variables, of which one must be whole
//	command.go execute.go            a profile's credential_command, and the one way to run a command
//	password.go                      passwords of databases, from a variable or a command
//	import.go clouds.go              what other programs' files hold
//	settings.go region.go            all of it joined, with the source of each setting
//	dryviq.go                        the same for a DryvIQ server
//	found.go                         what this machine has already, for a first screen
//	harden*.go                       secrets out of the environment, no core, no dump
package profile
