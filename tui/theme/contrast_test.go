package theme_test

import (
	"image/color"
	"math"
	"testing"

	"drover/tui/theme"
)

// luminance and contrast are those of WCAG 2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func rgb(hex uint32) color.Color {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff}
}

func TestEveryPairReads(t *testing.T) {
	for _, c := range []struct {
		mode    theme.Mode
		own     color.Color // what such a terminal writes in
		grounds []uint32
	}{
		{theme.Dark, rgb(0xd0d0d0), []uint32{0x000000, 0x1e1e1e, 0x282c34, 0x002b36}},
		{theme.Light, rgb(0x303030), []uint32{0xffffff, 0xfafafa, 0xfdf6e3}},
	} {
		th := theme.New(theme.Options{Mode: c.mode})
		for _, tone := range tones() {
			if tone == theme.Rule {
				continue // decoration
			}
			s := style(t, th, tone)
			fg := s.Fg
			if fg == nil {
				fg = c.own
			}
			grounds := make([]color.Color, 0, len(c.grounds))
			for _, g := range c.grounds {
				grounds = append(grounds, rgb(g))
			}
			if s.Bg != nil {
				grounds = []color.Color{s.Bg}
			}
			for _, g := range grounds {
				if got := contrast(fg, g); got < 4.5 {
					t.Errorf("mode %d, tone %d on %v: contrast %.2f", c.mode, tone, g, got)
				}
			}
		}
	}
}
