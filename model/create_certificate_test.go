package model_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	. "drover/model"
)

// certificate is one that nobody trusts.
func certificate(t *testing.T) (der, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), zeros{})
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1, 0)}
	if der, err = x509.CreateCertificate(zeros{}, template, template, private.Public(), private); err != nil {
		t.Fatal(err)
	}
	if key, err = x509.MarshalPKCS8PrivateKey(private); err != nil {
		t.Fatal(err)
	}
	return der, key
}

// zeros is no randomness at all.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i + 1)
	}
	return len(p), nil
}

func block(kind string, body []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: body})
}

func TestACertificateIsReadAndChecked(t *testing.T) {
	der, key := certificate(t)
	good, p12 := block("CERTIFICATE", der), []byte{0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03, 0x30, 0x00}
	d := draftWith(Offer{}, append(base("mysql"), so+"ssl.ssl_link", "true", so+"ssl.ssl_cert_key#cert_file", "/etc/ca.pem")...)
	for name, c := range map[string]struct {
		file string
		body []byte
		want string
	}{
		"pem":                           {"/etc/ca.pem", good, ""},
		"two in one file":               {"ca.pem", append(good, good...), ""},
		"der":                           {`c:\certs\ca.der`, der, ""},
		"pkcs 12":                       {"ca.p12", p12, ""},
		"pkcs 12 by another name":       {"ca.pem", p12, "name it .p12"},
		"pem that calls itself pkcs 12": {"ca.p12", good, "no PKCS #12"},
		"a private key beside it":       {"ca.pem", append(good, block("PRIVATE KEY", key)...), "a private key"},
		"damaged":                       {"ca.pem", block("CERTIFICATE", der[:40]), "damaged"},
		"empty":                         {"ca.pem", nil, "the file is empty"},
		"too large":                     {"ca.pem", append(good, make([]byte, 64<<10)...), "larger than 64 kB"},
		"a text":                        {"ca.pem", []byte("hello"), "holds no certificate"},
		"no name":                       {"/etc/", good, "no name"},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := WithCertificate(d, Offer{}, Sources, 0, c.file, c.body)
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Fatalf("%v, want %q", err, c.want)
				}
				if !out.SameValues(d) {
					t.Error("a refused file changed the draft")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(c.body)
			if got := out.Get(so + "ssl.ssl_cert_check_sum"); got != hex.EncodeToString(sum[:]) {
				t.Errorf("checksum %s", got)
			}
			if name := out.Get(so + "ssl.ssl_cert_name"); strings.ContainsAny(name, `/\`) || !strings.HasPrefix(name, "ca.") {
				t.Errorf("name %s", name)
			}
			if got := out.Secret(so + "ssl.ssl_cert_key").Reveal(); got != base64.StdEncoding.EncodeToString(c.body) {
				t.Error("the body is another")
			}
			for _, member := range []string{"ssl.ssl_cert_key#cert_file", "ssl.ssl_cert_name", "ssl.ssl_cert_check_sum"} {
				f, _, ok := FormOf(out, Offer{}).Field(FieldKey(so + member))
				if s := state(f, ok); s != "" {
					t.Errorf("%s: %s", member, s)
				}
			}
		})
	}
}

func TestACertificateFollowsItsFile(t *testing.T) {
	der, _ := certificate(t)
	d := draftWith(Offer{}, append(base("mysql"), so+"ssl.ssl_link", "true")...)
	d, err := WithCertificate(d, Offer{}, Sources, 0, "/etc/ca.der", der)
	if err != nil {
		t.Fatal(err)
	}
	field := func(d Draft, member string) string {
		f, _, ok := FormOf(d, Offer{}).Field(FieldKey(so + member))
		return state(f, ok)
	}
	other, _ := d.With(Offer{}, so+"ssl.ssl_cert_key#cert_file", "/etc/other.der")
	if got := field(other, "ssl.ssl_cert_key#cert_file"); !strings.Contains(got, "not read yet") {
		t.Errorf("another file that was not read: %q", got)
	}
	typed, _ := d.With(Offer{}, so+"ssl.ssl_cert_check_sum", strings.Repeat("0", 64))
	if got := field(typed, "ssl.ssl_cert_check_sum"); got != "risk: not that of the file that was read" {
		t.Errorf("another checksum: %q", got)
	}
	off, drops := d.With(Offer{}, so+"ssl.ssl_link", "false")
	if !off.Secret(so+"ssl.ssl_cert_key").Empty() || off.Has(so+"ssl.ssl_cert_name") || len(drops) == 0 {
		t.Errorf("without tls the certificate stays: %v", off.Keys())
	}
	if _, err := WithCertificate(off, Offer{}, Sources, 0, "ca.der", der); err == nil {
		t.Error("a certificate is taken without tls")
	}
	if list, i, ok := CertificateAt("source_endpoint[1].ssl.ssl_cert_key#cert_file"); list != Sources || i != 1 || !ok {
		t.Errorf("%s %d %t", list, i, ok)
	}
	if _, _, ok := CertificateAt(so + "ssl.ssl_cert_key"); ok {
		t.Error("the body is no file")
	}
}
