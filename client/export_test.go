package client_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client"
	"drover/model"
)

// factsOf is a job with a name of any kind.
func factsOf(name string) client.JobFacts {
	job := model.Job{
		ID: model.NewJobID("c7debc9c-jb202"), Name: model.NewText(name), Scenario: model.Sync, Task: model.FullIncr,
		Engine: model.NewText("oracle-to-gaussdbv5"), Net: model.NewText("vpn"), Charging: model.Period,
		Created:  time.Date(2026, 3, 11, 7, 12, 0, 0, time.FixedZone("CST", 8*60*60)),
		Children: []model.JobID{model.NewJobID("one"), model.NewJobID("two")}, Generation: "v5",
	}.WithStatus(model.NewText("INCRE_TRANSFER_STARTED"))
	sample := model.NoSample()
	sample.Lag = 41 * time.Second
	return client.JobFacts{Job: job, Sample: sample, Marked: true}
}

func written(t interface{ Fatal(...any) }, f client.Format, jobs ...client.JobFacts) string {
	var b bytes.Buffer
	if err := client.WriteJobs(&b, f, slices.Values(jobs)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExport holds the words a script may rely on.
func TestExport(t *testing.T) {
	want := `[
  {"id": "c7debc9c-jb202", "name": "orders <1>", "status": "INCRE_TRANSFER_STARTED", "state": "incr running", "family": "running", ` +
		`"scenario": "sync", "task": "FULL_INCR_TRANS", "engine": "oracle-to-gaussdbv5", "from": "oracle", "to": "gaussdb", "network": "vpn", ` +
		`"direction": null, "description": null, "charging": "period", "created": "2026-03-10T23:12:00Z", "role": null, "parent": null, ` +
		`"children": ["one","two"], "percent": null, "lag_seconds": 41, "starts": null, "spec": null, "marked": true, "unresolved": false, ` +
		`"read": null, "generation": "v5"}
]
`
	if got := written(t, client.JSON, factsOf("orders <1>")); got != want {
		t.Errorf("JSON:\n%s\nwant:\n%s", got, want)
	}
	want = "id,name,status,state,family,scenario,task,engine,from,to,network,direction,description,charging,created,role,parent,children," +
		"percent,lag_seconds,starts,spec,marked,unresolved,read,generation\r\n" +
		"c7debc9c-jb202,\"a,\"\"b\"\"\",INCRE_TRANSFER_STARTED,incr running,running,sync,FULL_INCR_TRANS,oracle-to-gaussdbv5,oracle,gaussdb,vpn," +
		",,period,2026-03-10T23:12:00Z,,,one two,,41,,,true,false,,v5\r\n"
	if got := written(t, client.CSV, factsOf(`a,"b"`)); got != want {
		t.Errorf("CSV:\n%q\nwant:\n%q", got, want)
	}
	if got := written(t, client.JSON); got != "[]\n" {
		t.Errorf("JSON of no jobs: %q", got)
	}
}

// TestExportTakesAnyName: both formats can be read again, hold the cleaned name
// and nothing that a spreadsheet or a terminal would act upon.
func TestExportTakesAnyName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"", "=", "+", "-", "@", "\t", "\r\n"}).Draw(t, "first") + rapid.String().Draw(t, "name")
		var list []map[string]any
		text := written(t, client.JSON, factsOf(name), factsOf("second"))
		if err := json.Unmarshal([]byte(text), &list); err != nil || len(list) != 2 {
			t.Fatalf("%v in %s", err, text)
		}
		if got := fmt.Sprint(list[0]["name"]); got != model.Clean(name) && !(name == "" && list[0]["name"] == nil) {
			t.Fatalf("JSON says %q of %q", got, name)
		}
		rows, err := csv.NewReader(strings.NewReader(written(t, client.CSV, factsOf(name), factsOf("second")))).ReadAll()
		if err != nil || len(rows) != 3 || len(rows[1]) != len(list[0]) {
			t.Fatalf("%v in %v", err, rows)
		}
		got := rows[1][1]
		if strings.ContainsAny(got, "\x00\x1b\r\t") || got != "" && strings.ContainsAny(got[:1], "=+-@") {
			t.Fatalf("CSV holds %q", got)
		}
		if strings.TrimPrefix(got, "'") != strings.TrimPrefix(model.Clean(name), "'") {
			t.Fatalf("CSV says %q of %q", got, name)
		}
	})
}

// TestExportStopsWhereTheWriterDoes, and does not go on reading rows.
func TestExportStopsWhereTheWriterDoes(t *testing.T) {
	full := errors.New("full")
	for _, f := range []client.Format{client.CSV, client.JSON} {
		asked := 0
		err := client.WriteJobs(&failing{after: 100_000, err: full}, f, func(yield func(client.JobFacts) bool) {
			for asked = range 100_000 {
				if !yield(factsOf("n")) {
					return
				}
			}
		})
		if !errors.Is(err, full) || asked > 2_000 {
			t.Errorf("%s: %v after %d rows", f, err, asked)
		}
	}
}

// failing is a writer that has room for so many bytes.
type failing struct {
	io.Writer
	after int
	err   error
}

func (f *failing) Write(p []byte) (int, error) {
	n := min(len(p), f.after)
	if f.Writer != nil {
		_, _ = f.Writer.Write(p[:n])
	}
	if f.after -= n; n < len(p) {
		return n, f.err
	}
	return n, nil
}
