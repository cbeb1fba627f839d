package profile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const whole = `# a comment
default_profile = "prod"

[profile.prod]
backend = "drs"
region = "cn-north-4"
project_id = "054ba152d480d55b2f5dc0069e7ddef0"
auth = "aksk"
production = true
read_only = true
language = "zh-cn"
endpoint = "https://drs.example.com"
iam_endpoint = "https://iam.example.com"
ca_file = "ca.pem"
proxy = "socks5://proxy:1080"
refresh = "30s"
credential_command = [
  "vault-drs", # the program
  "prod",
]
generation = "v3"
signature = "credential"

[profile.lab]
region = 'eu-de'
auth = "password"
username = "ops"
domain_name = "OTC-EU-1"
project_name = "eu-de_lab"
refresh = "0"

[profile]
inline = { region = "eu-nl", import = "clouds:otc" }
dotted.region = "cn-south-1"
`

func TestAConfigurationIsRead(t *testing.T) {
	c, err := configured(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(c.Names(), " "); got != "prod lab inline dotted" || c.Default != "prod" || !c.Exists {
		t.Errorf("profiles %q, default %q", got, c.Default)
	}
	p, _ := c.Profile("prod")
	if !p.Production || !p.ReadOnly || *p.Refresh != 30*time.Second || !slices.Equal(p.Command, []string{"vault-drs", "prod"}) ||
		p.CAFile != filepath.Join(filepath.Dir(c.Path), "ca.pem") || p.Generation != "v3" || p.Signature != "credential" || p.Language != "zh-cn" {
		t.Errorf("prod = %+v", p)
	}
	if from := p.from("region"); from != "profile prod (config.toml line 6)" {
		t.Errorf("region from %q", from)
	}
	lab, _ := c.Profile("lab")
	inline, _ := c.Profile("inline")
	dotted, _ := c.Profile("dotted")
	if lab.Region != "eu-de" || lab.Domain != "OTC-EU-1" || *lab.Refresh != 0 || inline.Import != "clouds:otc" || dotted.Region != "cn-south-1" {
		t.Errorf("%+v %+v %+v", lab, inline, dotted)
	}
}

func TestTheSampleIsAConfiguration(t *testing.T) {
	c, err := configured(t, Sample)
	if err != nil || c.Default != "prod-cn4" || len(c.Profiles) != 1 || !c.Profiles[0].Production {
		t.Errorf("%+v %v", c, err)
	}
	for _, line := range []string{`credential_command = ["vault-drs", "prod"]`, `import = "sdk"`} {
		if _, err := configured(t, Sample+line); err != nil || !strings.Contains(Sample, "# "+line) {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestEveryKeyOfAProfileIsHeldToItsValues(t *testing.T) {
	bad := map[string][]string{
		"backend":            {`"oracle"`, `1`},
		"region":             {`"cn north"`, `""`, `"../x"`, `true`},
		"project_id":         {`"a/b"`, `12`, `""`},
		"project_name":       {`" "`, `"a\u001bb"`},
		"auth":               {`"kerberos"`, `["aksk"]`},
		"production":         {`"true"`, `1`},
		"read_only":          {`"no"`},
		"username":           {`""`, `1`},
		"domain_name":        {`"\u202e"`},
		"language":           {`"de-de"`},
		"endpoint":           {`"http://example.com"`, `"drs.example.com"`, `"https://u:p@example.com"`, `"https://example.com/?a=b"`, `"ftp://localhost"`},
		"iam_endpoint":       {`"http://iam.example.com"`, `""`},
		"ca_file":            {`""`, `["a"]`},
		"proxy":              {`"http://u:` + sentinel + `@proxy:1"`, `"proxy:3128"`, `"ftp://proxy"`},
		"refresh":            {`"1s"`, `10`, `"-5s"`, `"often"`},
		"credential_command": {`"vault"`, `[]`, `[""]`, `["a", 1]`, `["a\u0000"]`},
		"import":             {`"aws"`, `"sdk:x"`, `"clouds:"`, `"clouds"`},
		"site":               {`"https://dryviq.example.com"`, `".."`, `""`, `1`},
		"generation":         {`"v4"`},
		"signature":          {`"v4"`},
	}
	for _, k := range keys() {
		if len(bad[k.name]) == 0 {
			t.Errorf("no bad value of %s is tried", k.name)
		}
		for _, v := range bad[k.name] {
			_, err := configured(t, "[profile.p]\nproduction = false\n[profile.q]\n"+k.name+" = "+v+"\n")
			oneSentence(t, k.name+" = "+v, err, "config.toml line 4", k.name+" must be ")
		}
	}
}

func TestWhatIsNoConfigurationIsNamedWithItsLine(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"unknown key on top":          {"a = 1\n", "line 1: there is no key a"},
		"unknown key":                 {"[profile.p]\nregin = \"x\"\n", "line 2: there is no key regin in a profile: there are backend, region"},
		"unknown table":               {"\n[prof.p]\n", "line 2: there is no key prof.p"},
		"table in a profile":          {"[profile.p]\n[profile.p.more]\n", "line 2: there is no table profile.p.more"},
		"deep key":                    {"[profile.p]\na.b.c = 1\n", "line 2: there is no table"},
		"list of tables":              {"[[profile.p]]\n", "line 1: profile p must be a table"},
		"profile as a word":           {"profile = \"p\"\n", "line 1: profile must be a table"},
		"profile.p as a word":         {"profile.p = \"x\"\n", "line 1: profile p must be a table"},
		"name with blanks":            {"[profile.\"a b\"]\n", "no name for a profile"},
		"name with escapes":           {"[profile.\"a\\u001b[2J\"]\n", "no name for a profile"},
		"name like a flag":            {"[profile.-p]\n", "no name for a profile"},
		"key twice":                   {"[profile.p]\nregion = \"a\"\nregion = \"b\"\n", "line 3: this is no TOML"},
		"value without quotes":        {"[profile.p]\nregion = cn-north-4\n", "line 2: this is no TOML"},
		"half a line":                 {"[profile.p", "line 1: this is no TOML"},
		"binary":                      {"\x00\xff\xfe", "line 1: this is no TOML"},
		"default names nothing":       {"default_profile = \"q\"\n[profile.p]\n", "line 1: default_profile \"q\" is none of the profiles here: p"},
		"default is no word":          {"default_profile = 1\n", "line 1: default_profile must be"},
		"command beside import":       {"[profile.p]\ncredential_command = [\"a\"]\nimport = \"sdk\"\n", "line 3: profile p has both"},
		"site for DRS":                {"[profile.p]\nsite = \"emea\"\n", "line 2: site belongs to"},
		"password of the SDK's file":  {"[profile.p]\nauth = \"password\"\nimport = \"sdk\"\n", "line 2: the SDK's file holds access keys only"},
		"hostile name of a key":       {"[profile.p]\n\"\\u001b]0;x\" = 1\n", "line 2: there is no key ^[]0;x"},
		"deeply nested":               {"a = " + strings.Repeat("[", 100_000), "line 1"},
		"many levels of inline table": {"a = " + strings.Repeat("{a=", 300) + "1" + strings.Repeat("}", 300), "line 1"},
	} {
		_, err := configured(t, c.text)
		oneSentence(t, name, err, c.says, "config.toml ")
	}
}

func TestSecretsInTheFileAreRefusedUnseen(t *testing.T) {
	for _, key := range []string{"token", "password", "secret_key", "security_token", "access_key", "ak", "sk", "auth_token", "Secret-Key", "passcode", "user_password"} {
		for _, text := range []string{
			key + ` = "` + sentinel + `"`,
			"[profile.p]\n" + key + ` = "` + sentinel + `"`,
			"[profile.p]\n" + key + ` = ` + sentinel,
			"[profile.p]\nbogus = 1\n" + key + ` = '` + sentinel + `'`,
			"[profile.p]\n" + key + ` = """` + sentinel,
			"[profile.p]\n" + key + ` = ["` + sentinel + `"]`,
			`profile.p.` + key + ` = "` + sentinel + `"`,
			`profile = { p = { ` + key + ` = "` + sentinel + `" } }`,
			"[profile.p.more]\n" + key + ` = "` + sentinel + `"`,
		} {
			_, err := configured(t, text)
			oneSentence(t, text, err, key, "credential_command", "environment")
		}
	}
	for _, text := range []string{ // a secret where something else should be
		"[profile.p]\nregion = \"" + sentinel + " x\"", "[profile.p]\nrefresh = \"" + sentinel + "\"", "[profile.p]\nauth = \"" + sentinel + "\"",
		"[profile.p]\nregion = " + sentinel, "x = 1e99999", "[profile.p]\ncredential_command = \"" + sentinel + "\"",
	} {
		_, err := configured(t, text)
		oneSentence(t, text, err)
	}
}

func TestAFileThatOthersCouldChangeIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(path string) error
		says  string
	}{
		"written by others":    {func(p string) error { return os.Chmod(p, 0o606) }, "chmod go-w"},
		"written by the group": {func(p string) error { return os.Chmod(p, 0o660) }, "chmod go-w"},
		"folder of others":     {func(p string) error { return os.Chmod(filepath.Dir(p), 0o777) }, "drover can be written by others (mode 777)"},
		"a link": {func(p string) error {
			if err := os.Rename(p, p+".there"); err != nil {
				return err
			}
			return os.Symlink(p+".there", p)
		}, "symbolic link"},
		"a folder": {func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			return os.Mkdir(p, 0o700)
		}, "no plain file"},
		"not there": {os.Remove, "is not there"},
		"too large": {func(p string) error { return os.Truncate(p, largestFile+1) }, "1 MiB"},
	} {
		path := write(t, filepath.Join(t.TempDir(), "drover", "config.toml"), "[profile.p]\n")
		if err := c.spoil(path); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path)
		oneSentence(t, name, err, c.says)
	}
}

func TestAFileThatOthersMayOnlyReadIsFine(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "drover", "config.toml"), "[profile.p]\n")
	for _, mode := range []os.FileMode{0o644, 0o600, 0o400} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); err != nil {
			t.Errorf("%o: %v", mode, err)
		}
	}
	if err := os.Chmod(filepath.Dir(path), 0o777|os.ModeSticky); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err != nil {
		t.Errorf("a sticky folder keeps others from replacing the file: %v", err)
	}
}

func TestTheUsualPlaceMayBeEmpty(t *testing.T) {
	dir := home(t)
	c, err := Load("")
	if err == nil && (c.Exists || c.Path != filepath.Join(dir, ".config", "drover", "config.toml")) {
		t.Errorf("%+v", c)
	}
	if err != nil {
		t.Errorf("nothing there: %v", err)
	}
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "x"))
	write(t, filepath.Join(dir, "x", "drover", "config.toml"), "[profile.p]\n")
	if c, err := Load(""); err != nil || !c.Exists || len(c.Profiles) != 1 {
		t.Errorf("XDG_CONFIG_HOME: %+v %v", c, err)
	}
}

func TestTheLogIsPrivate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "drover.log")
	for range 2 {
		f, err := OpenLog(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("x"); err != nil {
			t.Error(err)
		}
		_ = f.Close()
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != 2 {
		t.Errorf("%v %v", info, err)
	}
	if err := os.Symlink(path, path+".link"); err != nil {
		t.Fatal(err)
	}
	_, err = OpenLog(path + ".link")
	oneSentence(t, "link", err, "symbolic link")
	_, err = OpenLog(dir)
	oneSentence(t, "folder", err, "--log")
	_, err = OpenLog(filepath.Join(dir, "none", "x"))
	oneSentence(t, "no folder", err, "--log")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	_, err = OpenLog(path)
	oneSentence(t, "open to others", err, "chmod 600")
}
