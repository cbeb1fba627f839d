package oauth_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/oauth"
	"drover/client/rest"
	"drover/model"
)

func typed(pairs ...string) map[string]model.Secret {
	out := map[string]model.Secret{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = model.NewSecret(pairs[i+1])
	}
	return out
}

func TestALoginComesWithTheFirstRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{life: time.Hour}, password)
		for range 3 {
			if err := h.do(rest.Read); err != nil {
				t.Fatal(err)
			}
		}
		if got := h.asked(); got != "password" {
			t.Error(got)
		}
		if left := time.Until(h.by.Ends()); left != time.Hour {
			t.Error("ends in", left)
		}
	})
}

// TestOneRenewalForAll: the token ends in the middle of many reads. There is one
// refresh for all of them, and each read is answered.
func TestOneRenewalForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{}, password)
		if err := h.do(rest.Read); err != nil || !h.by.Ends().IsZero() {
			t.Fatal(err, h.by.Ends())
		}
		for range 3 { // each refresh token is good once
			h.change(func() { h.valid = "" })
			var all sync.WaitGroup
			for range 12 {
				all.Go(func() {
					if err := h.do(rest.Read); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
		}
		if got := h.asked(); got != "password, refresh_token, refresh_token, refresh_token" {
			t.Error(got)
		}
	})
}

// TestTheNextTokenComesBeforeTheEnd: with a life that the server tells, no read
// meets a dead token.
func TestTheNextTokenComesBeforeTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{life: 10 * time.Minute}, password)
		for range 60 {
			if err := h.do(rest.Read); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
		}
		for _, e := range h.conn.Exchanges() {
			if e.Status != 200 {
				t.Error(e.Op, e.Status)
			}
		}
		if got := h.asked(); !strings.HasPrefix(got, "password, refresh_token, refresh_token") || strings.Contains(got, "refused") || strings.Count(got, "password") != 1 {
			t.Error(got)
		}
	})
}

func TestARefusedRefreshIsFollowedByThePassword(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{}, password)
		if err := h.do(rest.Read); err != nil {
			t.Fatal(err)
		}
		h.change(func() { h.valid, h.refresh = "", "" })
		if err := h.do(rest.Read); err != nil {
			t.Fatal(err)
		}
		if got := h.asked(); got != "password, refresh_token refused, password" {
			t.Error(got)
		}
		if missing := h.by.Missing(); len(missing) > 0 {
			t.Error(missing)
		}
	})
}

func TestWithoutRefreshTokensThePasswordLogsInAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{mute: true}, password)
		_ = h.do(rest.Read)
		h.change(func() { h.valid = "" })
		if err := h.do(rest.Read); err != nil || h.asked() != "password, password" {
			t.Error(err, h.asked())
		}
	})
}

// TestARefusedPasswordIsAskedFor: it is sent once, however many want it, and not
// again before somebody types.
func TestARefusedPasswordIsAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{}, "S3NT-wrong")
		for range 5 {
			if kind, _ := rest.KindOf(h.do(rest.Read)); kind != rest.LoginEnded {
				t.Error(kind)
			}
			time.Sleep(time.Minute)
		}
		if got := h.asked(); got != "password refused" {
			t.Error(got)
		}
		if missing := h.by.Missing(); !slices.Equal(missing, []string{oauth.KeyUser, oauth.KeyPassword}) {
			t.Error(missing)
		}
		if h.by.News(typed("user", " dba ")) || !h.by.News(typed("password", password)) || h.by.Known()["user"] != "dba" {
			t.Error("what is news?")
		}
		if err := h.by.Enter(t.Context(), typed("password", password)); err != nil || len(h.by.Missing()) > 0 {
			t.Error(err, h.by.Missing())
		}
		if err := h.do(rest.Read); err != nil || h.asked() != "password refused, password" {
			t.Error(err, h.asked())
		}
	})
}

// TestAWriteIsNotSentAgain: the login is renewed for those that come next.
func TestAWriteIsNotSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{}, password)
		_ = h.do(rest.Read)
		h.change(func() { h.valid = "" })
		if kind, _ := rest.KindOf(h.do(rest.Write)); kind != rest.LoginEnded {
			t.Error(kind)
		}
		if got := h.asked(); got != "password, refresh_token" || h.writes != 0 {
			t.Error(got, h.writes)
		}
		if err := h.do(rest.Write); err != nil || h.writes != 1 {
			t.Error(err, h.writes)
		}
	})
}

// TestAServerInTroubleIsNoRefusal: the refresh token and the password stay good.
func TestAServerInTroubleIsNoRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{}, password)
		_ = h.do(rest.Read)
		h.change(func() { h.valid, h.down = "", true })
		if err := h.by.Login(t.Context()); err == nil || len(h.by.Missing()) > 0 {
			t.Fatal(err, h.by.Missing())
		}
		h.change(func() { h.down = false })
		time.Sleep(time.Minute)
		if err := h.do(rest.Read); err != nil || h.asked() != "password, refresh_token" {
			t.Error(err, h.asked())
		}
	})
}

// TestATokenThatIsNeverAcceptedIsNotGotForever: getting tokens over and over is no
// way out.
func TestATokenThatIsNeverAcceptedIsNotGotForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{deaf: true}, password)
		for range 8 {
			if kind, _ := rest.KindOf(h.do(rest.Read)); kind != rest.LoginEnded {
				t.Error(kind)
			}
			time.Sleep(time.Minute)
		}
		if got := h.asked(); got != "password, refresh_token" {
			t.Error(got)
		}
	})
}

func TestNobodySeesASecret(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := enter(t, &server{}, password)
		var said []string
		hear := func(err error) { said = append(said, fmt.Sprintf("%v %+v", err, err)) }
		hear(h.do(rest.Read))
		h.change(func() { h.valid, h.refresh = "", "" })
		hear(h.do(rest.Write))
		h.change(func() { h.valid, h.refresh, h.password = "", "", "another" })
		hear(h.do(rest.Read))
		what, cure := rest.LoginAdvice(asError(t, h.do(rest.Read)), 0, h.by.Source())
		if what != "User name or password is wrong: a test." || !strings.Contains(cure, "before the next try") {
			t.Errorf("%q %q", what, cure)
		}
		for _, e := range append(h.conn.Exchanges(), h.service.Exchanges()...) {
			sent, got := e.Request(), e.Answer()
			said = append(said, fmt.Sprintf("%s %s %v %v %s %s %v", sent.Body, got.Body, sent.Head, got.Head, e.Curl(), e.URL, e.Err))
		}
		said = append(said, h.log.String(), fmt.Sprintf("%v %+v", h.by, h.by.Known()))
		if n := len(h.service.Exchanges()); n < 5 {
			t.Error("too tame:", n)
		}
		for _, s := range said {
			for _, secret := range []string{"S3NT", "p%26ss", "p&ss"} {
				if strings.Contains(s, secret) {
					t.Error(s)
				}
			}
		}
	})
}

func asError(t *testing.T, err error) *rest.Error {
	t.Helper()
	e, ok := err.(*rest.Error) //nolint:errorlint // it always is one
	if !ok {
		t.Fatal(err)
	}
	return e
}

// TestAnswersOfLoginsAreReadTolerantly: nothing but the access token is promised.
func TestAnswersOfLoginsAreReadTolerantly(t *testing.T) {
	for _, c := range []struct {
		body string
		life time.Duration // 0: nobody told
		says string        // of a failure
	}{
		{`{"access_token":"abcdef"}`, 0, ""},
		{`{"access_token":"abcdef","expires_in":"3600","token_type":"bearer","scope":["a"],"more":{}}`, time.Hour, ""},
		{`{"access_token":"abcdef","expires_in":null,"refresh_token":null}`, 0, ""},
		{`{"access_token":"abcdef","expires_in":-5}`, 0, ""},
		{`{"access_token":"abcdef","expires_in":"soon"}`, 0, ""},
		{`{"access_token":"abcdef","expires_in":{}}`, 0, ""},
		{`{"access_token":"ab\ncdef"}`, 0, "characters that no token has"},
		{`{"access_token":""}`, 0, "no token came with it"},
		{`{"refresh_token":"x"}`, 0, "no token came with it"},
		{`[]`, 0, "no token came with it"},
	} {
		synctest.Test(t, func(t *testing.T) {
			h := enter(t, &server{scripted: true, says: c.body, valid: "abcdef"}, password)
			err := h.do(rest.Read)
			if c.says != "" {
				if err == nil || !strings.Contains(err.Error(), c.says) {
					t.Error(c.body, err)
				}
				return
			}
			if left := time.Until(h.by.Ends()); err != nil || c.life > 0 && left != c.life || c.life == 0 && !h.by.Ends().IsZero() {
				t.Error(c.body, err, h.by.Ends())
			}
		})
	}
	for _, body := range []string{`<html>hello</html>`, ``, `{"access_token":"abc`} {
		h := enter(t, &server{scripted: true, says: body, valid: "abcdef"}, password)
		if kind, _ := rest.KindOf(h.do(rest.Read)); kind != rest.Unreached || len(h.by.Missing()) > 0 {
			t.Error(body, kind, h.by.Missing())
		}
	}
}
