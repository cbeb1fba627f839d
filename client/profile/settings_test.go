package profile

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func environment(pairs ...string) func(string) (string, bool) {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return func(name string) (string, bool) { v, ok := m[name]; return v, ok }
}

func TestAFlagGoesBeforeTheEnvironment(t *testing.T) {
	s, err := Resolve(Flags{Region: "cn-south-1", Project: "p9"}, environment("DROVER_REGION", "cn-north-4", "DROVER_PROJECT_ID", "p1", "OS_TOKEN", " tok "))
	if err != nil {
		t.Fatal(err)
	}
	if s.Endpoint != "https://drs.cn-south-1.myhuaweicloud.com" || s.Project != "p9" || s.Token.Reveal() != "tok" {
		t.Errorf("got %s %s", s.Endpoint, s.Project)
	}
	if s.TokenSource != "token from the environment (OS_TOKEN)" {
		t.Errorf("source %q", s.TokenSource)
	}
	if strings.Contains(fmt.Sprintf("%v %+v %#v", s, s, s), "tok\"") {
		t.Error("settings print the token")
	}
}

func TestDroverNamesGoBeforeOthers(t *testing.T) {
	s, err := Resolve(Flags{}, environment("OS_REGION_NAME", "eu-nl", "HW_REGION_NAME", "eu-de", "OS_PROJECT_ID", "o", "HW_PROJECT_ID", "h", "HW_AUTH_TOKEN", "h", "DROVER_TOKEN", "d"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Endpoint != "https://drs.eu-de.otc.t-systems.com" || s.Project != "h" || s.Token.Reveal() != "d" {
		t.Errorf("got %s %s", s.Endpoint, s.Project)
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	if _, err := Resolve(Flags{}, environment()); !errors.Is(err, ErrNothing) || !strings.Contains(err.Error(), "--demo") {
		t.Errorf("nothing: %v", err)
	}
	for name, f := range map[string]Flags{
		"project": {Region: "cn-north-4"},
		"region":  {Region: "cn north\n4", Project: "p"},
		"id":      {Region: "cn-north-4", Project: "../p"},
	} {
		if _, err := Resolve(f, environment()); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRegionsOfTheEuropeanSite(t *testing.T) {
	for region, host := range map[string]string{"eu-west-101": "myhuaweicloud.eu", "eu-west-0": "myhuaweicloud.com", "eu-nl": "otc.t-systems.com"} {
		if e, err := regionEndpoint(region); err != nil || !strings.HasSuffix(e, host) {
			t.Errorf("%s: %s %v", region, e, err)
		}
	}
}
