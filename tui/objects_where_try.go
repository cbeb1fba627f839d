package tui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/model/objects"
)

// cannotTry is why the service is not asked.
func (d *objectWhere) cannotTry() string {
	switch {
	case d.text() == "":
		return "there is no condition"
	case d.check.Why != "":
		return d.check.Why
	}
	return unless(!d.verdicts.loading(), "the service is looking at it")
}

// try has the service check the text on the source.
func (d *objectWhere) try() (tea.Cmd, Nav) {
	d.tried, d.wrong = d.text(), ""
	c, job := d.page.env.client, d.page.job
	what := []objects.FilterTry{{Path: d.ref.path, Conditions: []string{d.tried}}}
	return ask(d.page.env, d, &d.verdicts, func(ctx context.Context) ([]objects.FilterVerdict, error) {
		return c.CheckFilters(ctx, job, what)
	}), stay
}

// serviceWords are the service's word on the text that stands there.
func (d *objectWhere) serviceWords() (words string, good, bad bool) {
	r := &d.verdicts
	var e *client.Error
	switch {
	case r.loading():
		return "the service is looking at it", false, false
	case d.tried == "" || d.tried != d.text():
		return "the service has not seen it: ctrl+t has it checked on the source", false, false
	case errors.As(r.err, &e):
		return "the service could not check it: " + model.Clean(shortError(e)), false, true
	case r.err != nil:
		return "the service could not check it: " + model.Clean(shortError(r.err)), false, true
	}
	for _, v := range r.value {
		if !v.OK {
			return "the service says: " + model.Clean(serviceSaid(v.Message, "it does not take this condition")), false, true
		}
	}
	return "the service takes it, as far as it has checked", true, false
}

// serviceSaid are the service's words, or what stands for them where it said none.
func serviceSaid(words, otherwise string) string {
	if strings.TrimSpace(words) == "" {
		return otherwise
	}
	return words
}
