package dryviq

import (
	"encoding/json"
	"errors"
	"fmt"

	"drover/client/rest/wire"
	"drover/model"
)

// copyBody is the request that makes a copy: its name, what it has of its own, in whole
// sub-objects, since nobody has documented whether a server merges or replaces them;
// and never a schedule, whatever is wanted later.
func copyBody(change model.CloneJob) ([]byte, error) {
	o := &object{}
	o.text("name", change.Name)
	more, err := moreOf(change.Want[model.KeyBodyMore])
	if err != nil {
		return nil, err
	}
	transfer, err := copyTransfer(change, more.Get("transfer"))
	if err != nil {
		return nil, err
	}
	if len(transfer.names) > 0 {
		o.add("transfer", transfer.bytes())
	}
	for name, v := range more.Members() {
		if n := string(name); n != "name" && n != "transfer" && n != "schedule" {
			o.add(n, json.RawMessage(v.Bytes()))
		}
	}
	o.add("schedule", map[string]string{"mode": model.ScheduleManual})
	return o.bytes(), nil
}

func moreOf(text string) (wire.Value, error) {
	if text == "" {
		return wire.Value{}, nil
	}
	v, err := wire.Parse([]byte(text))
	if err != nil || !v.IsObject() {
		return wire.Value{}, errors.New("the further members are no JSON object")
	}
	return v, nil
}

// copyTransfer is the part that tells what is transferred, as far as it differs.
func copyTransfer(change model.CloneJob, more wire.Value) (*object, error) {
	o := &object{}
	if change.Want == nil {
		return o, nil
	}
	var came wire.Value
	if len(change.Base.Raw) > 0 {
		v, err := wire.Parse(change.Base.Raw)
		if err != nil {
			return nil, fmt.Errorf("what was read cannot be sent back: %w", err)
		}
		came = v.Get("transfer")
	}
	want := func(key model.FieldKey) string { return change.Want[key] }
	differs := func(keys ...model.FieldKey) bool {
		for _, key := range keys {
			if !model.SameValue(key, change.Base.Get(key), want(key)) {
				return true
			}
		}
		return false
	}
	plain := func(name string, key model.FieldKey) {
		if differs(key) {
			o.text(name, want(key))
		}
	}
	plain("transfer_type", model.KeyTransferType)
	for _, name := range []string{"source", "destination"} {
		if keys := sideKeys()[name]; differs(keys.connection, keys.path, keys.as) {
			o.add(name, copySide(came.Get(name), want(keys.connection), want(keys.path), want(keys.as)))
		}
	}
	plain("lock_propagation", model.KeyLocks)
	if differs(model.KeyPermissions, model.KeyPermLinks, model.KeyPermFailures) {
		p := &object{}
		p.text("policy", want(model.KeyPermissions))
		p.truth("links", want(model.KeyPermLinks))
		p.text("failures", want(model.KeyPermFailures))
		whole, err := p.rest(objectBytes(came.Get("permissions")), []string{"policy", "links", "failures"})
		if err != nil {
			return nil, err
		}
		o.add("permissions", whole)
	}
	if differs(model.KeyVersions, model.KeyVersionSelect) {
		v := &object{}
		v.text("preserve", want(model.KeyVersions))
		v.text("select", want(model.KeyVersionSelect))
		whole, err := v.rest(objectBytes(came.Get("versioning")), []string{"preserve", "select"})
		if err != nil {
			return nil, err
		}
		o.add("versioning", whole)
	}
	plain("conflict_resolution", model.KeyFileConflict)
	plain("delete_propagation", model.KeyDeletes)
	plain("failure_policy", model.KeyFailurePolicy)
	if filter := want(model.KeyFilter); differs(model.KeyFilter) {
		if filter == "" {
			filter = "{}"
		}
		if !json.Valid([]byte(filter)) {
			return nil, errors.New("the filter is no JSON")
		}
		o.add("filter", json.RawMessage(filter))
	}
	for name, v := range more.Members() {
		o.add(string(name), json.RawMessage(v.Bytes()))
	}
	return o, nil
}

// objectBytes is an object as it came; nothing of anything else.
func objectBytes(v wire.Value) []byte {
	if !v.IsObject() {
		return nil
	}
	return v.Bytes()
}

// copySide is an end whole. What a folder was known by is of the former one.
func copySide(came wire.Value, connection, path, as string) json.RawMessage {
	o := &object{}
	if connection != "" {
		o.add("connection", map[string]string{"id": connection})
	}
	if path != "" {
		o.add("target", map[string]string{"path": path})
	}
	switch was := came.Get("impersonate_as"); {
	case as == "":
	case was.IsObject() && account(was) == as:
		o.add("impersonate_as", json.RawMessage(was.Bytes()))
	default:
		o.add("impersonate_as", map[string]string{"account": as})
	}
	if options := came.Get("options"); options.IsObject() {
		o.add("options", json.RawMessage(options.Bytes()))
	}
	return o.bytes()
}
