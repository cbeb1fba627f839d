package drs

import "sync"

// memory is what earlier lists taught about a service.
type memory struct {
	mu    sync.Mutex
	none  map[string]bool // generations that are not offered here
	only  string          // the one that is to be used; "": both
	sizes map[string]int  // page size a generation takes
}

func newMemory(only string) *memory {
	return &memory{only: only, none: map[string]bool{}, sizes: map[string]int{v5: 1000, v3: 100}}
}

// generations are those worth asking: all of them if none seems to be there,
// since one of them must be.
func (m *memory) generations() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.none[v5] && m.none[v3] || m.none[m.only] {
		clear(m.none)
	}
	var out []string
	for _, g := range []string{v5, v3} {
		if !m.none[g] && (m.only == "" || m.only == g) {
			out = append(out, g)
		}
	}
	return out
}

// offers reports whether a generation is worth asking.
func (m *memory) offers(generation string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !m.none[generation] && (m.only == "" || m.only == generation)
}

// newer reports whether v5.1 is worth asking, which some of v5's operations on
// objects stand in for.
func (m *memory) newer() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !m.none[v51]
}

// why says in a sentence's tail why a generation is not worth asking.
func (m *memory) why(generation string) string {
	if m.only != "" && m.only != generation {
		return "the profile leaves out (generation = " + m.only + ")"
	}
	return "this service does not offer"
}

// lacks notes that a generation is not offered.
func (m *memory) lacks(generation string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.none[generation] = true
}

func (m *memory) size(generation string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sizes[generation]
}

func (m *memory) takes(generation string, size int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sizes[generation] = size
}
