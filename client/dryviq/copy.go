package dryviq

import (
	"context"
	"encoding/json"

	"drover/client/rest/wire"
	"drover/model"
)

// putIn keeps values that say anything.
func putIn(values map[model.FieldKey]string) func(model.FieldKey, string) {
	return func(key model.FieldKey, value string) {
		if value != "" {
			values[key] = value
		}
	}
}

// Sections reads a job whole, and the parts of it that are to be edited, or that a copy
// may have of its own (getJob).
func (b *Backend) Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error) {
	answer, job, err := b.one(ctx, id, fields("all"))
	if err != nil {
		return model.Detail{}, nil, err
	}
	d := b.detail(job)
	parts := make([]model.Part, len(sections))
	for i, s := range sections {
		switch s {
		case model.SectionSchedule:
			parts[i] = schedulePart(job)
		case model.SectionCopy:
			parts[i] = copyPart(job)
		default:
			parts[i] = model.Part{Section: s, Lacks: "DryvIQ has no " + s.Word()}
		}
		if name, twice := answer.Body.Twice(); twice {
			parts[i].Lacks = "the answer says " + model.Clean(name) + " twice"
		}
		parts[i].Read = d.Read
	}
	return d, parts, nil
}

// copyPart is what the copy of a job may have of its own, as the job has it.
func copyPart(job wire.Value) model.Part {
	p := model.Part{Section: model.SectionCopy, Values: map[model.FieldKey]string{}}
	put, transfer := putIn(p.Values), job.Get("transfer")
	raw := &object{}
	for _, name := range []string{"name", "description", "kind", "transfer", "schedule", "stop_policy", "category", "priority", "retention"} {
		if v := job.Get(name); !v.Absent() {
			raw.add(name, json.RawMessage(v.Bytes()))
		}
	}
	p.Raw = raw.bytes()
	put(model.KeyTransferType, transfer.Get("transfer_type").String())
	for name, keys := range sideKeys() {
		s := sideOf(transfer.Get(name))
		put(keys.connection, s.connection)
		if !s.loose {
			put(keys.path, s.path)
		}
		put(keys.as, s.as)
	}
	put(model.KeyLocks, transfer.Get("lock_propagation").String())
	if permissions := transfer.Get("permissions"); permissions.IsString() { // one document gives the bare policy
		put(model.KeyPermissions, permissions.String())
	} else {
		put(model.KeyPermissions, permissions.Get("policy").String())
		put(model.KeyPermLinks, truth(permissions.Get("links")))
		put(model.KeyPermFailures, permissions.Get("failures").String())
	}
	put(model.KeyVersions, transfer.Path("versioning", "preserve").String())
	put(model.KeyVersionSelect, transfer.Path("versioning", "select").String())
	put(model.KeyFileConflict, transfer.Get("conflict_resolution").String())
	put(model.KeyDeletes, words(transfer.Get("delete_propagation")))
	put(model.KeyFailurePolicy, transfer.Get("failure_policy").String())
	if filter := transfer.Get("filter"); filter.IsObject() {
		put(model.KeyFilter, string(filter.Bytes()))
	}
	scheduleValues(job.Get("schedule"), put)
	return p
}

type keysOfSide struct{ connection, path, as model.FieldKey }

func sideKeys() map[string]keysOfSide {
	return map[string]keysOfSide{
		"source":      {model.KeyFromConn, model.KeyFromPath, model.KeyFromAs},
		"destination": {model.KeyToConn, model.KeyToPath, model.KeyToAs},
	}
}

func truth(v wire.Value) string {
	switch yes, told := v.Bool(); {
	case !told:
		return ""
	case yes:
		return "true"
	}
	return "false"
}
