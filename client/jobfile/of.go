package jobfile

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"drover/model"
)

// Of is a job as it was read, to be written: what a create sends, and the
// sections. The head of the file says of which job it is, what was not read, and
// how much stays with the job because drover does not know it.
func Of(d model.Detail, parts []model.Part) Job {
	j := Job{Draft: model.DraftOf(d), Sections: Sections{}, Accounts: map[string]string{}}
	if name := model.Clean(d.Job.Name.String()); name != "" {
		j.Notes = append(j.Notes, "It was read from the job "+name+"; its name is not in the file.")
	}
	for _, p := range parts {
		switch {
		case p.Lacks != "":
			j.Notes = append(j.Notes, nameOf(p.Section)+" is not in the file: "+model.Clean(p.Lacks)+".")
			continue
		case nameOf(p.Section) == "":
			continue
		}
		if told := told(p); len(told) > 0 {
			j.Sections[p.Section] = told
		}
		if n := unknown(p); n > 0 {
			j.Notes = append(j.Notes, plural(n, "member")+" of "+nameOf(p.Section)+" that drover does not know "+isOrAre(n)+" not in the file: "+theyStay(n))
		}
		for _, u := range p.Users {
			j.Accounts[u.ID.Raw()] = model.Clean(u.Account.String())
		}
	}
	return j
}

// told is what a file tells of a section. That every parameter has its default is
// said by the parameters themselves.
func told(p model.Part) map[model.FieldKey]string {
	out := maps.Clone(p.Values)
	delete(out, model.KeyRecovery)
	if _, there := out[model.KeyDropDatabase]; !there && p.Section == model.SectionPolicy {
		var policy struct {
			Filter *string `json:"filter_ddl_policy"`
		}
		if json.Unmarshal(p.Raw, &policy) == nil && policy.Filter != nil && *policy.Filter == "" {
			out[model.KeyDropDatabase] = "" // nothing is held back, and that is said
		}
	}
	return out
}

// unknown counts the members of a section as it came that no file tells.
func unknown(p model.Part) int {
	at := slices.IndexFunc(sectionShapes(), func(s *shape) bool { return s.section == p.Section })
	if at < 0 {
		return 0
	}
	known := []string{"begin", "end", "speed"}
	if s := sectionShapes()[at]; s.members != nil {
		known = nil
		for _, m := range s.members {
			known = append(known, m.name)
		}
	}
	raw, objects := bytes.TrimSpace(p.Raw), []map[string]json.RawMessage{}
	if !bytes.HasPrefix(raw, []byte("[")) {
		raw = slices.Concat([]byte("["), raw, []byte("]"))
	}
	if json.Unmarshal(raw, &objects) != nil {
		return 0
	}
	n := 0
	for _, o := range objects {
		for name := range o {
			if !slices.Contains(known, name) {
				n++
			}
		}
	}
	return n
}

func plural(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return strconv.Itoa(n) + " " + word
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func theyStay(n int) string {
	if n == 1 {
		return "it stays with the job."
	}
	return "they stay with the job."
}

// Later are mistakes that say of each section that no create sends how it is
// taken: for readers that can do nothing with them.
func (f File) Later() []Mistake {
	var out []Mistake
	for _, s := range f.Sections.Told() {
		name := nameOf(s)
		at := f.Places[model.FieldKey(name)]
		out = append(out, Mistake{Line: at.Line, Column: at.Column, Key: model.FieldKey(name), Why: name + " is taken after the job was created: I on the job reads a file"})
	}
	return out
}

// LaterWords says of such sections that they are for afterwards, "" if there are
// none.
func (f File) LaterWords() string {
	told := f.Sections.Told()
	if len(told) == 0 {
		return ""
	}
	words := make([]string, len(told))
	for i, s := range told {
		words[i] = s.Word()
	}
	return plural(len(told), "section") + " (" + strings.Join(words, ", ") + ") " + isOrAre(len(told)) + " applied after creation: open the file on the job with I"
}
