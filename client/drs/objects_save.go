package drs

import (
	"context"
	"net/url"
	"strings"

	"drover/model"
	"drover/model/objects"
)

// SavingStatus reads how far the saving of objects is that query names
// (ShowUpdateObjectSavingStatus).
func (b *Backend) SavingStatus(ctx context.Context, id model.JobID, query model.Text) (objects.SavingStatus, error) {
	answer, err := b.five(ctx, b.about(savingStatus, id, url.Values{"query_id": {query.Raw()}}))
	if answer == nil || err != nil && answer.Status/100 != 2 {
		return objects.SavingStatus{}, err
	}
	body := unwrapped(answer.Body)
	s := objects.SavingStatus{
		Word: body.Get("status").Text(), Code: body.Get("error_code").Text(), Message: body.Get("error_msg").Text(), RequestID: answer.RequestID,
	}
	switch strings.ToLower(strings.TrimSpace(s.Word.Raw())) {
	case "pending":
		s.State = objects.SavingPending
	case "success":
		s.State = objects.SavingDone
	case "failed":
		s.State = objects.SavingFailed
		return s, nil // its code, which makes the answer an error, is the reason
	}
	return s, err
}
