package drs_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

func TestStatusOfTheSimulator(t *testing.T) {
	b, s := simulated(t, sim.Options{Jobs: 250})
	all := list(t.Context(), b)
	want := []model.JobID{model.NewJobID("no-such-job"), {}}
	for _, id := range all.order {
		want = append(want, model.NewJobID(id), model.NewJobID(id))
	}
	got, err := b.Status(t.Context(), want)
	if err != nil || len(got) != 251 {
		t.Fatalf("%d of 251, %v", len(got), err)
	}
	for _, id := range all.order {
		if s.Status(id) == "DELETED" {
			if sample := got[model.NewJobID(id)]; sample.Code.Raw() != "DRS.M05004" {
				t.Errorf("%s is deleted: %+v", id, sample)
			}
			continue
		}
		if sample := got[model.NewJobID(id)]; sample.Status.Raw() != s.Status(id) || sample.At.IsZero() || sample.Percent != -1 || sample.Lag != -1 {
			t.Errorf("%s: %+v, want %s", id, sample, s.Status(id))
		}
	}
	if none := got[model.NewJobID("no-such-job")]; none.Code.Empty() || !none.Status.Empty() {
		t.Errorf("%+v", none)
	}
}

// TestStatusReadsEveryPage: a service that pages by five, whatever is asked.
func TestStatusReadsEveryPage(t *testing.T) {
	var asked atomic.Int32
	b := over(t, service{"batch-status": func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		var body struct {
			Jobs []string `json:"jobs"`
			Page struct {
				Cur int `json:"cur_page"`
			} `json:"page_req"`
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		var rows []string
		for _, id := range body.Jobs[min((body.Page.Cur-1)*5, len(body.Jobs)):min(body.Page.Cur*5, len(body.Jobs))] {
			if id != "j3" {
				rows = append(rows, fmt.Sprintf(`{"id":%q,"status":"PAUSING"}`, id))
			}
		}
		_, _ = io.WriteString(w, `{"count":13,"results":[`+strings.Join(append(rows, `{"id":"stranger","status":"PAUSING"}`), ",")+`]}`)
	}})
	var names []string
	for i := range 13 {
		names = append(names, fmt.Sprintf("j%d", i))
	}
	got, err := b.Status(t.Context(), ids(names...))
	if err != nil || len(got) != 12 || asked.Load() > 4 {
		t.Errorf("%d told in %d calls, %v", len(got), asked.Load(), err)
	}
	if _, told := got[model.NewJobID("j3")]; told {
		t.Error("j3 was not told")
	}
}

func TestStatusKeepsWhatCouldBeRead(t *testing.T) {
	b := over(t, service{"batch-status": func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if strings.Contains(string(body), `"j150"`) {
			answer(400, `{"error_code":"DRS.M00200","error_msg":"no"}`)(w, r)
			return
		}
		answer(200, `{"results":[{"id":"j1","status":"PAUSING"}]}`)(w, r)
	}})
	var names []string
	for i := range 200 {
		names = append(names, fmt.Sprintf("j%d", i))
	}
	got, err := b.Status(t.Context(), ids(names...))
	if k, _ := rest.KindOf(err); k != rest.Refused || len(got) != 1 {
		t.Errorf("%d told, %v", len(got), err)
	}
}

func TestNothingIsAskedAboutNobody(t *testing.T) {
	b := over(t, service{})
	if got, err := b.Status(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("%v %v", got, err)
	}
}

func TestProgressOfTheSimulator(t *testing.T) {
	b, s := simulated(t, sim.Options{Jobs: 120})
	all := list(t.Context(), b)
	got, err := b.Progress(t.Context(), ids(all.order...))
	if err != nil {
		t.Fatal(err)
	}
	percents, lags := 0, 0
	for _, id := range all.order {
		switch sample := got[model.NewJobID(id)]; s.Status(id) {
		case "FULL_TRANSFER_STARTED":
			if sample.Percent >= 0 && len(sample.Stages) > 0 {
				percents++
			}
		case "INCRE_TRANSFER_STARTED":
			if sample.Lag >= 0 && sample.Lag < 24*time.Hour {
				lags++
			}
		}
	}
	if percents == 0 || lags == 0 {
		t.Errorf("%d percents, %d lags in %d samples", percents, lags, len(got))
	}
}
