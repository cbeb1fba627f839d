package model

import "strings"

const (
	byBilling = "billing, step 6"
	byPeriod  = "period, step 6"
)

// optionFields are the job's name, what it is marked with and how it is billed
// (DRS: CreateJob, base_info and period_order).
func optionFields(d Draft, o Offer) []Field {
	fields := make([]Field, 0, 11)
	fields = append(fields, nameField(d, o), descriptionField(d), tagsField(d), enterpriseField(d, o), expiredField(d))
	fields = append(fields, billingFields(d)...)
	return append(fields, fastCleanField(d), startField(d, o))
}

func nameField(d Draft, o Offer) Field {
	f := Field{
		Key: KeyName, Label: "name", Value: d.Get(KeyName), Need: true, Hint: "4 to 50 of A-z 0-9 - _",
		Help: "What the job is called. It begins with a letter; no other job of the project may have the name, large and small letters count as the same.",
	}
	if f.Value == "" {
		return f
	}
	if err := CheckName(f.Value); err != nil {
		f.Wrong = err.Error()
		return f
	}
	check := o.Name
	switch {
	case o.NameListed:
		f.Wrong = "taken by a job on the list"
	case check.Name != f.Value:
	case check.Asked && check.Free:
		f.Hint = "free"
	case check.Asked && check.Why.Empty():
		f.Wrong = "taken"
	case check.Asked:
		f.Wrong = "taken: " + strings.TrimRight(strings.TrimSpace(check.Code.String()+" "+check.Why.String()), ".")
	case check.Unasked != "":
		f.Hint = "nobody could be asked whether it is free: " + Clean(check.Unasked)
	}
	return f
}

func descriptionField(d Draft) Field {
	f := Field{
		Key: KeyDescription, Label: "description", Value: d.Get(KeyDescription), Hint: "up to 256 characters",
		Help: "For people: what the job is for, whom to ask. None of ! < > & ' \" and \\.",
	}
	f.Wrong = descriptionWrong(f.Value)
	return f
}

func tagsField(d Draft) Field {
	f := Field{
		Key: KeyTags, Label: "tags", Value: d.Get(KeyTags), Hint: "key=value, key=value",
		Help: "Up to " + itoa(mostTags) + " pairs to find and bill jobs by, joined by commas. One more is drover's own: it tells which request made the job, should the answer be lost.",
	}
	if _, err := ParseTags(f.Value); err != nil {
		f.Wrong = err.Error()
	}
	return f
}

func enterpriseField(d Draft, o Offer) Field {
	f := Field{
		Key: KeyEnterprise, Label: "enterprise", Value: d.Get(KeyEnterprise), Hint: "0 is the default one",
		Help: "The enterprise project that the job belongs to and is billed with.",
	}
	if len(o.Enterprises) == 0 {
		if o.EnterprisesErr != "" {
			f.Hint = "not known which there are: " + Clean(o.EnterprisesErr)
		}
		f.Wrong = idWrong(f.Value)
		return f
	}
	f.Kind, f.Hint = ChoiceField, ""
	listed := false
	for _, e := range o.Enterprises {
		f.Options = append(f.Options, Option{Value: e.ID.Raw(), Label: e.Name.String(), Help: e.ID.String()})
		listed = listed || e.ID.Raw() == defaultEnterprise
	}
	if !listed {
		f.Options = append([]Option{{Value: defaultEnterprise, Label: "default", Help: defaultEnterprise}}, f.Options...)
	}
	return f
}

func expiredField(d Draft) Field {
	f := Field{
		Key: KeyExpired, Label: "ends after", Kind: NumberField, Value: d.Get(KeyExpired), Hint: "14 to 100 days failed",
		Help: "How many days a failed job waits to be mended before it ends by itself, which cannot be undone. A yearly or monthly job does not end by itself.",
	}
	if f.Value != "" && !decimal(f.Value, 14, 100) {
		f.Wrong = "14 to 100 days"
	}
	if d.Get(KeyCharging) == charged {
		f.By = byBilling
	}
	return f
}

// charged is the billing of a yearly or monthly job (DRS: charging_mode).
const charged = "period"

// Units of a period (DRS: period_type).
const (
	months = "2"
	years  = "3"
)

func billingFields(d Draft) []Field {
	mode := Field{
		Key: KeyCharging, Label: "billing", Kind: ChoiceField, Value: d.Get(KeyCharging),
		Help: "By the hour from the start until the job is ended, or for a time paid in advance.",
		Options: []Option{
			{Value: defaultCharging, Label: "pay per use", Help: "billed from the start until it is ended"},
			{Value: charged, Label: "yearly or monthly", Help: "starting the job places the order"},
		},
	}
	if mode.Value == charged {
		mode.Risk = "starting the job places and pays the order"
	}
	unit := Field{
		Key: KeyPeriodType, Label: "period", Kind: ChoiceField, Value: d.Get(KeyPeriodType), Need: true, By: byBilling,
		Help:    "What the time paid in advance is counted in.",
		Options: []Option{{Value: months, Label: "months"}, {Value: years, Label: "years"}},
	}
	number := Field{
		Key: KeyPeriodNum, Label: "how many", Kind: NumberField, Value: d.Get(KeyPeriodNum), Need: true, By: byPeriod,
		Hint: "1-9 months, 1-3 years", Help: "How many months or years are paid for.",
	}
	most, what := 9, "months"
	if unit.Value == years {
		most, what = 3, "years"
	}
	if number.Value != "" && !decimal(number.Value, 1, most) {
		number.Wrong = "1 to " + itoa(most) + " " + what
	}
	renew := Field{
		Key: KeyAutoRenew, Label: "renew", Kind: ChoiceField, Value: d.Get(KeyAutoRenew), By: byBilling,
		Help:    "Whether the time is bought again by itself when it is over.",
		Options: []Option{{Value: "0", Label: "no", Help: "the job is frozen at the end unless it is renewed"}, {Value: "1", Label: "by itself", Help: "it is paid again at the end of each period"}},
	}
	out := []Field{mode, unit, number, renew}
	if mode.Value != charged {
		for i := range out[1:] {
			out[i+1].Grey = "only yearly or monthly"
		}
	} else if renew.Value == "1" {
		out[3].Risk = "it is paid again until that is turned off"
	}
	return out
}

// fastCleanField is whether RDS clears its binlog at once: of a MySQL or MariaDB
// instance in the cloud alone (DRS: is_open_fast_clean).
func fastCleanField(d Draft) Field {
	f := Field{
		Key: KeyFastClean, Label: "clear binlog", Kind: BoolField, Value: d.Get(KeyFastClean), By: "engine, step 2, and source, step 3",
		Hint: leftOut + "no", Help: "Lets RDS for MySQL or MariaDB clear binlogs as soon as they were read. Left out, they are kept as the instance says.",
	}
	from, _ := Ends(d.Get(KeyEngine))
	kind := d.Get(Element(Sources, 0, "endpoint_type"))
	switch {
	case from != "" && from != "mysql" && from != "mariadb":
		f.Grey = "only an RDS for MySQL or MariaDB source"
	case kind != "" && kind != "cloud":
		f.Grey = "only a cloud source"
	case f.Value == "true":
		f.Risk = "a binlog that is gone cannot be read again"
	}
	return f
}
