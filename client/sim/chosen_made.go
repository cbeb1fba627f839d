package sim

import (
	"strconv"
	"strings"
)

// worldSelection is what a job of the world was made with: all sorts of
// selections over the cast. synced marks what is at the destination already.
func (s *Sim) worldSelection(i int, synced bool) *selection {
	i = s.world.face(i)
	m := maker{t: s.tree(i), synced: synced, rows: s.world.jobs[i].scenario == synchronisation, columns: s.mapsColumns(i)}
	m.t.grown = 0
	m.hint = s.hinted(i)
	kind := []string{"all", "database", "table", "rich"}[s.world.hash(i)>>8%4]
	switch s.firstName(i) {
	case "audit-stream", "orders-prod-sync-02", "billing-ora-01", "billing-ora-03", "wave2-shop-01", "wave4-crm-move":
		kind = "rich"
	case "orders-prod-sync-03", wideName:
		kind = "table"
	case hintedName, "orders-prod-sync-01":
		kind = "database"
	}
	if m.t.hostile && kind != "all" { // its names can be taken with their databases alone
		kind = "database"
	}
	if s.objectless(i) {
		kind = "all"
	}
	m.open(kind)
	if s.flat(i) {
		m.text(`,"target_root_db":{"db_name":"` + m.t.fleet + `","db_encoding":"UTF-8"}`)
	}
	if m.hint {
		m.text(`,"` + hintMember + `":` + hintValue)
	}
	if kind != "all" {
		m.text(`,"object_info":{`)
		m.info(kind)
		m.text("}")
	}
	m.text("}")
	return selectionOf(m.b)
}

// maker writes a selection.
type maker struct {
	t       tree
	b       []byte
	synced  bool
	rows    bool // they may be filtered
	columns bool // they may be filtered and mapped
	hint    bool
	more    bool // something stands before
}

func (m *maker) text(s string)   { m.b = append(m.b, s...) }
func (m *maker) quoted(s string) { m.b = appendString(m.b, s) }

func (m *maker) open(kind string) {
	scope := kind
	if kind == "rich" {
		scope = "table"
	}
	m.text(`{"object_scope":"` + scope + `"`)
}

// next writes the name of one more member of a map.
func (m *maker) next(key string) {
	if m.more {
		m.text(",")
	}
	m.more = false
	m.quoted(key)
	m.text(":{")
}

func (m *maker) named(name string) {
	m.text(`"name":`)
	m.quoted(name)
}

// done closes a member of a map.
func (m *maker) done() {
	if m.synced {
		m.text(`,"is_synchronized":true`)
	}
	m.text("}")
	m.more = true
}

// info writes the databases, or the one with its schemas.
func (m *maker) info(kind string) {
	if m.t.root == "" {
		m.containers(kind)
		return
	}
	m.next(m.t.root)
	m.named(m.t.root)
	if kind == "database" {
		m.text(`,"all":true`)
		m.done()
		return
	}
	m.text(`,"all":false,"schemas":{`)
	m.containers(kind)
	m.text("}")
	m.done()
}

// containers takes most as a whole, one table by table, and the last not at all.
func (m *maker) containers(kind string) {
	all, listed := databases(m.t.tables), 0
	if m.t.wide && all > 1 {
		listed = 1
	}
	for n := range all {
		name := m.t.container(n)
		if n > 0 && n == all-1 {
			break
		}
		m.next(name)
		if kind != "database" && n == listed {
			m.named(name)
			m.text(`,"all":false,"tables":{`)
			m.tables(n, kind)
			m.text("}")
		} else {
			if kind == "rich" && n == 1 {
				name = m.t.cased(name + "_copy")
			}
			m.named(name)
			m.text(`,"all":true`)
			if m.hint && n == 0 {
				m.text(`,"` + hintMember + `":` + hintValue)
			}
		}
		if m.t.root != "" { // no page tells of schemas that they are there
			m.text("}")
			m.more = true
			continue
		}
		m.done()
	}
}

// tables lists those of one container, but for the copies left behind.
func (m *maker) tables(n int, kind string) {
	seen := map[string]int{}
	m.t.each(n, func(name, sort string, _ bool) {
		if strings.HasSuffix(strings.ToLower(name), "_bak") {
			return
		}
		word := strings.ToLower(name[:strings.LastIndex(name, "_")])
		seen[word]++
		m.next(name)
		switch {
		case kind == "rich" && sort == "table" && word == "customers" && seen[word] <= 5:
			m.named(m.t.cased("crm_" + name))
		case kind == "rich" && sort == "table" && m.rows && seen[word] == 1 && (m.columns || word == "orders" || word == "payments"):
			m.special(name, word)
			return
		default:
			m.named(name)
		}
		m.text(`,"type":"` + sort + `","all":true`)
		m.done()
	})
}

// special writes the first table of some words: with a filter of rows, of columns,
// an added column, or as one that others look something up in.
func (m *maker) special(name, word string) {
	m.named(name)
	m.text(`,"type":"table"`)
	low := m.t.cased
	switch word {
	case "payments":
		m.text(`,"all":true,"filtered":true,"filter_conditions":["` + low("amount") + ` > 100 AND ` + low("status") + ` <> 'void'"]`)
	case "orders":
		m.text(`,"all":true,"filtered":true,"filter_conditions":["` + low("created_at") + ` >= '2025-01-01'"]`)
	case "invoices":
		m.text(`,"all":false,"columns":{`)
		m.more = false
		for _, col := range m.t.columnsOf(name) {
			to := col.name
			if to == low("region_id") {
				to = low("area_id")
			}
			m.next(col.name)
			m.named(to)
			m.text(`,"type":"` + col.kind + `","filtered":` + strconv.FormatBool(col.name != low("note")))
			if col.key {
				m.text(`,"primary_key_for_column_filtering":"PRI"`)
			}
			m.text("}")
			m.more = true
		}
		m.text("}")
	case "shipments":
		m.text(`,"all":true,"columns":{"` + low("src_id") + `":{"name":"` + low("src_id") +
			`","type":"int","additional":true,"operation_type":"ADDITIONALCOLUMN,default_value","value":"7"}}`)
	case "prices":
		m.text(`,"all":true,"sync_type":"config","config_conditions":["` + low("region_id") + ` = 7"],"columns":{"` + low("id") + `":{"sync_type":"config","name":"` + low("id") +
			`","primary_key_for_data_filtering":"` + low("id") + `"},"` + low("region_id") + `":{"sync_type":"config","name":"` + low("region_id") +
			`","index_for_data_filtering":"` + low("region_id") + `"}}}`)
		m.more = true
		return
	default:
		m.text(`,"all":true`)
	}
	m.done()
}

// objectless tells of links whose objects cannot be chosen one by one: everything
// moves.
func (s *Sim) objectless(i int) bool {
	switch s.world.jobs[i].link {
	case redisGemini, clusterGemini, mysqlDR:
		return true
	case mysqlMySQL, oracleGauss, mongoDDS, pgPG, mysqlTaurus, mysqlKafka, gaussKafka, linkCount:
	}
	return false
}

// mapsColumns tells of links whose columns can be left out, mapped and added to.
func (s *Sim) mapsColumns(i int) bool {
	j := &s.world.jobs[i]
	return j.scenario == synchronisation && (j.link == mysqlMySQL || j.link == oracleGauss && !s.flat(i))
}
