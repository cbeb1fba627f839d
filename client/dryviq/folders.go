package dryviq

import (
	"context"
	"net/url"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// Connections lists where a transfer may read or write (listConnections).
func (b *Backend) Connections(ctx context.Context, text string) ([]model.Connection, error) {
	query := url.Values{"fields": {"id,name,platform,account,disabled,group,pool"}}
	if text != "" {
		query.Set("q", text)
	}
	var out []model.Connection
	for p, err := range b.pages(ctx, b.call(listConnections, from(query, 0, perPage)), "connections", rowKey) {
		if err != nil {
			return out, err
		}
		for _, row := range p.fresh {
			if c := connection(row); c.ID != "" {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

func connection(v wire.Value) model.Connection {
	c := model.Connection{
		ID: v.Get("id").String(), Name: v.Get("name").Text(), Platform: model.NewText(platform(v.Get("platform"))),
		Account: first(v.Path("account", "email").Text(), v.Path("account", "name").Text()),
	}
	c.Pool, _ = v.Get("group").Bool()
	c.Disabled, _ = v.Get("disabled").Bool()
	return c
}

// Folders lists the entries of a connection (listRootItems), or those that one of its
// entries leads to by its own link.
func (b *Backend) Folders(ctx context.Context, connection, below string) ([]model.Folder, error) {
	call := b.about(listRootItems, connection, nil) // it knows no page but by its own link
	if below != "" {
		item, why := b.itemOf(connection, below)
		if why != "" {
			return nil, senseless(listRootItems, why)
		}
		call.Path += "/{item}"
		call.Values["item"] = item
	}
	var out []model.Folder
	for p, err := range b.pages(ctx, call, "items", rowKey) {
		if err != nil {
			return out, err
		}
		for _, row := range p.fresh {
			out = append(out, folder(row))
		}
	}
	return out, nil
}

// itemOf is the entry that a link leads to. A link came from outside: one that leads
// elsewhere than to an entry of its own connection on this very server is not followed.
func (b *Backend) itemOf(connection, href string) (item, why string) {
	const elsewhere = "the link to the folder leads elsewhere: it is not followed"
	home, err := b.conn.URL(b.about(listRootItems, connection, nil))
	if err != nil {
		return "", elsewhere
	}
	link, err := url.Parse(href)
	if err != nil {
		return "", "the link to the folder cannot be read"
	}
	if link.Host != "" && (link.Scheme != "" && link.Scheme != home.Scheme || !strings.EqualFold(link.Host, home.Host)) {
		return "", elsewhere
	}
	path := link.EscapedPath()
	tail, ok := strings.CutPrefix(path, home.EscapedPath()+"/")
	if !ok { // a server may not know below which root of a site or of a proxy it is called
		tail, ok = strings.CutPrefix(path, root+"connections/"+url.PathEscape(connection)+"/items/")
	}
	item, err = url.PathUnescape(strings.TrimSuffix(tail, "/"))
	if !ok || err != nil || item == "" || strings.Contains(item, "/") {
		return "", elsewhere
	}
	return item, ""
}

func folder(v wire.Value) model.Folder {
	f := model.Folder{ID: v.Get("id").Text(), Name: v.Get("name").Text(), Bytes: count(v.Get("bytes")), Below: v.Path("links", "items", "href").String()}
	f.Dir, f.Holds = isFolder(v), f.Below != ""
	return f
}

// isFolder is what an entry says of itself. The values of type and item_type are documented
// nowhere: what is neither of these two words tells nothing.
func isFolder(v wire.Value) model.Tri {
	out := model.NotTold
	for _, name := range []string{"type", "item_type"} {
		switch what := v.Get(name).String(); {
		case strings.EqualFold(what, "file"):
			return model.No
		case strings.EqualFold(what, "folder"):
			out = model.Yes
		}
	}
	return out
}
