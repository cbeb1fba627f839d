package model

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ipv4 reports whether a text is one IPv4 address as everybody writes it.
func ipv4(text string) bool {
	for i := range 4 {
		part, rest, more := strings.Cut(text, ".")
		if more != (i < 3) || !decimal(part, 0, 255) {
			return false
		}
		text = rest
	}
	return true
}

// decimal reports whether a text is a whole number within bounds, written
// without sign or leading zeros.
func decimal(text string, least, most int) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= least && n <= most && strconv.Itoa(n) == text
}

// idWrong says what is wrong with an id of the cloud: they are opaque, but none
// has a blank or a comma in it.
func idWrong(text string) string {
	switch {
	case text == "":
		return ""
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == ',' || r == '"' || r > 0x7e }):
		return "an id: no blanks, one alone"
	case len(text) > longestID:
		return "an id has at most " + itoa(longestID) + " characters"
	}
	return ""
}

// longestID is far more than any id of the cloud has.
const longestID = 64

// listWrong says what is wrong with a list that is joined by commas, one for each
// node; nodes 0 is not known: one or two.
func listWrong(text string, nodes int, one, many string, wrong func(string) string) string {
	if text == "" {
		return ""
	}
	if strings.ContainsAny(text, " \t") {
		return "commas without blanks"
	}
	n := 0
	for part := range strings.SplitSeq(text, ",") {
		if n++; part == "" {
			return "nothing between two commas"
		}
		if why := wrong(part); why != "" {
			return why
		}
	}
	switch {
	case nodes == 0 && n > 2:
		return "at most two " + many + ": one for each node"
	case nodes != 0 && n != nodes:
		return "it has " + plural(nodes, "node", "nodes") + ": " + plural(nodes, one, many)
	}
	return ""
}

// descriptionWrong says what is wrong with a job's description (DRS:
// description): 256 characters, none of ! < > & ' " \.
func descriptionWrong(text string) string {
	if at := strings.IndexAny(text, "!<>&'\"\\"); at >= 0 {
		return "not " + text[at:at+1] + ": none of ! < > & ' \" \\"
	}
	if !utf8.ValidString(text) {
		return "it is no UTF-8"
	}
	if n := utf8.RuneCountInString(text); n > longestDescription {
		return "at most " + itoa(longestDescription) + " characters, it has " + itoa(n)
	}
	return ""
}

const longestDescription = 256
