package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// body shows the exact requests that Send would make, secrets masked.
func (r *review) body() (tea.Cmd, Nav) { return r.requests("exact body", false) }

// curl shows them as commands to paste, credentials as $VARIABLES.
func (r *review) curl() (tea.Cmd, Nav) { return r.requests("curl, secrets as $VARIABLES", true) }

func (r *review) requests(title string, curl bool) (tea.Cmd, Nav) {
	reqs, err := r.env.client.Requests(r.plan.Plan())
	if err != nil {
		r.note = model.Clean(err.Error())
		return nil, stay
	}
	var text []string
	for i, q := range reqs {
		if i > 0 {
			text = append(text, "")
		}
		if curl {
			text = append(text, strings.Split(q.Curl, "\n")...)
			continue
		}
		text = append(text, q.Op+"   "+q.Method+" "+q.URL)
		text = append(text, strings.Split(string(q.Body), "\n")...)
	}
	if len(text) == 0 {
		text = []string{"no job goes: nothing would be sent"}
	}
	return nil, push(newWhole(r.env, title, text, false))
}
