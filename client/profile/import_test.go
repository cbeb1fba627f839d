package profile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// resolveImport is what a profile with an import resolves to.
func resolveImport(t *testing.T, keys string) (Settings, error) {
	t.Helper()
	c, err := configured(t, "[profile.p]\n"+keys)
	if err != nil {
		t.Fatal(err)
	}
	return Resolve(Flags{}, c, environment("HW_ACCESS_KEY", "env", "HW_SECRET_KEY", "env", "HW_PROJECT_ID", "envproject"))
}

func TestTheSDKsFileIsImported(t *testing.T) {
	dir := home(t)
	path := write(t, filepath.Join(dir, ".huaweicloud", "credentials"),
		"# by the SDK\n[global]\nak = g\nsk = g\n\n[basic]\nak = a\nsk = a=#;b\nproject_id = p9\niam_endpoint = https://iam.x.example.com\nsecurity_token= t\n")
	s, err := resolveImport(t, "region = \"cn-north-4\"\nimport = \"sdk\"\n")
	if err != nil || holds(s.Credential) != "aksk a a=#;b t" || s.Project != "p9" || s.IAMEndpoint != "https://iam.x.example.com" {
		t.Errorf("%q %q %q %v", holds(s.Credential), s.Project, s.IAMEndpoint, err)
	}
	if s.Credential.Warning != "" || s.Credential.Source != "access key from "+path+" [basic]" {
		t.Errorf("%q %q", s.Credential.Source, s.Credential.Warning)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err = resolveImport(t, "region = \"cn-north-4\"\nimport = \"sdk\"\n"); err != nil || !strings.Contains(s.Credential.Warning, "chmod 600") {
		t.Errorf("open to others: %q %v", s.Credential.Warning, err)
	}
}

func TestAHostileSDKFileIsOneSentence(t *testing.T) {
	dir := home(t)
	path := filepath.Join(dir, ".huaweicloud", "credentials")
	_, err := resolveImport(t, "region = \"cn-north-4\"\nimport = \"sdk\"\n")
	oneSentence(t, "not there", err, "profile p: ", "credentials, which is not there")
	for text, says := range map[string]string{
		"":                                        "no section [basic]",
		"[global]\nak = x\nsk = " + sentinel:      "no section [basic]",
		"[basic]\nak = x\n":                       "holds no whole credential",
		"[basic]\nsk = " + sentinel:               "holds no whole credential",
		"[basic]\n" + sentinel + "\n":             "line 2 is neither",
		"[basic]\nak x\nsk=" + sentinel:           "line 2 is neither",
		strings.Repeat("x", largestFile+1):        "1 MiB",
		"[basic]\nsk" + strings.Repeat("\x00", 9): "line 2",
	} {
		write(t, path, text)
		_, err := resolveImport(t, "region = \"cn-north-4\"\nimport = \"sdk\"\n")
		oneSentence(t, says, err, says)
	}
}

const clouds = `
clouds:
  otc:
    profile: otc
    region_name: eu-de
    cacert: /dev/null
    auth:
      username: me
      password: 0123
      user_domain_name: OTC-EU-1
      project_name: eu-de
  keys:
    region_name: eu-nl
    auth: {ak: a, sk: s, project_id: 12e34, auth_url: "https://iam.eu-nl.otc.t-systems.com/v3"}
  token:
    auth: {token: t, auth_url: "http://iam.example.com/v3"}
  blind:
    verify: false
    auth: {token: ` + sentinel + `}
  half:
    auth: {username: x, password: ` + sentinel + `}
  odd: [` + sentinel + `]
`

func TestACloudIsImported(t *testing.T) {
	dir := home(t)
	write(t, filepath.Join(dir, "clouds.yaml"), clouds)
	s, err := resolveImport(t, `import = "clouds:otc"`)
	if err != nil || holds(s.Credential) != "password me 0123 OTC-EU-1" || s.Region != "eu-de" || s.ProjectName != "eu-de" || s.Project != "" ||
		s.IAMEndpoint != "https://iam.eu-de.otc.t-systems.com" || s.CAFile != "/dev/null" || s.Signature != "credential" || s.Credential.Source != "password from clouds.yaml (otc)" {
		t.Errorf("%q %+v %v", holds(s.Credential), s, err)
	}
	s, err = resolveImport(t, `import = "clouds:keys"`)
	if err != nil || holds(s.Credential) != "aksk a s" || s.Project != "12e34" || s.IAMEndpoint != "https://iam.eu-nl.otc.t-systems.com" || s.Endpoint != "https://drs.eu-nl.otc.t-systems.com" {
		t.Errorf("%q %+v %v", holds(s.Credential), s, err)
	}
	write(t, filepath.Join(dir, "secure.yaml"), "clouds:\n  otc:\n    auth: {password: other}\n")
	if s, err = resolveImport(t, `import = "clouds:otc"`); err != nil || holds(s.Credential) != "password me other OTC-EU-1" {
		t.Errorf("with secure.yaml: %q %v", holds(s.Credential), err)
	}
}

func TestWhatACloudLacksIsOneSentence(t *testing.T) {
	dir := home(t)
	_, err := resolveImport(t, `import = "clouds:otc"`)
	oneSentence(t, "no file", err, "there is no clouds.yaml")
	path := write(t, filepath.Join(dir, ".config", "openstack", "clouds.yml"), clouds)
	for keys, says := range map[string]string{
		`import = "clouds:prod"`:                        "no cloud \"prod\": there are blind, half, keys, odd, otc, token",
		`import = "clouds:blind"`:                       "verify: false",
		`import = "clouds:half"`:                        "holds no whole credential",
		"import = \"clouds:otc\"\nauth = \"aksk\"":      "access key and secret key are needed",
		"import = \"clouds:token\"\nregion = \"eu-de\"": "IAM endpoint http://iam.example.com is no address",
		`import = "clouds:odd"`:                         "is no file of clouds",
	} {
		_, err := resolveImport(t, keys)
		oneSentence(t, keys, err, says)
	}
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for i := 'b'; i < 'k'; i++ {
		bomb += string(i) + ": &" + string(i) + " [" + strings.Repeat("*"+string(i-1)+",", 9) + "*" + string(i-1) + "]\n"
	}
	for name, text := range map[string]string{
		"broken":       "clouds:\n  otc: " + sentinel + ": x\n\t",
		"wrong shape":  "clouds: [" + sentinel + "]",
		"wrong auth":   "clouds: {otc: {auth: " + sentinel + "}}",
		"a bomb":       bomb + "clouds: {otc: *j}\n",
		"binary":       "\x00\xff" + sentinel,
		"unknown name": "clouds: {otc: {auth: *" + "nobody}}",
	} {
		write(t, path, text)
		_, err := resolveImport(t, `import = "clouds:otc"`)
		oneSentence(t, name, err, "clouds.yml")
	}
	t.Setenv("OS_CLIENT_CONFIG_FILE", "unused") // the process's own does not count: it was read once
	e := environment("OS_CLIENT_CONFIG_FILE", filepath.Join(dir, "gone.yaml"))
	_, err = e.load(Profile{Name: "p", Import: "clouds:otc"})
	oneSentence(t, "named", err, "gone.yaml is not there")
}

func TestKooCLIIsNotReadAndSaysWhy(t *testing.T) {
	dir := home(t)
	path := filepath.Join(dir, ".hcloud", "config.json")
	keys := "region = \"cn-north-4\"\nimport = \"koocli:prod\""
	_, err := resolveImport(t, keys)
	oneSentence(t, "not there", err, "does not read it yet", "credential_command")
	for text, says := range map[string]string{
		`{"authEncrypt":"true","profiles":[{"secretAccessKey":"` + sentinel + `"}]}`: "are encrypted",
		`{"authEncrypt":true}`:    "are encrypted",
		`{"profiles":[]}`:         "are encrypted",
		`{"authEncrypt":"false"}`: "not read yet",
		`{"authEncrypt":false}`:   "not read yet",
		sentinel:                  "no file of KooCLI",
	} {
		write(t, path, text)
		_, err := resolveImport(t, keys)
		oneSentence(t, text, err, says, "credential_command")
	}
}
