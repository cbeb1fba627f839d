package model

// CopyVerify is a stand-in until the forms of a copy are there.
func CopyVerify(asked Edit, name string, got Part, gotName Text) []Difference {
	var out []Difference
	if gotName.Raw() != name {
		out = append(out, Difference{Key: KeyName, Label: "name", Was: name, Is: gotName.String()})
	}
	for _, key := range keysOf(asked.want, got.Values) {
		if !SameValue(key, asked.Get(key), got.Get(key)) {
			out = append(out, Difference{Key: key, Label: Clean(string(key)), Was: asked.Get(key), Is: got.Get(key)})
		}
	}
	return out
}
