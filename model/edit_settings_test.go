package model_test

import (
	"slices"
	"strings"
	"testing"

	. "drover/model"
)

// set0 is a tuning parameter of the full phase.
func tuned(of Setting) Edit {
	of.Key, of.Name = TuningKey("full_sync", "one"), NewText("one")
	d := mysqlSync()
	return NewEdit(d, Part{Section: SectionTuning, Values: map[FieldKey]string{of.Key: of.Value.Raw()}, Settings: []Setting{of}})
}

func TestSettingsAreRightAndWrong(t *testing.T) {
	one := TuningKey("full_sync", "one")
	for name, c := range map[string]struct {
		limits, was, value string
		kind               FieldKind
		want               string
	}{
		"the least":                         {"1-64", "8", "1", NumberField, ""},
		"the most":                          {"1-64", "8", "64", NumberField, ""},
		"too little":                        {"1-64", "8", "0", NumberField, "1-64"},
		"too much":                          {"1-64", "8", "65", NumberField, "1-64"},
		"no number":                         {"1-64", "8", "many", NumberField, "1-64"},
		"a fraction":                        {"1-64", "8", "1.5", NumberField, "1-64"},
		"leading zeros":                     {"1-64", "8", "08", NumberField, "1-64"},
		"empty":                             {"1-64", "8", "", NumberField, "needed here"},
		"below zero":                        {"-1-100", "8", "-1", NumberField, ""},
		"too far below zero":                {"-1-100", "8", "-2", NumberField, "-1-100"},
		"up to more than 63 bits":           {"1-18446744073709551615", "8", "18446744073709551615", NumberField, ""},
		"more than that":                    {"1-18446744073709551615", "8", "18446744073709551616", NumberField, "1-18446744073709551615"},
		"a tilde, brackets and blanks":      {"[1 ~ 64]", "8", "64", NumberField, ""},
		"beyond a tilde":                    {"[1 ~ 64]", "8", "65", NumberField, "[1 ~ 64]"},
		"of fractions":                      {"0.5-1.0", "0.5", "0.75", TextField, ""},
		"beyond fractions":                  {"0.5-1.0", "0.5", "1.01", TextField, "0.5-1.0"},
		"a choice":                          {"ON,OFF", "ON", "OFF", ChoiceField, ""},
		"no choice":                         {"ON,OFF", "ON", "MAYBE", ChoiceField, "drover does not know MAYBE"},
		"another way of listing":            {"a|b|c", "a", "c", ChoiceField, ""},
		"in words":                          {"depends on the node", "8", "anything", TextField, ""},
		"a sentence with commas":            {"any, as you like", "8", "x", TextField, ""},
		"backwards is no range":             {"64-1", "8", "100", TextField, ""},
		"no range":                          {"", "8", "x", TextField, ""},
		"a tab in it":                       {"", "8", "a\tb", TextField, "no blanks around it, one line"},
		"a range kept though it is outside": {"1-64", "100", "100", NumberField, ""},
		"a choice kept though it is none":   {"ON,OFF", "MAYBE", "MAYBE", ChoiceField, ""},
	} {
		e := tuned(Setting{Range: NewText(c.limits), Value: NewText(c.was)}).With(one, c.value)
		f := fieldIn(t, e, Around{}, one)
		if f.Kind != c.kind || f.Wrong != c.want {
			t.Errorf("%s: kind %d, %q; want kind %d, %q", name, f.Kind, f.Wrong, c.kind, c.want)
		}
	}
}

// tuning is a job with parameters of two phases.
func tuning(recovery bool) Edit {
	d := mysqlSync()
	d.NodeType = NewText("small")
	p := Part{Section: SectionTuning, Values: map[FieldKey]string{}, Settings: []Setting{
		{Key: TuningKey("incre_apply", "threads"), Name: NewText("threads"), Value: NewText("8"), Default: NewText("4"), Range: NewText("1-64")},
		{Key: TuningKey("full_sync", "a_very_long_name_of_a_parameter_indeed"), Name: NewText("a_very_long_name_of_a_parameter_indeed"), Value: NewText("ON"), Default: NewText("ON"), Range: NewText("ON,OFF"), Restart: true, About: NewText("Whether it does.")},
		{Key: TuningKey("full_sync", "fixed"), Name: NewText("fixed"), Value: NewText("1"), Fixed: "the service says that it is not available"},
	}}
	for _, s := range p.Settings {
		if s.Fixed == "" {
			p.Values[s.Key] = s.Value.Raw()
		}
	}
	if recovery {
		p.Values[KeyRecovery] = "true"
	}
	return NewEdit(d, p)
}

func TestTuningIsGroupedByPhases(t *testing.T) {
	var got []string
	e := tuning(false)
	for _, f := range e.Form(Around{}).Fields {
		got = append(got, f.Label+": "+f.Value+" ("+f.Hint+f.Fixed+f.Grey+")")
	}
	want := []string{
		"full phase: 2 parameters ()", "a_very_long_n..ameter_indeed: ON (ON,OFF, default ON, restart)", "fixed: 1 (the service says that it is not available)",
		"replay: 1 parameter ()", "threads: 8 (1-64, default 4)", "defaults: every parameter to its default ()",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the form is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	switched := e.With(TuningKey("full_sync", "a_very_long_name_of_a_parameter_indeed"), "OFF")
	if f := fieldIn(t, switched, Around{}, TuningKey("full_sync", "a_very_long_name_of_a_parameter_indeed")); f.Risk != "it acts after a restart of the job alone" ||
		f.Help != "Whether it does. a_very_long_name_of_a_parameter_indeed, of the full phase." {
		t.Errorf("what acts after a restart: %+v", f)
	}
	if got := means(switched, Around{}); got != "! 1 change acts after a restart of the job alone.\nWhat a parameter may be depends on the node's size, small." {
		t.Errorf("it means\n%s", got)
	}
	if got := means(e.With(TuningKey("incre_apply", "threads"), "9"), Around{}); strings.Contains(got, "restart") {
		t.Errorf("without a restart it means\n%s", got)
	}
	if e.With(TuningKey("full_sync", "fixed"), "2").Form(Around{}).Changed != 0 {
		t.Error("what cannot be changed was changed")
	}
}

func TestTheDefaultsGoAlone(t *testing.T) {
	threads := TuningKey("incre_apply", "threads")
	e := tuning(false).With(threads, "9").Press(KeyRecovery)
	if !slices.Equal(e.Changed(), []FieldKey{KeyRecovery}) || e.Get(threads) != "8" {
		t.Errorf("asked for the defaults, changed is %v", e.Changed())
	}
	if got := e.With(threads, "10"); got.Get(threads) != "8" {
		t.Error("a value was changed beside the defaults")
	}
	if f := fieldIn(t, e, Around{}, threads); f.Fixed != "it gets its default" {
		t.Errorf("the field is %+v", f)
	}
	if got := means(e, Around{}); got != "! 1 parameter gets another value: threads." {
		t.Errorf("it means\n%s", got)
	}
	if d := e.Differences(Around{}); len(d) != 1 || d[0].Label != "defaults" || d[0].Is != "every one" {
		t.Errorf("the difference is %+v", d)
	}
	for name, undone := range map[string]Edit{"pressed again": e.Press(KeyRecovery), "undone": e.Undo(KeyRecovery)} {
		if len(undone.Changed()) != 0 || fieldIn(t, undone, Around{}, threads).Fixed != "" {
			t.Errorf("%s, changed is %v", name, undone.Changed())
		}
	}
	if put := e.Put(threads, "9"); put.Form(Around{}).Wrong != 1 {
		t.Error("a value put beside the defaults is not wrong")
	}
	usual := tuning(true)
	if f := fieldIn(t, usual, Around{}, KeyRecovery); f.Grey != "every parameter has its default" || len(usual.Press(KeyRecovery).Changed()) != 0 {
		t.Errorf("where every parameter has it, the button is %+v", f)
	}
	if changed := usual.With(threads, "9").Changed(); !slices.Equal(changed, []FieldKey{threads}) {
		t.Errorf("changed from the defaults is %v", changed)
	}
}

func paramJob() Edit {
	d := detailOf(Migration, FullIncr, "mysql")
	p := Part{Section: SectionParams, Values: map[FieldKey]string{}, Settings: []Setting{
		{Key: ParamKey("performance", "innodb_buffer_pool_size"), Name: NewText("innodb_buffer_pool_size"), Value: NewText("1024"), Source: NewText("2048"), Range: NewText("512-1048576"), Restart: true},
		{Key: ParamKey("performance", "sync_binlog"), Name: NewText("sync_binlog"), Value: NewText("1"), Source: NewText("1"), Range: NewText("0-1000")},
		{Key: ParamKey("common", "max_connections"), Name: NewText("max_connections"), Value: NewText("100"), Source: NewText("800"), Range: NewText("10-1000"), Differs: true},
		{Key: ParamKey("common", "time_zone"), Name: NewText("time_zone"), Value: NewText("+08:00"), Source: NewText("+08:00")},
		{Key: ParamKey("common", "sql_mode"), Name: NewText("sql_mode"), Value: NewText("A"), Source: NewText("B"), Differs: true, Fixed: "the service says so"},
	}}
	for _, s := range p.Settings {
		p.Values[s.Key] = s.Value.Raw()
	}
	return NewEdit(d, p)
}

func TestParametersOfTheTarget(t *testing.T) {
	e, a := paramJob(), Around{}
	var got []string
	for _, f := range e.Form(a).Fields {
		got = append(got, f.Label+": "+f.Value+" ("+f.Hint+") "+f.Fixed+f.Grey)
	}
	want := []string{
		"common: 3 parameters, 2 differ () ", "max_connections: 100 (10-1000, source 800) ", "time_zone: +08:00 (source +08:00) source and target agree",
		"sql_mode: A (source B) the service says so", "performance: 2 parameters, 0 differ () ",
		"innodb_buffer_pool_size: 1024 (512-1048576, source 2048, restart) ", "sync_binlog: 1 (0-1000, source 1) ", "as the source:  () ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the form is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(e.With(ParamKey("common", "time_zone"), "UTC").Changed()) != 0 {
		t.Error("what both sides agree in was changed")
	}
	if len(e.With(ParamKey("performance", "sync_binlog"), "0").Changed()) != 1 {
		t.Error("a parameter of performance was not changed")
	}
	as := e.Press("db_param#source")
	if !slices.Equal(as.Changed(), []FieldKey{ParamKey("common", "max_connections")}) || as.Get(ParamKey("common", "max_connections")) != "800" {
		t.Errorf("as the source, changed is %v", as.Changed())
	}
	if grey := fieldIn(t, as, a, "db_param#source").Grey; grey != "no common parameter differs from the source" {
		t.Errorf("once more: %q", grey)
	}
	pool := e.With(ParamKey("performance", "innodb_buffer_pool_size"), "4096")
	if f := fieldIn(t, pool, a, ParamKey("performance", "innodb_buffer_pool_size")); f.Risk != "it acts after a restart of the target alone; keep it under 70 % of the memory" {
		t.Errorf("the pool: %q", f.Risk)
	}
	if got := means(pool, a); got != "! innodb_buffer_pool_size over 70 % of the target's memory may stop it.\n! 1 change acts after a restart of the target alone.\n! 2 common parameters stay different from the source." {
		t.Errorf("it means\n%s", got)
	}
	if got := means(as, a); got != "! 1 common parameter stays different from the source." {
		t.Errorf("as the source it means\n%s", got)
	}
}

// One request changes parameters of one group.
func TestParametersGoGroupByGroup(t *testing.T) {
	e := paramJob().Press("db_param#source").With(ParamKey("performance", "sync_binlog"), "0").With(ParamKey("performance", "innodb_buffer_pool_size"), "2048")
	plan := PlanEdit("01J", editing(), e, Around{})
	job := plan.Steps[0].Change.(EditJob)
	if !slices.Equal(job.Changed(), []FieldKey{ParamKey("common", "max_connections")}) || plan.Edit.Later != 2 {
		t.Errorf("the first plan changes %v, %d later", job.Changed(), plan.Edit.Later)
	}
	if len(plan.Steps[0].Warn) != 0 {
		t.Errorf("it warns of what does not go: %v", plan.Steps[0].Warn)
	}
	if !strings.Contains(means(e, Around{}), "two reviews, one by one") {
		t.Error("nobody says that there are two")
	}
	shows := e.Base
	shows.Values = job.Want
	rest := e.After(plan.Edit.Edit, e.Detail, shows)
	second := PlanEdit("01K", editing(), rest, Around{})
	if changed := second.Steps[0].Change.(EditJob).Changed(); len(changed) != 2 || second.Edit.Later != 0 || EditWord(rest) != "" {
		t.Errorf("the second plan changes %v, %d later", changed, second.Edit.Later)
	}
	if len(second.Steps[0].Warn) != 1 {
		t.Errorf("it warns of %v", second.Steps[0].Warn)
	}
	// What the service did not take on is not asked for again by itself.
	shows.Values = paramJob().Want()
	if again := e.After(plan.Edit.Edit, e.Detail, shows); len(again.Changed()) != 2 {
		t.Errorf("after a change that did not come, changed is %v", again.Changed())
	}
}
