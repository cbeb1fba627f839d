package tui

import (
	"testing"
	"time"
)

func TestShow(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.clones("orders-prod-sync-02").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("e").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("p").Wait(time.Second).Keys("space").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("ctrl+r").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("down", "down", "down", "l").Wait(time.Second)
		t.Log("\n" + d.Screen())
	})
}
