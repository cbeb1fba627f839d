package drs

import (
	"context"
	"slices"

	"drover/client/rest/wire"
	"drover/model"
)

// Log reads a part of one job's log (ShowJobDetail type=log), narrowed to one
// of model.LogLevels, or all of it for "". A level that the contract does not
// know is not asked for.
func (b *Backend) Log(ctx context.Context, id model.JobID, page model.Page, level string) (model.Listed[model.LogLine], error) {
	page = page.Within()
	none := model.Listed[model.LogLine]{Offset: page.Offset}
	query := paged(page)
	query.Set("type", "log")
	if level != "" {
		if !slices.Contains(model.LogLevels(), level) {
			return none, senseless(showDetail, "there is no such level of a log")
		}
		query.Set("log_level", level)
	}
	answer, err := b.five(ctx, b.about(showDetail, id, query))
	if err != nil {
		return none, err
	}
	return lister[model.LogLine]{showDetail, "logs", "total_count", logLine}.part(answer, unwrapped(answer.Body), page)
}

func logLine(v wire.Value) model.LogLine {
	at := v.Get("create_time")
	return model.LogLine{Level: word(v.Get("level")), Text: v.Get("message").Text(), At: at.Time(), When: at.Text()}
}

// Timeline reads a part of the operations in one job's history (ShowTimeline).
func (b *Backend) Timeline(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.Event], error) {
	page = page.Within()
	answer, err := b.five(ctx, b.about(showTimeline, id, paged(page)))
	if err != nil {
		return model.Listed[model.Event]{Offset: page.Offset}, err
	}
	return lister[model.Event]{showTimeline, "timelines", "count", event}.part(answer, answer.Body, page)
}

func event(v wire.Value) model.Event {
	at := v.Get("operation_time")
	return model.Event{
		Name: word(v.Get("name")), Status: word(v.Get("status")), User: v.Get("user_name").Text(), At: at.Time(), When: at.Text(),
	}
}
