package profile

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// key is one key of a profile: how its value is taken, and what it must be.
type key struct {
	name string
	must string // for a sentence: "region must be …"
	take func(p *Profile, value any) bool
}

// keys are all that a profile may say.
func keys() []key {
	return []key{
		{"backend", `"drs" or "dryviq"`, oneOf(func(p *Profile) *string { return &p.Backend }, "drs", "dryviq")},
		{"region", `a region's id in quotes, such as "cn-north-4" or "eu-de"`, quoted(func(p *Profile) *string { return &p.Region }, plainID)},
		{"project_id", `the project's id in quotes, letters and digits as the console shows it`, quoted(func(p *Profile) *string { return &p.ProjectID }, plainID)},
		{"project_name", `the project's name in quotes, such as "cn-north-4"`, quoted(func(p *Profile) *string { return &p.ProjectName }, plainLine)},
		{"auth", `"aksk", "password" or "token"`, oneOf(func(p *Profile) *string { return &p.Auth }, KeyPair, Password, Token)},
		{"production", "true or false, without quotes", yesNo(func(p *Profile) *bool { return &p.Production })},
		{"read_only", "true or false, without quotes", yesNo(func(p *Profile) *bool { return &p.ReadOnly })},
		{"username", "the user's name in quotes", quoted(func(p *Profile) *string { return &p.Username }, plainLine)},
		{"domain_name", "the account's name in quotes", quoted(func(p *Profile) *string { return &p.Domain }, plainLine)},
		{"language", `"en-us" or "zh-cn"`, oneOf(func(p *Profile) *string { return &p.Language }, "en-us", "zh-cn")},
		{"endpoint", `an address such as "https://drs.cn-north-4.myhuaweicloud.com" or "https://dryviq.example.com": https, or http to this machine only, without user, query or fragment`, quoted(func(p *Profile) *string { return &p.Endpoint }, plainAddress)},
		{"iam_endpoint", `an address such as "https://iam.cn-north-4.myhuaweicloud.com": https, or http to this machine only, without user, query or fragment`, quoted(func(p *Profile) *string { return &p.IAMEndpoint }, plainAddress)},
		{"ca_file", "a file's path in quotes; without / in front it is looked for beside this file", takeCAFile},
		{"proxy", `an address such as "http://proxy:3128" (http, https or socks5) without a password: one with a password belongs into HTTPS_PROXY in the environment`, quoted(func(p *Profile) *string { return &p.Proxy }, plainProxy)},
		{"refresh", `a duration in quotes: "0" to read by hand, else at least "2s"`, takeRefresh},
		{"credential_command", `a list of words in brackets, the program first, such as ["vault-drs", "prod"]`, takeCommand},
		{"import", `"sdk" or "clouds:NAME"`, quoted(func(p *Profile) *string { return &p.Import }, plainImport)},
		{"site", `the name of one of the server's sites in quotes, such as "emea": the server's address is the endpoint`, quoted(func(p *Profile) *string { return &p.Site }, plainSite)},
		{"generation", `"auto", "v5" or "v3"`, oneOf(func(p *Profile) *string { return &p.Generation }, "auto", "v5", "v3")},
		{"signature", `"access" or "credential"`, oneOf(func(p *Profile) *string { return &p.Signature }, "access", "credential")},
	}
}

// take takes one key's value, and says what is wrong with it.
func (p *Profile) take(s setting) string {
	all := keys()
	i := slices.IndexFunc(all, func(k key) bool { return k.name == s.name() })
	if i < 0 {
		var names []string
		for _, k := range all {
			names = append(names, k.name)
		}
		return fmt.Sprintf("there is no key %s in a profile: there are %s", shown(s.name()), strings.Join(names, ", "))
	}
	p.lines[s.name()] = s.line
	if !all[i].take(p, s.value) {
		return all[i].name + " must be " + all[i].must
	}
	return ""
}

// checkTogether looks at keys that exclude or need each other.
func (p *Profile) checkTogether() *mistake {
	switch {
	case len(p.Command) > 0 && p.Import != "":
		return &mistake{p.lines["import"], fmt.Sprintf("profile %s has both credential_command and import: one source is enough, take the other line out", p.Name)}
	case p.Backend == DryvIQ:
		return p.foreign()
	case p.Site != "":
		return &mistake{p.lines["site"], `site belongs to backend = "dryviq": for DRS name the endpoint`}
	case p.Auth == Password && p.Import == "sdk":
		return &mistake{p.lines["auth"], `the SDK's file holds access keys only: write auth = "aksk", or take the import out`}
	case p.Auth == Token && p.Import == "sdk":
		return &mistake{p.lines["auth"], `the SDK's file holds access keys only: write auth = "aksk", or take the import out`}
	}
	return nil
}

func quoted(field func(*Profile) *string, fits func(string) bool) func(*Profile, any) bool {
	return func(p *Profile, value any) bool {
		s, ok := value.(string)
		if ok = ok && fits(s); ok {
			*field(p) = s
		}
		return ok
	}
}

func oneOf(field func(*Profile) *string, words ...string) func(*Profile, any) bool {
	return quoted(field, func(s string) bool { return slices.Contains(words, s) })
}

func yesNo(field func(*Profile) *bool) func(*Profile, any) bool {
	return func(p *Profile, value any) bool {
		b, ok := value.(bool)
		*field(p) = b
		return ok
	}
}

func takeCAFile(p *Profile, value any) bool {
	s, ok := value.(string)
	if !ok || !plainLine(s) {
		return false
	}
	if rest, home := strings.CutPrefix(s, "~/"); home {
		dir, err := os.UserHomeDir()
		if err != nil {
			return false
		}
		s = filepath.Join(dir, rest)
	}
	if !filepath.IsAbs(s) {
		s = filepath.Join(filepath.Dir(p.file), s)
	}
	p.CAFile = s
	return true
}

func takeRefresh(p *Profile, value any) bool {
	s, ok := value.(string)
	if !ok {
		return false
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d > 0 && d < shortestRefresh {
		return false
	}
	p.Refresh = &d
	return true
}

func takeCommand(p *Profile, value any) bool {
	argv, ok := value.([]string)
	if !ok || len(argv) == 0 || argv[0] == "" || slices.ContainsFunc(argv, func(s string) bool { return strings.ContainsRune(s, 0) }) {
		return false
	}
	p.Command = argv
	return true
}

// plainImport takes koocli:NAME too, which has a message of its own.
func plainImport(s string) bool {
	kind, name, named := strings.Cut(s, ":")
	switch kind {
	case "sdk":
		return !named
	case "clouds", "koocli":
		return plainLine(name)
	}
	return false
}

// plainAddress takes what a credential may be sent to.
func plainAddress(s string) bool {
	u, err := url.Parse(s)
	switch {
	case err != nil, u.Hostname() == "", u.User != nil, u.RawQuery != "", u.ForceQuery, u.Fragment != "", u.Opaque != "":
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && thisMachine(u.Hostname())
}

func plainProxy(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
		return false
	}
	if _, secret := u.User.Password(); secret {
		return false
	}
	return u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "socks5"
}
