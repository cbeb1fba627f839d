package tui

import (
	"image/color"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"drover/client"
	"drover/client/sim"
	"drover/tui/theme"
)

// TestColours looks at the cells that must differ: the cursor's name, what
// has failed, and the line that says where one is.
func TestColours(t *testing.T) {
	indexed := func(n int) color.Color { return ansi.IndexedColor(n) } //nolint:gosec // a colour of the palette
	for _, look := range []struct {
		name                      string
		mode                      theme.Mode
		profile                   colorprofile.Profile
		cursor, failed, prod, cut color.Color
	}{
		{"dark", theme.Dark, colorprofile.ANSI256, indexed(24), indexed(203), indexed(52), indexed(160)},
		{"light", theme.Light, colorprofile.ANSI256, indexed(153), indexed(124), indexed(224), indexed(124)},
	} {
		t.Run(look.name, func(t *testing.T) {
			tell(t, world{place: production(), look: theme.Options{Mode: look.mode, Profile: look.profile}}, func(d *desk) {
				d.Keys("f", "1")
				if got := d.cell("orders-prod-sync-01").Style.Bg; !same(got, look.cursor) {
					t.Errorf("the name under the cursor lies on %v", got)
				}
				if got := d.cell("payments-ora-01").Style.Bg; got != nil {
					t.Errorf("a name beside the cursor lies on %v", got)
				}
				if got := d.cell("× full failed").Style.Fg; !same(got, look.failed) {
					t.Errorf("failed is drawn in %v", got)
				}
				if got := d.cell("prod-cn4   cn").Style.Bg; !same(got, look.prod) {
					t.Errorf("production lies on %v", got)
				}
				if got := d.cell("PROD ").Style.Bg; !same(got, look.cut) {
					t.Errorf("the badge lies on %v", got)
				}
			})
		})
	}
}

func same(a, b color.Color) bool {
	if a == nil || b == nil {
		return a == b
	}
	r, g, bl, _ := a.RGBA()
	r2, g2, bl2, _ := b.RGBA()
	return r == r2 && g == g2 && bl == bl2
}

// TestWithoutColours: no cell has one, and what matters stands out all the
// same.
func TestWithoutColours(t *testing.T) {
	tell(t, world{place: production(), look: theme.Options{Mode: theme.None, Profile: colorprofile.ASCII}}, func(d *desk) {
		d.Keys("f", "1")
		if c := d.coloured(); c != "" {
			t.Errorf("with theme none %q has a colour", c)
		}
		if d.cell("orders-prod-sync-01").Style.Attrs&uv.AttrReverse == 0 {
			t.Error("the name under the cursor does not stand out")
		}
		if d.cell("× full failed").Style.Attrs&uv.AttrBold == 0 {
			t.Error("failed does not stand out")
		}
		if d.cell("prod-cn4").Style.Attrs&uv.AttrReverse == 0 {
			t.Error("production does not stand out")
		}
		d.Keys("esc").find("wave2-shop-01").Keys("S", "tab")
		if send, back := d.cell("[ Send to PROD ]").Style.Attrs, d.cell("[ Back ]").Style.Attrs; send&uv.AttrReverse == 0 || back&uv.AttrReverse != 0 {
			t.Error("the button with the focus does not stand out")
		}
	})
}

// TestBannerWarns: what must not be forgotten stands out on the first line, and
// on that of production.
func TestBannerWarns(t *testing.T) {
	indexed := func(n int) color.Color { return ansi.IndexedColor(n) } //nolint:gosec // a colour of the palette
	for _, c := range []struct {
		name       string
		mode       theme.Mode
		production bool
		fg, bg     color.Color
	}{
		{"dark", theme.Dark, false, indexed(221), indexed(237)},
		{"dark over production", theme.Dark, true, indexed(221), indexed(52)},
		{"light", theme.Light, false, indexed(94), indexed(254)},
		{"light over production", theme.Light, true, indexed(58), indexed(224)},
		{"without colours", theme.None, true, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := production()
			p.Production, p.ReadOnly = c.production, true
			tell(t, world{place: p, ends: sim.FrozenNow().Add(9 * time.Minute), others: others(), look: theme.Options{Mode: c.mode}}, func(d *desk) {
				for _, word := range []string{"READ-ONLY", "token 9m"} {
					if got := d.cell(word).Style; !same(got.Fg, c.fg) || !same(got.Bg, c.bg) || c.fg == nil && got.Attrs&(uv.AttrBold|uv.AttrReverse) == 0 {
						t.Errorf("%s is drawn with %v", word, got)
					}
				}
				if got := d.Keys("p").cell("prod-cn4    "); c.fg == nil && got.Style.Attrs&uv.AttrReverse == 0 {
					t.Errorf("the profile that is open is drawn with %v", got.Style)
				}
			})
		})
	}
}

// TestASCII: with --ascii nothing that drover draws itself leaves ASCII.
func TestASCII(t *testing.T) {
	for _, p := range everywhere() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			tell(t, world{look: theme.Options{ASCII: true}, place: client.Place{Region: "cn-north-4", Service: "DRS", Project: strings.Repeat("0123456789abcdef", 2)}}, func(d *desk) {
				p.reach(d)
				for _, key := range []string{"", "t", "?"} {
					if key != "" {
						d.press(key)
					}
					drawn := strings.ReplaceAll(d.Screen(), "订单-同步-01", "")
					for _, r := range drawn {
						if r >= utf8.RuneSelf {
							t.Fatalf("%q is not ASCII:\n%s", r, d.Screen())
						}
					}
				}
			})
		})
	}
}

// TestAutoTheme starts in colours that read on any background, and changes
// when the terminal tells its own.
func TestAutoTheme(t *testing.T) {
	tell(t, world{look: theme.Options{Profile: colorprofile.ANSI256}, auto: true}, func(d *desk) {
		if got := d.cell("audit-stream").Style; got.Bg != nil || got.Attrs&uv.AttrReverse == 0 {
			t.Errorf("before the terminal told its background, the cursor is drawn with %v", got)
		}
		d.take(tea.BackgroundColorMsg{Color: color.White})
		if got := d.cell("audit-stream").Style.Bg; !same(got, ansi.IndexedColor(153)) {
			t.Errorf("on white, the name under the cursor lies on %v", got)
		}
	})
}

// cell is the first one of a text on the screen.
func (d *desk) cell(text string) *uv.Cell {
	d.Helper()
	b := d.cells()
	for y, line := range strings.Split(d.Screen(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return b.CellAt(ansi.StringWidth(before), y)
		}
	}
	d.Fatalf("the screen does not show %q:\n%s", text, d.Screen())
	return nil
}

// coloured is the first text with a colour, "" if there is none.
func (d *desk) coloured() string {
	b := d.cells()
	for y := range d.app.env.height {
		for x := range d.app.env.width {
			if c := b.CellAt(x, y); c != nil && (c.Style.Fg != nil || c.Style.Bg != nil) {
				return c.Content
			}
		}
	}
	return ""
}
