package model

import (
	"strconv"
	"strings"
)

// Show is the draft looking at the element that a field is in, so that the
// form has the field.
func (d Draft) Show(key FieldKey) Draft {
	for _, list := range []string{Sources, Targets} {
		i, rest, ok := elementOf(string(key), list)
		if !ok {
			continue
		}
		d = d.Look(list, i)
		shards := Shards(list, i)
		if j, _, ok := elementOf(list+"["+strconv.Itoa(i)+"]"+rest, shards); ok {
			d = d.Look(shards, j)
		}
	}
	return d
}

// endWord says in which end a field is, with its number where there are several:
// "source", "source 2", "source 2 shard 1"; "" if it is in none.
func endWord(d Draft, key FieldKey) string {
	for list, word := range map[string]string{Sources: "source", Targets: "target"} {
		i, rest, ok := elementOf(string(key), list)
		if !ok {
			continue
		}
		if d.Count(list) > 1 {
			word += " " + itoa(i+1)
		}
		if j, _, ok := elementOf(list+"["+strconv.Itoa(i)+"]"+rest, Shards(list, i)); ok {
			word += " shard " + itoa(j+1)
		}
		return word
	}
	return ""
}

// mostElements bounds the lists of a draft, which may come from a file: nobody
// has more ends or shards, and a number in a key makes no work of its size.
const mostElements = 100

// elementOf is the number of the element of a list that a key is in, and what
// follows it.
func elementOf(key, list string) (i int, rest string, ok bool) {
	tail, ok := strings.CutPrefix(key, list)
	if !ok || tail == "" || tail[0] != '[' {
		return 0, "", false
	}
	digits, rest, ok := strings.Cut(tail[1:], "]")
	i, err := strconv.Atoi(digits)
	return i, rest, ok && err == nil && i >= 0 && i < mostElements
}

// setEnd is Put for the fields of ends: which element is looked at is no value,
// and a secret that is to come in another way has to come in again.
func (d Draft) setEnd(key FieldKey, value string) Draft {
	if list, ok := strings.CutSuffix(string(key), lookAt); ok && (list == Sources || list == Targets || isShards(list)) {
		if i, err := strconv.Atoi(value); err == nil && i >= 0 && i < max(1, d.Count(list)) {
			return d.Look(list, i)
		}
		return d
	}
	if secret, ok := SecretOf(key); ok && d.Get(key) != value {
		d = d.PutSecret(secret, Secret{})
	}
	return d.Put(key, value)
}
