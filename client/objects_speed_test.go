package client_test

import (
	"fmt"
	"testing"

	"drover/client"
	"drover/client/journal"
	"drover/model"
	"drover/model/objects"
)

// mapped is a document in which every table has another name.
func mapped(tables int) *objects.Listing {
	const inOne = 1000
	b := objects.NewBuilder()
	b.Scope = objects.ScopeTable
	for from := 0; from < tables; from += inOne {
		db := b.Database(fmt.Sprintf("db_%04d", from/inOne))
		b.Box(db).All = model.No
		for i := range min(inOne, tables-from) {
			b.Leaf(db, fmt.Appendf(nil, "orders_%07d", from+i), objects.Table, fmt.Sprintf("orders_y%07d", from+i), false, nil)
		}
	}
	l, _ := b.Done()
	return l
}

// BenchmarkKeepObjects writes the draft of a document of which nothing can be left out.
func BenchmarkKeepObjects(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			want := mapped(n)
			c := client.New(newScripted(0), client.Options{Drafts: journal.NewDrafts(b.TempDir() + "/state")})
			defer func() { _ = c.Close() }()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.KeepObjects(jobID(0), [32]byte{}, want); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPlanObjects compares two documents of which nothing can be left out.
func BenchmarkPlanObjects(b *testing.B) {
	caps := model.Capabilities{Verbs: map[model.Verb]string{model.SaveObjects: ""}}
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			set := model.SetObjects{Job: newKeeperOfObjects().job, Base: tables("a"), Want: mapped(n)}
			b.ReportAllocs()
			for b.Loop() {
				if len(model.PlanObjects("i", caps, set, model.ObjectsAs{}).Go()) != 1 {
					b.Fatal("it does not go")
				}
			}
		})
	}
}
