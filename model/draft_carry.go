package model

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// CarrySecrets is a draft that takes another one's place, with that one's
// secrets: no file holds any. A secret goes along only where the account that it
// is for is still the same; the others are told, and so is how they came in
// taken out, so that nothing reads them again for another host.
func CarrySecrets(from, to Draft) (Draft, []Drop) {
	var drops []Drop
	tidyFrom, tidyTo := from.Tidy(), to.Tidy()
	for _, secret := range secretsOf(from, to) {
		label, why := movedAccount(tidyFrom, tidyTo, secret)
		if why == "" {
			to = alongWith(from, to, secret)
			continue
		}
		if !from.Secret(secret).Empty() {
			drops = append(drops, Drop{Key: secret, Label: label, Why: why})
		}
		to = to.PutSecret(secret, Secret{})
		for _, mark := range marksOf(secret) {
			if to.Has(mark) && to.Get(mark) == from.Get(mark) {
				to = to.Put(mark, "")
			}
		}
	}
	return to, drops
}

// alongWith is a draft with a secret of another one, and with how it came in, where
// it says nothing of that itself.
func alongWith(from, to Draft, secret FieldKey) Draft {
	if had := from.Secret(secret); to.Secret(secret).Empty() && !had.Empty() {
		to = to.PutSecret(secret, had)
	}
	for _, mark := range marksOf(secret) {
		if !to.Has(mark) && from.Has(mark) {
			to = to.Put(mark, from.Get(mark))
		}
	}
	return to
}

// secretsOf lists the secrets that a draft holds, or says the source of, in
// order, and those of the draft that takes its place.
func secretsOf(from, to Draft) []FieldKey {
	keys := map[FieldKey]bool{}
	for _, d := range []Draft{from, to} {
		for key := range d.secrets {
			keys[key] = true
		}
		for key := range d.values {
			if secret, ok := SecretOf(key); ok {
				keys[secret] = true
			}
			if secret, ok := strings.CutSuffix(string(key), strings.TrimPrefix(certFile, certMember)); ok {
				keys[FieldKey(secret)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// marksOf are the values beside a secret that say how it came in.
func marksOf(secret FieldKey) []FieldKey {
	if end, ok := strings.CutSuffix(string(secret), certMember); ok {
		return []FieldKey{FieldKey(end + certFile), FieldKey(end + certRead), FieldKey(end + certSum)}
	}
	return []FieldKey{secret + fromMark, secret + envMark, secret + commandMark}
}

// movedAccount is what a secret is called in a sentence, and what has changed of
// the account that it is for, "" if nothing has.
func movedAccount(from, to Draft, secret FieldKey) (label, why string) {
	list, i, member, ok := endMember(string(secret))
	if !ok {
		return "", ""
	}
	label = endCalled(from, list, i) + "'s " + secretWord(member)
	if endOf(from, Offer{}, list, i).engine != endOf(to, Offer{}, list, i).engine {
		return label, "its engine changed"
	}
	reached := "endpoint."
	if at := strings.LastIndexByte(member, '.'); at >= 0 && !strings.HasPrefix(member, "ssl.") {
		reached = member[:at+1] // of a shard its own
	}
	for _, part := range []struct{ member, why string }{
		{"endpoint_type", "it runs elsewhere now"},
		{reached + "ip", "its address changed"}, {reached + "db_port", "its port changed"},
		{reached + "instance_id", "its instance changed"}, {reached + "db_user", "its user changed"},
	} {
		if key := Element(list, i, part.member); from.Get(key) != to.Get(key) {
			return label, part.why
		}
	}
	if strings.HasPrefix(member, "ssl.") {
		for _, member := range []string{tlsMember, nameMember, sumMember} {
			if key := Element(list, i, member); from.Get(key) != to.Get(key) {
				return label, "its certificate changed"
			}
		}
	}
	return label, ""
}

// endMember splits the place of a member of an end.
func endMember(key string) (list string, i int, member string, ok bool) {
	for _, list := range []string{Sources, Targets} {
		if i, member, ok := elementOf(key, list); ok {
			return list, i, strings.TrimPrefix(member, "."), true
		}
	}
	return "", 0, "", false
}

// endCalled names an end: "the source", "source 2" where there are several.
func endCalled(d Draft, list string, i int) string {
	name := "target"
	if list == Sources {
		name = "source"
	}
	if d.Count(list) > 1 {
		return name + " " + strconv.Itoa(i+1)
	}
	return "the " + name
}

func secretWord(member string) string {
	switch {
	case member == certMember:
		return "certificate"
	case strings.HasPrefix(member, "ssl."):
		return "certificate password"
	case strings.Contains(member, "source_sharding"):
		return "shard password"
	}
	return "password"
}
