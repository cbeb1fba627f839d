package objects

import (
	"strings"
	"testing"
)

func TestRowFilters(t *testing.T) {
	columns := &TableColumns{Columns: []ColumnInfo{{Name: "id", Type: "bigint"}, {Name: "price", Type: "double"}, {Name: "body", Type: "longtext"}, {Name: "rate", Type: "FLOAT(7,2)"}, {Name: "doc", Type: "CLOB"}}}
	for _, c := range []struct {
		text, why, warn string // parts of the words; "": none
	}{
		{"id > 7", "", ""},
		{"created_at >= '2025-01-01'", "", ""},
		{"`order` = 'it''s; fine'", "no semicolon", ""},
		{"note = 'it''s (fine'", "", ""},
		{`note = 'it\'s fine'`, "", ""},
		{`path = 'C:\'`, "", ""},
		{`note = "a ' b"`, "", ""},
		{"id in (1, 2, (3))", "", ""},
		{"", "a condition is needed", ""},
		{"  ", "a condition is needed", ""},
		{"id > 7;", "no semicolon", ""},
		{"WHERE id > 7", "only what stands behind WHERE", ""},
		{" where id > 7", "only what stands behind WHERE", ""},
		{"where\tid > 7", "only what stands behind WHERE", ""},
		{"where_from = 7", "", ""},
		{"select * from t", "not a statement", ""},
		{"selected = 1", "", ""},
		{"note = 'open", "a quote is not closed", ""},
		{"note = `open", "a quote is not closed", ""},
		{"(id > 7", "a bracket is not closed", ""},
		{"id > 7)", "closed that was not opened", ""},
		{"id > 7 -- all", "no comments", ""},
		{"id > 7 /* all */", "no comments", ""},
		{"note = '-- fine'", "", ""},
		{"count(*) > 7", "no count()", ""},
		{"max (id) > 7", "no max()", ""},
		{"max_count > 7", "", ""},
		{"note = 'sum(x)'", "", ""},
		{"id > 7 group by id", "no group by", ""},
		{"id > 7 order  by id", "no order by", ""},
		{"id > 7 limit 5", "no limit", ""},
		{"limit > 5", "", ""},
		{strings.Repeat("é", 512), "", ""},
		{strings.Repeat("é", 513), "513 of 512 letters", ""},
		{"created_at > now()", "", "now is another moment"},
		{"created_at > SYSDATE", "", "sysdate is another moment"},
		{"now > 7", "", ""},
		{"created_at >= 2025-01-01", "", "single quotes"},
		{`created_at >= "2025-01-01"`, "", "not in double ones"},
		{"note = 'a 2025-01-01'", "", ""},
		{"price > 7", "", "column price is a floating number"},
		{"RATE > 7", "", "column rate is a floating number"},
		{"`body` = 'x'", "", "column body is a large object"},
		{"doc = 'x'", "", "large object"},
		{"note = 'price'", "", ""},
	} {
		got := CheckFilter(c.text, columns)
		if (got.Why == "") != (c.why == "") || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: %q, not %q", c.text, got.Why, c.why)
		}
		if warn := strings.Join(got.Warn, ", "); (warn == "") != (c.warn == "") || !strings.Contains(warn, c.warn) {
			t.Errorf("%s warns %q, not %q", c.text, warn, c.warn)
		}
	}
	if got := CheckFilter("where_x = 'é'", nil).Words(); got != "13 of 512 letters" {
		t.Error(got)
	}
}

func FuzzCheckFilter(f *testing.F) {
	for _, seed := range []string{"", "id > 7", `a = 'b\'`, "`", "2025-1-1", `"2025-01-01`, "\xff'", "count (", "a-1-"} {
		f.Add(seed)
	}
	columns := &TableColumns{Columns: []ColumnInfo{{Name: "a", Type: "double"}, {Name: "", Type: "blob"}}}
	f.Fuzz(func(t *testing.T, text string) {
		got := CheckFilter(text, columns)
		if strings.Contains(text, ";") && got.Why == "" {
			t.Error("a semicolon is taken")
		}
		if got.Letters > MostFilterLetters && got.Why == "" {
			t.Error("it is too long")
		}
		if got.Why != "" && len(got.Warn) > 0 {
			t.Error("it is wrong and warned of")
		}
	})
}
