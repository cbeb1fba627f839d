package drs

import (
	"encoding/json"
	"errors"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// windowMembers are those of one flow window.
func windowMembers() []member {
	return []member{{name: "begin", key: "begin"}, {name: "end", key: "end"}, {name: "speed", key: "speed"}}
}

// errWindow is why the flow windows of a job are left alone: what cannot be read
// could not be sent back.
var errWindow = errors.New("a flow window of it is none that drover can read")

// readWindows reads speed_limit as the one value that drover keeps of it.
func readWindows(v wire.Value) (string, error) {
	came, err := flowWindows(v)
	if err != nil {
		return "", err
	}
	windows := make([]model.Window, 0, len(came))
	for _, w := range came {
		windows = append(windows, w.window)
	}
	return model.WindowsText(windows), nil
}

// flowWindow is a window and what it came as.
type flowWindow struct {
	window model.Window
	raw    []byte
}

func flowWindows(v wire.Value) ([]flowWindow, error) {
	if !v.Absent() && !v.IsArray() && !v.IsObject() && v.String() != "" {
		return nil, errWindow
	}
	var out []flowWindow
	for w := range v.Each() {
		one := model.Window{Begin: w.Get("begin").Text(), End: w.Get("end").Text(), Speed: w.Get("speed").Text()}
		for _, text := range []model.Text{one.Begin, one.End, one.Speed} {
			if text.Empty() || strings.ContainsAny(text.Raw(), ",=- ") {
				return nil, errWindow
			}
		}
		out = append(out, flowWindow{one, w.Bytes()})
	}
	return out, nil
}

// writeWindows is speed_limit as it is to be. What drover does not know of a
// window stays with the one that begins at the same hour.
func writeWindows(raw []byte, value string) (json.RawMessage, error) {
	var came []flowWindow
	if len(raw) > 0 {
		v, err := wire.Parse(raw)
		if err != nil {
			return nil, errors.New("the windows that were read cannot be sent back")
		}
		if came, err = flowWindows(v); err != nil {
			return nil, err
		}
	}
	windows := model.ParseWindows(value)
	if len(windows) > model.MaxWindows {
		return nil, errors.New("a job has at most three flow windows")
	}
	out := make([]json.RawMessage, 0, len(windows))
	for _, w := range windows {
		if w.Begin.Empty() || w.End.Empty() || w.Speed.Empty() {
			return nil, errors.New("a flow window lacks its begin, end or speed")
		}
		var beneath []byte
		for _, c := range came {
			if begin := c.window.Begin.Raw(); len(begin) > 1 && strings.HasPrefix(w.Begin.Raw(), begin[:2]) {
				beneath = c.raw
			}
		}
		text, err := overlay(beneath, windowMembers(), map[model.FieldKey]string{"begin": w.Begin.Raw(), "end": w.End.Raw(), "speed": w.Speed.Raw()})
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return encode(out), nil
}
