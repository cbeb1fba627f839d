// Package theme is how drover looks: tones, glyphs, signs and the width of
// text. No other package makes a style, so a screen can neither invent a
// colour nor forget the terminals that have none.
//
//	theme.go    a Theme paints text in a Tone
//	pen.go      a line in many tones, in few bytes
//	span.go     text in one tone, piece by piece
//	rule.go     a line with captions in it
//	palette.go  what each tone is on dark, light, 16-colour and colourless terminals
//	sign.go     cursor, mark, rules and borders, and their ASCII twins
//	spark.go    courses and bars
//	state.go    the glyph and tone of a job's state and of an outcome
//	width.go    cells: measuring, cutting, padding
//	safe.go     text whose width terminals disagree on
//	form.go     the same look for forms
//	terminal.go what the environment tells of the terminal
package theme
