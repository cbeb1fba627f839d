package client_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"drover/client"
	"drover/model"
)

// encrypted is a job whose source is reached by TLS.
func (f *fixture) encrypted() model.JobID {
	f.Helper()
	for page, err := range f.client.Jobs(f.Context()) {
		if err != nil {
			f.Fatal(err)
		}
		for _, job := range page.Jobs {
			d, err := f.client.Job(f.Context(), job.ID)
			if err == nil && len(d.From) > 0 && d.From[0].TLS == model.Yes && model.Can(f.client.Capabilities(), d.Job, model.Clone) == "" {
				return job.ID
			}
		}
	}
	f.Fatal("no job has TLS")
	return model.JobID{}
}

// The certificate of an end is in no reading: a copy waits for its file, and has it then.
func TestACopyIsGivenTheCertificateOfItsSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, service := simulated(t, "")
		id := f.encrypted()
		service.Set(id.Raw(), "INCRE_TRANSFER_STARTED")
		c := f.copyOf(id.Raw(), "encrypted-copy")
		all := secretsOf(c.Original)
		c.Secrets.Passwords = all.Passwords
		k, err := f.client.Copy(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		r := over(k)
		check(t, "rests", r.Rests, "a certificate is needed: a copy comes without")
		check(t, "written", wroteOn(service), "clone")
		r = f.goOn(k.ID(), client.CopyInput{Secrets: all})
		if !r.Done() || !slices.Contains(strings.Fields(wroteOn(service)), "endpoint") {
			t.Fatalf("%s: %s; %s", tale(r), r.Rests, wroteOn(service))
		}
		d, err := f.client.Job(t.Context(), r.Copy.ID)
		if err != nil || d.From[0].Cert.String() != "own-ca.der" || len(d.From[0].CertSum.String()) != 64 {
			t.Errorf("%q, %q, %v", d.From[0].Cert, d.From[0].CertSum, err)
		}
	})
}

// Storing the ends of a copy takes nothing of them away that drover has no field for.
func TestStoringTheEndsOfACopyKeepsWhatNoFieldShows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, service := simulated(t, "")
		id := service.ID("orders-prod-sync-02")
		service.Set(id, "INCRE_TRANSFER_STARTED")
		c := f.copyOf(id, "orders-copy-07")
		c.Secrets = secretsOf(c.Original)
		if c.Original.To[0].ReadOnly != model.Yes {
			t.Fatal("its target tells nothing of that kind")
		}
		k, err := f.client.Copy(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		r := over(k)
		d, err := f.client.Job(t.Context(), r.Copy.ID)
		if err != nil || !r.Done() || d.To[0].ReadOnly != model.Yes {
			t.Errorf("%s: read-only is %v, %v", tale(r), d.To[0].ReadOnly, err)
		}
	})
}
