package theme

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Mode is the user's choice of colours.
type Mode uint8

// The modes. Auto starts in 16 colours, which are safe on any background, and
// changes once if the terminal tells its own.
const (
	Auto Mode = iota
	Dark
	Light
	None
)

// ParseMode reads the value of --theme: auto, dark, light or none.
func ParseMode(s string) (mode Mode, ok bool) {
	switch s {
	case "auto":
		return Auto, true
	case "dark":
		return Dark, true
	case "light":
		return Light, true
	case "none":
		return None, true
	}
	return Auto, false
}

// Options is what a theme depends on.
type Options struct {
	Mode    Mode
	Profile colorprofile.Profile // the zero value is taken for 256 colours
	ASCII   bool                 // signs from the ASCII set only
}

// Theme paints text. It never changes: the With methods return another one.
// Make it with New.
type Theme struct {
	opts  Options
	known bool // the terminal told its background
	dark  bool
	signs Signs
	looks [toneCount]look
	open  [toneCount]string
	close [toneCount]string
}

// New makes the theme for these options.
func New(o Options) *Theme { return build(Theme{opts: o}) }

// WithBackground returns the theme for a terminal that told its background.
// It differs only under Auto.
func (t *Theme) WithBackground(dark bool) *Theme {
	if t.opts.Mode != Auto || t.known && t.dark == dark {
		return t
	}
	return build(Theme{opts: t.opts, known: true, dark: dark})
}

// WithASCII returns the theme with signs from the ASCII set only.
func (t *Theme) WithASCII() *Theme {
	if t.opts.ASCII {
		return t
	}
	o := t.opts
	o.ASCII = true
	return build(Theme{opts: o, known: t.known, dark: t.dark})
}

// WithProfile returns the theme for a terminal of another colour depth.
func (t *Theme) WithProfile(p colorprofile.Profile) *Theme {
	if p == t.opts.Profile {
		return t
	}
	o := t.opts
	o.Profile = p
	return build(Theme{opts: o, known: t.known, dark: t.dark})
}

// Asks reports whether the theme wants to hear the terminal's background, so
// that it is not asked for nothing.
func (t *Theme) Asks() bool { return t.opts.Mode == Auto && !t.known && t.colours() }

// Turns reports whether WithBackground can change anything.
func (t *Theme) Turns() bool { return t.opts.Mode == Auto && t.colours() }

// ASCII reports whether signs come from the ASCII set only.
func (t *Theme) ASCII() bool { return t.opts.ASCII }

// Described is the theme in words: "theme dark   colours ANSI256   ascii false".
func (t *Theme) Described() string {
	mode := [...]string{Auto: "auto", Dark: "dark", Light: "light", None: "none"}[t.opts.Mode]
	if t.known {
		mode += map[bool]string{true: " on dark", false: " on light"}[t.dark]
	}
	return fmt.Sprintf("theme %s   colours %s   ascii %v", mode, t.opts.Profile, t.opts.ASCII)
}

// Paint returns s in a tone. The text itself must be clean already.
func (t *Theme) Paint(tone Tone, s string) string {
	if s == "" || t.open[tone] == "" {
		return s
	}
	return t.open[tone] + s + t.close[tone]
}

// Write is Paint into a builder, for what is drawn cell by cell.
func (t *Theme) Write(b *strings.Builder, tone Tone, s string) {
	if s == "" {
		return
	}
	b.WriteString(t.open[tone])
	b.WriteString(s)
	b.WriteString(t.close[tone])
}

// Beneath returns a painted screen as it looks under a dialog: its words, all
// of them faint.
func (t *Theme) Beneath(screen string) string {
	lines := strings.Split(ansi.Strip(screen), "\n")
	for i, line := range lines {
		lines[i] = t.Paint(Rule, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

func (t *Theme) colours() bool {
	return t.opts.Mode != None && t.opts.Profile != colorprofile.ASCII && t.opts.Profile != colorprofile.NoTTY
}

func (t *Theme) palette() [toneCount]look {
	mode := t.opts.Mode
	if mode == Auto && t.known {
		mode = Light
		if t.dark {
			mode = Dark
		}
	}
	switch {
	case !t.colours():
		return noLooks()
	case mode == Auto, t.opts.Profile == colorprofile.ANSI:
		return basicLooks()
	case mode == Light:
		return lightLooks()
	}
	return darkLooks()
}

func build(t Theme) *Theme {
	t.signs = signs(t.opts.ASCII)
	t.looks = t.palette()
	for tone, l := range t.looks {
		t.open[tone], t.close[tone], _ = strings.Cut(l.style().Render("x"), "x")
	}
	return &t
}

func (l look) style() lipgloss.Style {
	s := lipgloss.NewStyle().Bold(l.bold).Faint(l.faint).Reverse(l.reverse).Strikethrough(l.strike).Underline(l.under)
	if l.fg != "" {
		s = s.Foreground(lipgloss.Color(l.fg))
	}
	if l.bg != "" {
		s = s.Background(lipgloss.Color(l.bg))
	}
	return s
}
