package tui

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// calm is how long somebody looks before the next key: longer than a review
// must have been seen, longer than the cursor must rest.
const calm = 200 * time.Millisecond

// Keys presses keys by name ("S", "enter", "ctrl+d"), one after another, with
// a look in between.
func (d *desk) Keys(names ...string) *desk {
	for _, n := range names {
		d.press(n).Wait(calm)
	}
	return d
}

// Fast presses keys without a look: nothing that was asked for has come yet.
func (d *desk) Fast(names ...string) *desk {
	for _, n := range names {
		d.press(n)
	}
	return d
}

// Type types text, letter by letter.
func (d *desk) Type(text string) *desk {
	for _, r := range text {
		d.press(string(r))
	}
	return d.Wait(calm)
}

// Paste pastes text, as a terminal in bracketed mode does.
func (d *desk) Paste(text string) *desk {
	d.take(tea.PasteMsg{Content: text})
	return d.Wait(calm)
}

// Size gives the window a size.
func (d *desk) Size(w, h int) *desk {
	d.take(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

func (d *desk) press(name string) *desk {
	d.take(keyNamed(name))
	return d
}

// keyNamed is the message for a key's name.
func keyNamed(name string) tea.KeyPressMsg {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab},
		"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "space": {Code: ' ', Text: " "}, " ": {Code: ' ', Text: " "},
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
		"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete},
	}
	if k, ok := special[name]; ok {
		return k
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	r, size := utf8.DecodeRuneInString(name)
	if size != len(name) {
		panic("there is no key " + name)
	}
	k := tea.KeyPressMsg{Code: unicode.ToLower(r), Text: name}
	if unicode.IsUpper(r) {
		k.ShiftedCode, k.Mod = r, tea.ModShift
	}
	return k
}

// Sees waits, for a little, until the screen shows all of these; a sentence
// may be broken into lines.
func (d *desk) Sees(words ...string) *desk {
	d.Helper()
	for _, w := range words {
		for n := 0; !d.shows(w); n++ {
			if n == 300 {
				d.Fatalf("the screen does not show %q:\n%s", w, d.Screen())
			}
			d.Wait(100 * time.Millisecond)
		}
	}
	return d
}

func (d *desk) shows(words string) bool {
	s := d.Screen()
	return strings.Contains(s, words) || strings.Contains(strings.Join(strings.Fields(s), " "), words)
}

// Misses fails if the screen shows one of these now.
func (d *desk) Misses(words ...string) *desk {
	d.Helper()
	for _, w := range words {
		if strings.Contains(d.Screen(), w) {
			d.Fatalf("the screen shows %q:\n%s", w, d.Screen())
		}
	}
	return d
}

// Screen is what the terminal shows, as plain text.
func (d *desk) Screen() string {
	var out strings.Builder
	b := d.cells()
	for l := range strings.SplitSeq(b.String(), "\n") {
		out.WriteString(strings.TrimRight(l, " \r") + "\n")
	}
	return out.String()
}

// Line is the screen's line that holds a word; "" if there is none.
func (d *desk) Line(word string) string {
	for l := range strings.SplitSeq(d.Screen(), "\n") {
		if strings.Contains(l, word) {
			return l
		}
	}
	return ""
}

// cells is what the terminal shows, with its colours.
func (d *desk) cells() uv.ScreenBuffer {
	b := uv.NewScreenBuffer(d.app.env.width, d.app.env.height)
	uv.NewStyledString(d.app.View().Content).Draw(b, b.Bounds())
	return b
}

// look checks what holds of every frame of every story: it has the window's
// size, and nothing but text and colours reaches the terminal.
func (d *desk) look() {
	d.Helper()
	d.frames++
	content := d.app.View().Content
	d.noCrash()
	if wrong := wrongWith(content, d.app.env.width, d.app.env.height); wrong != "" {
		d.Fatalf("frame %d: %s\n%q", d.frames, wrong, content)
	}
	if d.secret != "" && strings.Contains(ansi.Strip(content), d.secret) {
		d.Fatalf("frame %d shows the token:\n%s", d.frames, d.Screen())
	}
}

// wrongWith says what is wrong with a frame, "" if nothing is.
func wrongWith(content string, w, h int) string {
	if w == 0 {
		return ""
	}
	lines := strings.Split(content, "\n")
	if len(lines) != h {
		return fmt.Sprintf("%d lines in a window of %d", len(lines), h)
	}
	for i, l := range lines {
		plain, bad := withoutColours(l)
		if bad != 0 {
			return fmt.Sprintf("line %d holds %U", i+1, bad)
		}
		if got := ansi.StringWidth(plain); got > w {
			return fmt.Sprintf("line %d is %d cells wide in a window of %d: %q", i+1, got, w, plain)
		}
	}
	return ""
}

// withoutColours strips the sequences that set colours, and returns the first
// rune that is neither text nor part of one.
func withoutColours(line string) (plain string, bad rune) {
	var out strings.Builder
	for line != "" {
		if n := colour(line); n > 0 {
			line = line[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(line)
		if r == utf8.RuneError && size == 1 || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) ||
			unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return "", or(r, 1)
		}
		out.WriteString(line[:size])
		line = line[size:]
	}
	return out.String(), 0
}

// colour is the length of the "\x1b[…m" that a line begins with, else 0.
func colour(line string) int {
	rest, ok := strings.CutPrefix(line, "\x1b[")
	if !ok {
		return 0
	}
	if i := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != ';' && r != ':' }); i >= 0 && rest[i] == 'm' {
		return i + 3
	}
	return 0
}
