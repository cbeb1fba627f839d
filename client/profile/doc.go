// Package profile finds out which service drover talks to and with whose
// credential: from flags and the environment, in the order of the README.
package profile
