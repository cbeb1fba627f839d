package drs_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"drover/client/drs"
	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

func text(s string) model.Text { return model.NewText(s) }

// TestMonitorsAreReadTolerantly: a member that does not fit costs itself, and
// nothing that was not told is taken for a zero.
func TestMonitorsAreReadTolerantly(t *testing.T) {
	with := func(f func(*model.Monitor)) model.Monitor {
		m := model.NoMonitor()
		f(&m)
		return m
	}
	for body, want := range map[string]model.Monitor{
		`{}`: model.NoMonitor(),
		`{"src_delay":null,"dst_delay":"","apply_rate":null,"is_src_normal":null,"node_memory_size":"much","x_later":{"a":[1]}}`: model.NoMonitor(),
		`{"src_delay":3,"dst_delay":38,"apply_rate":1200}`:                                                                       with(func(m *model.Monitor) { m.Capture, m.Apply, m.ApplyRate = 3*time.Second, 38*time.Second, 1200 }),
		`{"src_delay":"3","dst_delay":" 38 ","apply_rate":"12"}`:                                                                 with(func(m *model.Monitor) { m.Capture, m.Apply, m.ApplyRate = 3*time.Second, 38*time.Second, 12 }),
		`{"src_delay":-1,"dst_delay":0,"apply_rate":-5}`:                                                                         with(func(m *model.Monitor) { m.Apply = 0 }),
		`{"is_src_normal":"TRUE ","is_dst_normal":false}`:                                                                        with(func(m *model.Monitor) { m.SourceUp, m.TargetUp = model.Yes, model.No }),
		`{"src_rps":1840,"dst_rps":"1.2k/s","src_io":{"x":1}}`:                                                                   with(func(m *model.Monitor) { m.RowsIn, m.RowsOut = text("1840"), text("1.2k/s") }),
		`{"node_volume_size":"100","node_memory_size":16.0}`:                                                                     with(func(m *model.Monitor) { m.DiskSize, m.MemorySize = 100, 16 }),
		`{"update_time":"2022-11-07 16:15:18"}`: with(func(m *model.Monitor) {
			m.Updated, m.Measured = text("2022-11-07 16:15:18"), time.Date(2022, 11, 7, 16, 15, 18, 0, time.UTC)
		}),
		`{"update_time":"just now"}`: with(func(m *model.Monitor) { m.Updated = text("just now") }),
	} {
		if got := drs.ReadMonitor(parse(t, body)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n got %+v\nwant %+v", body, got, want)
		}
	}
	if lag, ok := drs.ReadMonitor(parse(t, `{"src_delay":3,"dst_delay":38}`)).Lag(); lag != 41*time.Second || !ok {
		t.Errorf("%v %v", lag, ok)
	}
	if lag, ok := drs.ReadMonitor(parse(t, `{"dst_delay":38}`)).Lag(); lag != 38*time.Second || !ok {
		t.Errorf("%v %v", lag, ok)
	}
	if _, ok := model.NoMonitor().Lag(); ok {
		t.Error("nothing was told, and it is a lag")
	}
}

// below answers what v5 tells of job a under one path.
func below(part, body string) service { return service{"/v5/p1/jobs/a" + part: answer(200, body)} }

func TestRowsOfTheRunAreReadTolerantly(t *testing.T) {
	at := time.Date(2022, 11, 7, 16, 15, 18, 0, time.UTC)
	a, page := model.NewJobID("a"), model.Page{Limit: 10}
	type read func(*drs.Backend, context.Context) (any, error)
	objects := read(func(b *drs.Backend, ctx context.Context) (any, error) {
		got, err := b.ObjectProgress(ctx, a, model.ObjectAsk{Kind: "table", Page: page})
		return got.Rows, err
	})
	dirty := read(func(b *drs.Backend, ctx context.Context) (any, error) {
		got, err := b.DirtyRows(ctx, a, page)
		return got.Rows, err
	})
	ddls := read(func(b *drs.Backend, ctx context.Context) (any, error) {
		got, err := b.DDLs(ctx, a, page)
		return got.Rows, err
	})
	lines := read(func(b *drs.Backend, ctx context.Context) (any, error) {
		got, err := b.Log(ctx, a, page, "")
		return got.Rows, err
	})
	events := read(func(b *drs.Backend, ctx context.Context) (any, error) {
		got, err := b.Timeline(ctx, a, page)
		return got.Rows, err
	})
	for _, c := range []struct {
		part, body string
		read       read
		want       any
	}{
		{
			"/progress-data/table", `{"count":3,"flow_compare_data":[{"src_db":"d","src_tb":"t","dst_db":"e","dst_tb":"u","progress":62},null,{"src_tb":7,"progress":"100%"},"x"]}`,
			objects,
			[]model.ObjectProgress{{FromDB: text("d"), FromTable: text("t"), ToDB: text("e"), ToTable: text("u"), Percent: 62}, {FromTable: text("7"), Percent: 100}},
		},
		{"/progress-data/table", `{"count":"1","flow_compare_data":{"src_db":"d","progress":null}}`, objects, []model.ObjectProgress{{FromDB: text("d"), Percent: -1}}},
		{"/progress-data/table", `{"count":null,"flow_compare_data":null}`, objects, []model.ObjectProgress(nil)},
		{
			"/dirty-data", `{"count":1,"dirty_data_list":[{"db_name":"d","table_name":null,"error_sql":"a\u001b[2J","error_msg":"b","error_time":"1667837718000"}]}`,
			dirty,
			[]model.DirtyRow{{Database: text("d"), SQL: text("a\x1b[2J"), Why: text("b"), At: at, When: text("1667837718000")}},
		},
		{
			"/ddl", `{"count":3,"ddl_list":[{"seqno":"7","status":1,"ddl_timestamp":1667837718000,"ddl_text":"drop","exe_result":"false","record_time":"1667837718","clean_time":null},
				{"exe_result":true,"status":"0","record_time":"2022-11-07T16:15:18Z"},{}]}`,
			ddls,
			[]model.DDL{
				{Seq: 7, Status: 1, SQL: text("drop"), Applied: model.No, At: at, Recorded: at},
				{Seq: -1, Status: 0, Applied: model.Yes, Recorded: at},
				{Seq: -1, Status: -1},
			},
		},
		{
			"/a", `{"job":{"total_count":2,"logs":[{"level":" Error","message":"m","create_time":"2022-11-07 16:15:18"},{"level":null,"create_time":"later"}]}}`,
			lines,
			[]model.LogLine{{Level: text("Error"), Text: text("m"), At: at, When: text("2022-11-07 16:15:18")}, {When: text("later")}},
		},
		{"/a", `{"id":"a","total_count":"1","logs":{"level":"Info"}}`, lines, []model.LogLine{{Level: text("Info")}}},
		{
			"/timelines", `{"count":1,"timelines":[{"name":"START","status":" success ","operation_time":"2022-11-07T16:15:18Z","user_name":"u\r"}]}`,
			events,
			[]model.Event{{Name: text("START"), Status: text("success"), User: text("u\r"), At: at, When: text("2022-11-07T16:15:18Z")}},
		},
	} {
		got, err := c.read(over(t, below(strings.TrimPrefix(c.part, "/a"), c.body)), t.Context())
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %s\n got %+v, %v\nwant %+v", c.part, c.body, got, err, c.want)
		}
	}
}

func TestTotals(t *testing.T) {
	const two = `[{"name":"x"},{"name":"y"}]`
	for _, c := range []struct {
		body        string
		page        model.Page
		rows, total int
		bad         bool
	}{
		{`{"count":9,"timelines":` + two + `}`, model.Page{Offset: 4, Limit: 2}, 2, 9, false},
		{`{"count":"9","timelines":` + two + `}`, model.Page{Limit: 2}, 2, 9, false},
		{`{"count":1,"timelines":` + two + `}`, model.Page{Offset: 4, Limit: 2}, 2, 6, false}, // it shows more than it announces
		{`{"count":9,"timelines":` + two + `}`, model.Page{Limit: 1}, 1, 9, false},            // and sends more than was asked for
		{`{"timelines":` + two + `}`, model.Page{Limit: 2}, 2, 3, false},                      // no count: there may be more
		{`{"timelines":` + two + `}`, model.Page{Offset: 4, Limit: 5}, 2, 6, false},
		{`{"count":3,"timelines":[]}`, model.Page{Offset: 7, Limit: 5}, 0, 3, false},
		{`{"count":0,"timelines":null}`, model.Page{Limit: 5}, 0, 0, false},
		{`{"count":-4}`, model.Page{Limit: 5}, 0, 0, false},
		{`{"count":99999999999,"timelines":` + two + `}`, model.Page{Limit: 2}, 2, 1<<31 - 1, false},
		{`{"count":3,"timelines":null}`, model.Page{Limit: 5}, 0, 0, true},
		{`{"count":3,"timelines":"none"}`, model.Page{Limit: 5}, 0, 0, true},
		{`[]`, model.Page{Limit: 5}, 0, 0, true},
	} {
		got, err := over(t, below("/timelines", c.body)).Timeline(t.Context(), model.NewJobID("a"), c.page)
		if k, _ := rest.KindOf(err); (err != nil) != c.bad || c.bad && k != rest.BadAnswer {
			t.Errorf("%s: %v", c.body, err)
		}
		if len(got.Rows) != c.rows || got.Total != c.total || got.Offset != c.page.Offset {
			t.Errorf("%s: %+v", c.body, got)
		}
	}
}

// FuzzParts: whatever comes, nothing panics, a part is never longer than asked
// for, and its total covers what it shows.
func FuzzParts(f *testing.F) {
	f.Add([]byte(`{"count":"7","flow_compare_data":[{"progress":"12%"}],"dirty_data_list":{},"ddl_list":[{"seqno":1e3,"ddl_timestamp":"x"}],"timelines":[null]}`), 3, 2)
	f.Add([]byte(`{"job":{"total_count":-1,"logs":[{"create_time":1667837718}]},"src_delay":9223372036854775807,"apply_rate":1e300}`), 0, 1)
	f.Fuzz(func(t *testing.T, b []byte, offset, limit int) {
		v, err := wire.Parse(b)
		if err != nil {
			return
		}
		page := model.Page{Offset: min(offset, 1<<30), Limit: limit}.Within()
		for member, p := range drs.ReadParts(v, page) {
			if len(p.Rows) > page.Limit || p.Total < 0 || p.Err == nil && len(p.Rows) > 0 && p.Total < page.Offset+len(p.Rows) || p.Err != nil && len(p.Rows) > 0 {
				t.Errorf("%s of %q at %+v: %+v", member, b, page, p)
			}
		}
		m := drs.ReadMonitor(v)
		if lag, ok := m.Lag(); lag < 0 || m.ApplyRate < -1 || ok != (m.Capture >= 0 || m.Apply >= 0) {
			t.Errorf("%q: %+v", b, m)
		}
	})
}
