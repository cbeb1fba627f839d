package drs

import (
	"context"
	"slices"

	"drover/client/rest/wire"
	"drover/model"
)

// ObjectProgress reads how far the objects of one kind are, a part of the
// list at a time (ShowProgressData). The page is brought Within; a kind that
// the contract does not know is not asked for.
func (b *Backend) ObjectProgress(ctx context.Context, id model.JobID, ask model.ObjectAsk) (model.Listed[model.ObjectProgress], error) {
	page := ask.Within()
	if !slices.Contains(model.ObjectKinds(), ask.Kind) {
		return model.Listed[model.ObjectProgress]{Offset: page.Offset}, senseless(showProgress, "there is no such kind of object")
	}
	query := paged(page)
	if ask.Search != "" {
		query.Set("search_name", ask.Search)
	}
	call := b.about(showProgress, id, query)
	call.Values["type"] = string(ask.Kind)
	answer, err := b.five(ctx, call)
	if err != nil {
		return model.Listed[model.ObjectProgress]{Offset: page.Offset}, err
	}
	return lister[model.ObjectProgress]{showProgress, "flow_compare_data", "count", objectProgress}.part(answer, answer.Body, page)
}

func objectProgress(v wire.Value) model.ObjectProgress {
	return model.ObjectProgress{
		FromDB: v.Get("src_db").Text(), FromTable: v.Get("src_tb").Text(),
		ToDB: v.Get("dst_db").Text(), ToTable: v.Get("dst_tb").Text(),
		Percent: v.Get("progress").Percent(),
	}
}
