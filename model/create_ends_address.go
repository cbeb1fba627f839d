package model

import (
	"net/netip"
	"strings"
)

// oneAddress is what is wrong with the address of one server.
func oneAddress(value string) string {
	if value == "" {
		return ""
	}
	if ip, err := netip.ParseAddr(value); err == nil {
		if ip.IsLoopback() || ip.IsUnspecified() || ip.IsMulticast() {
			return "an address that the node can reach"
		}
		return ""
	}
	switch host, port, ok := strings.Cut(value, ":"); {
	case ok && badPort(port) == "" && oneAddress(host) == "":
		return "without the port, which has its own field"
	case strings.Contains(value, ","):
		return "one address"
	case !hostName(value):
		return "an address or a host name"
	}
	return ""
}

// addressList is what is wrong with host:port pairs joined by commas.
func addressList(value string, most int) string {
	if value == "" {
		return ""
	}
	seen := map[string]bool{}
	pairs := strings.Split(value, ",")
	for _, pair := range pairs {
		at := strings.LastIndexByte(pair, ':')
		if at <= 0 {
			return "host:port, as 10.0.0.4:27017"
		}
		host, port := strings.TrimSuffix(strings.TrimPrefix(pair[:at], "["), "]"), pair[at+1:]
		switch {
		case port == "" || badPort(port) != "":
			return "a port of 1 to 65535 after each host"
		case oneAddress(host) != "":
			return "host:port, as 10.0.0.4:27017"
		case seen[pair]:
			return "each host once"
		}
		seen[pair] = true
	}
	if len(pairs) > most {
		return "at most " + itoa(most) + " of them"
	}
	return ""
}

// hostName reports what can be a name in DNS. Four numbers that are no address
// are none.
func hostName(value string) bool {
	if len(value) > 253 || strings.Trim(value, "0123456789.") == "" {
		return false
	}
	for _, label := range strings.Split(strings.TrimSuffix(value, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if r > 0x7e || !letter(byte(r)) && (r < '0' || r > '9') && r != '-' && r != '_' {
				return false
			}
		}
	}
	return true
}

// privateAddress reports an address that the internet does not route.
func privateAddress(value string) bool {
	ip, err := netip.ParseAddr(value)
	return err == nil && (ip.IsPrivate() || ip.IsLinkLocalUnicast())
}

// ip4 reports an IPv4 address.
func ip4(value string) bool {
	ip, err := netip.ParseAddr(value)
	return err == nil && ip.Is4()
}
