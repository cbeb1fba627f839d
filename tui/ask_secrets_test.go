package tui

import (
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// standIn is the DER of what looks like a certificate: three parts, and nothing behind.
var standIn = []byte{0x30, 0x09, 0x30, 0x00, 0x30, 0x00, 0x03, 0x03, 0x00, 0x01, 0x02}

// The certificate of a copy's source is named with its passwords. A file that is none is
// asked for again, and what was typed beside it is kept.
func TestACopyIsAskedForTheCertificateOfItsSource(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		folder := filepath.Dir(d.world.state)
		for name, body := range map[string][]byte{
			"key.pem": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}),
			"ca.pem":  pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: standIn}),
		} {
			if err := os.WriteFile(filepath.Join(folder, name), body, 0o600); err != nil {
				d.Fatal(err)
			}
		}
		d.find("billing-ora-01").Keys("C").Wait(time.Second).Sees("not copied", "certificates")
		d.app.top().(*clone).copying.Check = true
		d.app.top().(*clone).focus = cloneSend
		d.Keys("enter").Sees("passwords and certificates", "file of its certificate")
		d.passwords("one", "none.pem", "", "two").Sees("none.pem is not read: there is no")
		d.Keys("ctrl+u").passwords("key.pem").Sees("key.pem: the file holds a private key")
		if got := d.sim.Applied(); len(got) != 0 {
			d.Fatalf("sent %v", got)
		}
		d.Keys("ctrl+u").passwords("ca.pem").Sees("make the copy").Wait(time.Minute).Sees("Every step is done.")
	})
}
