package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// overview is the page that answers most questions without another key.
func (s *jobScreen) overview() []string {
	if !s.detail.have {
		return s.summary()
	}
	var out []string
	add := func(label string, lines ...string) {
		for i, l := range lines {
			if i > 0 {
				label = ""
			}
			out = append(out, s.labelled(label, l))
		}
	}
	d := &s.detail.value
	add("state", s.stateLines()...)
	add("lag", s.lagLines()...)
	out = append(out, "")
	add("from", s.endLines(d.From)...)
	add("to", s.endLines(d.To)...)
	add("secrets", s.secretWords())
	out = append(out, "")
	add("objects", s.objectWords()...)
	add("policy", s.factWords(d.Policy)...)
	add("limit", s.limitWords()...)
	add("alarms", s.factWords(d.Alarm)...)
	add("clocks", s.clockWords()...)
	add("times", s.timeWords()...)
	add("tags", s.tagWords()...)
	add("more", s.moreWords()...)
	add("id", s.env.theme.Paint(theme.Text, s.job.ID.String()))
	return out
}

func (s *jobScreen) labelled(label, text string) string {
	th := s.env.theme
	return " " + th.Paint(theme.Muted, theme.Pad(label, 11)) + theme.Cut(text, max(s.width-13, 1), th.Signs().Cut)
}

// summary is what the list knew, while the detail is being read.
func (s *jobScreen) summary() []string {
	out := []string{}
	for _, l := range s.stateLines() {
		out = append(out, s.labelled("state", l))
	}
	return append(out, s.labelled("from, to", ends(s.job)), s.labelled("id", s.job.ID.String()))
}

func (s *jobScreen) stateLines() []string {
	th, st := s.env.theme, s.job.State
	line := th.Paint(th.FamilyTone(st.Family), th.Glyph(st.Family)) + " " + th.Paint(theme.Strong, st.Word)
	line = theme.Pad(line, 32) + th.Paint(theme.Muted, s.job.Status.String())
	out := []string{line}
	if d := &s.detail.value; s.detail.have && !d.Failure.Empty() {
		out = append(out, th.Paint(theme.Bad, theme.Safe(d.Failure.String())))
	}
	return out
}

func (s *jobScreen) lagLines() []string {
	th := s.env.theme
	now := s.env.now()
	cell := lagCell(rowOf(s.job, s.sample, s.detail.value.ScheduledAt), now)
	if cell.Text == "-" {
		return nil
	}
	line := th.Paint(theme.Strong, cell.Text)
	switch s.job.Status.Raw() {
	case "WAITING_FOR_START":
		line += "   " + th.Paint(theme.Text, model.Moment(s.detail.value.ScheduledAt, now, time.UTC)+"  "+model.Moment(s.detail.value.ScheduledAt, now, s.env.zone))
	case "INCRE_TRANSFER_STARTED":
	default:
		line += th.Paint(theme.Muted, " of the full phase")
	}
	if !s.sample.Left.Empty() {
		line += th.Paint(theme.Muted, "   "+"the service says "+strconv.Quote(theme.Safe(s.sample.Left.String()))+" remain")
	}
	out := []string{line}
	for _, st := range s.sample.Stages {
		if st.Percent >= 0 {
			out = append(out, th.Paint(theme.Muted, theme.Pad(theme.Safe(st.Name.String()), 12))+fmt.Sprintf("%3d %%", st.Percent))
		}
	}
	return out
}

// endLines draws one end, or several: engine, address, user, place, TLS.
func (s *jobScreen) endLines(ends []model.Endpoint) []string {
	th := s.env.theme
	var out []string
	for _, e := range ends {
		where := joined(":", e.Address, e.Port)
		if where == "" {
			where = joined(" ", e.Name, e.Instance)
		}
		tls := th.Paint(theme.Muted, "       ")
		switch e.TLS {
		case model.Yes:
			tls = th.Paint(theme.Muted, "tls on ")
		case model.No:
			tls = th.Paint(theme.Muted, "tls ") + th.Paint(theme.Warn, "off")
		case model.NotTold:
		}
		out = append(out, th.Paint(theme.Text, theme.Pad(theme.Safe(e.Engine.String()), 12)+" "+theme.Pad(theme.Safe(where), 24)+" "+theme.Pad(theme.Safe(e.User.String()), 8)+" ")+
			tls+"  "+th.Paint(theme.Muted, theme.Safe(joined(" ", e.Region, e.Zone))))
	}
	return out
}

func joined(by string, parts ...model.Text) string {
	var out []string
	for _, p := range parts {
		if !p.Empty() {
			out = append(out, p.String())
		}
	}
	return strings.Join(out, by)
}

// secretWords counts the passwords the service holds, where it tells.
func (s *jobScreen) secretWords() string {
	th, set, told := s.env.theme, 0, 0
	d := &s.detail.value
	for _, e := range append(append([]model.Endpoint{}, d.From...), d.To...) {
		if e.Password != model.NotTold {
			told++
		}
		if e.Password == model.Yes {
			set++
		}
	}
	if told == 0 {
		return th.Paint(theme.Muted, "not told by the service")
	}
	return th.Paint(theme.Text, fmt.Sprintf("%d set", set)) + th.Paint(theme.Muted, "   never shown, logged, copied or exported")
}

func (s *jobScreen) objectWords() []string {
	var parts []string
	for _, o := range s.detail.value.Objects {
		w := o.Source.String() + " " + o.Kind.String()
		if !o.Done.Empty() {
			w = o.Done.String() + " of " + w
		}
		parts = append(parts, theme.Safe(w))
	}
	if len(parts) == 0 {
		return nil
	}
	return packed(parts, s.width-14)
}

// factWords lays facts side by side.
func (s *jobScreen) factWords(facts []model.Fact) []string {
	th := s.env.theme
	parts := make([]string, 0, len(facts))
	for _, f := range facts {
		parts = append(parts, th.Paint(theme.Muted, f.Label+" ")+th.Paint(theme.Text, theme.Safe(f.Value.String())))
	}
	return packed(parts, s.width-14)
}

// packed lays parts side by side, as many on a line as fit into w cells.
func packed(parts []string, w int) []string {
	var out []string
	line, used := "", 0
	for _, p := range parts {
		width := theme.Width(p)
		if used > 0 && used+3+width > w {
			out, line, used = append(out, line), "", 0
		}
		if used > 0 {
			line, used = line+"   ", used+3
		}
		line, used = line+p, used+width
	}
	if used > 0 {
		out = append(out, line)
	}
	return out
}

// limitWords shows each window in UTC and local time; it acts in the full
// phase only.
func (s *jobScreen) limitWords() []string {
	th := s.env.theme
	var out []string
	for _, w := range s.detail.value.Limits {
		out = append(out, th.Paint(theme.Text, theme.Safe(w.Begin.String()+th.Signs().Dash+w.End.String()+"Z   "+w.Speed.String()+" MB/s"))+
			th.Paint(theme.Muted, "   full phase only"))
	}
	return out
}

// clockWords names what ends by itself.
func (s *jobScreen) clockWords() []string {
	th, d, now := s.env.theme, &s.detail.value, s.env.now()
	var out []string
	if runsOut(rowOf(s.job, s.sample, time.Time{}), now) {
		left := s.job.Created.Add(72 * time.Hour).Sub(now)
		out = append(out, th.Paint(theme.Warn, th.Signs().Flag)+" the node of an unused configuration is released in "+model.Duration(left))
	}
	if d.ExpiredDays > 0 {
		out = append(out, th.Paint(theme.Text, fmt.Sprintf("ends by itself %dd after a failure", d.ExpiredDays)))
	}
	return out
}

func (s *jobScreen) timeWords() []string {
	th, d, now := s.env.theme, &s.detail.value, s.env.now()
	var parts []string
	for _, t := range []struct {
		word string
		at   time.Time
	}{{"created", s.job.Created}, {"started", d.Started}, {"full done", d.FullDone}, {"updated", d.Updated}} {
		if !t.at.IsZero() {
			parts = append(parts, th.Paint(theme.Muted, t.word+" ")+model.Moment(t.at, now, time.UTC))
		}
	}
	if len(parts) == 0 {
		return []string{th.Paint(theme.Muted, "not told")}
	}
	return packed(parts, s.width-14)
}

func (s *jobScreen) tagWords() []string {
	var parts []string
	for _, t := range s.detail.value.Tags {
		w := t.Key.String()
		if !t.Value.Empty() {
			w += ":" + t.Value.String()
		}
		parts = append(parts, theme.Safe(w))
	}
	if len(parts) == 0 {
		return nil
	}
	return packed(parts, s.width-14)
}

// moreWords is what is left: kind, task, network, size, billing.
func (s *jobScreen) moreWords() []string {
	d := &s.detail.value
	parts := []string{s.job.Scenario.Short(), s.job.Task.Short(), s.job.Net.String(), s.job.Direction.String()}
	if !d.NodeType.Empty() {
		parts = append(parts, d.NodeType.String()+" node")
	}
	switch s.job.Charging {
	case model.Period:
		parts = append(parts, "billed by month or year")
	case model.OnDemand:
		parts = append(parts, "billed by use")
	case model.ChargingUnknown:
		parts = append(parts, "billing not told")
	}
	if !d.TaskVersion.Empty() {
		parts = append(parts, "task version "+d.TaskVersion.String())
	}
	if d.MultiWrite == model.Yes {
		parts = append(parts, "dual-active")
	}
	for i, p := range parts {
		parts[i] = theme.Safe(p)
	}
	return packed(parts, s.width-14)
}
