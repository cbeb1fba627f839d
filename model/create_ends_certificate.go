package model

import (
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"strconv"
	"strings"
)

// largestCert is how big the file of a certificate may be, in bytes.
const largestCert = 64 << 10

// CertificateAt is the end whose certificate's file a field names; ok is false
// for any other field.
func CertificateAt(key FieldKey) (list string, i int, ok bool) {
	for _, list := range []string{Sources, Targets} {
		rest, found := strings.CutPrefix(string(key), list+"[")
		digits, member, _ := strings.Cut(rest, "].")
		if n, err := strconv.Atoi(digits); found && err == nil && n >= 0 && member == certFile {
			return list, n, true
		}
	}
	return "", 0, false
}

// WithCertificate is the draft with the certificate of an end: its name, its
// body as a secret (base64) and its SHA-256. name is the path of the file that
// the body was read from. What cannot be a certificate is an error.
func WithCertificate(d Draft, o Offer, list string, i int, name string, body []byte) (Draft, error) {
	e := endOf(d, o, list, i)
	if e.get(tlsMember) != "true" {
		return d, errors.New("a certificate needs tls: turn it on first")
	}
	cert, err := NewEndCertificate(name, body)
	if err != nil {
		return d, err
	}
	if typed := e.get(certFile); typed != "" {
		cert.File = typed
	}
	d = cert.in(d, list, i).Put(e.key(nameMember), baseName(name))
	d, _ = settle(d, o)
	return d, nil
}

// WithoutCertificate is the draft whose file of an end's certificate could not be
// read: what is known of another file is not of this one.
func WithoutCertificate(d Draft, list string, i int) Draft {
	at := func(member string) FieldKey { return Element(list, i, member) }
	if d.Get(at(certFile)) == d.Get(at(certRead)) {
		return d
	}
	for _, member := range []string{nameMember, sumMember, certSum, certRead} {
		d = d.Put(at(member), "")
	}
	return d.PutSecret(at(certMember), Secret{})
}

// baseName is the last part of a path of either kind of system.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// checkCertificate refuses what is no certificate, and what holds a private key
// that must not leave this machine.
func checkCertificate(name string, body []byte) error {
	p12 := strings.HasSuffix(strings.ToLower(name), fileEnding)
	switch {
	case strings.TrimSpace(name) == "":
		return errors.New("the file has no name")
	case len(body) == 0:
		return errors.New("the file is empty")
	case len(body) > largestCert:
		return errors.New("the file is larger than 64 kB: a certificate is smaller")
	case p12 && !pkcs12(body):
		return errors.New("the file is no PKCS #12, which its name says it is")
	case p12:
		return nil
	case pkcs12(body):
		return errors.New("the file is a PKCS #12: name it .p12, so that its password goes along")
	case derCertificate(body):
		return nil
	}
	return checkPEM(body)
}

func checkPEM(body []byte) error {
	found := false
	for {
		block, rest := pem.Decode(body)
		if block == nil {
			break
		}
		switch {
		case strings.Contains(block.Type, "PRIVATE KEY"):
			return errors.New("the file holds a private key, which must not leave this machine: give the certificate alone")
		case block.Type == "CERTIFICATE" || block.Type == "TRUSTED CERTIFICATE" || block.Type == "X509 CERTIFICATE":
			if block.Type == "CERTIFICATE" && !derCertificate(block.Bytes) {
				return errors.New("the certificate in the file is damaged")
			}
			found = true
		}
		body = rest
	}
	if !found {
		return errors.New("the file holds no certificate: PEM, DER or PKCS #12 (.p12) is taken")
	}
	return nil
}

// derCertificate reports the three parts that a certificate in DER has, and
// nothing behind them.
func derCertificate(body []byte) bool {
	var c struct {
		Signed    asn1.RawValue
		Algorithm asn1.RawValue
		Signature asn1.BitString
	}
	rest, err := asn1.Unmarshal(body, &c)
	return err == nil && len(rest) == 0 && c.Signed.IsCompound && c.Algorithm.IsCompound
}

// pkcs12 reports a sequence that begins with version 3, in DER or BER.
func pkcs12(body []byte) bool {
	if len(body) < 8 || body[0] != 0x30 {
		return false
	}
	head := 2
	if n := int(body[1]); n > 0x80 {
		head += n - 0x80
	}
	return len(body) > head+3 && body[head] == 0x02 && body[head+1] == 0x01 && body[head+2] == 0x03
}
