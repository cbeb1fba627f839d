package tui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
)

// endsTest tests the connection of a job's ends as they are configured, with
// passwords that are asked for again and go into this one request.
type endsTest struct {
	env    *env
	job    model.Job
	detail remote[model.Detail]
	given  []model.EndTest // as configured, without passwords
	box    *form.Box       // nil: nothing is asked now
	answer string          // of the last field: Back or Send
	call   remote[[]model.EndResult]
	tested []bool // by place in given
	note   string // why Send did nothing, or what esc would drop
	warned bool
	width  int
	height int
}

// The choices of the last field; it stands on the first one.
const (
	endsBack = "Back, nothing is sent"
	endsSend = "Send"
)

func newEnds(e *env, job model.Job) *endsTest { return &endsTest{env: e, job: job} }

func (s *endsTest) Title() string { return "test connection" }

// Init reads the job whole: its ends may have been changed since.
func (s *endsTest) Init() tea.Cmd {
	c, id := s.env.client, s.job.ID
	return ask(s.env, s, &s.detail, func(ctx context.Context) (model.Detail, error) { return c.Job(ctx, id) })
}

// Typing: while there is a form, keys are its own.
func (s *endsTest) Typing() bool { return s.box != nil }

// Resize fits the form.
func (s *endsTest) Resize(w, h int) {
	s.width, s.height = w, h
	if s.box != nil {
		s.box.Resize(max(w-2, 1), min(s.boxHeight(), max(h-len(s.head())-1, 1)))
	}
}

// boxHeight is two lines for a password, three for the last field, and one for
// what is wrong.
func (s *endsTest) boxHeight() int { return 2*len(s.fields()) + 4 }

// Closed forgets what was typed and waits no more.
func (s *endsTest) Closed() {
	if s.box != nil {
		s.box.Abort()
	}
	s.detail.drop()
	s.call.drop()
}

// Themed takes up a theme that has changed.
func (s *endsTest) Themed() {
	if s.box != nil {
		s.box.SetTheme(s.env.theme)
	}
}

// endField is a password that is asked for.
type endField struct {
	end  int  // place in given
	cert bool // of the certificate, not of the user
}

func (f endField) key() string {
	if f.cert {
		return "certificate " + digit(f.end)
	}
	return "password " + digit(f.end)
}

// fields are the passwords to ask for: of every end with a user, and of a
// certificate in a file that has one.
func (s *endsTest) fields() []endField {
	var out []endField
	for i, e := range s.given {
		if !e.User.Empty() {
			out = append(out, endField{end: i})
		}
		if e.TLS == model.Yes && strings.HasSuffix(strings.ToLower(e.Cert.String()), ".p12") {
			out = append(out, endField{end: i, cert: true})
		}
	}
	return out
}

// open makes the form, empty: a password is never filled in.
func (s *endsTest) open() {
	s.answer, s.call, s.warned = endsBack, remote[[]model.EndResult]{ticket: s.call.ticket}, false
	var fields []form.Field
	for _, f := range s.fields() {
		fields = append(fields, form.Secret(f.key(), s.fieldTitle(f), notTheMask))
	}
	fields = append(fields, form.Choice("test "+plural(len(s.given), "end", "ends"), &s.answer, endsBack, endsSend))
	s.box = form.New(s.env.theme, "", fields...)
	s.Resize(s.width, s.height)
}

// notTheMask refuses what the service shows in place of a password.
func notTheMask(typed string) error {
	if typed != "" && strings.Trim(typed, "*•") == "" {
		return errors.New("this is a mask, not the password: type the password itself")
	}
	return nil
}

// Update takes answers, and gives everything else to the form.
func (s *endsTest) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[model.Detail]:
		if m.take() && m.err == nil {
			s.configured()
		}
		return nil, stay
	case answer[[]model.EndResult]:
		m.take()
		return nil, stay
	case tea.KeyPressMsg:
		if m.String() == "esc" {
			return nil, pass()
		}
		s.note, s.warned = "", false
	}
	if s.box == nil {
		return nil, stay
	}
	cmd := s.box.Update(msg)
	if !s.box.Done() {
		return cmd, stay
	}
	sent, nav := s.send(s.box.Answers())
	return tea.Batch(cmd, sent), nav
}

// configured takes up the ends of the job; it may have several of a side.
func (s *endsTest) configured() {
	d := &s.detail.value
	s.job, s.given = d.Job, nil
	for _, side := range []struct {
		source bool
		ends   []model.Endpoint
	}{{true, d.From}, {false, d.To}} {
		for _, e := range side.ends {
			if !e.Address.Empty() || !e.Instance.Empty() {
				s.given = append(s.given, model.EndTest{Endpoint: e, Source: side.source})
			}
		}
	}
	if s.cannotTest() == "" {
		s.open()
	}
}

// send asks the service to reach the ends that have a password, or need none.
func (s *endsTest) send(typed map[string]model.Secret) (tea.Cmd, Nav) {
	s.box = nil
	if s.answer != endsSend {
		return nil, pop()
	}
	var tests []model.EndTest
	s.tested = make([]bool, len(s.given))
	for i, e := range s.given {
		e.Password = typed[endField{end: i}.key()]
		e.CertPass = typed[endField{end: i, cert: true}.key()]
		if s.tested[i] = !e.Password.Empty() || e.User.Empty(); s.tested[i] {
			tests = append(tests, e)
		}
	}
	if len(tests) == 0 {
		s.open()
		s.note = "nothing was sent: an end without a password is not tested"
		return nil, stay
	}
	c, job := s.env.client, s.job
	return ask(s.env, s, &s.call, func(ctx context.Context) ([]model.EndResult, error) { return c.TestConnection(ctx, job, tests) }), stay
}

// cannotTest is why there is nothing to be asked.
func (s *endsTest) cannotTest() string {
	if why := cannotDo(s.env, s.job, model.TestEnds); why != "" {
		return why
	}
	if len(s.given) == 0 {
		return "no end of it is configured yet"
	}
	return ""
}

// Actions: those of the form while there is one, then another try.
func (s *endsTest) Actions() []Action {
	switch {
	case s.box != nil:
		return []Action{
			act(groupLook, 1, "next", "enter", nil).shown("enter tab"),
			act(groupLook, 2, "back a field", "shift+tab", nil),
			act(groupChange, 3, "choose", "down", nil).shown("up down"),
			act(groupLeave, 90, "back, nothing sent", "esc", s.back),
		}
	case s.call.loading():
		return []Action{act(groupLeave, 90, "wait no more", "esc", s.back, "q")}
	}
	return []Action{
		act(groupChange, 1, "test again", "r", s.again).unless(func() string {
			if s.detail.loading() {
				return "the job is being read"
			}
			return ""
		}),
		act(groupLeave, 90, "back", "esc", s.back, "q"),
	}
}

// again asks for the passwords anew, or reads the job where that went wrong.
func (s *endsTest) again() (tea.Cmd, Nav) {
	if s.detail.have && s.cannotTest() == "" {
		s.open()
		return nil, stay
	}
	return s.Init(), stay
}

// back leaves; what was typed is dropped when esc is pressed again.
func (s *endsTest) back() (tea.Cmd, Nav) {
	if s.box != nil && s.box.Touched() && !s.warned {
		s.warned, s.note = true, "esc again drops what was typed"
		return nil, stay
	}
	return nil, pop()
}

// testEnds opens the test for the job under the cursor.
func (s *jobsScreen) testEnds() (tea.Cmd, Nav) {
	r, _ := s.table.Cursor()
	return nil, push(newEnds(s.env, r.job.Job()))
}

// cannotTestEnds: a test is of one job, since each has passwords of its own.
func (s *jobsScreen) cannotTestEnds() string {
	if why := s.noCursor(); why != "" {
		return why
	}
	r, _ := s.table.Cursor()
	return cannotDo(s.env, r.job.Job(), model.TestEnds)
}

// endsAction is the list's key for the test; it asks before it sends.
func (s *jobsScreen) endsAction() Action {
	return act(groupChange, 0, "test ends", "T", s.testEnds).named("test connection").unless(s.cannotTestEnds).to(s.cursorName())
}

// testEnds opens the test for the page's job.
func (s *jobScreen) testEnds() (tea.Cmd, Nav) { return nil, push(newEnds(s.env, s.pane.job)) }

func (s *jobScreen) endsAction() Action {
	return act(groupChange, 0, "test ends", "T", s.testEnds).named("test connection").
		unless(func() string { return cannotDo(s.env, s.pane.job, model.TestEnds) }).to(s.pane.job.Name.String())
}
