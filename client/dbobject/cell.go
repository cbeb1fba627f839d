package dbobject

import (
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
