package model_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	. "drover/model"
)

// sealed has a name because XML wants one.
type sealed struct{ S Secret }

const hush = "hunter2-Zebra"

func TestSecretThroughEveryDoor(t *testing.T) {
	s := NewSecret(hush)
	hidden := struct {
		Shown  Secret
		hidden Secret
		in     []Secret
		of     map[string]Secret
		to     *Secret
	}{s, s, []Secret{s}, map[string]Secret{"k": s}, &s}
	outs := map[string]string{"String": s.String(), "Sprint": fmt.Sprint(s, &s, hidden), "error": fmt.Errorf("x %w %v", errors.New("y"), s).Error()}
	for _, verb := range "vsqdxXbcoUteEfFgGT" {
		for _, flags := range []string{"", "+", "#", "-20", "20.3", " "} {
			format := "%" + flags + string(verb)
			outs[format] = fmt.Sprintf(format+format+format+format, s, &s, hidden, []any{s, hidden})
		}
	}
	outs["json"] = marshal(t, json.Marshal, hidden)
	outs["json key"] = marshal(t, json.Marshal, map[Secret]int{s: 1})
	outs["xml"] = marshal(t, xml.Marshal, sealed{s})
	var b bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
		slog.New(h).Info("m", "s", s, "p", &s, "h", hidden, "any", slog.AnyValue(s), slog.Group("g", "s", s))
	}
	if err := template.Must(template.New("").Parse("{{.}} {{printf `%#v` .}}")).Execute(&b, s); err != nil {
		t.Fatal(err)
	}
	outs["writers"] = b.String()
	for door, out := range outs {
		for _, leak := range []string{hush, "hunter", "Zebra", fmt.Sprintf("%x", hush), fmt.Sprintf("%X", hush), "104 117 110"} {
			if strings.Contains(out, leak) {
				t.Errorf("%s lets %q out: %q", door, leak, out)
			}
		}
	}
	if outs["%v"] == "" || !strings.Contains(outs["%v"], "[secret]") || !strings.Contains(outs["json"], "[secret]") {
		t.Errorf("the mask is missing: %q", outs["%v"])
	}
}

func marshal(t *testing.T, f func(any) ([]byte, error), v any) string {
	t.Helper()
	out, err := f(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestSecretTellsNeitherLengthNorPresence(t *testing.T) {
	if fmt.Sprint(NewSecret("")) != fmt.Sprint(NewSecret(strings.Repeat("x", 99))) || fmt.Sprint(Secret{}) != "[secret]" {
		t.Error("masks differ")
	}
}

func TestSecretReveal(t *testing.T) {
	if NewSecret(hush).Reveal() != hush || (Secret{}).Reveal() != "" {
		t.Error("the value is lost")
	}
	if !(Secret{}).Empty() || !NewSecret("").Empty() || NewSecret(" ").Empty() {
		t.Error("empty is wrong")
	}
}
