package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"drover/model"
)

// largestViews is the size of the largest view.json that is read or written.
const largestViews = 1 << 20

// damaged says why a file holds no views.
type damaged string

func (d damaged) Error() string { return string(d) }

func isDamaged(err error) bool {
	var d damaged
	return errors.As(err, &d)
}

// object is a JSON object whose members stay as they were written.
type object map[string]json.RawMessage

// viewFile is view.json: {"version": 1, "views": {key: view}}, and whatever a
// newer drover put beside that.
type viewFile struct{ top, views object }

// parseViews refuses what is no file of views as a whole. A version that is
// not ours is no reason to: what is known by name is read, the rest is kept.
func parseViews(text []byte) (viewFile, error) {
	if len(text) > largestViews {
		return viewFile{}, damaged("larger than 1 MiB")
	}
	if !json.Valid(text) { // this bounds the depth, too
		return viewFile{}, damaged("no JSON")
	}
	if name, twice := repeated(text); twice {
		return viewFile{}, damaged(fmt.Sprintf("member %q is there twice", model.Clean(name)))
	}
	var f viewFile
	if json.Unmarshal(text, &f.top) != nil || f.top == nil {
		return viewFile{}, damaged("no object")
	}
	if raw, ok := f.top["views"]; ok && (json.Unmarshal(raw, &f.views) != nil || f.views == nil) {
		return viewFile{}, damaged("its views are no object")
	}
	return f, nil
}

// repeated looks for an object that has a member twice: which of the two was
// meant, nobody knows.
func repeated(text []byte) (name string, twice bool) {
	type level struct {
		seen map[string]bool // nil: a list
		name bool            // a name comes next
	}
	levels := []level{{}}
	dec := json.NewDecoder(bytes.NewReader(text))
	for {
		t, err := dec.Token()
		if err != nil {
			return "", false
		}
		top := &levels[len(levels)-1]
		if name, ok := t.(string); ok && top.name {
			if top.seen[name] {
				return name, true
			}
			top.seen[name], top.name = true, false
			continue
		}
		switch t {
		case json.Delim('{'):
			levels = append(levels, level{seen: map[string]bool{}, name: true})
			continue
		case json.Delim('['):
			levels = append(levels, level{})
			continue
		case json.Delim('}'), json.Delim(']'):
			levels = levels[:len(levels)-1]
			top = &levels[len(levels)-1]
		}
		top.name = top.seen != nil // a value has ended
	}
}

// view reads the view under a key, and names what in it could not be read.
func (f viewFile) view(key string) (view model.View, dropped string) {
	raw, ok := f.views[key]
	if !ok {
		return view, ""
	}
	var stored object
	if json.Unmarshal(raw, &stored) != nil {
		return view, "the view of this profile"
	}
	var bad []string
	for name, field := range members(&view) {
		raw, ok := stored[name]
		if !ok {
			continue
		}
		value := reflect.New(field.Type())
		if json.Unmarshal(raw, value.Interface()) != nil {
			bad = append(bad, name)
			continue
		}
		field.Set(value.Elem())
	}
	view, beyond := bound(view)
	if bad = append(bad, beyond...); len(bad) > 0 {
		slices.Sort(bad)
		dropped = strings.Join(slices.Compact(bad), ", ")
	}
	return view, dropped
}

// members are the fields of a view by their names in the file.
func members(view *model.View) map[string]reflect.Value {
	out := map[string]reflect.Value{}
	v := reflect.ValueOf(view).Elem()
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		out[name] = v.Field(i)
	}
	return out
}

// with is the file's text once the view under a key is another one. What the
// file holds besides stays.
func (f viewFile) with(key string, view model.View) ([]byte, error) {
	view, _ = bound(view)
	var stored object
	_ = json.Unmarshal(f.views[key], &stored) // what is no object holds nothing to keep
	saved, err := keepUnknown(stored["saved"], view.Saved)
	if err != nil {
		return nil, err
	}
	next := maps.Clone(stored)
	for name := range members(&view) {
		delete(next, name)
	}
	if next, err = laid(next, view); err != nil {
		return nil, err
	}
	if len(saved) > 0 {
		next, err = laid(next, map[string]any{"saved": saved})
	}
	views, top := maps.Clone(f.views), maps.Clone(f.top)
	if err == nil {
		views, err = laid(views, map[string]any{key: next})
	}
	if err == nil && top["version"] == nil {
		top, err = laid(top, map[string]any{"version": 1})
	}
	if err == nil {
		top, err = laid(top, map[string]any{"views": views})
	}
	if err != nil {
		return nil, err
	}
	text, err := plainJSON(top, " ")
	if len(text) > largestViews {
		return nil, errors.New("view.json would be larger than 1 MiB")
	}
	return text, err
}

// laid lays the members of what encodes as an object over those of another.
func laid(o object, what any) (object, error) {
	text, err := plainJSON(what, "")
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(text, &o) // which leaves the members it does not name
	return o, err
}

// keepUnknown gives saved filters back what the stored ones of the same names
// have beside name and query.
func keepUnknown(stored json.RawMessage, saved []model.SavedFilter) ([]object, error) {
	var old, out []object
	_ = json.Unmarshal(stored, &old) // what is no list of objects holds nothing to keep
	for _, s := range saved {
		var next object
		for _, o := range old {
			var name string
			if json.Unmarshal(o["name"], &name) == nil && name == s.Name {
				next = maps.Clone(o)
			}
		}
		next, err := laid(next, s)
		if err != nil {
			return nil, err
		}
		out = append(out, next)
	}
	return out, nil
}

// plainJSON encodes for a file that people read, too: <, > and & as they are.
func plainJSON(what any, indent string) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(what)
	return out.Bytes(), err
}
