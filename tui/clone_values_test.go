package tui

import (
	"testing"
	"time"
)

func TestShow(t *testing.T) {
	tell(t, world{files: true}, func(d *desk) {
		d.Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("C").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("e").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("down", "down", "space").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("down", "enter").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("space").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("esc", "esc", "esc").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("l", "l").Wait(time.Second)
		t.Log("\n" + d.Screen())
		d.Keys("down", "tab", "enter").Wait(time.Second)
		t.Log("\n" + d.Screen())
	})
}
