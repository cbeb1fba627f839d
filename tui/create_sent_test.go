package tui

import (
	"encoding/json"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"drover/model"
)

// orders keeps the bodies of what asks the service to make a job, as they came.
type orders struct {
	mu     sync.Mutex
	bodies []string
}

func (o *orders) front(service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/v5/") && strings.HasSuffix(r.URL.Path, "/jobs") {
			o.mu.Lock()
			o.bodies = append(o.bodies, body(r))
			o.mu.Unlock()
		}
		service.ServeHTTP(w, r)
	})
}

// only is the one order that came.
func (o *orders) only(t *testing.T) []byte {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.bodies) != 1 {
		t.Fatalf("the service was asked %d times to make a job", len(o.bodies))
	}
	return []byte(o.bodies[0])
}

// wantExample compares a body with one of the document's, passwords and all, and
// gives drover's own tag in it, which is the only difference.
func wantExample(t *testing.T, body []byte, example string) (intent string) {
	t.Helper()
	want, err := os.ReadFile("../client/drs/testdata/" + example)
	if err != nil {
		t.Fatal(err)
	}
	got, intents := untagged(t, body)
	if plain, none := untagged(t, want); !reflect.DeepEqual(got, plain) || len(none) > 0 {
		t.Errorf("the body is not that of %s:\n%s", example, body)
	}
	if len(intents) != 1 || intents[0] == "" {
		t.Fatalf("drover's tags in it are %q", intents)
	}
	return intents[0]
}

// untagged is the body of a create without drover's own tags, and their values.
func untagged(t *testing.T, body []byte) (whole map[string]any, intents []string) {
	t.Helper()
	if err := json.Unmarshal(body, &whole); err != nil {
		t.Fatalf("%v:\n%s", err, body)
	}
	base := whole["job"].(map[string]any)["base_info"].(map[string]any)
	base["tags"] = slices.DeleteFunc(base["tags"].([]any), func(tag any) bool {
		pair := tag.(map[string]any)
		if pair["key"] != model.IntentTag {
			return false
		}
		intents = append(intents, pair["value"].(string))
		return true
	})
	return whole, intents
}

// TestWholeProgramCreates walks the first example of the document on a terminal,
// from the list to the accepted job: what the service received is that example.
func TestWholeProgramCreates(t *testing.T) {
	o := &orders{}
	m := run(t, world{front: o.front, size: [2]int{110, 30}})
	m.sees("jobs 40 of 40").keys("N").sees("an empty draft").keys("e")
	m.sees("step 1 of 7").keys("l").sees("‹ sync ›").keys("tab", "l").sees("‹ into this cloud ›").keys("tab")
	m.sees("step 2 of 7").keys("enter").sees("find  _", "oracle > gaussdb").types("oracle").keys("enter").sees("‹ oracle > gaussdb ›")
	m.keys("tab", "l").sees("‹ eip ›").keys("tab", "l", "l").sees("‹ full+incr ›").keys("tab")

	m.sees("step 3 of 7").keys("l").sees("‹ own server ›").keys("tab").types("10.154.217.239").keys("enter").types("1521").keys("enter")
	m.types("ORACLE_USER").keys("enter").types("stand-in-1").keys("tab", "tab").types("serviceName.orcl").keys("pgdown")

	m.sees("step 4 of 7").types("c2c7579bc09c490b9d8009db715aeb0ain14").keys("tab", "tab", "tab", "tab").types("root").keys("enter").types("stand-in-2")
	m.keys("tab", "tab", "tab", "tab").sees("▌ region").keys("tab", "ctrl+u").types("9dc8c0f3f74c4dbb23c29cf0318ee561").keys("enter")
	m.types("cn-north-4a,cn-north-4c,cn-north-4g").keys("enter").types("2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f").keys("enter")
	m.types("2cb54324-ae63-4fbb-85b7-7d59f4a88f8f").keys("enter").types("039a3s89-665a-43e2-9b4f-bda7d9ee148d").keys("pgdown")

	m.sees("step 5 of 7").keys("enter").sees("find  _", "sold out").types("medium").keys("enter").sees("‹ medium ›")
	m.keys("tab").types("2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f").keys("enter").types("2cb54324-ae63-4fbb-85b7-7d59f4a88f8f").keys("pgdown")
	m.sees("step 6 of 7").types("DRS-1234").sees("free").keys("tab", "tab").types("test=test").sees("0 errors", "saved 03:12:00Z")

	m.keys("ctrl+r").sees("create job DRS-1234", "[ Send ]")
	time.Sleep(2 * seenAfter) // keys before that are dropped
	m.keys("tab", "enter").sees("sent 1   accepted 1   refused 0   unknown 0", "make the job")
	wantExample(t, o.only(t), "create_example1.json")
	if strings.Contains(m.wrote(), "stand-in") {
		t.Error("a password was written to the terminal")
	}
}
