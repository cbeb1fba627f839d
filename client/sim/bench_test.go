package sim_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"drover/client/sim"
)

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{40, 100000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := sim.New(sim.Options{Jobs: n}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// discard is a ResponseWriter that keeps nothing.
type discard struct {
	header http.Header
	io.Writer
}

func (d discard) Header() http.Header { return d.header }
func (d discard) WriteHeader(int)     {}

func BenchmarkListPage(b *testing.B) {
	s, err := sim.New(sim.Options{Jobs: 100000})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/v5/p1/jobs?job_type=sync&limit=1000&offset=20000", nil)
		r.Header.Set("X-Auth-Token", "sim-token")
		s.Handler().ServeHTTP(discard{http.Header{}, io.Discard}, r)
	}
}
