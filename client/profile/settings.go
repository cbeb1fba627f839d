package profile

import (
	"errors"
	"strings"

	"drover/model"
)

// Settings is what a session needs to know of its service.
type Settings struct {
	Endpoint    string // https://drs.cn-north-4.myhuaweicloud.com
	Region      string // cn-north-4
	Project     string // the project's id
	Token       model.Secret
	TokenSource string // "token from the environment (DROVER_TOKEN)", "" without one
}

// ErrNothing means that neither flags nor environment name a service.
var ErrNothing = errors.New("no service is named: give --endpoint or --region with --project and a token, or look around with drover --demo")

// Resolve joins flags and environment; a flag goes first. lookup is
// os.LookupEnv or a stand-in for it.
func Resolve(f Flags, lookup func(string) (string, bool)) (Settings, error) {
	s := Settings{
		Endpoint: f.Endpoint,
		Region:   first(f.Region, lookup, "DROVER_REGION", "HW_REGION_NAME", "OS_REGION_NAME"),
		Project:  first(f.Project, lookup, "DROVER_PROJECT_ID", "HW_PROJECT_ID", "OS_PROJECT_ID", "HUAWEICLOUD_SDK_PROJECT_ID"),
	}
	s.Token, s.TokenSource = token(lookup)
	if s.Endpoint == "" && s.Region == "" {
		return Settings{}, ErrNothing
	}
	if s.Endpoint == "" {
		e, err := regionEndpoint(s.Region)
		if err != nil {
			return Settings{}, err
		}
		s.Endpoint = e
	}
	if s.Project == "" {
		return Settings{}, errors.New("the project is not named: give --project ID or set DROVER_PROJECT_ID")
	}
	if !plainID(s.Project) {
		return Settings{}, errors.New("the project is no id: letters, digits and - only, as the console shows it")
	}
	return s, nil
}

// token takes the first one the environment holds.
func token(lookup func(string) (string, bool)) (model.Secret, string) {
	for _, name := range TokenNames() {
		if v, ok := lookup(name); ok && strings.TrimSpace(v) != "" {
			return model.NewSecret(strings.TrimSpace(v)), "token from the environment (" + name + ")"
		}
	}
	return model.Secret{}, ""
}

// TokenNames lists the variables a token may stand in, in their order. They
// are removed from the environment once read.
func TokenNames() []string { return []string{"DROVER_TOKEN", "HW_AUTH_TOKEN", "OS_TOKEN"} }

// SecretNames lists every variable that may hold a secret, so that none of
// them is passed on.
func SecretNames() []string {
	return append(TokenNames(),
		"DROVER_SECRET_KEY", "DROVER_SECURITY_TOKEN", "DROVER_PASSWORD",
		"HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN",
		"HW_SECRET_KEY", "HW_SECURITY_TOKEN", "HW_USER_PASSWORD",
		"OS_SECRET_KEY", "OS_SECURITY_TOKEN", "OS_PASSWORD")
}

func first(flag string, lookup func(string) (string, bool), names ...string) string {
	if flag != "" {
		return flag
	}
	for _, name := range names {
		if v, ok := lookup(name); ok && v != "" {
			return v
		}
	}
	return ""
}

// regionEndpoint is where DRS of a region answers.
func regionEndpoint(region string) (string, error) {
	if !plainID(region) {
		return "", errors.New("the region is no region id: it should look like cn-north-4 or eu-de")
	}
	switch {
	case region == "eu-de" || region == "eu-nl":
		return "https://drs." + region + ".otc.t-systems.com", nil
	case strings.HasPrefix(region, "eu-west-1"): // the European site has its own domain
		return "https://drs." + region + ".myhuaweicloud.eu", nil
	}
	return "https://drs." + region + ".myhuaweicloud.com", nil
}

func plainID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}
