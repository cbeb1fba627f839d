package objects

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"drover/model"
)

// MostFilterLetters is how long a row filter may be.
const MostFilterLetters = 512

// FilterTry is a table's filter, for the service to check.
type FilterTry struct {
	Path       Path
	Conditions []string // what stands behind WHERE
	Joins      []string // how lookups are joined
}

// FilterVerdict is the service's word on one.
type FilterVerdict struct {
	Path             Path
	OK               bool
	Message          string // the service's words
	OnSource, OnDest string // what each end said of it, where the service tells
}

// FilterCheck is what can be said of a filter without the service.
type FilterCheck struct {
	Letters int
	Why     string   // what is wrong with it; "": nothing
	Warn    []string // what may be wrong with it
}

// Words count its letters: "24 of 512 letters".
func (f FilterCheck) Words() string {
	return strconv.Itoa(f.Letters) + " of " + strconv.Itoa(MostFilterLetters) + " letters"
}

// CheckFilter looks at a row filter, or at a join condition, as far as that can be
// done without the service and whatever the engine. columns may be nil.
func CheckFilter(text string, columns *TableColumns) FilterCheck {
	f := FilterCheck{Letters: utf8.RuneCountInString(text)}
	bare, open := withoutQuotes(text, true)
	if open {
		bare, open = withoutQuotes(text, false) // a database where \ is a letter like others
	}
	fold := strings.ToUpper(bare)
	first := ""
	if words := sqlWords(fold); len(words) > 0 {
		first = words[0]
	}
	switch {
	case strings.TrimSpace(text) == "":
		f.Why = "a condition is needed, or none at all"
	case f.Letters > MostFilterLetters:
		f.Why = f.Words()
	case strings.Contains(text, ";"):
		f.Why = "no semicolon"
	case first == "WHERE":
		f.Why = "only what stands behind WHERE"
	case first == "SELECT" || first == "INSERT" || first == "UPDATE" || first == "DELETE":
		f.Why = "a condition, not a statement"
	case open:
		f.Why = "a quote is not closed"
	case strings.Contains(bare, "--") || strings.Contains(bare, "/*"):
		f.Why = "no comments"
	default:
		f.Why = brackets(bare)
	}
	if f.Why == "" {
		f.Why = aggregates(fold)
	}
	if f.Why == "" {
		f.Warn = filterWarnings(text, bare, fold, columns)
	}
	return f
}

// withoutQuotes blanks out what stands in quotes, and tells whether a quote is left
// open. A quote that is doubled stands for itself; one behind \ does in some databases.
func withoutQuotes(text string, escapes bool) (bare string, open bool) {
	out := []byte(text)
	quote := byte(0)
	for i := 0; i < len(out); i++ {
		c := text[i]
		switch {
		case quote == 0 && (c == '\'' || c == '"' || c == '`'):
			quote = c
		case quote == 0:
			continue
		case c == quote:
			quote = 0
		case escapes && c == '\\' && quote != '`' && i+1 < len(text):
			out[i] = ' '
			i++
		}
		out[i] = ' '
	}
	return string(out), quote != 0
}

// brackets says what is wrong with the brackets of a text without quotes.
func brackets(bare string) string {
	depth := 0
	for i := range len(bare) {
		switch bare[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return "a bracket is closed that was not opened"
			}
		}
	}
	if depth > 0 {
		return "a bracket is not closed"
	}
	return ""
}

// aggregates says that a condition needs more than one row.
func aggregates(fold string) string {
	words := sqlWords(fold)
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if slices.Contains([]string{"COUNT", "SUM", "AVG", "MIN", "MAX", "GROUP_CONCAT", "STRING_AGG", "ARRAY_AGG"}, w) && next == "(" {
			return "no " + strings.ToLower(w) + "(): each row is looked at alone"
		}
		switch {
		case (w == "GROUP" || w == "ORDER") && next == "BY":
			return "no " + strings.ToLower(w) + " by: each row is looked at alone"
		case w == "HAVING", w == "LIMIT" && next != "" && !isSQLSign(next):
			return "no " + strings.ToLower(w) + ": each row is looked at alone"
		}
	}
	return ""
}

func isSQLSign(word string) bool { return strings.ContainsAny(word[:1], "()=<>!,+-*/") }

// sqlWords are the words and signs of a text without quotes.
func sqlWords(bare string) []string {
	var out []string
	word := func(c byte) bool {
		return c == '_' || c == '$' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
	}
	for i := 0; i < len(bare); {
		switch from := i; {
		case word(bare[i]):
			for i < len(bare) && word(bare[i]) {
				i++
			}
			out = append(out, bare[from:i])
		case bare[i] <= ' ':
			i++
		default:
			i++
			out = append(out, bare[from:i])
		}
	}
	return out
}

// filterWarnings are what a filter does that the service takes ill, or that acts in
// another way than it reads.
func filterWarnings(text, bare, fold string, columns *TableColumns) []string {
	var out []string
	words := sqlWords(fold)
	for i, w := range words {
		call := i+1 < len(words) && words[i+1] == "("
		if slices.Contains([]string{"CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "SYSDATE", "SYSTIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP"}, w) ||
			call && slices.Contains([]string{"NOW", "CURDATE", "CURTIME", "UNIX_TIMESTAMP", "UTC_TIMESTAMP", "UTC_DATE", "GETDATE", "CLOCK_TIMESTAMP"}, w) {
			out = append(out, strings.ToLower(w)+" is another moment for each row: give a fixed one")
			break
		}
	}
	if dateIn(bare) {
		out = append(out, "a date stands in single quotes, else it is a sum")
	}
	if i := strings.IndexByte(text, '"'); i >= 0 && strings.IndexByte(bare, '"') < 0 && dateIn(text[i:min(i+12, len(text))]) {
		out = append(out, "a date stands in single quotes, not in double ones")
	}
	if columns == nil {
		return out
	}
	for _, c := range columns.Columns {
		kind := columnKind(c.Type)
		if kind == "" || !namesColumn(text, words, c.Name) {
			continue
		}
		out = append(out, "column "+sayName(c.Name)+" is "+kind+" ("+sayName(c.Type)+"): the service takes no condition on it")
	}
	return out
}

// dateIn reports a date like 2025-01-31 in a text.
func dateIn(text string) bool {
	digits := func(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }
	for text != "" {
		n := digits(text)
		if n == 0 {
			text = text[1:]
			continue
		}
		rest := text[n:]
		if n == 4 && strings.HasPrefix(rest, "-") {
			if m := digits(rest[1:]); m > 0 && strings.HasPrefix(rest[1+m:], "-") && digits(rest[2+m:]) > 0 {
				return true
			}
		}
		text = rest
	}
	return false
}

// namesColumn reports whether a condition names a column, bare or in quotes.
func namesColumn(text string, words []string, name string) bool {
	return slices.Contains(words, strings.ToUpper(name)) || strings.Contains(text, "`"+name+"`") || strings.Contains(text, `"`+name+`"`)
}

// columnKind says of a type that no condition is taken on it: "": it is.
func columnKind(typ string) string {
	typ, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(typ)), "(")
	typ = strings.TrimSpace(typ)
	switch {
	case slices.Contains([]string{"float", "double", "double precision", "real", "binary_float", "binary_double", "float4", "float8"}, typ):
		return "a floating number"
	case strings.HasSuffix(typ, "blob"), strings.HasSuffix(typ, "clob"), strings.HasSuffix(typ, "text") && typ != "text", typ == "text",
		slices.Contains([]string{"bytea", "long", "long raw", "bfile", "json", "jsonb", "xml", "xmltype", "image"}, typ):
		return "a large object"
	}
	return ""
}

// rowFilters says what is wrong with the row filters of a leaf as a whole; "": nothing.
func rowFilters(kind Kind, x *Extra) string {
	switch {
	case len(x.Filter) == 0:
		return ""
	case kind != Table:
		return "a " + kind.Word() + " has no rows to be filtered"
	case len(x.Filter) > 1:
		return "one row filter for a table, not " + strconv.Itoa(len(x.Filter))
	}
	return ""
}

// keeps reports a column that something is said of and that is not left out.
func keeps(c Column) bool { return !c.Added && c.Keep != model.No }
