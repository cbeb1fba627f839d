package drs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"drover/client"
	"drover/client/dbobject"
	"drover/client/rest"
	"drover/model"
	"drover/model/objects"
)

const (
	// The document stands between these in the request of UpdateJob.
	objectsHead = `{"job":{"type":"db_object","params":{"db_object":`
	objectsFoot = `}}}`

	objectsCap  = 512 << 20 // bytes of a request at most, whoever is logged in
	slowUplink  = 256 << 10 // bytes a second: a large request takes its time
	inlineMost  = 16 << 10  // bytes of a request that stand on a command line
	objectsFile = "db_object.json"
)

// encoded is a body that is JSON already: of a document of a hundred megabytes there
// is one copy.
type encoded []byte

// wantedObjects is the one change of objects that a call takes, and its document.
func wantedObjects(changes []model.Change) (set model.SetObjects, want *objects.Listing, err error) {
	err = each(changes, func(_ string, c model.Change) error {
		var ok bool
		if set, ok = c.(model.SetObjects); !ok || len(changes) != 1 {
			return errors.New("one call changes the objects of one job")
		}
		if want, ok = set.Want.(*objects.Listing); !ok || want == nil {
			return errors.New("there is no document to send")
		}
		switch want.Scope {
		case objects.ScopeAll, objects.ScopeDatabase, objects.ScopeTable:
			return nil
		case objects.ScopeNotTold:
		}
		return errors.New("the document does not say at which level objects are chosen")
	})
	return set, want, err
}

// objectsBody encodes the objects of one job.
func objectsBody(changes []model.Change) (any, error) {
	set, want, err := wantedObjects(changes)
	if err != nil {
		return nil, err
	}
	size := objectsSize(set, want)
	if size > objectsCap {
		return nil, fmt.Errorf("the document has %d bytes, more than any service takes", size)
	}
	var b bytes.Buffer
	b.Grow(int(size))
	b.WriteString(objectsHead)
	if err := dbobject.Write(&b, want); err != nil {
		return nil, err
	}
	b.WriteString(objectsFoot)
	return encoded(b.Bytes()), nil
}

// objectsSize is how large the request of a change is.
func objectsSize(set model.SetObjects, want *objects.Listing) int64 {
	size := set.Bytes
	if size <= 0 {
		size = dbobject.Size(want)
	}
	return size + int64(len(objectsHead)+len(objectsFoot))
}

// patience is how much longer than others a call may take for the size of its body.
func patience(body []byte) time.Duration {
	return time.Duration(len(body)/slowUplink) * time.Second
}

// documentMost is how large a document may be with the login in use; 0: any size.
func (b *Backend) documentMost() int64 {
	return max(b.conn.BodyMost()-int64(len(objectsHead)+len(objectsFoot)), 0)
}

// tooLarge says why a body cannot be sent by whom is logged in now; "" if it can.
func (b *Backend) tooLarge(body []byte) string {
	if most := b.conn.BodyMost(); most > 0 && int64(len(body)) > most {
		const mb = 1 << 20
		tenths := (len(body)*10 + mb - 1) / mb // rounded up: what is over a limit never reads like it
		return fmt.Sprintf("the request has %d.%d MB, and one that is signed with an access key may have %d MB; log in with a password or a token to send it",
			tenths/10, tenths%10, most/mb)
	}
	return ""
}

// savedObjects reads the answer of UpdateJob for objects. An id other than the job's is
// that of a saving which goes on: see SavingStatus.
func savedObjects(c model.Change, answer *rest.Answer) model.Outcome {
	body := unwrapped(answer.Body)
	query := body.Get("query_id").Text()
	if id := body.Get("id").Text(); query.Empty() && id.Raw() != c.Target().Raw() {
		query = id
	}
	_, twice := answer.Body.Twice()
	if query.Empty() || twice || answer.Status/100 != 2 || !body.Get("error_code").Absent() && body.Get("error_code").String() != "" {
		return stored5(c, answer)
	}
	return model.Outcome{ID: c.Target(), Kind: model.Accepted, RequestID: answer.RequestID, Query: query}
}

// SavingStatus reads how far the saving of objects is that query names
// (ShowUpdateObjectSavingStatus). Why one failed may come as the error of an answer
// that is none.
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
		return s, nil
	}
	return s, err
}

// shownObjects is the request that saves objects, for eyes: of a long one the
// beginning. There is no secret in it, and what is called like one is a table.
func (b *Backend) shownObjects(changes []model.Change) (client.Request, error) {
	set, want, err := wantedObjects(changes)
	if err != nil {
		return client.Request{}, err
	}
	if _, err := b.wayOf(set); err != nil {
		return client.Request{}, err
	}
	call := b.about(updateJob, set.Job.ID, nil)
	u, err := b.conn.URL(call)
	if err != nil {
		return client.Request{}, err
	}
	out := &beginning{most: rawCap}
	_, _ = out.Write([]byte(`{"job": {"type": "db_object", "params": {"db_object":` + "\n"))
	if err := dbobject.WriteFile(out, want); err != nil && !errors.Is(err, errBegun) {
		return client.Request{}, err
	}
	_, _ = out.Write([]byte("}}}"))
	size := objectsSize(set, want)
	r := client.Request{Op: string(call.Op), Method: call.Method, URL: u.String(), Body: rest.Visible(out.shown(size))}
	if size > inlineMost || out.cut {
		r.Curl = fmt.Sprintf("# its body of %d bytes is too long for a command line: save it as %s\n", size, objectsFile) +
			rest.CurlFile(http.MethodPut, r.URL, b.conn.Language(), objectsFile)
		return r, nil
	}
	body, err := objectsBody(changes)
	if err != nil {
		return client.Request{}, err
	}
	text, _ := body.(encoded)
	r.Curl = rest.CurlPlain(http.MethodPut, r.URL, b.conn.Language(), text)
	return r, nil
}

// errBegun ends the writing of what nobody looks at.
var errBegun = errors.New("the beginning is enough")

// beginning keeps the beginning of what is written to it.
type beginning struct {
	most int
	text []byte
	cut  bool
}

func (w *beginning) Write(b []byte) (int, error) {
	n := min(len(b), w.most-len(w.text))
	if w.text = append(w.text, b[:n]...); n < len(b) {
		w.cut = true
		return n, errBegun
	}
	return n, nil
}

// shown is the text, cut at the end of a line if it is not whole.
func (w *beginning) shown(size int64) []byte {
	if !w.cut {
		return w.text
	}
	end := max(bytes.LastIndexByte(w.text, '\n'), 0)
	return fmt.Appendf(w.text[:end:end], "\n... cut here, %d bytes in all", size)
}
