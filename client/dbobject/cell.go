package dbobject

import (
	"errors"
	"fmt"
	"strings"

	"drover/model"
	"drover/model/objects"
)

// What is said of the columns of a table stands in one cell, one behind the other with
// semicolons between them:
//
//	id                               copied
//	-secret                          left out
//	name>full_name                   copied under another name
//	+src_id long=7                   added, always 7
//	+created datetime create_time    added, and how it is filled
//	id key                           a key column
//
// Behind a name there may be words (copied, dropped, listed, key, lookup) and values
// (type=, operation=, value=, filterkey=, filterindex=, other=). What is more than
// letters, digits and _ $ # . ( ) , has single quotes around it, with two for one in it.

const operations = "ADDITIONALCOLUMN,"

// fills are the ways to fill an added column that have a word of their own.
func isFill(word string) bool {
	switch word {
	case "default_value", "create_time", "update_time", "expression", "server_database_table":
		return true
	}
	return false
}

func isWord(word string) bool {
	switch word {
	case "copied", "dropped", "listed", "key", "lookup", "type", "operation", "value", "filterkey", "filterindex", "other":
		return true
	}
	return isFill(word)
}

// columnsCell writes columns. A blank in front keeps a spreadsheet from taking + or -
// for the beginning of a formula; reading does not mind it.
func columnsCell(all []objects.Column) string {
	var b strings.Builder
	for i, c := range all {
		if i > 0 {
			b.WriteString("; ")
		}
		columnItem(&b, c)
	}
	if s := b.String(); strings.HasPrefix(s, "+") || strings.HasPrefix(s, "-") {
		return " " + s
	}
	return b.String()
}

func columnItem(b *strings.Builder, c objects.Column) {
	value := func(word, s string) {
		if s != "" {
			b.WriteString(" " + word + "=" + bare(s))
		}
	}
	word := func(word string, yes bool) {
		if yes {
			b.WriteString(" " + word)
		}
	}
	switch {
	case c.Added:
		b.WriteByte('+')
	case c.Keep == model.No:
		b.WriteByte('-')
	}
	b.WriteString(bare(c.Name))
	if c.Mapped() {
		b.WriteString(">" + bare(c.Target))
	}
	begun := b.Len()
	if c.Added {
		added(b, c, value)
	} else {
		value("type", c.Type)
		value("operation", c.Operation)
		value("value", c.Value)
	}
	word("key", c.Key)
	word("lookup", c.Lookup)
	value("filterkey", c.FilterKey)
	value("filterindex", c.FilterIndex)
	value("other", otherCell(c.Unknown))
	alone := b.Len() == begun && !c.Mapped() && !c.Added
	word("copied", c.Keep == model.Yes && !alone)
	word("dropped", c.Keep == model.No && c.Added)
	word("listed", c.Keep == model.NotTold && alone)
}

// added writes how an added column is filled.
func added(b *strings.Builder, c objects.Column, value func(word, s string)) {
	fill, known := strings.CutPrefix(c.Operation, operations)
	known = known && isFill(fill)
	typed := c.Type != "" && c.Type == bare(c.Type) && !isWord(c.Type)
	if typed {
		b.WriteString(" " + c.Type)
	} else {
		value("type", c.Type)
	}
	switch {
	case !known:
		value("operation", c.Operation)
		value("value", c.Value)
	case c.Value == "":
		b.WriteString(" " + fill)
	case fill == "default_value" && typed:
		b.WriteString("=" + bare(c.Value))
	default:
		value(fill, c.Value)
	}
}

// bare is a name as it stands in a cell.
func bare(s string) string {
	for i := range len(s) {
		if !isBare(s[i]) {
			return "'" + strings.ReplaceAll(s, "'", "''") + "'"
		}
	}
	if s == "" {
		return "''"
	}
	return s
}

func isBare(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 || strings.IndexByte("_$#.(),", c) >= 0
}

// cellReader reads a cell of columns.
type cellReader struct {
	s   string
	err error
}

// cellColumns reads what columnsCell writes, and what people write.
func cellColumns(cell string) ([]objects.Column, error) {
	r := cellReader{s: cell}
	var out []objects.Column
	seen := map[string]bool{}
	for r.blanks(); r.s != "" && r.err == nil; r.blanks() {
		if r.take(';') {
			continue
		}
		c := r.item()
		if seen[c.Name] && r.err == nil {
			r.err = fmt.Errorf("the column %s stands twice in it", model.Clean(c.Name))
		}
		if seen[c.Name] = true; r.err == nil {
			out = append(out, c)
		}
		if r.blanks(); r.err == nil && r.s != "" && !r.take(';') {
			r.err = fmt.Errorf("put ; between two columns, and single quotes around %s", r.here())
		}
	}
	return out, r.err
}

func (r *cellReader) blanks() { r.s = strings.TrimLeft(r.s, " \t\r\n") }

func (r *cellReader) take(c byte) bool {
	if r.s == "" || r.s[0] != c {
		return false
	}
	r.s = r.s[1:]
	return true
}

// here is what is next, for a sentence.
func (r *cellReader) here() string {
	s := r.s
	if i := strings.IndexAny(s, "; "); i > 0 {
		s = s[:i]
	}
	return model.Clean(s[:min(len(s), 40)])
}

// text takes a name or a value.
func (r *cellReader) text() string {
	if r.take('\'') {
		var b strings.Builder
		for {
			i := strings.IndexByte(r.s, '\'')
			if i < 0 {
				r.err, r.s = errors.New("a single quote is not closed"), ""
				return ""
			}
			b.WriteString(r.s[:i])
			if r.s = r.s[i+1:]; !r.take('\'') {
				return b.String()
			}
			b.WriteByte('\'')
		}
	}
	n := 0
	for n < len(r.s) && isBare(r.s[n]) {
		n++
	}
	if n == 0 && r.err == nil {
		r.err = fmt.Errorf("a name is needed before %q: put single quotes around names with such characters", r.here())
	}
	s := r.s[:n]
	r.s = r.s[n:]
	return s
}

// item takes what is said of a column.
func (r *cellReader) item() objects.Column {
	var c objects.Column
	switch {
	case r.take('+'):
		c.Added = true
	case r.take('-'):
		c.Keep = model.No
	}
	r.blanks()
	c.Name = r.text()
	alone := c.Keep == model.NotTold && !c.Added
	if r.blanks(); r.take('>') {
		r.blanks()
		if c.Target = r.text(); c.Target == c.Name {
			c.Target = ""
		}
		alone = false
	}
	for r.blanks(); r.err == nil && r.s != "" && r.s[0] != ';'; r.blanks() {
		r.attribute(&c)
		alone = false
	}
	if alone {
		c.Keep = model.Yes
	}
	return c
}

// attribute takes a word or a value behind a name.
func (r *cellReader) attribute(c *objects.Column) {
	word := r.text()
	value, told := "", false
	if r.err == nil && r.take('=') {
		value, told = r.text(), true
	}
	if r.err != nil {
		return
	}
	switch {
	case told && r.value(c, word, value), !told && r.word(c, word):
	case isFill(word):
		c.Operation, c.Value = operations+word, value
	case isWord(word) || c.Type != "" || !c.Added:
		r.err = fmt.Errorf("%s is not understood behind the column %s: %s", model.Clean(word), model.Clean(c.Name),
			"there may be copied, dropped, listed, key, lookup, type=, operation=, value=, filterkey=, filterindex=, other=, and behind + its type and how it is filled")
	default:
		if c.Type = word; told {
			c.Operation, c.Value = operations+"default_value", value
		}
	}
}

func (r *cellReader) word(c *objects.Column, word string) bool {
	switch word {
	case "copied":
		c.Keep = model.Yes
	case "dropped":
		c.Keep = model.No
	case "listed":
		c.Keep = model.NotTold
	case "key":
		c.Key = true
	case "lookup":
		c.Lookup = true
	default:
		return false
	}
	return true
}

func (r *cellReader) value(c *objects.Column, word, value string) bool {
	texts := map[string]*string{"type": &c.Type, "operation": &c.Operation, "value": &c.Value, "filterkey": &c.FilterKey, "filterindex": &c.FilterIndex}
	if to, ok := texts[word]; ok {
		*to = value
		return true
	}
	if word != "other" {
		return false
	}
	var ok bool
	if c.Unknown, ok = cellOther(value); !ok {
		r.err = fmt.Errorf("other= of the column %s is no JSON object", model.Clean(c.Name))
	}
	return true
}
