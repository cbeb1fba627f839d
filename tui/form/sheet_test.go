package form_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// page is a program with nothing but a sheet, whose values it keeps.
type page struct {
	sheet   *form.Sheet
	fields  []model.Field
	secret  string
	pressed int
	why     string
	over    bool
}

func newPage() *page {
	p := &page{sheet: form.NewSheet(plain(false), 1), fields: []model.Field{
		{Key: "name", Label: "name", Kind: model.TextField, Hint: "4 to 50 letters"},
		{Key: "engine", Label: "engine", Kind: model.TextField, Value: "mysql", Fixed: "fixed by step 2"},
		{Key: "policy", Label: "policy", Kind: model.ChoiceField, Options: []model.Option{
			{Value: "keep"}, {Value: "never", Why: "not here"}, {Value: "overwrite"}, {Value: "stop", Label: "stop the job"},
		}},
		{Key: "password", Label: "password", Kind: model.SecretField, Wrong: "needed here", Missing: true},
		{Key: "tls", Label: "tls", Kind: model.BoolField, Risk: "clear text over eip"},
		{Key: "rows", Label: "replay rows", Kind: model.FlagsField, Value: "i,d", Options: []model.Option{
			{Value: "i", Label: "insert"}, {Value: "u", Label: "update"}, {Value: "d", Label: "delete"},
		}},
		{Key: "#add", Label: "add a source", Kind: model.ButtonField},
		{Key: "port", Label: "port", Kind: model.NumberField},
	}}
	p.sheet.Resize(60, 10)
	p.sheet.Light(true)
	p.sheet.Put(p.fields)
	return p
}

func (p *page) Init() tea.Cmd  { return nil }
func (p *page) View() tea.View { return tea.NewView(strings.Join(p.sheet.View(), "\n")) }

func (p *page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
	default:
		return p, nil
	}
	d := p.sheet.Update(msg)
	p.why = d.Why
	if d.Press {
		p.pressed++
	}
	for i := range p.fields {
		if f := &p.fields[i]; d.Set && f.Key == d.Key {
			f.Value = d.Value
			if f.Kind == model.SecretField {
				p.secret, f.Known = d.Secret.Reveal(), "typed"
			}
		}
	}
	if d.Set {
		p.sheet.Put(p.fields)
	}
	if !p.sheet.Go(d.Move) {
		p.over = true
		return p, tea.Quit
	}
	return p, nil
}

func (p *page) value(key model.FieldKey) string {
	for _, f := range p.fields {
		if f.Key == key {
			return f.Value
		}
	}
	return ""
}

// TestAWholeSheetTypedAhead sends every field in one burst of bytes.
func TestAWholeSheetTypedAhead(t *testing.T) {
	for round := range 40 {
		p := newPage()
		in, out := io.Pipe()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		prog := tea.NewProgram(p, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignals(),
			tea.WithWindowSize(60, 10), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.ANSI256))
		go func() {
			_, _ = io.WriteString(out, "nightly\rll\t\x1b[200~s3c ret\n\x1b[201~\t \t  l \r \t3306\r")
			<-ctx.Done()
			_ = out.Close()
		}()
		if _, err := prog.Run(); err != nil {
			t.Fatal(err)
		}
		cancel()
		got := []string{p.value("name"), p.value("engine"), p.value("policy"), p.secret, p.value("tls"), p.value("rows"), p.value("port")}
		if want := "nightly mysql overwrite s3c ret true i,u,d 3306"; strings.Join(got, " ") != want || p.pressed != 1 || !p.over {
			t.Fatalf("round %d: %q, pressed %d", round, got, p.pressed)
		}
	}
}

// TestKeysOfAField: what each key means where.
func TestKeysOfAField(t *testing.T) {
	key := func(code rune, mod ...tea.KeyMod) tea.KeyPressMsg {
		k := tea.KeyPressMsg{Code: code}
		if len(mod) > 0 {
			k.Mod = mod[0]
		} else if code >= ' ' && code < 0x7f {
			k.Text = string(code)
		}
		return k
	}
	for _, c := range []struct {
		what  string
		focus model.FieldKey
		key   tea.KeyPressMsg
		want  form.Did
	}{
		{"letters are text", "name", key('u'), form.Did{Key: "name", Set: true, Typed: true, Value: "u"}},
		{"j is text in a text field", "name", key('j'), form.Did{Key: "name", Set: true, Typed: true, Value: "j"}},
		{"ctrl+g is the page's", "name", key('g', tea.ModCtrl), form.Did{Key: "name", Pass: true}},
		{"esc leaves the fields", "name", key(tea.KeyEscape), form.Did{Key: "name", Out: true}},
		{"enter goes on", "name", key(tea.KeyEnter), form.Did{Key: "name", Move: form.Next}},
		{"a fixed field says why", "engine", key(' '), form.Did{Key: "engine", Why: "engine: fixed by step 2"}},
		{"a fixed field takes no letters", "engine", key('x'), form.Did{Key: "engine", Why: "engine: fixed by step 2"}},
		{"a sign is the page's", "engine", key('?'), form.Did{Pass: true}},
		{"l chooses the next, past what cannot be", "policy", key('l'), form.Did{Key: "policy", Set: true, Value: "keep"}},
		{"h chooses the one before", "policy", key('h'), form.Did{Key: "policy", Set: true, Value: "stop"}},
		{"enter on a choice is its list", "policy", key(tea.KeyEnter), form.Did{Key: "policy", Pick: true}},
		{"u takes a field back", "policy", key('u'), form.Did{Key: "policy", Undo: true}},
		{"j goes down outside text", "policy", key('j'), form.Did{Key: "policy", Move: form.Down}},
		{"a digit chooses nothing", "policy", key('3'), form.Did{Key: "policy", Why: "policy: this field is chosen, not typed: enter lists it, arrows turn it"}},
		{"a letter turns no box", "tls", key('y'), form.Did{Key: "tls", Why: "tls: this field is chosen, not typed: arrows turn it"}},
		{"nothing is typed on a button", "#add", key('a'), form.Did{Key: "#add", Why: "add a source: a button takes no text: enter presses it"}},
		{"space turns a box", "tls", key(' '), form.Did{Key: "tls", Set: true, Value: "true"}},
		{"backspace empties a box", "tls", key(tea.KeyBackspace), form.Did{Key: "tls", Set: true}},
		{"space takes one of several out", "rows", key(' '), form.Did{Key: "rows", Set: true, Value: "d"}},
		{"enter presses a button", "#add", key(tea.KeyEnter), form.Did{Key: "#add", Press: true}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := newPage()
			p.sheet.Focus(c.focus)
			if got := p.sheet.Update(c.key); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// TestTabPassesOverWhatCannotBeChanged, and the arrows do not.
func TestTabPassesOverWhatCannotBeChanged(t *testing.T) {
	p := newPage()
	if p.sheet.Go(form.Next); p.sheet.Key() != "policy" {
		t.Errorf("tab leads to %s", p.sheet.Key())
	}
	if p.sheet.Go(form.Up); p.sheet.Key() != "engine" {
		t.Errorf("up leads to %s", p.sheet.Key())
	}
	if p.sheet.Go(form.Back); p.sheet.Key() != "name" || p.sheet.Go(form.Back) {
		t.Errorf("back leads to %s", p.sheet.Key())
	}
}

// TestTheFocusStaysOnItsField when others come and go, and text stays there.
func TestTheFocusStaysOnItsField(t *testing.T) {
	p := newPage()
	p.sheet.Focus("port")
	p.Update(tea.KeyPressMsg{Code: '7', Text: "7"})
	p.sheet.Put(append([]model.Field{{Key: "new", Label: "new"}}, p.fields...))
	if p.sheet.Key() != "port" || p.sheet.Update(tea.KeyPressMsg{Code: '8', Text: "8"}).Value != "78" {
		t.Errorf("the focus is on %s", p.sheet.Key())
	}
	p.sheet.Put(p.fields[:2])
	if p.sheet.Key() != "engine" {
		t.Errorf("its field is gone and the focus is on %s", p.sheet.Key())
	}
}

// TestASheetFitsItsCells at any size, with the field in focus in sight.
func TestASheetFitsItsCells(t *testing.T) {
	for _, w := range []int{1, 5, 20, 40, 60, 94, 200} {
		for _, h := range []int{1, 2, 5, 12} {
			p := newPage()
			p.fields[0].Value = strings.Repeat("数据库🙂 a long name ", 9)
			p.fields[0].Hint = strings.Repeat("words ", 30)
			p.sheet.Resize(w, h)
			p.sheet.Put(p.fields)
			for range p.fields {
				lines := p.sheet.View()
				if len(lines) > h {
					t.Fatalf("%d lines in a sheet of %d×%d", len(lines), w, h)
				}
				seen := false
				for _, l := range lines {
					if theme.Width(l) > w {
						t.Fatalf("a line of %d cells in a sheet of %d×%d: %q", theme.Width(l), w, h, l)
					}
					seen = seen || strings.Contains(l, "▌")
				}
				if !seen && w > 2 {
					t.Fatalf("the field in focus is not in sight in %d×%d: %q", w, h, lines)
				}
				p.sheet.Go(form.Down)
			}
		}
	}
}

// TestASheetIsDrawnAsInTheLayout of creation.
func TestASheetIsDrawnAsInTheLayout(t *testing.T) {
	p := newPage()
	p.sheet.Focus("password")
	p.sheet.Compare(map[model.FieldKey]string{"tls": "true"})
	want := `   name         _                     4 to 50 letters
   engine       mysql                 fixed by step 2
   policy       ‹ choose ›
 ▌ password     _                     × needed here
~  tls          [ ] not set           ! clear text over eip
   replay rows  [x] insert  [ ] update  [x] delete
                [ add a source ]
   port         _
`
	if got := screen(strings.Join(p.sheet.View(), "\n"), 60, 8); got != want {
		t.Errorf("it is drawn as\n%s", got)
	}
}

// TestAListChooses: of few options the library's, of others drover's own.
func TestAListChooses(t *testing.T) {
	few := model.Field{Key: "size", Value: "b", Options: []model.Option{{Value: "a"}, {Value: "b"}, {Value: "c", Label: "the third"}}}
	many := model.Field{Key: "link"}
	for _, v := range strings.Fields("mysql-to-mysql oracle-to-mysql oracle-to-gaussdb") {
		many.Options = append(many.Options, model.Option{Value: v, Help: "a link"})
	}
	many.Options[1].Why = "only v3 creates it: use the console"
	down, enter := tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyEnter}
	for _, c := range []struct {
		what  string
		field model.Field
		keys  []tea.KeyPressMsg
		want  string // "": nothing is chosen
	}{
		{"enter keeps what stands there", few, nil, "b"},
		{"down and enter", few, []tea.KeyPressMsg{down}, "c"},
		{"typed words find", many, letters("oracle gauss"), "oracle-to-gaussdb"},
		{"what cannot be chosen is not", many, []tea.KeyPressMsg{down}, ""},
		{"nothing matches", many, letters("zzz"), ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := form.NewPick(plain(false), c.field)
			p.Resize(50, 8)
			for _, k := range c.keys {
				p.Update(k)
			}
			if _, value, chosen := p.Update(enter); value != c.want || chosen != (c.want != "") {
				t.Errorf("%q, chosen %v:\n%s", value, chosen, screen(p.View(), 50, 8))
			}
		})
	}
}

// TestTheWordsOnAnOptionAreReadWhole below the list, and why one that cannot be
// chosen is not.
func TestTheWordsOnAnOptionAreReadWhole(t *testing.T) {
	f := model.Field{Key: "scenario", Options: []model.Option{
		{Value: "sync", Help: "keeps the target alike while both sides stay in use; objects are chosen and may be renamed"},
		{Value: "dr", Why: "only the v3 API creates it"},
	}}
	p := form.NewPick(plain(false), f)
	p.Resize(56, 10)
	if got := screen(p.View(), 56, 10); !strings.Contains(strings.Join(strings.Fields(got), " "), f.Options[0].Help) {
		t.Errorf("the help is cut:\n%s", got)
	}
	p.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	p.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	if got := screen(p.View(), 56, 10); !strings.Contains(got, "× only the v3 API creates it") {
		t.Errorf("it does not say why nothing was chosen:\n%s", got)
	}
}

// TestAPasteOfSeveralLines is told of, and is no secret.
func TestAPasteOfSeveralLines(t *testing.T) {
	for _, c := range []struct {
		what  string
		focus model.FieldKey
		paste string
		want  form.Did
	}{
		{"one copied line", "name", "nightly\n", form.Did{Key: "name", Set: true, Typed: true, Value: "nightly"}},
		{"three are joined", "name", "a\r\nb\r\nc", form.Did{Key: "name", Set: true, Typed: true, Value: "a b c", Joined: 3}},
		{"a secret of two", "password", "s3c\nret", form.Did{Key: "password", Why: "password: the paste has several lines: paste the password alone"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := newPage()
			p.sheet.Focus(c.focus)
			if got := p.sheet.Update(tea.PasteMsg{Content: c.paste}); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}
