package sim

import (
	"net/http"
	"strconv"
)

// order is that of a job that was paid by use before.
type order struct {
	periodWish
	id   string
	paid bool
}

// periodV5 answers ChangeToPeriod: from now on a job is paid by the month or the
// year. Its order is paid at once, or left to be paid.
func (s *Sim) periodV5(c *call) answer {
	type wish struct {
		Type  string `json:"period_type"`
		Num   int    `json:"period_num"`
		Renew bool   `json:"is_auto_renew"`
		Pay   bool   `json:"is_auto_pay"`
	}
	w, problem := readWhole[wish](c.body, closed("period_type period_num is_auto_renew is_auto_pay", map[string]shape{
		"period_type": text("2", "3"), "period_num": whole(), "is_auto_renew": truth(), "is_auto_pay": truth(),
	}))
	if problem.status != 0 {
		return problem
	}
	o := order{periodWish: periodWish{Num: w.Num}, paid: w.Pay}
	o.Type, _ = strconv.Atoi(w.Type) // one of two, as it was held against the shape
	if w.Renew {
		o.Renew = 1
	}
	most := mostMonths
	if o.Type == yearlyPeriod {
		most = mostYears
	}
	if o.Num < 1 || o.Num > most {
		return wrong("period_num", "1 to 9 months or 1 to 3 years")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := c.request.PathValue("id")
	problem = s.apply(c, act{letter: 'N', name: "change_to_period", id: id}, change{letter: 'N', bars: func(i int) answer {
		if s.world.jobs[i].is(period) {
			return refuse(http.StatusBadRequest, "DRS.M00305", "The task is billed by the month or the year already.")
		}
		return answer{}
	}, do: func(i int) {
		o.id = "CS" + s.handle(i)[:16]
		s.edit(i).order = &o
		s.world.jobs[i].traits |= period
		s.orders.forget()
	}}, c.body)
	if problem.status != 0 {
		return problem
	}
	return okay(object{"order_id": o.id}.encode())
}

// tell is an order as v5 shows it.
func (p periodWish) tell() object {
	return object{"period_type": p.Type, "period_num": p.Num, "is_auto_renew": p.Renew}
}
