package sim_test

import (
	"slices"
	"strings"
	"testing"

	"drover/client/sim"
)

func TestFaultSpec(t *testing.T) {
	rules, err := sim.ParseFaults("429:2s@ListJobs/3, reset-after@V3BatchStartJobs/1,slow:800ms,expire@*/20,cut,drift,fail:x-1@*")
	want := []sim.Rule{
		{Kind: "429", Arg: "2s", Op: "ListJobs", Every: 3},
		{Kind: "reset-after", Op: "V3BatchStartJobs", Every: 1},
		{Kind: "slow", Arg: "800ms", Every: 1},
		{Kind: "expire", Every: 20},
		{Kind: "cut", Every: 1},
		{Kind: "drift", Every: 5},
		{Kind: "fail", Arg: "x-1", Every: 1},
	}
	if err != nil || !slices.Equal(rules, want) {
		t.Errorf("%+v, %v", rules, err)
	}
	if rules, err := sim.ParseFaults("  "); err != nil || rules != nil {
		t.Errorf("nothing: %v, %v", rules, err)
	}
}

func TestFaultSpecMistakesAreNamed(t *testing.T) {
	for spec, want := range map[string]string{
		"flood":                  "there are 429, limit, 401, expire",
		"429@Lists":              "there are ListJobs, ShowJobDetail",
		"429@listjobs":           "no such operation, but ListJobs and listJobs: capitals count",
		"429@":                   "no such operation",
		"ignore":                 "as in ignore:destination",
		"replace:x":              "takes no argument",
		"limit":                  "limit:10",
		"limit:0":                "1 to 10000",
		"limit:10s":              "1 to 10000",
		"limit:99999":            "1 to 10000",
		"429:fast":               "a duration such as 2s",
		"429:-1s":                "a duration such as 2s",
		"cut/0":                  "a whole number from 1",
		"cut/x":                  "a whole number from 1",
		"cut/":                   "a whole number from 1",
		"cut:half":               "takes no argument",
		"fail":                   "fail:ID",
		"huge:zip":               "or gzip",
		"cut,,html":              "no such kind",
		"\x1b[31mred\u202e":      "no such kind",
		strings.Repeat("x", 500): "no such kind",
	} {
		_, err := sim.ParseFaults(spec)
		switch {
		case err == nil || !strings.Contains(err.Error(), want):
			t.Errorf("%.40q: %v, want %q", spec, err, want)
		case strings.ContainsAny(err.Error(), "\x1b\n\u202e") || len(err.Error()) > 1500:
			t.Errorf("%.40q: the mistake is no clean sentence: %q", spec, err)
		}
		if _, err := sim.New(sim.Options{Fault: spec}); err == nil {
			t.Errorf("%.40q: New takes it", spec)
		}
	}
}

func FuzzFaultSpec(f *testing.F) {
	for _, seed := range []string{"429:2s@ListJobs/3", "fail:a@*", "drift,loose/2", "limit:2@ListJobs,limit:3", "slow:1h@V3ShowJobList", "@/:,"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		rules, err := sim.ParseFaults(spec)
		if err != nil {
			if rules != nil || strings.ContainsAny(err.Error(), "\x1b\r\n") {
				t.Fatalf("%q: %v, %q", spec, rules, err)
			}
			return
		}
		texts := make([]string, 0, len(rules))
		for _, r := range rules {
			if r.Every < 1 {
				t.Fatalf("%q: every %d", spec, r.Every)
			}
			texts = append(texts, r.String())
		}
		again, err := sim.ParseFaults(strings.Join(texts, ","))
		if err != nil || !slices.Equal(again, rules) {
			t.Fatalf("%q: %v, written and read again %v, %v", spec, rules, again, err)
		}
	})
}
