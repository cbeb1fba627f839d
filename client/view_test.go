package client_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

// viewer is the next start in a state folder.
func viewer(t *testing.T, dir string, p client.Place) *client.Client {
	t.Helper()
	c := client.New(newScripted(0), client.Options{Views: journal.NewViews(dir), Place: p})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestViewsAreKeptPerProfile(t *testing.T) {
	dir := ramDir(t)
	places := map[string]client.Place{
		"prod":    {Profile: "prod", Origin: somewhere, Project: "p1"},
		"test":    {Profile: "test", Origin: somewhere, Project: "p1"},
		"p1":      {Origin: somewhere, Project: "p1"},
		"p2":      {Origin: somewhere, Project: "p2"},
		"another": {Origin: "https://other.example", Project: "p1"},
	}
	for name, p := range places {
		if err := viewer(t, dir, p).SaveView(model.View{Filter: name, History: []string{"a", name}}); err != nil {
			t.Fatal(err)
		}
	}
	for name, p := range places {
		c := viewer(t, dir, p)
		if got := c.View(); got.Filter != name || len(got.History) != 2 || c.ViewTrouble() != "" {
			t.Errorf("%s: %+v, %q", name, got, c.ViewTrouble())
		}
		c.View().History[0] = "mine" // a copy
		if c.View().History[0] != "a" {
			t.Errorf("%s: the view is not the caller's own", name)
		}
	}
}

func TestViewTroubleIsCleanAndSaidOnce(t *testing.T) {
	dir := ramDir(t) + "\x1b[31m"
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "view.json"), []byte(`{"a\u001b": 2, "a\u001b": 3}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := viewer(t, dir, client.Place{}).ViewTrouble(); !strings.Contains(got, "damaged") || strings.Contains(got, "\x1b") {
		t.Errorf("trouble: %q", got)
	}
	if got := viewer(t, dir, client.Place{}).ViewTrouble(); got != "" {
		t.Errorf("once more: %q", got)
	}
}

func TestWithoutAFolderViewsLastAsLongAsTheClient(t *testing.T) {
	c := client.New(newScripted(0), client.Options{})
	defer func() { _ = c.Close() }()
	if err := c.SaveView(model.View{Sort: "lag"}); err != nil || c.View().Sort != "lag" || c.ViewTrouble() != "" {
		t.Errorf("%+v, %v, %q", c.View(), err, c.ViewTrouble())
	}
}
