package sim

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// The bounds of what a creation may say.
const (
	mostAbout     = 256
	mostTags      = 20
	mostTagKey    = 36
	mostTagValue  = 43
	leastExpired  = 14
	mostExpired   = 100
	mostMonths    = 9
	mostYears     = 3
	monthlyPeriod = 2
	yearlyPeriod  = 3
)

// lawful holds a creation against every rule that does not depend on the jobs
// there are, and gives its link.
func (s *Sim) lawful(w *creation, now time.Time) (link, answer) {
	var l link
	a := firstOf(
		func() answer { return s.lawfulBase(&w.Base, now) },
		func() answer { return lawfulTags("base_info.tags", w.Base.Tags) },
		func() answer { return lawfulCount(w) },
		func() (problem answer) { l, problem = linkOf(w); return problem },
		func() answer { return lawfulWrite(w) },
		func() answer { return lawfulEnds(w, l) },
		func() answer { return lawfulPeriod(w) },
		func() answer { return s.lawfulNode(w) },
		func() answer { return lawfulIPs(w) },
	)
	return l, a
}

func (s *Sim) lawfulBase(b *baseWish, now time.Time) answer {
	for _, must := range [][2]string{
		{"name", b.Name}, {"job_type", b.Scenario}, {"engine_type", b.Engine}, {"job_direction", b.Direction}, {"task_type", b.Task}, {"net_type", b.Net},
	} {
		if must[1] == "" {
			return lacks("base_info." + must[0])
		}
	}
	_, late, message := beginning(b.Start, now)
	about := lawfulAbout(b.About)
	switch {
	case !goodName(b.Name, mostForJobs):
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter base_info.name is invalid. "+nameRule(mostForJobs))
	case about.status != 0:
		return about
	case b.Expires != nil && !within(*b.Expires, leastExpired, mostExpired):
		return wrong("base_info.expired_days", "14 to 100 days")
	case b.Enterprise != "" && !knownEnterprise(b.Enterprise):
		return wrong("base_info.enterprise_project_id", "there is no enterprise project of this ID")
	case late != "":
		return refuse(http.StatusBadRequest, late, "The parameter base_info.start_time is refused. "+message)
	}
	return answer{}
}

// forbidden refuses characters that a text may not hold.
func forbidden(at, why string) answer {
	return refuse(http.StatusBadRequest, "DRS.M00273", "The parameter "+at+" holds forbidden characters: "+why+".")
}

// within tells whether a text is a whole number between two, written plainly.
func within(text string, least, most int) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= least && n <= most && strconv.Itoa(n) == text
}

func lawfulTags(list string, tags []tagWish) answer {
	if len(tags) > mostTags {
		return refuse(http.StatusBadRequest, "DRS.M00271", "Too many tags in "+list+": at most "+strconv.Itoa(mostTags)+".")
	}
	seen := map[string]bool{}
	for n, t := range tags {
		at := item5(list, n)
		switch {
		case t.Key == "":
			return lacks(at + ".key")
		case t.Value == "":
			return lacks(at + ".value")
		case utf8.RuneCountInString(t.Key) > mostTagKey || utf8.RuneCountInString(t.Value) > mostTagValue:
			return refuse(http.StatusBadRequest, "DRS.M00270", "The key or value of "+at+" is too long: at most 36 and 43 characters.")
		case !tagText(t.Key) || !tagText(t.Value):
			return forbidden(at, "only letters, digits, underscores and hyphens may stand there")
		case seen[t.Key]:
			return refuse(http.StatusBadRequest, "DRS.M00269", "The tag key "+t.Key+" stands twice in "+list+".")
		}
		seen[t.Key] = true
	}
	return answer{}
}

func tagText(text string) bool {
	ok, err := regexp.MatchString(`^[A-Za-z0-9_-]+$`, text)
	return ok && err == nil
}

// lawfulCount is how many databases there may be on each side: several sources
// only where MySQL is synchronised.
func lawfulCount(w *creation) answer {
	switch {
	case len(w.Source) == 0:
		return lacks("source_endpoint")
	case len(w.Target) == 0:
		return lacks("target_endpoint")
	case len(w.Target) > 1:
		return wrong("target_endpoint", "a task has one destination")
	case len(w.Source) > 1 && (w.Base.Scenario != "sync" || w.Base.Engine != "mysql-to-mysql"):
		return unsupported("source_endpoint", "only a synchronization of MySQL has several sources")
	}
	return answer{}
}

// lawfulWrite is what disaster recovery wants, and nothing else does.
func lawfulWrite(w *creation) answer {
	both := w.Base.MultiWrite
	if w.Base.Scenario != "cloudDataGuard" {
		if both != nil && *both {
			return unfit("base_info.multi_write", "only disaster recovery may be dual-active")
		}
		return answer{}
	}
	if both == nil {
		return lacks("base_info.multi_write")
	}
	if *both || w.Base.Direction != "up" { // this cloud is not a standby alone
		return answer{}
	}
	const at = "target_endpoint[0].config.is_target_readonly"
	switch config := w.Target[0].Config; {
	case config == nil || config.ReadOnly == nil:
		return lacks(at)
	case !*config.ReadOnly:
		return wrong(at, "it must be true where this cloud is the standby of a single-active disaster recovery")
	}
	return answer{}
}

func lawfulPeriod(w *creation) answer {
	p := w.Period
	switch {
	case w.Base.Charging != "period" && p != nil:
		return unfit("period_order", "it goes with the charging_mode period alone")
	case w.Base.Charging != "period":
		return answer{}
	case p == nil:
		return lacks("period_order")
	case p.Type != monthlyPeriod && p.Type != yearlyPeriod:
		return wrong("period_order.period_type", "there are 2 (month) and 3 (year)")
	case p.Type == monthlyPeriod && (p.Num < 1 || p.Num > mostMonths):
		return wrong("period_order.period_num", "1 to 9 months")
	case p.Type == yearlyPeriod && (p.Num < 1 || p.Num > mostYears):
		return wrong("period_order.period_num", "1 to 3 years")
	case p.Renew != 0 && p.Renew != 1:
		return wrong("period_order.is_auto_renew", "there are 0 and 1")
	}
	return answer{}
}

func lawfulIPs(w *creation) answer {
	if len(w.IPs) > 0 && w.Base.Net != "eip" {
		return unfit("public_ip_list", "it goes with the net_type eip alone")
	}
	var types []string
	for n, ip := range w.IPs {
		at := item5("public_ip_list", n)
		switch {
		case ip.ID == "":
			return lacks(at + ".id")
		case ip.Address == "":
			return lacks(at + ".public_ip")
		case slices.Contains(types, ip.Type):
			return refuse(http.StatusBadRequest, "DRS.M00301", "The parameter public_ip_list holds the type "+ip.Type+" twice.")
		case ip.Type == "slave" && !w.standby():
			return unfit(at+".type", "only a task with a standby node has a slave")
		}
		types = append(types, ip.Type)
	}
	return answer{}
}
