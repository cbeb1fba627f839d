package tui

import (
	"drover/model/objects"
)

// objectRef is an object that a dialog is about, by its name: the source may be read
// anew beneath the dialog, and then the object has another place in another tree.
type objectRef struct {
	page *objectsPage
	path objects.Path
	kind objects.Kind
}

func (s *objectsPage) ref(n objects.Node) objectRef {
	t := s.state().Tree()
	return objectRef{s, t.Path(n), t.Kind(n)}
}

// node is where the object is now; ok is false if it is gone. What has no name of its
// own is not found by it: its path is that of the box it is in.
func (r objectRef) node() (objects.Node, bool) {
	t := r.page.state().Tree()
	n, ok := t.Find(r.path)
	return n, ok && t.Kind(n) == r.kind
}

// name is the object's own name, fit to be shown.
func (r objectRef) name() string {
	for _, part := range []string{r.path.Name, r.path.Schema} {
		if part != "" {
			return shownName(part)
		}
	}
	return shownName(r.path.Database)
}

// objectGone is what a dialog says whose object is not there any more.
const objectGone = "it is not there any more: the source was read anew"
