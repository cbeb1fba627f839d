package doctor

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
)

// Terminal is what the screens would be drawn on.
type Terminal struct {
	Name          string // TERM
	Width, Height int    // in cells; 0: the output is no terminal
	Colours       string // in words
}

// Here is the terminal that a file leads to, in an environment such as
// os.Environ gives.
func Here(out *os.File, environ []string) Terminal {
	t := Terminal{Name: os.Getenv("TERM")}
	if w, h, err := term.GetSize(out.Fd()); err == nil {
		t.Width, t.Height = w, h
	}
	t.Colours = cmp.Or(map[colorprofile.Profile]string{
		colorprofile.TrueColor: "16 million colours", colorprofile.ANSI256: "256 colours", colorprofile.ANSI: "16 colours",
	}[colorprofile.Detect(out, environ)], "no colours")
	return t
}

// around is what the terminal and the session are.
func around(r *report, c Checks) {
	t := c.Terminal
	switch {
	case t.Name == "" || t.Name == "dumb":
		r.wrong(bad, "terminal", "TERM is "+cmp.Or(t.Name, "not set")+", which cannot show screens", "set TERM to what your terminal is, such as xterm-256color")
	case t.Width == 0:
		r.add(warn, "terminal", "%s; the output is no terminal here, so its size is not known", t.Name)
	case t.Width < 80 || t.Height < 24:
		r.add(warn, "terminal", "%s, %dx%d, %s: from 80x24 everything is in sight", t.Name, t.Width, t.Height, t.Colours)
	default:
		r.add(ok, "terminal", "%s, %dx%d, %s", t.Name, t.Width, t.Height, t.Colours)
	}
	locale(r, c.Getenv)
	r.add(ok, "ssh", "%s", map[bool]string{true: "yes", false: "no"}[c.Getenv("SSH_TTY") != "" || c.Getenv("SSH_CONNECTION") != ""])
	switch {
	case c.Getenv("TMUX") != "":
		r.add(ok, "multiplexer", "tmux: copying needs its option set-clipboard on")
	case c.Getenv("STY") != "":
		r.add(warn, "multiplexer", "screen, which lets no copies through to your terminal's clipboard")
	case c.Getenv("ZELLIJ") != "":
		r.add(ok, "multiplexer", "zellij")
	default:
		r.add(ok, "multiplexer", "none")
	}
}

// locale says whether the screens may show more than ASCII.
func locale(r *report, getenv func(string) string) {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		v := getenv(name)
		if v == "" {
			continue
		}
		l := strings.ToLower(v)
		if strings.Contains(l, "utf-8") || strings.Contains(l, "utf8") {
			r.add(ok, "locale", "%s (%s)", v, name)
			return
		}
		r.wrong(warn, "locale", fmt.Sprintf("%s (%s) is not UTF-8: the screens are drawn in ASCII", v, name), "set LANG=C.UTF-8 if your terminal shows UTF-8")
		return
	}
	r.wrong(warn, "locale", "not set: the screens are drawn in ASCII", "set LANG=C.UTF-8 if your terminal shows UTF-8")
}
