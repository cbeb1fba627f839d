package tui

import (
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// complete is a draft that lacks nothing, with its passwords in memory.
func complete() model.Draft {
	d := emptyDraft()
	for key, value := range examples()[0].values {
		if f := string(key); strings.HasSuffix(f, "db_password") {
			d = d.PutSecret(key, model.NewSecret(value))
			continue
		}
		d = d.Put(key, value)
	}
	d = d.Put(model.KeyTopology, "one2one")
	d.Step = model.StepReview
	d, _ = d.Settle(model.Offer{Region: "cn-north-4", Project: "p1", Now: sim.FrozenNow()})
	return d
}

// made counts the jobs that the service made.
func (d *desk) made() int {
	n := 0
	for _, a := range d.sim.Applied() {
		if a.Op == "CreateJob" {
			n++
		}
	}
	return n
}

// reviews opens the review of a complete draft.
func (d *desk) reviews(draft model.Draft) *memoryFile {
	d.Helper()
	_, file := d.creates(draft)
	d.Wait(2 * time.Second).Sees("0 errors")
	d.Keys("ctrl+r").Sees("create job DRS-1234", "[ Back ]").Wait(time.Second)
	return file
}

func TestACreateIsFollowedUntilItsEndsAreStored(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		file := d.reviews(complete())
		d.Sees("clear text over eip", "billed from its start", "loses its node after 3 days").Keys("pgdown", "pgdown").Sees("test=test", "above  pgup").Keys("b").Sees("CreateJob   POST").Keys("pgdown").Sees(`"drover-intent"`).Keys("pgdown").Sees(`"db_password": "[secret]"`).Keys("esc")
		d.Keys("tab", "enter").Sees("sent 1   accepted 1   refused 0   unknown 0", "creating")
		if file.last().Sent == "" {
			t.Error("the draft was not marked before it was sent")
		}
		d.Wait(time.Minute).Sees("made: it rests in configuration", "T reaches for source and target")
		d.Keys("T").Sees("test both ends of DRS-1234").Wait(time.Second).Keys("tab", "enter").Wait(10 * time.Second).Sees("source reached, target reached")
		d.Keys("E").Sees("store endpoints of DRS-1234").Wait(time.Second).Keys("enter").Sees("make the job")
		d.Keys("E").Wait(time.Second).Keys("tab", "enter").Wait(10*time.Second).Sees("stored: the service shows them", "the draft is gone")
		if !file.dropped || d.made() != 1 {
			t.Errorf("the draft is dropped: %v; %d jobs were made", file.dropped, d.made())
		}
		d.Keys("enter").Sees("DRS-1234", "1 overview")
	})
}

// The key that began is not the key that sends, and keys typed before the page
// could be seen are dropped.
func TestEnterEnterCreatesNothing(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.creates(complete())
		d.Wait(2*time.Second).Fast("ctrl+r", "tab", "enter", "enter").Wait(time.Second)
		d.Keys("enter").Wait(time.Second).Sees("step 7 of 7")
		if d.made() != 0 {
			t.Error("a job was made")
		}
	})
}

// An order is paid once the job starts: its name is typed, not pasted.
func TestAnOrderWantsTheNameTyped(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.reviews(complete().Put(model.KeyCharging, "period").Put(model.KeyPeriodType, "3").Put(model.KeyPeriodNum, "1").Put(model.KeyAutoRenew, "0"))
		d.Sees("Type DRS-1234 to send it").Paste("DRS-1234").Keys("enter").Sees("type DRS-1234 first; nothing was sent")
		d.Type("DRS-123").Keys("tab", "enter").Wait(time.Second)
		if d.made() != 0 {
			t.Fatal("a wrong word has sent")
		}
		d.Type("4").Keys("enter").Sees("sent 1   accepted 1")
	})
}

// The answer is lost, and the job is there: its tag says whose it is.
func TestALostAnswerIsFoundByTheTag(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Fault: "reset-after@CreateJob/1"}}, func(d *desk) {
		d.reviews(complete())
		d.Keys("tab", "enter").Sees("unknown 1", "It is not sent again")
		d.Wait(3*time.Minute).Sees("accepted 1", "made: it rests in configuration")
		if d.made() != 1 {
			t.Errorf("%d jobs were made", d.made())
		}
	})
}

// What the service refuses leads back to the field that it names.
func TestARefusedCreateOpensTheField(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.reviews(complete().Put("target_endpoint[0].endpoint.instance_id", "00000000bc09c490b9d8009db715aeb0in14"))
		d.Keys("tab", "enter").Sees("refused 1", "No job was made").Keys("e").Sees("step 4 of 7", "DRS.M06007")
		c, ok := d.app.top().(*create)
		if !ok || c.draft.Sent != "" {
			t.Fatalf("the page on top is %T", d.app.top())
		}
		if f := c.sheet.Field(); f.Key != "target_endpoint[0].endpoint.instance_id" {
			t.Errorf("the field is %s", f.Key)
		}
	})
}

// Whoever leaves finds the job again by its draft, and types its passwords anew.
func TestACreateIsFoundAgainByItsDraft(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		file := d.reviews(complete())
		d.Keys("tab", "enter").Sees("accepted 1").Keys("esc").Wait(time.Minute)
		left := file.last()
		for _, list := range []string{model.Sources, model.Targets} {
			left = left.PutSecret(model.Element(list, 0, "endpoint.db_password"), model.Secret{})
		}
		d.do(d.app.follow(push(openDraft(d.app.env, file, left))))
		d.Sees("sent 1   accepted 1").Wait(10 * time.Second).Sees("made: it rests in configuration")
		d.Keys("T").Sees("password of ORACLE_USER").Type("one").Keys("enter").Type("two").Keys("enter").Sees("test both ends").Wait(time.Second).Keys("tab", "enter").Wait(10 * time.Second).Sees("source reached")
		if d.made() != 1 {
			t.Errorf("%d jobs were made", d.made())
		}
	})
}

// A draft that was marked, and then drover died before a byte left.
func TestAMarkWithoutAWriteWasNotSent(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		draft := complete()
		draft.Sent = "01DEADDEADDEADDEADDEADDEAD"
		file := &memoryFile{}
		d.do(d.app.follow(push(openDraft(d.app.env, file, draft))))
		d.Sees("drover ended before it was sent", "not sent 1").Keys("e").Sees("create job", "0 errors")
		if file.last().Sent != "" {
			t.Error("the draft is still marked")
		}
	})
}

func TestCreatedPictures(t *testing.T) {
	reviewed := func(draft model.Draft, keys ...string) func(*desk) {
		return func(d *desk) {
			d.reviews(draft)
			d.Keys(keys...).Wait(time.Second)
		}
	}
	order := complete().Put(model.KeyCharging, "period").Put(model.KeyPeriodType, "3").Put(model.KeyPeriodNum, "1").Put(model.KeyAutoRenew, "1")
	refused := complete().Put("target_endpoint[0].endpoint.instance_id", "00000000bc09c490b9d8009db715aeb0in14")
	unreached := complete().Put("source_endpoint[0].endpoint.db_user", "nobody")
	made := func(d *desk) { d.Keys("tab", "enter").Wait(time.Minute).Sees("it rests in configuration") }
	pictures := []picture{
		{"review", world{moving: true}, reviewed(complete())},
		{"review_of_an_order", world{moving: true}, reviewed(order)},
		{"review_in_production", world{moving: true, place: production()}, reviewed(complete(), "tab")},
		{"creating", world{moving: true}, reviewed(complete(), "tab", "enter")},
		{"made", world{moving: true}, func(d *desk) { d.reviews(complete()); made(d) }},
		{"tested", world{moving: true}, func(d *desk) {
			d.reviews(unreached)
			made(d)
			d.Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(30 * time.Second)
		}},
		{"stored", world{moving: true}, func(d *desk) {
			d.reviews(complete())
			made(d)
			d.Keys("E").Wait(time.Second).Keys("tab", "enter").Wait(10 * time.Second)
		}},
		{"refused", world{moving: true}, reviewed(refused, "tab", "enter")},
		{"lost", world{moving: true, service: sim.Options{Fault: "reset-after@CreateJob/1"}}, reviewed(complete(), "tab", "enter")},
		{"passwords", world{moving: true}, func(d *desk) {
			draft := complete().PutSecret("source_endpoint[0].endpoint.db_password", model.Secret{})
			file := d.reviews(complete())
			made(d)
			draft.Sent = file.last().Sent
			d.Keys("esc")
			d.do(d.app.follow(push(openDraft(d.app.env, file, draft))))
			d.Wait(10 * time.Second).Keys("T").Wait(time.Second)
		}},
	}
	draw(t, inAllSizes(pictures))
}

// The list of drafts tells those that were sent, and what became of them.
func TestASentDraftIsToldFromOthers(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		file, draft, err := d.client.NewDraft()
		if err != nil {
			t.Fatal(err)
		}
		id := draft.ID
		draft = complete()
		draft.ID = id
		d.do(d.app.follow(push(openCreate(d.app.env, file, draft))))
		d.Wait(2*time.Second).Keys("ctrl+r").Sees("[ Send ]").Wait(time.Second).Keys("tab", "enter").Sees("accepted 1").Keys("esc").Wait(time.Second)
		d.Keys("N").Wait(time.Second).Sees("DRS-1234", "create", "made").Keys("down", "down", "down", "D").Sees("A create was sent for it (made)")
	})
}

// A wrong host is mended where the test told of it: the ends alone are open.
func TestAnEndIsMendedAfterItsTest(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		file := d.reviews(complete().Put("source_endpoint[0].endpoint.ip", "db.invalid"))
		d.Keys("tab", "enter").Wait(time.Minute).Sees("made: it rests in configuration")
		d.Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(10*time.Second).Sees("source not reached", "host is unknown")
		d.Keys("e").Wait(time.Second).Sees("Source database", "0 errors")
		c := d.app.top().(*create)
		c.open("source_endpoint[0].endpoint.ip")
		d.Keys("ctrl+u").Type("10.154.217.239").Keys("pgdown", "pgdown", "pgdown").Sees("step 4 of 7").Keys("ctrl+r").Sees("T reaches for source and target")
		d.Keys("T").Wait(time.Second).Keys("tab", "enter").Wait(10 * time.Second).Sees("source reached, target reached")
		d.Keys("E").Sees("10.154.217.239").Wait(time.Second).Keys("tab", "enter").Wait(10 * time.Second).Sees("stored: the service shows them")
		if !file.dropped || d.made() != 1 {
			t.Errorf("the draft is dropped: %v; %d jobs were made", file.dropped, d.made())
		}
	})
}
