package drs

import (
	"bytes"
	"fmt"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// rawCap is how much of one answer is kept for the eyes.
const rawCap = 256 << 10

// section keeps an answer for the raw tab: indented, without secrets, cut at
// a line's end if it is too long to be read by anyone.
func section(title string, v wire.Value) model.RawSection {
	out := rest.Show(v)
	if len(out) > rawCap {
		end := max(bytes.LastIndexByte(out[:rawCap], '\n'), 0)
		out = fmt.Appendf(out[:end:end], "\n… cut here, %d bytes in all", len(out))
	}
	return model.RawSection{Title: title, JSON: out}
}
