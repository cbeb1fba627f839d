package journal

import (
	"strings"
	"unicode/utf8"

	"drover/model"
)

// Bounds of a view.
const (
	longestWord = 2000 // runes of a filter, a name, a command
	mostColumns = 100
	mostHistory = 100
	mostSaved   = 50
	mostRecent  = 5
)

// bound cuts a view to what is kept, and names the members of which something
// makes no sense. Of lists that are too long the older end goes, without a
// word.
func bound(v model.View) (out model.View, senseless []string) {
	words := func(name string, list []string) []string {
		var kept []string
		for _, w := range list {
			if w, ok := word(w); ok {
				kept = append(kept, w)
			} else {
				senseless = append(senseless, name)
			}
		}
		return kept
	}
	one := func(name, s string) string {
		s, ok := word(s)
		if !ok {
			senseless = append(senseless, name)
		}
		return s
	}
	out = v
	out.Sort, out.Filter = one("sort", v.Sort), one("filter", v.Filter)
	out.Columns = first(mostColumns, words("columns", v.Columns))
	out.History = last(mostHistory, words("history", v.History))
	out.Recent = first(mostRecent, words("recent", v.Recent))
	out.Saved = nil
	for _, s := range v.Saved {
		name, ok := word(s.Name)
		query, fits := word(s.Query)
		if !ok || !fits {
			senseless = append(senseless, "saved")
			continue
		}
		out.Saved = append(out.Saved, model.SavedFilter{Name: name, Query: query})
	}
	out.Saved = last(mostSaved, out.Saved)
	if v.Quick < 0 || v.Quick > 9 {
		out.Quick, senseless = 0, append(senseless, "quick")
	}
	if v.Clock != "" && v.Clock != "utc" && v.Clock != "local" {
		out.Clock, senseless = "", append(senseless, "clock")
	}
	return out, senseless
}

// word is a string of a view as it is kept: byte for byte, hostile or not (it
// is cleaned where it is drawn), but as UTF-8, and not of any length.
func word(s string) (string, bool) {
	if s = strings.ToValidUTF8(s, "\uFFFD"); utf8.RuneCountInString(s) > longestWord {
		return "", false
	}
	return s, true
}

func first[T any](n int, list []T) []T { return list[:min(n, len(list))] }

func last[T any](n int, list []T) []T { return list[max(0, len(list)-n):] }
