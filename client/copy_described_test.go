package client_test

import (
	"testing"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// A copy that is described is no course: it is read by one drover at a time, and nothing
// of it goes before it is sent.
func TestADescribedCopyIsNoCourse(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		c, copying := b.session.client, b.moved(service)
		copying.Name = "any\u202ename, half typed "
		id := c.NewIntent()
		if err := c.KeepCopy(id, copying); err != nil {
			t.Fatal(err)
		}
		kept, err := c.Copyings()
		if err != nil || len(kept) != 1 || !kept[0].Described || !kept[0].Busy || kept[0].Err != nil || kept[0].CopyName != model.Clean(copying.Name) {
			t.Fatalf("%+v, %v", kept, err)
		}
		if _, err := c.KeptCopy(id); err == nil {
			t.Error("two pages have it")
		}
		c.LeaveCopy(id)
		if _, err := c.GoOn(t.Context(), id, client.CopyInput{}); err == nil {
			t.Error("what was not sent is gone on with")
		}
		back, err := c.KeptCopy(id)
		if err != nil || back.Name != copying.Name || back.Fate != copying.Fate {
			t.Fatalf("%+v, %v", back, err)
		}
		was, _ := copying.Edit(model.SectionCopy)
		is, _ := back.Edit(model.SectionCopy)
		for _, key := range was.Changed() {
			if was.Get(key) != is.Get(key) {
				t.Errorf("%s: %q, want %q", key, is.Get(key), was.Get(key))
			}
		}
		if err := c.DropCopy(id); err != nil {
			t.Fatal(err)
		}
		if err := c.KeepCopy(id, copying); err != nil { // it was on its way
			t.Fatal(err)
		}
		if kept, err := c.Copyings(); err != nil || len(kept) != 0 {
			t.Errorf("%+v, %v", kept, err)
		}
		check(t, "written", wroteOn(service), "")
	})
}
