package sim_test

import (
	"bytes"
	"net/http"
	"testing"

	"drover/client/sim"
)

// FuzzTransferBodies sends bodies of all sorts: none is a failure of the server, and
// one that is refused changes nothing.
func FuzzTransferBodies(f *testing.F) {
	for _, seed := range []string{
		cloneOfThePage, `{"kind":"transfer","transfer_type":"copy","schedule":{"mode":"manual"}}`, `{"transfer":null}`, `{"schedule":null}`, `{"schedule":{"days":[null],"start_date":"1e9"}}`,
		`{"schedule":{"mode":"auto","repeat_interval":{"value":1e300,"unit":"d"},"repeat_count":0}}`, `{"transfer":{"source":{"target":{"item":{"parent":{"root":true},"name":"HR"}}}}}`,
		`{"schedule":{"mode":"auto","start_date":9223372036854775807,"end_date":-9223372036854775808}}`, `{"name":null,"kind":null}`, `{"transfer":{"permissions":"diff"}}`, ``, `[`, "\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		s, err := sim.New(sim.Options{Jobs: 8, Freeze: true})
		if err != nil {
			t.Fatal(err)
		}
		id := s.TransferID("finance-to-sharepoint")
		for _, call := range [][2]string{{http.MethodPatch, "/v1/jobs/" + id}, {http.MethodPost, "/v1/jobs/" + id + "/clone"}, {http.MethodPost, "/v1/jobs"}} {
			before, writes := s.TransferBody(id), len(s.Applied())
			status, _ := direct(t, s.Handler(), call[0], call[1], body)
			switch {
			case status >= 500:
				t.Fatalf("%s: %d", call, status)
			case status >= 400 && (len(s.Applied()) != writes || !bytes.Equal(before, s.TransferBody(id))):
				t.Fatalf("%s: refused with %d, and applied", call, status)
			case status < 400 && len(s.Applied()) != writes+1:
				t.Fatalf("%s: %d, and nothing on record", call, status)
			}
		}
		if answer, _ := direct(t, s.Handler(), http.MethodGet, "/v1/jobs?fields=all&limit=5&sort=created_on+DESC", ""); answer != http.StatusOK {
			t.Fatalf("then the list: %d", answer)
		}
	})
}
