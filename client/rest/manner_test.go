package rest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"drover/client/rest"
	"drover/model"
)

func filesCall(class rest.Class) rest.Call {
	c := read()
	if class == rest.Write {
		c = write()
	}
	c.Path, c.Manner, c.Values = "/v1/jobs/{id}", rest.DryvIQ, map[string]string{"id": "a1"}
	return c
}

func TestKindsOfDryvIQ(t *testing.T) {
	words := `{"errors":[{"description":"no such schedule","code":"bad_schedule"}]}`
	for _, c := range []struct {
		status        int
		body          string
		write, read   rest.Kind
		code, message string
	}{
		{401, ``, rest.LoginEnded, rest.LoginEnded, "", ""},
		{401, `<html>`, rest.LoginEnded, rest.LoginEnded, "", ""},
		{403, ``, rest.NotPermitted, rest.NotPermitted, "", ""},
		{403, `{"description":"role"}`, rest.NotPermitted, rest.NotPermitted, "", "role"},
		{403, `<html>`, rest.Lost, rest.BadAnswer, "", ""},
		{404, ``, rest.Gone, rest.Gone, "", ""},
		{404, `{"error_code":"APIGW.0101"}`, rest.Gone, rest.Gone, "", ""},
		{404, " \n", rest.Gone, rest.Gone, "", ""},
		{406, `"no such thing"`, rest.Gone, rest.Gone, "", ""},
		{404, `<html>`, rest.Lost, rest.BadAnswer, "", ""}, // a proxy's: the server was not asked
		{406, `<html>`, rest.Lost, rest.BadAnswer, "", ""},
		{404, `default backend - 404`, rest.Lost, rest.BadAnswer, "", ""},
		{404, `{"errors":[{`, rest.Lost, rest.BadAnswer, "", ""},
		{400, words, rest.Refused, rest.Refused, "bad_schedule", "no such schedule"},
		{409, `{"errors":[{"description":"first"},{"description":"second"}],"description":"flat"}`, rest.Refused, rest.Refused, "", "first"},
		{409, `{"errors":[],"description":"flat"}`, rest.Refused, rest.Refused, "", "flat"},
		{422, `{"error":"invalid_grant","error_description":"wrong"}`, rest.Refused, rest.Refused, "invalid_grant", "wrong"},
		{400, `{}`, rest.Lost, rest.BadAnswer, "", ""},
		{400, `<html>`, rest.Lost, rest.BadAnswer, "", ""},
		{429, ``, rest.Throttled, rest.Throttled, "", ""},
		{408, words, rest.Lost, rest.Lost, "bad_schedule", "no such schedule"},
		{500, words, rest.Lost, rest.Lost, "bad_schedule", "no such schedule"},
		{302, ``, rest.Lost, rest.BadAnswer, "", ""},
		{200, `<html>`, rest.Lost, rest.BadAnswer, "", ""},
		{200, `{"status":200,`, rest.Lost, rest.BadAnswer, "", ""},
	} {
		for class, want := range map[rest.Class]rest.Kind{rest.Write: c.write, rest.Read: c.read} {
			if class == rest.Read && c.status == 429 {
				continue // it waits
			}
			conn, asked := served(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			})
			_, err := conn.Do(t.Context(), filesCall(class))
			if got := kind(t, err); got != want {
				t.Errorf("%d %s, class %d: %s, want %s", c.status, c.body, class, got, want)
			}
			e := err.(*rest.Error) //nolint:errorlint // it always is one
			if e.Code.String() != c.code || e.Message.String() != c.message || e.Manner != rest.DryvIQ {
				t.Errorf("%d %s: says %q %q", c.status, c.body, e.Code, e.Message)
			}
			if n := asked.Load(); n != 1 {
				t.Errorf("%d %s: asked %d times", c.status, c.body, n)
			}
		}
	}
}

// TestACutAnswerThatNothingCameOf: that it was to be empty is not known.
func TestACutAnswerThatNothingCameOf(t *testing.T) {
	for _, status := range []int{403, 404, 406} {
		conn, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "40")
			w.WriteHeader(status)
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		})
		_, err := conn.Do(t.Context(), filesCall(rest.Write))
		if got := kind(t, err); got != rest.Lost {
			t.Errorf("%d: %s: %v", status, got, err)
		}
	}
}

// TestDryvIQDataIsNoError: what stands in an answer that is fine is data.
func TestDryvIQDataIsNoError(t *testing.T) {
	for _, body := range []string{`{"status":200,"description":"of the job"}`, `{"errors":[{"description":"of a run"}]}`, `{"error_code":"DRS.M05004"}`} {
		conn, _ := served(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
		if answer, err := conn.Do(t.Context(), filesCall(rest.Read)); err != nil || string(answer.Body.Bytes()) != body {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestEmptyAnswerToAChange: what a delete is answered with is not documented. An
// empty answer that is whole is one; to a read it says nothing.
func TestEmptyAnswerToAChange(t *testing.T) {
	for _, status := range []int{200, 201, 204} {
		conn, _ := served(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		answer, err := conn.Do(t.Context(), filesCall(rest.Write))
		if err != nil || !answer.Body.Absent() || answer.Status != status {
			t.Errorf("%d: %v", status, err)
		}
		if _, err = conn.Do(t.Context(), filesCall(rest.Read)); (err == nil) != (status == 204) {
			t.Errorf("%d to a read: %v", status, err)
		}
	}
	conn, _ := served(t, func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush() }) // of unknown length
	if _, err := conn.Do(t.Context(), filesCall(rest.Write)); err == nil || kind(t, err) != rest.Lost {
		t.Errorf("an empty answer of unknown length is taken: %v", err)
	}
}

func TestSite(t *testing.T) {
	c := conn(t, rest.Config{Endpoint: "https://files.example"})
	for site, want := range map[string]string{
		"": "https://files.example/v1/jobs/a1", "north": "https://files.example/v1/sites/north/api/jobs/a1", "a/b c": "https://files.example/v1/sites/a%2Fb%20c/api/jobs/a1",
	} {
		call := filesCall(rest.Read)
		call.Site = site
		if u, err := c.URL(call); err != nil || u.String() != want {
			t.Errorf("%q: %s, %v", site, u, err)
		}
	}
	call := filesCall(rest.Read)
	call.Site = ".."
	if u, err := c.URL(call); err == nil {
		t.Error("a site leaves its place:", u)
	}
	call.Site, call.Path = "north", "/connect/token"
	if u, err := c.URL(call); err != nil || u.Path != "/connect/token" {
		t.Error("only /v1 is of a site:", u, err)
	}
}

// TestBearer: the token goes out as a bearer, and nobody sees it, wherever the
// server repeats it.
func TestBearer(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+sentinel || r.Header.Get("X-Auth-Token") != "" {
			t.Errorf("head %v", r.Header)
		}
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprintf(w, `{"description":"the bearer %s is odd"}`, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	}))
	defer s.Close()
	c := conn(t, rest.Config{Endpoint: s.URL, Credential: rest.BearerCredential(model.NewSecret(sentinel), "a test")})
	_, err := c.Do(t.Context(), filesCall(rest.Write))
	if err == nil || strings.Contains(err.Error(), sentinel) {
		t.Error(err)
	}
	e := c.Exchanges()[0]
	seen := fmt.Sprint(e.Request(), string(e.Answer().Body), e.Curl())
	if strings.Contains(seen, sentinel) || !strings.Contains(e.Curl(), `-H "Authorization: Bearer $DROVER_TOKEN"`) {
		t.Error(seen)
	}
}

// TestForm: a form's secrets are masked however they are spelt, and its command
// takes them from the environment.
func TestForm(t *testing.T) {
	const password = "p&ss wörd=5ecret"
	c, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Content-Type"); got != "application/x-www-form-urlencoded" {
			t.Error(got)
		}
		_, _ = fmt.Fprintf(w, `{"access_token":"acc-5ecret","refresh_token":"ref-5ecret","token_type":"Bearer","words":%q}`, password)
	})
	call := filesCall(rest.Write)
	call.Path, call.Form = "/connect/token", true
	call.Body = []byte(url.Values{"grant_type": {"password"}, "username": {"it's"}, "password": {password}, "refresh_token": {"ref-5ecret"}}.Encode())
	call.Secrets = []model.Secret{model.NewSecret(password), model.NewSecret("ref-5ecret")}
	if _, err := c.Do(t.Context(), call); err != nil {
		t.Fatal(err)
	}
	e := c.Exchanges()[0]
	seen := fmt.Sprint(e.Request(), string(e.Request().Body), string(e.Answer().Body), e.Curl())
	if strings.Contains(seen, "5ecret") {
		t.Error(seen)
	}
	for _, part := range []string{`--data-urlencode 'grant_type=password'`, `--data-urlencode "password=$DROVER_PASSWORD"`, `--data-urlencode 'username=it'\''s'`} {
		if !strings.Contains(e.Curl(), part) {
			t.Error(part, "is missing in", e.Curl())
		}
	}
	if strings.Contains(e.Curl(), "Bearer") {
		t.Error("a login sends no token:", e.Curl())
	}
}

// TestWhatIsWrongWithALoginAtDryvIQ: nothing of a cloud's words is said of it.
func TestWhatIsWrongWithALoginAtDryvIQ(t *testing.T) {
	login := func(kind rest.Kind, status int, code, message string) *rest.Error {
		return &rest.Error{Op: string(rest.TokenOp), Manner: rest.DryvIQ, Kind: kind, Status: status, Code: model.NewText(code), Message: model.NewText(message)}
	}
	call := func(kind rest.Kind, status int) *rest.Error {
		return &rest.Error{Op: "listJobs", Manner: rest.DryvIQ, Kind: kind, Status: status, Message: model.NewText("the token of this project has expired")}
	}
	for _, c := range []struct {
		err  *rest.Error
		what string
	}{
		{login(rest.Refused, 400, "invalid_grant", "x"), "User name or password is wrong: here."},
		{login(rest.LoginEnded, 401, "", ""), "User name or password is wrong: here."},
		{login(rest.Refused, 400, "invalid_scope", "no\x1b[2J such scope."), "The login was not accepted: no^[[2J such scope: here."},
		{login(rest.NotPermitted, 403, "", ""), "The login was not accepted: here."},
		{login(rest.Gone, 404, "", ""), "There is no DryvIQ server at the endpoint, or it gives no tokens: here."},
		{login(rest.Lost, 404, "", ""), "There is no DryvIQ server at the endpoint, or it gives no tokens: here."},
		{login(rest.Lost, 500, "", ""), ""},
		{call(rest.Lost, 404), ""},
		{call(rest.LoginEnded, 401), "The token has ended, or is none of this server: here."},
		{call(rest.NotPermitted, 403), "The login is fine, but this user lacks a permission: here."},
		{call(rest.Gone, 404), ""},
		{call(rest.Refused, 400), ""},
	} {
		what, cure := rest.LoginAdvice(c.err, 0, "here")
		if what != c.what || (cure == "") != (c.what == "") || strings.Contains(cure, "region") || strings.Contains(cure, "console") {
			t.Errorf("%v: %q %q", c.err, what, cure)
		}
	}
	c := conn(t, rest.Config{Endpoint: "https://nowhere.invalid", Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "nowhere.invalid", IsNotFound: true}
	}})
	_, err := c.Do(t.Context(), filesCall(rest.Write))
	var failed *rest.Error
	if !errors.As(err, &failed) || failed.Kind != rest.Unreached {
		t.Fatal(err)
	}
	if what, cure := rest.Advice(failed, 0, ""); !strings.Contains(what, "host name") || strings.Contains(cure, "region") {
		t.Errorf("%q %q", what, cure)
	}
}

// TestAConnectionsManner: an operation that names none speaks as its connection does.
func TestAConnectionsManner(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }))
	defer s.Close()
	call := filesCall(rest.Write)
	call.Manner = rest.Huawei
	for manner, want := range map[rest.Manner]rest.Kind{rest.Huawei: rest.Lost, rest.DryvIQ: rest.Gone} {
		_, err := conn(t, rest.Config{Endpoint: s.URL, Manner: manner}).Do(t.Context(), call)
		if got := kind(t, err); got != want {
			t.Errorf("%d: %s", manner, got)
		}
	}
}
