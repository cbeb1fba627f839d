package sim

import "strconv"

// column is one of a table at the source.
type column struct {
	name, kind string
	key        bool // it is the primary key
	partition  bool
}

// columnsOf are the columns of a table, 8 to 40 of them. They follow from its name.
func (n namer) columnsOf(table string) []column {
	h := uint64(14695981039346656037)
	for _, c := range []byte(table) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h = mix(h)
	kinds := [...]string{"bigint", "bigint", "int", "varchar(32)", "decimal(12,2)", "varchar(256)", "datetime", "timestamp"}
	if n.upper {
		kinds = [...]string{"NUMBER(19)", "NUMBER(19)", "NUMBER(10)", "VARCHAR2(32)", "NUMBER(12,2)", "VARCHAR2(256)", "DATE", "TIMESTAMP(6)"}
	}
	names := [...]string{"id", "customer_id", "region_id", "status", "amount", "note", "created_at", "updated_at"}
	var out []column
	for k := range len(names) + int(h%33) {
		c := column{kind: kinds[k%len(kinds)], key: k == 0, partition: k == 6 && h>>8%5 == 0}
		if k < len(names) {
			c.name = n.cased(names[k])
		} else {
			c.kind = kinds[mix(h+uint64(k))%uint64(len(kinds))]
			c.name = n.cased("attr_" + strconv.Itoa(100 + k)[1:])
		}
		out = append(out, c)
	}
	return out
}
