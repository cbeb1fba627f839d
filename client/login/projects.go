package login

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"drover/client/iam"
	"drover/model"
)

// Project is the id of the project that the settings mean, where it is known;
// "" wants one of Projects.
func (l *Login) Project() string {
	if l.files() {
		return l.place()
	}
	if l.set.Project != "" || l.set.ProjectName == "" {
		return l.set.Project
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, ok := l.password.(*iam.Password); ok {
		return at.Project() // that of the name, once somebody has logged in
	}
	return ""
}

// Projects lists those of the region that the account may use; where the
// settings name one, that one alone (IAM: KeystoneListProjects,
// KeystoneListAuthProjects).
func (l *Login) Projects(ctx context.Context) ([]model.Project, error) {
	if l.files() {
		return []model.Project{{ID: l.place(), Name: model.NewText(cmp.Or(l.set.Site, "the server itself")), Enabled: true}}, nil
	}
	if l.iam == nil {
		return nil, errors.New("the project is not named, and nobody says where to ask for it: give --project ID, or --iam-endpoint")
	}
	l.mu.Lock()
	by := l.credential("")
	l.mu.Unlock()
	all, err := l.iam.Projects(ctx, by, l.set.Region)
	l.heard(err)
	if name := model.NewText(l.set.ProjectName); err == nil && !name.Empty() {
		all = slices.DeleteFunc(all, func(p model.Project) bool { return p.Name != name })
		if len(all) == 0 {
			return nil, fmt.Errorf("the account has no project %q here that this user may use", name)
		}
	}
	return all, err
}

// Pick is the id of the project that is meant, or of the only one there is.
func (l *Login) Pick(ctx context.Context) (string, error) {
	if id := l.Project(); id != "" {
		return id, nil
	}
	if len(l.Asks()) > 0 {
		return "", errors.New("the project is not named: give --project ID or set DROVER_PROJECT_ID")
	}
	all, err := l.Projects(ctx)
	if err != nil {
		return "", err
	}
	all = slices.DeleteFunc(all, func(p model.Project) bool { return !p.Enabled })
	switch len(all) {
	case 0:
		return "", errors.New("the account has no project in this region that this user may use: give --project ID")
	case 1:
		return all[0].ID, nil
	}
	return "", &SeveralError{all}
}

// SeveralError says that a project must be chosen.
type SeveralError struct{ Projects []model.Project }

func (e *SeveralError) Error() string {
	var named []string
	for _, p := range e.Projects {
		named = append(named, fmt.Sprintf("%s (%s)", model.Clean(p.ID), p.Name))
	}
	return "there are several projects, give one by --project: " + strings.Join(named, ", ")
}
