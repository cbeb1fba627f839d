package tui

import (
	"slices"
	"strings"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// entryChrome is how many lines of the page are not its list of projects.
const entryChrome = 5

// View draws what is asked, waited for or to be chosen; at the bottom what has
// gone wrong.
func (n *entryScreen) View() string {
	if n.w < 1 || n.h < 1 {
		return ""
	}
	th := n.env.theme
	lines := []string{spread(" "+th.Paint(theme.Strong, n.heading()), th.Paint(theme.Muted, n.sourceWords()), n.w)}
	if n.env.ruled() {
		lines = append(lines, th.Rule(n.w))
	}
	if n.h > 16 {
		lines = append(lines, "")
	}
	var below []string
	switch {
	case n.form != nil && n.form.busy():
		lines = append(lines, " "+n.env.wait(n.waitWords(), n.form.call.asked))
	case n.asking:
		lines, below = n.formLines(lines)
	case n.projects.loading():
		lines = append(lines, " "+n.env.wait("asking for the projects of "+n.whereWords(), n.projects.asked))
		if by := theme.Safe(n.whoseWords()); by != "" && n.h > len(lines) {
			lines = append(lines, theme.Spaces(3)+th.Paint(theme.Muted, theme.Cut("by "+by, max(n.w-4, 0), th.Signs().Cut)))
		}
	case n.opening != nil:
		below = n.troubleLines(n.opening, "the project cannot be opened")
	case n.projects.err != nil:
		below = n.troubleLines(n.projects.err, "the projects could not be read")
	case n.choice != nil && len(n.projects.value) == 0:
		below = n.noProject()
	case n.choice != nil:
		lines = append(append(lines, n.choice.lines()...), th.Rule(n.w, n.choice.place()))
		lines = append(lines, " "+th.Paint(theme.Muted, theme.Cut(n.chooseWords(), n.w-2, th.Signs().Cut)))
	}
	return strings.Join(overlayBottom(lines, below, n.h), "\n")
}

// formLines are the fields and, below a rule, what the one in focus is for.
func (n *entryScreen) formLines(lines []string) (page, below []string) {
	th := n.env.theme
	used := len(lines)
	if n.form.box != nil {
		used += 2 * len(n.form.prompts)
		for l := range strings.SplitSeq(n.form.box.View(), "\n") {
			lines = append(lines, " "+l)
		}
	}
	for _, words := range wrapped(n.form.help(), n.w-2) {
		lines = append(lines, " "+th.Paint(theme.Muted, words))
	}
	if n.form.err != nil && len(n.form.typed) > 0 {
		sign := th.Paint(theme.Warn, th.Signs().Flag)
		for _, words := range wrapped(theme.Safe(loginWords(n.env, n.form.err)), n.w-4) {
			lines = append(lines, " "+sign+" "+th.Paint(theme.Text, strings.TrimPrefix(words, "  ")))
			sign = " "
		}
	} else if n.form.err != nil {
		below = n.troubleLines(n.form.err, "not logged in")
		if room := max(n.h-used, 2); len(below) > room { // what is to be typed stays in sight
			below = append(below[:1], below[2:room+1]...)
		}
		return lines, below
	}
	if n.h < len(lines)+2 {
		return lines, nil
	}
	below = []string{th.Rule(n.w)}
	for _, words := range []string{n.goesWords(), "What you type is kept in memory only, and sent to no other service."} {
		for _, l := range wrapped(words, n.w-2) {
			if n.h > len(lines)+len(below) {
				below = append(below, " "+th.Paint(theme.Text, l))
			}
		}
	}
	return lines, below
}

// goesWords name the hosts that requests go to, IAM's first, and the project.
func (n *entryScreen) goesWords() string {
	p := n.door.Profile()
	var hosts []string
	for _, at := range []string{p.IAM, p.Endpoint} {
		if host := hostIn(at); host != "" && !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	words := ""
	if len(hosts) > 0 {
		words = "Requests go to " + strings.Join(hosts, " and ") + "."
	}
	if project := theme.Safe(model.Clean(p.Project)); project != "" {
		words = strings.TrimSpace(words + " The project is " + project + ".")
	}
	return words
}

// waitWords say what is waited for, and whose login it is.
func (n *entryScreen) waitWords() string {
	words := "logging in"
	if whose := theme.Safe(n.whoseWords()); whose != "" {
		words += ": " + whose
	}
	return theme.Cut(words, max(n.w-16, 10), n.env.theme.Signs().Cut)
}

// heading says where this leads to.
func (n *entryScreen) heading() string {
	if n.choice != nil && len(n.projects.value) > 0 {
		return "which project of " + n.whereWords()
	}
	if words := placeWords(n.place()); words != "" {
		return "log in to " + theme.Safe(model.Clean(words))
	}
	return "log in to " + n.whereWords()
}

// whereWords name the region, or what there is instead.
func (n *entryScreen) whereWords() string {
	p := n.door.Profile()
	for _, w := range []string{p.Region, p.Name} {
		if w = theme.Safe(model.Clean(w)); w != "" {
			return w
		}
	}
	return "the service"
}

// sourceWords say where the credential comes from, where it is known.
func (n *entryScreen) sourceWords() string {
	if n.asking && n.form.box != nil {
		return ""
	}
	return theme.Safe(model.Clean(n.door.Login().Source()))
}

func (n *entryScreen) chooseWords() string {
	return "The account may use " + plural(len(n.projects.value), "project", "projects") + " here; project_id in the profile answers this."
}

// noProject says what an account without a project lacks.
func (n *entryScreen) noProject() []string {
	return panel(n.env, "no project of "+n.whereWords()+" is open to this account", "Nothing was changed.",
		"The account's administrator gives the right to a project of this region (IAM user groups).", n.whoseWords())
}

// troubleLines are an error in four lines.
func (n *entryScreen) troubleLines(err error, title string) []string {
	const unchanged = "Nothing was changed, and nothing is sent again by itself."
	facts := factsOf(err, n.whoseWords())
	if len(facts) == 0 {
		return panel(n.env, title, unchanged, model.Clean(err.Error()), n.whoseWords())
	}
	if advice := loginAdvice(n.env, err); advice != "" {
		facts = append([]string{advice}, facts...)
	}
	return panel(n.env, title, unchanged, facts...)
}

// whoseWords name profile and login.
func (n *entryScreen) whoseWords() string {
	return whoseLogin(n.place(), n.door.Login())
}

// whoseLogin is "profile prod-cn4, token from the environment".
func whoseLogin(p client.Place, login client.Login) string {
	var words []string
	if p.Profile != "" {
		words = append(words, "profile "+model.Clean(p.Profile))
	}
	source := p.LoginSource
	if login != nil && login.Source() != "" {
		source = login.Source()
	}
	if source != "" {
		words = append(words, model.Clean(source))
	}
	return strings.Join(words, ", ")
}
