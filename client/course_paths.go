package client

import (
	"context"
	"slices"
	"strings"

	"drover/client/rest"
	"drover/model"
)

// paths looks up where a copy of a transfer is told to read and write, where that is not
// what the original has. A server echoes a path that is not there as it echoes any other:
// the copy moves nothing then, and the original would be given up for it. A target that is
// missing may be made by the server; nobody says so, so somebody has to.
func (k *Course) paths(asked model.Edit) ([]model.Difference, copySaid) {
	var out []model.Difference
	var whys []string
	if _, err := k.client.folders(); err != nil {
		return nil, stepDone("")
	}
	for _, side := range []struct {
		word       string
		conn, path model.FieldKey
	}{
		{"source", model.KeyFromConn, model.KeyFromPath},
		{"target", model.KeyToConn, model.KeyToPath},
	} {
		changed, conn, path := asked.Changed(), asked.Get(side.conn), asked.Get(side.path)
		if path == "" || conn == "" || !slices.Contains(changed, side.conn) && !slices.Contains(changed, side.path) {
			continue
		}
		missing, err := k.lookUp(conn, path)
		is, why := "", ""
		switch {
		case err != nil && k.unheard(err):
			return nil, copyUnread("the "+side.word+" path", err)
		case err != nil:
			is, why = "could not be looked up", "the "+side.word+" path could not be looked up: "+model.Clean(err.Error())
		case missing != "":
			is, why = "not there", "the "+side.word+" path "+model.Clean(path)+" is not there: "+model.Clean(missing)+" is not found"
		default:
			continue
		}
		out = append(out, model.Difference{Key: model.FieldKey("#" + side.word + " path"), Label: side.word + " path", Was: path, Is: is})
		whys = append(whys, why)
	}
	return out, stepDone(strings.Join(whys, "; "))
}

// unheard reports an error that tells nothing of what was asked: it is asked again when the
// copying goes on.
func (k *Course) unheard(err error) bool {
	kind, ok := rest.KindOf(err)
	return k.over() != "" || k.client.reading.Err() != nil ||
		ok && slices.Contains([]rest.Kind{rest.LoginEnded, rest.Lost, rest.Unreached, rest.Throttled}, kind)
}

// lookUp walks down to a path of a connection, and tells how far it is not there, "" if it is.
func (k *Course) lookUp(conn, path string) (missing string, err error) {
	below, at := "", ""
	for first, names := true, strings.FieldsFunc(path, func(r rune) bool { return r == '/' }); first || len(names) > 0; first = false {
		var entries []model.Folder
		if first || below != "" { // of the root even where that is all: can it be listed
			err = k.read(func(ctx context.Context) (err error) {
				entries, err = k.client.Folders(ctx, conn, below)
				return err
			})
		}
		if err != nil || len(names) == 0 {
			return "", err
		}
		at += "/" + names[0]
		i := slices.IndexFunc(entries, func(f model.Folder) bool { return strings.EqualFold(f.Name.String(), model.Clean(names[0])) })
		if i < 0 {
			return at, nil
		}
		below, names = entries[i].Below, names[1:]
	}
	return "", nil
}
