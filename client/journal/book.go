package journal

import "errors"

// Damage is a line that could not be read. It stays in the file.
type Damage struct {
	Line int    // from 1
	Why  string // in words
}

// book adds lines up.
type book struct {
	lines   int
	entries []*record // in the order of their first lines
	byKey   map[key]*record
	damaged []Damage
	rotten  int // damaged lines that may have been whole once
}

type key struct{ intent, job string }

type record struct {
	first, last Line
	rotten      int // book.rotten when last was read
}

func newBook() book { return book{byKey: map[key]*record{}} }

// take adds one line of the file, without its line feed.
func (b *book) take(text []byte) {
	b.lines++
	if len(text) == 0 {
		return
	}
	line, err := decode(text)
	if err != nil {
		b.damaged = append(b.damaged, Damage{Line: b.lines, Why: err.Error()})
		if !errors.Is(err, errTorn) {
			b.rotten++
		}
		return
	}
	k := key{line.Intent, line.Job.Raw()}
	rec := b.byKey[k]
	if rec == nil {
		rec = &record{first: line}
		b.byKey[k] = rec
		b.entries = append(b.entries, rec)
	}
	rec.last, rec.rotten = line, b.rotten
}

func (b *book) read(rec *record) Entry {
	e := Entry{Line: rec.last, Begun: rec.first.Time, Written: rec.last.State}
	switch rec.last.State {
	case Intent:
		// A torn line was never synced, so nothing followed it. A line that was
		// whole and is rotten now may have been this one's SENDING.
		e.State = NotSent
		if b.rotten > rec.rotten {
			e.State = Unknown
		}
	case Sending:
		e.State = Unknown
	case Applied, Rejected, NotSent, Unknown, Absent:
	}
	return e
}
