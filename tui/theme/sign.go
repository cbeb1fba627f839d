package theme

import "strings"

// Signs is the set of characters drover draws with. Each is one cell wide,
// but for the ASCII form of Cut, which is two.
type Signs struct {
	Cursor, Mark, Flag, Unresolved string // the gutter
	Child                          string // before the name of a row below its parent
	Bar, BarRest                   string
	Spark                          []string // from the lowest to the highest
	Rule, Divider                  string
	Cut                            string // stands for what was cut out
	Dash                           string // between the ends of a range
	Crumb                          string // between a screen and what is inside it
	Dot                            string
	Pending                        string // a row that is yet to land
	Nothing                        string // a cell of a table with nothing in it
	Password                       string // one typed character
	ChoiceLeft, ChoiceRight        string
	SortUp, SortDown               string
	Border                         Border
}

// Border is the square frame of a dialog.
type Border struct {
	TopLeft, TopRight, BottomLeft, BottomRight string
	Side                                       string // left and right
	Edge                                       string // top and bottom
}

// Signs returns the characters to draw with.
func (t *Theme) Signs() Signs { return t.signs }

func signs(ascii bool) Signs {
	if ascii {
		return Signs{
			Cursor: ">", Mark: "*", Flag: "!", Unresolved: "?", Child: "`",
			Bar: "=", BarRest: "-", Spark: strings.Split(".:-=+*#", ""), Rule: "-", Divider: "|",
			Cut: "..", Dash: "-", Crumb: ">", Dot: "-", Pending: ".", Nothing: ".", Password: "*",
			ChoiceLeft: "<", ChoiceRight: ">", SortUp: "^", SortDown: "v",
			Border: Border{"+", "+", "+", "+", "|", "-"},
		}
	}
	return Signs{
		Cursor: "▌", Mark: "●", Flag: "!", Unresolved: "?", Child: "└",
		Bar: "═", BarRest: "─", Spark: strings.Split("▁▂▃▄▅▆▇█", ""), Rule: "─", Divider: "│",
		Cut: "…", Dash: "–", Crumb: "›", Dot: "·", Pending: "░", Nothing: "·", Password: "•",
		ChoiceLeft: "‹", ChoiceRight: "›", SortUp: "↑", SortDown: "↓",
		Border: Border{"┌", "┐", "└", "┘", "│", "─"},
	}
}
