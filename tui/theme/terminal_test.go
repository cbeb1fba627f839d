package theme_test

import (
	"io"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"drover/tui/theme"
)

func TestTheEnvironmentTellsOfTheTerminal(t *testing.T) {
	for name, c := range map[string]struct {
		mode    theme.Mode
		ascii   bool
		environ []string
		want    theme.Options
	}{
		"a UTF-8 locale":           {theme.Dark, false, []string{"TERM=xterm", "LANG=C.UTF-8"}, theme.Options{Mode: theme.Dark, Profile: colorprofile.NoTTY}},
		"LC_ALL goes before LANG":  {theme.Dark, false, []string{"LANG=C.UTF-8", "LC_ALL=C"}, theme.Options{Mode: theme.Dark, Profile: colorprofile.NoTTY, ASCII: true}},
		"no locale":                {theme.Auto, false, nil, theme.Options{Profile: colorprofile.NoTTY, ASCII: true}},
		"ASCII is asked for":       {theme.Auto, true, []string{"LANG=de_DE.utf8"}, theme.Options{Profile: colorprofile.NoTTY, ASCII: true}},
		"NO_COLOR, whatever it is": {theme.Light, false, []string{"NO_COLOR=yes", "LANG=C.UTF-8"}, theme.Options{Mode: theme.None, Profile: colorprofile.ASCII}},
		"a vt100":                  {theme.Auto, false, []string{"TERM=vt100", "LANG=C.UTF-8"}, theme.Options{Mode: theme.None, Profile: colorprofile.ASCII}},
		"none is asked for":        {theme.None, false, []string{"TERM=xterm", "LANG=C.UTF-8"}, theme.Options{Mode: theme.None, Profile: colorprofile.ASCII}},
		"the last of two counts":   {theme.Dark, false, []string{"LANG=C", "LANG=C.UTF-8"}, theme.Options{Mode: theme.Dark, Profile: colorprofile.NoTTY}},
	} {
		if got := theme.ForTerminal(c.mode, c.ascii, io.Discard, c.environ); got != c.want {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
	}
}
