package tui

import tea "charm.land/bubbletea/v2"

// Nav is where a screen wants to go. It is a return value and not a message,
// so a fast second key meets the screen it led to, never the one it left.
type Nav struct {
	kind navKind
	to   Screen
	then func() (tea.Cmd, Nav)
	act  *Action  // done after going back, or its reason said
	in   *arrival // where somebody has come in
}

type navKind uint8

const (
	navStay navKind = iota
	navPop
	navPush
	navReplace
	navLeave
	navPass
	navIn
)

var stay = Nav{}

// pop goes back to the screen before.
func pop() Nav { return Nav{kind: navPop} }

// popThen goes back and does something there: a palette's choice, a menu's.
func popThen(do func() (tea.Cmd, Nav)) Nav { return Nav{kind: navPop, then: do} }

// push opens a screen over this one.
func push(s Screen) Nav { return Nav{kind: navPush, to: s} }

// replace opens a screen in place of this one.
func replace(s Screen) Nav { return Nav{kind: navReplace, to: s} }

// leave asks the app to end the program.
func leave() Nav { return Nav{kind: navLeave} }

// pass hands a key that a field did not take on to the commands.
func pass() Nav { return Nav{kind: navPass} }

// moveIn opens the list of a project in place of everything.
func moveIn(in *arrival) Nav { return Nav{kind: navIn, in: in} }
