package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// menuKey is the key of a menu's line that has none of its own: the digits for
// the first nine, so that no letter opens what somebody did not mean.
func menuKey(i int) string {
	if i > 8 {
		return " "
	}
	return digit(i + 1)
}

// profilesMenu offers the profiles by number, the one that is open marked. With
// none to go to it says how one is added.
func (a *app) profilesMenu() (tea.Cmd, Nav) {
	var choices []choice
	for i, p := range a.doors.profiles {
		choices = append(choices, choice{key: menuKey(i), name: theme.Safe(model.Clean(p.Name)), more: a.profileWords(p), do: func() (tea.Cmd, Nav) { return a.switchTo(p) }})
	}
	if a.hasProjects() {
		choices = append(choices, choice{key: "o", name: "another project", more: "now " + shortID(model.Clean(a.doors.kept[a.doors.here].project), a.env.theme.Signs().Cut), do: a.otherProject})
	}
	if a.doors.first.Demo != nil {
		choices = append(choices, choice{key: "d", name: "the demo", more: a.hereWord(demoKey, "made-up jobs, no network"), do: func() (tea.Cmd, Nav) {
			return a.switchBy(demoKey, "the demo", a.doors.first.Demo)
		}})
	}
	if a.doors.first.Sample != "" && !a.onFirst() {
		choices = append(choices, choice{key: "f", name: "the first screen", more: "how to write a profile", do: func() (tea.Cmd, Nav) { return nil, push(newFirst(a)) }})
	}
	m := newMenu(a.env, "profiles", choices)
	m.about = a.aboutProfiles()
	m.at = max(slices.IndexFunc(a.doors.profiles, func(p client.Profile) bool { return profileKey+p.Name == a.doors.here }), 0)
	return nil, push(m)
}

// onFirst reports that the first screen is open.
func (a *app) onFirst() bool {
	return slices.ContainsFunc(a.stack, func(s Screen) bool { _, first := s.(*firstScreen); return first })
}

// aboutProfiles says how one is added where there is no other to go to.
func (a *app) aboutProfiles() []string {
	if len(a.doors.profiles) > 1 {
		return nil
	}
	where := cmp.Or(a.doors.first.Config, "config.toml")
	if len(a.doors.profiles) == 0 {
		return []string{"There is no profile yet: flags and environment say where to go.", "One is added in " + model.Clean(where) + ", as [profile.NAME].", "drover reads it when it starts: start it anew then."}
	}
	return []string{"It is the only profile.", "Another is added in " + model.Clean(where) + ", as [profile.NAME].", "drover reads it when it starts: start it anew then."}
}

// whither is a profile's region, or its endpoint's host where it names none.
func whither(p client.Profile) string {
	return cmp.Or(theme.Safe(model.Clean(p.Region)), hostIn(p.Endpoint))
}

// profileWords are region and what must not be forgotten of a profile, in
// columns.
func (a *app) profileWords(p client.Profile) string {
	region := 0
	for _, o := range a.doors.profiles {
		region = max(region, theme.Width(whither(o)))
	}
	words := theme.Pad(whither(p), region)
	for _, flag := range []struct {
		word string
		of   func(client.Profile) bool
	}{
		{"PROD", func(p client.Profile) bool { return p.Production }},
		{"READ-ONLY", func(p client.Profile) bool { return p.ReadOnly }},
		{a.hereMark(), func(p client.Profile) bool { return profileKey+p.Name == a.doors.here }},
	} {
		switch {
		case flag.of(p):
			words += "   " + flag.word
		case slices.ContainsFunc(a.doors.profiles, flag.of):
			words += theme.Spaces(3 + theme.Width(flag.word))
		}
	}
	return words
}

func (a *app) hereMark() string { return a.env.theme.Signs().Mark + " here" }

func (a *app) hereWord(key, words string) string {
	if key == a.doors.here {
		return words + "   " + a.hereMark()
	}
	return words
}

// switchTo opens a profile in place of the one that is open.
func (a *app) switchTo(p client.Profile) (tea.Cmd, Nav) {
	return a.switchBy(profileKey+p.Name, "profile "+model.Clean(p.Name), func() (client.Door, error) { return a.doors.ask(p.Name) })
}

// switchBy goes through a door, once it is clear that nothing is cut off by
// that.
func (a *app) switchBy(key, words string, open func() (client.Door, error)) (tea.Cmd, Nav) {
	if key == a.doors.here {
		return a.sayNow(note{kind: noteGood, text: "you are there: " + words, bare: "the profile that is open was chosen"}), stay
	}
	return a.afterAsking(words, func() (tea.Cmd, Nav) { return a.goThrough(key, open) })
}

// afterAsking does something that closes the client, at once where nothing is
// cut off by that.
func (a *app) afterAsking(words string, do func() (tea.Cmd, Nav)) (tea.Cmd, Nav) {
	o, watches := a.open(), a.watches()
	if o.unresolved = 0; o == (open{}) && watches == 0 {
		return do()
	}
	d := newLeave(a.env, o, watches)
	d.to, d.do = words, do
	return nil, push(d)
}

// profileSpoken is "profile stage": a name, or the beginning of only one.
func (a *app) profileSpoken(words string) (string, func() (tea.Cmd, Nav), string) {
	var hits []client.Profile
	for _, p := range a.doors.profiles {
		if p.Name == words {
			hits = []client.Profile{p}
			break
		}
		if strings.HasPrefix(strings.ToLower(p.Name), strings.ToLower(words)) {
			hits = append(hits, p)
		}
	}
	switch len(hits) {
	case 0:
		return "", nil, "there is no such profile; p shows them"
	case 1:
		return theme.Safe(model.Clean(hits[0].Name)) + "   " + strings.TrimRight(a.profileWords(hits[0]), " "), func() (tea.Cmd, Nav) { return a.switchTo(hits[0]) }, ""
	}
	return "", nil, plural(len(hits), "profile begins", "profiles begin") + " with that"
}
