package model

// periodRules are those of a change to yearly or monthly billing (period_order).
func periodRules() sectionRules {
	return sectionRules{
		fields: periodFields, means: periodMeans, effects: periodEffects,
		with: func(e Edit, key FieldKey, value string) Edit {
			return withLive(e, periodFields(e, Around{}), key, e.trimmed(key, value))
		},
	}
}

// mostPeriods is how many units can be bought at once, and their name.
func mostPeriods(unit string) (most int, many string) {
	if unit == years {
		return 3, "years"
	}
	return 9, "months"
}

func periodFields(e Edit, _ Around) []Field {
	unit := Field{
		Key: KeyPeriodType, Label: "period", Kind: ChoiceField, Value: e.Get(KeyPeriodType), Need: true,
		Help:    "What the time paid in advance is counted in.",
		Options: []Option{{Value: months, Label: "months"}, {Value: years, Label: "years"}},
	}
	number := Field{
		Key: KeyPeriodNum, Label: "how many", Kind: NumberField, Value: e.Get(KeyPeriodNum), Need: true, By: "period",
		Hint: "1-9 months, 1-3 years", Help: "How many months or years are paid for.",
	}
	if most, many := mostPeriods(unit.Value); number.Value != "" && !decimal(number.Value, 1, most) {
		number.Wrong = "1 to " + itoa(most) + " " + many
	}
	renew := Field{
		Key: KeyAutoRenew, Label: "renew", Kind: ChoiceField, Value: e.Get(KeyAutoRenew), Need: true,
		Help: "Whether the time is bought again by itself when it is over.",
		Options: []Option{
			{Value: "0", Label: "no", Help: "the job is frozen at the end unless it is renewed"},
			{Value: "1", Label: "by itself", Help: "it is paid again at the end of each period"},
		},
	}
	if renew.Value == "1" {
		renew.Risk = "it is paid again until that is turned off"
	}
	pay := Field{
		Key: KeyAutoPay, Label: "pay", Kind: ChoiceField, Value: e.Get(KeyAutoPay), Need: true,
		Help: "Whether the order is paid at once from the account, or waits to be paid by somebody in the console.",
		Options: []Option{
			{Value: "false", Label: "by hand", Help: "the order waits in the console"},
			{Value: "true", Label: "at once", Help: "it costs money as soon as it is sent"},
		},
	}
	if pay.Value == "true" {
		pay.Risk = "it costs money as soon as it is sent"
	}
	fields := []Field{unit, number, renew, pay}
	for i := range fields {
		if f := &fields[i]; len(e.Changed()) > 0 {
			judge(f)
		}
	}
	return fields
}

// boughtWords are what is bought: "3 months", "" while that is not complete.
func boughtWords(e Edit) string {
	unit, n := e.Get(KeyPeriodType), e.Get(KeyPeriodNum)
	most, many := mostPeriods(unit)
	switch {
	case unit != months && unit != years, !decimal(n, 1, most):
		return ""
	case n == "1":
		return "1 " + many[:len(many)-1]
	}
	return n + " " + many
}

func periodMeans(e Edit, _ Around) []Effect {
	var s saying
	words := boughtWords(e)
	if words == "" {
		s.note("It is billed by the hour until the order is complete.")
		return s
	}
	switch e.Get(KeyAutoPay) {
	case "true":
		s.risk("An order of " + words + " is placed and paid at once.")
	case "false":
		s.risk("An order of " + words + " is placed; it waits to be paid in the console.")
	}
	switch e.Get(KeyAutoRenew) {
	case "1":
		s.risk("It is renewed, and paid again, every " + words + " until that is turned off.")
	case "0":
		s.note("It is not renewed: after " + words + " the job is frozen unless it is paid for.")
	}
	return s.risksFirst()
}

func periodEffects(Edit, Around) []Effect {
	return []Effect{
		{Risk: true, Text: "It cannot be taken back here: an order is returned in the console."},
		{Text: "The price is not known here: the console tells it."},
		{Text: "Paid for in advance, a failed job does not end by itself any more."},
		{Text: "Nothing stops for it: the job goes on as it is."},
	}
}
