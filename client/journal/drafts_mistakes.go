package journal

import "drover/model"

// wireMistakes are what was wrong in the file that a draft was read from, in
// drover's own words.
type wireMistakes struct {
	Of   string        `json:"of"` // the file's name
	List []wireMistake `json:"list"`
}

type wireMistake struct {
	Key    string `json:"key"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Why    string `json:"why"`
}

// What is kept of mistakes: no file has more that anybody reads.
const (
	mostMistakes = 100
	longestWhy   = 400 // runes
)

// mistakesOf are a draft's mistakes, nil if it has none.
func mistakesOf(d model.Draft) *wireMistakes {
	if len(d.Mistakes) == 0 {
		return nil
	}
	w := &wireMistakes{Of: model.Clean(d.MistakesOf)}
	for _, m := range d.Mistakes[:min(len(d.Mistakes), mostMistakes)] {
		w.List = append(w.List, wireMistake{Key: string(m.Key), Line: m.Line, Column: m.Column, Why: bounded(m.Why)})
	}
	return w
}

// told are the mistakes as a draft has them. What names no field leads nowhere,
// and is told all the same.
func (w *wireMistakes) told() (of string, list []model.Mistake) {
	if w == nil {
		return "", nil
	}
	for _, m := range w.List[:min(len(w.List), mostMistakes)] {
		if !draftKey.MatchString(m.Key) {
			m.Key = ""
		}
		list = append(list, model.Mistake{Line: max(m.Line, 0), Column: max(m.Column, 0), Key: model.FieldKey(m.Key), Why: bounded(m.Why)})
	}
	return bounded(w.Of), list
}

// bounded are clean words of a length that a page shows.
func bounded(words string) string {
	if runes := []rune(words); len(runes) > longestWhy {
		words = string(runes[:longestWhy])
	}
	return model.Clean(words)
}
