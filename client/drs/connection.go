package drs

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

const (
	testEvery = 2 * time.Second  // between two looks for a result
	testMost  = 90 * time.Second // until nobody waits for one any more
	// longSecret is how many characters make a password that no sentence holds by chance.
	longSecret = 6
)

// TestConnection tries to reach both ends: by ExecuteJobAction network and the
// result that ShowJobDetail tells, or where v5 is not for this job by
// V3BatchValidateConnections, one call for each end, since the entries of its
// answer name the job alone.
func (b *Backend) TestConnection(ctx context.Context, job model.Job, ends []model.EndTest) ([]model.EndResult, error) {
	if len(ends) == 0 {
		return nil, errors.New("there is no end to test")
	}
	if b.memory.offers(v5) && job.Generation != v3 {
		return b.test5(ctx, job.ID, ends)
	}
	var out []model.EndResult
	for _, e := range ends {
		r, err := b.test3(ctx, job, e)
		if err != nil {
			return out, err
		}
		out = append(out, r)
	}
	return out, nil
}

// test5 asks for both ends at once and looks for their results.
func (b *Backend) test5(ctx context.Context, id model.JobID, ends []model.EndTest) ([]model.EndResult, error) {
	var params actionParams
	for _, e := range ends {
		end, err := endpointOf5(e)
		if err != nil {
			return nil, err
		}
		params.Endpoints = append(params.Endpoints, end)
	}
	call := b.call(jobAction, struct {
		Job action `json:"job"`
	}{action{Name: "network", Params: &params}})
	call.Values["job_id"], call.Secrets = id.Raw(), passwords(ends)
	answer, err := b.conn.Do(ctx, call)
	if err != nil {
		return nil, err
	}
	query := answer.Body.Get("query_id").String()
	if query == "" {
		return nil, &rest.Error{
			Op: string(jobAction), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
			Code: answer.Body.Get("error_code").Text(), Message: answer.Body.Get("error_msg").Text(),
			Cause: errors.New("the answer names no result to look for"),
		}
	}
	return b.tested(ctx, id, query, ends)
}

// tested looks for the results until they are all told.
func (b *Backend) tested(ctx context.Context, id model.JobID, query string, ends []model.EndTest) ([]model.EndResult, error) {
	ctx, cancel := context.WithTimeout(ctx, testMost)
	defer cancel()
	for {
		call := b.about(showDetail, id, url.Values{"type": {"network"}, "query_id": {query}})
		call.Secrets = passwords(ends) // what a database said may repeat them
		answer, err := b.read(ctx, call)
		if err != nil {
			return nil, err
		}
		if out, all := networkResults(unwrapped(answer.Body).Get("network_results"), ends); all {
			for i := range out {
				out[i].RequestID = answer.RequestID
			}
			return out, nil
		}
		select {
		case <-time.After(testEvery):
		case <-ctx.Done():
			return nil, &rest.Error{Op: string(showDetail), Kind: rest.Lost, Cause: errors.New("no result came in time")}
		}
	}
}

// passwords are the secrets of a test.
func passwords(ends []model.EndTest) []model.Secret {
	var out []model.Secret
	for _, e := range ends {
		out = append(out, e.Password, e.CertPass, e.CertBody)
	}
	return out
}

// without is what a database said of an end, rid of the end's passwords. One
// that is as short as an everyday word goes only where it stands in quotes: to
// mask it everywhere would spoil the words, and show by that what it is.
func without(said model.Text, e model.EndTest) model.Text {
	words := said.Raw()
	for _, s := range passwords([]model.EndTest{e}) {
		switch secret := s.Reveal(); {
		case s.Empty():
		case len([]rune(secret)) >= longSecret:
			words = strings.ReplaceAll(words, secret, s.String())
		default:
			for _, quote := range []string{"'", `"`, "`"} {
				words = strings.ReplaceAll(words, quote+secret+quote, quote+s.String()+quote)
			}
		}
	}
	return model.NewText(words)
}

// networkResults matches results to ends by address: several addresses of one
// end have several results, of which one that failed speaks for all. Where no
// address fits, the order does, if there are as many.
func networkResults(v wire.Value, ends []model.EndTest) (out []model.EndResult, all bool) {
	var told []wire.Value
	for r := range v.Each() {
		told = append(told, r)
	}
	for i, e := range ends {
		var mine []wire.Value
		for _, r := range told {
			if ip := r.Get("ip").String(); ip != "" && strings.Contains(","+e.Address.Raw()+",", ip) {
				mine = append(mine, r)
			}
		}
		if len(mine) == 0 && len(told) == len(ends) {
			mine = told[i : i+1]
		}
		if len(mine) == 0 {
			return nil, false
		}
		worst := endResult(mine[0], e)
		for _, r := range mine[1:] {
			if next := endResult(r, e); worst.Reached {
				worst = next
			}
		}
		out = append(out, worst)
	}
	return out, true
}

// endResult reads one result. success is what counts; status is a word, which
// differs between the sources, and stands in for it.
func endResult(v wire.Value, e model.EndTest) model.EndResult {
	r := model.EndResult{
		Source: e.Source, Address: e.Address, Code: v.Get("error_code").Text(), Message: without(v.Get("error_msg").Text(), e),
	}
	switch v.Get("success").Tri() {
	case model.Yes:
		r.Reached = true
	case model.No:
	case model.NotTold:
		word := strings.ToLower(v.Get("status").String())
		r.Reached = (word == "success" || word == "true") && r.Code.Empty()
	}
	if !r.Reached && r.Code.Empty() && r.Message.Empty() {
		r.Why = "the service gives no reason"
	}
	return r.Said()
}

// test3 asks for one end, and has its result at once.
func (b *Backend) test3(ctx context.Context, job model.Job, e model.EndTest) (model.EndResult, error) {
	end, err := endpointOf3(job, e)
	if err != nil {
		return model.EndResult{Source: e.Source, Address: e.Address, Why: err.Error()}, nil
	}
	call := b.call(v3Connect, struct {
		Jobs []endpoint3Test `json:"jobs"`
	}{[]endpoint3Test{end}})
	call.Secrets = passwords([]model.EndTest{e})
	answer, err := b.conn.Do(ctx, call)
	if err != nil {
		return model.EndResult{}, err
	}
	for entry := range answer.Body.Get("results").Each() {
		r := endResult(entry, e)
		r.RequestID = answer.RequestID
		return r, nil
	}
	return model.EndResult{}, &rest.Error{
		Op: string(v3Connect), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
		Cause: errors.New("the answer tells no result"),
	}
}
