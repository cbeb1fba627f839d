package rest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/rest"
	"drover/model"
)

const (
	someAccess  = "AKEXAMPLE0000000000A"
	someSecret  = "SKEXAMPLE000000000000000000000000000000A"
	someProject = "0123456789abcdef0123456789abcdef"
	oddJobs     = "https://drs.cn-north-4.myhuaweicloud.com/v5/p/jobs?"
	otcStart    = "https://drs.eu-de.otc.t-systems.com/v3/p/jobs/batch-starting"
)

func signedAt() time.Time { return time.Date(2026, 1, 2, 4, 4, 5, 0, time.FixedZone("CET", 3600)) }

func keys() rest.Keys {
	return rest.Keys{Access: someAccess, Secret: model.NewSecret(someSecret)}
}

// TestSignature: the first four are measured against the vendor's signer, the
// last three against that of OTC's Go client and, apart from both, by hand.
func TestSignature(t *testing.T) {
	for name, c := range map[string]struct {
		method, url, body string
		with              func(*rest.Keys)
		want              string // of Authorization, behind the algorithm
	}{
		"a query and a project": {
			http.MethodGet, "https://drs.cn-north-4.myhuaweicloud.com/v5/" + someProject + "/jobs?job_type=sync&limit=10&offset=0", "",
			func(k *rest.Keys) { k.Project = someProject },
			"Access=" + someAccess + ", SignedHeaders=host;x-project-id;x-sdk-date, Signature=35c542777e5cdd9cb3aa85d77b134fe3f40a832be273cef73ee20145914bbdd6",
		},
		"signs to be escaped, and a name twice": {
			http.MethodGet, oddJobs + url.Values{"name": {"a b+c~é/&"}, "status": {"B", "A"}}.Encode(), "", nil,
			"Access=" + someAccess + ", SignedHeaders=host;x-sdk-date, Signature=bfb00dfb6afaacaeda539081934d39d5289682a49f66c87f78573b35eeb8dbb4",
		},
		"a temporary key and a body": {
			http.MethodPost, "https://drs.cn-north-4.myhuaweicloud.com/v5/p/jobs/clone", `{"job_id":"j","name":"DRS-copy"}`,
			func(k *rest.Keys) { k.Session = model.NewSecret("ST") },
			"Access=" + someAccess + ", SignedHeaders=host;x-sdk-date;x-security-token, Signature=94785b2f3a19721c689a29a7e36c661ad4494db8830aeb853f16d3dbef738e19",
		},
		"another cloud": {
			http.MethodPost, otcStart, `{"jobs":[{"job_id":"j"}]}`, nil,
			"Access=" + someAccess + ", SignedHeaders=host;x-sdk-date, Signature=dfb8ff4feec64d9c33c477d7384b5c660525c7aeb56dfd6aef2693ef0bcbe877",
		},
		"credential, a query": {
			http.MethodGet, "https://drs.eu-de.otc.t-systems.com/v3/p/jobs?limit=10&offset=0", "",
			func(k *rest.Keys) { k.Scheme = rest.SchemeCredential },
			"Credential=" + someAccess + "/20260102///sdk_request, SignedHeaders=host;x-sdk-date, Signature=5128273aecc9998d9c8270acecc7ebf46b056109e76e14f0c8a56b4560ee6f2e",
		},
		"credential, all that can be signed": {
			http.MethodPost, otcStart, `{"jobs":[{"job_id":"j"}]}`,
			func(k *rest.Keys) {
				k.Scheme, k.Project, k.Session = rest.SchemeCredential, someProject, model.NewSecret("ST")
			},
			"Credential=" + someAccess + "/20260102///sdk_request, SignedHeaders=host;x-project-id;x-sdk-date;x-security-token, Signature=4babe6aef1abb995adb765e26b61ab6c0053765c00d3cbddd95150bda543bcf2",
		},
		"credential, region and service": {
			http.MethodPost, otcStart, `{"jobs":[{"job_id":"j"}]}`,
			func(k *rest.Keys) { k.Scheme, k.Region, k.Service = rest.SchemeCredential, "eu-de", "drs" },
			"Credential=" + someAccess + "/20260102/eu-de/drs/sdk_request, SignedHeaders=host;x-sdk-date, Signature=02e935552cedfae4e5821244d233205503d609a9200b267d7933b32b24e07c91",
		},
	} {
		k := keys()
		if c.with != nil {
			c.with(&k)
		}
		r, err := http.NewRequestWithContext(t.Context(), c.method, c.url, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		var body []byte
		if c.body != "" {
			body = []byte(c.body)
		}
		if err := rest.KeyCredential(k, signedAt, "test").Sign(r, body); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got, want := r.Header.Get("Authorization"), "SDK-HMAC-SHA256 "+c.want; got != want {
			t.Errorf("%s:\n%s\n%s", name, got, want)
		}
	}
}

func TestKeysThatAreNone(t *testing.T) {
	for name, c := range map[string]struct {
		with func(*rest.Keys)
		why  string
	}{
		"no secret key":        {func(k *rest.Keys) { k.Secret = model.Secret{} }, "are needed"},
		"no access key":        {func(k *rest.Keys) { k.Access = "" }, "are needed"},
		"a line end":           {func(k *rest.Keys) { k.Secret = model.NewSecret(sentinel + "\n") }, "secret key holds"},
		"a header in it":       {func(k *rest.Keys) { k.Access = "AK\r\nX-Evil: 1" }, "access key holds"},
		"a part of the header": {func(k *rest.Keys) { k.Access = "AK,Signature=0" }, "access key holds"},
		"a blank in the token": {func(k *rest.Keys) { k.Session = model.NewSecret(sentinel + " x") }, "security token holds"},
		"a project of two":     {func(k *rest.Keys) { k.Project = "a b" }, "no id has"},
		"an unknown way of it": {func(k *rest.Keys) { k.Scheme = "v4" }, "access or credential"},
	} {
		k := keys()
		c.with(&k)
		s := conn(t, rest.Config{Endpoint: "http://127.0.0.1:1", Credential: rest.KeyCredential(k, signedAt, "test")})
		_, err := s.Do(t.Context(), write())
		if kind(t, err) != rest.LoginEnded || !strings.Contains(err.Error(), c.why) || strings.Contains(err.Error(), sentinel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func signing(t *testing.T, now func() time.Time, h http.HandlerFunc) *rest.Conn {
	t.Helper()
	k := keys()
	k.Project, k.Session = someProject, model.NewSecret(sentinel)
	return conn(t, rest.Config{Endpoint: "http://drs.invalid", Dial: memory(t, h), Credential: rest.KeyCredential(k, now, "access key from a test"), Rand: func() float64 { return 0 }})
}

// TestSignedBodyIsTheOneSent computes the signature again from what arrived.
func TestSignedBodyIsTheOneSent(t *testing.T) {
	c := signing(t, signedAt, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		k := keys()
		k.Project, k.Session = r.Header.Get("X-Project-Id"), model.NewSecret(r.Header.Get("X-Security-Token"))
		again, _ := http.NewRequestWithContext(r.Context(), r.Method, "http://"+r.Host+r.RequestURI, http.NoBody)
		_ = rest.KeyCredential(k, signedAt, "").Sign(again, body)
		if got := r.Header.Get("Authorization"); got != again.Header.Get("Authorization") || r.Header.Get("X-Auth-Token") != "" {
			t.Errorf("%s\n%s", got, again.Header.Get("Authorization"))
		}
		if r.Method == http.MethodPost && string(body) != `{"a":1}` {
			t.Errorf("the body is %q", body)
		}
		_, _ = io.WriteString(w, "{}")
	})
	call := read()
	call.Query = url.Values{"name": {"a b+c"}}
	for _, call := range []rest.Call{call, write()} {
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Error(err)
		}
	}
}

func TestTooLargeForASignature(t *testing.T) {
	c := signing(t, signedAt, func(w http.ResponseWriter, _ *http.Request) {
		t.Error("it was sent")
		_, _ = io.WriteString(w, "{}")
	})
	for _, call := range []rest.Call{write(), read()} {
		call.Body = make([]byte, 12<<20+1)
		if _, err := c.Do(t.Context(), call); kind(t, err) != rest.Unreached || strings.Count(err.Error(), "cannot be made") != 1 || !strings.Contains(err.Error(), "12 MB") {
			t.Error(err)
		}
	}
}

const wrongSignature = `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:GET|/v5/p1/things/||host:drs.invalid"}`

func refusedFor(why string) string {
	return `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: ` + why + `"}`
}

func refusing(asked *atomic.Int32, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, body)
	}
}

// TestWrongKeyIsTriedOnce: eight readers with a wrong key would lock it for
// everybody else who uses it.
func TestWrongKeyIsTriedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		waits time.Duration
		again bool
	}{
		"wrong":     {wrongSignature, 24 * time.Hour, false},
		"locked":    {refusedFor("AK access failed to reach the limit,forbidden."), 5 * time.Minute, true},
		"too soon":  {refusedFor("AK access failed to reach the limit,forbidden."), 5*time.Minute - time.Second, false},
		"the clock": {refusedFor("signature expired,signature time:20260102T030405Z"), 5 * time.Minute, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var asked atomic.Int32
				conn := signing(t, time.Now, refusing(&asked, c.body))
				var wg sync.WaitGroup
				for range 8 {
					wg.Go(func() {
						_, err := conn.Do(t.Context(), read())
						if kind(t, err) != rest.LoginEnded || !strings.Contains(err.Error(), "ReadIt   401   APIGW.0301") || strings.Contains(err.Error(), "canonical") {
							t.Error(err)
						}
					})
				}
				wg.Wait()
				_, err := conn.Do(t.Context(), write())
				if n := asked.Load(); n != 1 || kind(t, err) != rest.LoginEnded || !strings.HasPrefix(err.Error(), "WriteIt") {
					t.Errorf("sent %d times; %v", n, err)
				}
				time.Sleep(c.waits)
				_, _ = conn.Do(t.Context(), read())
				if n := asked.Load(); n != 1 && !c.again || n != 2 && c.again {
					t.Errorf("sent %d times after the rest", n)
				}
				conn.Use(rest.KeyCredential(rest.Keys{Access: someAccess, Secret: model.NewSecret("typed")}, time.Now, "typed in"))
				before := asked.Load()
				_, _ = conn.Do(t.Context(), read())
				if n := asked.Load() - before; n != 1 {
					t.Errorf("sent %d times after a new login", n)
				}
			})
		})
	}
}

// TestKeyThatWasGoodIsTriedOnceMore: many may have been on their way when it
// was refused; a second refusal is the last.
func TestKeyThatWasGoodIsTriedOnceMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		var bad atomic.Bool
		conn := signing(t, time.Now, func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Second)
			if bad.Load() {
				refusing(&asked, wrongSignature)(w, r)
				return
			}
			_, _ = io.WriteString(w, "{}")
		})
		if _, err := conn.Do(t.Context(), read()); err != nil {
			t.Fatal(err)
		}
		bad.Store(true)
		said := ""
		for _, wait := range []time.Duration{0, 9 * time.Second, time.Second, 24 * time.Hour} {
			time.Sleep(wait)
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() { _, _ = conn.Do(t.Context(), read()) })
			}
			wg.Wait()
			said += fmt.Sprint(asked.Load(), " ")
		}
		if said != "8 8 9 9 " {
			t.Errorf("refused %s", said)
		}
	})
}

// TestKeyIsOnTrialForAllProjects: what one connection learnt, the others know.
func TestKeyIsOnTrialForAllProjects(t *testing.T) {
	var asked atomic.Int32
	first := rest.KeyCredential(rest.Keys{Access: someAccess, Secret: model.NewSecret("wrong"), Project: "p1"}, time.Now, "here")
	for _, project := range []string{"p1", "p2", ""} {
		var seen string
		conn := conn(t, rest.Config{Endpoint: "http://drs.invalid", Credential: rest.ForProject(first, project), Dial: memory(t, func(w http.ResponseWriter, r *http.Request) {
			seen = r.Header.Get("X-Project-Id")
			refusing(&asked, wrongSignature)(w, r)
		})})
		_, err := conn.Do(t.Context(), read())
		if kind(t, err) != rest.LoginEnded || asked.Load() != 1 || seen != "" && seen != project || conn.Source() != "here" {
			t.Errorf("%q: %v, sent %d times, for %q", project, err, asked.Load(), seen)
		}
	}
	if rest.ForProject(token, "p2") != token {
		t.Error("a token is another one for another project")
	}
}

// TestAcceptedKeyIsUsedByMany: the first answer lets all the others go at once.
func TestAcceptedKeyIsUsedByMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var together, most int
		conn := signing(t, time.Now, func(w http.ResponseWriter, _ *http.Request) {
			mu.Lock()
			together++
			most = max(most, together)
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			together--
			mu.Unlock()
			_, _ = io.WriteString(w, "{}")
		})
		begun := time.Now()
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() { _, _ = conn.Do(t.Context(), read()) })
		}
		wg.Wait()
		if took := time.Since(begun); took != 2*time.Second || most < 2 {
			t.Errorf("eight reads took %v, %d together at most", took, most)
		}
	})
}
