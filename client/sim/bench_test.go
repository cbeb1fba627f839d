package sim_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
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

// BenchmarkClone makes a clone among 100,000 jobs and lists the newest page.
func BenchmarkClone(b *testing.B) {
	s, err := sim.New(sim.Options{Jobs: 100000})
	if err != nil {
		b.Fatal(err)
	}
	source := s.ID("orders-prod-sync-02")
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		for _, c := range [][3]string{
			{http.MethodPost, "/v5/p1/jobs/clone", `{"job_id":"` + source + `","name":"copy-` + strconv.Itoa(n) + `"}`},
			{http.MethodGet, "/v5/p1/jobs?job_type=sync&limit=10", ""},
		} {
			r := httptest.NewRequestWithContext(b.Context(), c[0], c[1], strings.NewReader(c[2]))
			r.Header.Set("X-Auth-Token", "sim-token")
			r.Header.Set("Content-Type", "application/json")
			s.Handler().ServeHTTP(discard{http.Header{}, io.Discard}, r)
		}
	}
	if made := len(s.Applied()); made == 0 {
		b.Error("no clone was made")
	}
}
