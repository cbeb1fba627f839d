package theme_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"drover/model"
	"drover/tui/theme"
)

// tones is all of them: the last one that paints differently from plain text
// under every palette is BadgeProduction.
func tones() []theme.Tone {
	var all []theme.Tone
	for tone := theme.Text; tone <= theme.BadgeProduction; tone++ {
		all = append(all, tone)
	}
	return all
}

// style draws a tone on a screen and reads it back, as a terminal would.
func style(t *testing.T, th *theme.Theme, tone theme.Tone) uv.Style {
	t.Helper()
	b := uv.NewScreenBuffer(3, 1)
	uv.NewStyledString(th.Paint(tone, "a")+"b").Draw(b, b.Bounds())
	if after := b.CellAt(1, 0).Style; after != (uv.Style{}) {
		t.Errorf("tone %d leaks into the text after it: %+v", tone, after)
	}
	return b.CellAt(0, 0).Style
}

func TestNoColourMeansNoColour(t *testing.T) {
	for _, o := range []theme.Options{{Mode: theme.None}, {Mode: theme.Dark, Profile: colorprofile.ASCII}, {Profile: colorprofile.ASCII}} {
		th := theme.New(o)
		if th.Asks() {
			t.Errorf("%+v asks for a background it has no use for", o)
		}
		for _, tone := range tones() {
			if s := style(t, th, tone); s.Fg != nil || s.Bg != nil {
				t.Errorf("%+v: tone %d has a colour", o, tone)
			}
		}
		for _, tone := range []theme.Tone{theme.Select, theme.Production} {
			if style(t, th, tone).Attrs&uv.AttrReverse == 0 {
				t.Errorf("%+v: tone %d cannot be told from text", o, tone)
			}
		}
	}
}

func TestAutoStartsInSixteenColoursAndChangesOnce(t *testing.T) {
	auto := theme.New(theme.Options{})
	if !auto.Asks() {
		t.Error("auto does not ask for the background")
	}
	if got, want := auto.Paint(theme.OK, "x"), "\x1b[32mx\x1b[m"; got != want {
		t.Errorf("before the background is known: %q, want %q", got, want)
	}
	for dark, want := range map[bool]string{true: "\x1b[38;5;114mx\x1b[m", false: "\x1b[38;5;22mx\x1b[m"} {
		th := auto.WithBackground(dark)
		if got := th.Paint(theme.OK, "x"); got != want {
			t.Errorf("dark %v: %q, want %q", dark, got, want)
		}
		if th.Asks() || th.WithBackground(dark) != th {
			t.Error("a known background changes something again")
		}
	}
	if auto.Paint(theme.OK, "x") != "\x1b[32mx\x1b[m" {
		t.Error("a theme changed in place")
	}
}

func TestABackgroundMovesNothingButAuto(t *testing.T) {
	for _, m := range []theme.Mode{theme.Dark, theme.Light, theme.None} {
		th := theme.New(theme.Options{Mode: m})
		if th.WithBackground(true) != th || th.WithBackground(false) != th || th.Asks() {
			t.Errorf("mode %d listens to the terminal", m)
		}
	}
}

func TestSixteenColourTerminalsGetSixteenColours(t *testing.T) {
	th := theme.New(theme.Options{Mode: theme.Dark}).WithProfile(colorprofile.ANSI)
	for _, tone := range tones() {
		if s := th.Paint(tone, "x"); strings.Contains(s, ";5;") {
			t.Errorf("tone %d: %q", tone, s)
		}
	}
}

func TestParseMode(t *testing.T) {
	for word, want := range map[string]theme.Mode{"auto": theme.Auto, "dark": theme.Dark, "light": theme.Light, "none": theme.None} {
		if got, ok := theme.ParseMode(word); !ok || got != want {
			t.Errorf("%s: %d, %v", word, got, ok)
		}
	}
	if _, ok := theme.ParseMode("solarized"); ok {
		t.Error("an unknown mode passes")
	}
}

func TestStatesAreToldApartWithoutColour(t *testing.T) {
	want := map[bool]string{false: "►~○║×■?", true: "+~o=x#?"}
	for _, ascii := range []bool{false, true} {
		th, got := theme.New(theme.Options{Mode: theme.None, ASCII: ascii}), ""
		for _, f := range model.Families() {
			got += th.Glyph(f)
		}
		if got != want[ascii] {
			t.Errorf("ascii %v: %s, want %s", ascii, got, want[ascii])
		}
	}
}

func TestOutcomes(t *testing.T) {
	th, plain := theme.New(theme.Options{}), theme.New(theme.Options{ASCII: true})
	for kind, want := range map[model.OutcomeKind]string{
		model.Accepted: "√v", model.Done: "√v", model.Skipped: "--", model.Refused: "×x",
		model.NotSent: "--", model.Absent: "--", model.UnknownOutcome: "??",
	} {
		if got := th.OutcomeGlyph(kind) + plain.OutcomeGlyph(kind); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
	if th.OutcomeTone(model.UnknownOutcome) != theme.Unknown || th.OutcomeTone(model.Refused) != theme.Bad || th.OutcomeTone(model.Accepted) != theme.OK {
		t.Error("an outcome lost its tone")
	}
}

func TestBeneathIsFaintAndKeepsItsWords(t *testing.T) {
	th := theme.New(theme.Options{Mode: theme.None})
	got := th.Beneath(th.Paint(theme.Banner, " PROD ") + "\n" + th.Paint(theme.Select, "one") + "   ")
	if want := "\x1b[2m PROD\x1b[m\n\x1b[2mone\x1b[m"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRule(t *testing.T) {
	th := theme.New(theme.Options{Mode: theme.None, ASCII: true})
	for _, c := range []struct {
		w        int
		captions []string
		want     string
	}{
		{0, []string{"a"}, ""},
		{3, []string{"a"}, "---"},
		{8, nil, "--------"},
		{24, []string{"1-17 of 45"}, "-- 1-17 of 45 ----------"},
		{24, []string{"port", "help"}, "-- port -- help --------"},
		{12, []string{"1-17 of 45"}, "-- 1-17 .. -"},
	} {
		got := th.Rule(c.w, c.captions...)
		b := uv.NewScreenBuffer(40, 1)
		uv.NewStyledString(got).Draw(b, b.Bounds())
		if text := strings.TrimRight(b.String(), " "); text != c.want {
			t.Errorf("rule of %d: %q, want %q", c.w, text, c.want)
		}
	}
}
