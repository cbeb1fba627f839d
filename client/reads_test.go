package client_test

import (
	"testing"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// TestReadsOfARunPassThrough: what a job's run page asks needs no journal, and
// each read brings what its name says.
func TestReadsOfARunPassThrough(t *testing.T) {
	s, err := sim.New(sim.Options{Freeze: true})
	if err != nil {
		t.Fatal(err)
	}
	b, conn := connect(t, s.Dial)
	c := client.New(b, client.Options{})
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		conn.Close()
		_ = s.Close()
	})
	id, page := model.NewJobID(s.ID("orders-prod-sync-01")), model.Page{Limit: 3}
	m, err := c.Monitor(t.Context(), id)
	if err != nil || m.TargetUp != model.Yes || m.At.IsZero() {
		t.Errorf("%+v %v", m, err)
	}
	objects, err := c.ObjectProgress(t.Context(), id, model.ObjectAsk{Kind: "database", Page: page})
	if err != nil || len(objects.Rows) != 3 || objects.Total != 14 {
		t.Errorf("%+v %v", objects, err)
	}
	dirty, err := c.DirtyRows(t.Context(), id, page)
	if err != nil || len(dirty.Rows) != 3 || dirty.Rows[0].SQL.Empty() {
		t.Errorf("%+v %v", dirty, err)
	}
	ddls, err := c.DDLs(t.Context(), id, page)
	if err != nil || len(ddls.Rows) == 0 || ddls.Rows[0].Applied != model.No {
		t.Errorf("%+v %v", ddls, err)
	}
	lines, err := c.Log(t.Context(), id, page, "Error")
	if err != nil || len(lines.Rows) == 0 || lines.Rows[0].Level.Raw() != "Error" {
		t.Errorf("%+v %v", lines, err)
	}
	events, err := c.Timeline(t.Context(), id, page)
	if err != nil || len(events.Rows) != 3 || events.Rows[0].Status.Raw() != "FAILED" {
		t.Errorf("%+v %v", events, err)
	}
}
