package jobfile

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// shape is the document, or a part of it: an object if it has members, a list
// if it has an element, a value with a way of its own, else a leaf.
type shape struct {
	members []*shape // in the contract's order
	element *shape
	own     *own
	leaf    model.Leaf
	name    string        // of a member
	section model.Section // that it is; "": none
}

// own is how a part of a section is read and written that is one value in its
// edit, or that has names of its own.
type own struct {
	read func(r *reader, n *yaml.Node, key string)
	// write is the part at a key; some is false if nothing is told of it.
	write func(w written, key string) (n *yaml.Node, some bool)
}

func (s *shape) isLeaf() bool { return s.members == nil && s.element == nil && s.own == nil }

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
	ends := slices.IndexFunc(root.members, func(m *shape) bool { return m.name == model.Targets })
	root.members = slices.Insert(root.members, ends+1, sectionShapes()...)
	return root
}
