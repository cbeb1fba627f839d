//go:build !linux

package profile

func refuseDump() {}
