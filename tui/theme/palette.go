package theme

// Tone is what a piece of text means to the eye.
type Tone uint8

// The tones. Colour is for what differs: most text is Text.
const (
	Text            Tone = iota // everything to be read
	Strong                      // the one thing to read
	Muted                       // titles, units, what may be skipped
	Rule                        // lines, the empty part of a bar
	OK                          // running, go, saved, 0 errors
	Warn                        // paused, a clock that runs out, hidden, no
	Bad                         // failed, refused, a wrong field
	Busy                        // the service works
	Unknown                     // an unknown outcome, unresolved
	Accent                      // cursor, mark, bars, filter, a changed value
	Key                         // a key to press
	Select                      // the name under the cursor, the live field
	Gone                        // a row that is no longer listed
	Tab                         // the chosen tab of a page
	Banner                      // the first line
	BannerWarn                  // a warning on it: READ-ONLY
	Badge                       // DEMO on it
	Production                  // the first line over production
	ProductionWarn              // a warning on it
	BadgeProduction             // PROD on it
	toneCount
)

// look is one cell of the table of colours. A colour is a number of the
// terminal's palette; an empty one is the terminal's own.
type look struct {
	fg, bg                              string
	bold, faint, reverse, strike, under bool
}

func darkLooks() [toneCount]look {
	return [toneCount]look{
		Strong:          {bold: true},
		Muted:           {fg: "247"},
		Rule:            {fg: "240"},
		OK:              {fg: "114"},
		Warn:            {fg: "221"},
		Bad:             {fg: "203", bold: true},
		Busy:            {fg: "117"},
		Unknown:         {fg: "177", bold: true},
		Accent:          {fg: "117"},
		Key:             {fg: "117", bold: true},
		Select:          {fg: "231", bg: "24"},
		Gone:            {fg: "247", strike: true},
		Tab:             {fg: "117", bold: true, under: true},
		Banner:          {fg: "252", bg: "237"},
		BannerWarn:      {fg: "221", bg: "237"},
		Badge:           {fg: "231", bg: "24", bold: true},
		Production:      {fg: "224", bg: "52"},
		ProductionWarn:  {fg: "221", bg: "52"},
		BadgeProduction: {fg: "231", bg: "160", bold: true},
	}
}

func lightLooks() [toneCount]look {
	return [toneCount]look{
		Strong:          {bold: true},
		Muted:           {fg: "240"},
		Rule:            {fg: "248"},
		OK:              {fg: "22"},
		Warn:            {fg: "94"},
		Bad:             {fg: "124", bold: true},
		Busy:            {fg: "25"},
		Unknown:         {fg: "90", bold: true},
		Accent:          {fg: "25"},
		Key:             {fg: "25", bold: true},
		Select:          {bg: "153"},
		Gone:            {fg: "240", strike: true},
		Tab:             {fg: "25", bold: true, under: true},
		Banner:          {fg: "236", bg: "254"},
		BannerWarn:      {fg: "94", bg: "254"},
		Badge:           {fg: "231", bg: "25", bold: true},
		Production:      {fg: "52", bg: "224"},
		ProductionWarn:  {fg: "58", bg: "224"},
		BadgeProduction: {fg: "231", bg: "124", bold: true},
	}
}

// basicLooks must read on dark and on light: it serves until the background
// is known.
func basicLooks() [toneCount]look {
	return [toneCount]look{
		Strong:          {bold: true},
		Muted:           {faint: true},
		Rule:            {faint: true},
		OK:              {fg: "2"},
		Warn:            {fg: "3"},
		Bad:             {fg: "1", bold: true},
		Busy:            {fg: "6"},
		Unknown:         {fg: "5", bold: true},
		Accent:          {fg: "6"},
		Key:             {bold: true},
		Select:          {reverse: true},
		Gone:            {faint: true, strike: true},
		Tab:             {bold: true, under: true},
		Banner:          {reverse: true},
		BannerWarn:      {bold: true, reverse: true},
		Badge:           {bold: true},
		Production:      {fg: "15", bg: "1"},
		ProductionWarn:  {fg: "15", bg: "1", bold: true},
		BadgeProduction: {fg: "15", bg: "1", bold: true, reverse: true},
	}
}

func noLooks() [toneCount]look {
	return [toneCount]look{
		Strong:          {bold: true},
		Muted:           {faint: true},
		Rule:            {faint: true},
		Bad:             {bold: true},
		Unknown:         {bold: true},
		Accent:          {bold: true},
		Key:             {bold: true},
		Select:          {reverse: true},
		Gone:            {faint: true, strike: true},
		Tab:             {bold: true, under: true},
		Banner:          {bold: true},
		BannerWarn:      {bold: true},
		Badge:           {bold: true, reverse: true},
		Production:      {reverse: true},
		ProductionWarn:  {bold: true, reverse: true},
		BadgeProduction: {bold: true, reverse: true},
	}
}
