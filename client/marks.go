package client

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strings"

	"drover/client/journal"
	"drover/model"
)

// What the journal keeps of an edit, in Line.Seen: the section's name; a mark of
// every value that is to be another one, and that a reading will show; and of each
// secret that is to be set no more than which one it is. Whoever comes after a
// death can tell by that alone what came of it.

// keyBilling is what shows that billing was changed: the job's own word.
const keyBilling model.FieldKey = "period_order"

// askedOf are the values that prove an edit, by their keys. None: nothing does.
func askedOf(edit model.EditJob) map[model.FieldKey]string {
	if edit.Section == model.SectionPeriod {
		return map[model.FieldKey]string{keyBilling: billing(model.Period)}
	}
	return edit.Asked()
}

func billing(c model.Charging) string {
	switch c {
	case model.Period:
		return "period"
	case model.OnDemand:
		return "on demand"
	case model.ChargingUnknown:
	}
	return ""
}

// marksFor are the words of an edit's entry.
func marksFor(intent string, edit model.EditJob) []string {
	out := []string{string(edit.Section)}
	asked := askedOf(edit)
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		was := model.Canonical(key, edit.Base.Get(key))
		if key == keyBilling {
			was = billing(model.OnDemand)
		}
		word := keyWord(key)
		out = append(out, word+":"+hash(intent, model.FieldKey(word), was)+":"+hash(intent, model.FieldKey(word), model.Canonical(key, asked[key])))
	}
	for _, key := range slices.Sorted(maps.Keys(edit.Secrets)) {
		out = append(out, keyWord(key)+":set")
	}
	return out
}

// plainKey is a key that can stand in the journal as it is.
var plainKey = regexp.MustCompile(`^[A-Za-z0-9_.#-]{1,96}$`)

// keyWord is a key as the journal has it. Names of users and parameters are the
// server's: those that are no plain word are told by a hash.
func keyWord(key model.FieldKey) string {
	if plainKey.MatchString(string(key)) {
		return string(key)
	}
	h := sha256.Sum256([]byte(key))
	return "key#" + hex.EncodeToString(h[:8])
}

// tooMany reports words that would make a line longer than the journal takes.
func tooMany(words []string) bool { return len(strings.Join(words, " ")) > 32<<10 }

// noteWords keeps what will be journalled with a job's intent.
func (r *Run) noteWords(id model.JobID, words []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[id] = strings.Join(words, " ")
}

// sectionOf is the section that an update's entry is of; "" if it names none.
func sectionOf(l journal.Line) model.Section {
	first, _, _ := strings.Cut(l.Seen, " ")
	if s := model.Section(first); l.Op == string(model.Update) && s.Known() {
		return s
	}
	return ""
}

// secretsOf are the words of the secrets that an entry was to set.
func secretsOf(l journal.Line) []string {
	return slices.DeleteFunc(strings.Fields(l.Seen), func(word string) bool { return !strings.HasSuffix(word, ":set") })
}

// onlySecrets reports an update of which nothing can be read afterwards, and that
// can be sent again without harm.
func onlySecrets(l journal.Line) bool {
	return l.Op == string(model.Update) && len(marksOf(l)) == 0 && len(secretsOf(l)) > 0
}

// holds compares a reading with the marks of an entry: former, all that was to
// change is as before; asked, all of it is as was asked for.
func holds(l journal.Line, d model.Detail, now model.Part) (former, asked bool) {
	keys := map[string]model.FieldKey{}
	for _, key := range now.Keys() {
		keys[keyWord(key)] = key
	}
	former, asked = true, true
	for _, m := range marksOf(l) {
		value := ""
		if key, ok := keys[string(m.key)]; ok {
			value = model.Canonical(key, now.Get(key))
		}
		if m.key == keyBilling {
			value = billing(d.Job.Charging)
		}
		is := hash(l.Intent, m.key, value)
		former, asked = former && is == m.was, asked && is == m.asked
	}
	return former, asked
}
