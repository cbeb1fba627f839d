package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	. "drover/model"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// fact makes a row of the query tests; the changes come after its defaults.
func fact(name, status string, change ...func(*Job, *Facts)) Facts {
	j := &Job{ID: NewJobID("c7debc9c-8e09-4a5d-8dd6-cc44f7jb202"), Name: NewText(name), Scenario: Sync, Task: FullIncr,
		Engine: NewText("mysql-to-mysql"), Net: NewText("vpn"), Created: noon.Add(-4 * 24 * time.Hour)}
	f := Facts{Job: j, Sample: NoSample(), Now: noon}
	for _, c := range change {
		c(j, &f)
	}
	*j = j.WithStatus(NewText(status))
	f.Hay = Hay(*j)
	return f
}

// rows is the list that every query of the table is asked of.
func rows() []Facts {
	return []Facts{
		0: fact("orders-1", "INCRE_TRANSFER_STARTED", func(_ *Job, f *Facts) { f.Sample.Lag = 41 * time.Second }),
		1: fact("orders-10", "INCRE_TRANSFER_FAILED", func(_ *Job, f *Facts) { f.Sample.Lag = 200 * time.Second }),
		2: fact("Billing-ORA", "FULL_TRANSFER_STARTED", func(j *Job, _ *Facts) {
			j.Engine, j.Task, j.Net, j.ID = NewText("oracle-to-gaussdbv5"), Full, NewText("eip"), NewJobID("0123")
		}),
		3: fact("events", "CONFIGURATION", func(j *Job, _ *Facts) {
			j.Engine, j.Task, j.Created, j.ID = NewText("gaussdbv5ha-to-kafka"), Incr, noon.Add(-time.Hour), NewJobID("4567")
		}),
		4: fact("crm-dr", "INCRE_TRANSFER_FAILED", func(j *Job, f *Facts) {
			j.Scenario, j.Engine, j.ID, f.Sample.Lag = DR, NewText("cloudDataGuard-mysql"), NewJobID("89AB"), 0
		}),
		5: fact("数据库-wave 2", "SHARD_REBALANCING", func(j *Job, _ *Facts) {
			j.Scenario, j.Task, j.Created, j.ID = Migration, "", time.Time{}, NewJobID("cdef")
			j.Description = NewText("moved for team:shop")
		}),
		6: fact("ledger(pg)", "PAUSING", func(j *Job, _ *Facts) { j.Engine, j.ID = NewText("postgresql"), NewJobID("ffff") }),
	}
}

func TestQueryMatches(t *testing.T) {
	all := []int{0, 1, 2, 3, 4, 5, 6}
	for q, want := range map[string][]int{
		"":                               all,
		" \t　":                           all, // the space of an input method too
		"orders":                         {0, 1},
		"ORD":                            {0, 1},
		"billing":                        {2},
		"orders failed":                  {1},
		"orders | billing":               {0, 1, 2},
		"orders OR billing":              {0, 1, 2},
		"orders||billing":                {0, 1, 2},
		"or":                             {0, 1, 2, 4, 5}, // a word: only OR is the operator
		"events | orders failed":         {1, 3},          // AND binds closer
		"(events | orders) failed":       {1},
		"!orders":                        {2, 3, 4, 5, 6},
		"!!orders":                       {0, 1},
		"! orders":                       {2, 3, 4, 5, 6},
		"！orders":                        {2, 3, 4, 5, 6},
		"!(orders | events)":             {2, 4, 5, 6},
		"!(!(orders))":                   {0, 1},
		`"orders-1"`:                     {0},
		`"orders"`:                       {0, 1},
		`"order"`:                        nil,
		`"wave 2"`:                       {5},
		`"据"`:                            {5}, // no letters with cases, no words to cut through
		`"ledger(pg)"`:                   {6},
		`"!orders"`:                      nil,
		`"OR"`:                           nil,
		`/^orders-\d+$/`:                 {0, 1},
		"/ORDERS-1$/":                    {0},
		"／^events／":                      {3},
		`/mysql>mysql/`:                  {0, 1, 4, 5},
		`/a\/b/`:                         nil,
		"mysql>mysql":                    {0, 1, 4, 5},
		"gaussha>kafka":                  {3},
		`"team:shop"`:                    {5},
		"数据":                             {5},
		"jb202":                          {0, 1},
		"89ab":                           {4},
		"status:config":                  {3},
		"status:CONFIGURATION":           {3},
		"status:failed":                  {1, 4},
		"Status:Failed":                  {1, 4},
		"status：failed":                  {1, 4},
		"status:running":                 {0, 2},
		"status:run":                     {0, 2},
		"status:incr":                    {0, 1, 4}, // dr: by its wire name
		"status:abnormal":                {4},
		"status:incre_transfer":          {0, 1, 4},
		"status:transfer_failed":         {1, 4},
		"status:start":                   nil, // not each …_STARTED
		"status:paused":                  {6},
		"status:pausing":                 {6},
		"status:idle":                    {3},
		"status:unknown":                 {5},
		"status:rebal":                   {5},
		`status:"incr failed"`:           {1},
		`status:"incr"`:                  nil,
		"status:/^(incr|full) running$/": {0, 2},
		"!status:failed":                 {0, 2, 3, 5, 6},
		"status:failed|status:paused":    {1, 4, 6},
		"engine:gaussdb":                 {2, 3},
		`engine:"gaussdb"`:               {2},
		"engine:gaussha":                 {3},
		"engine:gaussdbv5ha":             {3},
		"engine:pg":                      {6},
		"engine:postgresql":              {6},
		"engine:mysql-to-mysql":          {0, 1, 5},
		"engine:mysql>mysql":             {0, 1, 4, 5},
		"engine:kafka":                   {3},
		"engine:orders":                  nil,
		"type:sync":                      {0, 1, 2, 3, 6},
		"type:migr":                      {5},
		"type:migration":                 {5},
		"type:dr":                        {4},
		"type:cloudDataGuard":            {4},
		"type:clouddata":                 {4},
		"task:F":                         {2},
		"task:f+i":                       {0, 1, 4, 6},
		"task:I":                         {3},
		"task:FULL_TRANS":                {2},
		"task:INCR_TRANS":                {3},
		"task:full_":                     {0, 1, 2, 4, 6},
		"net:vpn":                        {0, 1, 3, 4, 5, 6},
		"net:EIP":                        {2},
		"net:pn":                         nil,
		"lag>10s":                        {0, 1},
		"lag<10s":                        {4},
		"lag>41s":                        {1},
		"lag>=41s":                       {0, 1},
		"lag<=0s":                        {4},
		"LAG>1m":                         {1},
		"!lag>10s":                       {2, 3, 4, 5, 6},
		"lag<1m lag>1s":                  {0},
		"age<2h":                         {3},
		"age>3d":                         {0, 1, 2, 4, 6},
		"age>3d23h":                      {0, 1, 2, 4, 6},
		"age>1w":                         nil,
		"!age<2h":                        {0, 1, 2, 4, 5, 6},
		"id:c7de":                        {0, 1},
		"id:JB202":                       {0, 1},
		"id:orders":                      nil,
		"name:orders":                    {0, 1},
		"name:failed":                    nil,
		"name:/^e/":                      {3},
		`name:"wave 2"`:                  {5},
		"name:orders !name:10":           {0},
		strings.Repeat("(orders) ", 60):  {0, 1}, // side by side, not nested
		"10:30":                          nil,    // no field
		"ledger":                         {6},
	} {
		got, err := ask(q)
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s matches %v, want %v", q, got, want)
		}
	}
}

func ask(s string) (matched []int, err *QueryError) {
	q, err := ParseQuery(s)
	if err != nil {
		return nil, err
	}
	for i, f := range rows() {
		if q.Match(f) {
			matched = append(matched, i)
		}
	}
	return matched, nil
}

func TestQueryMistakes(t *testing.T) {
	for _, c := range []struct {
		q    string
		pos  int
		why  string // part of the clause
		open bool
	}{
		{`a "b`, 2, `this " is not closed`, true},
		{`"`, 0, "not closed", true},
		{`a ""`, 2, "nothing between the quotes", false},
		{"数 /re", 2, "this / is not closed", true},
		{`/a\`, 0, "not closed", true},
		{`/a\/`, 0, "not closed", true},
		{"//", 0, "nothing between the slashes", false},
		{"a /[b/", 3, "missing closing ]", false},
		{"a /x(b/", 3, "missing closing )", false},
		{"/数+*/", 2, "invalid nested repetition operator", false},
		{"/a{9999}/", 2, "invalid repeat count", false},
		{"(a | b", 0, "this ( is not closed", true},
		{"a (", 2, "this ( is not closed", true},
		{"a)", 1, "there is no ( for this )", false},
		{")", 0, "there is no (", false},
		{"a ()", 2, "nothing between ( and )", false},
		{"a |", 2, "| has nothing on its right", true},
		{"a OR ", 2, "OR has nothing on its right", true},
		{"a | | b", 2, "| has nothing on its right", false},
		{"(a |)", 3, "| has nothing on its right", false},
		{"| a", 0, "| has nothing on its left", false},
		{"OR a", 0, "OR has nothing on its left", false},
		{"(| a)", 1, "nothing on its left", false},
		{"a !", 2, "! has nothing after it", true},
		{"a !!", 3, "! has nothing after it", true},
		{"a ！ ", 2, "! has nothing after it", true},
		{"!| a", 0, "! has nothing after it", false},
		{"(!)", 1, "! has nothing after it", false},
		{"status:", 7, "status: wants a word, as in status:failed", true},
		{"数 status:", 9, "status: wants a word", true},
		{"status: failed", 7, "status: wants a word", false},
		{"status:|a", 7, "status: wants a word", false},
		{`name:"a`, 5, "not closed", true},
		{`name:""`, 5, "nothing between", false},
		{"x stat:failed", 2, "there is no field stat; status: perhaps", false},
		{"staus:failed", 0, "status: perhaps", false},
		{"eng:mysql", 0, "engine: perhaps", false},
		{"team:shop", 0, "there is no field team; there are", false},
		{"tags:x", 0, "there is no field tags; ", false},
		{"colour:x", 0, "there are status engine type task net lag age next id name", false},
		{"lag>", 4, "lag> wants a length of time", true},
		{"lag>1", 4, "lag> wants a unit after 1", true},
		{"lag>10x", 4, "lag> wants a length of time", false},
		{"lag>1 a", 4, "lag> wants a unit", false},
		{"age<=h", 5, "age<= wants a length of time", false},
		{"age>99999999999d", 4, "age> wants", false},
		{"age>9999999999d", 4, "less than a hundred years", false},
		{"lag:10s", 3, "lag takes < or >, as in lag>10s", false},
		{"status>failed", 6, "status takes a colon, as in status:failed", false},
		{strings.Repeat("(", 60) + "a", 50, "nested too deeply", false},
	} {
		q, err := ParseQuery(c.q)
		if err == nil {
			t.Errorf("%s is read as %v", c.q, q.Terms())
			continue
		}
		if err.Pos != c.pos || !strings.Contains(err.Why, c.why) || err.Open != c.open {
			t.Errorf("%s: column %d %q open %v, want %d %q %v", c.q, err.Pos, err.Why, err.Open, c.pos, c.why, c.open)
		}
		if !q.Empty() {
			t.Errorf("%s: a mistake leaves a query behind", c.q)
		}
	}
}

// Whatever is typed letter by letter is a query or a mistake inside what was
// typed so far; a query that is right at its end was never hopeless before.
func TestQueryWhileTyping(t *testing.T) {
	for _, q := range []string{`name:/^o/ !(status:failed | lag>10s) "a b"`, "数据 OR age<2h", "!engine:mysql>kafka task:F+I"} {
		for i := range q {
			if !utf8.ValidString(q[:i]) {
				continue
			}
			_, err := ParseQuery(q[:i])
			if err != nil && (!err.Open || err.Pos > utf8.RuneCountInString(q[:i])) {
				t.Errorf("%q: %v, open %v", q[:i], err, err.Open)
			}
		}
	}
}

func TestQueryTermsAlone(t *testing.T) {
	q, err := ParseQuery(`数 orders (status:failed | !lag>1s) !(a b) "x y" OR /^e/`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Term{{"数", 0}, {"orders", 2}, {"status:failed", 10}, {"!lag>1s", 26}, {"!(a b)", 35}, {`"x y"`, 42}, {"/^e/", 51}}
	if got := q.Terms(); !slices.Equal(got, want) {
		t.Fatalf("terms are %v, want %v", got, want)
	}
	for i, term := range want {
		alone := q.Alone(i)
		if alone.String() != term.Text || len(alone.Terms()) != 1 || alone.Terms()[0] != (Term{term.Text, 0}) {
			t.Errorf("alone %d is %q with the terms %v", i, alone, alone.Terms())
		}
		fresh, err := ParseQuery(term.Text)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range rows() {
			if alone.Match(f) != fresh.Match(f) {
				t.Errorf("%s alone is not the query %s", term.Text, term.Text)
			}
		}
	}
}

func TestEmptyQuery(t *testing.T) {
	q, err := ParseQuery("  ")
	if err != nil || !q.Empty() || q.String() != "  " || len(q.Terms()) != 0 || !q.Match(rows()[0]) || !(Query{}).Match(rows()[0]) {
		t.Errorf("an empty query is %+v, %v", q, err)
	}
}

func TestQuickFilters(t *testing.T) {
	facts := rows()
	facts[2].Marked, facts[3].Unresolved, facts[4].RunsOut = true, true, true
	facts = append(facts, fact("parent", "CONFIGURATION", func(j *Job, _ *Facts) { j.Scenario, j.Role = DR, RoleParent }))
	want := []struct {
		digit int
		label string
		rows  []int
	}{
		{1, "failed", []int{1, 4}}, {2, "to start", []int{3}}, {3, "full", []int{2}}, {4, "paused", []int{6}},
		{5, "lag over 60s", []int{1}}, {6, "marked", []int{2}}, {7, "unresolved", []int{3}}, {8, "running out", []int{4}},
		{0, "everything", []int{0, 1, 2, 3, 4, 5, 6, 7}},
	}
	for i, f := range QuickFilters() {
		var got []int
		for n, row := range facts {
			if f.Match(row) {
				got = append(got, n)
			}
		}
		if f.Digit != want[i].digit || f.Label != want[i].label || !slices.Equal(got, want[i].rows) {
			t.Errorf("%d %s matches %v, want %v", f.Digit, f.Label, got, want[i])
		}
	}
}
