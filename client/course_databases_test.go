package client_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// copyOf is a copying of a job as a page would make it.
func (f *fixture) copyOf(id, name string, sections ...model.Section) model.Copying {
	f.Helper()
	d, parts, err := f.client.Sections(f.Context(), model.NewJobID(id), append(sections, model.SectionDescription)...)
	if err != nil {
		f.Fatal(err)
	}
	c := model.NewCopying(d, name)
	for _, p := range parts {
		if p.Section == model.SectionDescription {
			c = c.With(model.NewEdit(d, p).Put(model.KeyDescription, "a copy of its own"))
		}
	}
	return c
}

// standInCertificate is what looks like a certificate in DER: three parts, nothing behind.
var standInCertificate = []byte{0x30, 0x09, 0x30, 0x00, 0x30, 0x00, 0x03, 0x03, 0x00, 0x01, 0x02}

// secretsOf are passwords for all that a copy is asked for.
func secretsOf(d model.Detail) model.EndSecrets {
	out := model.EndSecrets{Passwords: map[model.FieldKey]model.Secret{}, Certificates: map[model.FieldKey]model.EndCertificate{}}
	for _, f := range model.CopySecrets(d) {
		if f.Kind == model.FileField {
			out.Certificates[f.Key], _ = model.NewEndCertificate("/home/dba/own-ca.der", standInCertificate)
		} else {
			out.Passwords[f.Key] = model.NewSecret("right")
		}
	}
	return out
}

// over waits for a course to end, or to rest.
func over(k *client.Course) model.CopyReport {
	<-k.Done()
	return k.Report()
}

// tale tells where the steps of a copying stand.
func tale(r model.CopyReport) string {
	words := []string{"waits", "goes", "done", "asks", "refused", "unsent", "unknown", "skipped"}
	var out []string
	for _, s := range r.Steps {
		word := string(s.Step.Kind)
		if s.Step.Section != "" {
			word = string(s.Step.Section)
		}
		out = append(out, word+" "+words[s.State])
	}
	return strings.Join(out, ", ")
}

// once is what was written without ends that were stored again: after a death passwords are
// typed anew, and nobody knows whether those that are stored are the same.
func once(wrote string) string {
	first, rest, _ := strings.Cut(wrote, " endpoint")
	return first + " endpoint" + strings.ReplaceAll(rest, " endpoint", "")
}

func wroteOn(service *sim.Sim) string {
	var out []string
	for _, a := range service.Applied() {
		out = append(out, a.Action)
	}
	return strings.Join(out, " ")
}

// A copy of databases is made, gets what is its own, is checked, and only then the
// original is paused, ended and deleted.
func TestACopyOfDatabasesTakesTheOriginalsPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, service := simulated(t, "")
		id := service.ID("wave1-cms-02")
		service.Set(id, "INCRE_TRANSFER_STARTED")
		c := f.copyOf(id, "orders-copy-01")
		c.Fate, c.Filters, c.Secrets = model.FateGoes, true, secretsOf(c.Original)
		k, err := f.client.Copy(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		r := over(k)
		check(t, "rests", r.Rests, "")
		check(t, "steps", tale(r), "clone done, configuration done, compare done, endpoints done, description done, filters done, test connection done, pre-check done, rest done, end done, delete done")
		check(t, "written", wroteOn(service), "clone endpoint description precheck stop terminate delete")
		if kept, err := f.client.Copyings(); err != nil || len(kept) != 0 {
			t.Errorf("%+v, %v", kept, err)
		}
		if got, err := f.client.Job(t.Context(), r.Copy.ID); err != nil || got.Job.Description.String() != "a copy of its own" {
			t.Errorf("%v, %v", got.Job.Description, err)
		}
		if r.Ended.IsZero() || !r.Done() {
			t.Error("it does not say that it is done")
		}
	})
}
