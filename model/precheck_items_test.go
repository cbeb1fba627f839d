package model

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func item(code, result, group string) CheckItem {
	return CheckItem{Item: NewText(code), Result: NewText(result), Group: NewText(group)}
}

// TestEverySkippableItemHasWords takes the list from the contract itself.
func TestEverySkippableItemHasWords(t *testing.T) {
	contract, err := os.ReadFile("../client/testdata/openapi/drs.openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?s)x-precheck-skippable-items: \[(.*?)\]`).FindSubmatch(contract)
	if list == nil {
		t.Fatal("the contract lists no items")
	}
	n := 0
	for code := range strings.SplitSeq(string(list[1]), ",") {
		n++
		code = strings.TrimSpace(code)
		it := item(code, "FAILED", "")
		words, ok := it.Words()
		if !ok || words.Bad == "" || words.Fine == "" || !words.Listed {
			t.Errorf("%s has no words: %+v", code, words)
		}
		if why := it.CannotSkip(); why != "" {
			t.Errorf("%s is on the list, and is not skipped: %s", code, why)
		}
	}
	if n < 50 {
		t.Errorf("only %d items read", n)
	}
	listed := 0
	for code, words := range wordsOf() {
		if words.Listed {
			listed++
		}
		if words.Bad == words.Fine || words.Mend != "" && !strings.HasSuffix(words.Mend, ".") {
			t.Errorf("%s: %+v", code, words)
		}
	}
	if listed != n {
		t.Errorf("%d items are said to be on a list of %d", listed, n)
	}
}

func TestTitles(t *testing.T) {
	for want, it := range map[string]CheckItem{
		"binlog is off on the source": item("srcDbBinlogIsOff", "FAILED", ""),
		"binlog on the source":        item("srcDbBinlogIsOff", "PASSED", ""),
		"somethingNew":                item("somethingNew", "FAILED", ""),
		"^[[31mred":                   item("\x1b[31mred", "FAILED", ""),
		"an item without a name":      item("", "FAILED", ""),
	} {
		if got := it.Title(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestWhatMayBeSkipped(t *testing.T) {
	for name, c := range map[string]struct {
		it  CheckItem
		may bool
	}{
		"the service says so":                 {CheckItem{Item: NewText("x"), Result: NewText("FAILED"), CanSkip: Yes}, true},
		"the service says no of a listed one": {CheckItem{Item: NewText("checkEmptyDstDb"), Result: NewText("FAILED"), CanSkip: No}, false},
		"nothing told of a listed one":        {item("checkEmptyDstDb", "ALARM", ""), true},
		"nothing told of an unlisted one":     {item("srcDbOplogIsOff", "FAILED", ""), false},
		"passed":                              {CheckItem{Result: NewText("PASSED"), CanSkip: Yes}, false},
		"still to come":                       {CheckItem{CanSkip: Yes}, false},
		"skipped already":                     {CheckItem{Result: NewText("FAILED"), CanSkip: Yes, Skipped: true}, false},
	} {
		if why := c.it.CannotSkip(); (why == "") != c.may {
			t.Errorf("%s: %q", name, why)
		}
	}
}

func TestCausesComeInTheOrderOfMending(t *testing.T) {
	p := PreCheck{Ran: true, Process: 100, PassedRate: 40, Items: []CheckItem{
		item("a", "FAILED", "strange"), item("b", "ALARM", "db_params"), item("c", "FAILED", "db_params"), item("d", "PASSED", "network"),
		item("e", "FAILED", "db_object_conflict_check"), item("f", "FAILED", "network"), item("g", "ODD", "object conflict"), item("h", "", "db_version"),
	}}
	var got []string
	for _, c := range p.Causes() {
		got = append(got, c.Word+":")
		for _, it := range c.Items {
			got = append(got, it.Item.String())
		}
	}
	if want := []string{"network:", "f", "parameters:", "c", "b", "object conflicts:", "e", "g", "strange:", "a"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if p.Worst() != ItemFailed || p.Count(ItemWarned) != 1 || p.Count(ItemPending) != 1 || p.Count(ItemUnknown) != 1 {
		t.Errorf("worst %v", p.Worst())
	}
}

func TestWorst(t *testing.T) {
	for name, c := range map[string]struct {
		p    PreCheck
		want ItemState
	}{
		"none passed yet":             {PreCheck{Ran: true, Process: 0, PassedRate: 0}, ItemPending},
		"passed":                      {PreCheck{Ran: true, Process: 100, PassedRate: 100, Items: []CheckItem{item("a", "PASSED", "")}}, ItemPassed},
		"a warning":                   {PreCheck{Ran: true, Process: 100, PassedRate: 100, Items: []CheckItem{item("a", "ALARM", "")}}, ItemWarned},
		"a failure nobody names":      {PreCheck{Ran: true, Process: 100, PassedRate: 92, Items: []CheckItem{item("a", "PASSED", "")}}, ItemFailed},
		"failed while it still looks": {PreCheck{Ran: true, Process: 40, PassedRate: 10, Items: []CheckItem{item("a", "FAILED", ""), item("b", "", "")}}, ItemFailed},
	} {
		if got := c.p.Worst(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestDelta(t *testing.T) {
	before := PreCheck{Ran: true, Items: []CheckItem{
		item("mended", "FAILED", ""), item("new", "PASSED", ""), item("still", "FAILED", ""), item("warned", "ALARM", ""),
		item("worse", "ALARM", ""), item("better", "FAILED", ""), item("skipped", "FAILED", ""), item("fine", "PASSED", ""), item("coming", "FAILED", ""),
	}}
	now := PreCheck{Ran: true, Items: []CheckItem{
		item("mended", "PASSED", ""), item("new", "FAILED", ""), item("still", "FAILED", ""), item("warned", "ALARM", ""),
		item("worse", "FAILED", ""), item("better", "ALARM", ""), {Item: NewText("skipped"), Result: NewText("PASSED"), Skipped: true},
		item("fine", "PASSED", ""), item("first", "ALARM", ""), item("coming", "", ""),
	}}
	d := DeltaOf(before, now)
	if !d.Known || d.Mended != 1 || d.New != 2 || d.Worse != 1 || d.StillFailing != 1 || d.StillWarned != 2 {
		t.Errorf("%+v", d)
	}
	for code, want := range map[string]string{
		"mended": "mended", "new": "new", "still": "still", "warned": "still", "worse": "worse", "better": "still",
		"skipped": "", "fine": "", "first": "new", "coming": "", "never heard of": "",
	} {
		if got := d.Of(NewText(code)).String(); got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
	if DeltaOf(PreCheck{}, now).Known || DeltaOf(before, PreCheck{}).Known {
		t.Error("a comparison with a run that there was not")
	}
}
