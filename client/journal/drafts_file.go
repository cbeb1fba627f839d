package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"time"

	"drover/model"
)

const (
	// largestDraft is the size of the largest file of a draft that is read or
	// written.
	largestDraft = 1 << 20
	draftVersion = 1 // of a draft that creates a job
	editVersion  = 2 // of one that changes a section: a drover that knows none must not take it for a job
)

// wireDraft is the file of a draft. What else is in it, a newer drover has put
// there, and stays.
type wireDraft struct {
	Version int               `json:"version"`
	ID      string            `json:"id"`
	Profile string            `json:"profile"`
	Origin  string            `json:"origin"`
	Project string            `json:"project"`
	Begun   time.Time         `json:"begun"`
	Saved   time.Time         `json:"saved"`
	Step    string            `json:"step"`
	From    string            `json:"from"`
	Sent    string            `json:"sent"`
	At      map[string]int    `json:"at"`
	Values  map[string]string `json:"values"`
	// Mistakes is left out where there are none.
	Mistakes *wireMistakes `json:"mistakes,omitempty"`
	Edit     *wireEdit     `json:"edit,omitempty"` // nil: it creates a job
}

// draftFile is a draft's file as it was read.
type draftFile struct {
	wireDraft
	extra object
}

// draftKey is what the key of a value looks like. Numbers of elements have two
// digits at most: no job has a hundred of anything, and a count must not run
// away.
var draftKey = regexp.MustCompile(`^[A-Za-z0-9_]*(\[[0-9]{1,2}\])?(\.[A-Za-z0-9_]+(\[[0-9]{1,2}\])?)*(#[A-Za-z0-9_]+)?$`)

// element is the number of an element in a key.
var element = regexp.MustCompile(`\[[0-9]+\]`)

// keeper tells of which fields the values may stand on the disk.
func keeper() func(key model.FieldKey) bool {
	secret := map[string]bool{}
	for _, leaf := range model.CreateLeaves() {
		secret[leaf.Path] = leaf.Secret
	}
	return func(key model.FieldKey) bool {
		return !model.Unkept(key) && !secret[element.ReplaceAllString(string(key), "[]")]
	}
}

// Place is where the draft's job is to be made.
func (f draftFile) Place() DraftPlace {
	return DraftPlace{Profile: f.Profile, Origin: f.Origin, Project: f.Project}
}

// parseDraft refuses what is no draft's file. The reason repeats nothing of it
// but names, clean.
func parseDraft(text []byte) (draftFile, error) {
	var f draftFile
	if len(text) > largestDraft {
		return f, errors.New("it is larger than 1 MiB")
	}
	if !json.Valid(text) { // this bounds the depth, too
		return f, errors.New("it is no JSON")
	}
	if name, twice := repeated(text); twice {
		return f, fmt.Errorf("its member %q is there twice", model.Clean(name))
	}
	if json.Unmarshal(text, &f.extra) != nil || f.extra == nil {
		return f, errors.New("it is no JSON object")
	}
	var version struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(text, &version); err != nil || version.Version == nil || *version.Version < 1 {
		return f, errors.New("it does not say of which version it is")
	}
	if *version.Version > editVersion {
		return f, fmt.Errorf("a newer drover has written it (version %d): open it with that one", *version.Version)
	}
	// Names count to the letter: encoding/json would take another case for them.
	names, err := laid(nil, wireDraft{Mistakes: &wireMistakes{}, Edit: &wireEdit{}})
	if err != nil {
		return f, err
	}
	known := object{}
	for name := range names {
		if raw, ok := f.extra[name]; ok {
			known[name] = raw
			delete(f.extra, name)
		}
	}
	plain, err := json.Marshal(known)
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(plain, &f.wireDraft); err != nil {
		name := ""
		if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
			name = " " + model.Clean(wrong.Field)
		}
		return f, fmt.Errorf("its member%s has the wrong type", name)
	}
	return f, nil
}

// draft makes the draft, which must have the id that its file is named by.
func (f draftFile) draft(id string) (model.Draft, error) {
	if f.ID != id {
		return model.Draft{}, fmt.Errorf("it is the draft %s under another name: rename it back", model.Clean(f.ID))
	}
	d := model.Draft{ID: id, Begun: f.Begun, Saved: f.Saved, From: model.Clean(f.From), Sent: f.Sent}
	if f.Sent != "" && !intentPattern.MatchString(f.Sent) {
		return model.Draft{}, errors.New("its member sent is no intent's id")
	}
	for _, step := range model.CreateSteps() {
		if step.String() == f.Step {
			d.Step = step
		}
	}
	for list, i := range f.At {
		if !draftKey.MatchString(list) || i < 0 || i > 99 {
			return model.Draft{}, fmt.Errorf("its member at holds what no job has: %s", model.Clean(list))
		}
		d = d.Look(list, i)
	}
	if f.Version == editVersion {
		return f.edit(d)
	}
	kept := keeper()
	for name, value := range f.Values {
		key := model.FieldKey(name)
		if !draftKey.MatchString(name) {
			return model.Draft{}, fmt.Errorf("its values hold what no job has: %s", model.Clean(name))
		}
		if kept(key) { // a password that somebody wrote there is not taken
			d = d.Put(key, value)
		}
	}
	d.MistakesOf, d.Mistakes = f.Mistakes.told()
	return d, nil
}

// encodeDraft is the file of a draft.
func encodeDraft(d model.Draft, place DraftPlace, extra object) ([]byte, error) {
	w := wireDraft{
		Version: draftVersion, ID: d.ID, Profile: place.Profile, Origin: place.Origin, Project: place.Project,
		Begun: d.Begun.UTC(), Saved: d.Saved.UTC(), Step: d.Step.String(), From: d.From, Sent: d.Sent,
		At: d.Looks(), Values: map[string]string{}, Mistakes: mistakesOf(d),
	}
	if w.At == nil {
		w.At = map[string]int{}
	}
	kept := keeper()
	if d.Of != nil {
		edit, err := editOf(d)
		if err != nil {
			return nil, err
		}
		w.Version, w.Edit = editVersion, edit
		kept = func(key model.FieldKey) bool { return keptEdit(d.Of.Section, key) }
	}
	for _, key := range d.Keys() {
		if d.Of == nil && !draftKey.MatchString(string(key)) { // it would not come back
			return nil, fmt.Errorf("it holds what no job has: %s", model.Clean(string(key)))
		}
		if kept(key) {
			w.Values[string(key)] = d.Get(key)
		}
	}
	all, err := laid(maps.Clone(extra), w)
	if err != nil {
		return nil, err
	}
	text, err := plainJSON(all, " ")
	if len(text) > largestDraft {
		return nil, errors.New("it would be larger than 1 MiB")
	}
	return text, err
}
