// Package vhs holds one tape per story of the interface, and the screens each
// of them ends on, as text.
//
// A tape is written for vhs, which records it as a picture; its tests play it
// without vhs, ttyd, a browser or a display: the shell runs in a
// pseudo-terminal, an emulator keeps the screen, and vhs's own parser reads the
// tape. That proves the syntax, that the program reaches every screen the tape
// waits for, and what those screens say. It proves no pixels and no fonts.
//
// After a change that is meant to be seen:
//
//	go test ./vhs -update
package vhs
