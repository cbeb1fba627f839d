package model

import "cmp"

// Words of the choices, as they go over the wire.
const (
	copyNone   = "none"
	copyNative = "native"
	copyMirror = "mirror"
)

// copyChoice is a field of one option. The contract's values alone can be chosen; what
// the original has is offered as it came.
func copyChoice(e Edit, key FieldKey) Field {
	f := Field{Key: key, Label: copyLabel(key), Kind: ChoiceField, Value: e.Get(key), Options: copyOptions(key), Help: copyHelp(key)}
	if key == KeyVersionSelect {
		f.Grey, f.By = copySelectGrey(e), "versions"
	}
	if o, ok := f.Option(e.Get(key)); ok {
		f.Risk = copyRisk(key, o.Value)
	}
	choiceOf(&f, e.Base.Get(key))
	return f
}

// copySelectGrey is why the choice among versions does not apply; "" if it does.
func copySelectGrey(e Edit) string {
	if e.Get(KeyVersions) == copyNone {
		return "no version is kept"
	}
	return ""
}

// copyOptions are the values of the contract, the server's default first.
func copyOptions(key FieldKey) []Option {
	switch key {
	case KeyTransferType:
		return []Option{
			{Value: "sync"}, {Value: "copy"}, {Value: "move"}, {Value: "migrate"}, {Value: "publish"},
			{Value: "taxonomy", Help: "the folder structure only"}, {Value: "default", Help: "the server chooses"},
		}
	case KeyLocks:
		return []Option{
			{Value: "ignore"}, {Value: "mirror_lock", Help: "locks are made on the other side"},
			{Value: "mirror_owner", Help: "and who holds them"},
		}
	case KeyPermissions:
		return []Option{
			{Value: copyNone}, {Value: "add", Help: "those that lack are added"}, {Value: "diff", Help: "extra ones are removed, too"},
		}
	case KeyPermFailures:
		return []Option{
			{Value: copyNone, Help: "the file is transferred anyway"}, {Value: "exceptions", Help: "exceptions of the platform only"},
			{Value: "deny"}, {Value: "all"},
		}
	case KeyVersions:
		return []Option{{Value: copyNative, Help: "versions are kept"}, {Value: copyNone, Help: "no version detection at all"}}
	case KeyVersionSelect:
		return []Option{{Value: "all"}, {Value: "latest"}}
	case KeyFileConflict:
		return []Option{
			{Value: "copy", Help: "both are kept"}, {Value: "latest", Help: "the newer one stays"}, {Value: "source", Help: "the source's stays"},
			{Value: "destination", Help: "the target's stays"}, {Value: "failure", Help: "it counts as failed"},
		}
	case KeyDeletes:
		return []Option{
			{Value: "ignore_both"}, {Value: "ignore_source"}, {Value: "ignore_destination"}, {Value: copyMirror, Help: "what goes on one side goes on the other"},
		}
	case KeyFailurePolicy:
		return []Option{{Value: "continue"}, {Value: "halt", Help: "a failure ends the run"}}
	default:
		return nil
	}
}

func copyHelp(key FieldKey) string {
	switch key {
	case KeyTransferType:
		return "What the job does with files. The server takes sync where a job tells none."
	case KeyLocks:
		return "Whether locks on files are carried over."
	case KeyPermissions:
		return "What becomes of permissions. The vendor recommends add."
	case KeyPermFailures:
		return "Which failures of permissions keep a file from being transferred."
	case KeyVersions:
		return "Whether earlier versions of files are kept."
	case KeyVersionSelect:
		return "Which versions are transferred."
	case KeyFileConflict:
		return "What to do when a file was changed on both sides."
	case KeyDeletes:
		return "Whose deletions are passed over, and whether they are carried over."
	case KeyFailurePolicy:
		return "Whether a run goes on after a failure."
	default:
		return ""
	}
}

// copyRisk is what should be known of a value.
func copyRisk(key FieldKey, value string) string {
	switch {
	case key == KeyTransferType && value == "move":
		return "what was moved is gone from the source"
	case key == KeyTransferType && value == "migrate":
		return "what it does to the source is not documented"
	case key == KeyLocks && value == "mirror_owner":
		return "whole only with Box as target, and with an account map"
	case key == KeyPermissions && value == "diff":
		return "permissions that only the target has are removed"
	case key == KeyVersions && value == copyNone:
		return "versions are not detected any more afterwards"
	case key == KeyFileConflict && (value == "source" || value == "destination" || value == "latest"):
		return "the other side's changes are lost"
	case key == KeyDeletes && value == copyMirror:
		return "what is deleted on one side is deleted on the other"
	case key == KeyFailurePolicy && value == "halt":
		return "one failure ends the whole run"
	}
	return ""
}

// copyLinksField is whether shared links go along.
func copyLinksField(e Edit) Field {
	f := Field{
		Key: KeyPermLinks, Label: copyLabel(KeyPermLinks), Value: e.Get(KeyPermLinks), By: "permissions",
		Help: "Whether shared links are carried over. With permissions none they are all that is.",
	}
	boolOf(&f, e.Base.Get(KeyPermLinks), "carried over", "not")
	if f.Value == "true" && e.Get(KeyPermissions) == copyNone {
		f.Hint = "shared links only"
	}
	return f
}

// copySideFields are where the copy reads and writes: connection, path, and as whom.
func copySideFields(e Edit, a Around) []Field {
	var out []Field
	for _, side := range copySides() {
		conn := copyConnField(e, a, side)
		path := Field{
			Key: side.path, Label: copyLabel(side.path), Kind: TextField, Value: e.Get(side.path), Hint: "space picks a folder", By: copyLabel(side.conn),
			Help: "The folder that it " + side.does + ".",
		}
		moved := e.changedKey(side.conn)
		switch {
		case path.Value == "" && (moved || e.changedKey(side.path) || e.changedKey(side.as)):
			path.Wrong, path.Missing, path.Need = neededHere, true, true
		case path.Value == "":
			path.Hint = "not told by the server"
		case e.changedKey(side.path):
			path.Wrong = copyPathWrong(path.Value)
		case moved:
			path.Risk = "it is the original's: see that it is there on this connection"
		}
		as := Field{
			Key: side.as, Label: copyLabel(side.as), Kind: TextField, Value: e.Get(side.as), Hint: "empty: the connection's own account",
			Help: "The account in whose name it " + side.does + ".",
		}
		switch {
		case !e.changedKey(side.as):
		case as.Value == "":
			as.Wrong, as.Missing = "no document says how it is taken away: undo it", true
		case Clean(as.Value) != as.Value:
			as.Wrong = "one line of characters that can be seen"
		}
		out = append(out, conn, path, as)
	}
	return out
}

// copySide is one side of a transfer.
type copySide struct {
	conn, path, as FieldKey
	does           string
	end            func(Detail) []Endpoint
}

func copySides() []copySide {
	return []copySide{
		{KeyFromConn, KeyFromPath, KeyFromAs, "reads", func(d Detail) []Endpoint { return d.From }},
		{KeyToConn, KeyToPath, KeyToAs, "writes", func(d Detail) []Endpoint { return d.To }},
	}
}

func copyConnField(e Edit, a Around, side copySide) Field {
	f := Field{
		Key: side.conn, Label: copyLabel(side.conn), Kind: ChoiceField, Value: e.Get(side.conn),
		Help: "The connection through which it " + side.does + ". A job's connections and paths are fixed once it is made.",
	}
	base := e.Base.Get(side.conn)
	for _, c := range a.Connections {
		f.Options = append(f.Options, copyConnOption(c))
	}
	if _, ok := f.Option(base); !ok && base != "" {
		f.Options = append([]Option{{Value: base, Label: cmp.Or(copyEndLabel(side.end(e.Detail), base), Clean(base)), Help: "the original's"}}, f.Options...)
	}
	if a.Connections == nil {
		f.Hint = "the connections were not read"
		if _, ok := f.Option(f.Value); !ok && f.Value != "" { // chosen while they were known
			f.Options = append(f.Options, Option{Value: f.Value, Label: Clean(f.Value)})
		}
	}
	choiceOf(&f, base)
	return f
}

// copyConnOption is a connection as it can be chosen.
func copyConnOption(c Connection) Option {
	o := Option{Value: c.ID, Label: copyConnLabel(c.Name, c.Platform, c.Account)}
	if o.Label == "" {
		o.Label = Clean(c.ID)
	}
	if c.Pool {
		o.Help = "a pool of connections"
	}
	if c.Disabled {
		o.Why = "it is switched off in the server"
	}
	return o
}

// copyConnLabel is what a connection is called: "finance (box, svc@example.com)".
func copyConnLabel(name, platform, account Text) string {
	more := platform.String()
	if !account.Empty() {
		if more != "" {
			more += ", "
		}
		more += account.String()
	}
	if more == "" || name.Empty() {
		return cmp.Or(name.String(), more)
	}
	return name.String() + " (" + more + ")"
}

// copyEndLabel is the name of the connection that a job has at one end.
func copyEndLabel(ends []Endpoint, id string) string {
	for _, end := range ends {
		if end.Instance.Raw() == id {
			return copyConnLabel(end.Name, end.Engine, Text{})
		}
	}
	return ""
}

func copyPathWrong(path string) string {
	switch {
	case Clean(path) != path:
		return "one line of characters that can be seen"
	case len(path) > longestCopyPath:
		return "at most " + itoa(longestCopyPath) + " bytes"
	}
	return ""
}

// longestCopyPath is far more than any platform takes.
const longestCopyPath = 4096
