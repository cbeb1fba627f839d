package tui

import (
	"fmt"
	"testing"
	"time"
)

func TestPeek(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 15}, {160, 45}} {
		tell(t, world{size: size}, func(d *desk) {
			d.find("orders-prod-sync-02").Keys("N")
			fmt.Println(d.Screen())
			d.Keys("j").Wait(time.Second)
			fmt.Println(d.Screen())
			d.Wait(time.Second).Keys("esc", "esc", "N").Wait(time.Second)
			fmt.Println(d.Screen())
			d.Keys("enter").Wait(time.Second)
			fmt.Println(d.Screen())
			d.Keys("esc", "esc").Wait(time.Second)
			fmt.Println(d.Screen())
		})
	}
}
