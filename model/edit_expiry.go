package model

import "strconv"

// expiryRules are those of how long a job may stand failed (expired_days).
func expiryRules() sectionRules {
	return sectionRules{
		fields: func(e Edit, _ Around) []Field { return []Field{daysField(e)} },
		means:  expiryMeans,
		with:   func(e Edit, key FieldKey, value string) Edit { return e.Put(key, e.trimmed(key, value)) },
		words: func(_ Edit, _ FieldKey, value string) string {
			if n, err := strconv.Atoi(value); err == nil {
				return plural(n, "day", "days")
			}
			return ""
		},
	}
}

func daysField(e Edit) Field {
	f := Field{
		Key: KeyExpired, Label: "ends after", Kind: NumberField, Value: e.Get(KeyExpired), Need: true, Hint: "14 to 100 days failed",
		Help: "How many days a job may stand failed before the service ends it by itself. Ended, it cannot be started again.",
	}
	if !e.told(KeyExpired) {
		f.Hint = "not told: " + itoa(defaultDays) + " by default"
	}
	if e.changedKey(KeyExpired) && !decimal(f.Value, 14, 100) {
		f.Wrong, f.Missing = "14 to 100", f.Value == ""
	}
	return f
}

// told reports whether something stands there, or did when it was read.
func (e Edit) told(key FieldKey) bool { return e.Get(key) != "" || e.Base.Get(key) != "" }

func expiryMeans(e Edit, _ Around) []Effect {
	var s saying
	days, err := strconv.Atoi(e.Get(KeyExpired))
	if e.Get(KeyExpired) == "" {
		days, err = defaultDays, nil
	}
	if err != nil {
		return nil
	}
	was, err := strconv.Atoi(e.Base.Get(KeyExpired))
	if err != nil {
		was = defaultDays
	}
	s.note("Failed and not mended for " + plural(days, "day", "days") + " it ends by itself: that is final.")
	switch job := e.Detail.Job; {
	case job.Status.Raw() == "CREATE_FAILED":
		s.note("Its creation failed: that ends it after 3 days, whatever stands here.")
	case job.State.Family == Failed && days < was:
		s.risk("It has failed already, and has fewer days now: it may end at once.")
	case job.State.Family == Failed && days > was:
		s.note("It has failed already: it gets " + plural(days-was, "day", "days") + " more to be mended.")
	}
	if e.Detail.Job.Charging == OnDemand {
		s.note("It is billed as long as it stands failed.")
	}
	return s.risksFirst()
}
