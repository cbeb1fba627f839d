package model

func (c Copying) Title(s CopyStep) string { return string(s.Kind) }
func (c Copying) Says() []Effect {
	var out []Effect
	for _, s := range c.Steps() {
		out = append(out, Effect{Text: c.Title(s) + "."})
	}
	return out
}
func (c Copying) Word() string {
	if c.Fate == FateGoes {
		return c.Original.Job.Name.String()
	}
	return ""
}
func (c Copying) Why() (why, mend string) { return "", "" }
func (c Copying) Fates(Capabilities) []Option {
	return []Option{{Label: "leave it as it is"}, {Label: "pause it"}, {Label: "end and delete it"}}
}
