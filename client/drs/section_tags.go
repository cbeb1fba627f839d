package drs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// readTags reads the tags of a job from its detail, or where that does not tell
// them by the call that does (ShowInstanceTags). Tags that the one value of all
// cannot hold are not edited: they would come out as others.
func (b *Backend) readTags(ctx context.Context, p *model.Part, job model.Job, v wire.Value) {
	if v.Absent() {
		if job.Scenario == "" {
			p.Lacks = "the service does not tell what kind of job it is, which its tags are asked for by"
			return
		}
		call := b.about(showTags, job.ID, nil)
		call.Values["resource_type"] = string(job.Scenario)
		answer, err := b.read(ctx, call)
		if err != nil {
			p.Lacks = model.Clean(err.Error())
			return
		}
		v = answer.Body.Get("tags")
	}
	told := tags(v)
	p.Raw = v.Bytes()
	value := model.TagsText(told)
	told = slices.DeleteFunc(told, func(t model.Tag) bool { return t.Key.Raw() == model.IntentTag })
	if !slices.Equal(tagsOf(value), told) {
		p.Lacks = "it has a tag that drover cannot write as it is"
		return
	}
	if value != "" {
		p.Values[model.KeyTags] = value
	}
}

type tagsRequest struct {
	Action string    `json:"action"`
	Tags   []tagSent `json:"tags"`
}

type tagSent struct {
	Key   string `json:"key"`
	Value string `json:"value,omitempty"`
}

// tagsBody encodes tags that are added, or take another value, or else tags that
// go: a call does one of both (BatchTagAction).
func tagsBody(changes []model.Change) (any, error) {
	var body tagsRequest
	err := each(changes, func(_ string, c model.Change) error {
		edit, ok := c.(model.EditJob)
		if !ok || len(changes) != 1 {
			return errors.New("one call changes the tags of one job")
		}
		base, want := tagsOf(edit.Base.Get(model.KeyTags)), tagsOf(edit.Want[model.KeyTags])
		set, gone := tagsLess(want, base), tagsWithout(base, want)
		switch {
		case len(set) > 0 && len(gone) > 0:
			return errors.New("one call adds tags or removes them")
		case len(set) > 0:
			if err := fitTags(set); err != nil {
				return err
			}
			body = tagsRequest{Action: "create", Tags: set}
		case len(gone) > 0:
			body = tagsRequest{Action: "delete", Tags: gone}
		default:
			return errors.New("no tag changes")
		}
		return nil
	})
	return body, err
}

// tagsOf parts the one value of all tags. What stands at a job is not judged: it
// may have been given where more is allowed.
func tagsOf(value string) []model.Tag {
	var out []model.Tag
	for pair := range strings.SplitSeq(value, ",") {
		key, text, _ := strings.Cut(strings.TrimSpace(pair), "=")
		if key != "" || text != "" {
			out = append(out, model.Tag{Key: model.NewText(strings.TrimSpace(key)), Value: model.NewText(strings.TrimSpace(text))})
		}
	}
	return out
}

// fitTags judges the tags that are sent.
func fitTags(tags []tagSent) error {
	var text []model.Tag
	for _, t := range tags {
		text = append(text, model.Tag{Key: model.NewText(t.Key), Value: model.NewText(t.Value)})
	}
	again, err := model.ParseTags(model.TagsText(text))
	if err == nil && len(again) != len(tags) {
		err = errors.New(model.IntentTag + " is drover's own")
	}
	return err
}

// tagsLess are the tags that stand nowhere in others as they are.
func tagsLess(tags, others []model.Tag) []tagSent {
	var out []tagSent
	for _, t := range tags {
		same := false
		for _, o := range others {
			same = same || o == t
		}
		if !same {
			out = append(out, tagSent{t.Key.Raw(), t.Value.Raw()})
		}
	}
	return out
}

// tagsWithout are the tags whose keys others have not.
func tagsWithout(tags, others []model.Tag) []tagSent {
	var out []tagSent
	for _, t := range tags {
		kept := false
		for _, o := range others {
			kept = kept || o.Key == t.Key
		}
		if !kept {
			out = append(out, tagSent{t.Key.Raw(), t.Value.Raw()})
		}
	}
	return out
}
