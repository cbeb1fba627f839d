package rest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"drover/client/rest"
)

// TestKinds goes through the table of night rules row by row, for a write.
func TestKindsOfAWrite(t *testing.T) {
	code := func(c string) string {
		return fmt.Sprintf(`{"error_code":%q,"error_msg":"words","request_id":"r-1"}`, c)
	}
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   rest.Kind
	}{
		{"429", 429, `slow down`, rest.Throttled},
		{"429 gateway", 429, code("APIGW.0308"), rest.Throttled},
		{"400 gateway", 400, code("APIG.0308"), rest.Throttled},
		{"400 M01503", 400, code("DRS.M01503"), rest.Throttled},
		{"401", 401, `{"code":"APIGW.0301","message":"decrypt token fail"}`, rest.LoginEnded},
		{"401 without words", 401, ``, rest.LoginEnded},
		{"403 M00100", 403, code("DRS.M00100"), rest.LoginEnded},
		{"401 M00103", 401, code("DRS.M00103"), rest.NotPermitted},
		{"403 M00102", 403, code("DRS.M00102"), rest.NotPermitted},
		{"202 M01504", 202, code("DRS.M01504"), rest.Lost},
		{"200 M05066", 200, code("DRS.M05066"), rest.Lost},
		{"202 M01503", 202, code("DRS.M01503"), rest.Lost},
		{"422 M01501", 422, code("DRS.M01501"), rest.Lost},
		{"500 M00004", 500, code("DRS.M00004"), rest.Lost},
		{"503 M01503", 503, code("DRS.M01503"), rest.Lost},
		{"408", 408, code("APIGW.0201"), rest.Lost},
		{"400 refused", 400, code("DRS.M00304"), rest.Refused},
		{"422 name taken", 422, code("DRS.M00277"), rest.Refused},
		{"403 elsewhere", 403, code("DRS.M00261"), rest.Refused},
		{"404 gateway", 404, code("APIGW.0101"), rest.NotThere},
		{"400 gone", 400, code("DRS.10000010"), rest.Gone},
		{"400 gone, nested", 400, `{"error":{"code":"DRS.M05003","message":"m"}}`, rest.Gone},
		{"400 gone, in job", 400, `{"job":{"error_code":"DRS.M05004"}}`, rest.Gone},
		{"400 gone, in results", 400, `{"results":[{"error_code":"DRS.M00289"}]}`, rest.Gone},
		{"400 without a code", 400, `{}`, rest.Lost},
		{"403 of a proxy", 403, `<html>no</html>`, rest.Lost},
		{"502", 502, `<html>`, rest.Lost},
		{"302", 302, ``, rest.Lost},
		{"200 html", 200, `<html>hello</html>`, rest.Lost},
		{"200 empty", 200, ``, rest.Lost},
		{"202 cut", 202, `{"results":[{"id":"a"`, rest.Lost},
		{"202 deep", 202, strings.Repeat("[", 65) + strings.Repeat("]", 65), rest.Lost},
		{"202 huge", 202, `"` + strings.Repeat("x", 8<<20) + `"`, rest.Lost},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn, asked := served(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			})
			_, err := conn.Do(t.Context(), write())
			if got := kind(t, err); got != c.want {
				t.Errorf("kind %d, want %d: %v", got, c.want, err)
			}
			if n := asked.Load(); n != 1 {
				t.Errorf("sent %d times", n)
			}
		})
	}
}

func TestKindsOfARead(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   rest.Kind
	}{
		{200, `<html>`, rest.BadAnswer},
		{200, ``, rest.BadAnswer},
		{200, strings.Repeat("[", 65) + strings.Repeat("]", 65), rest.BadAnswer},
		{200, `"` + strings.Repeat("x", 8<<20) + `"`, rest.BadAnswer},
		{302, ``, rest.BadAnswer},
		{404, `not here`, rest.BadAnswer},
		{200, `{"error_code":"DRS.M05066"}`, rest.Lost},
		{200, `{"error_code":"DRS.M05004"}`, rest.Gone},
		{200, `{"error_code":"DRS.M00200"}`, rest.Refused},
		{404, `{"error_code":"APIGW.0101"}`, rest.NotThere},
		{500, `{}`, rest.Lost},
	} {
		conn, asked := served(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		})
		_, err := conn.Do(t.Context(), read())
		if got := kind(t, err); got != c.want {
			t.Errorf("%d %.30s: kind %d, want %d: %v", c.status, c.body, got, c.want, err)
		}
		if n := asked.Load(); n != 1 {
			t.Errorf("%d %.30s: asked %d times", c.status, c.body, n)
		}
	}
}

func TestDataIsNoError(t *testing.T) {
	for _, body := range []string{`{"results":[{"error_code":"DRS.M01504"}]}`, `{"code":"x"}`, `{"error_code":null}`, `{"job":{"error_code":"x"}}`, `[]`} {
		conn, _ := served(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
		answer, err := conn.Do(t.Context(), write())
		if err != nil || string(answer.Body.Bytes()) != body {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestErrorLine(t *testing.T) {
	conn, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "r-2")
		w.WriteHeader(400)
		_, _ = w.Write([]byte(`{"error_code":"DRS.M00304","error_msg":"no\u001b[2J way` + strings.Repeat("é", 600) + `"}`))
	})
	_, err := conn.Do(t.Context(), read())
	line := err.Error()
	if !strings.HasPrefix(line, "ReadIt   400   DRS.M00304 no^[[2J way") || !strings.HasSuffix(line, "…   request r-2") {
		t.Errorf("%q", line)
	}
	if n := strings.Count(line, "é"); n > 512 {
		t.Errorf("%d characters kept", n)
	}
}
