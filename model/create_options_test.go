package model_test

import (
	"strings"
	"testing"
	"time"

	. "drover/model"
)

func TestOptionRules(t *testing.T) {
	o := offered()
	name := func(c NameCheck) Offer {
		o := offered()
		c.Name = "orders-1"
		o.Name = c
		return o
	}
	listed := offered()
	listed.NameListed = true
	projects := offered()
	projects.Enterprises = []Enterprise{{ID: NewText("e1"), Name: NewText("shop")}}
	named := upMySQL(put(KeyName, "orders-1"))
	period := func(more ...string) Draft { return upMySQL(append(more, put(KeyCharging, "period"))...) }
	long := strings.Repeat("ä", 256)

	checkRules(t, []rule{
		{"a name is needed", upMySQL(), o, KeyName, "wrong: needed here"},
		{"a name of four is right", upMySQL(put(KeyName, "abcd")), o, KeyName, "right"},
		{"a name of three is too short", upMySQL(put(KeyName, "abc")), o, KeyName, "wrong: at least 4 characters"},
		{"a name begins with a letter", upMySQL(put(KeyName, "1abc")), o, KeyName, "wrong: it begins with a letter"},
		{"a name on the list is taken", named, listed, KeyName, "wrong: taken by a job on the list"},
		{"a name that the service refuses is taken", named, name(NameCheck{Asked: true, Code: NewText("DRS.M00277"), Why: NewText("The task name already exists.")}), KeyName, "wrong: taken: DRS.M00277 The task name already exists"},
		{"a free name is right", named, name(NameCheck{Asked: true, Free: true}), KeyName, "right"},
		{"a name that nobody could ask about is right", named, name(NameCheck{Unasked: "the service has no such call"}), KeyName, "right"},
		{"the word on another name says nothing", upMySQL(put(KeyName, "orders-2")), name(NameCheck{Asked: true}), KeyName, "right"},

		{"a description may be left out", upMySQL(), o, KeyDescription, "right"},
		{"a description of 256 characters is right", upMySQL(put(KeyDescription, long)), o, KeyDescription, "right"},
		{"a description of 257 characters is too long", upMySQL(put(KeyDescription, long+"x")), o, KeyDescription, "wrong: at most 256 characters, it has 257"},
		{"a description has no ampersand", upMySQL(put(KeyDescription, "a & b")), o, KeyDescription, "wrong: not &: none of ! < > & ' \" \\"},

		{"one tag is right", upMySQL(put(KeyTags, "test=test")), o, KeyTags, "right"},
		{"a tag without a value is flagged", upMySQL(put(KeyTags, "test")), o, KeyTags, "wrong: key=value: test has no ="},

		{"the default project is right", upMySQL(), o, KeyEnterprise, "right"},
		{"the default project can be chosen where others are listed", upMySQL(), projects, KeyEnterprise, "right"},
		{"a project is taken as it is while they are unread", upMySQL(put(KeyEnterprise, "e9")), o, KeyEnterprise, "right"},
		{"a project that is not there is flagged", upMySQL(put(KeyEnterprise, "e9")), projects, KeyEnterprise, "wrong: e9 is not offered here"},
		{"a project that is there is right", upMySQL(put(KeyEnterprise, "e1")), projects, KeyEnterprise, "right"},

		{"14 days are right", upMySQL(), o, KeyExpired, "right"},
		{"100 days are right", upMySQL(put(KeyExpired, "100")), o, KeyExpired, "right"},
		{"13 days are too few", upMySQL(put(KeyExpired, "13")), o, KeyExpired, "wrong: 14 to 100 days"},
		{"101 days are too many", upMySQL(put(KeyExpired, "101")), o, KeyExpired, "wrong: 14 to 100 days"},
		{"days are written without zeros in front", upMySQL(put(KeyExpired, "014")), o, KeyExpired, "wrong: 14 to 100 days"},

		{"pay per use has no period", upMySQL(), o, KeyPeriodType, "grey: only yearly or monthly"},
		{"pay per use has no number", upMySQL(), o, KeyPeriodNum, "grey: only yearly or monthly"},
		{"pay per use is not renewed", upMySQL(), o, KeyAutoRenew, "grey: only yearly or monthly"},
		{"a period says that it is paid", period(), o, KeyCharging, "risk: starting the job places and pays the order"},
		{"a period needs its unit", period(), o, KeyPeriodType, "wrong: needed here"},
		{"a period needs its number", period(put(KeyPeriodType, "2")), o, KeyPeriodNum, "wrong: needed here"},
		{"9 months are right", period(put(KeyPeriodType, "2"), put(KeyPeriodNum, "9")), o, KeyPeriodNum, "right"},
		{"10 months are too many", period(put(KeyPeriodType, "2"), put(KeyPeriodNum, "10")), o, KeyPeriodNum, "wrong: 1 to 9 months"},
		{"3 years are right", period(put(KeyPeriodType, "3"), put(KeyPeriodNum, "3")), o, KeyPeriodNum, "right"},
		{"4 years are too many", period(put(KeyPeriodType, "3"), put(KeyPeriodNum, "4")), o, KeyPeriodNum, "wrong: 1 to 3 years"},
		{"a week is no unit", period(put(KeyPeriodType, "1")), o, KeyPeriodType, "wrong: 1 is not offered here"},
		{"a period need not be renewed", period(), o, KeyAutoRenew, "right"},
		{"a renewal says that it is paid again", period(put(KeyAutoRenew, "1")), o, KeyAutoRenew, "risk: it is paid again until that is turned off"},

		{"binlogs are cleared of a mysql instance in the cloud", upMySQL(put(sourceKind, "cloud"), put(KeyFastClean, "false")), o, KeyFastClean, "right"},
		{"clearing them says what it risks", upMySQL(put(sourceKind, "cloud"), put(KeyFastClean, "true")), o, KeyFastClean, "risk: a binlog that is gone cannot be read again"},
		{"binlogs of an own server are not cleared", upMySQL(put(sourceKind, "offline")), o, KeyFastClean, "grey: only a cloud source"},
		{"oracle has no binlogs", upMySQL(put(KeyEngine, "oracle-to-gaussdbv5")), o, KeyFastClean, "grey: only an RDS for MySQL or MariaDB source"},
		{"maybe is neither true nor false", upMySQL(put(sourceKind, "cloud"), put(KeyFastClean, "maybe")), o, KeyFastClean, "wrong: true or false"},
	})
}

func TestTags(t *testing.T) {
	many := func(n int) string {
		var out []string
		for i := range n {
			out = append(out, "k"+string(rune('a'+i))+"=v")
		}
		return strings.Join(out, ",")
	}
	for text, want := range map[string]string{
		"":                                "",
		" ":                               "",
		"test=test":                       "",
		"team=orders, tier=1":             "",
		"A_b-9=Z_y-0":                     "",
		many(19):                          "",
		many(20):                          "at most 19 tags, there are 20",
		"team":                            "team has no =",
		"=x":                              "the key is empty",
		"team=":                           "the value of team is empty",
		"a=1, a=2":                        "a stands there twice",
		"a=1,,b=2":                        "nothing between two commas",
		"drover-intent=x":                 "drover-intent is drover's own",
		"a b=1":                           "letters, digits, - and _ alone",
		"team=or ders":                    "letters, digits, - and _ alone",
		"mail=a@b":                        "letters, digits, - and _ alone",
		"a=b=c":                           "letters, digits, - and _ alone",
		"größe=1":                         "letters, digits, - and _ alone",
		strings.Repeat("k", 36) + "=1":    "",
		strings.Repeat("k", 37) + "=1":    "the key has 37 characters, at most 36",
		"k=" + strings.Repeat("v", 43):    "",
		"k=" + strings.Repeat("v", 44):    "the value of k has 44 characters, at most 43",
		"te\x1b[2Jam=1":                   "letters, digits, - and _ alone",
		"k=1, drover-intent =01J, other=": "drover's own",
	} {
		_, err := ParseTags(text)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
		if err != nil && err.Error() != Clean(err.Error()) {
			t.Errorf("%q: the error is not clean: %q", text, err)
		}
	}
	tags, err := ParseTags("team=orders, tier=1")
	if err != nil || TagsText(append(tags, Tag{Key: NewText(IntentTag), Value: NewText("01J")})) != "team=orders, tier=1" {
		t.Errorf("%v comes back as %q, %v", tags, TagsText(tags), err)
	}
}

func TestAStartIsTypedAsPeopleDoAndSentAsMilliseconds(t *testing.T) {
	o := offered()
	o.Zone = time.FixedZone("", 8*3600)
	for typed, want := range map[string]struct{ millis, told, hint string }{
		"":                          {"", "right", "left out: by hand"},
		"2026-11-26T04:00Z":         {"1795665600000", "right", "04:00Z  12:00+08  in 48m"},
		"2026-11-26T12:00:00+08:00": {"1795665600000", "right", "04:00Z  12:00+08  in 48m"},
		"1795665600000":             {"1795665600000", "right", "04:00Z  12:00+08  in 48m"},
		"12:00":                     {"1795665600000", "right", "04:00Z  12:00+08  in 48m"},
		"+48m":                      {"1795665600000", "right", "04:00Z  12:00+08  in 48m"},
		"2026-11-26T03:16Z":         {"1795662960000", "wrong: that is 4m ahead by the service's clock, less than five minutes", ""},
		"2026-11-26T02:12Z":         {"1795659120000", "wrong: that was 1h ago by the service's clock", ""},
		"2028-11-26T02:12Z":         {"1858817520000", "wrong: that is more than a year ahead", ""},
		"+2m":                       {"", "wrong: that is 2m ahead by the service's clock, less than five minutes", ""},
		"now":                       {"", "wrong: leave it out: the job is started when it is configured", ""},
		"tomorrow":                  {"", "wrong: no time: 04:00, 04:00Z, 12:00+08, +48m, sat 02:00 or 2026-03-15 02:00Z", ""},
	} {
		d, _ := upMySQL().With(o, KeyStartAt, typed)
		f := field(t, d, o, KeyStartAt)
		if got := d.Get(KeyStartTime); got != want.millis || told(f) != want.told || want.hint != "" && f.Hint != want.hint {
			t.Errorf("%q: %q, %q, hint %q; want %+v", typed, got, told(f), f.Hint, want)
		}
	}
}

func TestAStartFromAFileIsShownAndJudged(t *testing.T) {
	o := offered()
	f := field(t, upMySQL(put(KeyStartTime, "1795665600000")), o, KeyStartAt)
	if told(f) != "right" || f.Value != "2026-11-26T04:00:00Z" || f.Name() != "base_info.start_time" {
		t.Errorf("%q %q %q", told(f), f.Value, f.Name())
	}
	if f = field(t, upMySQL(put(KeyStartTime, "soon")), o, KeyStartAt); told(f) != "wrong: milliseconds since 1970, 13 digits" {
		t.Errorf("%q", told(f))
	}
	d, _ := upMySQL().With(o, KeyStartAt, "+48m")
	o.Now = o.Now.Add(2 * time.Hour)
	if f = field(t, d, o, KeyStartAt); told(f) != "wrong: that was 1h12m ago by the service's clock" || f.Value != "+48m" {
		t.Errorf("%q %q", told(f), f.Value)
	}
	if d, _ = d.With(o, KeyStartAt, ""); d.Has(KeyStartTime) {
		t.Error("a start that was taken out is still sent")
	}
	o.Now = time.Time{}
	d, _ = upMySQL().With(o, KeyStartAt, "+48m")
	if f = field(t, d, o, KeyStartAt); told(f) != "wrong: a moment with its day and zone: 2026-11-26T04:00Z" {
		t.Errorf("without a clock: %q", told(f))
	}
}
