package login

import (
	"slices"

	"drover/client"
	"drover/client/iam"
	"drover/client/profile"
)

// Keys of what is typed for a token and for an access key; those for a password
// are iam's.
const (
	keyToken   = "token"
	keyAccess  = "access_key"
	keySecret  = "secret_key"
	keySession = "security_token"
)

// Asks lists what must be typed before Enter can work; empty: nothing.
func (l *Login) Asks() []client.Prompt {
	l.mu.Lock()
	way, prints, refused, password := l.way(), l.prints, l.refused, l.password
	none := l.have.Kind == ""
	l.mu.Unlock()
	switch {
	case prints && !refused:
		return nil
	case way == profile.Password && password != nil:
		missing := password.Missing()
		if refused && !slices.Contains(missing, iam.KeyPasscode) {
			missing = []string{iam.KeyUser, iam.KeyAccount, iam.KeyPassword}
		}
		return passwordPrompts(missing, password.Known())
	case !none && !refused:
		return nil
	case way == profile.KeyPair:
		return []client.Prompt{
			{Key: keyAccess, Label: "Access key (AK)", Help: "The console shows it under My Credentials."},
			{Key: keySecret, Label: "Secret key (SK)", Help: "It signs requests and is never sent.", Masked: true},
			{Key: keySession, Label: "Security token", Help: "Of a temporary access key only.", Masked: true, May: true},
		}
	}
	return []client.Prompt{{Key: keyToken, Label: "Token (X-Auth-Token)", Help: "DROVER_TOKEN in the environment does the same.", Masked: true}}
}

func passwordPrompts(keys []string, known map[string]string) []client.Prompt {
	all := []client.Prompt{
		{Key: iam.KeyUser, Label: "User", Help: "The IAM user's name: a HUAWEI ID cannot log in here."},
		{Key: iam.KeyAccount, Label: "Account", Help: "The account's name, which the console shows under My Credentials."},
		{Key: iam.KeyPassword, Label: "Password", Help: "It goes to IAM only, and is kept in memory only.", Masked: true},
		{Key: iam.KeyPasscode, Label: "Passcode", Help: "The six digits that the authenticator app shows now.", Masked: true},
	}
	var out []client.Prompt
	for _, p := range all {
		if slices.Contains(keys, p.Key) {
			p.Value = known[p.Key]
			out = append(out, p)
		}
	}
	return out
}
