package sim_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
)

func TestServeOnLoopback(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	out, told := io.Pipe()
	var hint bytes.Buffer
	ended := make(chan error, 1)
	o := sim.ServeOptions{Options: sim.Options{Token: "it's", SecurityToken: "ST", Project: "p9", Fault: "reset-after@V3BatchListJobStatus"}}
	go func() { ended <- sim.Serve(ctx, o, told, &hint) }()
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	url, ok := strings.CutPrefix(strings.TrimSpace(string(line[:n])), "listening ")
	if !ok || !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("announced %q", line[:n])
	}
	if status := ask(t, http.MethodGet, url+"/v5/p9/jobs?job_type=sync", ""); status != 200 {
		t.Errorf("answered %d", status)
	}
	if status := ask(t, http.MethodPost, url+"/v3/p9/jobs/batch-status", `{"jobs":["x"]}`); status != 0 {
		t.Errorf("a cut connection answered %d", status)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	here := " drover --endpoint " + url + " --project p9"
	want := `DROVER_TOKEN='it'\''s'` + here + "\n" +
		"DROVER_ACCESS_KEY=sim-ak DROVER_SECRET_KEY=sim-sk DROVER_SECURITY_TOKEN=ST" + here + "\n" +
		"DROVER_USERNAME=sim DROVER_PASSWORD=sim DROVER_DOMAIN_NAME=sim" + here + " --iam-endpoint " + url + "\n" +
		`DROVER_TOKEN='it'\''s' drover --backend dryviq --endpoint ` + url + "\n" +
		"DROVER_USERNAME=sim DROVER_PASSWORD=sim drover --backend dryviq --endpoint " + url + "\n"
	if hint.String() != want {
		t.Errorf("hints %s, want %s", hint.String(), want)
	}
}

// ask sends one request over a connection of its own; 0 means no answer.
func ask(t *testing.T, method, url, body string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Auth-Token", "it's")
	r.Header.Set("Content-Type", "application/json")
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		return 0
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	return answer.StatusCode
}

func TestServeRefusesWhatItCannotDo(t *testing.T) {
	for listen, want := range map[string]string{
		"0.0.0.0:0":   "not a loopback address",
		":8080":       "not a loopback address",
		"10.0.0.1:80": "not a loopback address",
		"example:80":  "not a loopback address",
		"127.0.0.1":   "with a port",
		"[::1":        "with a port",
	} {
		err := sim.Serve(t.Context(), sim.ServeOptions{Listen: listen}, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", listen, err)
		}
	}
	if err := sim.Serve(t.Context(), sim.ServeOptions{Options: sim.Options{Fault: "flood"}}, io.Discard, io.Discard); err == nil {
		t.Error("a wrong fault is taken")
	}
}

func TestFlagsOfLoggingIn(t *testing.T) {
	o, err := sim.ParseFlags(strings.Fields("--projects p1=cn-north-4,p2=eu-de --mfa 123456 --security-token ST --domain acme --token-life 90m --lock-after 0 --generation v3"))
	if err != nil || o.Projects != "p1=cn-north-4,p2=eu-de" || o.MFA != "123456" || o.SecurityToken != "ST" || o.Domain != "acme" ||
		o.TokenLife.Minutes() != 90 || o.LockAfter >= 0 || o.Generation != "v3" {
		t.Errorf("%+v, %v", o, err)
	}
	for args, want := range map[string]string{
		"--projects p1=a --project p1": "give one of them", "--projects p1": "ID=NAME", "--generation v5": "both and v3",
		"--token-life 0s": "out of range", "--token-life 25h": "out of range", "--lock-after -1": "out of range",
	} {
		if _, err := sim.ParseFlags(strings.Fields(args)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
