package sim

// tree is what the source of a job holds: databases and their tables, or one
// database and its schemas with their tables. Nothing of it is kept: it is made
// while it is written, and can be of any size.
type tree struct {
	namer
	root  string // the database that the schemas are in; empty: there are none
	most  int    // a database with more tables is listed only when it is asked for alone
	grown int    // tables that came since the world was made
}

const mostListed = 5000 // tables of a database, in a listing of several

// tree gives the source of a job. The caller holds the lock.
func (s *Sim) tree(i int) tree {
	t := tree{namer: s.namer(i), most: mostListed, grown: s.chosenOf(i).grown}
	if t.wide {
		t.most = max(min(mostListed, t.first()/2), 1)
	}
	if s.schemas(i) {
		t.root = t.cased(t.fleet + "_db")
		if s.world.jobs[i].link == oracleGauss {
			t.root = "ORCL"
		}
	}
	return t
}

// schemas tells whether the source of a job has them below its databases. An
// Oracle is read by its users as databases in some jobs, as a database with
// schemas in others.
func (s *Sim) schemas(i int) bool {
	switch s.world.jobs[i].link {
	case oracleGauss:
		return !s.flat(i)
	case pgPG, gaussKafka:
		return true
	case mysqlMySQL, redisGemini, clusterGemini, mongoDDS, mysqlTaurus, mysqlKafka, mysqlDR, linkCount:
	}
	return false
}

// flat tells of jobs that read an Oracle user by user: their destination has a
// level more than their source, and they say which database all goes into.
func (s *Sim) flat(i int) bool {
	i = s.world.face(i)
	if s.world.jobs[i].link != oracleGauss || s.world.made[i] != nil {
		return false
	}
	switch s.firstName(i) {
	case "billing-ora-01", "billing-ora-03", "billing-ora-archive-2019-2024-eu":
		return false
	case "payments-ora-01", "billing-ora-02":
		return true
	}
	return s.world.hash(i)%3 == 0
}

// containers is how many databases there are, or schemas: those with the tables,
// one with hardly anything in it, and one that is empty.
func (t tree) containers() int { return databases(t.tables) + 2 }

// container is the name of one.
func (t tree) container(n int) string {
	switch n - databases(t.tables) {
	case 0:
		return t.cased("scratch")
	case 1:
		return t.cased("unused")
	}
	return t.database(n)
}

// find gives the places of all containers by their names.
func (t tree) find() map[string]int {
	out := make(map[string]int, t.containers())
	for n := range t.containers() {
		out[t.container(n)] = n
	}
	return out
}

// scraps are the tables of the database that hardly holds anything.
func (t tree) scraps() []string {
	return []string{t.cased("tmp_0001"), t.cased("tmp_0002"), t.cased("tmp_import")}
}

// count is how many tables a container has, neither views nor procedures.
func (t tree) count(n int) int {
	switch n - databases(t.tables) {
	case 0:
		return len(t.scraps())
	case 1:
		return 0
	}
	from, to := t.span(n)
	count := to - from
	for k := range t.grown {
		if t.databaseOf(t.tables+k) == n {
			count++
		}
	}
	return count
}

// all is how many tables there are in all.
func (t tree) all() int { return t.tables + t.grown + len(t.scraps()) }

// each calls do with every object of a container: tables first, then views and
// procedures. late tells of tables that came since.
func (t tree) each(n int, do func(name, kind string, late bool)) {
	switch n - databases(t.tables) {
	case 0:
		for _, name := range t.scraps() {
			do(name, "table", false)
		}
		return
	case 1:
		return
	}
	from, to := t.span(n)
	for k := from; k < to; k++ {
		do(t.table(k), "table", false)
	}
	for k := range t.grown {
		if t.databaseOf(t.tables+k) == n {
			do(t.table(t.tables+k), "table", true)
		}
	}
	for _, kind := range objectKinds() {
		if kind.name != "view" && kind.name != "procedure" {
			continue
		}
		count := kind.count(t.tables)
		for k := max(from*count/max(t.tables, 1)-1, 0); k < count; k++ {
			table := t.spread(kind, k)
			if table >= to {
				break
			}
			if table >= from {
				do(t.finished(table, kind.prefix+t.word(table)), kind.name, false)
			}
		}
	}
}

// listing writes the object_info of a source. Of the databases asked for, all
// where none is named, those with too many tables come without them, unless one
// is asked for alone.
func (t tree) listing(p *pen, names []string, there cover) {
	p.text("{")
	if t.root != "" {
		t.listRoot(p, names, there)
	} else {
		first := true
		for n := range t.containers() {
			if p.gone() {
				return
			}
			name := t.container(n)
			if !wantedName(names, name) {
				continue
			}
			if !first {
				p.text(",")
			}
			first = false
			b := appendString(append(p.line[:0], '\n'), name)
			b = appendString(append(b, `:{"name":`...), name)
			full := len(names) == 1 || t.count(n) <= t.most
			if full {
				b = p.number(append(b, `,"total_table_num":`...), t.count(n))
			}
			if there.whole(name) {
				b = p.truth(append(b, `,"is_synchronized":`...), true)
			}
			p.bytes(p.later(b))
			if full {
				t.listTables(p, n, there)
			}
			p.text("}")
		}
	}
	p.text("}")
}

// listRoot writes the one database with its schemas, and another without any.
func (t tree) listRoot(p *pen, names []string, there cover) {
	if wantedName(names, t.root) {
		b := appendString(append(p.line[:0], '\n'), t.root)
		b = appendString(append(b, `:{"name":`...), t.root)
		full := len(names) == 1 || t.all() <= t.most
		if full {
			b = p.number(append(b, `,"total_table_num":`...), t.all())
		}
		p.bytes(p.later(b))
		if full {
			p.text(`,"schemas":{`)
			for n := range t.containers() {
				if p.gone() {
					return
				}
				if n > 0 {
					p.text(",")
				}
				name := t.container(n)
				b := appendString(append(p.line[:0], '\n'), name)
				b = appendString(append(b, `:{"name":`...), name)
				p.bytes(p.later(b))
				t.listTables(p, n, there)
				p.text("}")
			}
			p.text("}")
		}
		p.text("}")
	}
	if name := t.spare(); wantedName(names, name) {
		if wantedName(names, t.root) {
			p.text(",")
		}
		b := appendString(p.line[:0], name)
		b = appendString(append(b, `:{"name":`...), name)
		b = p.number(append(b, `,"total_table_num":`...), 0)
		p.bytes(append(b, `,"schemas":{}}`...))
	}
}

// spare is the second database beside the root, which is empty.
func (t tree) spare() string { return t.cased("template") }

// listTables writes the tables of one container.
func (t tree) listTables(p *pen, n int, there cover) {
	p.text(`,"tables":{`)
	first, synced := true, there.of(t.container(n))
	t.each(n, func(name, kind string, late bool) {
		b := p.line[:0]
		if !first {
			b = append(b, ',')
		}
		first = false
		b = appendString(b, name)
		b = appendString(append(b, `:{"name":`...), name)
		b = append(append(append(b, `,"type":"`...), kind...), '"')
		if !late && synced(name) {
			b = p.truth(append(b, `,"is_synchronized":`...), true)
		}
		p.bytes(append(b, '}'))
	})
	p.text("}")
}

// wantedName: no name at all asks for everything.
func wantedName(names []string, name string) bool {
	for _, one := range names {
		if one == name {
			return true
		}
	}
	return len(names) == 0
}
