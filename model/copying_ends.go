package model

import "strings"

// EndsOfCopy are the ends of a copy, to be stored with their passwords: as the copy shows
// them, and where it does not, as its original does. What names the record of an end is
// the copy's own.
func EndsOfCopy(made, original Detail) Draft {
	d, was := EditEnds(made), EditEnds(original)
	for _, list := range []string{Sources, Targets} {
		if d.Count(list) != was.Count(list) {
			continue
		}
		for _, key := range was.Keys() {
			if strings.HasPrefix(string(key), list+"[") && !strings.HasSuffix(string(key), "endpoint.id") && !d.Has(key) {
				d = d.Put(key, was.Get(key))
			}
		}
	}
	return d
}

// CopySecrets lists the passwords that a copy of databases is asked for: what opens its
// ends and came with no copy.
func CopySecrets(original Detail) []Field { return SecretsOfEnds(EditEnds(original)) }

// CopyEndsLack says what storing the ends of a copy needs besides passwords and cannot be
// given on the way: a certificate, which is in a file. "" if nothing is.
func CopyEndsLack(original Detail) string {
	d := EditEnds(original)
	var whose []string
	for _, side := range []struct{ list, word string }{{Sources, "source"}, {Targets, "target"}} {
		for i := range d.Count(side.list) {
			at := func(member string) string { return d.Get(Element(side.list, i, member)) }
			named := at(nameMember) != "" || at(sumMember) != ""
			if at(tlsMember) == "true" && (side.list == Sources || named) {
				whose = append(whose, side.word)
				break
			}
		}
	}
	switch len(whose) {
	case 0:
		return ""
	case 1:
		return "Its " + whose[0] + " needs a certificate, which is in a file: " + copyEndsWait
	}
	return "Its ends need certificates, which are in files: " + copyEndsWait
}

const copyEndsWait = "the copy waits at 'store its endpoints' until you store its ends by themselves and leave that step out."

// SecretsOfEnds lists the passwords that the ends of a draft need.
func SecretsOfEnds(d Draft) []Field {
	var out []Field
	for _, side := range []struct{ list, word string }{{Sources, "source"}, {Targets, "target"}} {
		for i := range d.Count(side.list) {
			at := func(member string) string { return d.Get(Element(side.list, i, member)) }
			need := func(member, label string) {
				out = append(out, Field{Key: Element(side.list, i, member), Kind: SecretField, Label: label, Need: true})
			}
			where := at("endpoint.ip")
			if where == "" {
				where = at("endpoint.instance_id")
			}
			if user := at("endpoint.db_user"); user != "" {
				need("endpoint.db_password", Clean(side.word+"  password of "+user+"  "+where))
			}
			if cert := at("ssl.ssl_cert_name"); strings.HasSuffix(strings.ToLower(cert), ".p12") {
				need("ssl.ssl_cert_password", Clean(side.word+"  password of certificate "+cert))
			}
		}
	}
	return out
}
