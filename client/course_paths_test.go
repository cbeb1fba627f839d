package client_test

import (
	"context"
	"strings"
	"testing"

	"drover/client"
	"drover/client/dryviq"
	"drover/client/sim"
	"drover/model"
)

// A server echoes a path that is not there: no copy is made to such a one before somebody
// says so.
func TestACopyToNowhereIsAskedAbout(t *testing.T) {
	for path, words := range map[string]string{
		"/Nope/src":    "the target path /Nope/src is not there",
		"/Shared/Nope": "the target path /Shared/Nope is not there",
		"/Shared/HR/":  "",
		"/shared/hr":   "the target path /shared/hr is there in other letters alone",
		"/shared/Nope": "the target path /shared/Nope is not there",
	} {
		t.Run(path, func(t *testing.T) {
			onTransfers(t, func(b *copyBench, service *sim.Sim) {
				c := b.moved(service)
				e, _ := c.Edit(model.SectionCopy)
				r := over(b.session.begin(c.With(e.With(model.KeyToPath, path))))
				if r.Done() != (words == "") {
					t.Errorf("%s: %s", tale(r), r.Rests)
				}
				if words == "" {
					return
				}
				check(t, "written", wroteOn(service), "")
				if made := r.Step(model.CopyMake); made.State != model.CopyAsks || made.Why != words {
					t.Errorf("%+v", made)
				}
			})
		})
	}
}

// A folder that is gone once the copy is made keeps the original from being given up.
func TestACopyToNowhereIsNotProven(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		b.folders(func(f model.Folder) []model.Folder {
			if wroteOn(service) == "" || f.Name.String() != "HR" {
				return []model.Folder{f}
			}
			return nil
		})
		c := b.moved(service)
		e, _ := c.Edit(model.SectionCopy)
		r := over(b.session.begin(c.With(e.With(model.KeyToPath, "/Shared/HR"))))
		check(t, "written", wroteOn(service), "clone")
		proved := r.Step(model.CopyProve)
		if proved.State != model.CopyRefused || len(proved.Differs) != 1 || !strings.Contains(proved.Why, "the target path /Shared/HR is not there: /Shared/HR is not found") {
			t.Errorf("%+v", proved)
		}
	})
}

// folders has the server tell its folders otherwise.
func (b *copyBench) folders(tell func(model.Folder) []model.Folder) {
	b.end()
	dial := b.dial
	b.dial = func() (client.Backend, func(), func(), func()) {
		backend, pull, log, hangUp := dial()
		return &oddFolders{backend.(*dryviq.Backend), tell}, pull, log, hangUp
	}
	b.begin()
}

// oddFolders are those of a server that tells them otherwise.
type oddFolders struct {
	*dryviq.Backend
	tell func(model.Folder) []model.Folder
}

func (o *oddFolders) Folders(ctx context.Context, connection, below string) ([]model.Folder, error) {
	all, err := o.Backend.Folders(ctx, connection, below)
	var out []model.Folder
	for _, f := range all {
		out = append(out, o.tell(f)...)
	}
	return out, err
}

// What a server does not tell of a path is not taken for a proof, nor is a file for a folder.
func TestAPathIsProvenByAFolderAlone(t *testing.T) {
	just := func(how func(*model.Folder)) func(model.Folder) []model.Folder {
		return func(f model.Folder) []model.Folder { how(&f); return []model.Folder{f} }
	}
	for name, c := range map[string]struct {
		tell  func(model.Folder) []model.Folder
		words string
	}{
		"a file":             {just(func(f *model.Folder) { f.Dir = model.No }), "the target path /Shared/HR is no folder"},
		"no link on the way": {just(func(f *model.Folder) { f.Below = "" }), "the target path /Shared/HR could not be looked up"},
		"an empty folder":    {just(func(f *model.Folder) { f.Below = map[bool]string{true: f.Below}[f.Name.String() == "Shared"] }), ""},
		"neither link nor what": {just(func(f *model.Folder) {
			if f.Name.String() != "Shared" {
				f.Below, f.Dir = "", model.NotTold
			}
		}), "the target path /Shared/HR could not be looked up"},
		"a link, not what": {just(func(f *model.Folder) { f.Dir = model.NotTold }), ""},
		"another case before it": {func(f model.Folder) []model.Folder {
			upper := f
			upper.Name, upper.Below = model.NewText(strings.ToUpper(f.Name.Raw())), ""
			return []model.Folder{upper, f}
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			onTransfers(t, func(b *copyBench, service *sim.Sim) {
				b.folders(c.tell)
				copying := b.moved(service)
				e, _ := copying.Edit(model.SectionCopy)
				r := over(b.session.begin(copying.With(e.With(model.KeyToPath, "/Shared/HR"))))
				if r.Done() != (c.words == "") || r.Step(model.CopyMake).Why != c.words {
					t.Errorf("%s: %s", tale(r), r.Rests)
				}
			})
		})
	}
}

// The source of a copy must be there, and must be listed to be known to be; somebody may
// have it made all the same, by a word of his own, and is not asked again then.
func TestACopyFromNowhereWantsAWord(t *testing.T) {
	for name, c := range map[string]struct {
		conn, path, words string
	}{
		"not there":  {"", "/Nope/src", "the source path /Nope/src is not there"},
		"not listed": {"Box legal", "/Legal/Holds", "the source path /Legal/Holds could not be looked up (403)"},
	} {
		t.Run(name, func(t *testing.T) {
			onTransfers(t, func(b *copyBench, service *sim.Sim) {
				copying := b.moved(service)
				e, _ := copying.Edit(model.SectionCopy)
				if e = e.With(model.KeyFromPath, c.path); c.conn != "" {
					e = e.With(model.KeyFromConn, b.connection(c.conn))
				}
				k := b.session.begin(copying.With(e))
				r := over(k)
				check(t, "written", wroteOn(service), "")
				if made := r.Step(model.CopyMake); made.State != model.CopyAsks || made.Why != c.words {
					t.Errorf("%+v, want %q", made, c.words)
				}
				k, err := b.session.client.GoOn(t.Context(), k.ID(), client.CopyInput{Accept: true})
				if err != nil {
					t.Fatal(err)
				}
				if r := over(k); !r.Done() {
					t.Errorf("%s: %s", tale(r), r.Rests)
				}
			})
		})
	}
}

// connection is the id of one, by its name.
func (b *copyBench) connection(name string) string {
	b.Helper()
	all, err := b.session.client.Connections(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range all {
		if c.Name.String() == name {
			return c.ID
		}
	}
	b.Fatalf("there is no connection %s", name)
	return ""
}

// What the original acts as goes with the copy as it was read, whatever else of its side
// differs; and another account takes the place of all that was known of the former one.
func TestACopyActsAsItsOriginal(t *testing.T) {
	for name, as := range map[string]string{"as before": "", "as somebody else": "other@example.com"} {
		t.Run(name, func(t *testing.T) {
			onTransfers(t, func(b *copyBench, service *sim.Sim) {
				id := model.NewJobID(service.TransferID("finance-to-sharepoint"))
				d, parts, err := b.session.client.Sections(b.Context(), id, model.SectionCopy)
				if err != nil {
					t.Fatal(err)
				}
				e := model.NewEdit(d, parts[0]).With(model.KeyFromPath, "/Finance/Ledgers")
				if as != "" {
					e = e.With(model.KeyFromAs, as)
				}
				if e.Base.Get(model.KeyFromAs) == "" {
					t.Fatal("the original acts as nobody: another job is wanted for this")
				}
				r := over(b.session.begin(model.NewCopying(d, "ledgers").With(e)))
				if !r.Done() {
					t.Errorf("%s: %s\n%+v", tale(r), r.Rests, r.Step(model.CopyProve).Differs)
				}
				_, parts, err = b.session.client.Sections(b.Context(), r.Copy.ID, model.SectionCopy)
				if want := e.Get(model.KeyFromAs); err != nil || parts[0].Get(model.KeyFromAs) != want {
					t.Errorf("it acts as %q, %v, want %q", parts[0].Get(model.KeyFromAs), err, want)
				}
			})
		})
	}
}
