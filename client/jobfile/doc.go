// Package jobfile is a job as a file: the body of the call that creates it, in
// YAML or JSON, without secrets.
//
//	shape.go   the document as a tree, made from model.CreateLeaves
//	read.go    bytes to nodes: size, encoding
//	syntax.go  what is neither YAML nor JSON, at its line
//	walk.go    nodes to a draft, with each mistake at its line
//	tags.go    the list of tags, which a draft has as one text
//	guess.go   what a wrong name may have meant
//	judge.go   what a form finds wrong, at its line
//	write.go   a draft to nodes, in the contract's order
//	encode.go  nodes to YAML or JSON
package jobfile
