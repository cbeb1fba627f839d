package client_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
	"drover/model"
)

// Every section goes the whole way against a service, and is done when that shows
// it; a lost answer is found by the same proof.
func TestEverySectionGoesTheWholeWay(t *testing.T) {
	put := func(key model.FieldKey, value string) func(model.Edit) model.Edit {
		return func(e model.Edit) model.Edit { return e.Put(key, value) }
	}
	for _, c := range []struct {
		section model.Section
		job, in string
		op      string
		edit    func(model.Edit) model.Edit
		want    string // answered
		lost    string
	}{
		{model.SectionName, "wave2-shop-01", "INCRE_TRANSFER_STARTED", "UpdateJob", put(model.KeyName, "wave9-shop"), "done", "done"},
		{model.SectionDescription, "wave2-shop-01", "INCRE_TRANSFER_STARTED", "UpdateJob", put(model.KeyDescription, "moved in the ninth wave"), "done", "done"},
		{model.SectionExpiry, "wave2-shop-01", "INCRE_TRANSFER_STARTED", "UpdateJob", put(model.KeyExpired, "31"), "done", "done"},
		{model.SectionTags, "wave2-shop-01", "INCRE_TRANSFER_STARTED", "BatchTagAction", func(e model.Edit) model.Edit {
			return e.Put(model.KeyTags, strings.TrimPrefix(e.Get(model.KeyTags)+", wave=nine", ", "))
		}, "done", "done"},
		{model.SectionPolicy, "wave2-shop-01", "CONFIGURATION", "UpdateJob", put(model.KeyDML, "u,i"), "done", "done"},
		{model.SectionFlow, "wave2-shop-01", "CONFIGURATION", "UpdateJob", put(model.KeyWindows, "02:30-05:59=80,10:00-11:59=5"), "done", "done"},
		{model.SectionAlarm, "wave2-shop-01", "CONFIGURATION", "UpdateJob", func(e model.Edit) model.Edit {
			return e.Put(model.KeyAlarmOn, "true").Put(model.KeyAlarmTopic, "urn:smn:cn-north-4:9dc8c0f3f74c4dbb23c29cf0318ee561:drover").Put(model.KeyAlarmDelay, "60")
		}, "done", "done"},
		{model.SectionTuning, "wave2-shop-01", "INCRE_TRANSFER_STARTED", "UpdateJob", tuned, "done", "done"},
		{model.SectionUsers, "wave4-crm-move", "CONFIGURATION", "V3BatchUpdateUser", func(e model.Edit) model.Edit {
			return e.Put(model.KeyOwnSecrets, "1").PutSecret(model.UserSecretKey("1"), model.NewSecret("S3ntinel!pass"))
		}, "accepted", "unknown"},
		{model.SectionParams, "wave4-crm-move", "CONFIGURATION", "V3UpdateParams", performing, "done", "done"},
		{model.SectionPosition, "wave4-crm-stream", "CONFIGURATION", "UpdateStartPosition", put(model.KeyPosition, "mysql-bin.000012:4"), "done", "done"},
		{model.SectionPeriod, "wave2-shop-01", "INCRE_TRANSFER_STARTED", "ChangeToPeriod", func(e model.Edit) model.Edit {
			return e.Put(model.KeyPeriodType, "2").Put(model.KeyPeriodNum, "1").Put(model.KeyAutoRenew, "false").Put(model.KeyAutoPay, "true")
		}, "done", "done"},
		{model.SectionRecreate, "wave2-shop-01", "CONFIGURATION", "UpdateJob", put(model.KeyRecreate, "true"), "accepted", "unknown"},
	} {
		for _, lost := range []bool{false, true} {
			t.Run(fmt.Sprint(c.section, " ", c.want, " lost ", lost), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					want, fault := c.want, ""
					if lost {
						want, fault = c.lost, "reset-after@"+c.op
					}
					f, service := simulated(t, fault)
					id := service.ID(c.job)
					service.Set(id, c.in)
					d, parts, err := f.client.Sections(t.Context(), model.NewJobID(id), c.section)
					if err != nil || parts[0].Lacks != "" {
						t.Fatalf("%v, %s", err, parts[0].Lacks)
					}
					before := len(service.Applied())
					r := f.run(f.updates(c.edit(model.NewEdit(d, parts[0]))))
					o := lone(t, r).Outcome
					check(t, "outcome", o.Kind.String(), want)
					if applied := service.Applied(); len(applied) != before+1 || applied[before].JobID != id {
						t.Errorf("%s (%s %s); applied: %+v", said(o), o.Code, o.Message, applied[before:])
					}
				})
			})
		}
	}
}

// simulated is a drover at a service of its own.
func simulated(t *testing.T, fault string) (*fixture, *sim.Sim) {
	t.Helper()
	service, err := sim.New(sim.Options{Prepared: true, Latency: 40 * time.Millisecond, Fault: fault})
	if err != nil {
		t.Fatal(err)
	}
	b, conn := connect(t, service.Dial)
	f := newFixture(t, b)
	t.Cleanup(func() { // before the fixture ends there may be calls on their way
		conn.Close()
		if err := service.Close(); err != nil {
			t.Error(err)
		}
	})
	return f, service
}

// tuned is another value of the first parameter that has a range of numbers.
func tuned(e model.Edit) model.Edit {
	return another(e, func(s model.Setting) bool {
		return strings.HasPrefix(string(s.Key), string(model.TuningKey("incre_apply", "")))
	})
}

// performing is another value of a parameter of the target that may always be set.
func performing(e model.Edit) model.Edit {
	return another(e, func(s model.Setting) bool {
		return strings.HasPrefix(string(s.Key), string(model.ParamKey("performance", "")))
	})
}

func another(e model.Edit, fits func(model.Setting) bool) model.Edit {
	for _, s := range e.Base.Settings {
		from, to, ok := strings.Cut(s.Range.Raw(), "-")
		least, err := strconv.Atoi(from)
		if !fits(s) || s.Fixed != "" || !ok || err != nil {
			continue
		}
		if value := strconv.Itoa(least); value != e.Get(s.Key) {
			return e.Put(s.Key, value)
		}
		return e.Put(s.Key, to)
	}
	return e
}
