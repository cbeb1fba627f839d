// Package jobfile is a job as a file: the body of the call that creates it, and
// the sections that only edits change, in YAML or JSON, without secrets.
//
//	shape.go   the document as a tree, made from model.CreateLeaves
//	read.go    bytes to nodes: size, encoding
//	syntax.go  what is neither YAML nor JSON, at its line
//	walk.go    nodes to a draft, with each mistake at its line
//	sections.go what is of a section, by its names on the wire; parts.go windows, users, roles; params.go parameters
//	tells.go   of which sections a file speaks; of.go makes a file's job of one that was read
//	tags.go    the list of tags, which a draft has as one text
//	guess.go   what a wrong name may have meant
//	judge.go   what a form finds wrong, at its line
//	write.go   a draft to nodes, in the contract's order
//	encode.go  nodes to YAML or JSON
package jobfile
