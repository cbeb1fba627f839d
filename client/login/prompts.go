package login

import (
	"slices"

	"drover/client"
	"drover/client/iam"
	"drover/client/oauth"
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

// Asks lists what must be typed before Enter can work; empty: nothing. After a
// refusal all may be left as it is, which tries the same again.
func (l *Login) Asks() []client.Prompt {
	l.mu.Lock()
	defer l.mu.Unlock()
	way, refused := l.way(), l.turnedDown()
	switch {
	case l.prints && !refused:
		return nil
	case way == profile.Password && l.password != nil:
		return l.told(l.passwordPrompts(l.missing(), l.password.Known()))
	case l.have.Kind != "" && !refused:
		return nil
	case way == profile.KeyPair:
		return l.told([]client.Prompt{
			{Key: keyAccess, Label: "Access key (AK)", Help: "The console shows it under My Credentials.", Value: l.have.AccessKey},
			{Key: keySecret, Label: "Secret key (SK)", Help: "It signs requests and is never sent.", Masked: true},
			{Key: keySession, Label: "Security token, if there is one", Help: "Of a temporary access key only.", Masked: true, May: true},
		})
	}
	label := "Token (X-Auth-Token)"
	if l.files() {
		label = "Token (Authorization: Bearer)"
	}
	return l.told([]client.Prompt{{Key: keyToken, Label: label, Help: "DROVER_TOKEN in the environment does the same.", Masked: true}})
}

// told says in the first prompt's help why something is asked for, or that what
// is at hand may be tried again. A passcode counts once.
func (l *Login) told(prompts []client.Prompt) []client.Prompt {
	if len(prompts) == 0 || prompts[0].Key == iam.KeyPasscode {
		return prompts
	}
	words := ""
	switch {
	case l.prints, l.holds():
		words = "Leave it as it is to try the same again. "
		for i, p := range prompts {
			if prompts[i].May = p.Key != iam.KeyPasscode; !prompts[i].May {
				words = ""
			}
		}
	case l.set.Missing != "":
		words = l.set.Missing + ". "
	}
	prompts[0].Help = words + prompts[0].Help
	return prompts
}

func (l *Login) passwordPrompts(keys []string, known map[string]string) []client.Prompt {
	all := []client.Prompt{
		{Key: iam.KeyUser, Label: "User", Help: "The IAM user's name: a HUAWEI ID cannot log in here."},
		{Key: iam.KeyAccount, Label: "Account", Help: "The account's name, which the console shows under My Credentials."},
		{Key: iam.KeyPassword, Label: "Password", Help: "It goes to IAM only, and is kept in memory only.", Masked: true},
		{Key: iam.KeyPasscode, Label: "Passcode", Help: "The six digits that the authenticator app shows now.", Masked: true},
	}
	if l.files() {
		all = []client.Prompt{
			{Key: oauth.KeyUser, Label: "User", Help: "The name of a user of the DryvIQ server."},
			{Key: oauth.KeyPassword, Label: "Password", Help: "It goes to that server only, and is kept in memory only.", Masked: true},
		}
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
