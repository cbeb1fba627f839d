package model

import (
	"fmt"
	"strconv"
	"strings"
)

// Buttons of the flow windows, and the parts of one.
const (
	windowAdd    = KeyWindows + addOne
	windowAllDay = KeyWindows + "#all"
	windowNone   = KeyWindows + "#none"

	windowBegin  = "begin"
	windowEnd    = "end"
	windowSpeed  = "speed"
	windowRemove = "remove"
)

const fastestWindow = 9999 // MB a second

// flowRules are those of the flow control (speed_limit). The windows are one
// value; the form has fields of its own for the parts of each.
func flowRules() sectionRules {
	return sectionRules{
		fields: flowFields, means: flowMeans, with: withWindow, press: pressWindow, effects: flowEffects,
		label: func(_ Edit, key FieldKey) string {
			if key == KeyWindows {
				return SectionFlow.Word()
			}
			return ""
		},
		words: func(_ Edit, key FieldKey, value string) string {
			if key != KeyWindows {
				return ""
			}
			return windowsWords(ParseWindows(value))
		},
	}
}

// windowKey is the key of a part of the window i, from 0: "speed_limit#0.begin".
func windowKey(i int, part string) FieldKey {
	return KeyWindows + FieldKey("#"+itoa(i)+"."+part)
}

// windowPart reads what windowKey made.
func windowPart(key FieldKey) (i int, part string, ok bool) {
	rest, ok := strings.CutPrefix(string(key), string(KeyWindows)+"#")
	if !ok {
		return 0, "", false
	}
	number, part, ok := strings.Cut(rest, ".")
	i, err := strconv.Atoi(number)
	return i, part, ok && err == nil && i >= 0
}

// flowWindows are the windows as they are to be, in the order of the form.
func flowWindows(e Edit) []Window {
	windows := ParseWindows(e.Get(KeyWindows))
	for i, w := range windows {
		windows[i].Begin = NewText(fullHour(w.Begin.Raw()))
	}
	return windows
}

// putWindows folds windows into the one value. They keep their order while
// somebody changes them, so that none moves away under the cursor.
func putWindows(e Edit, windows []Window) Edit {
	parts := make([]string, 0, len(windows))
	for _, w := range windows {
		parts = append(parts, w.text())
	}
	return e.Put(KeyWindows, strings.Join(parts, ","))
}

func withWindow(e Edit, key FieldKey, value string) Edit {
	if key == KeyWindows {
		return putWindows(e, flowWindows(e.Put(KeyWindows, value)))
	}
	windows := flowWindows(e)
	i, part, ok := windowPart(key)
	if !ok || i >= len(windows) {
		return e
	}
	text := NewText(strings.Map(func(r rune) rune {
		if strings.ContainsRune(",=- \t\r\n", r) { // they part the windows within the one value
			return -1
		}
		return r
	}, value))
	switch part {
	case windowBegin:
		windows[i].Begin = text
	case windowEnd:
		windows[i].End = text
	case windowSpeed:
		windows[i].Speed = text
	}
	return putWindows(e, windows)
}

func pressWindow(e Edit, key FieldKey) Edit {
	windows := flowWindows(e)
	switch i, part, ok := windowPart(key); {
	case key == windowAdd && len(windows) < MaxWindows:
		return putWindows(e, append(windows, Window{}))
	case key == windowAllDay:
		w := Window{Begin: NewText("00:00"), End: NewText("23:59")}
		if len(windows) > 0 {
			w.Speed = windows[0].Speed
		}
		return putWindows(e, []Window{w})
	case key == windowNone:
		return putWindows(e, nil)
	case ok && part == windowRemove && i < len(windows):
		return putWindows(e, append(windows[:i:i], windows[i+1:]...))
	}
	return e
}

// flowFields are the parts of each window, and the buttons.
func flowFields(e Edit, a Around) []Field {
	windows := flowWindows(e)
	changed := !SameValue(KeyWindows, e.Base.Get(KeyWindows), e.Get(KeyWindows))
	var fields []Field
	for i := range windows {
		own := windowFields(windows, i, a)
		for j := range own {
			if !changed { // what stands there was taken by the service
				own[j].Wrong, own[j].Missing = "", false
			}
		}
		fields = append(fields, own...)
	}
	add := Field{Key: windowAdd, Label: "add a window", Kind: ButtonField, Help: "Up to three windows limit the speed at their hours of the day; none may overlap another."}
	if len(windows) >= MaxWindows {
		add.Grey = "a job has at most " + itoa(MaxWindows) + " windows"
	}
	all := Field{Key: windowAllDay, Label: "all day", Kind: ButtonField, Help: "One window in place of all others: 00:00 to 23:59 UTC."}
	if len(windows) == 1 && windows[0].Length() == dayHours {
		all.Grey = "it is all day already"
	}
	none := Field{Key: windowNone, Label: "no limit", Kind: ButtonField, Help: "Removes every window: the full phase copies as fast as it can."}
	if len(windows) == 0 {
		none.Grey = "there is no window"
	}
	return append(fields, add, all, none)
}

// windowFields are the parts of one window, with what is wrong with them.
func windowFields(windows []Window, i int, a Around) []Field {
	w, n := windows[i], itoa(i+1)
	const help = " UTC. A window may pass midnight: 16:00 to 15:59 is a whole day."
	begin := Field{
		Key: windowKey(i, windowBegin), Label: "window " + n, Kind: ChoiceField, Value: w.Begin.Raw(), Need: true,
		Wire: "speed_limit[].begin", Hint: "from, in UTC", Help: "The hour at which the limit begins, in" + help, Options: hourOptions(0, a),
	}
	end := Field{
		Key: windowKey(i, windowEnd), Label: "  to", Kind: ChoiceField, Value: w.End.Raw(), Need: true,
		Wire: "speed_limit[].end", Hint: "the last minute, in UTC", Help: "The minute at which the limit ends, in" + help, Options: hourOptions(59, a),
	}
	speed := Field{
		Key: windowKey(i, windowSpeed), Label: "  MB/s", Kind: NumberField, Value: w.Speed.Raw(), Need: true,
		Wire: "speed_limit[].speed", Hint: "1 to " + itoa(fastestWindow), Help: "How many megabytes a second the full phase copies at most.",
	}
	if hours := w.Length(); hours > 0 {
		end.Hint = plural(hours, "hour", "hours")
		if l, ok := w.Local(a.Now, a.Zone); ok && localDiffers(a) {
			end.Hint += ", " + l.Words() + " here"
		}
	}
	if speed.Value != "" && !decimal(speed.Value, 1, fastestWindow) {
		speed.Wrong = "1 to " + itoa(fastestWindow)
	}
	begin.Wrong = windowClash(windows, i)
	remove := Field{Key: windowKey(i, windowRemove), Label: "remove " + n, Kind: ButtonField, Help: "Takes window " + n + " out."}
	out := []Field{begin, end, speed, remove}
	for j := range out {
		judge(&out[j])
	}
	return out
}

// windowClash says why a window cannot stand beside those before it.
func windowClash(windows []Window, i int) string {
	for j := range i {
		if Overlap(windows[j], windows[i]) {
			return "it overlaps window " + itoa(j+1)
		}
	}
	if i >= MaxWindows {
		return "at most " + itoa(MaxWindows) + " windows"
	}
	return ""
}

// hourOptions are the hours of a day, in UTC and where the user is.
func hourOptions(minute int, a Around) []Option {
	out := make([]Option, 0, dayHours)
	for hour := range dayHours {
		value := fmt.Sprintf("%02d:%02d", hour, minute)
		o := Option{Value: value, Label: value + "Z"}
		if localDiffers(a) {
			o.Label += "  " + LocalHour(hour, minute, a.Now, a.Zone)
		}
		out = append(out, o)
	}
	return out
}

// localDiffers reports whether the clock of the user is another one than UTC's,
// now or within the week.
func localDiffers(a Around) bool {
	if a.Zone == nil {
		return false
	}
	_, now := a.Now.In(a.Zone).Zone()
	_, later := a.Now.Add(7 * day).In(a.Zone).Zone()
	return now != 0 || later != 0
}
