package objects

import (
	"slices"
	"strings"
	"testing"
)

func TestAddedColumns(t *testing.T) {
	for _, c := range []struct {
		op, typ, value string
		why            string // "": it is fine
	}{
		{"default_value", "int", "7", ""},
		{"default_value", "int", "-2147483648", ""},
		{"default_value", "int", "2147483648", "whole number"},
		{"default_value", "int", "7.5", "whole number"},
		{"default_value", "int", "", "a value is needed"},
		{"default_value", "long", "9223372036854775807", ""},
		{"default_value", "long", "9223372036854775808", "19 digits"},
		{"default_value", "varchar(256)", strings.Repeat("é", 256), ""},
		{"default_value", "varchar(256)", strings.Repeat("é", 257), "257 of 256"},
		{"default_value", "datetime", "2025-01-31 23:59:59", ""},
		{"default_value", "datetime", "2025-01-31 23:59:59.123", ""},
		{"default_value", "datetime", "2025-01-31", ""},
		{"default_value", "datetime", "2025-02-31 00:00:00", "a moment"},
		{"default_value", "datetime", "yesterday", "a moment"},
		{"default_value", "timestamp", "1969-12-31 00:00:00", "1970"},
		{"default_value", "float", "7", "the type is int, long"},
		{"default_value", "", "7", "a type is needed"},
		{"create_time", "datetime", "", ""},
		{"create_time", "long", "", ""},
		{"create_time", "long", "7", "no value"},
		{"create_time", "int", "", "the type is long"},
		{"update_time", "timestamp", "", ""},
		{"update_time", "varchar(256)", "", "the type is long"},
		{"expression", "varchar(256)", "db@table", ""},
		{"expression", "varchar(256)", "", "always db@table"},
		{"expression", "long", "db@table", "the type is varchar(256)"},
		{"server_database_table", "varchar(256)", "server1", ""},
		{"server_database_table", "varchar(256)", "", "a value is needed"},
		{"nothing", "int", "7", "it is filled with one of"},
	} {
		got := CheckAdded(Column{Name: "c", Type: c.typ, Value: c.value, Operation: operationMark + c.op}, NameLimit{})
		if (got == "") != (c.why == "") || !strings.Contains(got, c.why) {
			t.Errorf("%s %s %q: %q, not %q", c.op, c.typ, c.value, got, c.why)
		}
	}
	if why := CheckAdded(Column{Name: "a.b", Type: "long", Operation: operationMark + "create_time"}, NameLimit{}); why == "" {
		t.Error("a name with a dot is taken")
	}
}

func TestOperationsAreFoundByEitherName(t *testing.T) {
	for _, op := range Operations() {
		for _, name := range []string{op.ID, op.Wire} {
			if got, ok := FindOperation(name); !ok || got.Wire != op.Wire {
				t.Errorf("%s is not found", name)
			}
		}
		if !strings.HasPrefix(op.Wire, "ADDITIONALCOLUMN,") || op.Words == "" || len(op.Types) == 0 || slices.Contains(op.Types, "") {
			t.Errorf("%+v", op)
		}
	}
	if got, ok := FindOperation("ADDITIONALCOLUMN,new_one"); ok || got.Wire != "ADDITIONALCOLUMN,new_one" {
		t.Error("what is not known is not kept as it is")
	}
}
