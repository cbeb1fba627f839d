package journal

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"drover/model"
)

// wireEdit says of which section of which job a draft is, and what stood there
// when it was begun.
type wireEdit struct {
	Job     string            `json:"job"`
	Section string            `json:"section"`
	Base    map[string]string `json:"base"`
	Over    []string          `json:"over,omitempty"` // keys that replace what somebody else wrote meanwhile
}

// editKey is what the key of a section's value looks like: parameters and users
// have names of their own in it.
var editKey = regexp.MustCompile(`^[A-Za-z0-9_.#\[\]-]{1,200}$`)

// keptEdit reports whether a section's value may stand on the disk: it is of that
// section, and no password.
func keptEdit(s model.Section, key model.FieldKey) bool {
	of, ok := model.SectionOf(key)
	return ok && of == s && editKey.MatchString(string(key)) && key != model.KeyUsersSecret && !strings.HasSuffix(string(key), ".password")
}

// editOf is what a draft's file says of its edit.
func editOf(d model.Draft) (*wireEdit, error) {
	w := &wireEdit{Job: d.Of.Job.String(), Section: string(d.Of.Section), Base: map[string]string{}}
	for key, value := range d.Of.Base {
		if keptEdit(d.Of.Section, key) {
			w.Base[string(key)] = value
		}
	}
	for _, key := range d.Of.Over {
		w.Over = append(w.Over, string(key))
	}
	for _, key := range d.Keys() {
		if !editKey.MatchString(string(key)) { // it would not come back
			return nil, fmt.Errorf("it holds what no section has: %s", model.Clean(string(key)))
		}
	}
	return w, nil
}

// edit makes the draft of a section. A password that somebody wrote there is not
// taken.
func (f draftFile) edit(d model.Draft) (model.Draft, error) {
	if f.Edit == nil {
		return model.Draft{}, errors.New("it does not say of which section it is")
	}
	section := model.Section(f.Edit.Section)
	if !section.Known() || section == model.SectionEnds || f.Edit.Job == "" {
		return model.Draft{}, errors.New("it is of a section that no job has")
	}
	d.Of = &model.EditOf{Job: model.NewJobID(f.Edit.Job), Section: section, Base: map[model.FieldKey]string{}}
	for name, value := range f.Edit.Base {
		if key := model.FieldKey(name); keptEdit(section, key) {
			d.Of.Base[key] = value
		}
	}
	for _, name := range f.Edit.Over {
		if key := model.FieldKey(name); keptEdit(section, key) {
			d.Of.Over = append(d.Of.Over, key)
		}
	}
	for name, value := range f.Values {
		if key := model.FieldKey(name); keptEdit(section, key) {
			d = d.Put(key, value)
		}
	}
	return d, nil
}
