package theme_test

import (
	"reflect"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"drover/model"
	"drover/tui/theme"
)

// hostile is text as databases hold it: what joins, what is wide, what is
// neither, what moves the cursor.
func hostile() *rapid.Generator[string] {
	pieces := []string{
		"orders-prod", "数据库", "ｶﾀｶﾅ", "é", "e\u0301", "क्षि", "น้ำ", "กำ", "👨‍👩‍👧", "👍🏽", "🇨🇳", "🇩", "1️⃣", "☺️", "☺", "⚡", "한글",
		"\u1112\u1161\u11ab", "עברית", "العربية", "○►║×", "\u0301", "\u200d", "\ufe0f", "\x1b[31m", "\r", "\u009b", "\xff", "﷽", "ß", " ", "…", "🙂", "க்ஷ", "ក្ក",
	}
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 6).Draw(t, "parts")
		return theme.Safe(model.Clean(strings.Join(parts, "")))
	})
}

// column is where text after s lands, by either way of measuring.
func column(s string, method ansi.Method) int {
	b := uv.NewScreenBuffer(theme.Width(s)+ansi.StringWidthWc(s)+8, 1)
	b.Method = method
	uv.NewStyledString(s+"\x1b[7m|\x1b[m").Draw(b, b.Bounds())
	for x := range b.Width() {
		if c := b.CellAt(x, 0); c != nil && c.Style.Attrs&uv.AttrReverse != 0 {
			return x
		}
	}
	return -1
}

func TestSafeTextIsAsWideAsItIsMeasured(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile().Draw(t, "s")
		for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			if at := column(s, method); at != theme.Width(s) {
				t.Fatalf("%q measures %d and takes %d cells (method %d)", s, theme.Width(s), at, method)
			}
		}
		if theme.Safe(s) != s {
			t.Fatalf("%q is not safe after Safe", s)
		}
	})
}

// TestEveryCharacterIsMeasuredAsItIsDrawn asks every single one, and each
// with a mark that joins it.
func TestEveryCharacterIsMeasuredAsItIsDrawn(t *testing.T) {
	for r := rune(0x20); r <= 0x1ffff; r++ {
		for _, s := range []string{string(r), string(r) + "\u0301"} {
			s = theme.Safe(model.Clean(s))
			if w, g, sum := theme.Width(s), ansi.StringWidth(s), ansi.StringWidthWc(s); w != g || w != sum {
				t.Fatalf("%U as %q: %d, by clusters %d, by runes %d", r, s, w, g, sum)
			}
		}
	}
}

// TestLooksTakeNoCells puts pieces of sequences between characters: what is a whole one
// is measured like the terminal's library does, and so is what is none.
func TestLooksTakeNoCells(t *testing.T) {
	pieces := []string{"\x1b", "[", "\x1b[", "m", "\x1b[m", "\x1b[1;38;5;214m", "\x1b[4:3m", "\x1b[2K", ";", ":", "7", "a", "\u00e9", "\u0301", "\u8ba2", "\u25b8", "\xff", " "}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		if got, want := theme.Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("%q measures %d, not %d", s, got, want)
		}
	})
}

func TestSafeKeepsWhatReads(t *testing.T) {
	for _, s := range []string{"orders-prod-01", "订单同步-01", "заказы", "한글", "é", "e\u0301", "⚡🙂"} {
		if got := theme.Safe(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	if got := theme.Safe("🇨🇳"); got != "<U+1F1E8><U+1F1F3>" {
		t.Errorf("a flag became %q", got)
	}
}

func TestCutting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := hostile().Draw(t, "s"), rapid.IntRange(-1, 60).Draw(t, "w")
		sign := rapid.SampledFrom([]string{"…", "..", ""}).Draw(t, "sign")
		for name, got := range map[string]string{"Cut": theme.Cut(s, w, sign), "CutMiddle": theme.CutMiddle(s, w, sign)} {
			if theme.Width(got) > max(w, 0) {
				t.Fatalf("%s(%q, %d) = %q, %d cells", name, s, w, got, theme.Width(got))
			}
			if theme.Width(s) <= w && got != s {
				t.Fatalf("%s changed %q, which fits in %d, to %q", name, s, w, got)
			}
		}
		if fit := theme.Fit(s, w, sign); theme.Width(fit) != max(w, 0) {
			t.Fatalf("Fit(%q, %d) = %q, %d cells", s, w, fit, theme.Width(fit))
		}
	})
}

func TestNamesLoseTheirMiddle(t *testing.T) {
	name := "billing-ora-archive-2019-2024-eu"
	if got, want := theme.CutMiddle(name, 25, "…"), "billing-ora-ar…19-2024-eu"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for w := 1; w < len(name); w++ {
		if got := theme.CutMiddle(name, w, ".."); !strings.HasSuffix(got, "u") || len(got) != w {
			t.Errorf("in %d cells: %s", w, got)
		}
	}
}

func TestCutKeepsStyles(t *testing.T) {
	th := theme.New(theme.Options{Mode: theme.None})
	got := theme.Cut(th.Paint(theme.Strong, "accepted")+" 2", 5, "…")
	if theme.Width(got) != 5 || !strings.Contains(got, "\x1b[1m") {
		t.Errorf("%q", got)
	}
	b := uv.NewScreenBuffer(8, 1)
	uv.NewStyledString(got+"x").Draw(b, b.Bounds())
	if b.CellAt(5, 0).Style.Attrs != 0 {
		t.Errorf("%q leaks its style", got)
	}
}

func TestSignsAreOneCellAndASCIIIsASCII(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		s := theme.New(theme.Options{ASCII: ascii}).Signs()
		signs := append(fields(s), fields(s.Border)...)
		if len(signs) < 20 {
			t.Fatalf("only %d signs", len(signs))
		}
		for _, sign := range signs {
			want := 1
			if ascii && sign == s.Cut {
				want = 2
			}
			if theme.Width(sign) != want || theme.Safe(sign) != sign {
				t.Errorf("%q is %d cells", sign, theme.Width(sign))
			}
			if ascii && len(sign) != want {
				t.Errorf("%q is not ASCII", sign)
			}
		}
	}
}

func fields(v any) []string {
	var out []string
	for _, f := range reflect.ValueOf(v).Fields() {
		if f.Kind() == reflect.String {
			out = append(out, f.String())
		}
	}
	return out
}

func BenchmarkSafe(b *testing.B) {
	for name, s := range map[string]string{"ascii": "orders-prod-sync-02", "cjk": "订单同步-生产-02"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				theme.Width(theme.Safe(s))
			}
		})
	}
}
