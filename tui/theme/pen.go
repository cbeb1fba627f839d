package theme

import "strings"

// Pen writes a line piece by piece and counts its cells. Pieces of one tone,
// and the blanks between them, become one run: every change of style is bytes
// on the wire.
type Pen struct {
	b     *strings.Builder
	theme *Theme
	tone  Tone
	gap   int // blanks to be written
	used  int
}

// Pen returns a pen for one line. Call End when the line is done.
func (t *Theme) Pen(b *strings.Builder) Pen { return Pen{b: b, theme: t} }

// near is up to how many blanks take the colour of what stands before them:
// more are cheaper to erase.
const near = 4

// Put writes text of so many cells in a tone.
func (p *Pen) Put(tone Tone, text string, cells int) {
	if cells <= 0 {
		return
	}
	t := p.theme
	if t.open[tone] != t.open[p.tone] || p.gap > 0 && !t.looks[tone].blank() {
		if p.gap <= near && t.open[tone] != "" && t.looks[p.tone].blank() {
			p.blanks() // from one colour to the next there is no way back to none
		}
		p.b.WriteString(t.close[p.tone])
		p.blanks()
		p.b.WriteString(t.open[tone])
	}
	p.tone = tone
	p.blanks()
	p.b.WriteString(text)
	p.used += cells
}

// Pad leaves n cells blank.
func (p *Pen) Pad(n int) {
	if n > 0 {
		p.gap += n
		p.used += n
	}
}

// Used is how many cells were written or left blank.
func (p *Pen) Used() int { return p.used }

// End finishes the line.
func (p *Pen) End() {
	p.b.WriteString(p.theme.close[p.tone])
	p.tone = Text
	p.blanks()
}

func (p *Pen) blanks() {
	p.b.WriteString(Spaces(p.gap))
	p.gap = 0
}

// blank reports a look in which a space looks like any other.
func (l look) blank() bool { return l.bg == "" && !l.reverse && !l.strike }
