package model

// recreateRules are those of a node that is asked for anew (re_create).
func recreateRules() sectionRules {
	return sectionRules{
		fields: recreateFields,
		means:  recreateMeans,
		press: func(e Edit, key FieldKey) Edit {
			if key != KeyRecreate {
				return e
			}
			if e.changedKey(KeyRecreate) {
				return e.Undo(KeyRecreate)
			}
			return e.Put(KeyRecreate, "true")
		},
		with: func(e Edit, key FieldKey, value string) Edit {
			if key != KeyRecreate || value != "true" && value != e.Base.Get(KeyRecreate) {
				return e
			}
			return e.Put(key, value)
		},
		effects: func(e Edit, _ Around) []Effect {
			if !e.changedKey(KeyRecreate) {
				return nil
			}
			return []Effect{
				{Text: "The service makes a node for it, which mostly takes 20 to 30 minutes."},
				{Text: "Until it is there nothing else works: no test, no pre-check, no start."},
				{Text: "Then test both ends and run the pre-check again; nothing starts by itself."},
				{Risk: true, Text: "The node may have another address: the firewalls must let it in."},
			}
		},
		words: func(_ Edit, _ FieldKey, value string) string {
			if value == "true" {
				return "asked for anew"
			}
			return ""
		},
	}
}

// keyNode is the fact of the node that there is, or was.
const keyNode FieldKey = "re_create#node"

func recreateFields(e Edit, a Around) []Field {
	node := Field{
		Key: keyNode, Label: "its node", Kind: FactField, Value: nodeWords(e.Detail.Job, a), Hint: "3 days in configuration",
		Help: "A job that is not started within 3 days of its creation loses its node, though its status stays configuration.",
	}
	ask := Field{
		Key: KeyRecreate, Label: "a new one", Kind: ButtonField, Value: "ask for a new node",
		Help: "Asks the service for a new node. A job that has lost its own can do nothing else before that.",
	}
	if e.changedKey(KeyRecreate) {
		ask.Value, ask.Hint = "asked for: take it back", "not sent yet"
	}
	return []Field{node, ask}
}

// nodeWords say whether the node is still there, as far as the job's age tells.
func nodeWords(j Job, a Around) string {
	d, ok := NextDeadline(j, a.Now, 0)
	switch {
	case !ok || d.Short != "node":
		return "nobody told when it was made"
	case d.At.After(a.Now):
		return "kept for " + Duration(d.At.Sub(a.Now)) + " more"
	}
	return "released " + Duration(a.Now.Sub(d.At)) + " ago"
}

func recreateMeans(e Edit, a Around) []Effect {
	var s saying
	d, ok := NextDeadline(e.Detail.Job, a.Now, 0)
	switch {
	case !ok || d.Short != "node":
		s.note("Whether its node is still there is not known here.")
	case d.At.After(a.Now):
		s.risk("Its node should still be there: a new one is needed after that alone.")
	default:
		s.note("Its node is gone, 3 days after its creation; its configuration stays.")
	}
	return s.risksFirst()
}
