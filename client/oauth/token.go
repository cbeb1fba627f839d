package oauth

import (
	"context"
	"net/url"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// scope asks for a refresh token, too.
const scope = "profile roles offline_access"

// granted is what a login is answered with.
type granted struct {
	grant   rest.Grant
	refresh model.Secret // for the next one; empty: none was given
}

// byPassword logs in by a user's password (API: createToken).
func (s *Service) byPassword(ctx context.Context, user string, password model.Secret) (granted, error) {
	return s.token(ctx, url.Values{"grant_type": {"password"}, "username": {user}, "password": {password.Reveal()}, "scope": {scope}}, password)
}

// byRefresh gets the next token (API: createToken).
func (s *Service) byRefresh(ctx context.Context, refresh model.Secret) (granted, error) {
	return s.token(ctx, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh.Reveal()}}, refresh)
}

func (s *Service) token(ctx context.Context, form url.Values, secret model.Secret) (granted, error) {
	answer, err := s.conn.Do(ctx, rest.Call{Operation: Operations().Row(rest.TokenOp), Body: []byte(form.Encode()), Secrets: []model.Secret{secret}})
	if err != nil {
		return granted{}, err
	}
	defer answer.Release()
	return read(answer.Body), nil
}

// read takes what came; all but the access token may be missing, and then no end
// of it is known.
func read(body wire.Value) granted {
	g := granted{refresh: model.NewSecret(body.Get("refresh_token").String())}
	g.grant.Token = model.NewSecret(body.Get("access_token").String())
	g.grant.Life = max(body.Get("expires_in").Seconds(), 0)
	return g
}
