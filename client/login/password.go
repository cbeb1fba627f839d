package login

import (
	"cmp"
	"context"
	"time"

	"drover/client/iam"
	"drover/client/oauth"
	"drover/client/profile"
	"drover/client/rest"
	"drover/model"
)

// password is a credential of tokens that a user's password gets: at IAM, or at a
// DryvIQ server. What it wants typed has the keys of package iam, which oauth
// shares.
type password interface {
	rest.Credential
	rest.Renewer
	Ends() time.Time
	Missing() []string
	Known() map[string]string
	Holds() bool
	News(typed map[string]model.Secret) bool
	Enter(ctx context.Context, typed map[string]model.Secret) error
}

var (
	_ password = (*iam.Password)(nil)
	_ password = (*oauth.Password)(nil)
)

// files reports a DryvIQ server: it has no IAM, no access keys and no projects.
func (l *Login) files() bool { return l.set.Backend == profile.DryvIQ }

// newPassword names the project that its tokens are for, as far as it is known:
// a region's main project is named like the region. nil: nobody says where a
// password goes.
func (l *Login) newPassword(c profile.Credential) password {
	user := cmp.Or(c.Username, l.set.Username)
	switch {
	case l.oauth != nil:
		return oauth.NewPassword(l.oauth, user, c.Password, l.now, c.Source)
	case l.iam == nil:
		return nil
	}
	a := iam.Account{User: user, Domain: cmp.Or(c.Domain, l.set.Domain), Password: c.Password, Project: l.set.Project}
	if a.Project == "" {
		a.Name = cmp.Or(l.set.ProjectName, l.set.Region)
	}
	return iam.NewPassword(l.iam, a, l.now, c.Source)
}

// about is a password's credential for requests about a project.
func (l *Login) about(p password, project string) rest.Credential {
	if at, ok := p.(*iam.Password); ok && project != "" && project != at.Project() {
		return at.For(project, l.now)
	}
	return p
}

// token is the credential of a token that somebody has.
func (l *Login) token(token model.Secret, source string) rest.Credential {
	if l.files() {
		return rest.BearerCredential(token, source)
	}
	return rest.TokenCredential(token, source)
}

// place stands for a project where there is none: the journal knows by it whose a
// job is.
func (l *Login) place() string {
	if l.set.Site != "" {
		return "site:" + l.set.Site
	}
	return "-"
}
