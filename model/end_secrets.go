package model

import (
	"encoding/base64"
	"errors"
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

// CertificateSecrets is a certificate among the secrets of ends: field is that of its
// file, path where it was read from. What cannot be a certificate is an error.
func CertificateSecrets(field FieldKey, path string, body []byte) (map[FieldKey]Secret, error) {
	list, i, ok := CertificateAt(field)
	if !ok {
		return nil, errors.New("that is no field of a certificate")
	}
	if err := checkCertificate(baseName(path), body); err != nil {
		return nil, err
	}
	return map[FieldKey]Secret{
		field:                        NewSecret(path),
		Element(list, i, certMember): NewSecret(base64.StdEncoding.EncodeToString(body)),
	}, nil
}

// WithEndSecrets is a draft of ends with the secrets that are at hand, and how many it
// lacks then.
func WithEndSecrets(d Draft, at map[FieldKey]Secret) (out Draft, passwords, certificates int) {
	for _, f := range secretsNeeded(d, true) {
		list, i, file := CertificateAt(f.Key)
		if !file {
			continue
		}
		body, err := base64.StdEncoding.DecodeString(at[Element(list, i, certMember)].Reveal())
		if err == nil && len(body) > 0 {
			d, err = WithCertificate(d, Offer{}, list, i, at[f.Key].Reveal(), body)
		}
		if err != nil || len(body) == 0 {
			certificates++
		}
	}
	for _, f := range SecretsOfEnds(d) { // a .p12 has one
		if d = d.PutSecret(f.Key, at[f.Key]); at[f.Key].Empty() {
			passwords++
		}
	}
	return d, passwords, certificates
}
