package tui

import (
	"drover/model/objects"
)

// objectRef is an object that a dialog is about, by its name: the source may be read
// anew beneath the dialog, and then the object has another place in another tree.
type objectRef struct {
	page *objectsPage
	path objects.Path
}

func (s *objectsPage) ref(n objects.Node) objectRef {
	return objectRef{s, s.state().Tree().Path(n)}
}

// node is where the object is now; ok is false if it is gone.
func (r objectRef) node() (objects.Node, bool) { return r.page.state().Tree().Find(r.path) }

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
