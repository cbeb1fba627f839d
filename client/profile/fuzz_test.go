package profile

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// Whatever a file holds, it is read or refused in one line that can be shown,
// and no profile has a name that a shell or terminal would act upon.
func FuzzConfiguration(f *testing.F) {
	for _, seed := range []string{whole, Sample, two, "[profile.p]\ntoken = x", "profile.\"\\u001b\".a=1", "a = [[{", "[[profile.p]]\n[profile.p.x]", "profile={p={region='x'}}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := Config{Path: "config.toml"}
		settings, wrong := parse([]byte(text))
		if wrong == nil {
			wrong = c.fill(settings)
		}
		if wrong != nil && (wrong.line < 1 || wrong.line > strings.Count(text, "\n")+1 || strings.ContainsAny(wrong.what, "\n\x1b")) {
			t.Fatalf("line %d: %q", wrong.line, wrong.what)
		}
		for _, p := range c.Profiles {
			if !plainName(p.Name) {
				t.Fatalf("%q", p.Name)
			}
		}
	})
}

func FuzzOtherProgramsFiles(f *testing.F) {
	f.Add("[basic]\nak = a\nsk = b\n")
	f.Add(clouds)
	f.Add("clouds: {a: &a {auth: {token: x}}, b: {<<: *a}}")
	f.Fuzz(func(t *testing.T, text string) {
		if keys, wrong := section([]byte(text), "basic"); wrong != 0 && keys != nil {
			t.Fatal("both a mistake and keys")
		}
		var file struct {
			Clouds map[string]yaml.Node `yaml:"clouds"`
		}
		if yaml.Unmarshal([]byte(text), &file) != nil {
			return
		}
		for _, node := range file.Clouds {
			var c cloud
			if node.Decode(&c) != nil {
				continue
			}
			if got, err := c.read("", "x"); err == nil && model.Clean(got.from) != got.from {
				t.Fatal("not clean")
			}
		}
	})
}

// Whatever a command prints is a whole credential or an error that repeats
// none of it.
func FuzzCommandOutput(f *testing.F) {
	f.Add([]byte(`{"token":" t ","expires_at":"2026-01-31T12:00:00Z"}`), "")
	f.Add([]byte(`{"access_key":"a","secret_key":"s","security_token":"x"}`), "aksk")
	f.Add([]byte(`{"username":"u","password":"p","domain":"d","token":null}`), "password")
	f.Add([]byte("{\"token\":\"\x1b[2J\"}\n{}"), "token")
	f.Fuzz(func(t *testing.T, out []byte, auth string) {
		c := Command{Profile: "prod", Argv: []string{"/opt/vault"}, Auth: auth}
		got, err := c.read(out)
		if err != nil {
			again, _ := Command{Profile: "prod", Argv: []string{"/opt/vault"}, Auth: auth}.read([]byte("[]"))
			if said := err.Error(); strings.ContainsAny(said, "\n\x1b") || len(said) > 300+4*len(auth) || again.Kind != "" {
				t.Fatalf("%q", said)
			}
			return
		}
		if got.Kind == "" || auth != "" && got.Kind != auth || got.complete(got.Kind) != got.Kind || got != got.only(got.Kind) {
			t.Fatalf("%q: %+v", out, got)
		}
	})
}

// KooCLI's file is never taken for one whose secrets can be read unless it says
// so.
func FuzzKooFile(f *testing.F) {
	f.Add([]byte(`{"authEncrypt":"false"}`))
	f.Add([]byte(`{"authEncrypt":true,"profiles":[]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if encrypted, ok := kooEncrypted(text); ok && !encrypted && !strings.Contains(strings.ToLower(string(text)), "authencrypt") {
			t.Fatalf("%q", text)
		}
	})
}
