package profile

import (
	"net/netip"
	"strings"

	"drover/model"
)

// plainID takes what a region or project id is made of.
func plainID(s string) bool {
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, func(c rune) bool { return !letterOrDigit(c) && c != '-' && c != '_' })
}

// plainName takes a profile's name: what a shell completes without quotes.
func plainName(s string) bool {
	return s != "" && len(s) <= 64 && s[0] != '-' && !strings.ContainsFunc(s, func(c rune) bool { return !letterOrDigit(c) && !strings.ContainsRune("-_.", c) })
}

func letterOrDigit(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// plainLine takes a name of people's making: anything that can be seen.
func plainLine(s string) bool {
	return strings.TrimSpace(s) != "" && len(s) <= 1024 && model.Clean(s) == s
}

// thisMachine reports the names and addresses of this very machine.
func thisMachine(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}
