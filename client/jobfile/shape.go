package jobfile

import (
	"strings"

	"drover/model"
)

// shape is the document, or a part of it: an object if it has members, a list
// if it has an element, else a leaf.
type shape struct {
	members []*shape // in the contract's order
	element *shape
	leaf    model.Leaf
	name    string // of a member
}

func (s *shape) isLeaf() bool { return s.members == nil && s.element == nil }

// member finds a member; nil if there is none of the name.
func (s *shape) member(name string) *shape {
	for _, m := range s.members {
		if m.name == name {
			return m
		}
	}
	return nil
}

// document is the shape of a job.
func document() *shape {
	root := &shape{}
	for _, l := range model.CreateLeaves() {
		at := root
		for name := range strings.SplitSeq(l.Path, ".") {
			name, list := strings.CutSuffix(name, "[]")
			next := at.member(name)
			if next == nil {
				next = &shape{name: name}
				at.members = append(at.members, next)
			}
			if list {
				if next.element == nil {
					next.element = &shape{}
				}
				next = next.element
			}
			at = next
		}
		at.leaf = l
	}
	return root
}
