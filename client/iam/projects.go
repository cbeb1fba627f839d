package iam

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

const (
	pagesMost = 50 // of one list
	objectBin = "MOS"
)

// Projects lists the projects of a region that a credential may use, the main
// one first, which is named like the region; a region of "" is all of them. It
// asks by name and for what the caller may use (API: KeystoneListProjects,
// KeystoneListAuthProjects): the first knows no sub-projects, and many a user
// may only ask one of the two. It fails where both do, or one does and the other
// finds nothing.
func (s *Service) Projects(ctx context.Context, by rest.Credential, region string) ([]model.Project, error) {
	found := map[string]model.Project{}
	var query url.Values
	if region != "" {
		query = url.Values{"name": {region}}
	}
	byName := s.list(ctx, listProjects, by, query, region, found)
	if kind, ok := rest.KindOf(byName); ok && (kind == rest.LoginEnded || kind == rest.Unreached) {
		return nil, byName
	}
	usable := s.list(ctx, listUsable, by, nil, region, found)
	if err := cmp.Or(usable, byName); err != nil && (len(found) == 0 || usable != nil && byName != nil) {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(found), func(a, b model.Project) int {
		if main := a.Name.Raw() == region; main != (b.Name.Raw() == region) {
			if main {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(a.Name.Raw(), b.Name.Raw()), strings.Compare(a.ID, b.ID))
	}), nil
}

// list reads all pages of one list into found.
func (s *Service) list(ctx context.Context, op rest.Op, by rest.Credential, query url.Values, region string, found map[string]model.Project) error {
	call := rest.Call{Operation: Operations().Row(op), Query: query, As: by}
	for range pagesMost {
		answer, err := s.conn.Do(ctx, call)
		if err != nil {
			return err
		}
		for row := range answer.Body.Get("projects").Each() {
			if p, ok := project(row, region); ok {
				found[p.ID] = p
			}
		}
		next := after(answer.Body.Path("links", "next"), query, call.Query)
		answer.Release()
		if next == nil {
			return nil
		}
		call.Query = next
	}
	return nil
}

// project reads one row; ok is false for what is of another region, and for
// what is no project that jobs can be in.
func project(row wire.Value, region string) (p model.Project, ok bool) {
	enabled, told := row.Get("enabled").Bool()
	p = model.Project{ID: row.Get("id").String(), Name: row.Get("name").Text(), Description: row.Get("description").Text(), Enabled: enabled || !told}
	name := p.Name.Raw()
	of := region == "" || name == region || strings.HasPrefix(name, region+"_")
	return p, p.ID != "" && name != objectBin && of
}

// after is the query of the next page, of whose link only the two numbers are
// taken: it may lead anywhere. nil: there is none, or it leads back.
func after(link wire.Value, base, now url.Values) url.Values {
	u, err := url.Parse(link.String())
	if err != nil || link.Absent() {
		return nil
	}
	page, err := strconv.Atoi(u.Query().Get("page"))
	size, err2 := strconv.Atoi(u.Query().Get("per_page"))
	was, _ := strconv.Atoi(now.Get("page"))
	if err != nil || err2 != nil || page <= max(was, 1) || size < 1 || size > 5000 {
		return nil
	}
	next := url.Values{"page": {strconv.Itoa(page)}, "per_page": {strconv.Itoa(size)}}
	for name, values := range base {
		next[name] = values
	}
	return next
}
