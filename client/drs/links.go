package drs

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

const (
	// linksPage is how many links one call asks for, as other clients do.
	linksPage = model.PageSize
	// mostLinks is where a list of links ends in any case: four engines have a
	// few dozen.
	mostLinks = 20 * linksPage
)

// Links lists what may be joined in a scenario (ListLinks), and behind it what
// only v3 creates. Where the service tells no links it is drover's own table.
// That nobody is logged in, or that nobody waits any more, is an error.
func (b *Backend) Links(ctx context.Context, scenario model.Scenario) (model.Links, error) {
	if !b.memory.offers(v5) {
		return builtinLinks(scenario, false, "links come with the v5 API, which "+b.memory.why(v5)), nil
	}
	told, err := b.toldLinks(ctx, scenario)
	if kind, _ := rest.KindOf(err); err != nil {
		switch {
		case ctx.Err() != nil, kind == rest.LoginEnded:
			return model.Links{}, err
		case notOffered(err):
			return builtinLinks(scenario, true, "the service has no list of links"), nil
		}
		return builtinLinks(scenario, true, "the service's list of links cannot be read: "+model.Clean(err.Error())), nil
	}
	return model.Links{All: append(told, onlyV3(scenario, told)...)}, nil
}

// toldLinks reads the service's own links to their end.
func (b *Backend) toldLinks(ctx context.Context, scenario model.Scenario) ([]model.Link, error) {
	var out []model.Link
	err := b.pages(ctx, listLinks, url.Values{"job_type": {string(scenario)}}, "job_links", "total_count", func(row wire.Value) {
		out = append(out, linksOf(row, scenario)...)
	})
	return out, err
}

// pages reads a list of v5 to its end, page by page. An answer without the list
// is an error: it would look as if there were nothing.
func (b *Backend) pages(ctx context.Context, op rest.Op, query url.Values, rows, count string, add func(wire.Value)) error {
	page := model.Page{Limit: linksPage}
	for page.Offset < mostLinks {
		call := b.call(op, nil)
		call.Query = paged(page)
		for name, values := range query {
			call.Query[name] = values
		}
		answer, err := b.five(ctx, call)
		if err != nil {
			return err
		}
		if answer.Body.Get(rows).Absent() && answer.Body.Get(count).Absent() {
			return &rest.Error{
				Op: string(op), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
				Cause: errors.New("the answer does not hold the rows that were asked for"),
			}
		}
		part, err := lister[wire.Value]{op, rows, count, func(v wire.Value) wire.Value { return v }}.part(answer, answer.Body, page)
		if err != nil {
			return err
		}
		for _, row := range part.Rows {
			add(row)
		}
		if page.Offset += len(part.Rows); len(part.Rows) == 0 || page.Offset >= part.Total {
			return nil
		}
	}
	return nil
}

// linksOf reads one row, which is a link for each of its networks. A row that
// does not say what is joined, or belongs to another scenario, is none.
func linksOf(v wire.Value, scenario model.Scenario) []model.Link {
	link := model.Link{
		Scenario: scenario, Engine: code(v.Get("engine_type").String()), Modes: codes(v.Get("cluster_modes")),
		Source: code(v.Get("source_endpoint_type").String()), Target: code(v.Get("target_endpoint_type").String()),
		Direction: code(v.Get("job_direction").String()), Deprecated: model.Clean(v.Get("description").String()),
	}
	for _, task := range codes(v.Get("task_types")) {
		link.Tasks = append(link.Tasks, model.TaskType(task))
	}
	if other := code(v.Get("job_type").String()); other != "" && other != string(scenario) || link.Engine == "" || link.Direction == "" {
		return nil
	}
	var out []model.Link
	for _, net := range codes(v.Get("net_type")) {
		link.Net = net
		out = append(out, link)
	}
	return out
}

// code is a word that goes back to the service as it came, and so is one that
// can: letters, digits and few signs. Anything else is no code.
func code(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 64 || strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	}) {
		return ""
	}
	return s
}

// codes are those of a list, or of one string with commas.
func codes(v wire.Value) []string {
	var out []string
	for _, s := range v.Strings() {
		if s = code(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
