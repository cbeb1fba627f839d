package drs

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"drover/client/rest/wire"
	"drover/model"
	"drover/model/objects"
)

const (
	columnsMost = 2 * time.Minute // until nobody waits for columns or verdicts any more
	tablesMost  = 50              // tables that one call asks about
	columnsPage = 1000
)

type columnsRequest struct {
	Refresh bool       `json:"is_force_refresh"`
	Tables  []tableReq `json:"db_object_infos"`
}

type tableReq struct {
	Database string `json:"db_name"`
	Schema   string `json:"schema_name,omitempty"`
	Table    string `json:"table_name"`
}

// Columns reads the columns of some tables, in their order (CollectColumns, then
// ShowColumnInfoResult). Refresh has the source asked anew.
func (b *Backend) Columns(ctx context.Context, job model.Job, tables []objects.Path, refresh bool) ([]objects.TableColumns, error) {
	if why := b.objectsWhy(job); why != "" {
		return nil, unasked(collectColumns, why)
	}
	ctx, cancel := context.WithTimeout(ctx, columnsMost)
	defer cancel()
	var out []objects.TableColumns
	for chunk := range slices.Chunk(tables, tablesMost) {
		body := columnsRequest{Refresh: refresh}
		for _, p := range chunk {
			body.Tables = append(body.Tables, tableReq{p.Database, p.Schema, p.Name})
		}
		call := b.call(collectColumns, body)
		call.Values["job_id"] = job.ID.Raw()
		answer, err := b.read(ctx, call)
		if err != nil {
			return out, err
		}
		query, err := begunQuery(call.Op, answer)
		if err != nil {
			return out, err
		}
		c := newColumnsOf(chunk)
		if err := c.read(ctx, b, job.ID, query); err != nil {
			return out, err
		}
		out = append(out, c.tables...)
	}
	return out, nil
}

// columnsOf gathers the columns of tables as their pages come. Whether a page counts
// tables or columns the contract does not say: what came twice is kept once.
type columnsOf struct {
	tables []objects.TableColumns
	at     map[objects.Path]int
	seen   map[columnKey]bool
	here   int // tables that have any
	total  int // as told
}

type columnKey struct {
	table int
	name  string
}

func newColumnsOf(tables []objects.Path) *columnsOf {
	c := &columnsOf{at: map[objects.Path]int{}, seen: map[columnKey]bool{}}
	for i, p := range tables {
		c.at[p] = i
		c.tables = append(c.tables, objects.TableColumns{Path: p})
	}
	return c
}

// read asks until there are columns, then for the pages behind the first.
func (c *columnsOf) read(ctx context.Context, b *Backend, id model.JobID, query string) error {
	for wait := pollFirst; ; wait = longer(wait) {
		some, done, err := c.page(ctx, b, id, query, 0)
		switch {
		case err != nil:
			return err
		case some:
			return c.rest(ctx, b, id, query)
		case done: // and there are none
			return nil
		}
		if err := rested(ctx, showColumns, wait); err != nil {
			return err
		}
	}
}

// rest reads pages as long as they bring something new.
func (c *columnsOf) rest(ctx context.Context, b *Backend, id model.JobID, query string) error {
	for c.lacks() {
		before, offset := len(c.seen), c.here
		if c.total > len(c.seen) { // it counts columns
			offset = len(c.seen)
		}
		if _, _, err := c.page(ctx, b, id, query, offset); err != nil {
			return err
		}
		if len(c.seen) == before {
			break
		}
	}
	return nil
}

// lacks reports that there must be more than has come.
func (c *columnsOf) lacks() bool {
	if c.total > max(len(c.seen), c.here) {
		return true
	}
	return slices.ContainsFunc(c.tables, func(t objects.TableColumns) bool { return len(t.Columns) == 0 || t.Total > len(t.Columns) })
}

// page reads one page; some reports that it tells any columns, done that the service
// says it is.
func (c *columnsOf) page(ctx context.Context, b *Backend, id model.JobID, query string, offset int) (some, done bool, err error) {
	answer, err := b.read(ctx, b.about(showColumns, id, url.Values{
		"query_id": {query}, "offset": {strconv.Itoa(offset)}, "limit": {strconv.Itoa(columnsPage)},
	}))
	if err != nil {
		return false, false, err
	}
	if done, err = finished(showColumns, answer.Body.Get("status").String(), answer); err != nil {
		return false, false, err
	}
	if n, told := answer.Body.Get("total_count").Int(); told {
		c.total = max(c.total, whole(n))
	}
	for t := range answer.Body.Get("results").Each() {
		some = c.take(t) || some
	}
	return some, done, nil
}

// take keeps what one entry tells of one table.
func (c *columnsOf) take(t wire.Value) (some bool) {
	i, asked := c.at[pathOf(t)]
	if !asked && len(c.tables) == 1 && t.Get("table_name").Absent() {
		i, asked = 0, true
	}
	if !asked {
		return false
	}
	table := &c.tables[i]
	if n := count(t.Get("total_count")); n > 0 {
		table.Total = whole(n)
	}
	for col := range t.Get("column_infos").Each() {
		info := columnInfo(col)
		if info.Name == "" {
			continue
		}
		some = true
		if key := (columnKey{i, info.Name}); !c.seen[key] {
			if len(table.Columns) == 0 {
				c.here++
			}
			c.seen[key] = true
			table.Columns = append(table.Columns, info)
		}
	}
	return some
}

// pathOf is the table that an entry is about.
func pathOf(v wire.Value) objects.Path {
	return objects.Path{Database: v.Get("db_name").String(), Schema: v.Get("schema_name").String(), Name: v.Get("table_name").String()}
}

func columnInfo(v wire.Value) objects.ColumnInfo {
	key := strings.ToUpper(v.Get("primary_key_or_unique_index").String())
	info := objects.ColumnInfo{
		Name: v.Get("column_name").String(), Type: v.Get("column_type").String(),
		Key: strings.HasPrefix(key, "PRI"), Unique: strings.HasPrefix(key, "UNI"),
		Partition: v.Get("is_partition_key").Tri() == model.Yes,
		Target:    v.Get("column_mapped_name").String(), Left: v.Get("is_filtered").Tri() == model.Yes,
	}
	if info.Target == info.Name {
		info.Target = ""
	}
	return info
}

// ObjectSupport reads what object selection can do for a job (ShowSupportObjectType).
func (b *Backend) ObjectSupport(ctx context.Context, job model.Job) (objects.Support, error) {
	if why := b.objectsWhy(job); why != "" {
		return objects.Support{}, unasked(showSupport, why)
	}
	answer, err := b.read(ctx, b.about(showSupport, job.ID, nil))
	if err != nil {
		return objects.Support{}, err
	}
	return supportOf(answer.Body), nil
}

func supportOf(v wire.Value) objects.Support {
	return objects.Support{
		Read: true,
		Full: v.Get("is_full_trans_support_object").Tri(), Incr: v.Get("is_incre_trans_support_object").Tri(),
		FullIncr:       v.Get("is_full_incre_trans_support_object").Tri(),
		ColumnMapping:  v.Get("is_support_column_mapping").Tri(),
		SearchDatabase: v.Get("is_database_support_search").Tri(), SearchSchema: v.Get("is_schema_support_search").Tri(),
		SearchTable:   v.Get("is_table_support_search").Tri(),
		ImportEngines: v.Get("support_object_import_engine").Strings(), ImportLevel: v.Get("import_level").String(),
		ImportMapping: v.Get("import_mapping_type").String(), ImportColumns: v.Get("is_import_cloumn").Tri(), // as the service spells it
		ImportUniqueKey: v.Get("is_import_unique_key").Tri(), FileSize: v.Get("file_size").String(), PreviousSelect: v.Get("previous_select").String(),
	}
}

// mappingsRequest is the request of ShowObjectMapping.
type mappingsRequest struct {
	Database string `json:"db_name,omitempty"`
	Schema   string `json:"schema_name,omitempty"`
	Table    string `json:"table_name,omitempty"`
	Offset   int    `json:"offset"`
	Limit    int    `json:"limit"`
	Columns  bool   `json:"has_column_info"`
}

// ObjectMappings reads where objects go, as the service has understood what was saved:
// those below a place, or all for an empty one (ShowObjectMapping).
func (b *Backend) ObjectMappings(ctx context.Context, job model.Job, below objects.Path, page model.Page) (model.Listed[objects.Mapping], error) {
	page = page.Within()
	none := model.Listed[objects.Mapping]{Offset: page.Offset}
	if why := b.objectsWhy(job); why != "" {
		return none, unasked(showMappings, why)
	}
	call := b.call(showMappings, mappingsRequest{below.Database, below.Schema, below.Name, page.Offset, page.Limit, false})
	call.Values["job_id"] = job.ID.Raw()
	answer, err := b.read(ctx, call)
	if err != nil {
		return none, err
	}
	return lister[objects.Mapping]{showMappings, "object_mapping_list", "count", mapping}.part(answer, answer.Body, page)
}

func mapping(v wire.Value) objects.Mapping {
	side := func(s string) objects.Path {
		return objects.Path{Database: v.Get(s + "_db_name").String(), Schema: v.Get(s + "_schema_name").String(), Name: v.Get(s + "_table_name").String()}
	}
	return objects.Mapping{Source: side("source"), Target: side("target"), Columns: v.Get("has_column_info").Tri() == model.Yes}
}
