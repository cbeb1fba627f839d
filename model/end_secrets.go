package model

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// SecretsOfEnds lists the passwords that the ends of a draft need.
func SecretsOfEnds(d Draft) []Field { return secretsNeeded(d, false) }

// CopySecrets lists what a copy of databases is asked for: what opens its ends and came
// with no copy. Those are passwords, and the files of certificates (FileField).
func CopySecrets(original Detail) []Field { return secretsNeeded(EditEnds(original), true) }

// CopyAsksFiles reports that a certificate is among what a copy of databases is asked
// for: its file must be named.
func CopyAsksFiles(original Detail) bool {
	return slices.ContainsFunc(CopySecrets(original), func(f Field) bool { return f.Kind == FileField })
}

// secretsNeeded lists what opens the ends of a draft, end by end; of certificates only
// where their files are asked for, too.
func secretsNeeded(d Draft, files bool) []Field {
	var out []Field
	for _, side := range []struct{ list, word string }{{Sources, "source"}, {Targets, "target"}} {
		for i := range d.Count(side.list) {
			at := func(member string) string { return d.Get(Element(side.list, i, member)) }
			need := func(kind FieldKind, member, label string) {
				out = append(out, Field{Key: Element(side.list, i, member), Kind: kind, Label: Clean(side.word + "  " + label), Need: true})
			}
			where := at("endpoint.ip")
			if where == "" {
				where = at("endpoint.instance_id")
			}
			if user := at("endpoint.db_user"); user != "" {
				need(SecretField, "endpoint.db_password", "password of "+user+"  "+where)
			}
			cert, file := at(nameMember), files && needsCertificate(d, side.list, i)
			if file {
				need(FileField, certFile, strings.TrimRight("file of its certificate  "+cert, " "))
			}
			switch {
			case strings.HasSuffix(strings.ToLower(cert), fileEnding):
				need(SecretField, certPassword, "password of certificate "+cert)
			case file:
				need(SecretField, certPassword, "password of its certificate (.p12 only)")
			}
		}
	}
	return out
}

// needsCertificate reports an end that is reached by TLS with a certificate, whose body no
// reading shows and that is not in memory either.
func needsCertificate(d Draft, list string, i int) bool {
	at := func(member string) FieldKey { return Element(list, i, member) }
	named := d.Get(at(nameMember)) != "" || d.Get(at(sumMember)) != ""
	return d.Get(at(tlsMember)) == "true" && (list == Sources || named) && d.Secret(at(certMember)).Empty()
}

// EndCertificate is the certificate of an end, read from a file on this machine.
type EndCertificate struct {
	File string // its path
	sum  string // SHA-256, in hex
	body Secret // base64
}

// NewEndCertificate takes a certificate from what stands in a file. What cannot be a
// certificate is an error.
func NewEndCertificate(path string, body []byte) (EndCertificate, error) {
	if err := checkCertificate(baseName(path), body); err != nil {
		return EndCertificate{}, err
	}
	digest := sha256.Sum256(body)
	return EndCertificate{File: path, sum: hex.EncodeToString(digest[:]), body: NewSecret(base64.StdEncoding.EncodeToString(body))}, nil
}

// in is the draft with the certificate at an end.
func (c EndCertificate) in(d Draft, list string, i int) Draft {
	at := func(member string) FieldKey { return Element(list, i, member) }
	for member, value := range map[string]string{
		certFile: c.File, certRead: c.File, nameMember: baseName(c.File), sumMember: c.sum, certSum: c.sum,
	} {
		d = d.Put(at(member), value)
	}
	return d.PutSecret(at(certMember), c.body)
}

// EndSecrets is what opens the ends of a job and no reading shows. It is in memory alone.
type EndSecrets struct {
	Passwords    map[FieldKey]Secret         // by their fields in a draft of the ends
	Certificates map[FieldKey]EndCertificate // by the fields of their files
}

// Empty reports that there is nothing at hand.
func (s EndSecrets) Empty() bool { return len(s.Passwords) == 0 && len(s.Certificates) == 0 }

// Over is what was typed, upon what was known before.
func (s EndSecrets) Over(before EndSecrets) EndSecrets {
	out := EndSecrets{Passwords: map[FieldKey]Secret{}, Certificates: map[FieldKey]EndCertificate{}}
	for _, one := range []EndSecrets{before, s} {
		maps.Copy(out.Passwords, one.Passwords)
		maps.Copy(out.Certificates, one.Certificates)
	}
	return out
}

// Within reports that all of it is among what is known.
func (s EndSecrets) Within(known EndSecrets) bool {
	for key, secret := range s.Passwords {
		if known.Passwords[key] != secret {
			return false
		}
	}
	for key, cert := range s.Certificates {
		if known.Certificates[key].sum != cert.sum {
			return false
		}
	}
	return true
}

// WithEndSecrets is a draft of ends with the secrets that are at hand, and how many it
// lacks then.
func WithEndSecrets(d Draft, at EndSecrets) (out Draft, passwords, certificates int) {
	for _, f := range secretsNeeded(d, true) {
		list, i, file := CertificateAt(f.Key)
		if !file {
			continue
		}
		if cert, there := at.Certificates[f.Key]; there {
			d = cert.in(d, list, i)
		} else {
			certificates++
		}
	}
	for _, f := range SecretsOfEnds(d) { // a .p12 has one
		if d = d.PutSecret(f.Key, at.Passwords[f.Key]); at.Passwords[f.Key].Empty() {
			passwords++
		}
	}
	return d, passwords, certificates
}
