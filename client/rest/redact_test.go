package rest_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client/rest"
)

// hidden is a secret that must not be seen, nor four letters of it.
const hidden, glimpse = "S3NT1NEL-hunter2\\\"{]x", "S3NT"

func TestRedact(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"as it came":       {`{"b":1,"a":["x",null,true],"e":{},"l":[]}`, "{\n  \"b\": 1,\n  \"a\": [\n    \"x\",\n    null,\n    true\n  ],\n  \"e\": {},\n  \"l\": []\n}"},
		"a member":         {`{"db_password":"S3NT"}`, "{\n  \"db_password\": \"[secret]\"\n}"},
		"one in disguise":  {`{"db_Pass\u0057ord":"S3NT"}`, "{\n  \"db_PassWord\": \"[secret]\"\n}"},
		"a login":          {`{"identity":{"methods":["password","totp"],"password":{"user":{"name":"u","password":"S3NT"}},"totp":{"user":{"passcode":"S3NT"}}}}`, "{\n  \"identity\": {\n    \"methods\": [\n      \"password\",\n      \"totp\"\n    ],\n    \"password\": \"[secret]\",\n    \"totp\": {\n      \"user\": {\n        \"passcode\": \"[secret]\"\n      }\n    }\n  }\n}"},
		"a login, cut":     {`{"methods":["password"],"password":{"user":{"password":"S3NT`, `{"methods":["password"],"password":[secret]`},
		"no value":         {`{"token":null}`, "{\n  \"token\": null\n}"},
		"whether one is":   {`{"is_set_password":true}`, "{\n  \"is_set_password\": true\n}"},
		"a whole object":   {`{"secret":{"a":"S3NT"}}`, "{\n  \"secret\": \"[secret]\"\n}"},
		"an address":       {`{"m":"jdbc:x?user=a&password=S3NT&b=1"}`, "{\n  \"m\": \"jdbc:x?user=a\\u0026password=[secret]\\u0026b=1\"\n}"},
		"words":            {`{"m":"the token has ended"}`, "{\n  \"m\": \"the token has ended\"\n}"},
		"cut in a value":   {`{"a":1,"password":"S3N`, `{"a":1,"password":[secret]`},
		"cut behind it":    {`{"password":"S3NT","a":1,"b`, `{"password":[secret],"a":1,"b`},
		"cut, a number":    {`{"pwd":123,"a":1,"b`, `{"pwd":[secret],"a":1,"b`},
		"cut, in a string": {`{"d":"{\"password\":\"S3NT\",\"a\":1}","b`, `{"d":"{\"password\":[secret],\"a\":1}","b`},
		"cut, disguised":   {`{"pass\u0077ord":"S3NT","b`, `{"password":[secret],"b`},
		"a form":           {`user=a&password=S3NT&x=1`, `user=a&password=[secret]&x=1`},
		"a head":           {"X-Auth-Token: S3NT and more\nHost: x", "X-Auth-Token: [secret]\nHost: x"},
		"markup":           {"<a><password>S3NT</password></a>", "<a><password>[secret]</password>[secret]</a>"},
		"a stray quote":    {`x" {"password":"S3NT","a":1}`, `x" {"password":[secret],"a":1}`},
	} {
		if got := string(rest.Redact([]byte(c.body))); got != c.want {
			t.Errorf("%s: %s\nnot %s", name, got, c.want)
		}
	}
}

// document draws JSON with secrets at any depth, also in strings that hold
// JSON; deep is how much deeper it may go.
func document(t *rapid.T, deep int) any {
	plain := rapid.SampledFrom([]any{"x", `a "quoted" \ word`, "1=2&b", 12.5, true, nil, "ünï", []any{}})
	if deep == 0 {
		return plain.Draw(t, "leaf")
	}
	object := map[string]any{}
	for range rapid.IntRange(0, 3).Draw(t, "members") {
		name := rapid.SampledFrom([]string{"a", "name", "jobs", `o"dd\`, "é"}).Draw(t, "name")
		object[name] = document(t, deep-1)
	}
	if rapid.Bool().Draw(t, "secret") {
		name := rapid.SampledFrom([]string{"password", "db_password", "TOKEN", "clientSecret", "x-auth-token", "data base password old", "cert_key", "passwd", "user_pwd", "passcode", "securitytoken"}).Draw(t, "secret name")
		object[name] = rapid.SampledFrom([]any{hidden, []any{1, hidden}, map[string]any{"a": hidden}, string(encoded(map[string]any{"a": hidden}))}).Draw(t, "secret value")
	}
	switch rapid.IntRange(0, 3).Draw(t, "wrap") {
	case 0:
		return []any{document(t, deep-1), object}
	case 1:
		return string(encoded(object))
	}
	return object
}

func encoded(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// TestNoSecretSurvives holds for whole bodies and for such as were cut
// anywhere, or have something before or behind them.
func TestNoSecretSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := encoded(document(t, rapid.IntRange(1, 5).Draw(t, "depth")))
		whole := rest.Redact(body)
		if bytes.Contains(whole, []byte(glimpse)) || !json.Valid(whole) {
			t.Fatalf("%s\n%s", body, whole)
		}
		end := rapid.IntRange(0, len(body)).Draw(t, "cut")
		around := rapid.SampledFrom([]string{"", "x", `"`, "\n<html>", `\`}).Draw(t, "around")
		part := []byte(around + string(body[:end]))
		if out := rest.Redact(part); bytes.Contains(out, []byte(glimpse)) {
			t.Fatalf("%s\n%s", part, out)
		}
	})
}

func FuzzRedact(f *testing.F) {
	f.Add([]byte(`{"a":{"b":["x",1]}}`), 5)
	f.Add([]byte(`"\"`), 1)
	f.Fuzz(func(t *testing.T, noise []byte, at int) {
		if bytes.Contains(noise, []byte(glimpse)) {
			return
		}
		rest.Redact(noise) // never panics
		at = min(max(at, 0), len(noise))
		body := string(noise[:at]) + "\n" + `{"password":"` + "S3NT1NEL" + `"}`
		if strings.Contains(string(rest.Redact([]byte(body))), glimpse) {
			t.Errorf("%q", body)
		}
	})
}

// A curl command has variables where secrets were, and is one word of the shell
// all the same.
func TestCurlNamesSecretsAsVariables(t *testing.T) {
	body := `{"a":{"db_password":"S3NT","ssl_cert_key":"S3NT"},"b":[{"db_password":"S3NT'"}],"description":"[secret]","c":"\"db_password\":\"[secret]\""}`
	got := rest.Curl("POST", "https://drs.invalid/v5", "", []byte(body))
	for _, want := range []string{
		`"db_password":"'"$DB_PASSWORD"'","ssl_cert_key":"'"$SSL_CERT_KEY"'"`, `"b":[{"db_password":"'"$DB_PASSWORD_2"'"}]`, `"description":"[secret]"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, glimpse) || strings.Count(got, "$") != 4 { // the token's is the fourth
		t.Error(got)
	}
}
