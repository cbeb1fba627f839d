package drs

import (
	"context"
	"errors"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"drover/client/dbobject"
	"drover/client/rest"
	"drover/model"
	"drover/model/objects"
)

const (
	pollFirst   = 200 * time.Millisecond // before the second look for a result; see longer
	pollCeil    = 5 * time.Second        // between two looks
	collectMost = 30 * time.Minute       // until nobody waits for a collection any more
	listMost    = 1000                   // objects that one page of ListDbObjects is asked for
)

// Objects reads objects of a job. What the source holds the service collects first,
// which may take minutes: it is asked until it is done. What the job holds it tells
// at once. Told is called now and then while that goes on; nil: nobody asks.
func (b *Backend) Objects(ctx context.Context, job model.Job, ask objects.Ask, told func(objects.Progress)) (objects.Reading, error) {
	if why := b.objectsWhy(job); why != "" {
		return objects.Reading{}, unasked(collectObjects, why)
	}
	ctx, cancel := context.WithTimeout(ctx, collectMost)
	defer cancel()
	a := &asking{Backend: b, job: job.ID, told: told, begun: b.conn.Now()}
	var l *objects.Listing
	var err error
	switch {
	case ask.Which == objects.Held:
		l, err = a.held(ctx)
	case ask.Which == objects.Synchronized && !copies(job):
		return objects.Reading{}, unasked(collectObjects, "what is on the target is told of a job in its full or incremental phase; this one is "+job.State.Word)
	default:
		l, err = a.collect(ctx, ask)
	}
	if err != nil {
		return objects.Reading{}, err
	}
	return objects.Reading{Listing: l, At: b.conn.Now(), Fresh: ask.Refresh && ask.Which != objects.Held}, nil
}

// objectsWhy says why nothing can be asked about a job's objects; "" if it can.
func (b *Backend) objectsWhy(job model.Job) string {
	switch {
	case !b.memory.offers(v5):
		return "needs the v5 API, which " + b.memory.why(v5)
	case job.Generation == v3:
		return "needs the v5 API, and only v3 lists this job"
	}
	return ""
}

// unasked is the error of a question that is not asked.
func unasked(op rest.Op, why string) error {
	return &rest.Error{Op: string(op), Kind: rest.NotThere, Cause: errors.New(why)}
}

// copies reports a job in its full or incremental phase.
func copies(job model.Job) bool {
	status := job.Status.Raw()
	return strings.HasPrefix(status, "FULL_TRANSFER_") || strings.HasPrefix(status, "INCRE_TRANSFER_")
}

// asking is one question for objects.
type asking struct {
	*Backend
	job   model.JobID
	told  func(objects.Progress)
	begun time.Time
	polls int
}

// tell says how far the question has come.
func (a *asking) tell(leaves int) {
	if a.told != nil {
		a.told(objects.Progress{Leaves: leaves, Polls: a.polls, Waiting: max(a.conn.Now().Sub(a.begun), 0)})
	}
}

// ask reads one answer that may hold a document.
func (a *asking) ask(ctx context.Context, call rest.Call) (dbobject.Answer, *rest.Answer, error) {
	var out dbobject.Answer
	answer, err := a.stream(ctx, call, func(r io.Reader) error {
		var err error
		out, err = dbobject.ReadAnswer(r, dbobject.Options{Told: a.tell})
		return err
	})
	if out.Listing != nil {
		out.Listing.Unknown = slices.DeleteFunc(out.Listing.Unknown, func(m objects.Member) bool { return slices.Contains(aroundDocument(), m.Name) })
	}
	return out, answer, err
}

// aroundDocument are members of an answer that stand beside those of the document: what
// differs from answer to answer must neither look like a change nor be sent back.
func aroundDocument() []string {
	return []string{"job_id", "query_id", "request_id", "error_code", "error_msg", "error_message", "code", "message", "count", "total_count", "offset", "limit"}
}

// collectRequest is the request of CollectDbObjectsInfo.
type collectRequest struct {
	Type      string   `json:"type"`
	Refresh   string   `json:"is_refresh"`
	Databases []string `json:"db_names,omitempty"`
}

// collect has the service collect objects and waits for them. Where v5.1 is missing
// the same goes by v5, which takes it in the query.
func (a *asking) collect(ctx context.Context, ask objects.Ask) (*objects.Listing, error) {
	refresh := strconv.FormatBool(ask.Refresh)
	if a.memory.newer() {
		call := a.call(collectObjects, collectRequest{ask.Which.Word(), refresh, ask.Databases})
		call.Values["job_id"] = a.job.Raw()
		answer, err := a.read(ctx, call)
		if !notOffered(err) {
			return a.await(ctx, call.Op, answer, err)
		}
		a.memory.lacks(v51)
	}
	query := url.Values{"type": {ask.Which.Word()}, "is_refresh": {refresh}}
	if len(ask.Databases) > 0 {
		query["db_names"] = ask.Databases
	}
	answer, err := a.read(ctx, a.about(collectObject5, a.job, query))
	return a.await(ctx, collectObject5, answer, err)
}

// await waits for what a collection has come to.
func (a *asking) await(ctx context.Context, op rest.Op, answer *rest.Answer, err error) (*objects.Listing, error) {
	if err != nil {
		return nil, err
	}
	id, err := begunQuery(op, answer)
	if err != nil {
		return nil, err
	}
	return a.poll(ctx, id)
}

// poll asks for the result of a collection until there is one.
func (a *asking) poll(ctx context.Context, id string) (*objects.Listing, error) {
	for wait := pollFirst; ; wait = longer(wait) {
		a.polls++
		a.tell(0)
		said, answer, err := a.ask(ctx, a.about(collected, a.job, url.Values{"query_id": {id}}))
		if err != nil {
			return nil, err
		}
		done, err := finished(collected, said.Status, answer)
		switch {
		case err != nil:
			return nil, err
		case done, said.Status == "" && !said.Listing.Empty():
			return said.Listing, nil
		case said.Status == "":
			return nil, misunderstood(collected, answer, "the answer does not say whether the objects are collected")
		}
		if err := rested(ctx, collected, wait); err != nil {
			return nil, err
		}
	}
}

// held reads what the job holds now. Where v5.1 is missing it comes page by page.
func (a *asking) held(ctx context.Context) (*objects.Listing, error) {
	if a.memory.newer() {
		said, answer, err := a.ask(ctx, a.about(heldObjects, a.job, url.Values{"type": {objects.Held.Word()}}))
		if !notOffered(err) {
			return a.told5(ctx, heldObjects, said, answer, err)
		}
		a.memory.lacks(v51)
	}
	var all *objects.Listing
	for offset := 0; ; offset += listMost {
		said, answer, err := a.ask(ctx, a.about(listObjects, a.job, url.Values{
			"type": {objects.Held.Word()}, "offset": {strconv.Itoa(offset)}, "limit": {strconv.Itoa(listMost)},
		}))
		page, err := a.told5(ctx, listObjects, said, answer, err)
		switch {
		case err != nil:
			return nil, err
		case all == nil:
			all = page
		default:
			before := all.Tree.Len()
			if all = objects.Merged(all, page); all.Tree.Len() == before { // nothing new: there are no pages
				return all, nil
			}
		}
		if page.Tree.Len() < listMost {
			return all, nil
		}
	}
}

// told5 is the document of an answer that tells it at once. One that has to be
// collected first is waited for.
func (a *asking) told5(ctx context.Context, op rest.Op, said dbobject.Answer, answer *rest.Answer, err error) (*objects.Listing, error) {
	if err != nil {
		return nil, err
	}
	done, err := finished(op, said.Status, answer)
	switch {
	case err != nil:
		return nil, err
	case !done && said.Status != "" && said.ID != "":
		return a.poll(ctx, said.ID)
	case !done && said.Status != "":
		return nil, misunderstood(op, answer, "the answer says that it is pending, and not how to ask again")
	}
	return said.Listing, nil
}
