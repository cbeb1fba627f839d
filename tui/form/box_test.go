package form_test

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"drover/tui/form"
	"drover/tui/theme"
)

const width, height = 40, 10

func plain(ascii bool) *theme.Theme {
	return theme.New(theme.Options{Mode: theme.None, Profile: colorprofile.ASCII, ASCII: ascii})
}

// run gives a message to the box and to it what its commands answer, until
// nothing comes any more. Ticks are not waited for.
func run(b *form.Box, msg tea.Msg) {
	for _, m := range collect(b.Update(msg)) {
		run(b, m)
	}
}

func collect(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	answer := make(chan tea.Msg, 1)
	go func() { answer <- cmd() }()
	var got tea.Msg
	select {
	case got = <-answer:
	case <-slow():
		return nil
	}
	if batch, ok := got.(tea.BatchMsg); ok {
		var all []tea.Msg
		for _, c := range batch {
			all = append(all, collect(c)...)
		}
		return all
	}
	if got == nil {
		return nil
	}
	return []tea.Msg{got}
}

func press(b *form.Box, keys ...tea.KeyPressMsg) {
	for _, k := range keys {
		if k.Text != "" {
			b.Update(k) // answers with a blink at most
			continue
		}
		run(b, k)
	}
}

func letters(s string) []tea.KeyPressMsg {
	var keys []tea.KeyPressMsg
	for _, r := range s {
		keys = append(keys, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return keys
}

func screen(s string, w, h int) string {
	b := uv.NewScreenBuffer(w, h)
	uv.NewStyledString(s).Draw(b, b.Bounds())
	var out strings.Builder
	for l := range strings.SplitSeq(b.String(), "\n") {
		out.WriteString(strings.TrimRight(l, " \r") + "\n")
	}
	return out.String()
}

func TestSecretIsMaskedAndHandedOutOnce(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		b := form.New(plain(ascii), "token for prod-cn4", form.Secret("token", "token", form.Needed))
		b.Resize(width, height)
		press(b, letters("s3cr")...)
		run(b, tea.PasteMsg{Content: "et\n"})
		view := screen(b.View(), width, height)
		sign := map[bool]string{false: "••••••", true: "******"}[ascii]
		if !strings.Contains(view, sign) || strings.Contains(view, "s3cr") || strings.Contains(view, "et\n") {
			t.Fatalf("the secret is not masked as %s:\n%s", sign, view)
		}
		if len(b.Answers()) > 0 {
			t.Fatal("a secret before the form is done")
		}
		press(b, tea.KeyPressMsg{Code: tea.KeyEnter})
		if !b.Done() || b.Aborted() {
			t.Fatalf("done %v, aborted %v", b.Done(), b.Aborted())
		}
		if got := b.Answers()["token"].Reveal(); got != "s3cret" {
			t.Fatalf("secret %q: a paste lands as text, without the newline at its end", got)
		}
		if len(b.Answers()) > 0 {
			t.Fatal("the form still has the secret")
		}
		if !b.Done() {
			t.Fatal("taking the secret undid the form")
		}
	}
}

func TestAbortForgets(t *testing.T) {
	b := form.New(plain(false), "token", form.Secret("token", "token", form.Needed))
	b.Resize(width, height)
	press(b, letters("abc")...)
	b.Abort()
	if b.Done() || !b.Aborted() || len(b.Answers()) > 0 {
		t.Fatal("an aborted form gives a secret")
	}
	press(b, letters("x")...)
	if got := b.View(); strings.TrimSpace(got) != "" {
		t.Fatalf("an aborted form draws %q", got)
	}
}

func TestEscapeControlCAndControlVAreNotTheForms(t *testing.T) {
	var name string
	b := form.New(plain(false), "new", form.Text("name", &name, nil))
	b.Resize(width, height)
	press(b, letters("abc")...)
	for _, k := range []tea.KeyPressMsg{
		{Code: tea.KeyEscape}, {Code: 'c', Mod: tea.ModCtrl}, {Code: 'v', Mod: tea.ModCtrl},
		{Code: 'p', Mod: tea.ModCtrl}, {Code: 'n', Mod: tea.ModCtrl},
	} {
		if cmd := b.Update(k); k.Code == 'v' && cmd != nil {
			t.Error("ctrl+v reads a clipboard")
		}
	}
	if b.Done() || b.Aborted() || name != "abc" {
		t.Fatalf("done %v, aborted %v, name %q", b.Done(), b.Aborted(), name)
	}
}

func TestWrongFieldSaysWhatIsRight(t *testing.T) {
	var port string
	b := form.New(plain(true), "new", form.Text("port", &port, func(s string) error {
		if s != "22" {
			return errors.New("1 to 65535")
		}
		return nil
	}))
	b.Resize(width, height)
	press(b, letters("2")...)
	press(b, tea.KeyPressMsg{Code: tea.KeyEnter})
	if view := screen(b.View(), width, height); !strings.Contains(view, "x 1 to 65535") || b.Done() {
		t.Fatalf("no reason, or done (%v):\n%s", b.Done(), view)
	}
	press(b, letters("2")...)
	press(b, tea.KeyPressMsg{Code: tea.KeyEnter})
	if !b.Done() || port != "22" {
		t.Fatalf("done %v with %q", b.Done(), port)
	}
}

func TestViewIsExactlyTheBox(t *testing.T) {
	var name, policy string
	for _, w := range []int{1, 2, 3, 9, 24, 60} {
		for _, h := range []int{1, 2, 3, 6, 14} {
			b := form.New(plain(false), "a title that is rather long", form.Text("name", &name, nil), form.Choice("policy", &policy, "weekly", "daily"))
			b.Resize(w, h)
			press(b, letters("数据库🙂")...)
			lines := strings.Split(b.View(), "\n")
			if len(lines) != h {
				t.Fatalf("%d lines in a box of %d×%d", len(lines), w, h)
			}
			for _, l := range lines {
				if theme.Width(l) != w {
					t.Fatalf("a line of %d cells in a box of %d×%d: %q", theme.Width(l), w, h, l)
				}
			}
		}
	}
}

// TestAnswersComeByTheirKeys: what is known already stands in its field and is
// passed over, what is optional may stay empty, and the focus tells which field is asked.
func TestAnswersComeByTheirKeys(t *testing.T) {
	b := form.New(plain(false), "", form.Word("user", "user", "anna", form.Needed), form.Secret("password", "password", form.Needed), form.Secret("session", "session", nil))
	b.Resize(width, height)
	if b.Focused() != "password" || b.Touched() {
		t.Fatalf("the focus is on %q, touched %v", b.Focused(), b.Touched())
	}
	press(b, letters("s3cret")...)
	if b.Focused() != "password" || !b.Touched() {
		t.Fatalf("the focus is on %q, touched %v", b.Focused(), b.Touched())
	}
	press(b, tea.KeyPressMsg{Code: tea.KeyEnter}, tea.KeyPressMsg{Code: tea.KeyEnter})
	got := b.Answers()
	if len(got) != 3 || got["user"].Reveal() != "anna" || got["password"].Reveal() != "s3cret" || !got["session"].Empty() {
		t.Errorf("%d answers: %q, %q, %q", len(got), got["user"].Reveal(), got["password"].Reveal(), got["session"].Reveal())
	}
	if len(b.Answers()) > 0 || b.Focused() != "" || b.Touched() {
		t.Error("the form has not forgotten what was typed")
	}
}

// TestOfSeveralPastedLinesTheFirstIsTaken: the second is often the secret, and
// this field would show it.
func TestOfSeveralPastedLinesTheFirstIsTaken(t *testing.T) {
	b := form.New(plain(true), "", form.Word("access", "access", "", form.Needed), form.Secret("secret", "secret", form.Needed))
	b.Resize(width, 5)
	run(b, tea.PasteMsg{Content: "AKX\r\ns3cret\r\n"})
	view := screen(b.View(), width, 5)
	if !strings.Contains(view, "AKX") || strings.Contains(view, "s3cret") || !strings.Contains(view, "only the first of 2 lines") {
		t.Fatalf("the paste shows as:\n%s", view)
	}
	if press(b, tea.KeyPressMsg{Code: tea.KeyEnter}); b.Focused() != "secret" || strings.Contains(screen(b.View(), width, 5), "only the first") {
		t.Fatalf("the focus is on %q:\n%s", b.Focused(), screen(b.View(), width, 5))
	}
	if press(b, append(letters("x"), tea.KeyPressMsg{Code: tea.KeyEnter})...); b.Answers()["access"].Reveal() != "AKX" {
		t.Error("the first line was not taken as it is")
	}
}

// TestWhatIsWrongStandsBelowItsField and not below the last one.
func TestWhatIsWrongStandsBelowItsField(t *testing.T) {
	b := form.New(plain(true), "", form.Word("access", "access", "", form.Needed), form.Secret("secret", "secret", form.Needed))
	b.Resize(width, 5)
	press(b, tea.KeyPressMsg{Code: tea.KeyEnter})
	view := screen(b.View(), width, 5)
	if wrong, next := strings.Index(view, "x needed here"), strings.Index(view, "secret"); wrong < 0 || next < wrong {
		t.Fatalf("what is wrong with the first field does not stand below it:\n%s", view)
	}
}
