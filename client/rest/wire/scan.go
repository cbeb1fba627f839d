package wire

// depth is the deepest nesting of b, which need not be valid JSON.
func depth(b []byte) int {
	now, most := 0, 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			i = endString(b, i) - 1
		case '{', '[':
			now++
			most = max(most, now)
		case '}', ']':
			now--
		}
	}
	return most
}

// end is the index behind the value that begins at b[i].
func end(b []byte, i int) int {
	switch b[i] {
	case '"':
		return endString(b, i)
	case '{', '[':
		return endNested(b, i)
	}
	for i < len(b) && !delimits(b[i]) {
		i++
	}
	return i
}

func endString(b []byte, i int) int {
	for i++; i < len(b) && b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(b))
}

func endNested(b []byte, i int) int {
	open := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			i = endString(b, i)
			continue
		case '{', '[':
			open++
		case '}', ']':
			open--
			if open == 0 {
				return i + 1
			}
		}
		i++
	}
	return i
}

// next skips what stands between two tokens.
func next(b []byte, i int) int {
	for blank(b[i]) || b[i] == ',' || b[i] == ':' {
		i++
	}
	return i
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func delimits(c byte) bool { return c == ',' || c == '}' || c == ']' || c == ':' || blank(c) }
