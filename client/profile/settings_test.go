package profile

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const two = `default_profile = "prod"
[profile.prod]
region = "cn-north-4"
project_id = "p1"
production = true
read_only = true
refresh = "30s"
language = "zh-cn"
credential_command = ["vault-drs"]
[profile.otc]
region = "eu-de"
project_name = "eu-de_lab"
auth = "password"
`

// resolve joins a command line, a configuration and an environment.
func resolve(t *testing.T, args, config string, env ...string) (Settings, error) {
	t.Helper()
	f, err := ParseFlags(strings.Fields(args))
	if err != nil {
		t.Fatalf("%s: %v", args, err)
	}
	c, err := configured(t, config)
	if err != nil {
		t.Fatal(err)
	}
	return Resolve(f, c, environment(env...))
}

// from is where a setting came from.
func from(s Settings, setting string) string {
	i := slices.IndexFunc(s.Sources, func(src Source) bool { return src.Setting == setting })
	if i < 0 {
		return ""
	}
	return s.Sources[i].From
}

func TestAFlagGoesBeforeTheEnvironment(t *testing.T) {
	s, err := resolve(t, "--region cn-south-1 --project p9", "", "DROVER_REGION", "cn-north-4", "DROVER_PROJECT_ID", "p1", "OS_TOKEN", " tok ")
	if err != nil || s.Endpoint != "https://drs.cn-south-1.myhuaweicloud.com" || s.Project != "p9" || s.Credential.Token.Reveal() != "tok" || s.Way() != Token {
		t.Errorf("%+v %v", s, err)
	}
	if from(s, "region") != "flag --region" || from(s, "endpoint") != "the region" || s.IAMEndpoint != "https://iam.cn-south-1.myhuaweicloud.com" {
		t.Errorf("%+v", s.Sources)
	}
	if s.Language != "en-us" || s.Refresh != 10*time.Second || s.Generation != "auto" || s.Signature != "access" || s.Profile != "" {
		t.Errorf("defaults: %+v", s)
	}
}

func TestDroverNamesGoBeforeOthers(t *testing.T) {
	s, err := resolve(t, "", "", "OS_REGION_NAME", "eu-nl", "HW_REGION_NAME", "eu-de", "OS_PROJECT_ID", "o", "HW_PROJECT_ID", "h")
	if err != nil || s.Endpoint != "https://drs.eu-de.otc.t-systems.com" || s.Project != "h" || s.Signature != "credential" || from(s, "project") != "environment (HW_PROJECT_ID)" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAProfileGoesBeforeTheEnvironmentAndAfterFlags(t *testing.T) {
	s, err := resolve(t, "", two, "DROVER_REGION", "eu-nl", "DROVER_PROJECT_ID", "x", "DROVER_TOKEN", sentinel)
	if err != nil || s.Profile != "prod" || s.Region != "cn-north-4" || s.Project != "p1" || !s.Production || !s.ReadOnly || s.Refresh != 30*time.Second || s.Language != "zh-cn" {
		t.Errorf("%+v %v", s, err)
	}
	if s.Command == nil || s.Credential.Kind != "" || from(s, "credential") != "profile prod (config.toml line 9)" || from(s, "region") != "profile prod (config.toml line 3)" {
		t.Errorf("%+v", s.Sources)
	}
	s, err = resolve(t, "--refresh 5s --language en-us --project p2 --read-only=false", two)
	if err != nil || s.Refresh != 5*time.Second || s.Language != "en-us" || s.Project != "p2" || !s.ReadOnly {
		t.Errorf("flags over it: %+v %v", s, err)
	}
	s, err = resolve(t, "--profile otc", two, "OS_TOKEN", "t", "OS_USERNAME", "u", "OS_PASSWORD", "p", "OS_USER_DOMAIN_NAME", "d")
	if err != nil || s.ProjectName != "eu-de_lab" || s.Project != "" || s.Credential.Kind != Password || s.Way() != Password {
		t.Errorf("otc: %+v %v", s, err)
	}
}

func TestWhatBelongsToARegionDoesNotGoToAnother(t *testing.T) {
	s, err := resolve(t, "--profile prod --region cn-south-1", strings.Replace(two, "production", "endpoint = \"https://own.example.com\"\nproduction", 1))
	if err != nil || s.Project != "" || s.Endpoint != "https://drs.cn-south-1.myhuaweicloud.com" || !s.Production {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = resolve(t, "--region cn-north-4", two); err != nil || s.Project != "p1" {
		t.Errorf("the same region: %+v %v", s, err)
	}
}

// A profile may have an endpoint and no region: that is its place as well.
func TestARegionByFlagGoesBeforeTheProfilesEndpoint(t *testing.T) {
	const own = "[profile.own]\nendpoint = \"https://drs.own.example.com\"\niam_endpoint = \"https://iam.own.example.com\"\nproject_id = \"p1\"\nproduction = true\n"
	s, err := resolve(t, "--profile own --region eu-de", own)
	if err != nil || s.Endpoint != "https://drs.eu-de.otc.t-systems.com" || s.IAMEndpoint != "https://iam.eu-de.otc.t-systems.com" || s.Project != "" || !s.Production {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = resolve(t, "--profile own", own); err != nil || s.Endpoint != "https://drs.own.example.com" || s.Project != "p1" {
		t.Errorf("without the flag: %+v %v", s, err)
	}
	at := strings.Replace(own, "https://drs.own.example.com", "https://drs.eu-de.otc.t-systems.com/", 1)
	if s, err = resolve(t, "--profile own --region eu-de", at); err != nil || s.IAMEndpoint != "https://iam.own.example.com" || s.Project != "p1" {
		t.Errorf("the region of the endpoint: %+v %v", s, err)
	}
	if s, err = resolve(t, "--region eu-de", "[profile.who]\nusername = \"u\"\ndomain_name = \"d\"\nauth = \"password\"\n"); err != nil || s.Profile != "who" || s.Username != "u" {
		t.Errorf("a profile of no place: %+v %v", s, err)
	}
}

// What goes to another region than the default profile's is not that profile's.
func TestARegionByFlagIsNotTheDefaultProfiles(t *testing.T) {
	for name, config := range map[string]string{
		"a region":         two,
		"an endpoint":      "[profile.own]\nendpoint = \"https://drs.own.example.com\"\nproject_id = \"p1\"\ncredential_command = [\"x\"]\nread_only = true\n",
		"a broken import":  "[profile.own]\nregion = \"cn-north-4\"\nimport = \"sdk\"\nread_only = true\n",
		"the only profile": "[profile.own]\nregion = \"cn-north-4\"\nread_only = true\n",
	} {
		home(t)
		s, err := resolve(t, "--region cn-south-1", config, "DROVER_TOKEN", "t")
		if err != nil || s.Profile != "" || s.Command != nil || s.ReadOnly || s.Project != "" || s.Endpoint != "https://drs.cn-south-1.myhuaweicloud.com" {
			t.Errorf("%s: %+v %v", name, s, err)
		}
	}
}

// The default profile's credential does not go to an address that the command
// line names; one that is named together with it does.
func TestAnEndpointByFlagIsNotTheDefaultProfiles(t *testing.T) {
	s, err := resolve(t, "--endpoint http://127.0.0.1:8080 --project p1", two, "DROVER_TOKEN", "sim-token")
	if err != nil || s.Profile != "" || s.Command != nil || s.Credential.Token.Reveal() != "sim-token" || s.Production {
		t.Errorf("%+v %v", s, err)
	}
	if s.IAMEndpoint != "http://127.0.0.1:8080" {
		t.Errorf("IAM of a service on this machine: %q", s.IAMEndpoint)
	}
	s, err = resolve(t, "--profile prod --endpoint https://own.example.com", two)
	if err != nil || s.Profile != "prod" || s.Endpoint != "https://own.example.com" || s.IAMEndpoint != "" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestWhereTokensComeFrom(t *testing.T) {
	keys := []string{"HW_ACCESS_KEY", "a", "HW_SECRET_KEY", "s"}
	os := []string{"OS_USERNAME", "u", "OS_PASSWORD", "p", "OS_USER_DOMAIN_NAME", "d", "OS_AUTH_URL", "https://iam.os.example.com/v3/"}
	for name, c := range map[string]struct {
		args string
		env  []string
		want string
	}{
		"the region's":                   {"--region eu-west-101", nil, "https://iam.eu-west-101.myhuaweicloud.eu"},
		"of OTC":                         {"--region eu-de", nil, "https://iam.eu-de.otc.t-systems.com"},
		"OS_AUTH_URL with OS_*":          {"--region eu-de", os, "https://iam.os.example.com"},
		"OS_AUTH_URL with others":        {"--region eu-de", slices.Concat(keys, os), "https://iam.eu-de.otc.t-systems.com"},
		"HW_AUTH_URL with HW_*":          {"--region eu-de", slices.Concat(keys, os, []string{"HW_AUTH_URL", "https://iam.hw.example.com:443/v3"}), "https://iam.hw.example.com:443"},
		"the SDK's":                      {"--region eu-de", []string{"HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://iam.sdk.example.com"}, "https://iam.sdk.example.com"},
		"a flag before all":              {"--region eu-de --iam-endpoint https://iam.flag.example.com", os, "https://iam.flag.example.com"},
		"unknown beside another service": {"--region eu-de --endpoint https://drs.example.com", nil, ""},
	} {
		if s, err := resolve(t, c.args, "", c.env...); err != nil || s.IAMEndpoint != c.want {
			t.Errorf("%s: %q %v", name, s.IAMEndpoint, err)
		}
	}
	_, err := resolve(t, "--region eu-de", "", "HUAWEICLOUD_SDK_IAM_ENDPOINT", "http://iam.example.com")
	oneSentence(t, "plain http", err, "is no address for credentials")
}

func TestTheSDKNamesARegionsEndpoint(t *testing.T) {
	ca := write(t, filepath.Join(t.TempDir(), "ca.pem"), "")
	s, err := resolve(t, "--region cn-north-4", "", "HUAWEICLOUD_SDK_REGION_DRS_CN_NORTH_4", "https://a.example.com,https://b.example.com", "OS_CACERT", ca)
	if err != nil || s.Endpoint != "https://a.example.com" || s.CAFile != ca || from(s, "CA file") != "environment (OS_CACERT)" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAFileThatIsNotThereIsNamedWithItsProfile(t *testing.T) {
	home(t)
	_, err := resolve(t, "", "[profile.own]\nregion = \"eu-de\"\nca_file = \"/none/ca.pem\"\n")
	oneSentence(t, "ca_file", err, "profile own (config.toml line 3)", "ca_file", "/none/ca.pem", "no such file", "leave it out")
	_, err = resolve(t, "", "[profile.own]\nregion = \"eu-de\"\nimport = \"sdk\"\n")
	oneSentence(t, "sdk", err, "profile own", "import = \"sdk\"", "is not there", "HUAWEICLOUD_SDK_CREDENTIALS_FILE")
}

func TestAnAddressForNoCredentialIsRefusedBeforeOneIsAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		args string
		env  []string
		says string
	}{
		"plain http":            {"--project p1 --endpoint http://drs.example.com", nil, "flag --endpoint"},
		"a password in it":      {"--project p1 --endpoint https://u:hunter2@drs.example.com", nil, "flag --endpoint"},
		"no address":            {"--project p1 --endpoint drs.example.com", nil, "flag --endpoint"},
		"of the SDK's variable": {"--region eu-de", []string{"HUAWEICLOUD_SDK_REGION_DRS_EU_DE", "http://u:hunter2@drs.example.com"}, "HUAWEICLOUD_SDK_REGION_DRS_EU_DE"},
	} {
		_, err := resolve(t, c.args, "", c.env...)
		oneSentence(t, name, err, c.says)
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the password is shown: %v", name, err)
		}
	}
	for _, fine := range []string{"http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:1", "https://drs.example.com/"} {
		if s, err := resolve(t, "--project p1 --endpoint "+fine, "", "HUAWEICLOUD_SDK_REGION_DRS_EU_DE", "http://elsewhere.example.com"); err != nil || s.Endpoint != fine {
			t.Errorf("%s: %q %v", fine, s.Endpoint, err)
		}
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	if _, err := resolve(t, "", ""); !errors.Is(err, ErrNothing) || !strings.Contains(err.Error(), "--demo") {
		t.Errorf("nothing: %v", err)
	}
	for name, c := range map[string]struct {
		f    Flags
		says string
	}{
		"region":     {Flags{Region: "cn north\n4"}, "region"},
		"project":    {Flags{Region: "cn-north-4", Project: "../p"}, "project is no id"},
		"no file":    {Flags{Profile: "prod"}, "there is no profile \"prod\""},
		"hostile":    {Flags{Profile: "\x1b[2J"}, "there is no profile"},
		"of a clone": {Flags{Profile: "prod", Endpoint: "https://x"}, "there is no profile"},
	} {
		_, err := Resolve(c.f, Config{}, environment())
		oneSentence(t, name, err, c.says)
	}
	_, err := resolve(t, "--profile stage", two)
	oneSentence(t, "another profile", err, "there is no profile \"stage\"", "prod, otc")
	_, err = resolve(t, "", "[profile.d]\nbackend = \"dryviq\"\nsite = \"emea\"\n")
	oneSentence(t, "dryviq", err, "profile d names no server")
}

func TestTheOnlyProfileNeedsNoName(t *testing.T) {
	s, err := resolve(t, "", "[profile.lab]\nregion = \"eu-de\"\nproject_id = \"p\"\n")
	if err != nil || s.Profile != "lab" {
		t.Errorf("%+v %v", s, err)
	}
	_, err = resolve(t, "", strings.Replace(two, "default_profile = \"prod\"", "", 1))
	if !errors.Is(err, ErrNothing) || !strings.Contains(err.Error(), "prod, otc") {
		t.Errorf("several: %v", err)
	}
}

func TestRegionsOfTheEuropeanSite(t *testing.T) {
	for region, host := range map[string]string{"eu-west-101": "myhuaweicloud.eu", "eu-west-0": "myhuaweicloud.com", "eu-nl": "otc.t-systems.com"} {
		if e, err := regionEndpoint("drs", region); err != nil || !strings.HasSuffix(e, host) {
			t.Errorf("%s: %s %v", region, e, err)
		}
	}
}
