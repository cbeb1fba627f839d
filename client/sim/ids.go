package sim

import "encoding/binary"

const (
	idStep    uint32 = 0x9e3779b1 // odd, so that multiplying can be undone
	idInverse uint32 = 0x0e8b2f51
	idLength         = 36
)

// appendID writes the id of the i-th job: 36 characters that look like a UUID
// but end in a marker such as jb101. The first eight digits hold the job's
// place in the world, scattered, so that an id needs no index to be found.
func (w *world) appendID(b []byte, i int) []byte {
	const digits = "0123456789abcdef"
	var raw [16]byte
	binary.BigEndian.PutUint32(raw[:4], (uint32(i)+w.offset())*idStep)
	binary.BigEndian.PutUint64(raw[4:12], mix(w.seed^uint64(i)<<20))
	binary.BigEndian.PutUint64(raw[8:], mix(w.seed+uint64(i)))
	var hex [32]byte
	for k, c := range raw {
		hex[2*k], hex[2*k+1] = digits[c>>4], digits[c&15]
	}
	b = append(b, hex[:8]...)
	b = append(b, '-')
	b = append(b, hex[8:12]...)
	b = append(b, '-')
	b = append(b, hex[12:16]...)
	b = append(b, '-')
	b = append(b, hex[16:20]...)
	b = append(b, '-')
	b = append(b, hex[20:27]...)
	b = append(b, "jb"...)
	marks := [...]string{"101", "201", "202", "20r", "102"}
	return append(b, marks[int(raw[15])%len(marks)]...)
}

// id is the id of the i-th job.
func (w *world) id(i int) string { return string(w.appendID(make([]byte, 0, idLength), i)) }

// find undoes id; ok is false for an id that no job has.
func (w *world) find(id string) (i int, ok bool) {
	if len(id) != idLength {
		return 0, false
	}
	var head uint32
	for _, c := range []byte(id[:8]) {
		d := hexValue(c)
		if d > 15 {
			return 0, false
		}
		head = head<<4 | d
	}
	n := head*idInverse - w.offset()
	if uint64(n) >= uint64(len(w.jobs)) {
		return 0, false
	}
	return int(n), w.id(int(n)) == id
}

func hexValue(c byte) uint32 {
	switch {
	case '0' <= c && c <= '9':
		return uint32(c - '0')
	case 'a' <= c && c <= 'f':
		return uint32(c-'a') + 10
	}
	return 16
}

func (w *world) offset() uint32 { return uint32(mix(w.seed)) }
