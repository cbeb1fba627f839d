package model

import "strings"

// The members about a certificate that are not on the wire, or that another
// file needs to know.
const (
	tlsMember  = "ssl.ssl_link"
	certMember = "ssl.ssl_cert_key"
	nameMember = "ssl.ssl_cert_name"
	sumMember  = "ssl.ssl_cert_check_sum"
	certFile   = certMember + fileMark // its path, as it was typed
	certRead   = certMember + readMark // the path of the one that was read
	certSum    = sumMember + readMark
	needsTLS   = "needs tls"
	needsP12   = "only of a .p12 file"
	fileEnding = ".p12"

	certPassword = "ssl.ssl_cert_password"
	certUnknown  = "not read yet: enter reads it"
)

// tls are how the connection is encrypted, and with which certificate.
func (e draftEnd) tls() []Field {
	on := e.text(tlsMember, "tls", "Whether the connection to the database is encrypted. Left out, the service decides.")
	on.Kind = BoolField
	if e.selfBuilt() || e.kind == "ecs" {
		if on.Value != "true" {
			on.Risk = "clear text"
			if e.net != "" {
				on.Risk += " over " + Clean(e.net)
			}
		}
	}
	grey := ""
	if on.Value != "true" {
		grey = needsTLS
	}
	file := e.certificate(grey)
	name := e.text(nameMember, "cert. name", "What the certificate's file is called. It follows from the file that was read.")
	name.Wrong = plainText(name.Value)
	sum := e.text(sumMember, "checksum", "The SHA-256 of the certificate, which the service checks it by. It is computed from the file that was read.")
	sum.Hint = "SHA-256, 64 hex digits"
	switch known := e.get(certSum); {
	case sum.Value == "":
	case !sha256Hex(sum.Value):
		sum.Wrong = "64 hexadecimal digits"
	case known != "" && !strings.EqualFold(known, sum.Value):
		sum.Risk = "not that of the file that was read"
	}
	body := Field{
		Key: e.key(certMember), Label: "cert. body", Kind: SecretField, Fixed: "from the certificate",
		Help: "The certificate itself. It stays in memory and is read again from its file.",
	}
	if in := !e.d.Secret(body.Key).Empty(); in {
		body.Known, name.Need, sum.Need = "from "+Clean(name.Value), true, true
	}
	name.Grey, sum.Grey, body.Grey = grey, grey, grey
	if grey == "" && !strings.HasSuffix(strings.ToLower(name.Value), fileEnding) {
		grey = needsP12
	}
	out := append([]Field{on, file}, e.quiet(name, sum, body)...)
	password := e.secret(certPassword, "cert. password", "The password of the .p12 file. It stays in memory and is never written down.", grey)
	return append(out, password...)
}

// certificate is the file that the certificate is read from. A source with TLS
// needs one: the service checks it by its checksum.
func (e draftEnd) certificate(grey string) Field {
	f := e.text(certFile, "certificate", "The file of the certificate that the database is trusted by: PEM, DER or .p12.")
	f.Kind, f.Wire, f.Grey, f.By = FileField, string(e.key(certMember)), grey, "tls"
	f.Hint, f.Need = "pem, der, .p12 (64 kB)", e.source
	if !e.source {
		f.Hint = "optional: " + f.Hint
	}
	switch in := !e.d.Secret(e.key(certMember)).Empty(); {
	case in && f.Value == e.get(certRead):
	case in && f.Value == "": // the body came in some other way
		f.Need = false
	case f.Value != "":
		f.Wrong, f.Missing = certUnknown, true
	case e.get(nameMember) != "" || e.get(sumMember) != "":
		f.Need = true
	}
	return f
}

func sha256Hex(s string) bool {
	return len(s) == 64 && strings.Trim(strings.ToLower(s), "0123456789abcdef") == ""
}
