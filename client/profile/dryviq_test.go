package profile

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// filesProfile is one of a DryvIQ server.
const filesProfile = "[profile.d]\nbackend = \"dryviq\"\nendpoint = \"https://files.example.com/v1/\"\n"

// everything is what every family of Huawei Cloud, and that of DryvIQ's own command
// line, may hold.
func everything() []string {
	var out []string
	for _, f := range everyFamily() {
		for _, names := range [][]string{f.token, f.access, f.secret, f.session, f.user, f.password, f.domain} {
			for _, name := range names {
				out = append(out, name, sentinel+" of "+name)
			}
		}
	}
	return out
}

func without(pairs []string, prefixes ...string) []string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(pairs[i], p) }) {
			out = append(out, pairs[i], pairs[i+1])
		}
	}
	return out
}

func TestTheSettingsOfADryvIQServer(t *testing.T) {
	for name, c := range map[string]struct {
		args, config    string
		env             []string
		endpoint, site  string
		way, source     string
		profile         string
		user, of        string // of the credential
		missing, lacked string
	}{
		"flag":           {args: "--backend dryviq --endpoint https://a.example/", endpoint: "https://a.example", way: Password},
		"token":          {args: "--backend dryviq --endpoint https://a.example", env: []string{"DROVER_TOKEN", "t"}, endpoint: "https://a.example", way: Token, source: "token from the environment (DROVER_TOKEN)"},
		"profile":        {config: filesProfile + "site = \"emea\"\n", endpoint: "https://files.example.com", site: "emea", way: Password, profile: "d"},
		"auth":           {config: filesProfile + "auth = \"token\"\n", endpoint: "https://files.example.com", way: Token, profile: "d"},
		"password":       {config: filesProfile, env: []string{"DROVER_USERNAME", "u", "DROVER_PASSWORD", "p"}, endpoint: "https://files.example.com", way: Password, profile: "d", user: "u", source: "password from the environment (DROVER_PASSWORD)"},
		"profile's user": {config: filesProfile + "username = \"u\"\n", env: []string{"DROVER_PASSWORD", "p"}, endpoint: "https://files.example.com", way: Password, profile: "d", user: "u", source: "password from the environment (DROVER_PASSWORD)"},
		"vendor's": {args: "--backend dryviq", env: []string{"SKYSYNC_SERVER", "https://s.example/v1", "SKYSYNC_SITE", "north", "SKYSYNC_USERNAME", "u", "SKYSYNC_PASSWORD", "p"},
			endpoint: "https://s.example", site: "north", way: Password, user: "u", source: "password from the environment (SKYSYNC_PASSWORD)"},
		"vendor's at another server": {config: filesProfile, env: []string{"SKYSYNC_SERVER", "https://s.example/v1", "SKYSYNC_SITE", "north", "SKYSYNC_USERNAME", "u", "SKYSYNC_PASSWORD", "p"},
			endpoint: "https://files.example.com", way: Password, profile: "d", missing: "SKYSYNC_SERVER names another server"},
		"vendor's at no server": {config: filesProfile, env: []string{"SKYSYNC_USERNAME", "u", "SKYSYNC_PASSWORD", "p"},
			endpoint: "https://files.example.com", way: Password, profile: "d", user: "u", source: "password from the environment (SKYSYNC_PASSWORD)"},
		"never mixed": {config: filesProfile, env: []string{"DROVER_USERNAME", "u", "SKYSYNC_PASSWORD", "p"},
			endpoint: "https://files.example.com", way: Password, profile: "d", missing: "DROVER_USERNAME is set but DROVER_PASSWORD is not"},
		"Huawei's are not asked": {config: filesProfile, env: without(everything(), "DROVER_", "SKYSYNC_"), endpoint: "https://files.example.com", way: Password, profile: "d"},
		"another default":        {args: "--backend dryviq --endpoint https://a.example", config: "[profile.p]\nregion = \"eu-de\"\nproduction = true\n", endpoint: "https://a.example", way: Password},
		"its own default":        {args: "--backend dryviq", config: filesProfile, endpoint: "https://files.example.com", way: Password, profile: "d"},
		"this machine":           {args: "--backend dryviq --endpoint http://localhost:9090/", endpoint: "http://localhost:9090", way: Password},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := resolve(t, c.args, c.config, c.env...)
			if err != nil {
				t.Fatal(err)
			}
			if s.Backend != DryvIQ || s.Endpoint != c.endpoint || s.Site != c.site || s.Way() != c.way || s.Profile != c.profile || s.Production {
				t.Errorf("%+v", s)
			}
			if s.Credential.Source != c.source || s.Credential.Username != c.user || !strings.Contains(s.Missing, c.missing) || c.missing == "" && s.Missing != "" {
				t.Errorf("%q %q %q", s.Credential.Source, s.Credential.Username, s.Missing)
			}
			if s.Region+s.Project+s.ProjectName+s.IAMEndpoint+s.Domain+s.Language+s.Generation+s.Signature != "" {
				t.Errorf("of Huawei Cloud: %+v", s)
			}
			if said := fmt.Sprintf("%+v", s); strings.Contains(said, sentinel) {
				t.Error(said)
			}
		})
	}
}

// TestTheVendorsCredentialStaysThere: what DryvIQ's own command line is given is
// never one for DRS.
func TestTheVendorsCredentialStaysThere(t *testing.T) {
	s, err := resolve(t, "--region eu-de --project p1", "", "SKYSYNC_SERVER", "https://s.example", "SKYSYNC_SITE", "x", "SKYSYNC_USERNAME", "u", "SKYSYNC_PASSWORD", sentinel)
	if err != nil || s.Credential.Kind != "" || s.Site != "" || s.Endpoint != "https://drs.eu-de.otc.t-systems.com" {
		t.Errorf("%+v %v", s, err)
	}
	if !slices.Contains(SecretNames(), "SKYSYNC_PASSWORD") {
		t.Error("SKYSYNC_PASSWORD is passed on")
	}
	if e := environment("SKYSYNC_server__password", sentinel, "SKYSYNC_OTHER", sentinel); strings.Contains(fmt.Sprintf("%+v", e), sentinel) {
		t.Error("what is the server's own is kept")
	}
}

func TestWhatIsWrongOfADryvIQServerIsOneSentence(t *testing.T) {
	for name, c := range map[string]struct{ args, config, says string }{
		"no server":       {"--backend dryviq", "", "no DryvIQ server is named"},
		"plain http":      {"--backend dryviq --endpoint http://a.example", "", "no address for credentials"},
		"user in it":      {"--backend dryviq --endpoint https://u:" + sentinel + "@a.example", "", "no address for credentials"},
		"region":          {"--backend dryviq --endpoint https://a.example --region eu-de", "", "--region belongs to DRS"},
		"project":         {"--profile d --project p1", filesProfile, "--project belongs to DRS"},
		"iam":             {"--profile d --iam-endpoint https://a.example", filesProfile, "--iam-endpoint belongs to DRS"},
		"another backend": {"--profile d --backend drs", filesProfile, "profile d is one of dryviq"},
		"the other way":   {"--profile p --backend dryviq", "[profile.p]\nregion = \"eu-de\"\n", "profile p is one of drs"},
		"CA file":         {"--profile d --ca-file /nowhere.pem", filesProfile, "names a ca_file that is no use"},
	} {
		_, err := resolve(t, c.args, c.config)
		oneSentence(t, name, err, c.says)
	}
	for text, says := range map[string]string{
		"auth = \"aksk\"\n":                   "line 4: a DryvIQ server has no access keys",
		"site = \"https://emea.example\"\n":   "line 4: site must be the name",
		"auth = \"aksk\"\nregion = \"eu-de\"": "line 4: a DryvIQ server has no access keys",
		"region = \"eu-de\"\nauth = \"aksk\"": "line 4: region belongs to",
	} {
		_, err := configured(t, filesProfile+text)
		oneSentence(t, text, err, says)
	}
	for key, value := range map[string]string{
		"region": "eu-de", "project_id": "p1", "project_name": "p", "domain_name": "acme", "iam_endpoint": "https://iam.example.com", "import": "sdk",
		"language": "en-us", "generation": "v5", "signature": "access",
	} {
		_, err := configured(t, filesProfile+key+" = \""+value+"\"\nread_only = true\n")
		oneSentence(t, key, err, "config.toml line 4: "+key+" belongs to backend = \"drs\"")
	}
}

func TestACommandOfADryvIQServer(t *testing.T) {
	config := filesProfile + "credential_command = [\"echo\", '{\"username\":\"u\",\"password\":\"" + sentinel + "\"}']\n"
	s, err := resolve(t, "", config)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Login(context.Background())
	if err != nil || c.Kind != Password || c.Username != "u" || c.Password.Reveal() != sentinel {
		t.Errorf("%+v %v", c, err)
	}
	s, err = resolve(t, "", filesProfile+"credential_command = [\"echo\", '{\"access_key\":\"a\",\"secret_key\":\""+sentinel+"\"}']\n")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Login(context.Background())
	oneSentence(t, "access key", err, "printed no whole credential", `"username"`)
	if strings.Contains(err.Error(), "access_key") {
		t.Error(err)
	}
}

// TestAnotherProfileInOneSession: the switcher goes from one backend to the other,
// whatever the command line began with.
func TestAnotherProfileInOneSession(t *testing.T) {
	home(t)
	c, err := configured(t, filesProfile+"[profile.p]\nregion = \"eu-de\"\nproject_id = \"p1\"\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"--backend drs --region cn-north-4 --project x --language zh-cn", "--backend dryviq --endpoint https://a.example", ""} {
		f, err := ParseFlags(strings.Fields(args))
		if err != nil {
			t.Fatal(err)
		}
		files, err := Resolve(f.For("d"), c, environment())
		if err != nil || files.Backend != DryvIQ || files.Endpoint != "https://files.example.com" {
			t.Errorf("%s: %+v %v", args, files, err)
		}
		bases, err := Resolve(f.For("p"), c, environment())
		if err != nil || bases.Backend != DRS || bases.Region != "eu-de" || bases.Project != "p1" || bases.Endpoint != "https://drs.eu-de.otc.t-systems.com" {
			t.Errorf("%s: %+v %v", args, bases, err)
		}
		if strings.Contains(args, "zh-cn") && bases.Language != "zh-cn" {
			t.Error("the language is forgotten")
		}
	}
}

func TestTheSampleOfADryvIQServerIsAConfiguration(t *testing.T) {
	c, err := configured(t, Sample+"\n"+FilesSample)
	if err != nil || len(c.Profiles) != 2 || c.Profiles[1].Backend != DryvIQ {
		t.Fatalf("%+v %v", c, err)
	}
	for line := range strings.Lines(FilesSample) { // what is commented out is right, too
		key, ok := strings.CutPrefix(line, "# ")
		if !ok {
			continue
		}
		if _, err := configured(t, filesProfile+key); err != nil {
			t.Error(line, err)
		}
	}
}

func TestADryvIQServerOfTheEnvironmentIsOffered(t *testing.T) {
	home(t)
	e := environment("SKYSYNC_SERVER", "https://s.example/v1", "SKYSYNC_USERNAME", "u", "SKYSYNC_PASSWORD", sentinel)
	f, err := ParseFlags(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range Look("", e).Offers(f, e) {
		if s := o.Settings; s != nil && s.Backend == DryvIQ && s.Endpoint == "https://s.example" && s.Credential.Kind == Password {
			return
		}
	}
	t.Errorf("%+v", Look("", e).Offers(f, e))
}

func TestTheDemoOfDryvIQ(t *testing.T) {
	if f, err := ParseFlags([]string{"--demo", "--backend", "dryviq"}); err != nil || f.Backend != DryvIQ || !f.Demo.On {
		t.Errorf("%+v %v", f, err)
	}
}
