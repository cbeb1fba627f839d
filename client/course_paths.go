package client

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"drover/client/journal"
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
		is, why, err := k.lookUp(conn, path)
		switch {
		case err != nil && k.unheard(err):
			return nil, copyUnread("the "+side.word+" path", err)
		case err != nil:
			is, why = notLookedUp+statusOf(err), "the "+side.word+" path "+notLookedUp+": "+model.Clean(err.Error())
		case is == "":
			continue
		default:
			why = "the " + side.word + " path " + model.Clean(path) + " " + is + ": " + model.Clean(why)
			is = strings.TrimPrefix(is, "is ")
		}
		out = append(out, model.Difference{Key: model.FieldKey("#" + side.word + " path"), Label: side.word + " path", Was: path, Is: is})
		whys = append(whys, why)
	}
	return out, stepDone(strings.Join(whys, "; "))
}

// pathsThere asks, before anything is made, about a path that cannot be what was meant. Who
// says yes is not asked again once the copy is there.
func (k *Course) pathsThere() copySaid {
	asked, ok := k.copying.Edit(model.SectionCopy)
	if !ok || k.record.Realm != model.Files || k.record.Steps[k.at].Intent != "" {
		return stepDone("")
	}
	lost, s := k.paths(asked)
	if s.state != model.CopyDone || len(lost) == 0 {
		return s
	}
	return k.question(pathsQuestion(lost))
}

// pathsQuestion is in the same words whenever the same is wrong with the same paths.
func pathsQuestion(lost []model.Difference) string {
	out := make([]string, 0, len(lost))
	for _, d := range lost {
		is := "is " + d.Is
		if strings.HasPrefix(d.Is, notLookedUp) {
			is = d.Is
		}
		out = append(out, "the "+d.Label+" "+model.Clean(d.Was)+" "+is)
	}
	return strings.Join(out, "; ")
}

// pathsAnswered takes the paths of a copy as they are where somebody was asked about just
// them before it was made.
func (k *Course) pathsAnswered(differs []model.Difference) []model.Difference {
	ofPath := func(d model.Difference) bool {
		return strings.HasPrefix(string(d.Key), "#") && strings.HasSuffix(string(d.Key), " path")
	}
	lost := slices.DeleteFunc(slices.Clone(differs), func(d model.Difference) bool { return !ofPath(d) })
	if len(lost) == 0 || !slices.Contains(k.record.Answers, pathsQuestion(lost)) {
		return differs
	}
	for _, d := range lost {
		k.record.Accepted = append(k.record.Accepted, journal.CopyAccepted{Key: d.Key, Is: d.Is})
	}
	return slices.DeleteFunc(slices.Clone(differs), ofPath)
}

// unheard reports an error that tells nothing of what was asked: it is asked again when the
// copying goes on.
func (k *Course) unheard(err error) bool {
	kind, ok := rest.KindOf(err)
	return k.over() != "" || k.client.reading.Err() != nil ||
		ok && slices.Contains([]rest.Kind{rest.LoginEnded, rest.Lost, rest.Unreached, rest.Throttled}, kind)
}

const notLookedUp = "could not be looked up"

// statusOf is the status of an answer in brackets, "" where there was none.
func statusOf(err error) string {
	var e *rest.Error
	if errors.As(err, &e) && e.Status != 0 {
		return " (" + strconv.Itoa(e.Status) + ")"
	}
	return ""
}

// lookUp walks down to a path of a connection. is and why say what of it is not as it must
// be to be that folder, is "" where all is. Names are held against each other as they are:
// whether a service tells /finance from /Finance nobody says.
func (k *Course) lookUp(conn, path string) (is, why string, err error) {
	names := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	if len(names) == 0 { // of the root that is all: can it be listed
		_, err = k.entriesOf(conn, "")
		return "", "", err
	}
	below, at, found, other := "", "", "", false
	for i, name := range names {
		entries, err := k.entriesOf(conn, below)
		if err != nil {
			return "", "", err
		}
		at += "/" + name
		one, there := entryOf(entries, name)
		if !there {
			return "is not there", at + " is not found", nil
		}
		found += "/" + one.Name.String()
		other = other || one.Name != model.NewText(name)
		if is, why = noWay(one, at, i == len(names)-1); is != "" {
			return is, why, nil
		}
		below = one.Below
	}
	if other {
		return "is there in other letters alone", found, nil
	}
	return "", "", nil
}

func (k *Course) entriesOf(conn, below string) (entries []model.Folder, err error) {
	err = k.read(func(ctx context.Context) (err error) {
		entries, err = k.client.Folders(ctx, conn, below)
		return err
	})
	return entries, err
}

// entryOf is the entry of a name, else one that is written in other letters.
func entryOf(entries []model.Folder, name string) (model.Folder, bool) {
	i := slices.IndexFunc(entries, func(f model.Folder) bool { return f.Name == model.NewText(name) })
	if i < 0 {
		i = slices.IndexFunc(entries, func(f model.Folder) bool { return strings.EqualFold(f.Name.String(), model.Clean(name)) })
	}
	if i < 0 {
		return model.Folder{}, false
	}
	return entries[i], true
}

// noWay says why an entry that stands at a place is no folder to go on from, or to end at.
func noWay(f model.Folder, at string, last bool) (is, why string) {
	switch {
	case f.Dir == model.No:
		return "is no folder", at + " is a file"
	case f.Below == "" && !last:
		return notLookedUp, "the service does not tell what is below " + at
	case f.Below == "" && f.Dir == model.NotTold:
		return notLookedUp, "the service does not tell whether " + at + " is a folder"
	}
	return "", ""
}
