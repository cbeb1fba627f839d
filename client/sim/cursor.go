package sim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

// cursor reads a JSON text once, from front to back, and copies none of it: a
// selection of a million tables is held against its rules that way. Whoever
// makes one has held the text to be JSON before.
type cursor struct {
	b  []byte
	at int
}

// next passes white space and gives what stands there; 0 at the end.
func (c *cursor) next() byte {
	for ; c.at < len(c.b); c.at++ {
		switch c.b[c.at] {
		case ' ', '\t', '\r', '\n':
		default:
			return c.b[c.at]
		}
	}
	return 0
}

// raw is the next value as it stands.
func (c *cursor) raw() []byte {
	c.next()
	from, depth := c.at, 0
	for c.at < len(c.b) {
		switch c.b[c.at] {
		case '"':
			c.passText()
		case '{', '[':
			depth++
			c.at++
		case '}', ']':
			depth--
			c.at++
		case ',', ':', ' ', '\t', '\r', '\n':
			c.at++
			continue
		default:
			c.passPlain()
		}
		if depth == 0 {
			break
		}
	}
	return c.b[from:c.at]
}

// passPlain passes a number, true, false or null.
func (c *cursor) passPlain() {
	for ; c.at < len(c.b); c.at++ {
		switch c.b[c.at] {
		case ',', ':', ' ', '\t', '\r', '\n', ']', '}':
			return
		}
	}
}

func (c *cursor) passText() {
	for c.at++; c.at < len(c.b); c.at++ {
		switch c.b[c.at] {
		case '\\':
			c.at++
		case '"':
			c.at++
			return
		}
	}
}

// text reads a string; false and nothing read if it is none.
func (c *cursor) text() (string, bool) {
	if c.next() != '"' {
		return "", false
	}
	from := c.at
	c.passText()
	inner := c.b[from+1 : c.at-1]
	if slices.Contains(inner, '\\') || !plainBytes(inner) {
		var out string
		err := json.Unmarshal(c.b[from:c.at], &out)
		return out, err == nil
	}
	return string(inner), true
}

func plainBytes(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// truth reads true or false.
func (c *cursor) truth() (value, ok bool) {
	switch c.next() {
	case 't':
		c.passPlain()
		return true, true
	case 'f':
		c.passPlain()
		return false, true
	}
	return false, false
}

// whole tells whether a whole number stands next, and passes it.
func (c *cursor) whole() bool {
	from := c.at
	c.next()
	start := c.at
	c.passPlain()
	_, err := strconv.Atoi(string(c.b[start:c.at]))
	if err != nil {
		c.at = from
	}
	return err == nil
}

// members walks an object; do reads the value of each name. A name that stands
// there twice is refused.
func (c *cursor) members(at spot, do func(name string) answer) answer {
	if c.next() != '{' {
		return at.mistyped()
	}
	c.at++
	var few []string
	var many map[string]bool
	for {
		switch c.next() {
		case '}':
			c.at++
			return answer{}
		case ',':
			c.at++
			continue
		}
		name, ok := c.text()
		if !ok {
			return at.mistyped()
		}
		switch {
		case many != nil:
			ok = !many[name]
			many[name] = true
		case len(few) == 16:
			many = map[string]bool{name: true}
			for _, one := range few {
				many[one] = true
			}
			ok = !slices.Contains(few, name)
		default:
			ok = !slices.Contains(few, name)
			few = append(few, name)
		}
		if !ok {
			return at.below(name).unknown()
		}
		c.next() // the colon
		c.at++
		if a := do(name); a.status != 0 {
			return a
		}
	}
}

// items walks a list; do reads each value.
func (c *cursor) items(at spot, do func() answer) answer {
	if c.next() != '[' {
		return at.mistyped()
	}
	c.at++
	for {
		switch c.next() {
		case ']':
			c.at++
			return answer{}
		case ',':
			c.at++
			continue
		}
		if a := do(); a.status != 0 {
			return a
		}
	}
}

// spot is a place in a body. Its words are put together only for a refusal.
type spot struct {
	up   *spot
	name string
}

func (p *spot) below(name string) spot { return spot{p, name} }

func (p spot) String() string {
	if p.up == nil {
		return p.name
	}
	return place5(p.up.String(), p.name)
}

func (p spot) mistyped() answer {
	return refuse(http.StatusBadRequest, "DRS.M00202", "Parameter error: the parameter "+strconv.Quote(p.String())+" is of the wrong type.")
}

func (p spot) unknown() answer {
	return refuse(http.StatusBadRequest, "DRS.M00202", "Parameter error: the parameter "+strconv.Quote(p.String())+" is unknown or stands there twice.")
}

// The members that a walk reads: each gives a refusal if the value is none of
// its type.
func (c *cursor) readText(at spot, into *string) answer {
	var ok bool
	if *into, ok = c.text(); !ok {
		return at.mistyped()
	}
	return answer{}
}

func (c *cursor) readTruth(at spot, into **bool) answer {
	value, ok := c.truth()
	if !ok {
		return at.mistyped()
	}
	*into = &value
	return answer{}
}

func (c *cursor) readTexts(at spot, into *[]string) answer {
	*into = []string{}
	return c.items(at, func() answer {
		one, ok := c.text()
		if !ok {
			return at.mistyped()
		}
		*into = append(*into, one)
		return answer{}
	})
}
