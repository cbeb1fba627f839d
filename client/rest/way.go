package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"syscall"
)

// wayAdvice says what keeps a call from the service, and what mends it; "" for
// what nobody has to mend.
func wayAdvice(err *Error) (what, cure string) {
	const doctor = " drover doctor tries each step of the way."
	var name *net.DNSError
	var bad *tls.CertificateVerificationError
	var at *net.OpError
	var slow net.Error
	switch cause := err.Cause; {
	case errors.Is(cause, context.Canceled), errors.Is(cause, errUnsendable), errors.Is(cause, errCredential):
		return "", ""
	case errors.As(cause, &bad):
		signs := "a firewall signs for it"
		if err.Manner == DryvIQ {
			signs = "the server signs its own, or a firewall does"
		}
		return "The service's certificate is not trusted here.", "If " + signs + ", name its certificate by --ca-file or ca_file in the profile." + doctor
	case errors.As(cause, &at) && strings.Contains(at.Op, "proxy"):
		return "The proxy does not let this through.", "Check proxy in the profile, or HTTPS_PROXY and NO_PROXY." + doctor
	case errors.As(cause, &name):
		named := "region and endpoint"
		if err.Manner == DryvIQ {
			named = "the endpoint"
		}
		return "The service's host name is not found.", "Check " + named + "; where only a proxy knows the name, name it by proxy in the profile or HTTPS_PROXY." + doctor
	case errors.Is(cause, syscall.ECONNREFUSED):
		return "Nothing answers at the service's address.", "Check the address and its port, and whether a proxy is needed." + doctor
	case errors.Is(cause, context.DeadlineExceeded), errors.As(cause, &slow) && slow.Timeout():
		return "The service does not answer in time.", "Check the address, the network (a VPN?) and whether a proxy is needed." + doctor
	case err.Kind == Unreached:
		return "The service was not reached.", "Check the address, the network and whether a proxy is needed." + doctor
	}
	return "", ""
}
