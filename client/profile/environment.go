package profile

import (
	"fmt"
	"slices"
	"strings"

	"drover/model"
)

// Environment is what the environment said of services and credentials when
// drover began. It is read once: the secrets are removed from the process's
// own right after.
type Environment struct {
	plain  map[string]string
	secret map[string]model.Secret

	elsewhere func(server string) bool // reports another server than the one that is meant
}

// family is one program's names for the same things. The first of several
// names that is set counts.
type family struct {
	token                  []string
	access, secret         []string
	session                []string
	user, password, domain []string
	authURL                []string // where its tokens come from, used with its credential alone
	server                 string   // what names the one server that it is for; "": none
}

// families are all of them, in the order in which they are asked.
func families() []family {
	return []family{
		{
			token:  []string{"DROVER_TOKEN"},
			access: []string{"DROVER_ACCESS_KEY"}, secret: []string{"DROVER_SECRET_KEY"}, session: []string{"DROVER_SECURITY_TOKEN"},
			user: []string{"DROVER_USERNAME"}, password: []string{"DROVER_PASSWORD"}, domain: []string{"DROVER_DOMAIN_NAME"},
		},
		{
			access: []string{"HUAWEICLOUD_SDK_AK"}, secret: []string{"HUAWEICLOUD_SDK_SK"}, session: []string{"HUAWEICLOUD_SDK_SECURITY_TOKEN"},
		},
		{
			token:  []string{"HW_AUTH_TOKEN"},
			access: []string{"HW_ACCESS_KEY"}, secret: []string{"HW_SECRET_KEY"}, session: []string{"HW_SECURITY_TOKEN"},
			user: []string{"HW_USER_NAME"}, password: []string{"HW_USER_PASSWORD"}, domain: []string{"HW_DOMAIN_NAME"},
			authURL: []string{"HW_AUTH_URL"},
		},
		{
			token:  []string{"OS_TOKEN"},
			access: []string{"OS_ACCESS_KEY"}, secret: []string{"OS_SECRET_KEY"}, session: []string{"OS_SECURITY_TOKEN"},
			user: []string{"OS_USERNAME"}, password: []string{"OS_PASSWORD"}, domain: []string{"OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME"},
			authURL: []string{"OS_AUTH_URL"},
		},
	}
}

// everyFamily is those of all backends, each variable once.
func everyFamily() []family { return append(families(), filesFamilies()[1:]...) }

// ReadEnvironment takes the variables that drover knows out of a list such as
// os.Environ gives. One that is empty or blank counts as not set.
func ReadEnvironment(pairs []string) Environment {
	e := Environment{plain: map[string]string{}, secret: map[string]model.Secret{}}
	secrets := SecretNames()
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		value = strings.TrimSpace(value)
		switch {
		case value == "" || !ours(name):
		case slices.Contains(secrets, name):
			e.secret[name] = model.NewSecret(value)
		default:
			e.plain[name] = value
		}
	}
	return e
}

// ours reports a variable of one of the families: nothing else is kept.
func ours(name string) bool {
	if skySync(name) {
		return true
	}
	for _, prefix := range []string{"DROVER_", "HUAWEICLOUD_SDK_", "HW_", "OS_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// SecretNames lists every variable that may hold a secret, so that none of
// them is passed on.
func SecretNames() []string {
	var out []string
	for _, f := range everyFamily() {
		for _, names := range [][]string{f.token, f.secret, f.session, f.password} {
			out = append(out, names...)
		}
	}
	return append(out, "OS_PASSCODE")
}

// Present names the variables of credentials that are set, in the order of
// their families: names only.
func (e Environment) Present() []string {
	var out []string
	for _, f := range everyFamily() {
		for _, names := range [][]string{f.token, f.access, f.secret, f.session, f.user, f.password, f.domain} {
			for _, name := range names {
				if e.has(name) {
					out = append(out, name)
				}
			}
		}
	}
	return out
}

func (e Environment) has(name string) bool {
	_, secret := e.secret[name]
	return secret || e.plain[name] != ""
}

// first is the value of the first of some names that is set, and which it was.
func (e Environment) first(names ...string) (value, name string) {
	for _, name := range names {
		if v := e.plain[name]; v != "" {
			return v, name
		}
	}
	return "", ""
}

func (e Environment) firstSecret(names []string) (model.Secret, string) {
	for _, name := range names {
		if v, ok := e.secret[name]; ok {
			return v, name
		}
	}
	return model.Secret{}, ""
}

// credential takes a credential out of the environment, whole from one family:
// the first one that is complete for the way of logging in. Where auth names
// none ("") that is, of the first family complete for any, the first of token,
// access key and password. User and account that the profile names stand in for
// names that a family leaves out; a family that names another user or account is
// somebody else's and passed over. missing says, where nothing is complete,
// what was there and what it lacks, or that it is for another way.
func (e Environment) credential(auth string, p Profile) (c Credential, of family, missing string) {
	for _, f := range familiesOf(p.Backend) {
		if f.server != "" && e.elsewhere != nil && e.elsewhere(e.plain[f.server]) {
			if missing == "" && e.has(f.password[0]) {
				missing = fmt.Sprintf("%s names another server than the endpoint", f.server)
			}
			continue
		}
		c, first, why := e.read(f, p)
		if kind := c.completeAt(p.Backend, auth); kind != "" && why == "" {
			c = c.only(kind)
			c.Source = fmt.Sprintf("%s from the environment (%s)", kindShown(kind), first[kind])
			return c, f, ""
		}
		if why == "" {
			why = e.lacks(f, auth)
		}
		if missing == "" {
			missing = why
		}
	}
	if missing == "" && auth != "" {
		missing = e.unused(auth, p)
	}
	return Credential{}, family{}, missing
}

// unused says what is there whole for another way of logging in than the
// profile's, "" if nothing is.
func (e Environment) unused(auth string, p Profile) string {
	for _, f := range familiesOf(p.Backend) {
		c, first, _ := e.read(f, p)
		if kind := c.completeAt(p.Backend, ""); kind != "" {
			return fmt.Sprintf("%s is set, but this profile logs in by %s", first[kind], kindShown(auth))
		}
	}
	return ""
}

// read takes all that a family holds, and names for each way of logging in the
// variable that stands for it. why is set if the family is of another user.
func (e Environment) read(f family, p Profile) (c Credential, first map[string]string, why string) {
	first = map[string]string{}
	c.Token, first[Token] = e.firstSecret(f.token)
	c.AccessKey, first[KeyPair] = e.first(f.access...)
	c.SecretKey, _ = e.firstSecret(f.secret)
	c.SecurityToken, _ = e.firstSecret(f.session)
	c.Password, first[Password] = e.firstSecret(f.password)
	if c.Password.Empty() {
		return c, first, ""
	}
	var user, domain string
	c.Username, user = e.first(f.user...)
	c.Domain, domain = e.first(f.domain...)
	if p.Username != "" && c.Username != "" && c.Username != p.Username {
		why = fmt.Sprintf("%s names another user than profile %s", user, p.Name)
	}
	if p.Domain != "" && c.Domain != "" && c.Domain != p.Domain {
		why = fmt.Sprintf("%s names another account than profile %s", domain, p.Name)
	}
	if why != "" { // the family's token and keys have no user to compare
		c.Username, c.Domain, c.Password = "", "", model.Secret{}
		if c.completeAt(p.Backend, "") != "" {
			why = ""
		}
	}
	if c.Username == "" {
		c.Username = p.Username
	}
	if c.Domain == "" {
		c.Domain = p.Domain
	}
	return c, first, why
}

// lacks says what a family that is not complete has and what it has not, ""
// if it has nothing for the way of logging in.
func (e Environment) lacks(f family, auth string) string {
	set := func(names []string) string {
		for _, n := range names {
			if e.has(n) {
				return n
			}
		}
		return ""
	}
	if auth == "" || auth == KeyPair {
		switch access, secret := set(f.access), set(f.secret); {
		case access != "" && secret == "":
			return fmt.Sprintf("%s is set but %s is not", access, f.secret[0])
		case access == "" && secret != "":
			return fmt.Sprintf("%s is set but %s is not", secret, f.access[0])
		}
	}
	if auth == "" || auth == Password {
		switch user, password, domain := set(f.user), set(f.password), set(f.domain); {
		case user != "" && password == "":
			return fmt.Sprintf("%s is set but %s is not", user, f.password[0])
		case password != "" && user == "":
			return fmt.Sprintf("%s is set but %s is not", password, f.user[0])
		case password != "" && domain == "" && len(f.domain) > 0:
			return fmt.Sprintf("%s is set but %s, the account's name, is not", password, f.domain[0])
		}
	}
	return ""
}
