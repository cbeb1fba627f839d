package journal

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"drover/model"
)

const (
	// largestCopying is the size of the largest record that is read or written.
	largestCopying = 1 << 20
	copyingVersion = 1
)

// wireCopying is the file of a copying.
type wireCopying struct {
	Version  int              `json:"version"`
	ID       string           `json:"id"`
	Profile  string           `json:"profile"`
	Origin   string           `json:"origin"`
	Project  string           `json:"project"`
	Realm    string           `json:"realm"`
	Original string           `json:"original"`
	Was      string           `json:"original_name"`
	Name     string           `json:"name"`
	Task     string           `json:"task_version,omitempty"`
	Fate     string           `json:"fate"`
	Filters  bool             `json:"filters"`
	Check    bool             `json:"check"`
	Describe bool             `json:"described,omitempty"`
	Answers  []string         `json:"answers,omitempty"`
	Same     []string         `json:"namesakes,omitempty"`
	Copy     string           `json:"copy,omitempty"`
	Accepted []wireAccepted   `json:"accepted,omitempty"`
	Edits    []wireCopyEdit   `json:"edits"`
	Steps    []wireCopyedStep `json:"steps"`
	Begun    time.Time        `json:"begun"`
	Saved    time.Time        `json:"saved"`
	Rests    string           `json:"rests,omitempty"`
}

type wireAccepted struct {
	Key string `json:"key"`
	Is  string `json:"is"`
}

type wireCopyEdit struct {
	Section string            `json:"section"`
	Base    map[string]string `json:"base"`
	Want    map[string]string `json:"want"`
}

type wireCopyedStep struct {
	Kind    string    `json:"kind"`
	Section string    `json:"section,omitempty"`
	State   string    `json:"state"`
	Intent  string    `json:"intent,omitempty"`
	Why     string    `json:"why,omitempty"`
	At      time.Time `json:"at"`
}

// The words of the file, in the order of the numbers that they stand for.
func copyStates() []string {
	return []string{"waits", "goes", "done", "asks", "refused", "unsent", "unknown", "skipped"}
}
func copyFates() []string  { return []string{"stays", "rests", "goes"} }
func copyRealms() []string { return []string{"databases", "files"} }

// copyKinds are the kinds of steps that a record may have.
func copyKinds() []model.CopyKind {
	return []model.CopyKind{
		model.CopyMake, model.CopyReady, model.CopyProve, model.CopyEnds, model.CopySection, model.CopyFilters, model.CopyTest, model.CopyCheck,
		model.CopyRest, model.CopyStop, model.CopySchedule, model.CopyEnd, model.CopyDelete,
	}
}

// numberOf is what a word of the file stands for.
func numberOf[N ~uint8](words []string, word, what string, err *error) N {
	i := slices.Index(words, word)
	if i < 0 {
		*err = fmt.Errorf("its member %s holds %q, which no copying has", what, model.Clean(word))
		return 0
	}
	return N(i) //nolint:gosec // a handful
}

// keptCopy reports whether a value may stand on the disk: no password may.
func keptCopy(key model.FieldKey) bool {
	return !model.Unkept(key) && key != model.KeyUsersSecret && !strings.HasSuffix(string(key), "password")
}

// unkeptWithin says which value, JSON in itself, holds a secret by a name in it: it may not
// stand on the disk either. No value is repeated.
func unkeptWithin(edits []CopyEdit) error {
	for _, e := range edits {
		for _, key := range []model.FieldKey{model.KeyBodyMore, model.KeyFilter} {
			for _, text := range []string{e.Base[key], e.Want[key]} {
				if place, found := model.SecretMember([]byte(text)); found {
					return fmt.Errorf("%s holds a secret by its name (%s), which is not written to the disk", key, model.Clean(cmp.Or(place, "it is no JSON")))
				}
			}
		}
	}
	return nil
}

// encodeCopying is the file of a copying.
func encodeCopying(r CopyRecord) ([]byte, error) {
	if err := unkeptWithin(r.Edits); err != nil {
		return nil, err
	}
	w := wireCopying{
		Version: copyingVersion, ID: r.ID, Profile: r.Place.Profile, Origin: r.Place.Origin, Project: r.Place.Project, Realm: copyRealms()[r.Realm],
		Original: r.Original.Raw(), Was: r.Was, Name: r.Name, Task: r.Version, Fate: copyFates()[r.Fate], Filters: r.Filters, Check: r.Check, Describe: r.Described, Answers: r.Answers,
		Copy: r.Copy.Raw(), Begun: r.Begun.UTC(), Saved: r.Saved.UTC(), Rests: r.Rests, Edits: []wireCopyEdit{}, Steps: []wireCopyedStep{},
	}
	for _, id := range r.Namesakes {
		w.Same = append(w.Same, id.Raw())
	}
	for _, a := range r.Accepted {
		w.Accepted = append(w.Accepted, wireAccepted{string(a.Key), a.Is})
	}
	for _, e := range r.Edits {
		w.Edits = append(w.Edits, wireCopyEdit{string(e.Section), wireValues(e.Base), wireValues(e.Want)})
	}
	for _, s := range r.Steps {
		w.Steps = append(w.Steps, wireCopyedStep{
			Kind: string(s.Step.Kind), Section: string(s.Step.Section), State: copyStates()[s.State], Intent: s.Intent, Why: s.Why, At: s.At.UTC(),
		})
	}
	text, err := plainJSON(w, " ")
	if err == nil && len(text) > largestCopying {
		err = errors.New("it would be larger than 1 MiB")
	}
	return text, err
}

func wireValues(values map[model.FieldKey]string) map[string]string {
	out := map[string]string{}
	for key, value := range values {
		if keptCopy(key) {
			out[string(key)] = value
		}
	}
	return out
}

// parseCopying refuses what is no file of a copying: what is half understood must not be
// gone on with. The reason repeats nothing of it but names and words, clean.
func parseCopying(text []byte) (CopyRecord, error) {
	if len(text) > largestCopying {
		return CopyRecord{}, errors.New("it is larger than 1 MiB")
	}
	if !json.Valid(text) { // this bounds the depth, too
		return CopyRecord{}, errors.New("it is no JSON")
	}
	if name, twice := repeated(text); twice {
		return CopyRecord{}, fmt.Errorf("its member %q is there twice", model.Clean(name))
	}
	var version struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(text, &version); err != nil || version.Version == nil || *version.Version < 1 {
		return CopyRecord{}, errors.New("it does not say of which version it is")
	}
	if *version.Version > copyingVersion {
		return CopyRecord{}, fmt.Errorf("a newer drover has written it (version %d): go on with that one", *version.Version)
	}
	var w wireCopying
	if err := json.Unmarshal(text, &w); err != nil {
		name := ""
		if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
			name = " " + model.Clean(wrong.Field)
		}
		return CopyRecord{}, fmt.Errorf("its member%s has the wrong type", name)
	}
	return w.record()
}

func (w wireCopying) record() (CopyRecord, error) {
	var err error
	r := CopyRecord{
		ID: w.ID, Place: DraftPlace{Profile: w.Profile, Origin: w.Origin, Project: w.Project}, Realm: numberOf[model.Realm](copyRealms(), w.Realm, "realm", &err),
		Original: model.NewJobID(w.Original), Was: model.Clean(w.Was), Name: w.Name, Version: w.Task,
		Fate: numberOf[model.Fate](copyFates(), w.Fate, "fate", &err), Filters: w.Filters, Check: w.Check, Described: w.Describe, Answers: w.Answers,
		Copy: model.NewJobID(w.Copy), Begun: w.Begun, Saved: w.Saved, Rests: model.Clean(w.Rests),
	}
	if err == nil && !w.Describe {
		err = r.Realm.CheckName(w.Name)
	}
	if err == nil {
		err = CheckID(r.Original)
	}
	if err == nil && !r.Copy.Empty() {
		err = CheckID(r.Copy)
	}
	for _, same := range w.Same {
		id := model.NewJobID(same)
		if err == nil {
			err = CheckID(id)
		}
		r.Namesakes = append(r.Namesakes, id)
	}
	for _, a := range w.Accepted {
		r.Accepted = append(r.Accepted, CopyAccepted{model.FieldKey(a.Key), a.Is})
	}
	for _, e := range w.Edits {
		if section := model.Section(e.Section); section.Known() || section == model.SectionCopy {
			r.Edits = append(r.Edits, CopyEdit{section, keptValues(e.Base), keptValues(e.Want)})
		} else if err == nil {
			err = errors.New("its edits are of a section that no job has")
		}
	}
	for _, s := range w.Steps {
		note, wrong := s.note()
		if err == nil {
			err = wrong
		}
		r.Steps = append(r.Steps, note)
	}
	switch {
	case err != nil:
	case len(r.Steps) == 0:
		err = errors.New("it has no steps")
	case r.Steps[0].Step.Kind != model.CopyMake:
		err = errors.New("its first step does not make the copy")
	case r.Described && slices.ContainsFunc(r.Steps, func(s CopyNote) bool { return s.State != model.CopyWaits || s.Intent != "" }):
		err = errors.New("it is described still, and has steps that were taken")
	case r.Copy.Empty() && r.Steps[0].State == model.CopyDone:
		err = errors.New("it does not say which job was made")
	default:
		err = guarded(r.Steps)
	}
	return r, err
}

// guarded refuses an order in which something is done to the original before the copy is
// compared.
func guarded(steps []CopyNote) error {
	proved := false
	for _, s := range steps {
		if proved = proved || s.Step.Kind == model.CopyProve; s.Step.OnOriginal() && !proved {
			return errors.New("a step on the original stands before the copy is compared")
		}
	}
	return nil
}

func (s wireCopyedStep) note() (CopyNote, error) {
	var err error
	n := CopyNote{
		Step:  model.CopyStep{Kind: model.CopyKind(s.Kind), Section: model.Section(s.Section)},
		State: numberOf[model.CopyState](copyStates(), s.State, "steps", &err), Intent: s.Intent, Why: model.Clean(s.Why), At: s.At,
	}
	switch {
	case err != nil:
	case !slices.Contains(copyKinds(), n.Step.Kind):
		err = fmt.Errorf("it has a step that drover does not know: %s", model.Clean(s.Kind))
	case n.Step.Kind == model.CopySection && !n.Step.Section.Known():
		err = errors.New("its steps are of a section that no job has")
	case s.Intent != "" && !intentPattern.MatchString(s.Intent):
		err = errors.New("its steps name what is no intent's id")
	}
	return n, err
}

func keptValues(values map[string]string) map[model.FieldKey]string {
	out := map[model.FieldKey]string{}
	for name, value := range values {
		if key := model.FieldKey(name); keptCopy(key) {
			out[key] = value
		}
	}
	return out
}
