package dbobject

import (
	"errors"
	"fmt"
	"strings"

	"drover/model"
	"drover/model/objects"
)

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
