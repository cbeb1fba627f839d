package dryviq

import (
	"slices"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// side is one end of a transfer as it was told.
type side struct {
	connection, name, platform, path, as string
	loose                                bool // the path is told in part, or by an address: it can be shown, and not compared
	there                                bool
}

// sideOf reads an end. The path is told as such, or by the folder it leads to: a chain
// of its parents up to the root.
func sideOf(v wire.Value) side {
	c, target := v.Get("connection"), v.Get("target")
	s := side{
		connection: c.Get("id").String(), name: c.Get("name").String(), platform: platform(c.Get("platform")),
		path: target.Get("path").String(), as: account(v.Get("impersonate_as")), there: v.IsObject(),
	}
	if s.path == "" {
		s.path, s.loose = itemPath(target.Get("item"))
	}
	if s.path == "" {
		s.path, s.loose = target.Get("uri").String(), true
	}
	return s
}

func platform(v wire.Value) string {
	if id := v.Get("id").String(); id != "" {
		return id
	}
	if name := v.Get("name").String(); name != "" {
		return name
	}
	return v.String()
}

// account is for whom a transfer acts: a name, or an object that holds one.
func account(v wire.Value) string {
	if v.IsString() {
		return v.String()
	}
	of := v.Get("account")
	if of.IsString() || !of.IsObject() {
		return of.String()
	}
	for _, name := range []string{"email", "name", "id"} {
		if s := of.Get(name).String(); s != "" {
			return s
		}
	}
	return ""
}

// deepestItem bounds a chain that leads in a circle, or never to a root.
const deepestItem = 200

// itemPath joins the names of a chain of folders; loose: it does not lead to a root.
func itemPath(item wire.Value) (path string, loose bool) {
	var names []string
	for range deepestItem {
		if root, _ := item.Get("root").Bool(); root {
			slices.Reverse(names)
			return "/" + strings.Join(names, "/"), false
		}
		if !item.IsObject() {
			break
		}
		names = append(names, item.Get("name").String())
		item = item.Get("parent")
	}
	slices.Reverse(names)
	path = strings.Join(names, "/")
	if rooted := len(names) > 1 && strings.Trim(names[0], "/") == ""; rooted { // the root has no name of its own
		return "/" + strings.TrimLeft(path, "/"), false
	}
	return path, true
}

// engine is what the list's FROM>TO reads.
func engine(from, to side) model.Text {
	if from.platform == "" && to.platform == "" {
		return model.Text{}
	}
	word := func(s string) string {
		if s == "" {
			return "?"
		}
		return s
	}
	return model.NewText(word(from.platform) + "-to-" + word(to.platform))
}

// paths is the same for two transfers that read and write at the same places; empty
// where that cannot be told.
func paths(from, to side) model.Text {
	if !from.whole() || !to.whole() {
		return model.Text{}
	}
	return model.NewText(from.plain() + " > " + to.plain())
}

// whole reports an end that is told so that it can be compared.
func (s side) whole() bool { return s.connection != "" && s.path != "" && !s.loose }

// plain is an end however its path was written. Most of what is connected takes two
// names that differ in capitals for one, and a warning too many costs less.
func (s side) plain() string {
	parts := strings.FieldsFunc(strings.ToLower(s.path), func(r rune) bool { return r == '/' || r == '\\' })
	return s.connection + ":/" + strings.Join(parts, "/")
}

// endpoint is an end as the pages show it.
func (s side) endpoint() model.Endpoint {
	return model.Endpoint{
		Engine: model.NewText(s.platform), Address: model.NewText(s.path), User: model.NewText(s.as),
		Name: model.NewText(s.name), Instance: model.NewText(s.connection),
	}
}
