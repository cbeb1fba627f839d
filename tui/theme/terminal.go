package theme

import (
	"io"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// ForTerminal is how to draw on out: as mode says, and what the environment
// tells of the terminal. NO_COLOR with any value means none. ASCII is forced by
// ascii, and where the locale knows nothing else.
func ForTerminal(mode Mode, ascii bool, out io.Writer, environ []string) Options {
	of := func(name string) string {
		for i := len(environ) - 1; i >= 0; i-- {
			if value, ok := strings.CutPrefix(environ[i], name+"="); ok {
				return value
			}
		}
		return ""
	}
	o := Options{Mode: mode, ASCII: ascii || !utf8Locale(of)}
	if of("NO_COLOR") != "" || mode == None || strings.HasPrefix(of("TERM"), "vt") {
		o.Mode, o.Profile = None, colorprofile.ASCII
	} else {
		o.Profile = colorprofile.Detect(out, environ)
	}
	return o
}

// utf8Locale reports whether the locale can show more than ASCII.
func utf8Locale(of func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(of(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}
