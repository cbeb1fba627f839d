package model_test

import (
	"slices"
	"testing"

	. "drover/model"
)

func ordering(unit, n, renew, pay string) Edit {
	e := edited(SectionPeriod, mysqlSync())
	return e.With(KeyPeriodType, unit).With(KeyPeriodNum, n).With(KeyAutoRenew, renew).With(KeyAutoPay, pay)
}

func TestAnOrderIsRightAndWrong(t *testing.T) {
	for name, c := range map[string]struct {
		e    Edit
		want string
	}{
		"nothing yet":   {edited(SectionPeriod, mysqlSync()), ""},
		"nine months":   {ordering("2", "9", "0", "false"), ""},
		"ten months":    {ordering("2", "10", "0", "false"), "period_order.period_num: 1 to 9 months"},
		"no month":      {ordering("2", "0", "0", "false"), "period_order.period_num: 1 to 9 months"},
		"three years":   {ordering("3", "3", "1", "true"), ""},
		"four years":    {ordering("3", "4", "1", "true"), "period_order.period_num: 1 to 3 years"},
		"half a year":   {ordering("3", "0.5", "1", "true"), "period_order.period_num: 1 to 3 years"},
		"weeks":         {ordering("1", "1", "1", "true"), "period_order.period_type: 1 is not offered here"},
		"the unit only": {ordering("2", "", "", ""), "period_order.period_num: needed here; period_order.is_auto_renew: needed here; period_order.is_auto_pay: needed here"},
		"no payment":    {ordering("2", "1", "1", ""), "period_order.is_auto_pay: needed here"},
		"no renewal":    {ordering("2", "1", "", "true"), "period_order.is_auto_renew: needed here"},
	} {
		if got := wrongs(c.e, Around{}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAnOrderSaysWhatItCosts(t *testing.T) {
	hand, once := ordering("2", "3", "0", "false"), ordering("3", "1", "1", "true")
	checkSays(t, Around{}, []saysOnly{
		{"· It is billed by the hour until the order is complete.", ordering("2", "", "", ""), hand},
		{"! An order of 3 months is placed; it waits to be paid in the console.", hand, once},
		{"! An order of 1 year is placed and paid at once.", once, hand},
		{"! It is renewed, and paid again, every 1 year until that is turned off.", once, hand},
		{"· It is not renewed: after 3 months the job is frozen unless it is paid for.", hand, once},
	})
	plan := PlanEdit("01J", editing(), once, Around{})
	if !plan.Steps[0].Order || plan.Steps[0].Why != "" || EditWord(once) == "" || EditWord(once) != once.Detail.Job.Name.Raw() {
		t.Errorf("the plan is %+v, the word %q", plan.Steps[0], EditWord(once))
	}
	if want := []string{"renew: it is paid again until that is turned off", "pay: it costs money as soon as it is sent"}; !slices.Equal(plan.Steps[0].Warn, want) {
		t.Errorf("it warns %v", plan.Steps[0].Warn)
	}
	if got := sentences(Effects(plan.Wish, Sum{Tally: Tally{Goes: 1}}, served, nil)); !slices.Contains(got, "! It cannot be taken back here: an order is returned in the console.") {
		t.Errorf("the effects are %v", got)
	}
	if PlanEdit("01J", editing(), ordering("2", "10", "0", "true"), Around{}).Steps[0].Why == "" {
		t.Error("a wrong order goes")
	}
}

func positioned(values ...string) Edit {
	return edited(SectionPosition, detailOf(Sync, Incr, "mysql-to-mysql"), values...)
}

func TestAStartPositionIsRightAndWrong(t *testing.T) {
	const uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562"
	oracle := edited(SectionPosition, detailOf(Sync, Incr, "oracle-to-gaussdbv5"))
	for name, c := range map[string]struct {
		e           Edit
		wrong, risk string
	}{
		"nothing yet":          {positioned(), "", ""},
		"a place in a binlog":  {positioned().With(KeyPosition, "mysql-bin.000012:4"), "", ""},
		"blanks around it":     {positioned().With(KeyPosition, "  mysql-bin.000012:4 "), "", ""},
		"another name":         {positioned().With(KeyPosition, "my.bin-log.999999:1024"), "", ""},
		"no position":          {positioned().With(KeyPosition, "mysql-bin.000012"), "", "it does not look like mysql-bin.000012:4"},
		"no number":            {positioned().With(KeyPosition, "mysql-bin:4"), "", "it does not look like mysql-bin.000012:4"},
		"two lines":            {positioned().With(KeyPosition, "mysql-bin.000012\n:4"), "start_position.file_and_position: one line of plain text", ""},
		"emptied":              {positioned(put(KeyPosition, "mysql-bin.000012:4")).With(KeyPosition, ""), "start_position.file_and_position: needed here", ""},
		"a set alone":          {positioned().With(KeyGTID, uuid+":1-5"), "start_position.file_and_position: needed here", ""},
		"with a set":           {positioned().With(KeyPosition, "mysql-bin.000012:4").With(KeyGTID, uuid+":1-5:7, "+uuid+":1"), "", ""},
		"with what is none":    {positioned().With(KeyPosition, "mysql-bin.000012:4").With(KeyGTID, "1-5"), "", "it does not look like uuid:1-5"},
		"an SCN":               {oracle.With(KeyPosition, "123456789"), "", ""},
		"what the service had": {positioned(put(KeyPosition, "odd")), "", ""},
	} {
		if got := wrongs(c.e, Around{}); got != c.wrong {
			t.Errorf("%s is wrong: %q, want %q", name, got, c.wrong)
		}
		risk := ""
		for _, f := range c.e.Form(Around{}).Fields {
			risk += f.Risk
		}
		if risk != c.risk {
			t.Errorf("%s is risky: %q, want %q", name, risk, c.risk)
		}
	}
	if got := oracle.With(KeyGTID, uuid+":1"); len(got.Changed()) != 0 {
		t.Error("Oracle got a GTID set")
	}
	both := positioned(put(KeyPosition, "mysql-bin.000012:4"), put(KeyGTID, uuid+":1-5"))
	checkSays(t, Around{}, []saysOnly{
		{"· Nobody told yet where it begins.", positioned(), both},
		{"! What was written on the source before it is not replicated.", both, positioned()},
		{"· Too early, and changes come that the target has already: conflicts.", both, positioned()},
		{"! The GTID set stays: it must belong to the new position.", both.With(KeyPosition, "mysql-bin.000013:4"), both.With(KeyPosition, "mysql-bin.000013:4").With(KeyGTID, uuid+":1-9")},
	})
}
