package profile

import (
	"time"

	"drover/model"
)

// The ways of logging in, as auth in a profile names them.
const (
	KeyPair  = "aksk"     // access key and secret key sign every request
	Password = "password" // user, password and account get a token from IAM
	Token    = "token"    // a token is sent as it is
)

// Credential is what proves who somebody is, whole from one source.
type Credential struct {
	Kind string // KeyPair, Password or Token; "" where there is none

	Token         model.Secret
	AccessKey     string
	SecretKey     model.Secret
	SecurityToken model.Secret // of a temporary pair; empty: a lasting one
	Username      string
	Password      model.Secret
	Domain        string // the account's name

	Expires time.Time // zero: not told
	Source  string    // in words: "access key from the environment (HW_ACCESS_KEY)"
	// Warning is what is wrong with the source without keeping it from being
	// used, in one sentence; "" if nothing is.
	Warning string
}

// complete is the way of logging in that a credential is whole for: the wanted
// one, or with "" the first of token, access key, password. "" means that it
// is whole for none.
func (c Credential) complete(auth string) string { return c.completeAt(DRS, auth) }

// completeAt is complete for a backend: DryvIQ has no access keys, and its users
// belong to no account.
func (c Credential) completeAt(backend, auth string) string {
	files := backend == DryvIQ
	whole := map[string]bool{
		Token:    !c.Token.Empty(),
		KeyPair:  c.AccessKey != "" && !c.SecretKey.Empty() && !files,
		Password: c.Username != "" && !c.Password.Empty() && (c.Domain != "" || files),
	}
	for _, kind := range []string{Token, KeyPair, Password} {
		if whole[kind] && (auth == "" || auth == kind) {
			return kind
		}
	}
	return ""
}

// only is the credential without what its way of logging in does not use.
func (c Credential) only(kind string) Credential {
	out := Credential{Kind: kind, Expires: c.Expires, Source: c.Source, Warning: c.Warning}
	switch kind {
	case Token:
		out.Token = c.Token
	case KeyPair:
		out.AccessKey, out.SecretKey, out.SecurityToken = c.AccessKey, c.SecretKey, c.SecurityToken
	case Password:
		out.Username, out.Password, out.Domain = c.Username, c.Password, c.Domain
	}
	return out
}

// kindShown is a way of logging in, for people.
func kindShown(kind string) string {
	return map[string]string{Token: "token", KeyPair: "access key", Password: "password"}[kind]
}
