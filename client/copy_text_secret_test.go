package client_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// What somebody writes into the body lies on the disk and is shown in the review: no
// secret is taken there, however deep it lies and however its name is spelt, and the
// sentence repeats none.
func TestNoSecretIsTakenInTheBodyOfACopy(t *testing.T) {
	for member, place := range map[string]string{
		`"metadata_import": {"password": "S3NTINEL"}`:                                           "transfer.metadata_import.password",
		`"metadata_import": {"x": [{"Client_Secret": "S3NTINEL"}]}`:                             "transfer.metadata_import.x[0].Client_Secret",
		`"metadata_import": {"p\u0061ssword": "S3NTINEL"}`:                                      "transfer.metadata_import.password",
		`"metadata_import": "{\"api_token\":\"S3NTINEL\"}"`:                                     "transfer.metadata_import.api_token",
		`"metadata_import": {"password": {"x": "S3NTINEL"}}`:                                    "transfer.metadata_import.password",
		`"filter": {"source": [{"action": "exclude", "rules": [{"credential": "S3NTINEL"}]}]}`:  "transfer.filter.source[0].rules[0].credential",
		`"source": {"impersonate_as": {"account": "a", "password": "S3NTINEL"}}`:                "transfer.source.impersonate_as.password",
		`"source": {"options": {"passphrase": "S3NTINEL"}}`:                                     "transfer.source.options.passphrase",
		`"permissions": {"policy": "add", "import": {"source": {"authorization": "S3NTINEL"}}}`: "transfer.permissions.import.source.authorization",
	} {
		text := "{\"name\": \"n\",\n\"transfer\": {\n" + member + "}}"
		e, _, mistakes := client.ReadCopyText([]byte(text), financeCopy())
		var words []string
		for _, m := range mistakes {
			words = append(words, m.Words())
		}
		want := "line 3: " + place + " is a secret by its name, and the body lies on the disk and is shown: leave it out"
		if len(words) != 1 || words[0] != want {
			t.Errorf("%s\n%q, want %q", member, words, want)
		}
		for key, value := range e.Want() {
			if strings.Contains(value, "S3NTINEL") {
				t.Errorf("%s is in %s", member, key)
			}
		}
	}
	for _, member := range []string{`"metadata_import": {"password": null, "use_password": true, "x": "a password"}`, `"tags": ["token"]`} {
		if _, _, mistakes := client.ReadCopyText([]byte(`{"name": "n", "transfer": {`+member+`}}`), financeCopy()); len(mistakes) > 0 {
			t.Errorf("%s: %v", member, mistakes)
		}
	}
}

// However a copying came by one, nothing of it is written to the disk.
func TestNoSecretOfABodyComesToTheDisk(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		c := b.moved(service)
		e, _ := c.Edit(model.SectionCopy)
		c = c.With(e.Put(model.KeyBodyMore, `{"transfer":{"metadata_import":{"password":"S3NTINEL"}}}`))
		id := b.session.client.NewIntent()
		if err := b.session.client.KeepCopy(id, c); err == nil || !strings.Contains(err.Error(), "transfer.metadata_import.password") {
			t.Errorf("it was kept: %v", err)
		}
		if _, err := b.session.client.Copy(t.Context(), c); err == nil {
			t.Error("it was begun")
		}
		err := filepath.WalkDir(b.dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			if strings.Contains(string(raw), "S3NTINEL") {
				t.Errorf("%s holds it", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		check(t, "written", wroteOn(service), "")
	})
}
