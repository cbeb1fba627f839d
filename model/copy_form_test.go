package model_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "drover/model"
)

// financeCopy is the form of a copy of a transfer that runs by itself.
func financeCopy(more ...string) Edit {
	d := Detail{
		Job:  with(transfer("finance", "idle"), func(j *Job) { j.Mode = NewText("auto") }),
		From: []Endpoint{{Instance: NewText("c1"), Name: NewText("finance box"), Engine: NewText("box")}},
	}
	return edited(SectionCopy, d, append([]string{
		put(KeyTransferType, "sync"), put(KeyFromConn, "c1"), put(KeyFromPath, "/finance"), put(KeyToConn, "c2"), put(KeyToPath, "/archive"),
		put(KeyLocks, "mirror_lock"), put(KeyPermissions, "diff"), put(KeyPermLinks, "false"), put(KeyPermFailures, "deny"),
		put(KeyVersions, "none"), put(KeyVersionSelect, "latest"), put(KeyDeletes, "mirror"),
		put(KeyScheduleMode, "auto"), put(KeyScheduleDays, "weekdays"),
	}, more...)...).At(atMorning().Now, nil)
}

// connected is what is known of connections.
func connected() Around {
	a := atMorning()
	a.Connections = []Connection{
		{ID: "c1", Name: NewText("finance box"), Platform: NewText("box"), Account: NewText("svc@a.example")},
		{ID: "c2", Name: NewText("archive"), Platform: NewText("s3")}, {ID: "c3", Name: NewText("old"), Disabled: true},
	}
	return a
}

func TestACopyHasNoScheduleUnlessSomebodySaysSo(t *testing.T) {
	e := financeCopy()
	if e.Get(KeyScheduleMode) != ScheduleManual || !slices.Equal(e.Changed(), []FieldKey{KeyScheduleMode}) {
		t.Errorf("%v, %v", e.Get(KeyScheduleMode), e.Changed())
	}
	d := e.Differences(connected())
	if len(d) != 0 || e.Form(connected()).Changed != 0 {
		t.Errorf("%+v", d)
	}
	auto := e.With(KeyScheduleMode, ScheduleAuto)
	if len(auto.Changed()) != 0 || auto.Get(KeyScheduleDays) != "weekdays" {
		t.Errorf("the original's schedule does not come with auto: %v", auto.Want())
	}
	if d := auto.Differences(connected()); len(d) != 1 || d[0].Label != "schedule" || d[0].Was != "manual (original: auto)" || d[0].Is != "auto" {
		t.Errorf("%+v", d)
	}
	c := NewCopying(e.Detail, "finance-2").With(e)
	if c.Scheduled() || !c.With(auto).Scheduled() {
		t.Error("what is scheduled is not told")
	}
}

func TestTheFormOfACopy(t *testing.T) {
	var got []string
	for _, f := range financeCopy().Form(connected()).Fields {
		got = append(got, f.Label)
		if len(f.Label) > 14 || !strings.HasSuffix(f.Help, ".") || f.Wrong != "" {
			t.Errorf("%s: label of %d, help %q, wrong %q", f.Label, len(f.Label), f.Help, f.Wrong)
		}
	}
	want := "type, source, source path, source as, target, target path, target as, locks, permissions, shared links, perm failures, versions, " +
		"which versions, conflict, deletes, failures, filter, schedule, days, run at, every, runs a day, window from, window to, start date, end date, longest run"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s", s)
	}
}

func TestConnectionsAreChosenByName(t *testing.T) {
	f := fieldOf(t, financeCopy(), connected(), KeyFromConn)
	if o, _ := f.Option("c1"); o.Label != "finance box (box, svc@a.example)" {
		t.Errorf("%+v", f.Options)
	}
	if o, _ := f.Option("c3"); o.Why == "" {
		t.Error("a connection that is switched off can be chosen")
	}
	if f := fieldOf(t, financeCopy().With(KeyFromConn, "c3").Put(KeyFromConn, "c3"), connected(), KeyFromConn); f.Wrong == "" {
		t.Error("a connection that is switched off is not wrong")
	}
	unread := fieldOf(t, financeCopy(), atMorning(), KeyFromConn)
	if o, _ := unread.Option("c1"); o.Label != "finance box (box)" || unread.Hint == "" {
		t.Errorf("%+v", unread)
	}
	moved := financeCopy().Put(KeyToConn, "c1")
	if f := fieldOf(t, moved, connected(), KeyToPath); f.Risk == "" || f.Wrong != "" {
		t.Errorf("%+v", f)
	}
	untold := financeCopy(put(KeyToPath, "")).Put(KeyToConn, "c1")
	if f := fieldOf(t, untold, connected(), KeyToPath); f.Wrong == "" || !f.Missing {
		t.Errorf("a path that nobody knows is sent: %+v", f)
	}
}

func TestChoicesAreOpenWhenReadAndClosedWhenWritten(t *testing.T) {
	e := financeCopy(put(KeyLocks, "mirror_all"))
	f := fieldOf(t, e, connected(), KeyLocks)
	if f.Wrong != "" || f.Options[0].Value != "mirror_all" {
		t.Errorf("%+v", f)
	}
	if f := fieldOf(t, e.With(KeyLocks, "ignore"), connected(), KeyLocks); f.Wrong != "" {
		t.Errorf("%+v", f)
	}
	if f := fieldOf(t, e.Put(KeyLocks, "mirror_some"), connected(), KeyLocks); f.Wrong != "drover does not know mirror_some" {
		t.Errorf("%+v", f)
	}
	if f := fieldOf(t, financeCopy(), connected(), KeyVersionSelect); f.Grey != "no version is kept" {
		t.Errorf("%+v", f)
	}
	kept := financeCopy().With(KeyVersions, "native").With(KeyVersionSelect, "all")
	if f := fieldOf(t, kept, connected(), KeyVersionSelect); f.Grey != "" || f.Wrong != "" {
		t.Errorf("%+v", f)
	}
	if again := kept.With(KeyVersions, "none"); again.Form(connected()).Wrong != 0 || again.Get(KeyVersionSelect) != "latest" {
		t.Errorf("%v", again.Want())
	}
}

func TestTheFilterOfACopy(t *testing.T) {
	const simple = `{"source":[{"action":"exclude","rules":[{"extensions":["tmp"],"type":"filter_extension"}],"type":"filter_rule"}]}`
	e := financeCopy().With(KeyFilterExts, "*.tmp")
	if e.Get(KeyFilter) != simple {
		t.Errorf("%s", e.Get(KeyFilter))
	}
	was := financeCopy(put(KeyFilter, simple))
	if f := fieldOf(t, was, connected(), KeyFilterExts); f.Value != "tmp" || f.Kind != TextField {
		t.Errorf("%+v", f)
	}
	more := was.With(KeyFilterExts, "tmp, bak")
	if d := more.Differences(connected()); len(d) != 1 || d[0].Was != "leaves out tmp" || d[0].Is != "leaves out tmp, bak" || d[0].Label != "filter" {
		t.Errorf("%+v", d)
	}
	if back := more.With(KeyFilterExts, "tmp"); back.Get(KeyFilter) != simple {
		t.Errorf("%s", back.Get(KeyFilter))
	}
	if back := more.Undo(KeyFilterExts); back.Get(KeyFilter) != simple {
		t.Errorf("%s", back.Get(KeyFilter))
	}
	if f := fieldOf(t, was.With(KeyFilterExts, "a/b"), connected(), KeyFilterExts); f.Wrong == "" || f.Value != "a/b" {
		t.Errorf("%+v", f)
	}
	none := was.With(KeyFilterExts, "")
	if d := none.Differences(connected()); len(d) != 1 || d[0].Is != "none" || none.Get(KeyFilter) != `{"source":[]}` {
		t.Errorf("%+v, %s", d, none.Get(KeyFilter))
	}
	odd := financeCopy(put(KeyFilter, `{"source":[{"action":"include"},{"x":1}],"destination":[{"y":2}]}`))
	if f := fieldOf(t, odd, connected(), KeyFilter); f.Kind != FactField || f.Value != "3 rules; ctrl+o edits them" {
		t.Errorf("%+v", f)
	}
}

func TestWhatACopyMeans(t *testing.T) {
	const same = "It has the original's source and destination: two live jobs over the same paths spoil each other's work."
	if got := financeCopy().Form(connected()).Means; got[0].Text != same || !got[0].Risk {
		t.Errorf("%+v", got)
	}
	for _, s := range financeCopy().With(KeyToPath, "/new").Form(connected()).Means {
		if s.Text == same {
			t.Error("another folder is the same path")
		}
	}
	if got := financeCopy().With(KeyToPath, "archive/"); len(got.Changed()) != 1 {
		t.Errorf("a path that is written otherwise is another one: %v", got.Changed())
	}
	auto := financeCopy().With(KeyScheduleMode, "auto").Form(connected()).Means
	want := "It is made without a schedule. Its schedule is set last: it runs by itself every 15m (the server's own interval) on weekdays, server's time zone (not told)."
	if !slices.ContainsFunc(auto, func(s Effect) bool { return s.Text == want }) {
		t.Errorf("%v", auto)
	}
	for key, value := range map[FieldKey]string{KeyTransferType: "move", KeyFailurePolicy: "halt", KeyDeletes: "mirror", KeyVersions: "none"} {
		if f := fieldOf(t, financeCopy().With(key, value), connected(), key); f.Risk == "" {
			t.Errorf("%s %s has no risk", key, value)
		}
	}
}

func TestVerifyNamesWhatDiffers(t *testing.T) {
	asked := financeCopy().With(KeyToPath, "/new").With(KeyLocks, "ignore")
	got := Part{Section: SectionCopy, Values: asked.Want()}
	if d := CopyVerify(asked, "n", got, NewText("n")); len(d) != 0 {
		t.Fatalf("%+v", d)
	}
	lies := Part{Section: SectionCopy, Values: asked.Want()}
	lies.Values[KeyToPath], lies.Values[KeyPermFailures], lies.Values[KeyScheduleMode] = "/archive", "", "auto"
	delete(lies.Values, KeyFromPath)
	var said []string
	for _, d := range CopyVerify(asked, "n", lies, NewText("n")) {
		said = append(said, d.Label+": "+d.Was+", "+d.Is)
	}
	want := []string{"source path: /finance, not told", "target path: /new, /archive", "perm failures: deny, not told", "schedule: manual, auto"}
	if !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
	if d := CopyVerify(asked, "n", Part{Lacks: "no answer"}, Text{}); len(d) != 1 {
		t.Errorf("%+v", d)
	}
}

// What lies in a nested object and no field is for is found when a server replaces the
// object instead of laying it over.
func TestVerifyFindsWhatWasReplaced(t *testing.T) {
	e := financeCopy()
	e.Base.Raw = []byte(`{"transfer":{"permissions":{"policy":"diff","import":{"a":1}},"x_mark":"y","audit_level":"debug"},"priority":3}`)
	for raw, want := range map[string]int{
		`{"transfer":{"permissions":{"policy":"diff","import":{"a":1}},"x_mark":"z","audit_level":"debug"},"priority":3}`:   0,
		`{"transfer":{"permissions":{"policy":"diff","import":{"a":1.0}},"x_mark":"y","audit_level":"debug"},"priority":3}`: 0,
		`{"transfer":{"permissions":{"policy":"diff"},"x_mark":"y","audit_level":"debug"},"priority":3}`:                    1,
		`{"transfer":{"permissions":{"policy":"diff","import":{"a":1}},"audit_level":"debug"},"priority":3}`:                1,
		`{"transfer":{"permissions":{"policy":"diff","import":{"a":1}},"x_mark":"y"},"priority":4}`:                         2,
	} {
		if d := CopyVerify(e, "n", Part{Section: SectionCopy, Values: e.Want(), Raw: []byte(raw)}, NewText("n")); len(d) != want {
			t.Errorf("%s: %+v", raw, d)
		}
	}
}

// A difference of what is a secret by its name tells that there is one, and not which.
func TestADifferenceTellsNoSecret(t *testing.T) {
	e := financeCopy()
	e.Base.Raw = []byte(`{"transfer":{"permissions":{"policy":"diff","import":{"password":"S3NTINEL"}}}}`)
	got := Part{Section: SectionCopy, Values: e.Want(), Raw: []byte(`{"transfer":{"permissions":{"policy":"diff","import":{"password":"S3NTINEL2"}}}}`)}
	d := CopyVerify(e, "n", got, NewText("n"))
	if len(d) != 1 || strings.Contains(d[0].Was+d[0].Is, "S3NTINEL") || d[0].Is == "" {
		t.Errorf("%+v", d)
	}
}

// Whatever is typed, the form of a copy holds: everything can be put back, nothing that
// is grey is wrong, and what it says is clean.
func TestACopyCanAlwaysBePutBack(t *testing.T) {
	values := rapid.SampledFrom([]string{
		"", "c1", "c3", "c9", "/a", "/finance/", "sync", "copy", "none", "native", "mirror", "true", "false", "auto", "manual", "tmp, bak", "a/b",
		"weekends", "15m", "\x1b[31m", `{"source":[1,2]}`, "[", "22:00", "+2d",
	})
	rapid.Check(t, func(t *rapid.T) {
		e := financeCopy()
		keys := append(append(CopyKeys(), KeyFilterExts), ScheduleKeys()...)
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			e = e.With(rapid.SampledFrom(keys).Draw(t, "key"), values.Draw(t, "value"))
			form := e.Form(connected())
			for _, f := range form.Fields {
				if f.Grey != "" && f.Wrong != "" {
					t.Fatalf("%s is grey and wrong", f.Label)
				}
			}
			for _, d := range e.Differences(connected()) {
				if Clean(d.Was+d.Is+d.Label) != d.Was+d.Is+d.Label {
					t.Fatalf("%+v", d)
				}
			}
			for _, s := range form.Means {
				if Clean(s.Text) != s.Text {
					t.Fatalf("%q", s.Text)
				}
			}
		}
		for range 2 {
			for _, key := range keys {
				e = e.Undo(key)
			}
		}
		if got := e.Changed(); len(got) > 0 {
			t.Fatalf("%v are changed", got)
		}
	})
}

// A value that is wrong is marked where it is listed, counted, and not told as if it worked.
func TestAWrongValueOfACopyMeansNothing(t *testing.T) {
	e := financeCopy().With(KeyScheduleMode, ScheduleAuto).With(KeyScheduleEvery, "-3h")
	for _, m := range e.Form(connected()).Means {
		if strings.Contains(m.Text, "-3h") {
			t.Errorf("%q", m.Text)
		}
	}
	for _, d := range e.Differences(connected()) {
		if d.Wrong != (d.Key == KeyScheduleEvery) {
			t.Errorf("%+v", d)
		}
	}
	if n, in := NewCopying(e.Detail, "finance-2").With(e).Wrong(connected()); n != 1 || !slices.Equal(in, []string{SectionCopy.Word()}) {
		t.Errorf("%d in %v", n, in)
	}
}
