package profile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestACredentialIsWholeFromTheFirstFamilyThatHasIt(t *testing.T) {
	for name, c := range map[string]struct {
		auth string
		env  Environment
		want string // kind, then what it holds
		from string
	}{
		"a token":                        {"", environment("OS_TOKEN", " tok "), "token tok", "token from the environment (OS_TOKEN)"},
		"drover's own names first":       {"", environment("DROVER_TOKEN", "d", "HW_AUTH_TOKEN", "h", "OS_TOKEN", "o"), "token d", "(DROVER_TOKEN)"},
		"within a family a token first":  {"", environment("HW_ACCESS_KEY", "a", "HW_SECRET_KEY", "s", "HW_AUTH_TOKEN", "h"), "token h", "(HW_AUTH_TOKEN)"},
		"a family before a way":          {"", environment("DROVER_USERNAME", "u", "DROVER_PASSWORD", "p", "DROVER_DOMAIN_NAME", "d", "OS_TOKEN", "o"), "password u p d", "password from the environment (DROVER_PASSWORD)"},
		"keys of the SDK":                {"", environment("HUAWEICLOUD_SDK_AK", "a", "HUAWEICLOUD_SDK_SK", "s", "HUAWEICLOUD_SDK_SECURITY_TOKEN", "t"), "aksk a s t", "access key from the environment (HUAWEICLOUD_SDK_AK)"},
		"the wanted way alone":           {"aksk", environment("DROVER_TOKEN", "d", "HW_ACCESS_KEY", "a", "HW_SECRET_KEY", "s"), "aksk a s", "(HW_ACCESS_KEY)"},
		"halves are passed over":         {"", environment("DROVER_ACCESS_KEY", "a", "HW_SECRET_KEY", "s", "OS_ACCESS_KEY", "oa", "OS_SECRET_KEY", "os"), "aksk oa os", "(OS_ACCESS_KEY)"},
		"halves never make a whole":      {"", environment("DROVER_ACCESS_KEY", "a", "HW_SECRET_KEY", "s", "OS_SECURITY_TOKEN", "t"), "", ""},
		"the other name of a domain":     {"", environment("OS_USERNAME", "u", "OS_PASSWORD", "p", "OS_DOMAIN_NAME", "d"), "password u p d", "(OS_PASSWORD)"},
		"blank is not set":               {"", environment("DROVER_TOKEN", "  ", "HW_AUTH_TOKEN", "h"), "token h", "(HW_AUTH_TOKEN)"},
		"a session without keys is none": {"", environment("HW_SECURITY_TOKEN", "t"), "", ""},
		"nothing":                        {"", environment(), "", ""},
		"another way than the wanted":    {"password", environment("DROVER_TOKEN", "d"), "", ""},
	} {
		got, _, _ := c.env.credential(c.auth, Profile{})
		if said := holds(got); said != c.want || !strings.Contains(got.Source, c.from) || (got.Source == "") != (c.want == "") {
			t.Errorf("%s: %q from %q", name, said, got.Source)
		}
	}
}

// holds is a credential in the clear.
func holds(c Credential) string {
	return strings.Join(strings.Fields(strings.Join([]string{
		c.Kind, c.Token.Reveal(), c.AccessKey, c.SecretKey.Reveal(), c.SecurityToken.Reveal(), c.Username, c.Password.Reveal(), c.Domain,
	}, " ")), " ")
}

func TestTheProfileNamesUserAndAccountForAPassword(t *testing.T) {
	p := Profile{Name: "prod", Username: "ops", Domain: "acme"}
	for name, c := range map[string]struct {
		env           Environment
		want, missing string
	}{
		"the password alone":       {environment("HW_USER_PASSWORD", "p"), "password ops p acme", ""},
		"the same user":            {environment("HW_USER_PASSWORD", "p", "HW_USER_NAME", "ops"), "password ops p acme", ""},
		"somebody else's":          {environment("HW_USER_PASSWORD", "p", "HW_USER_NAME", "me"), "", "HW_USER_NAME names another user than profile prod"},
		"another account's":        {environment("HW_USER_PASSWORD", "p", "HW_DOMAIN_NAME", "home"), "", "HW_DOMAIN_NAME names another account than profile prod"},
		"the next family's own":    {environment("HW_USER_PASSWORD", "p", "HW_USER_NAME", "me", "OS_PASSWORD", "q"), "password ops q acme", ""},
		"keys beside another user": {environment("HW_USER_PASSWORD", "p", "HW_USER_NAME", "me", "HW_ACCESS_KEY", "a", "HW_SECRET_KEY", "s"), "aksk a s", ""},
	} {
		got, _, missing := c.env.credential("", p)
		if holds(got) != c.want || missing != c.missing {
			t.Errorf("%s: %q, missing %q", name, holds(got), missing)
		}
	}
}

func TestHalfACredentialIsMentioned(t *testing.T) {
	for env, says := range map[string]string{
		"HW_ACCESS_KEY":      "HW_ACCESS_KEY is set but HW_SECRET_KEY is not",
		"HUAWEICLOUD_SDK_SK": "HUAWEICLOUD_SDK_SK is set but HUAWEICLOUD_SDK_AK is not",
		"DROVER_USERNAME":    "DROVER_USERNAME is set but DROVER_PASSWORD is not",
		"OS_PASSWORD":        "OS_PASSWORD is set but OS_USERNAME is not",
		"HW_DOMAIN_NAME":     "",
	} {
		if _, _, missing := environment(env, sentinel).credential("", Profile{}); missing != says {
			t.Errorf("%s: %q", env, missing)
		}
	}
	_, _, missing := environment("OS_USERNAME", "u", "OS_PASSWORD", sentinel).credential("", Profile{})
	if _, _, missing := environment("DROVER_TOKEN", sentinel).credential(KeyPair, Profile{}); missing != "DROVER_TOKEN is set, but this profile logs in by access key" {
		t.Errorf("of another way: %q", missing)
	}
	if missing != "OS_PASSWORD is set but OS_USER_DOMAIN_NAME, the account's name, is not" {
		t.Errorf("no account: %q", missing)
	}
	if _, _, missing := environment("HW_ACCESS_KEY", "a").credential(Password, Profile{}); missing != "" {
		t.Errorf("half of what is not wanted: %q", missing)
	}
}

// Whatever is set: all that a credential holds was in one family, and nothing
// that holds secrets prints one.
func TestFamiliesAreNeverMixed(t *testing.T) {
	var names []string
	for _, f := range families() {
		for _, n := range [][]string{f.token, f.access, f.secret, f.session, f.user, f.password, f.domain} {
			names = append(names, n...)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var pairs []string
		for _, name := range names {
			if rapid.Bool().Draw(t, name) {
				pairs = append(pairs, name+"="+sentinel+"-"+name)
			}
		}
		auth := rapid.SampledFrom([]string{"", Token, KeyPair, Password}).Draw(t, "auth")
		env := ReadEnvironment(pairs)
		c, _, missing := env.credential(auth, Profile{})
		prefixes := map[string]bool{}
		for _, v := range []string{c.Token.Reveal(), c.AccessKey, c.SecretKey.Reveal(), c.SecurityToken.Reveal(), c.Username, c.Password.Reveal(), c.Domain} {
			if name := strings.TrimPrefix(v, sentinel+"-"); v != "" {
				prefix, _, _ := strings.Cut(name, "_")
				prefixes[prefix] = true
			}
		}
		if len(prefixes) > 1 || len(prefixes) == 0 != (c.Kind == "") || auth != "" && c.Kind != "" && c.Kind != auth {
			t.Fatalf("%v: %s from %v", pairs, c.Kind, prefixes)
		}
		s, err := Resolve(Flags{Region: "cn-north-4"}, Config{}, env)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range SecretNames() {
			if all := fmt.Sprintf("%v %+v %#v %s %v %v", s, s.Sources, env, c.Source, missing, env.Present()); strings.Contains(all, sentinel+"-"+secret) {
				t.Fatalf("%s is printed: %s", secret, all)
			}
		}
	})
}

func TestEverySecretIsForgotten(t *testing.T) {
	for _, f := range families() {
		for _, n := range [][]string{f.token, f.secret, f.session, f.password} {
			for _, name := range n {
				if !slices.Contains(SecretNames(), name) {
					t.Errorf("%s stays in the environment", name)
				}
			}
		}
	}
}
